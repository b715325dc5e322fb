"""Emphasis: `*a*`, `_a_`, `**a**`, `__a__`, and text struck through: `~~a~~`."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.spans import Spans, Stop

_IN_A_WORD = re.compile(r"[^\W\d_]-?[^\W\d_]*_*\Z")
_STRUCK = re.compile(r"~~(?=[^\s~])", re.ASCII)
_STRUCK_END = re.compile(r"[^\s~]~~", re.ASCII)
_NO_STRUCK_END = "end of text struck through"


def read_emphasis(spans: "Spans") -> bool:
    """Emphasis of one kind within another, but not within itself; two marks that do not end may be one that does."""
    text, start = spans.text, spans.at
    mark = text[start]
    double = text.startswith(mark, start + 1)
    if not _may_begin(spans, mark, start, mark * (2 if double else 1)):
        spans.say(mark * 2 if double else mark)
        spans.at = start + (2 if double else 1)
        return True
    if double and _read(spans, "strong", mark * 2, start):
        return True
    if (not double or "em" not in spans.open) and _read(spans, "em", mark, start):
        return True
    spans.say(mark * 2 if double else mark)
    spans.at = start + (2 if double else 1)
    return True


def _may_begin(spans: "Spans", mark: str, start: int, delimiter: str) -> bool:
    text, after = spans.text, start + len(delimiter)
    following = text[after : after + 1]
    if not following or following in SPACE or not spans.may_nest:
        return False
    if ("strong" if len(delimiter) == 2 else "em") in spans.open:
        return False
    if mark == "_" and start and _IN_A_WORD.search(text[max(0, start - 60) : start]):
        return False
    return spans.find(mark, after) >= 0


def _read(spans: "Spans", kind: str, delimiter: str, start: int) -> bool:
    inside = spans.attempt(kind, start + len(delimiter), _ending(kind, delimiter, start + len(delimiter)))
    if inside is None:
        return False
    node = Node(kind)
    node.children = inside
    spans.add(node)
    return True


def _ending(kind: str, delimiter: str, start: int) -> "Stop":
    mark, length = delimiter[0], len(delimiter)

    def stop(spans: "Spans", at: int) -> int:
        text = spans.text
        if text[at] != mark or at == start or not text.startswith(delimiter, at) or text[at - 1] in SPACE:
            return 0
        if kind == "em" and text.startswith(mark, at + 1) and not text.startswith(mark, at + 2):
            return 0
        if mark == "_" and text[at + length : at + length + 1].isalnum():
            return 0
        return at + length

    return stop


def read_strikethrough(spans: "Spans") -> bool:
    """`~~a~~`, without blanks at its edges; what is within ends where it does."""
    start = spans.at + 2
    if not _STRUCK.match(spans.text, spans.at) or start >= spans.absent.get(_NO_STRUCK_END, start + 1):
        return False
    end = _STRUCK_END.search(spans.text, start)
    if not end:
        spans.absent[_NO_STRUCK_END] = start
        return False
    node = Node("del")
    node.children = spans.read_apart(spans.text[start : end.start() + 1], "<del")
    spans.add(node)
    spans.at = end.end()
    return True
