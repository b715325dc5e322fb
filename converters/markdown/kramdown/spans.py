"""Spans: what stands within a line of text. Each kind of span begins with a character of its own.

A span is tried where it may begin; one that never ends is text, and what follows its mark is read again. How often that
may happen is bounded for a whole document (`Document.is_spent`).
"""

import re
from collections.abc import Callable
from html.entities import name2codepoint
from typing import TypeAlias

from converters.markdown.kramdown import code, extensions, inline_elements, links, typography
from converters.markdown.kramdown.document import Document, merge
from converters.markdown.kramdown.emphasis import read_emphasis, read_strikethrough
from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import FORMULA, MARKUP, NOTE, TEXT, Node

MAX_DEPTH = 60
"""Spans within one another; the marks of deeper ones are text."""
_CHARACTERS_A_STEP = 40

_MARK = re.compile(r"[*_`<\[\]$\\&~{]|!(?=\[)|  (?=\n)", re.ASCII)
_MARK_OR_LINE = re.compile(rf"{_MARK.pattern}|\n", re.ASCII)
_MARK_OR_SIGN = re.compile(rf"{_MARK.pattern}|['\"]|\.\.\.|--| ?>>", re.ASCII)
_MARK_SIGN_OR_LINE = re.compile(rf"{_MARK_OR_SIGN.pattern}|\n", re.ASCII)
_REFERENCE = re.compile(r"&(?:(\w+)|#(\d+)|#[xX]([0-9A-Fa-f]+));", re.ASCII)
_ATTRIBUTES = re.compile(r"\{:(?![:/])((?:\\\}|[^}\n]){0,1000})\}", re.ASCII)
_NOTE = re.compile(r"\[\^(\w[\w-]*)\]", re.ASCII)

Stop: TypeAlias = "Callable[[Spans, int], int]"
"""Where the reading goes on if a span ends at a place; 0 where it does not."""
Rule: TypeAlias = "Callable[[Spans], bool]"


class Spans:
    """A reader of the spans of one text."""

    def __init__(self, text: str, document: Document, *, is_in_html: bool = False, is_for_table: bool = False) -> None:
        self.text = text
        self.rules = _RULES_FOR_TABLES if is_for_table else _RULES
        self.document = document
        self.at = 0
        self.plain_to = 0
        """Where text ends that is no mark of a span."""
        self.children: list[Node] = []
        """What the span that is being read consists of so far."""
        self.pending: list[str] = []
        """Text after the last of them."""
        self.open: list[str] = ["<"] if is_in_html else []
        """The spans that are being read; names of elements written as HTML begin with `<`."""
        self.brackets: list[int] = []
        """How many closing brackets the texts of the links that are being read need."""
        self.steps = 0
        self.absent: dict[str, int] = {}
        """What was looked for down to the end and is not there, and from where on."""
        if document.typographic:
            self.mark = _MARK_SIGN_OR_LINE if document.hard_wraps else _MARK_OR_SIGN
        else:
            self.mark = _MARK_OR_LINE if document.hard_wraps else _MARK

    def read(self, stop: "Stop | None" = None) -> bool:
        """Read down to where a span stops, or to the end of the text; whether it stopped."""
        text = self.text
        while found := self.mark.search(text, self.at):
            place = found.start()
            if place > self.at:
                self.pending.append(text[self.at : place])
                self.at = self.plain_to = place
            self.steps += 1
            if stop is not None and (after := stop(self, place)):
                self.at = after
                return True
            rule = self.rules.get(text[place])
            if rule is None or not rule(self):
                self.say(text[self.at])
                self.at += 1
                self.plain_to = self.at
        self.say(text[self.at :])
        self.at = len(text)
        return False

    def say(self, text: str) -> None:
        """Add text as it is shown."""
        if text:
            self.pending.append(text)

    def add(self, node: Node) -> None:
        """Add a span."""
        self.flush()
        self.children.append(node)

    def flush(self) -> None:
        """Make a node of the text so far."""
        if self.pending:
            self.children.append(Node(TEXT, "".join(self.pending)))
            self.pending = []

    def within(self, kind: str, start: int, stop: Stop) -> tuple[list[Node], bool]:
        """What stands from a place down to where a span of a kind stops, and whether it does."""
        children, pending = self.children, self.pending
        self.children, self.pending = [], []
        self.open.append(kind)
        self.at = start
        found = self.read(stop)
        self.flush()
        inside = self.children
        self.open.pop()
        self.children, self.pending = children, pending
        return inside, found

    def attempt(self, kind: str, start: int, stop: Stop) -> list[Node] | None:
        """The same; None, and back at the place before, where the span does not stop."""
        before, steps = self.at, self.steps
        inside, found = self.within(kind, start, stop)
        if found:
            return inside
        self.waste(self.steps - steps, self.at - before)
        self.at = before
        return None

    def read_apart(self, text: str, kind: str) -> list[Node]:
        """The spans of a text that stands within a span of a kind and ends before it does."""
        apart = Spans(text, self.document)
        apart.open = [kind]
        apart.read()
        apart.flush()
        self.steps += apart.steps
        return apart.children

    def count_bracket(self, count: int) -> None:
        """Count opening brackets that are text in the text of a link."""
        if self.open and self.open[-1] == "a":
            self.brackets[-1] += count

    @property
    def is_in_html(self) -> bool:
        """Whether an element written as HTML is being read, or text struck through, which is one."""
        return any(each.startswith("<") for each in self.open)

    def waste(self, steps: int, characters: int) -> None:
        """Count what was read in vain."""
        self.document.wasted += steps + characters // _CHARACTERS_A_STEP + 1

    @property
    def may_nest(self) -> bool:
        """Whether another span may be opened."""
        return len(self.open) < MAX_DEPTH and not self.document.is_spent

    def find(self, wanted: str, start: int) -> int:
        """Where a text stands at or after a place; -1 for nowhere, which is remembered."""
        if start >= self.absent.get(wanted, start + 1):
            return -1
        found = self.text.find(wanted, start)
        if found < 0:
            self.absent[wanted] = start
        return found


def read_spans(node: Node, document: Document, *, is_in_html: bool = False) -> None:
    """Read the spans of a node's text into its children."""
    text = "\n".join(node.pieces).rstrip(SPACE) if node.pieces else node.text
    if node.transparent and node.meaning:
        text += "\n"
    spans = Spans(text, document, is_in_html=is_in_html)
    if node.before:
        spans.add(Node(MARKUP, node.before))
    spans.read()
    spans.flush()
    node.children += spans.children


def _read_escaped(spans: Spans) -> bool:
    text, at = spans.text, spans.at
    if not spans.document.hard_wraps:
        if text.startswith("\\\\\n", at):
            return _break(spans, at + 3)
        if text.startswith("\\\n", at) and not spans.is_in_html:
            return _break(spans, at + 2)
    found = links.ESCAPED.match(text, at)
    if not found:
        return False
    spans.say(found[1])
    spans.at = found.end()
    return True


def _read_line_end(spans: Spans) -> bool:
    """A line end that is shown, because all are; in HTML, none is."""
    if spans.is_in_html:
        return False
    return _break(spans, spans.at + 1)


def _break(spans: Spans, after: int) -> bool:
    spans.add(Node("br"))
    spans.at = after
    return True


def _read_reference(spans: Spans) -> bool:
    found = _REFERENCE.match(spans.text, spans.at)
    if not found:
        return False
    name, decimal, hexadecimal = found.groups()
    number = name2codepoint.get(name, 39 if name == "apos" else -1) if name else _number(decimal, hexadecimal)
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return False
    spans.say(chr(number))
    spans.at = found.end()
    return True


def _number(decimal: str | None, hexadecimal: str | None) -> int:
    if decimal:
        return int(decimal) if len(decimal) < 9 else -1
    return int(hexadecimal, 16) if hexadecimal and len(hexadecimal) < 9 else -1


def _read_formula(spans: Spans) -> bool:
    text, at = spans.text, spans.at
    if not text.startswith("$$", at):
        return False
    end = spans.find("$$", at + 2)
    if end < 0 or not (tex := text[at + 2 : end].strip(SPACE)):
        return False
    spans.add(Node(FORMULA, tex))
    spans.at = end + 2
    return True


def _read_brace(spans: Spans) -> bool:
    """An extension, or the attributes of the span right before."""
    text, at = spans.text, spans.at
    if text.startswith("{:", at) and not text.startswith(("{::", "{:/"), at):
        if spans.pending or not spans.children or spans.children[-1].kind in (TEXT, "br", NOTE, FORMULA):
            return False
        found = _ATTRIBUTES.match(text, at)
        if not found:
            return False
        merge(spans.children[-1].attributes, spans.document.attributes_in(found[1]))
        spans.at = found.end()
        return True
    opening = extensions.OPENING.match(text, at)
    if not opening:
        return False
    if opening[2]:
        spans.at = opening.end()
        return True
    closing = extensions.closing_of(opening[1], opening.end(), spans.find)
    if not closing:
        return False
    if node := extensions.shown(opening[1], text[opening.end() : closing[0]]):
        spans.add(node)
    spans.at = closing[1]
    return True


def _read_bracket(spans: Spans) -> bool:
    note = _NOTE.match(spans.text, spans.at)
    if note:
        if note[1] in spans.document.notes:
            spans.add(Node(NOTE, note[1]))
        else:
            spans.say(note[0])
        spans.count_bracket(1)
        spans.at = note.end()
        return True
    return links.read_link(spans)


def _read_spaces(spans: Spans) -> bool:
    if spans.text.startswith(" >>", spans.at):
        return typography.read_sign(spans)
    return not spans.document.hard_wraps and _break(spans, spans.at + 3)


_RULES: dict[str, Rule] = {
    "*": read_emphasis,
    "_": read_emphasis,
    "`": code.read_span,
    "<": inline_elements.read_angle,
    "[": _read_bracket,
    "!": links.read_link,
    "$": _read_formula,
    "\\": _read_escaped,
    "&": _read_reference,
    "~": read_strikethrough,
    "{": _read_brace,
    " ": _read_spaces,
    "\n": _read_line_end,
    "'": typography.read_quote,
    '"': typography.read_quote,
    ".": typography.read_sign,
    "-": typography.read_sign,
    ">": typography.read_sign,
}
"""The rule for each mark."""
_RULES_FOR_TABLES: dict[str, Rule] = {"`": code.read_span, "<": inline_elements.read_element}
"""The rules that say which pipes part no cells."""
