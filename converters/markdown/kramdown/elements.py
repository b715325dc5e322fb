"""Elements written as HTML that begin a line: HTML down to their end tags, or Markdown where they ask for it."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.tags import (
    CLOSING_TAG,
    COMMENT_CLOSING,
    COMMENT_OPENING,
    EMPTY,
    NEVER_A_BLOCK,
    OF_BLOCKS,
    OF_SPANS,
    TAG,
    VERBATIM,
    attributes_of,
)
from converters.markdown.kramdown.tree import HTML, MARKUP, ROOT, SPANS, Node
from converters.markdown.kramdown.writing import escape_kept, tag

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

MAX_DEPTH = 40
"""Elements with Markdown inside one another; deeper ones hold HTML alone."""
_LINE_END = re.compile(r"[ \t]*\n", re.ASCII)
_INDENTATION = re.compile(r" {0,3}", re.ASCII)


def read_element(blocks: "Blocks") -> bool:
    """An element, a comment, or the end tag of the element that is being read."""
    text = blocks.text
    indentation = _INDENTATION.match(text, blocks.at)
    start = indentation.end() if indentation else blocks.at
    if text.startswith(COMMENT_OPENING, blocks.at):
        end = blocks.find(COMMENT_CLOSING, blocks.at + 4)
        if end < 0:
            return False
        blocks.add(Node(MARKUP, text[blocks.at : end + 3] + "\n"))
        _skip_line_end(blocks, end + 3)
        return True
    if closing := CLOSING_TAG.match(text, start):
        if not blocks.element or closing["name"].lower() != blocks.element:
            return False
        blocks.at = closing.end()
        blocks.is_ended = True
        return True
    opening = TAG.match(text, start)
    if not opening or opening["name"].lower() in NEVER_A_BLOCK:
        return False
    blocks.at = start
    node = Node(HTML)
    blocks.add(node)
    _Html(blocks, node).read(opening)
    if not node.text and node.meaning not in VERBATIM:  # after others, the end of the line is a blank line
        _skip_line_end(blocks, blocks.at)
    return True


def _skip_line_end(blocks: "Blocks", at: int) -> None:
    ending = _LINE_END.match(blocks.text, at)
    blocks.at = ending.end() if ending else at


def reading_of(name: str, attributes: dict[str, str]) -> str:
    """What is read in an element, which its attribute says: blocks, spans, or HTML alone."""
    wanted = attributes.pop("markdown", "0")
    if wanted == "1":
        return "block" if name in OF_BLOCKS else "span" if name in OF_SPANS else ""
    return wanted if wanted in ("block", "span") else ""


class _Html:
    """A reader of one element and all within it."""

    def __init__(self, blocks: "Blocks", node: Node) -> None:
        self.blocks = blocks
        self.node = node
        self.open: list[str] = []

    def read(self, opening: re.Match[str]) -> None:
        """Read down to the end tag of an element, or to the end of the text."""
        blocks, text = self.blocks, self.blocks.text
        self.begin(opening)
        while self.open and blocks.at < len(text):
            mark = text.find("<", blocks.at)
            if mark < 0:
                mark = len(text)
            if mark > blocks.at:
                self.say(escape_kept(text[blocks.at : mark]).replace("&quot;", '"'))
            blocks.at = mark
            if mark == len(text):
                break
            if text.startswith(COMMENT_OPENING, mark) and (end := blocks.find(COMMENT_CLOSING, mark + 4)) >= 0:
                self.say(text[mark : end + 3])
                blocks.at = end + 3
            elif text.startswith("<?", mark) and (end := blocks.find("?>", mark + 2)) >= 0:
                self.say(text[mark : end + 2])
                blocks.at = end + 2
            elif inner := TAG.match(text, mark):
                self.begin(inner)
            elif (closing := CLOSING_TAG.match(text, mark)) and closing["name"].lower() == self.open[-1]:
                self.end(self.open.pop())
                blocks.at = closing.end()
            else:
                self.say("&lt;")
                blocks.at = mark + 1
        while self.open:
            self.end(self.open.pop())

    def say(self, html: str) -> None:
        """Add HTML."""
        self.node.children.append(Node(MARKUP, html))

    def end(self, name: str) -> None:
        """Add an end tag; that of the outermost element is no part of what it holds."""
        if self.open:
            self.say(f"</{name}>")

    def begin(self, opening: re.Match[str]) -> None:
        """Open an element; read what is no HTML in it."""
        blocks, text = self.blocks, self.blocks.text
        name, attributes = opening["name"].lower(), attributes_of(opening["attributes"])
        reading = reading_of(name, attributes)
        is_outermost = not self.node.meaning
        is_empty = bool(opening["empty"]) or name in EMPTY
        blocks.at = opening.end()
        if is_outermost:
            self.node.meaning, self.node.attributes = name, attributes
            self.node.text = "/" if is_empty else ""
        else:
            self.say(tag(name, attributes, " /" if is_empty else ""))
        if is_empty:
            return
        if name not in VERBATIM and not (reading == "span" or (reading == "block" and blocks.depth < MAX_DEPTH)):
            self.open.append(name)
            return
        if name in VERBATIM or reading == "span":
            end = _find_closing(blocks, name)
            inside = text[blocks.at : end[0]]
            self.node.children.append(Node(MARKUP if name in VERBATIM else SPANS, inside))
            blocks.at = end[1]
        else:
            _skip_line_end(blocks, blocks.at)
            inner = Node(ROOT)
            self.node.children.append(inner)
            blocks.depth += 1
            blocks.read_into(inner, name)
            blocks.depth -= 1
            blocks.is_ended = False
        if not is_outermost:
            self.say(f"</{name}>")


def _find_closing(blocks: "Blocks", name: str) -> tuple[int, int]:
    wanted = f"</{name}>"
    if wanted not in blocks.absent:
        found = re.compile(rf"</{re.escape(name)}\s*>", re.ASCII | re.IGNORECASE).search(blocks.text, blocks.at)
        if found:
            return found.start(), found.end()
        blocks.absent.add(wanted)
    return len(blocks.text), len(blocks.text)
