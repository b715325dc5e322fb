"""Attribute lists of blocks: `{: .class #id key="value"}` below a block or above one, and the lists that have names."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.document import Document
from converters.markdown.kramdown.lines import ATTRIBUTES
from converters.markdown.kramdown.tree import BLANK, END, Node, end_of

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_INSIDE = r"(?:\\\}|[^\n}])*"
_LIST = re.compile(rf" {{0,3}}\{{:(?![:/])(?:(?P<name>\w[\w-]*):(?=\s))?(?P<list>{_INSIDE})\}}\s*?\n", re.ASCII)
_AT = re.compile(rf" {{0,3}}{ATTRIBUTES}", re.ASCII)


def is_list_at(text: str, at: int) -> bool:
    """Whether a line with a list begins at a place."""
    return _AT.match(text, at) is not None


def read_list(blocks: "Blocks") -> bool:
    """A list right below a block is that block's, any other is the next block's."""
    found = _LIST.match(blocks.text, blocks.at)
    if not found:
        return False
    blocks.at = found.end()
    children = blocks.parent.children
    if found["name"]:
        blocks.document.attribute_lists.setdefault(found["name"], []).append(found["list"])
        children.append(end_of("attributes"))
        return True
    if children and children[-1].kind not in (BLANK, END):
        give(blocks.document, children[-1], found["list"])
        children.append(end_of("attributes"))
    else:
        blocks.waiting.append(found["list"])
    return True


def give(document: Document, node: Node, written: str) -> None:
    """Give a block what a list says. A list of contents shows nothing: its items are the headings, which are there."""
    if node.kind in ("ul", "ol") and "toc" in written.split():
        node.meaning = "contents"
    document.given.append((node, written))
