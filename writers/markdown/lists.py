"""Lists: their items, numbers, and whether they stand close together."""

import re

from converters.html import Comment, Element, Text

_NUMBER = re.compile(r"\s*-?\d{1,9}\s*$", re.ASCII)
_TYPES = frozenset("aAiI")

Part = tuple[str, str]
"""A finished block: what it is (the name of its element, or `leaf`) and its Markdown."""


def start_of(ol: Element) -> int:
    """The first number of an ordered list: that of its first item, where it has its own."""
    start = _number(ol.get("start"), 1)
    first = next((child for child in ol.children if isinstance(child, Element)), ol)
    return _number(first.get("value"), start) if first.name == "li" else start


def _number(written: str, otherwise: int) -> int:
    return int(written) if _NUMBER.match(written) else otherwise


def has_markdown(element: Element) -> bool:
    """Whether Markdown can say what the list says: bullets, or numbers that rise by one from no less than zero."""
    if element.name != "ol":
        return True
    if "reversed" in element.attributes or element.get("type") in _TYPES or start_of(element) < 0:
        return False
    items = [child for child in element.children if isinstance(child, Element)]
    if not any("value" in item.attributes for item in items):
        return True
    if any(item.name != "li" for item in items) or any(
        isinstance(child, Text) and child.text.strip() for child in element.children
    ):
        return False  # what stands between items has no number for a browser
    return all(_number(item.get("value"), number) == number for number, item in enumerate(items, start_of(element)))


def gather_items(element: Element) -> bool:
    """Make items the only children of a list: what stands between them joins the one before. False if there is none.

    The items of an ordered list get their number as `value`.
    """
    items: list[Element] = []
    if not any(isinstance(child, Element) and child.name == "li" for child in element.children):
        return False
    for child in element.children:
        if isinstance(child, Element) and child.name == "li":
            items.append(child)
        elif isinstance(child, Comment) or (isinstance(child, Text) and not child.text.strip()):
            continue
        elif items:
            items[-1].append(child)
        else:
            items.append(Element("li", children=[child]))
    element.children = [*items]
    for number, item in enumerate(items, start_of(element)):
        item.parent = element
        if element.name == "ol":
            item.attributes["value"] = str(number)
    return True


def is_tight(parts: list[Part]) -> bool:
    """Whether an item is one leaf, with at most one list below it."""
    kinds = [kind for kind, _ in parts]
    return kinds in ([], ["leaf"], ["ul"], ["ol"], ["leaf", "ul"], ["leaf", "ol"])


def join(parts: list[Part], *, tight: bool, every_list: bool = False) -> str:
    """Blocks one after the other, kept apart where they would merge.

    `tight`: without empty lines; `every_list`: even lists of different kinds merge.
    """
    return ("\n" if tight else "\n\n").join(kept_apart(parts, every_list=every_list))


def kept_apart(parts: list[Part], *, every_list: bool, before: str = "") -> list[str]:
    """Blocks, with what keeps two of them from merging between them; `before` is the kind of the one before them."""
    out: list[str] = []
    before = before.partition(" ")[0]
    for kind, markdown in parts:
        kind = kind.partition(" ")[0]
        alike = kind == before and kind in ("ul", "ol", "blockquote", "dl")
        if alike or (every_list and {kind, before} <= {"ul", "ol"}):
            out.append("<!-- -->")
        out.append(markdown)
        before = kind
    return out
