"""Extensions: `{::comment}`, `{::nomarkdown}` and `{::options /}`, as blocks and in a line."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import MARKUP, Node, end_of

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

Finder = Callable[[str, int], int]
"""Finds a text at or after a place."""
OPENING = re.compile(r"\{::(comment|nomarkdown|options)(?:[^\S\n][^\n}]{0,1000}?)?(/?)\}", re.ASCII)
_LINE_END = re.compile(r"[^\S\n]*\n", re.ASCII)


def read_extension(blocks: "Blocks") -> bool:
    """An extension on lines of its own."""
    text = blocks.text
    start = blocks.at + len(text[blocks.at : blocks.at + 4]) - len(text[blocks.at : blocks.at + 4].lstrip(" "))
    opening = OPENING.match(text, start)
    after = _LINE_END.match(text, opening.end()) if opening else None
    if not opening or not after:
        return False
    if opening[2]:
        blocks.at = after.end()
        blocks.parent.children.append(end_of("extension"))
        return True
    closing = closing_of(opening[1], after.end(), blocks.find)
    end = _LINE_END.match(text, closing[1]) if closing else None
    if not closing or not end:
        return False
    blocks.at = end.end()
    node = shown(opening[1], text[after.end() : closing[0]].strip("\n"))
    if node:
        blocks.add(node)
    else:
        blocks.parent.children.append(end_of("extension"))
    return True


def closing_of(name: str, start: int, find: Finder) -> tuple[int, int] | None:
    """Where the content of an extension ends, and where the extension does."""
    ends = [(at, at + len(mark)) for mark in ("{:/}", f"{{:/{name}}}") if (at := find(mark, start)) >= 0]
    return min(ends, default=None)


def shown(name: str, content: str) -> Node | None:
    """What an extension shows."""
    if name == "nomarkdown":
        return Node(MARKUP, content)
    if name == "comment":
        return Node(MARKUP, f"<!-- {content.strip(SPACE).replace('--', '- -')} -->")
    return None
