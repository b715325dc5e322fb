"""The leaf blocks of a body: lines of text, each with its characters, their styles and links, and its place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from converters.fidelity.places import Place
from converters.fidelity.wording import one_line

TEXT, BREAK, IMAGE, NOTE = range(4)
"""The kinds of pieces that a leaf is made of."""


@dataclass(frozen=True, slots=True)
class Inline:
    """How characters are shown: their styles, their link, and whether they are code."""

    styles: frozenset[str] = frozenset()
    href: str | None = None
    code: bool = False


PLAIN = Inline()


class Piece(NamedTuple):
    """Characters of one look, a line break, an image, or the number of a footnote (its text: the note's id)."""

    kind: int
    text: str
    inline: Inline


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line of text (a paragraph, a heading, what stands between two blocks) and its place."""

    pieces: list[Piece]
    place: Place


def lines(pieces: list[Piece], in_table: bool = False) -> list[list[Piece]]:
    """Text cut where two or more line breaks make a new paragraph; breaks at the edges are left out.

    In a table's cell one break is enough: Markdown knows no other paragraphs there.
    """
    if not any(piece.kind == BREAK for piece in pieces):
        return [pieces]
    cut: list[list[Piece]] = [[]]
    breaks: list[Piece] = []
    pending: list[Piece] = []
    for piece in pieces:
        if piece.kind == BREAK:
            breaks.append(piece)
            pending = []
        elif breaks and piece.kind == TEXT and not piece.text.strip():
            pending.append(piece)
        else:
            if len(breaks) > 1 or (breaks and in_table):
                cut.append([])
            elif breaks and cut[-1]:
                cut[-1].append(breaks[0])
            cut[-1].extend(pending)
            cut[-1].append(piece)
            breaks, pending = [], []
    return cut


def runs(pieces: list[Piece], belongs: Callable[[Inline], bool], image: str = "") -> list[str]:
    """The texts of the maximal runs of pieces that belong together; white space alone does not part them.

    A break is a space, the number of a footnote nothing; an image is the given text, or as if it were not there.
    """
    found: list[str] = []
    run: list[str] = []
    gap: list[str] = []
    for kind, text, inline in pieces:
        shown = text if kind == TEXT else " " if kind == BREAK else image if kind == IMAGE else ""
        if belongs(inline):
            run += [*gap, shown]
            gap = []
        elif not shown.strip():
            gap.append(shown)
        elif run:
            found.append(one_line("".join(run)))
            run, gap = [], []
        else:
            gap = []
    if run:
        found.append(one_line("".join(run)))
    return [text for text in found if text]
