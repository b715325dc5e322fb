"""HTML made canonical: element by element, then its paragraphs, in rounds until a parser reads it as it is written."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from converters.canonical.elements import BLOCKS
from converters.canonical.flow import lift_marks, make_paragraphs
from converters.canonical.formulas import report_formulas_in_tex
from converters.canonical.handover import hand_over
from converters.canonical.stretches import LONG, Stretches
from converters.canonical.tidy import Marks, rebuild
from converters.editors import programs_in, translated
from converters.html import Element, parse, serialise
from converters.problem import Problem, Report, Severity

_WORDS = r"[\w!-%'-;=?-~](?:[^<>&\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]*[\w!-%'-;=?-~])?"
_PLAIN = re.compile(rf"<p>{_WORDS}(?:(?:<br />\n|</p>\n<p>){_WORDS})*+</p>\n?")
"""Paragraphs of nothing but words, as most comments are: nothing in them could become anything else."""
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementsDropped(Problem):
    """Elements that no article has were left out with what is in them."""

    code = "elements-dropped"
    severity = Severity.NOTE
    text = "<{name}> left out ({count} of them)"
    name: str
    count: int


def to_canonical(html: str, *, base: str = "", report: Report | None = None) -> str:
    """An HTML fragment as canonical HTML. `base` is the address that relative URLs start from.

    Elements left out are reported by name. Never raises, whatever the HTML.
    """
    programs = programs_in(html)
    if len(html) > LONG and not programs:
        return canonical_text_of(Stretches(html), base=base, report=report)
    if _PLAIN.fullmatch(html) and not programs:
        return html.removesuffix("\n")
    root = translated(html, programs, report or _ignore) if programs else parse(html)
    return canonical_text(root, base=base, report=report)


def _ignore(problem: Problem) -> None:
    pass


def canonical_text(root: Element, *, base: str = "", report: Report | None = None) -> str:
    """The same from a tree (`converters.html.parse`), which is used up."""
    dropped: Counter[str] = Counter()
    text = ""
    for _ in range(_MOST_ROUNDS):
        before = text
        body, doubtful, marked = rebuild(root, base, dropped, Marks())
        doubtful |= marked and lift_marks(body)
        doubtful |= make_paragraphs(body)
        text = serialise(body).strip("\n")
        if not doubtful or text == before:
            hand_over(text, body)
            break
        root = parse(text)  # so that what HTML does not allow to nest like this comes out as a browser would show it
    _tell(dropped, text, report)
    return text


def canonical_text_of(html: Stretches, *, base: str = "", report: Report | None = None) -> str:
    """The same from very long HTML, which is used up: no more than a stretch of it is a tree at any time."""
    dropped: Counter[str] = Counter()
    text = ""
    for _ in range(_MOST_ROUNDS):
        before = text
        written, doubtful = _round(html, base, dropped)
        text = written.decode()
        if not doubtful or text == before:
            break
        html = Stretches(text)
    _tell(dropped, text, report)
    return text


def _round(html: Stretches, base: str, dropped: Counter[str]) -> tuple[bytearray, bool]:
    """One round over all stretches: what is written, as UTF-8, and whether a parser may nest it in another way."""
    written = bytearray()
    doubtful = False
    marks = Marks()
    root = html.next()
    while root is not None:
        dropped_here: Counter[str] = Counter()
        marks_here = replace(marks)
        body, doubtful_here, marked = rebuild(root, base, dropped_here, marks_here)
        doubtful_here |= marked and lift_marks(body)
        last = body.children[-1] if body.children else None
        doubtful_here |= make_paragraphs(body)
        if not html.is_over and not _ends_with(body, last):
            root = html.longer()
            continue
        written += serialise(body).encode()
        dropped += dropped_here
        doubtful |= doubtful_here
        marks = marks_here
        root = html.next()
    while written.startswith(b"\n"):
        del written[:1]
    while written.endswith(b"\n"):
        del written[-1:]
    return written, doubtful


def _ends_with(body: Element, last: object) -> bool:
    """Whether a block that was the last thing still is, so that all that follows is put in order without it."""
    return bool(body.children) and body.children[-1] is last and isinstance(last, Element) and last.name in BLOCKS


def _tell(dropped: Counter[str], text: str, report: Report | None) -> None:
    if report:
        report_formulas_in_tex(text, report)
        for name in sorted(dropped):
            report(ElementsDropped(name=name, count=dropped[name]))


def assert_canonical(html: str) -> None:
    """Raise AssertionError, naming the place, where HTML is not canonical."""
    again = to_canonical(html)
    if again != html:
        at = next((i for i, (a, b) in enumerate(zip(html, again, strict=False)) if a != b), min(len(html), len(again)))
        raise AssertionError(
            f"not canonical at {at}: {html[max(0, at - 60) : at + 60]!r} should be {again[max(0, at - 60) : at + 60]!r}"
        )
