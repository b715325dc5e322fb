"""Blocks: how each begins and ends, and when it must stay HTML."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from converters.html import Element, Node, Text, escape_attribute
from writers.markdown import definitions, figures, lists, tables

if TYPE_CHECKING:
    from writers.markdown.walk import Walk

WITH_ID: Final = frozenset(["figure", "details", "h1", "h2", "h3", "h4", "h5", "h6", "li"])
"""Blocks whose own form keeps their id."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_IN_HEADINGS: Final = frozenset(
    ["blockquote", "details", "dl", "figure", "hr", "iframe", "ol", "pre", "table", "ul"]
) | frozenset(_HEADINGS)


_LIST_LINE = re.compile(r"^ {0,3}(?:[+*-]|\d+\.)[\t| ]", re.MULTILINE)
_IN_CODE: Final = frozenset(["a", "br", "code", "font", "span", "tt", "wbr"])
_COLOURS: Final = frozenset(["b", "em", "i", "ins", "mark", "strong", "u", "var"])
"""What highlighters put into code; in text that merely keeps its lines it is the author's."""


def _enter_heading(walk: "Walk", element: Element) -> None:
    if any(inner.name in _NOT_IN_HEADINGS for inner in element.elements()):
        walk.add_raw(element)
        return
    walk.open_frame(element, one_line=True)

    def end() -> None:
        text = walk.joined(walk.close_frame())
        walk.add(element.name, walk.written(element, text))
        if not text and element.get("id") in walk.targets:
            walk.anchor(element.get("id"))

    walk.descend(element.children, end)


def _enter_quote(walk: "Walk", element: Element) -> None:
    if walk.too_deep:
        walk.add_raw(element)
        return
    walk.open_frame(element)
    walk.descend(element.children, walk.end_frame)


def _enter_list(walk: "Walk", element: Element) -> None:
    begins_item = walk.flavor.list_attributes and walk.frame.element.name in ("li", "dd") and not walk.frame.parts
    if walk.too_deep or not lists.has_markdown(element) or (begins_item and lists.start_of(element) != 1):
        walk.add_raw(element)
        return
    if not lists.gather_items(element):
        walk.todo.append(walk.end_leaf)
        walk.todo.extend(reversed(element.children))
        return
    walk.open_frame(element)
    items: list[tuple[Element, list[lists.Part]]] = []
    walk.todo.append(partial(_end_list, walk, items))
    for item in reversed(element.children):
        if isinstance(item, Element):
            walk.todo.append(partial(_enter_item, walk, item, items))


def _enter_stray_item(walk: "Walk", element: Element) -> None:
    """Items without a list: as browsers show them, they and those that follow are one."""
    items: list[Node] = [element]
    while walk.todo and isinstance(node := walk.todo[-1], Element | Text) and _goes_on(node):
        items.append(node)
        walk.todo.pop()
    _enter_list(walk, Element("ul", children=items))


def _goes_on(node: Element | Text) -> bool:
    return node.name == "li" if isinstance(node, Element) else not node.text.strip()


def _enter_item(walk: "Walk", item: Element, items: list[tuple[Element, list[lists.Part]]]) -> None:
    walk.open_frame(item)
    if item.get("id") in walk.targets:
        walk.anchor(item.get("id"))

    def end() -> None:
        items.append((item, walk.close_frame().parts))

    walk.descend(item.children, end)


def _end_list(walk: "Walk", items: list[tuple[Element, list[lists.Part]]]) -> None:
    element = walk.close_frame().element
    tight = all(lists.is_tight(parts) for _, parts in items)
    names = walk.names | {element.name}
    every = walk.flavor.list_attributes
    write_item = walk.converter.method_for("li")
    written = [write_item(item, lists.join(parts, tight=tight, every_list=every), names) for item, parts in items]
    kind = element.name
    if kind == "ol" and lists.start_of(element) != 1:
        kind = "ol apart"  # it cannot follow a paragraph without an empty line between (CommonMark section 5.3)
    walk.add(kind, walk.written(element, ("\n" if tight else "\n\n").join(written)))


def _enter_rule(walk: "Walk", element: Element) -> None:
    walk.add("hr", walk.written(element, ""))


def _enter_pre(walk: "Walk", element: Element) -> None:
    inner = element.elements()
    coloured = {id(each) for code in inner if code.name == "code" for each in code.elements(*_COLOURS)}
    if any(
        (each.name not in _IN_CODE and id(each) not in coloured) or "href" in each.attributes for each in inner
    ) or any(group.link for group in walk.path):
        walk.add_raw(element)
        return
    text = "".join(
        node.text if isinstance(node, Text) else "\n"
        for node in element.walk()
        if isinstance(node, Text) or (isinstance(node, Element) and node.name == "br")
    )
    item = walk.flavor.list_attributes and walk.frame.element.name == "li" and not walk.frame.parts
    if item and _LIST_LINE.search(text):
        walk.add_raw(element)  # kramdown divides an item at the first such line, even within its first block
    elif text.strip():
        walk.add("pre", walk.written(element, text.rstrip("\n")))


def _enter_table(walk: "Walk", element: Element) -> None:
    rows = None if walk.too_deep else tables.rows_of(element)
    if rows and len(rows) == 1 and tables.is_headed(rows) and not walk.flavor.headers_alone:
        rows = None
    if rows is None:
        if element.elements("td", "th", "caption"):
            walk.add_raw(element)
        else:
            walk.todo.extend(reversed(element.children))
        return
    walk.open_frame(element)
    texts: list[str] = []

    def end() -> None:
        walk.close_frame()
        walk.add("table", walk.written(element, tables.pipe_rows(rows, texts)))

    walk.todo.append(end)
    for row in reversed(rows):
        for cell in reversed(row):
            walk.todo.append(partial(_enter_cell, walk, cell, texts))


def _enter_cell(walk: "Walk", cell: Element, texts: list[str]) -> None:
    walk.open_frame(cell, one_line=True, cell=True)

    def end() -> None:
        texts.append(walk.written(cell, walk.joined(walk.close_frame())))

    walk.descend(cell.children, end)


def enter_direction(walk: "Walk", element: Element) -> None:
    """Begin a block of another writing direction: Markdown in an element that says so."""
    direction = element.attributes["dir"].lower()
    if direction not in ("rtl", "ltr", "auto") or direction == walk.frame.direction or walk.frame.one_line:
        return
    if (direction == "ltr" and not walk.frame.direction) or walk.too_deep:
        return
    walk.open_frame(element)
    walk.frame.direction = direction

    def end() -> None:
        walk.end_leaf()
        frame = walk.close_frame()
        text = walk.joined(frame)
        opening = f'<div dir="{escape_attribute(direction)}"{walk.flavor.open_html}>\n\n'
        closing = "\n\n</div>"
        if text:
            last = walk.frame.parts[-1] if walk.frame.parts else ("", "")
            if last[0] == f"dir {direction}" and text:
                text = f"{last[1].removesuffix(closing).removeprefix(opening)}\n\n{text}"
                walk.frame.parts.pop()
            walk.add(f"dir {direction}", f"{opening}{text}{closing}")

    walk.todo.append(end)


def enter_own(walk: "Walk", element: Element) -> None:
    """Begin a block that a subclass writes."""
    walk.open_frame(element)
    walk.descend(element.children, walk.end_frame)


Enter = Callable[["Walk", Element], None]

ENTER: Final[dict[str, Enter]] = {
    **dict.fromkeys(_HEADINGS, _enter_heading),
    "blockquote": _enter_quote,
    "details": figures.enter_details,
    "dl": definitions.enter_definitions,
    "figure": figures.enter_figure,
    "hr": _enter_rule,
    "li": _enter_stray_item,
    "ol": _enter_list,
    "pre": _enter_pre,
    "table": _enter_table,
    "ul": _enter_list,
}
"""What begins each block that is more than its content."""

WRITTEN: Final = frozenset(
    [*_HEADINGS, "blockquote", "dd", "dl", "dt", "hr", "li", "ol", "pre", "table", "td", "th", "ul"]
)
"""Those that the converter's methods write anyway."""
