"""Markdown with a proof: rendered in process and compared, fact by fact, with the HTML it was made of.

A block at the top of the body that would lose or gain a fact stays HTML, and a problem counts it. The renderers imitate
goldmark and kramdown; where they are stricter than these, a block stays HTML without need, and shows the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from converters.fidelity import Difference, compare, facts_of
from converters.html import Element, parse, serialise
from converters.markdown import goldmark_to_html, kramdown_to_html, to_html
from converters.problem import Problem, Report, Severity
from writers.markdown.converter import Converter
from writers.markdown.flavor import GFM, HUGO, JEKYLL, Flavor
from writers.markdown.raw import Link, relink

_COMMENTED = re.compile(r"\{\{(&lt;|<|%)/\*(.*?)(?:\*/(&gt;|>|%)\}\}|\Z)", re.DOTALL)
_PLAYER = re.compile(r"^\{\{< (youtube|vimeo) ([\w-]+) >\}\}$", re.MULTILINE)
_PLAYERS = {"youtube": "https://www.youtube.com/embed/", "vimeo": "https://player.vimeo.com/video/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocksKeptAsHtml(Problem):
    """Blocks that Markdown would have changed, and that stay HTML for that."""

    code = "blocks-kept-as-html"
    severity = Severity.NOTE
    text = (
        "{count} of its blocks {count:stays|stay} HTML, because in Markdown {count:it|they} would show something "
        "else ({first})"
    )
    count: int
    first: str
    """The first difference that Markdown would have made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNotProven(Problem):
    """A body that shows something else in Markdown even where all of it is HTML."""

    code = "body-not-proven"
    severity = Severity.WARNING
    text = "its Markdown may show something else than its source: {first}"
    first: str


def to_proven_markdown(html: str, *, flavor: Flavor, report: Report, link: Link = str) -> str:
    """The Markdown of an HTML fragment of which a renderer shows every fact (`converters.fidelity`)."""
    html = relinked(html, link)
    attempt = _Attempt(html, flavor)
    if attempt.first_difference is None:
        return attempt.markdown
    first = str(attempt.first_difference)
    for kept in _kept_as_html(html, flavor):
        proven = _Attempt(html, flavor, kept)
        if proven.first_difference is None:
            report(BlocksKeptAsHtml(count=len(kept), first=first))
            return proven.markdown
    report(BodyNotProven(first=first))
    return attempt.markdown


def relinked(html: str, link: Link) -> str:
    """An HTML fragment with every address in its new form."""
    if link is str:
        return html
    body = parse(html)
    relink(body, link)
    return serialise(body)


class _Attempt:
    """A body as Markdown, some of its blocks (numbers among the nodes at its top) kept as HTML, and what it shows."""

    def __init__(self, html: str, flavor: Flavor, kept: frozenset[int] = frozenset()) -> None:
        self.markdown = Converter(flavor).convert_soup(parse(html), kept)
        shown = _SHOWN[flavor.name](self.markdown)
        self.first_difference: Difference | None = next(iter(compare(facts_of(html), facts_of(shown))), None)


def _kept_as_html(html: str, flavor: Flavor) -> list[frozenset[int]]:
    """What to keep as HTML, the least first: the blocks that lose something by themselves, else all."""
    nodes = parse(html).children
    blocks = [number for number, node in enumerate(nodes) if isinstance(node, Element)]
    texts = {number: serialise(Element("body", None, [nodes[number]])) for number in blocks}
    losing = frozenset(number for number in blocks if _Attempt(texts[number], flavor).first_difference is not None)
    return [losing, frozenset(blocks)] if losing else [frozenset(blocks)]


def _show_in_hugo(markdown: str) -> str:
    players = _PLAYER.sub(lambda found: f'<iframe src="{_PLAYERS[found[1]]}{found[2]}"></iframe>', markdown)
    return _COMMENTED.sub(_uncommented, goldmark_to_html(players, _ignore, typographic=False))


def _uncommented(found: re.Match[str]) -> str:
    opening, inner, closing = found.groups()
    return f"{{{{{opening}{inner}{closing}}}}}" if closing else found[0]


def _show_in_jekyll(markdown: str) -> str:
    return kramdown_to_html(markdown, _ignore, typographic=False)


def _show_on_github(markdown: str) -> str:
    return to_html(markdown, _ignore)


def _ignore(problem: Problem) -> None:
    """What a renderer gives up shows as a difference."""


_SHOWN: dict[str, Callable[[str], str]] = {
    GFM.name: _show_on_github,
    HUGO.name: _show_in_hugo,
    JEKYLL.name: _show_in_jekyll,
}
"""How each generator shows Markdown, by the name of the flavor it reads."""
