"""A place in a chapter that text and elements are put into, and the line of text that grows there."""

from dataclasses import dataclass, field
from typing import Literal

from converters.html import Element, Node, Text

BLANK = " \t\n\r\f"
"""The white space of HTML."""

Kind = Literal["flow", "line", "parts"]
"""What a place holds: text and blocks, one line of text, or nothing but the parts of a list or table."""


@dataclass(slots=True)
class Line:
    """Whether a line of text has begun, and whether what comes next has to begin another."""

    begun: bool = False
    broken: bool = False


@dataclass(slots=True)
class Place:
    """A place in the chapter that nodes are put into."""

    target: Element
    kind: Kind
    depth: int = 0
    around: tuple[Element, ...] = ()
    """Inline elements that stand around everything here, each repeated within every block."""
    within: frozenset[str] = frozenset()
    """What this stands in, of what may not stand in itself; and `pre`, `caption`."""
    line: Line = field(default_factory=Line)
    _outermost: Element | None = None
    _innermost: Element | None = None

    def inner(self) -> Element:
        """The element that the next piece of a line goes into."""
        if not self.around:
            return self.target
        if self._innermost is None or not self.is_open:
            into = self.target
            self._outermost = None
            for shell in self.around:
                copy = Element(shell.name, dict(shell.attributes))
                shell.attributes.pop("id", None)
                into.append(copy)
                into, self._outermost = copy, self._outermost or copy
            self._innermost = into
        return self._innermost

    @property
    def is_open(self) -> bool:
        """Whether the last thing here are the inline elements around everything, so that more can go into them."""
        return bool(self.target.children) and self.target.children[-1] is self._outermost

    def add(self, node: Node) -> None:
        """Put a piece of a line here."""
        blank = is_blank(node)
        if self.kind == "line" and (not blank or "pre" in self.within):
            if self.line.broken and self.line.begun:
                self.inner().append(Text("\n") if "pre" in self.within else Element("br"))
            self.line.broken, self.line.begun = False, True
        if blank and self.around and not self.is_open:
            self.target.append(node)
        else:
            self.inner().append(node)


def is_blank(node: Node) -> bool:
    """Whether a node is white space and nothing else."""
    return isinstance(node, Text) and not node.text.strip(BLANK)
