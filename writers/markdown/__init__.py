"""Canonical HTML → Markdown, as Hugo, Jekyll and GitHub read it."""

from collections.abc import Callable

from writers.markdown.converter import Converter
from writers.markdown.flavor import FLAVORS, GFM, HUGO, JEKYLL, Flavor

__all__ = ["FLAVORS", "GFM", "HUGO", "JEKYLL", "Converter", "Flavor", "to_markdown"]


def to_markdown(html: str, *, flavor: Flavor, link: Callable[[str], str] = str) -> str:
    """The Markdown of an HTML fragment, whatever its nesting. `link` gives every address its new form."""
    return Converter(flavor, link).convert(html)
