"""One post as its source has it and as its readers see it, side by side, what was lost and what was added marked."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import islice

from converters.fidelity import Difference, facts_of
from converters.fidelity.alignment import changes
from converters.html import Element
from converters.report.elements import Part, element, foreign
from converters.report.findings import plain
from converters.verification.verdict import PostDiffers

PLACES = 20
"""Places of one post that are shown."""
MARKED = 40
"""Words, or other facts, that are marked in one place."""
_AROUND = 12

Row = tuple[str, list[Part], list[Part]]
"""What differs, the source, and the result."""


def rows_of(post: PostDiffers) -> Iterator[Row]:
    """Every place where a post differs: its fields, its words among their neighbours, then all its other facts."""
    for field in post.fields:
        yield field.field, [_mark("del", field.expected)], [_mark("ins", field.found)]
    words = list(_words(post)) if post.source_html or post.result_html else []
    yield from words
    for difference in post.facts:
        if difference.kind != "words" or not words:
            yield _fact(difference)


def side_by_side(post: PostDiffers) -> tuple[list[Row], int]:
    """The rows to show, and how many more there are."""
    rows = rows_of(post)
    shown = list(islice(rows, PLACES))
    return shown, sum(1 for _ in rows)


def _words(post: PostDiffers) -> Iterator[Row]:
    source, result = facts_of(post.source_html).words, facts_of(post.result_html).words
    for i, j, k, m in changes(source, result):
        yield "words", _among(source, i, j, "del"), _among(result, k, m, "ins")


def _among(words: Sequence[str], start: int, end: int, mark: str) -> list[Part]:
    """Some words, marked, between those before and after them."""
    before, after = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    marked: list[Part] = [_mark(mark, " ".join(words[start : min(end, start + MARKED)])), " "] if start < end else []
    return [
        "… " if start > _AROUND else None,
        plain(" ".join(before)) + " " if before else None,
        *marked,
        f"(and {end - start - MARKED:,} more) " if end - start > MARKED else None,
        plain(" ".join(after)) if after else None,
        " …" if end + _AROUND < len(words) else None,
    ]


def _fact(difference: Difference) -> Row:
    after: list[Part] = [f"after “{plain(difference.after, 100)}”: "] if difference.after else []
    kind = difference.kind.replace("_", " ")
    return kind, after + _listed(difference.lost, "del"), _listed(difference.added, "ins")


def _listed(facts: Sequence[Hashable], mark: str) -> list[Part]:
    parts: list[Part] = []
    for number, fact in enumerate(facts[:MARKED]):
        parts += [", " if number else None, _mark(mark, _text(fact))]
    if len(facts) > MARKED:
        parts.append(f" and {len(facts) - MARKED:,} more")
    return parts


def _text(fact: Hashable) -> str:
    """A fact for a person. Facts are nested a few levels deep at most."""
    if isinstance(fact, tuple):
        return " ".join(_text(part) for part in fact) or "–"
    return str(fact)


def _mark(name: str, text: str) -> Element:
    """A marked text; an empty one is said to be nothing."""
    return foreign(plain(text), name) if text.strip() else element("em", "nothing")
