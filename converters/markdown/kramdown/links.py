"""Links and images: `[text](address "title")`, `[text][name]`, `[name]`, and the same after an exclamation mark."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.document import normalised
from converters.markdown.kramdown.tree import Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.spans import Spans

_NAMED = re.compile(r"\s*\[([^\]\n]*(?:\n[^\]\n]*)*)\]")
_IN_ANGLES = re.compile(r"\(\s*<([^>\n]*)>")
_PARENTHESIS = re.compile(r"[()]|\s(?=[\"'])")
_TITLE = re.compile(r"\s*([\"'])(.+?)\1\s*\)", re.DOTALL)
_CLOSING = re.compile(r"\s*\)")

Target = tuple[str, str | None, int]
"""An address, a title, and where the link ends."""


def read_link(spans: "Spans") -> bool:
    """A link or an image; no link stands within a link."""
    text, start = spans.text, spans.at
    is_image = text[start] == "!"
    if (not is_image and "a" in spans.open) or not spans.may_nest:
        return False
    content = start + (2 if is_image else 1)
    if spans.find("]", content) < 0:
        return False
    depth = 1

    def stop(spans: "Spans", at: int) -> int:
        nonlocal depth
        if text[at] == "]":
            depth -= 1
            return at + 1 if depth == 0 else 0
        if text[at] == "[" and "a" in spans.open:
            depth += 1
        return 0

    steps = spans.steps
    inside = spans.attempt("img" if is_image else "a", content, stop)
    if inside is None:
        return False
    end = spans.at
    spans.at = start
    label = text[content : end - 1]
    target = _target(spans, label, end)
    if target is None:
        spans.waste(spans.steps - steps, end - start)
        return False
    url, title, spans.at = target
    node = Node("img" if is_image else "a")
    if is_image:
        node.attributes = {"src": url, "alt": label}
    else:
        node.attributes = {"href": url}
        node.children = inside
    if title is not None:
        node.attributes["title"] = title
    spans.add(node)
    return True


def _target(spans: "Spans", label: str, at: int) -> Target | None:
    """Where a link leads whose text ends at a place."""
    text, known = spans.text, spans.document.links
    if text.startswith("(", at):
        return _inline_target(spans, at)
    named = _NAMED.match(text, at)
    name, end = (named[1] or label, named.end()) if named else (label, at)
    found = known.get(normalised(name))
    return (*found, end) if found else None


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
                return text[at + 1 : found.start()].strip(), None, place
        else:
            return _titled(spans, text[at + 1 : found.start()].strip(), found.start())
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
