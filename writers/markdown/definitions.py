"""Definitions: terms and what is said of them, where the flavor has a form for it and all have content."""

from functools import partial
from typing import TYPE_CHECKING

from converters.html import Element, Node, Text

if TYPE_CHECKING:
    from writers.markdown.walk import Walk


def _definitions(element: Element) -> list[Element] | None:
    """Terms and definitions where Markdown can say them: each with content, a term first; else None."""
    found: list[Element] = []
    stack: list[Node] = [*reversed(element.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, Text) and node.text.strip():
            return None
        if isinstance(node, Element):
            if node.name in ("dt", "dd"):
                if not node.text_content().strip() and not node.elements("img"):
                    return None
                found.append(node)
            elif node.name == "div":
                stack.extend(reversed(node.children))
            else:
                return None
    return found if found and found[0].name == "dt" and found[-1].name == "dd" else None


def enter_definitions(walk: "Walk", element: Element) -> None:
    """Begin a list of definitions; it stays HTML where Markdown cannot say it."""
    definitions = None if walk.too_deep or not walk.flavor.definition_lists else _definitions(element)
    if definitions is None:
        if element.elements("dt", "dd"):
            walk.add_raw(element)
        else:
            walk.todo.extend(reversed(element.children))
        return
    walk.open_frame(element)

    def end() -> None:
        frame = walk.close_frame()
        lines: list[str] = []
        before = ""
        for kind, markdown in frame.parts:
            if before:
                lines.append("\n\n" if kind == "dt" and before == "dd" else "\n")
            lines.append(markdown)
            before = kind
        walk.add("dl", walk.written(element, "".join(lines)))

    walk.todo.append(end)
    for each in reversed(definitions):
        walk.todo.append(partial(_enter_definition, walk, each))


def _enter_definition(walk: "Walk", element: Element) -> None:
    walk.open_frame(element, one_line=element.name == "dt")
    walk.descend(element.children, walk.end_frame)
