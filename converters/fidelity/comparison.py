"""How two bodies differ in their facts: nothing where they agree, else what was lost and what was added, and where."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from converters.fidelity.alignment import changes
from converters.fidelity.facts import Facts
from converters.fidelity.wording import address, untypeset

SEQUENCES = ("words", "headings", "code_blocks", "inline_code", "list_items", "quotes", "paragraphs", "definitions")
"""Facts whose order is a fact itself, aligned like lines of a text."""
ORDERED = ("links", "images")
"""Facts that are counted first; where all are there, their order must agree, too."""
COUNTED = (
    "cells",
    "emphasis",
    "breaks",
    "embeds",
    "rules",
    "more",
    "details",
    "extras",
    "titles",
    "captions",
    "footnotes",
)
"""Facts that are counted; a place in the order is part of them where it matters."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of a body where the facts of one kind differ."""

    kind: str
    """The field of `Facts`."""
    lost: tuple[Hashable, ...] = ()
    added: tuple[Hashable, ...] = ()
    after: str = ""
    """What stands before it in the source, when the order is known."""

    def __str__(self) -> str:
        parts = [f"lost {_shown(self.lost)}"] if self.lost else []
        parts += [f"added {_shown(self.added)}"] if self.added else []
        if self.lost and self.lost == self.added:
            parts = [f"in another order: {_shown(self.lost)}"]
        return f"{self.kind.replace('_', ' ')}: {', '.join(parts)}" + (f" (after “{self.after}”)" if self.after else "")


def compare(
    source: Facts,
    result: Facts,
    *,
    typographic: bool = False,
    takes_more: bool = False,
    captions_as_alt: bool = False,
) -> tuple[Difference, ...]:
    """Every difference between a body and what became of it; none when every fact arrived and none was made up.

    `typographic`: the target changes quotation marks, dashes and dots, so they are compared as typed.
    `takes_more`: the target takes `<!--more-->` out (Hugo). `captions_as_alt`: the target gives an image without
    alternative text the caption of its figure (Hugo's `figure`). Links that the target made of bare addresses in the
    text are never a difference, nor are anchors that it added.
    """
    if source == result:
        return ()
    if typographic:
        source, result = _untypeset(source), _untypeset(result)
    if captions_as_alt:
        source, result = _with_caption_alts(source, result), result
    found: list[Difference] = []
    for kind in SEQUENCES:
        found += _changed(kind, getattr(source, kind), getattr(result, kind))
    for kind in ORDERED:
        lost, added = getattr(source, kind), getattr(result, kind)
        if kind == "links":
            added = _without_autolinks(lost, added)
        found += _miscounted(kind, lost, added) or _changed(kind, lost, added)
    for kind in COUNTED:
        lost, added = getattr(source, kind), getattr(result, kind)
        if kind == "more" and takes_more:
            lost, added = (tuple(mark for mark in marks if mark != "more") for marks in (lost, added))
        found += _miscounted(kind, lost, added)
    missing = tuple(sorted(set(source.anchors) - set(result.anchors)))
    return (*found, Difference("anchors", missing)) if missing else tuple(found)


def _changed(kind: str, source: Sequence[Hashable], result: Sequence[Hashable]) -> Iterator[Difference]:
    """The differences of facts in order."""
    if source == result:
        return
    for i, j, k, m in changes(source, result):
        after = " ".join(_text(each) for each in source[max(0, i - 3) : i])
        yield Difference(kind, tuple(source[i:j]), tuple(result[k:m]), after[-80:])


def _miscounted(kind: str, source: Sequence[Hashable], result: Sequence[Hashable]) -> list[Difference]:
    """The differences of facts that are counted, as one."""
    if source == result:
        return []
    lost, added = Counter(source) - Counter(result), Counter(result) - Counter(source)
    return [Difference(kind, tuple(lost.elements()), tuple(added.elements()))] if lost or added else []


def _without_autolinks(
    source: Sequence[tuple[str, str]], result: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The links of a result but for those that the target made of bare addresses in the text."""
    new = Counter(result) - Counter(source)
    kept = []
    for link in reversed(result):
        href, text = link
        bare = (href, href.removeprefix("mailto:"), href.partition("://")[2])
        if new[link] and all(_repeats(address(word), bare) for word in text.split()):
            new[link] -= 1
        else:
            kept.append(link)
    return tuple(reversed(kept))


def _repeats(word: str, addresses: Iterable[str]) -> bool:
    """Whether a word is one of these addresses, or one that follows itself."""
    return any(each and word == each * (len(word) // len(each)) for each in addresses)


def _with_caption_alts(source: Facts, result: Facts) -> Facts:
    """A source whose captioned images without alternative text have it where the result shows the caption as such."""
    caption_of = {images[0]: caption for images, caption in source.captions if len(images) == 1}
    shown = Counter(result.images)
    images = [
        (src, caption_of[src]) if not alt and src in caption_of and shown[src, caption_of[src]] else (src, alt)
        for src, alt in source.images
    ]
    return replace(source, images=tuple(images))


def _untypeset(facts: Facts) -> Facts:
    """The facts as they were typed; code is never typeset."""
    return Facts(
        **{
            each.name: getattr(facts, each.name)
            if each.name in ("code_blocks", "inline_code", "embeds")
            else _untypeset_value(getattr(facts, each.name))
            for each in fields(facts)
        }
    )


def _untypeset_value(value: Any) -> Any:
    """A fact, or facts, with every text untypeset."""
    if isinstance(value, tuple):
        return tuple(_untypeset_value(part) for part in value)
    return untypeset(value) if isinstance(value, str) else value


def _text(fact: Hashable) -> str:
    """A fact for a person. Facts are nested a few levels deep at most."""
    if isinstance(fact, tuple):
        return " ".join(_text(part) for part in fact) if fact else "–"
    return str(fact)


def _shown(facts: Sequence[Hashable]) -> str:
    """The first of some facts, for a person."""
    shown = ", ".join(f"“{_text(fact)[:120]}”" for fact in facts[:5])
    return shown + (f" and {len(facts) - 5} more" if len(facts) > 5 else "")
