"""The tree that a body is read into: blocks with their source text first, then with the spans of that text."""

from collections.abc import Iterator


class Node:
    """A piece of a document: an element of HTML by its name, or one of the kinds below."""

    __slots__ = ("attributes", "before", "children", "kind", "meaning", "pieces", "text", "transparent")

    def __init__(self, kind: str, text: str = "") -> None:
        self.kind = kind
        self.text = text
        """Source that spans are read from, or what the piece shows."""
        self.pieces: list[str] = []
        """The lines of a paragraph while it grows."""
        self.before = ""
        """HTML in front of what the text shows: the box of a task."""
        self.children: list[Node] = []
        self.attributes: dict[str, str] = {}
        self.transparent = False
        """Whether its tags are left out: a paragraph of a tight list."""
        self.meaning = ""
        """What an abbreviation stands for, the language of code, how a formula is shown; whether a block
        follows text."""

    def each(self) -> Iterator["Node"]:
        """This piece and all within it, in order of the document."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)


def end_of(what: str) -> Node:
    """The end of what shows nothing; a block that must stand apart does not begin after it."""
    node = Node(END)
    node.meaning = what
    return node


TEXT = "#text"
"""Text as it is shown."""
MARKUP = "#markup"
"""HTML as it stands."""
BLANK = "#blank"
"""Blank lines: what follows them may begin anything."""
END = "#end"
"""An end of a block: `^` on a line, or (its meaning says so) an attribute list."""
NOTE = "#note"
"""A mark that refers to a note, by its name."""
FORMULA = "#formula"
"""TeX."""
ROOT = "#root"
"""What has no tags of its own."""
HTML = "#html"
"""An element written as HTML that is a block, by its meaning; its text says whether it has no content."""
HTML_SPAN = "#html-span"
"""The same within a line."""
LISTING = "#listing"
"""A block of code."""

SPANS = "#spans"
"""Text with spans within an element written as HTML."""

WITH_SPANS = frozenset(["p", "dt", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", SPANS])
"""The kinds whose text is read for spans."""
