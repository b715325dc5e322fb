"""Links and images: `[text](address "title")`, `[text][name]`, `[name]`, and the same after an exclamation mark."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.document import normalised
from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.spans import Spans

_NAMED = re.compile(r"\s*\[([^\]\n]*(?:\n[^\]\n]*)*)\]", re.ASCII)
_IN_ANGLES = re.compile(r"\(\s*<([^>\n]*)>", re.ASCII)
_PARENTHESIS = re.compile(r"[()]|\s(?=[\"'])", re.ASCII)
_TITLE = re.compile(r"\s*([\"'])(.+?)\1\s*\)", re.ASCII | re.DOTALL)
_CLOSING = re.compile(r"\s*\)", re.ASCII)

ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=\-~])", re.ASCII)
"""A character that a backslash keeps from being a mark."""

Target = tuple[str, str | None, int]
"""An address, a title, and where the link ends."""


def read_link(spans: "Spans") -> bool:
    """A link or an image; no link stands within a link, or in an alternative text."""
    text, start = spans.text, spans.at
    is_image = text[start] == "!"
    content = start + (2 if is_image else 1)
    if text.startswith("^", content):
        spans.count_bracket(2 if is_image else 0)
        return _as_text(spans, text[start : start + 1])
    if (not is_image and "a" in spans.open) or not spans.may_nest or spans.find("]", content) < 0:
        return _as_text(spans, text[start:content])
    steps = spans.steps
    spans.brackets.append(1)
    inside = spans.attempt("a", content, _stop)
    spans.brackets.pop()
    if inside is None:
        return _as_text(spans, text[start:content])
    end = spans.at
    spans.at = start
    label = text[content : end - 1]
    target = _target(spans, label, end)
    if target is None:
        spans.waste(spans.steps - steps, end - start)
        return _as_text(spans, text[start:content])
    url, title, spans.at = target
    node = Node("img" if is_image else "a")
    if is_image:
        node.attributes = {"src": url, "alt": ESCAPED.sub(r"\1", label)}
    else:
        node.attributes = {"href": url}
        node.children = inside
    if title is not None:
        node.attributes["title"] = title
    spans.add(node)
    return True


def _as_text(spans: "Spans", mark: str) -> bool:
    """An opening bracket that is text; in the text of a link, its closing one does not end the link."""
    if mark.endswith("["):
        spans.count_bracket(1)
    spans.say(mark)
    spans.at += len(mark)
    return True


def _stop(spans: "Spans", at: int) -> int:
    if spans.text[at] != "]":
        return 0
    spans.brackets[-1] -= 1
    return at + 1 if spans.brackets[-1] == 0 else 0


def _target(spans: "Spans", label: str, at: int) -> Target | None:
    """Where a link leads whose text ends at a place."""
    text, known = spans.text, spans.document.links
    if text.startswith("(", at):
        return _inline_target(spans, at)
    named = _NAMED.match(text, at)
    name, end = (named[1] or label, named.end()) if named else (label, at)
    found = known.get(normalised(name))
    return (*found, end) if found and spans.document.may_repeat(len(found[0]) + len(found[1] or "")) else None


def _inline_target(spans: "Spans", at: int) -> Target | None:
    text = spans.text
    if found := _IN_ANGLES.match(text, at):
        return _titled(spans, found[1], found.end())
    depth, place = 0, at
    while found := _PARENTHESIS.search(text, place):
        place = found.end()
        if found[0] == "(":
            depth += 1
        elif found[0] == ")":
            depth -= 1
            if depth == 0:
                return text[at + 1 : found.start()].strip(SPACE), None, place
        else:
            return _titled(spans, text[at + 1 : found.start()].strip(SPACE), found.start())
    spans.waste(0, len(text) - at)
    return None


def _titled(spans: "Spans", url: str, at: int) -> Target | None:
    text = spans.text
    if found := _CLOSING.match(text, at):
        return url, None, found.end()
    if found := _TITLE.match(text, at):
        return url, found[2], found.end()
    spans.waste(0, len(text) - at)
    return None
