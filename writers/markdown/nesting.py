"""Inline elements around blocks, pushed down into them, where the blocks stay HTML."""

from typing import Final

from converters.html import Element, Node, Text
from writers.markdown.elements import BLOCKS_OF_HTML
from writers.markdown.runs import DEL, EM, STRONG, Group

_TAGS: Final = {STRONG: "strong", EM: "em", DEL: "del"}


def push_down(element: Element, path: list[Group], emphasis: int, in_code: bool = False) -> None:
    """Wrap what is inline in a block, at any depth, in the inline elements and the emphasis open around the block."""
    around = [Element(group.element.name, group.element.attributes) for group in path]
    around += [Element(name) for style, name in _TAGS.items() if emphasis & style]
    around += [Element("code")] if in_code else []
    if not around:
        return
    holding: set[int] = set()
    for inner in element.elements():
        if _is_block(inner):
            above = inner.parent
            while above is not None and above is not element and id(above) not in holding:
                holding.add(id(above))
                above = above.parent
    stack = [element]
    while stack:
        each = stack.pop()
        children: list[Node] = []
        run: list[Node] = []
        for child in each.children:
            if isinstance(child, Element) and (_is_block(child) or id(child) in holding):
                _wrap(run, around, children)
                run = []
                children.append(child)
                stack.append(child)
            else:
                run.append(child)
        _wrap(run, around, children)
        each.children = []
        for child in children:
            each.append(child)


def _is_block(element: Element) -> bool:
    if element.name == "code":  # what is said of the code, its language, must stay beside its block
        return element.parent is not None and element.parent.name == "pre"
    return element.name in BLOCKS_OF_HTML


def _wrap(run: list[Node], around: list[Element], out: list[Node]) -> None:
    if not any(isinstance(node, Element) or (isinstance(node, Text) and node.text.strip()) for node in run):
        out.extend(run)
        return
    for wrapper in reversed(around):
        run = [Element(wrapper.name, dict(wrapper.attributes), run)]
    out.extend(run)
