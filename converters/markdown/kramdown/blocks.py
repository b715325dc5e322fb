"""Blocks: which one begins at a line, and the plain ones.

After kramdown's description of its syntax, and what its GFM parser does. A reader walks over one text; what stands
within a block (an item, a quote) is a text of its own with its own reader, one level deeper.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from converters.markdown.kramdown import (
    attribute_lists,
    code,
    definition_lists,
    definitions,
    elements,
    extensions,
    headings,
    lists,
    tables,
)
from converters.markdown.kramdown.document import MAX_DEPTH, Document
from converters.markdown.kramdown.lines import (
    BLANK_LINES,
    END_LINE,
    ENDS_LAZINESS,
    ENDS_PARAGRAPH,
    RULE,
    SPACE,
    end_of_line,
)
from converters.markdown.kramdown.tree import BLANK, END, FORMULA, SPANS, Node

_START = re.compile(r" {0,3}(?=(\S))", re.ASCII)
_QUOTED = re.compile(r" {0,3}> ?", re.ASCII)
_FORMULA = re.compile(r" {0,3}\$\$", re.ASCII)

Rule: TypeAlias = "Callable[[Blocks], bool]"
"""Reads a block where a reader stands, if one of its kind begins there."""


class Blocks:
    """A reader of the blocks of one text."""

    def __init__(self, text: str, document: Document, depth: int) -> None:
        self.text = text if text.endswith("\n") or not text else text + "\n"
        self.document = document
        self.depth = depth
        self.at = 0
        self.parent = Node("")
        self.element = ""
        """The element written as HTML whose end tag ends what is read."""
        self.is_ended = False
        self.waiting: list[str] = []
        """Attribute lists for the next block."""
        self.no_table_before = 0
        """The end of lines with pipes that are no table."""
        self.absent: set[str] = set()
        """What was looked for down to the end, and is not there."""

    def read_into(self, parent: Node, element: str = "") -> None:
        """Read blocks down to the end of the text, or of the element."""
        around = self.parent, self.element, self.waiting
        self.parent, self.element, self.waiting = parent, element, []
        self.is_ended = False
        text = self.text
        while self.at < len(text) and not self.is_ended:
            blank = BLANK_LINES.match(text, self.at)
            if blank:
                self.at = blank.end()
                if not parent.children or parent.children[-1].kind != BLANK:
                    parent.children.append(Node(BLANK, blank[0]))
                    self.waiting = []
                continue
            start = _START.match(text, self.at)
            rules = (_RULES.get(start[1]) or _RULES_OF_ANY) if start else _RULES_OF_INDENTED
            for rule in rules:
                if rule(self):
                    break
        self.parent, self.element, self.waiting = around

    def read_within(self, text: str, parent: Node) -> None:
        """Read the blocks of a text that stands within a block here; where that is too deep, it is text."""
        if self.depth >= MAX_DEPTH:
            parent.children.append(Node("p", text.strip(SPACE)))
            return
        Blocks(text, self.document, self.depth + 1).read_into(parent)

    def add(self, node: Node) -> None:
        """Add a block, and give it the attribute lists above it."""
        for each in self.waiting:
            attribute_lists.give(self.document, node, each)
        self.waiting = []
        self.parent.children.append(node)

    @property
    def is_after_boundary(self) -> bool:
        """Whether what needs to stand apart may begin here."""
        last = self.parent.children[-1] if self.parent.children else None
        return last is None or last.kind == BLANK or (last.kind == END and not last.meaning) or bool(self.waiting)

    def is_before_boundary(self, at: int) -> bool:
        """Whether a block that needs to stand apart may end at a place."""
        return at >= len(self.text) or bool(
            BLANK_LINES.match(self.text, at)
            or END_LINE.match(self.text, at)
            or attribute_lists.is_list_at(self.text, at)
        )

    def find(self, wanted: str, start: int) -> int:
        """Where a text stands at or after a place; -1 for nowhere, which is remembered."""
        if wanted in self.absent:
            return -1
        found = self.text.find(wanted, start)
        if found < 0:
            self.absent.add(wanted)
        return found


def _read_quote(blocks: Blocks) -> bool:
    """A quote, and the lines after it that are not marked."""
    if not _QUOTED.match(blocks.text, blocks.at):
        return False
    text, at = blocks.text, blocks.at
    lines: list[str] = []
    while at < len(text) and not (lines and ENDS_LAZINESS.match(text, at)):
        end = end_of_line(text, at)
        mark = _QUOTED.match(text, at)
        lines.append(text[mark.end() if mark else at : end])
        at = end
    node = Node("blockquote")
    blocks.at = at
    blocks.add(node)
    blocks.read_within("".join(lines), node)
    return True


def _read_rule(blocks: Blocks) -> bool:
    found = RULE.match(blocks.text, blocks.at)
    if not found:
        return False
    blocks.at = found.end()
    blocks.add(Node("hr"))
    return True


def _read_formula(blocks: Blocks) -> bool:
    """A formula that stands apart."""
    opening = _FORMULA.match(blocks.text, blocks.at)
    if not opening or not blocks.is_after_boundary:
        return False
    closing = blocks.find("$$", opening.end())
    if closing < 0 or not (tex := blocks.text[opening.end() : closing].strip(SPACE)):
        return False
    after = BLANK_LINES.match(blocks.text, closing + 2)
    if not after:
        return False
    end = blocks.text.find("\n", closing) + 1
    if not blocks.is_before_boundary(end):
        return False
    node = Node(FORMULA, tex)
    node.meaning = "block"
    blocks.at = end
    blocks.add(node)
    return True


def _read_end(blocks: Blocks) -> bool:
    """A lone `^`: two lists after one another are not one."""
    found = END_LINE.match(blocks.text, blocks.at)
    if not found:
        return False
    blocks.at = found.end()
    blocks.parent.children.append(Node(END))
    return True


def _read_stray(blocks: Blocks) -> bool:
    """A line indented by a tab after some blanks, which begins no block: text without a paragraph."""
    end = end_of_line(blocks.text, blocks.at)
    last = blocks.parent.children[-1] if blocks.parent.children else None
    if last is None or last.kind != SPANS:
        last = Node(SPANS)
        blocks.add(last)
    last.pieces.append(blocks.text[blocks.at : end].removesuffix("\n"))
    blocks.at = end
    return True


def _read_paragraph(blocks: Blocks) -> bool:
    """Lines of text; those right after a paragraph belong to it."""
    text, start = blocks.text, blocks.at
    at = end_of_line(text, start)
    while not ENDS_PARAGRAPH.match(text, at):
        at = end_of_line(text, at)
    written = text[start:at].removesuffix("\n")
    blocks.at = at
    last = blocks.parent.children[-1] if blocks.parent.children else None
    if last is not None and last.kind == "p" and not last.children:
        last.pieces.append(written)
    else:
        node = Node("p")
        node.pieces.append(written.lstrip(SPACE))
        blocks.add(node)
    return True


_OTHERS: tuple[Rule, ...] = (headings.read_underlined, tables.read_table)
_RULES: dict[str, tuple[Rule, ...]] = {
    "`": (code.read_fence, *_OTHERS, _read_paragraph),
    "~": (code.read_fence, *_OTHERS, _read_paragraph),
    ">": (_read_quote,),
    "#": (headings.read_heading, *_OTHERS, _read_paragraph),
    "_": (_read_rule, *_OTHERS, _read_paragraph),
    "-": (_read_rule, lists.read_list, *_OTHERS, _read_paragraph),
    "*": (_read_rule, lists.read_list, *_OTHERS, definitions.read_abbreviation, _read_paragraph),
    "+": (lists.read_list, *_OTHERS, _read_paragraph),
    ":": (definition_lists.read_definition, *_OTHERS, _read_paragraph),
    "<": (elements.read_element, *_OTHERS, _read_paragraph),
    "$": (headings.read_underlined, _read_formula, tables.read_table, _read_paragraph),
    "[": (*_OTHERS, definitions.read_note, definitions.read_link, _read_paragraph),
    "{": (*_OTHERS, extensions.read_extension, attribute_lists.read_list, _read_paragraph),
    "^": (*_OTHERS, _read_end, _read_paragraph),
    **dict.fromkeys("0123456789", (lists.read_list, *_OTHERS, _read_paragraph)),
}
"""The rules for a line, by its first character, in the order in which they are tried."""
_RULES_OF_ANY: tuple[Rule, ...] = (*_OTHERS, _read_paragraph)
_RULES_OF_INDENTED: tuple[Rule, ...] = (code.read_indented, _read_stray)
