"""Footnotes in the forms that WordPress, our canonical HTML, goldmark, kramdown and markdown-it give them."""

import re
from dataclasses import dataclass, field

from converters.html import Element, Text

_CONTAINERS = frozenset(["footnotes", "wp-block-footnotes", "footnotes-list"])
_BACK = frozenset(["footnote-backref", "reversefootnote"])
_NUMBER = re.compile(r"\s*\[?\w{1,6}(?::\d{1,4})?\]?\s*")
_ARROW = re.compile(r"\s*[↩↑⏎^]")


@dataclass(slots=True)
class Footnotes:
    """The notes of a body, and which elements only serve them."""

    notes: dict[str, Element] = field(default_factory=dict)
    """The list items that hold the notes, by id, in order."""
    lists: set[int] = field(default_factory=set)
    rules: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.notes)

    def holds(self, element: Element) -> bool:
        """Whether an element is the list of notes, or the way back from a note: nothing to read where it stands."""
        if element.name in ("ol", "ul"):
            return id(element) in self.lists
        return element.name == "a" and element.get("href").startswith("#") and self._leads_back(element)

    def _leads_back(self, link: Element) -> bool:
        if link.get("role") == "doc-backlink" or not _BACK.isdisjoint(link.classes):
            return True
        return bool(_ARROW.match(link.text_content())) and link.get("href")[1:] not in self.notes

    def number_of(self, element: Element) -> str | None:
        """The id of the note that an element is the number of: a link to it, or the `sup` around that link."""
        if element.name == "sup":
            inside = [each for each in element.children if not (isinstance(each, Text) and not each.text.strip())]
            if len(inside) != 1 or not isinstance(inside[0], Element):
                return None
            element = inside[0]
        if element.name != "a":
            return None
        target = element.get("href")[1:] if element.get("href").startswith("#") else ""
        return target if target in self.notes and _NUMBER.fullmatch(element.text_content()) else None

    def is_rule(self, rule: Element) -> bool:
        """Whether a rule only parts the notes from the text."""
        return id(rule) in self.rules or "footnotes-sep" in rule.classes


def find_footnotes(body: Element) -> Footnotes:
    """The footnotes of a body."""
    found = Footnotes()
    for element in body.elements("section", "div", "ol", "aside", "footer"):
        if not element.attributes or _CONTAINERS.isdisjoint(element.classes):
            continue
        children = [child for child in element.children if isinstance(child, Element)]
        for each in (element, *children):
            if each.name == "hr":
                found.rules.add(id(each))
            elif each.name == "ol" and id(each) not in found.lists:
                notes = [item for item in each.children if isinstance(item, Element) and item.name == "li"]
                if notes and all(item.get("id") for item in notes):
                    found.lists.add(id(each))
                    found.notes.update((item.get("id"), item) for item in notes)
    return found
