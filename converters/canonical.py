"""Canonical HTML: what every reader's `clean` makes and every writer may rely on."""

from converters import html as tree
from converters.problem import Report


def to_canonical(html: str, *, base: str = "", report: Report | None = None) -> str:
    """An HTML fragment made well nested. `base` is the address that relative URLs start from."""
    return tree.serialise(tree.parse(html))


def assert_canonical(html: str) -> None:
    """Raise AssertionError, naming the place, where HTML is not canonical."""
    again = to_canonical(html)
    if again != html:
        raise AssertionError("not well nested")
