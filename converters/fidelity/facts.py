"""The facts of a body: what a reader would miss, as plain values that can be counted and compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from itertools import groupby, pairwise

from converters.fidelity.embeds import Embed
from converters.fidelity.footnotes import Footnotes, find_footnotes
from converters.fidelity.leaves import BREAK, NOTE, TEXT, Inline, Leaf, Piece, runs
from converters.fidelity.places import Cell, Place
from converters.fidelity.reading import Reading
from converters.fidelity.walk import Walk
from converters.fidelity.wording import seen
from converters.html import parse

EMPHASIS = frozenset(["strong", "em", "del"])
_LONGEST_WORD = 200
"""Characters of a word that a fact about its neighbour remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands in a body. Texts are on one line; addresses have no percent-encoding."""

    words: tuple[str, ...] = ()
    """All text between white space, code included; notes last."""
    links: tuple[tuple[str, str], ...] = ()
    """(address, text), for each line of text; `[img]` stands for an image."""
    images: tuple[tuple[str, str], ...] = ()
    """(address, alternative text), CSS backgrounds included."""
    headings: tuple[tuple[int, str], ...] = ()
    """(level, text)."""
    anchors: tuple[str, ...] = ()
    """The ids that links within the body lead to."""
    code_blocks: tuple[tuple[str, str], ...] = ()
    """(language or nothing, exact text)."""
    inline_code: tuple[str, ...] = ()
    """Its words."""
    emphasis: tuple[tuple[str, str], ...] = ()
    """(`strong`, `em` or `del`, text)."""
    list_items: tuple[tuple[tuple[tuple[str, int], ...], str], ...] = ()
    """(kinds and numbers from the outermost list inwards, own text)."""
    cells: tuple[tuple[int, int, int, str], ...] = ()
    """(table, row, column, text) of the cells that are not empty."""
    quotes: tuple[tuple[int, str], ...] = ()
    """(depth, text) of each line of text within quotations."""
    paragraphs: tuple[str, ...] = ()
    """The lines of text outside of tables and code blocks."""
    breaks: tuple[tuple[str, str], ...] = ()
    """(word before, word after) of the line breaks outside of tables."""
    embeds: tuple[Embed, ...] = ()
    rules: tuple[str, ...] = ()
    """The word before each thematic break."""
    more: tuple[str, ...] = ()
    """`more` and `nextpage`."""
    details: tuple[str, ...] = ()
    """The summaries of what can be unfolded."""
    definitions: tuple[tuple[str, str], ...] = ()
    """(`dt` or `dd`, text)."""
    extras: tuple[tuple[str, str], ...] = ()
    """(`sup`, `sub`, `mark`, `kbd`, `u`, `small`, `abbr` …, text)."""
    titles: tuple[tuple[str, str, str], ...] = ()
    """(`a`, `img` or `abbr`; address or text; tool tip)."""
    captions: tuple[tuple[tuple[str, ...], str], ...] = ()
    """(the images of the figure, caption); tables have no images."""
    footnotes: tuple[tuple[int, str, str], ...] = ()
    """(number, word before, text of the note) of each reference."""
    dropped: tuple[tuple[str, int], ...] = ()
    """Elements that nobody reads, such as scripts, and how many there are. Not compared."""

    @property
    def totals(self) -> Mapping[str, int]:
        """How many facts there are of each kind."""
        return {each.name: len(getattr(self, each.name)) for each in fields(self) if each.name != "dropped"}


def facts_of(html: str) -> Facts:
    """The facts of an HTML body, whoever rendered it."""
    body = parse(html)
    footnotes = find_footnotes(body) if "footnotes" in html else Footnotes()  # most bodies have none to look for
    return _Projection(Walk(body, footnotes).found).facts


class _Projection:
    """The facts that come from lines of text, gathered line by line."""

    def __init__(self, found: Reading) -> None:
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.code_blocks: list[tuple[str, str]] = []
        self.inline_code: list[str] = []
        self.emphasis: list[tuple[str, str]] = []
        self.extras: list[tuple[str, str]] = []
        self.quotes: list[tuple[int, str]] = []
        self.paragraphs: list[str] = []
        self.breaks: list[tuple[str, str]] = []
        self.definitions: list[tuple[str, str]] = []
        self.references: list[tuple[str, str]] = []
        last_words = [""]
        for leaf in found.leaves:
            if leaf.place.code is not None:
                self.add_code(leaf)
            self.add_line(leaf.pieces, leaf.place)
            last_words.append(self.words[-1] if self.words else "")
        self.facts = self.complete(found, last_words)

    def add_code(self, leaf: Leaf) -> None:
        """A code block."""
        text = "".join(piece.text for piece in leaf.pieces if piece.kind == TEXT).rstrip("\n")
        if text.strip():
            self.code_blocks.append((leaf.place.code or "", text))

    def add_line(self, line: list[Piece], place: Place) -> None:
        """A line of text, in all the facts it is part of."""
        text = "".join(piece.text if piece.kind == TEXT else " " if piece.kind == BREAK else "" for piece in line)
        words = (text if place.code is None else seen(text)).split()
        if any(piece.inline.href is not None for piece in line):
            self.add_links(line)
        if any(piece.inline.code or piece.inline.styles for piece in line):
            self.add_styles(line, place.code is not None)
        if len(line) > 1 and any(piece.kind in (BREAK, NOTE) for piece in line):
            self.add_breaks_and_references(line)
        if not words:
            return
        text = " ".join(words)
        self.words += words
        if place.cell is not None:
            place.cell.add(text)
        elif place.code is None:
            self.paragraphs.append(text)
        if place.item is not None:
            place.item.parts.append(text)
        if place.quotes:
            self.quotes.append((place.quotes, text))
        if place.definition:
            self.definitions.append((place.definition, text))
        for parts in place.texts:
            parts.append(text)

    def add_links(self, line: list[Piece]) -> None:
        """The links of a line, those to one address that stand side by side as one."""
        together: list[Piece] = []
        for piece in line:
            href = piece.inline.href
            blank = piece.kind in (BREAK, NOTE) or (piece.kind == TEXT and not piece.text.strip())
            if together and not blank and href != together[0].inline.href:
                self.add_link(together)
                together = []
            if together or (href is not None and not blank):
                together.append(piece)
        if together:
            self.add_link(together)

    def add_link(self, pieces: list[Piece]) -> None:
        """A link, from pieces of one address and the spaces between them."""
        shown = runs(pieces, lambda inline: inline.href is not None, image=" [img] ")
        self.links += [(pieces[0].inline.href or "", text) for text in shown]

    def add_styles(self, line: list[Piece], in_code_block: bool) -> None:
        """The runs of inline code and of each style. Within the code of a code block, styles only colour it."""
        for style in sorted(frozenset().union(*(piece.inline.styles for piece in line))):
            if style in EMPHASIS:
                self.emphasis += [(style, text) for text in runs(line, partial(_is_styled, style, False))]
            else:
                self.extras += [(style, text) for text in runs(line, partial(_is_styled, style, not in_code_block))]
        if not in_code_block and any(piece.inline.code for piece in line):
            code = [
                p.text if p.kind == TEXT and p.inline.code else "" if p.kind != BREAK and not p.text else " "
                for p in line
            ]
            self.inline_code += "".join(code).split()

    def add_breaks_and_references(self, line: list[Piece]) -> None:
        """The line breaks and footnote numbers of a line, with the words beside them."""
        segments: list[list[str]] = [[]]
        tail = ""
        for kind, text, _ in line:
            if kind == BREAK:
                segments.append([])
                tail = ""
            elif kind == NOTE:
                self.references.append((next(reversed(tail.split()), ""), text))
            else:
                segments[-1].append(text if kind == TEXT else " [img] ")
                tail = (tail + text)[-_LONGEST_WORD:]
        words = ["".join(segment).split() for segment in segments]
        self.breaks += [(before[-1], after[0]) for before, after in pairwise(words) if before and after]

    def complete(self, found: Reading, last_words: list[str]) -> Facts:
        """All facts."""
        numbers: dict[str, int] = {}
        for _, note in self.references:
            numbers.setdefault(note, len(numbers) + 1)
        return Facts(
            words=tuple(self.words),
            links=tuple(self.links),
            images=tuple(found.images),
            headings=tuple((level, " ".join(parts)) for level, parts in found.headings if parts),
            anchors=tuple(sorted(found.ids & found.targets)),
            code_blocks=tuple(self.code_blocks),
            inline_code=tuple(self.inline_code),
            emphasis=tuple(self.emphasis),
            list_items=tuple((item.path, item.box + " / ".join(item.parts)) for item in found.items),
            cells=tuple(_grid(found.cells)),
            quotes=tuple(self.quotes),
            paragraphs=tuple(self.paragraphs),
            breaks=tuple(self.breaks),
            embeds=tuple(found.embeds),
            rules=tuple(last_words[leaves] for leaves in found.rules),
            more=tuple(found.more),
            details=tuple(" ".join(parts) for parts in found.details),
            definitions=tuple(self.definitions),
            extras=tuple(self.extras),
            titles=tuple(title for title, _ in groupby(found.titles)),  # a link over several lines has one
            captions=tuple((tuple(images), " ".join(parts)) for images, parts in found.captions if parts),
            footnotes=tuple((numbers[n], before, " ".join(found.notes.get(n, []))) for before, n in self.references),
            dropped=tuple(sorted(found.dropped.items())),
        )


def _is_styled(style: str, code_too: bool, inline: Inline) -> bool:
    """Whether characters have a style; those of code, only where it counts."""
    return style in inline.styles and (code_too or not inline.code)


def _grid(cells: Iterable[Cell]) -> Iterator[tuple[int, int, int, str]]:
    """The cells that hold text, the tables and the rows of each counted from the first that does."""
    tables: dict[int, tuple[int, int]] = {}
    for cell in cells:
        if cell.parts:
            number, first_row = tables.setdefault(cell.table, (len(tables) + 1, cell.row))
            yield number, cell.row - first_row, cell.column, " ".join(cell.parts)
