"""Tables of contents that plugins wrote into a body: lists of its headings, which every site makes anew."""

from dataclasses import dataclass

from converters.html import Element, Node, replace_all
from converters.problem import Problem, Report, Severity

_NAMES = frozenset([
    "aioseo-table-of-contents", "ez-toc-container", "lwptoc", "rank-math-toc", "simpletoc", "toc_container",
    "wp-block-rank-math-toc-block", "wp-block-table-of-contents", "wp-block-yoast-seo-table-of-contents",
])  # fmt: skip
"""What the plugins call theirs, as id or class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsDropped(Problem):
    """A list of the headings was left out."""

    code = "contents-dropped"
    severity = Severity.NOTE
    text = "the table of contents {name} is left out"
    name: str


def may_hold_contents(html: str) -> bool:
    """Whether one of the names stands in it, so that it is worth looking."""
    return ("toc" in html and any(name in html for name in _NAMES)) or "table-of-contents" in html


def drop_contents(body: Element, report: Report) -> None:
    """Take tables of contents out of a parsed body."""
    found: dict[Element, list[Node]] = {}
    for element in body.elements("div", "nav", "section"):
        name = next((each for each in (element.get("id"), *element.classes) if each in _NAMES), "")
        if name:
            found[element] = []
            report(ContentsDropped(name=name))
    replace_all(found)
