"""Inline elements: what each adds to the leaf it stands in."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from converters.html import Element, Node, Text
from writers.markdown.destinations import destination, is_refused, title_part
from writers.markdown.raw import raw_html, tag
from writers.markdown.runs import CODE, DEL, EM, STRONG, Group, Run

if TYPE_CHECKING:
    from writers.markdown.walk import Walk

_SPACE = re.compile(r"[ \t\n\r\f]+")
_EMPHASIS: Final = {"strong": STRONG, "b": STRONG, "em": EM, "i": EM, "del": DEL, "s": DEL, "strike": DEL}
_KEPT: Final = frozenset(["cite", "datetime", "dir", "id", "lang", "title", "value"])
_TAGS: Final = [
    "abbr",
    "acronym",
    "bdi",
    "bdo",
    "big",
    "cite",
    "data",
    "dfn",
    "ins",
    "kbd",
    "mark",
    "rb",
    "rp",
    "rt",
    "ruby",
    "samp",
    "small",
    "sub",
    "sup",
    "time",
    "u",
    "var",
]
_IN_CODE: Final = frozenset([*_EMPHASIS, "br", "code", "font", "span", "tt", "wbr"])
"""What code may hold and still be one piece of code; with anything else in it, its text is code piece by piece."""
_EMBEDDED: Final = ["audio", "canvas", "embed", "iframe", "map", "math", "object", "picture", "svg", "video"]


def _enter_emphasis(walk: "Walk", element: Element) -> None:
    before = walk.emphasis
    if "id" in element.attributes:
        walk.anchor(element.get("id"))

    def end() -> None:
        walk.emphasis = before

    if not walk.in_code:
        walk.emphasis |= _EMPHASIS[element.name]
    walk.descend(element.children, end)


def _enter_tag(walk: "Walk", element: Element) -> None:
    raw = element.name in walk.flavor.raw_inline
    kept = Element(element.name, {name: value for name, value in element.attributes.items() if name in _KEPT})
    kept.children = element.children
    _enter_group(walk, kept, Group(kept, tag(kept, walk.converter.link), f"</{kept.name}>", raw=raw))


def _enter_group(walk: "Walk", element: Element, group: Group) -> None:
    if walk.open_group(group):
        walk.todo.append(walk.close_group)
    walk.todo.extend(reversed(element.children))


def _enter_sup(walk: "Walk", element: Element) -> None:
    label = walk.footnotes.labels.get(id(element))
    if label:
        walk.atom(f"[^{label}]", element)
    else:
        _enter_tag(walk, element)


def _enter_link(walk: "Walk", element: Element) -> None:
    if id(element) in walk.footnotes.back:
        return
    walk.anchor(element.get("id") or element.get("name"))
    if "href" not in element.attributes or any(group.link for group in walk.path):
        walk.todo.extend(reversed(element.children))
        return
    url = walk.converter.link(element.get("href").strip())
    kept = Element("a", {name: element.get(name) for name in ("href", "title") if name in element.attributes})
    kept.children = element.children
    opening, closing = "[", f"]({destination(url)}{title_part(element.get('title'))})"
    printed_as_is = not walk.flavor.escapes_in_title and any(mark in element.get("title") for mark in '&<>"')
    if is_refused(url) or printed_as_is:
        opening, closing = tag(kept, walk.converter.link), "</a>"
    _enter_group(walk, kept, Group(kept, opening, closing, link=True))


def _enter_code(walk: "Walk", element: Element) -> None:
    if walk.in_code:
        walk.todo.extend(reversed(element.children))
        return
    inner = element.elements()
    if any(each.name not in _IN_CODE for each in inner):

        def end() -> None:
            walk.in_code = False

        walk.in_code = True
        walk.descend(element.children, end)
        return
    lines: list[list[str]] = [[]]
    for node in element.walk():
        if isinstance(node, Text):
            lines[-1].append(node.text)
        elif isinstance(node, Element) and node.name == "br":
            lines.append([])
    for at, line in enumerate(lines):
        if at:
            walk.line_break()
        text = _SPACE.sub(" ", "".join(line))
        if text.strip(" "):
            walk.broken = walk.plain = False
            walk.sink.append(Run(CODE, text, walk.emphasis))
        elif text:
            walk.text(" ")


def _enter_break(walk: "Walk", element: Element) -> None:
    walk.line_break()


def _enter_image(walk: "Walk", element: Element) -> None:
    walk.atom(walk.converter.convert_img(element, "", walk.frame.names), element)


def _enter_checkbox(walk: "Walk", element: Element) -> None:
    begins = walk.frame.element.name == "li" and not walk.items and not walk.frame.parts
    walk.atom(walk.converter.convert_input(element, "[ ]" if begins else "", walk.frame.names), element)
    if begins:
        walk.text(" ")


def _enter_embedded(walk: "Walk", element: Element) -> None:
    walk.atom(raw_html([element], walk.flavor, walk.converter.link, inline=True), element)


def _enter_option(walk: "Walk", element: Element) -> None:
    walk.descend(element.children, partial(walk.text, " "))


def _words(node: Node) -> str:
    return node.text.strip() if isinstance(node, Text) else ""


def _enter_quotation(walk: "Walk", element: Element) -> None:
    if all(child.name == "br" if isinstance(child, Element) else not _words(child) for child in element.children):
        walk.todo += element.children[::-1]  # marks around nothing
        return
    walk.text('"')
    walk.descend(element.children, partial(walk.text, '"'))


def enter_own(walk: "Walk", element: Element) -> None:
    """Begin an inline element that a subclass writes."""
    method = walk.converter.method_for(element.name)
    names = walk.frame.names
    _enter_group(walk, element, Group(element, "", "", write=lambda text: method(element, text, names)))


Enter = Callable[["Walk", Element], None]

ENTER: Final[dict[str, Enter]] = {
    **dict.fromkeys(_EMPHASIS, _enter_emphasis),
    **dict.fromkeys(_TAGS, _enter_tag),
    **dict.fromkeys(_EMBEDDED, _enter_embedded),
    "a": _enter_link,
    "br": _enter_break,
    "code": _enter_code,
    "img": _enter_image,
    "input": _enter_checkbox,
    "sup": _enter_sup,
    "option": _enter_option,
    "q": _enter_quotation,
    "tt": _enter_code,
}
"""What begins each inline element; any other is transparent."""

WRITTEN: Final = frozenset(["img", "input"])
"""Those that the converter's methods write anyway."""
