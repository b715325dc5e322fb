"""Canonical HTML nested as XHTML must be: what stands where the schema does not allow it is put where it does.

Inline elements around blocks are repeated within the blocks; blocks where only a line of text may be become lines of
it; parts of lists and tables without their list or table become plain blocks. The text and its order never change.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from converters.html import Element, Node, Text
from writers.epub.attributes import clean_attributes
from writers.epub.place import BLANK, Kind, Place, is_blank
from writers.epub.vocabulary import (
    BLOCKS,
    LINES,
    NOT_WITHIN_ITSELF,
    PARENTS,
    PHRASES,
    RENAMED,
    STRUCTURES,
)

DEEPEST = 60
"""Levels of nesting in a chapter. What is nested deeper stands in plain lines: parsers and readers give up."""


class Setter(Protocol):
    """What the nesting asks of whoever sets a chapter."""

    def name_id(self, id: str) -> str:
        """The chapter's name for an id of the source; empty where it has one already."""
        ...

    def replace(self, element: Element, place: Place) -> "list[Node] | None":
        """What stands for an element that a book shows in another way; None where it stays what it is."""
        ...

    def link(self, element: Element) -> str:
        """The address that a link leads to; empty where it leads nowhere."""
        ...

    def flattened(self) -> None:
        """Hears that something is nested too deep."""
        ...


def nest(roots: Iterable[Element], setter: Setter) -> Element:
    """A new tree of what is below each root, one after the other, nested by the rules; it is a `div`."""
    body = Element("div")
    place = Place(body, "flow")
    for root in roots:
        Nesting(setter, _around_blocks(root)).fill(root, place)
    return body


def _around_blocks(root: Element) -> frozenset[int]:
    """The inline elements with a block in them, by identity."""
    found: set[int] = set()
    for element in reversed(root.elements()):
        name = RENAMED.get(element.name, element.name)
        inline = name not in BLOCKS
        if (not inline or id(element) in found) and element.parent is not None and element.name not in ("svg", "math"):
            found.add(id(element.parent))
    return frozenset(found)


_Task = tuple[Node, Place] | Callable[[], None]


class Nesting:
    """One pass over a body, without recursion."""

    def __init__(self, setter: Setter, around_blocks: frozenset[int]) -> None:
        self.setter = setter
        self.around_blocks = around_blocks
        self.tasks: list[_Task] = []
        self.made_up: set[int] = set()
        """The lists made for items without one, by identity."""
        self.loose: Element | None = None
        """The part that what stood loose in a list or table went into last."""

    def fill(self, element: Element, place: Place) -> None:
        """Put everything in an element into a place."""
        self.descend(element.children, place)
        while self.tasks:
            task = self.tasks.pop()
            if callable(task):
                task()
            elif isinstance(task[0], Text):
                self.put_text(task[0], task[1])
            elif isinstance(task[0], Element):
                self.put(task[0], task[1])

    def descend(self, nodes: list[Node], place: Place, after: Callable[[], None] | None = None) -> None:
        """Put nodes into a place next, and then do something."""
        if after:
            self.tasks.append(after)
        self.tasks.extend((node, place) for node in reversed(nodes))

    def put_text(self, node: Text, place: Place) -> None:
        """Put a text."""
        if place.kind == "parts":
            if not node.text.strip(BLANK):
                return
            place = self.part_of(place)
        if node.text:
            place.add(Text(node.text))

    def put(self, element: Element, place: Place) -> None:
        """Put an element, or what stands for it."""
        name = RENAMED.get(element.name, element.name)
        if name in ("col", "colgroup"):
            return None
        if place.kind == "parts" and not self.fits(name, place):
            if name == "div" and place.target.name == "dl":  # a group of terms and descriptions
                self.keep_id(element, place)
                return self.descend(element.children, place)
            place = self.part_of(place, name)
            return self.put(element, place)
        made = self.setter.replace(element, place)
        if made is not None:
            for node in made:
                place.add(node)
            return None
        if name == "li" and place.kind == "flow":
            return self.put(element, self.list_of_strays(place))
        if name in PARENTS and place.target.name not in PARENTS[name]:
            name = "span" if name in PHRASES else "div"
        if name in NOT_WITHIN_ITSELF and name in place.within:
            name = "span"
        if name in BLOCKS:
            return self.put_block(name, element, place)
        if name in PHRASES:
            return self.put_phrase(name, element, place)
        if name in ("br", "wbr"):
            return place.add(Element(name)) if place.line.begun or place.kind != "line" else None
        self.keep_id(element, place)
        return self.descend(element.children, place)

    def put_block(self, name: str, element: Element, place: Place) -> None:
        """Put a block: as it is where blocks may stand, else as a line."""
        if name == "table" and "caption" in place.within:
            name = "div"
        if place.kind == "line" or (place.depth >= DEEPEST and name not in LINES and name != "hr"):
            if place.kind != "line":
                self.setter.flattened()
                holder = Element("div")
                place.target.append(holder)
                place = Place(holder, "line", place.depth + 1, place.around, place.within)
            place.line.broken = True
            self.keep_id(element, place)
            return self.descend(element.children, place, lambda: setattr(place.line, "broken", True))
        made = Element(name, self.attributes_of(element, name, place))
        place.target.append(made)
        if name == "hr":
            return None
        kind: Kind = "line" if name in LINES else "parts" if name in STRUCTURES else "flow"
        within = place.within | {name} if name in ("pre", "caption") else place.within
        around = tuple(
            Element(shell.name, dict(shell.attributes))
            for shell in place.around
            if (name, shell.name) != ("pre", "code")
        )
        for shell in place.around:
            shell.attributes.pop("id", None)
        self.descend(element.children, Place(made, kind, place.depth + 1, around, within))
        return None

    def put_phrase(self, name: str, element: Element, place: Place) -> None:
        """Put an inline element: around what is in it, or repeated within the blocks in it."""
        attributes = self.attributes_of(element, name, place)
        if name == "a":
            address = self.setter.link(element)
            if address:
                attributes["href"] = address
            else:
                name = "span"
        if name == "span" and not attributes:
            return self.descend(element.children, place)
        within = place.within | {name} if name in NOT_WITHIN_ITSELF else place.within
        shell = Element(name, attributes)
        if place.depth + len(place.around) >= DEEPEST + 20:
            self.keep_id(shell, place, named=True)
            return self.descend(element.children, place)
        if place.kind == "flow" and id(element) in self.around_blocks:
            return self.descend(
                element.children, Place(place.target, "flow", place.depth, (*place.around, shell), within)
            )
        place.add(shell)
        place.line.broken = False
        return self.descend(element.children, Place(shell, "line", place.depth + 1, (), within, place.line))

    def attributes_of(self, element: Element, name: str, place: Place) -> dict[str, str]:
        """The attributes, and the id as the chapter calls it."""
        attributes = clean_attributes(element, name, place.target.name)
        if element.get("id") and (id := self.setter.name_id(element.get("id"))):
            attributes["id"] = id
        return attributes

    def keep_id(self, element: Element, place: Place, named: bool = False) -> None:
        """Keep the place that an id names where its element goes."""
        id = element.get("id")
        if id and not named:
            id = self.setter.name_id(id)
        if id:
            (self.part_of(place) if place.kind == "parts" else place).add(Element("span", {"id": id}))

    def fits(self, name: str, place: Place) -> bool:
        """Whether an element is a part of the list or table that a place is in."""
        parent = place.target.name
        return name in PARENTS and parent in PARENTS[name] and name not in ("rb", "rp", "rt")

    def list_of_strays(self, place: Place) -> Place:
        """A place in a list made for items that stand in none, as browsers show them."""
        last = next((node for node in reversed(place.target.children) if not is_blank(node)), None)
        if not (isinstance(last, Element) and id(last) in self.made_up):
            last = Element("ul")
            self.made_up.add(id(last))
            place.target.append(last)
        return Place(last, "parts", place.depth + 1, place.around, place.within)

    def part_of(self, place: Place, name: str = "") -> Place:
        """A place for something in the last part of a list or table, which is made where there is none."""
        target = place.target
        wanted = {"ol": "li", "ul": "li", "dl": "dd", "tr": "td", "table": "tr"}.get(target.name, "tr")
        new = name in ("td", "th") and wanted == "tr"
        last = target.children[-1] if target.children else None
        if new or not (isinstance(last, Element) and last.name in (wanted, "th" if wanted == "td" else wanted)):
            last = Element(wanted)
            target.append(last)
        elif wanted != "tr" and last is not self.loose:
            last.append(Text("\n"))  # or its last word and the first one of what stands loose would be one
        self.loose = last
        if wanted == "tr":
            row = Place(last, "parts", place.depth + 1, place.around, place.within)
            return row if name in ("td", "th") else self.part_of(row)
        return Place(last, "flow", place.depth + 1, place.around, place.within)
