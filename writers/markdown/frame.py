"""A block of Markdown while what is in it is being gathered."""

from converters.html import Element
from writers.markdown.lists import Part


class Frame:
    """A block whose content is being gathered."""

    __slots__ = ("cell", "direction", "element", "names", "one_line", "parts")

    def __init__(self, element: Element, names: frozenset[str], one_line: bool, cell: bool, direction: str) -> None:
        self.element = element
        self.names = names
        """The elements it stands in."""
        self.one_line = one_line
        self.cell = cell
        self.direction = direction
        self.parts: list[Part] = []
