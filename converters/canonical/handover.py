"""The tree of the body that was tidied last, so that whoever reads its HTML next need not parse it.

A body goes from `clean` to `render` in one process, one after the other: its HTML would be parsed just after it was
written. One tree is kept at a time, and given away once, for its new owner may change it.
"""

import re
from collections import deque

from converters.html import VOID, Element, Node, Text, parse

_MOST_TAGS = 1000
"""A tree of more is not worth the memory, and `parse` may leave out some of its tags."""
_FOREIGN = re.compile("<(?:svg|math)[ />]")
_PLAIN_MARK = re.compile("more|nextpage|noteaser")

_kept: deque[tuple[str, Element]] = deque(maxlen=1)


def hand_over(html: str, root: Element) -> None:
    """Keep the tree that was written as this HTML, in the form in which a parser would give it.

    What is written in one way and may be read in another, a drawing or a label in a comment, is not kept.
    """
    _kept.clear()
    if html.count("<") <= _MOST_TAGS and not _FOREIGN.search(html) and _normalise(root):
        _kept.append((html, root))


def tree_of(html: str) -> Element:
    """What `converters.html.parse` makes of a fragment; the caller owns it."""
    try:
        kept, root = _kept.pop()
    except IndexError:
        return parse(html)
    return root if kept == html else parse(html)


def _normalise(root: Element) -> bool:
    """Make one text of neighbouring ones, and take out empty ones and what no parser gives.

    False where there is a comment that may be read in another way.
    """
    stack = [root]
    while stack:
        element = stack.pop()
        children = element.children
        if len(children) == 1 and isinstance(children[0], Text) and children[0].text:
            continue
        if element.name in VOID:
            children.clear()  # the picture behind an image, for instance
            continue
        last: Node | None = None
        irregular = False
        for child in children:
            if isinstance(child, Text):
                irregular = irregular or isinstance(last, Text) or not child.text
            elif isinstance(child, Element):
                if child.children:
                    stack.append(child)
            elif not _PLAIN_MARK.fullmatch(child.text):
                return False
            last = child
        if irregular:
            _join_texts(element)
    for edge, strip in ((0, str.lstrip), (-1, str.rstrip)):
        outermost = root.children[edge] if root.children else None
        if isinstance(outermost, Text):
            outermost.text = strip(outermost.text, "\n")
            if not outermost.text:
                del root.children[edge]
    return True


def _join_texts(element: Element) -> None:
    joined: list[Node] = []
    for child in element.children:
        last = joined[-1] if joined else None
        if not isinstance(child, Text):
            joined.append(child)
        elif isinstance(last, Text):
            last.text += child.text
        elif child.text:
            joined.append(child)
    element.children = joined
