"""Canonical HTML → Markdown, as Hugo, Jekyll and GitHub read it."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import cache

from writers.markdown.converter import Converter
from writers.markdown.flavor import FLAVORS, GFM, HUGO, JEKYLL, Flavor

__all__ = ["FLAVORS", "GFM", "HUGO", "JEKYLL", "Converter", "Flavor", "to_markdown", "to_markdown_pieces"]


def to_markdown(html: str, *, flavor: Flavor, link: Callable[[str], str] = str) -> str:
    """The Markdown of an HTML fragment, whatever its nesting. `link` gives every address its new form."""
    return _linked(flavor, link).convert(html)


def to_markdown_pieces(html: str, *, flavor: Flavor, link: Callable[[str], str] = str) -> Iterator[str]:
    """The same, in pieces where the fragment is very long."""
    return _linked(flavor, link).pieces(html)


def _linked(flavor: Flavor, link: Callable[[str], str]) -> Converter:
    converter = copy(_converter(flavor))
    converter.link = link
    return converter


@cache
def _converter(flavor: Flavor) -> Converter:
    return Converter(flavor)  # markdownify takes longer to gather its options than a short body to convert
