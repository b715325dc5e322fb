"""Headings after number signs, and those that are underlined."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_HEADING = re.compile(r"(#{1,6})[\t ]+(.*)\n", re.ASCII)
_UNDERLINED = re.compile(r" {0,3}(\S.*)\n(?:(=+)|-+)[ \t\r\f\v]*\n", re.ASCII)
_ID = re.compile(r"[ \t]\{#([A-Za-z][\w:.-]*)\}\s*$", re.ASCII)


def read_heading(blocks: "Blocks") -> bool:
    """A heading of a line."""
    found = _HEADING.match(blocks.text, blocks.at)
    if not found:
        return False
    text = found[2].strip(SPACE)
    node = Node(f"h{len(found[1])}")
    name = _ID.search(text)
    if name:
        node.attributes["id"] = name[1]
        text = text[: name.start()]
    closed = text.rstrip("#")
    if closed != text and closed.endswith((" ", "\t")):
        text = closed
    if not text.strip(SPACE):
        return False
    node.text = text.strip(SPACE)
    blocks.at = found.end()
    blocks.add(node)
    return True


def read_underlined(blocks: "Blocks") -> bool:
    """A heading of one line above `===` or `---`."""
    if not blocks.is_after_boundary:
        return False
    found = _UNDERLINED.match(blocks.text, blocks.at)
    if not found:
        return False
    text = found[1].strip(SPACE)
    node = Node("h1" if found[2] else "h2")
    name = _ID.search(text)
    if name:
        node.attributes["id"] = name[1]
        text = text[: name.start()]
    node.text = text.strip(SPACE)
    blocks.at = found.end()
    blocks.add(node)
    return True
