"""The files of a chapter: one, or several where it is long, with links that lead from one to another."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from writers.epub.marks import Link, Marks
from writers.epub.splitting import LONGEST_FILE

_TAG = r"<{name}(?: [\w:-]+=\"[^\"]*\")*? "  # no text holds a `<`: it is escaped
_NAMED = re.compile(_TAG.format(name=r"[\w:]+") + r"id=\"([^\"]*)\"")
_LEADING = re.compile("(" + _TAG.format(name="a") + r"href=\")#([^\"]*)(?=\")")
_FEATURES = (("<svg", "svg"), ("<math", "mathml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one file of a chapter shows."""

    body: str
    comments: str
    features: frozenset[str]
    """`svg` and `mathml`, where there are such."""


def pages_of(bodies: Sequence[str], comments: Sequence[str]) -> list[Page]:
    """The files of a chapter: its text, and the comments behind it where there is room."""
    joined = bool(comments) and len(bodies[-1]) + len(comments[0]) <= LONGEST_FILE
    shown = [*((body, "") for body in bodies[:-1]), (bodies[-1], comments[0] if joined else "")]
    shown += [("", each) for each in comments[joined:]]
    return [
        Page(
            body=body,
            comments=said,
            features=frozenset(name for tag, name in _FEATURES if tag in body or tag in said),
        )
        for body, said in shown
    ]


def places_of(pages: Sequence[Page]) -> dict[str, int]:
    """Which page each name stands on that does not stand on the first."""
    return {
        unescape(name): number
        for number, page in enumerate(pages)
        if number
        for name in _NAMED.findall(page.body) + _NAMED.findall(page.comments)
    }


def lead_on(page: Page, number: int, *, key: str, places: Mapping[str, int], marks: Marks) -> Page:
    """A page whose links to other pages of its chapter, which has a key, are marks."""

    def mark(found: re.Match[str]) -> str:
        name = unescape(found[2])
        if places.get(name, 0) == number:
            return found[0]
        return found[1] + marks.put(Link(key=key, fragment="", outside="", name=name))

    return replace(page, body=_LEADING.sub(mark, page.body), comments=_LEADING.sub(mark, page.comments))


def file_of(first: str, number: int) -> str:
    """The name of the file of a page, from that of the first (`chapter-3.xhtml`, `chapter-3-2.xhtml`)."""
    stem, dot, suffix = first.partition(".")
    return f"{stem}-{number + 1}{dot}{suffix}" if number else first
