"""Where text stands: the list items, table cells, figures and other blocks around a line of text."""

from dataclasses import dataclass, field

from converters.fidelity.embeds import Embed

_DEEPEST = 32
"""Levels of nesting that a fact remembers: no article has more, and hostile ones would make every fact a long one."""


@dataclass(slots=True)
class Item:
    """A list item: the kinds and numbers of the items around it and itself, and the texts of its own leaves."""

    path: tuple[tuple[str, int], ...]
    parts: list[str] = field(default_factory=list)
    box: str = ""


@dataclass(slots=True)
class Listing:
    """A list being counted."""

    kind: str
    base: tuple[tuple[str, int], ...]
    number: int
    last: tuple[tuple[str, int], ...]

    def next_item(self, number: int) -> Item:
        """The item that comes next, with its number."""
        self.last = (*self.base, (self.kind, number))[-_DEEPEST:]
        self.number = number + 1
        return Item(self.last)


@dataclass(slots=True)
class Cell:
    """A table cell: the number of its table, its row and column, and the cell its table stands in."""

    table: int
    row: int
    column: int
    outer: "Cell | None"
    depth: int
    parts: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A leaf's text, which belongs to the cells around, too."""
        cell: Cell | None = self
        while cell is not None:
            cell.parts.append(text)
            cell = cell.outer if cell.depth < _DEEPEST else None


@dataclass(slots=True)
class Table:
    """A table being laid out: where the next cell goes, and the columns that cells above reach down into."""

    number: int
    row: int = -1
    column: int = 0
    reaching: list[tuple[int, int, int]] = field(default_factory=list)
    """(first column, column after the last, last row)."""

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0
        self.reaching = [span for span in self.reaching if span[2] >= self.row]

    def next_cell(self, columns: int, rows: int, outer: Cell | None) -> Cell:
        """The place of the next cell of the row."""
        self.row = max(self.row, 0)
        for start, end, _ in sorted(self.reaching):
            if start <= self.column < end:
                self.column = end
        cell = Cell(self.number, self.row, self.column, outer, outer.depth + 1 if outer else 0)
        self.column += columns
        if rows > 1 and len(self.reaching) < 100:
            self.reaching.append((cell.column, self.column, self.row + rows - 1))
        return cell


@dataclass(slots=True)
class Figure:
    """A figure: the addresses of its images, those of figures within it included."""

    outer: "Figure | None"
    depth: int
    embed: Embed | None = None
    """The medium it says it shows."""
    images: list[str] = field(default_factory=list)

    def add(self, src: str) -> None:
        """An image, which belongs to the figures around, too."""
        figure: Figure | None = self
        while figure is not None:
            figure.images.append(src)
            figure = figure.outer if figure.depth < _DEEPEST else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands: every block around it that a fact asks for."""

    item: Item | None = None
    listing: Listing | None = None
    table: Table | None = None
    cell: Cell | None = None
    figure: Figure | None = None
    quotes: int = 0
    definition: str = ""
    texts: tuple[list[str], ...] = ()
    """Where the leaf's text goes, besides: the heading, caption, summary or footnote around it."""
    heading: bool = False
    code: str | None = None
    """The language of the code block around it; empty when unknown, None outside of code blocks."""

    def texts_and(self, text: list[str]) -> tuple[list[str], ...]:
        """Where the leaf's text goes, one place more."""
        return (*self.texts, text)[-_DEEPEST:]
