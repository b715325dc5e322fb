"""Canonical HTML → Markdown, as Hugo, Jekyll and GitHub read it."""

from collections.abc import Callable

from converters import html as tree
from writers.markdown.flavor import FLAVORS, GFM, HUGO, JEKYLL, Flavor

__all__ = ["FLAVORS", "GFM", "HUGO", "JEKYLL", "Flavor", "to_markdown"]


def to_markdown(html: str, *, flavor: Flavor, link: Callable[[str], str] = str) -> str:
    """The Markdown of an HTML fragment."""
    return " ".join(tree.serialise(tree.parse(html)).split())
