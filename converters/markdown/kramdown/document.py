"""What a whole document knows: where its links lead, its notes, its attribute lists, its abbreviations."""

import re

from converters.markdown.attributes import read_attributes
from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import Node

MAX_DEPTH = 60
"""Blocks within one another; deeper ones are text."""
MAX_WASTED = 200_000
"""Steps that spans may cost which turn out to be none, all of a document together."""

MAX_REPEATED = 10_000_000
"""Characters of definitions that all that refers to them shows together."""

_BLANKS = re.compile(r"\s+", re.ASCII)
_NAME = re.compile(r"(?<!\S)[\w-]+(?!\S)", re.ASCII)


class Document:
    """The definitions of a document, and what is left of its allowance."""

    def __init__(self, *, typographic: bool, hard_wraps: bool) -> None:
        self.typographic = typographic
        self.hard_wraps = hard_wraps
        self.links: dict[str, tuple[str, str | None]] = {}
        self.notes: dict[str, Node] = {}
        self.attribute_lists: dict[str, list[str]] = {}
        self.abbreviations: dict[str, str] = {}
        self.given: list[tuple[Node, str]] = []
        """Attribute lists and whose they are, in order: what they refer to may be defined below."""
        self._named: dict[str, dict[str, str]] = {}
        self.repeated = 0
        self.wasted = 0

    @property
    def is_spent(self) -> bool:
        """Whether spans without an end took so many steps that no more of them are looked for."""
        return self.wasted > MAX_WASTED

    def define_link(self, name: str, url: str, title: str | None) -> None:
        """Say where the links of a name lead."""
        self.links[normalised(name)] = url, title

    def attributes_in(self, written: str) -> dict[str, str]:
        """The attributes that a list says itself, and those of the lists that it names."""
        found = dict[str, str]()
        for name in _NAME.findall(written):
            if name in self.attribute_lists:
                merge(found, self._attributes_named(name))
        merge(found, read_attributes(written))
        return found

    def _attributes_named(self, name: str) -> dict[str, str]:
        """The attributes of a list that has a name."""
        if name not in self._named:
            self._named[name] = read_attributes(" ".join(self.attribute_lists[name]))
        named = self._named[name]
        return named if self.may_repeat(sum(map(len, named.values()))) else {}

    def may_repeat(self, length: int) -> bool:
        """Whether what is defined once, and is as long as said, may be shown once more: it may be many times."""
        self.repeated += length
        return self.repeated <= MAX_REPEATED

    def give_attributes(self) -> None:
        """Give each block what its attribute lists say, when all are known."""
        for node, written in self.given:
            merge(node.attributes, self.attributes_in(written))


def merge(attributes: dict[str, str], more: dict[str, str]) -> None:
    """Add attributes to others; classes join those that are there."""
    for name, value in more.items():
        if name == "class" and attributes.get("class"):
            value = f"{attributes['class']} {value}"
        attributes[name] = value


def normalised(name: str) -> str:
    """The name of a link, however it is written."""
    return _BLANKS.sub(" ", name).strip(SPACE).lower()
