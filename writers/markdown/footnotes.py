"""Footnotes: references and notes that become `[^1]`, all of them or none.

A renderer shows a note only where Markdown refers to it. So where one note has no reference, or one reference stands
in what must stay HTML, all stay links and a list of HTML.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from converters.html import Element, Text
from writers.markdown import lists
from writers.markdown.tables import rows_of

if TYPE_CHECKING:
    from writers.markdown.walk import Walk

_CONTAINERS: Final = frozenset(["footnotes", "wp-block-footnotes"])
_BACK: Final = frozenset(["footnote-backref", "footnote-back", "reversefootnote"])
_ARROW = re.compile(r"\s*[↩↑⏎]\ufe0e?\s*")
_HTML: Final = frozenset(["caption", "code", "figcaption", "li", "picture", "pre", "summary", "svg"])


@dataclass(slots=True)
class Footnotes:
    """The notes of a body that Markdown can say, by what refers to them and what holds them."""

    labels: dict[int, str] = field(default_factory=dict)
    """By the identity of the referring element."""
    notes: dict[int, list[tuple[str, Element]]] = field(default_factory=dict)
    """Labels and list items, by the identity of the element that holds the notes."""
    back: frozenset[int] = frozenset()
    """Links from notes back to the text: renderers make their own."""


def find_footnotes(body: Element, as_html: frozenset[int] = frozenset()) -> Footnotes:
    """The footnotes of a body; none where not all of them would be shown.

    `as_html` are the elements, by identity, that stay HTML.
    """
    names = ("section", "ol", "div", "aside", "footer")
    containers = [each for each in body.elements(*names) if not _CONTAINERS.isdisjoint(each.classes)]
    if not containers:
        return Footnotes()
    found = Footnotes()
    targets: dict[str, str] = {}
    for container in containers:
        items = _items(container)
        if not items or any(not item.get("id") or item.get("id") in targets for item in items):
            return Footnotes()
        found.notes[id(container)] = []
        for item in items:
            targets[item.get("id")] = str(len(targets) + 1)
            found.notes[id(container)].append((targets[item.get("id")], item))
    if not _find_references(body, targets, found, as_html):
        return Footnotes()
    found.back = frozenset(
        id(link)
        for notes in found.notes.values()
        for _, item in notes
        for link in item.elements("a")
        if link.get("href").startswith("#")
        and (_BACK.intersection(link.classes) or _ARROW.fullmatch(link.text_content()))
    )
    return found


def holds_notes(element: Element) -> bool:
    """Whether an element is the list of notes of a body, or around it."""
    if _CONTAINERS.isdisjoint(element.classes):
        return False
    for each in (element, *element.children):
        if isinstance(each, Element) and each.name == "ol":
            items = [item for item in each.children if isinstance(item, Element) and item.name == "li"]
            return bool(items) and all(item.get("id") for item in items)
    return False


def _items(container: Element) -> list[Element]:
    """The notes of a container that holds nothing else; else none."""
    ol = container
    if container.name != "ol":
        inside = [child for child in container.children if isinstance(child, Element) and child.name != "hr"]
        stray = any(isinstance(child, Text) and child.text.strip() for child in container.children)
        if stray or len(inside) != 1 or inside[0].name != "ol":
            return []
        ol = inside[0]
    if not lists.has_markdown(ol) or lists.start_of(ol) != 1:
        return []
    children = [child for child in ol.children if not (isinstance(child, Text) and not child.text.strip())]
    items = [child for child in children if isinstance(child, Element) and child.name == "li"]
    return items if len(items) == len(children) else []


def _find_references(body: Element, targets: dict[str, str], found: Footnotes, as_html: frozenset[int]) -> bool:
    """Fill in the references. False where a note has none in the text."""
    referred: set[str] = set()
    for link in body.elements("a"):
        note = link.get("href")[1:] if link.get("href").startswith("#") else ""
        if note not in targets:
            continue
        sup = link.parent
        if sup is None or sup.name != "sup" or len(sup.text_content()) != len(link.text_content()):
            return False
        if not _stands_in_markdown(sup, as_html):
            return False
        found.labels[id(sup)] = targets[note]
        referred.add(note)
    return len(referred) == len(targets)


def _stands_in_markdown(element: Element, as_html: frozenset[int]) -> bool:
    above = element.parent
    depth = 0
    while above is not None and depth < 40:
        depth += 1
        if id(above) in as_html or (above.name in _HTML and above.name != "li") or above.name == "dl":
            return False
        if (above.name == "table" and rows_of(above) is None) or (
            above.name in ("ol", "figure") and not _is_plain(above)
        ):
            return False
        above = above.parent
    return above is None


def _is_plain(element: Element) -> bool:
    if element.name == "ol":
        return lists.has_markdown(element) and _CONTAINERS.isdisjoint(element.classes)
    return False


def enter_footnotes(walk: "Walk", element: Element) -> None:
    """The notes of a body, each after its label."""
    for label, item in reversed(walk.footnotes.notes[id(element)]):
        walk.todo.append(partial(_enter_note, walk, label, item))


def _enter_note(walk: "Walk", label: str, item: Element) -> None:
    walk.open_frame(item)

    def end() -> None:
        text = walk.joined(walk.close_frame()) or "&nbsp;"
        walk.add("footnote", f"[^{label}]: " + text.replace("\n", "\n    ").replace("\n    \n", "\n\n"))

    walk.descend(item.children, end)
