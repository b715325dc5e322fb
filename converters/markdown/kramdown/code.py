"""Code: indented lines, lines between fences, and spans between backticks."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE, end_of_indented
from converters.markdown.kramdown.tree import LISTING, TEXT, Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks
    from converters.markdown.kramdown.spans import Spans

_INDENT = re.compile(r"\t| {4}", re.ASCII)
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)[^\S\n]*+(\S++)?[^\S\n]*+\n", re.ASCII)
_SHORTER = 5
"""How many lengths of a fence are tried."""
_JOINED = re.compile(r"\n( {0,3}\S)", re.ASCII)
_TICKS = re.compile(r"`+", re.ASCII)


def read_indented(blocks: "Blocks") -> bool:
    """Indented code. Lines after it that are not indented are joined to it by a blank."""
    if not _INDENT.match(blocks.text, blocks.at):
        return False
    end = end_of_indented(blocks.text, blocks.at)
    if end == blocks.at:
        return False
    lines = blocks.text[blocks.at : end]
    blocks.at = end
    joined = _JOINED.sub(r" \1", lines)
    code = "".join(re.sub(r"^(?:\t| {4})", "", line) for line in joined.splitlines(keepends=True))
    blocks.add(Node(LISTING, code))
    return True


def read_fence(blocks: "Blocks") -> bool:
    """Code between fences; one that is never closed is text, unless a shorter one is that it begins with."""
    opening = _FENCE.match(blocks.text, blocks.at)
    if not opening:
        return False
    whole = opening[1]
    for length in range(len(whole), max(2, len(whole) - _SHORTER), -1):
        fence = whole[:length]
        if fence in blocks.absent:
            continue
        closing = re.compile(rf"^ {{0,3}}{fence}{fence[0]}*[^\S\n]*\n", re.ASCII | re.MULTILINE).search(
            blocks.text, opening.end()
        )
        if closing:
            node = Node(LISTING, blocks.text[opening.end() : closing.start()])
            node.meaning = whole[length:] + (opening[2] or "").partition("?")[0]
            blocks.at = closing.end()
            blocks.add(node)
            return True
        blocks.absent.add(fence)
    return False


def read_span(spans: "Spans") -> bool:
    """Code between backticks, less a blank at either side where there are several; a lone one is text."""
    text, start = spans.text, spans.at
    ticks = _TICKS.match(text, start)
    if not ticks:
        return False
    mark = ticks[0]
    before, after = text[start - 1 : start], text[ticks.end() : ticks.end() + 1]
    if len(mark) == 1 and (not before or before in SPACE) and (not after or after in SPACE):
        spans.say(mark)
        spans.at = ticks.end()
        return True
    end = spans.find(mark, ticks.end())
    if end < 0:
        spans.say(mark)
        spans.at = ticks.end()
        return True
    code = text[ticks.end() : end]
    if len(mark) > 1:
        code = code.removeprefix(" ").removesuffix(" ")
    node = Node("code")
    node.children.append(Node(TEXT, code))
    spans.add(node)
    spans.at = end + len(mark)
    return True
