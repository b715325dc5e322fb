"""HTML made canonical, element by element: what stays, and what it becomes."""

import re
from collections import Counter
from dataclasses import dataclass

from converters.canonical.attributes import clean_attributes
from converters.canonical.elements import (
    ACTING,
    BLOCKS,
    CONTAINERS,
    DROPPED,
    FOREIGN,
    HEADINGS,
    INLINE,
    LEFT_ALONE,
    MODERN,
    OPENED,
)
from converters.canonical.formulas import formula_of_picture, show_formula
from converters.canonical.listings import listing_in
from converters.canonical.residue import (
    background_of,
    emphases_of,
    read_style,
    says_nothing,
)
from converters.canonical.smilies import character_of
from converters.canonical.sources import ADDRESSES, make_absolute, real_source
from converters.html import Comment, Element, Node, Text

_KNOWN = BLOCKS | INLINE
_MARK = re.compile(r"(more|nextpage|noteaser)\b(.*)", re.DOTALL)
_SCOPES = frozenset(["applet", "button", "marquee", "nobr", "select"])
_PARENTS = {"li": ("ol", "ul"), "dt": ("dl",), "dd": ("dl",)}
_ADDRESSES_OF_DRAWINGS = ADDRESSES | {"action", "background", "formaction", "xlink:href"}
_ANIMATIONS = frozenset(["animate", "set"])
_PAINTED = CONTAINERS | INLINE | HEADINGS | {"figure", "p"}
_MOST_MARKS = 1000

_Waiting = tuple[Node, Element, bool]
"""A node, where its successor goes, and whether that is inside of code."""


@dataclass(slots=True)
class Marks:
    """The marks of pages that were met so far."""

    count: int = 0
    more: bool = False


def rebuild(root: Element, base: str, dropped: Counter[str], marks: Marks) -> tuple[Element, bool, bool]:
    """A tree of what stays, element by element, in part made of the old one; `dropped` counts what does not.

    `marks` are those that stood before it, and are those that stand behind it when it is done.

    The second value says whether a parser may nest the result in another way, the third whether there are marks in it.
    """
    twins = _twins(root)
    body = Element("body")
    doubtful = False
    before = marks.count
    stack: list[_Waiting] = [(node, body, False) for node in reversed(root.children)]
    while stack:
        node, target, in_code = stack.pop()
        if isinstance(node, Text):
            target.append(node)
        elif isinstance(node, Comment):
            mark = _MARK.match(node.text.strip())
            if not mark or (mark[1] == "more" and marks.more) or marks.count == _MOST_MARKS:
                continue
            marks.count += 1
            marks.more = marks.more or mark[1] == "more"
            label = " ".join(mark[2].split()) if mark[1] == "more" else ""
            target.append(Comment(f"{mark[1]} {label}".strip()))
        elif node.name == "table" and not in_code and (listing := listing_in(node)):
            stack += [(part, target, False) for part in reversed(listing)]
        elif not node.attributes and not in_code and node.name in LEFT_ALONE and target.name not in HEADINGS:
            # most elements: a third of the time of this function is saved
            doubtful |= _is_misplaced(node.name, target)
            target.append(node)
            children = node.children
            if len(children) != 1 or not isinstance(children[0], Text):
                node.children = []
                stack += [(child, node, False) for child in reversed(children)]
        elif node.name in FOREIGN:
            copy = _copy_foreign(node, base)
            if node.name == "math":
                show_formula(copy)
            target.append(copy)
        elif node.name == "img" and "latex" in node.get("src") and (formula := formula_of_picture(node)):
            show_formula(formula)
            target.append(formula)
        elif id(node) not in twins:
            doubtful |= node.name in _SCOPES or _is_misplaced(node.name, target)
            _open(node, target, in_code, base, dropped, stack)
    return body, doubtful, marks.count > before


def _open(
    node: Element, target: Element, in_code: bool, base: str, dropped: Counter[str], stack: list[_Waiting]
) -> None:
    """Put an element's successor, if it has one, into `target`, and its children on the stack."""
    name = MODERN.get(node.name, node.name)
    style = read_style(node.get("style")) if "style" in node.attributes else {}
    inside: Element | None = target
    if name in DROPPED and not (name == "input" and node.get("type").lower() == "checkbox"):
        if name != "input" or node.get("type").lower() != "hidden":
            dropped[name] += 1
        inside = None
    elif name == "source" and target.name not in ("audio", "video"):
        inside = None
    elif in_code and name == "br":
        target.append(Text("\n"))
    elif target.name in HEADINGS and name in ("p", "div"):
        if target.children:
            target.append(Text("\n") if in_code else Element("br"))
    elif name == "hr" and _is_hidden(style):
        inside = None
    elif name in _KNOWN and not says_nothing(name, style) and not (in_code and name == "span"):
        inside = _put(name, node, target, style, base)
        picture = background_of(style) if style and inside is not None else ""
        if picture and not picture.startswith("data:") and inside is not None and not _shows(node, picture):
            if name in _PAINTED:
                alt = node.get("aria-label") if node.get("role").lower() == "img" else ""
                inside.append(Element("img", {"src": make_absolute(picture, base), "alt": alt}))
            else:
                dropped["background image"] += 1
    if inside is not None and name != "iframe":
        in_code = in_code or name == "pre"
        apart = name in ("option", "select") and not in_code
        stack += [(child, inside, in_code) for child in reversed(_set_apart(node) if apart else node.children)]


def _is_hidden(style: dict[str, str]) -> bool:
    return style.get("visibility", "").lower() == "hidden" or style.get("display", "").lower() == "none"


def _set_apart(node: Element) -> list[Node]:
    """The children of an element whose words must not touch those around it."""
    return [Text(" "), *node.children, Text(" ")]


def _put(name: str, node: Element, target: Element, style: dict[str, str], base: str) -> Element | None:
    """The place for what is inside an element, once its successor stands in `target`; None when nothing has to be."""
    attributes = clean_attributes(name, node, style, base)
    if name in ("img", "iframe") and not attributes.get("src"):
        if attributes.get("alt"):
            target.append(Text(attributes["alt"]))
        return None
    if name == "img" and (character := character_of(attributes["src"], attributes.get("alt", ""))):
        target.append(Text(character))
        return None
    for emphasis in emphases_of(style) if style and name in ("span", "a") else ():
        inner = Element(emphasis)
        target.append(inner)
        target = inner
    if name in ("span", "a") and not attributes.keys() - {"class", "rel", "target", "title", "type"}:
        return target
    element = Element(name, attributes)
    target.append(element)
    return element


def _is_misplaced(name: str, target: Element) -> bool:
    if name in _PARENTS:
        return target.name not in _PARENTS[name]
    if name in HEADINGS:
        return target.name in HEADINGS
    above: Element | None = target
    if name == "a":
        for _ in range(8):
            if above is None or above.name == "a":
                return above is not None
            above = above.parent
    return False


def _shows(element: Element, source: str) -> bool:
    near = [child for child in element.children if isinstance(child, Element)][:20]
    return any(child.name == "img" and child.get("src") == source for child in near)


def _copy_foreign(root: Element, base: str) -> Element:
    """A drawing or a formula as it is, without what could act."""
    copy = Element(root.name, _inert(root, base))
    stack: list[tuple[Node, Element]] = [(node, copy) for node in reversed(root.children)]
    while stack:
        node, target = stack.pop()
        if isinstance(node, Text):
            target.append(Text(node.text))
        elif isinstance(node, Element) and not _acts(node):
            inner = target
            if node.name not in OPENED:
                inner = Element(node.name, _inert(node, base))
                target.append(inner)
            stack.extend((child, inner) for child in reversed(node.children))
    return copy


def _acts(element: Element) -> bool:
    """Whether an element within a drawing or a formula could do something, or make another one do it in time."""
    if element.name in _ANIMATIONS:
        changed = element.get("attributeName") or element.get("attributename")
        return changed.strip().lower().rpartition(":")[2].startswith(("href", "on"))
    return element.name in ACTING


def _inert(element: Element, base: str) -> dict[str, str]:
    kept = {}
    for key, value in element.attributes.items():
        if key.startswith("on") or (key == "style" and "script:" in value.lower()):
            continue
        if key in _ADDRESSES_OF_DRAWINGS:
            value = make_absolute(value, base)
            if not value:
                continue
        kept[key] = value
    return kept


def _twins(root: Element) -> set[int]:
    """The `noscript` elements that only repeat a picture for browsers without scripts, by identity."""
    outermost: list[Element] = []
    shown: set[str] = set()
    stack: list[Node] = [*root.children]
    while stack:
        node = stack.pop()
        if not isinstance(node, Element):
            continue
        if node.name == "noscript":
            outermost.append(node)
            continue
        if node.name in ("img", "iframe"):
            shown.add(real_source(node.attributes).get("src", "").partition("?")[0])
        stack += node.children
    return {
        id(element)
        for element in outermost
        if (media := [each.get("src").partition("?")[0] for each in element.elements("img", "iframe")])
        and shown.issuperset(media)
        and not element.text_content().strip()
    }
