"""What begins with an angle bracket within a line: addresses, comments, elements written as HTML."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown import typography
from converters.markdown.kramdown.tags import (
    CLOSING_TAG,
    COMMENT_CLOSING,
    COMMENT_OPENING,
    EMPTY,
    NEVER_IN_A_LINE,
    OF_BLOCKS,
    OF_SPANS,
    TAG,
    attributes_of,
)
from converters.markdown.kramdown.tree import HTML_SPAN, MARKUP, TEXT, Node
from converters.markdown.kramdown.writing import escape_kept, tag

if TYPE_CHECKING:
    from converters.markdown.kramdown.spans import Spans

_ADDRESS = re.compile(r"<((?:mailto|https?|ftps?):[^\s<>]+|[\w.-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]+)>", re.ASCII)
_MARKUP = re.compile(r"<(?=[A-Za-z/!])", re.ASCII)


def read_angle(spans: "Spans") -> bool:
    """An address, a comment or an element; `<<` is a sign."""
    text, at = spans.text, spans.at
    if found := _ADDRESS.match(text, at):
        address = found[1]
        node = Node("a")
        shown = address.removeprefix("mailto:")
        node.attributes["href"] = f"mailto:{shown}" if shown != address or "://" not in address else address
        node.children.append(Node(TEXT, shown))
        spans.add(node)
        spans.at = found.end()
        return True
    if text.startswith("<<", at):
        return typography.read_sign(spans)
    if text.startswith(COMMENT_OPENING, at):
        end = spans.find(COMMENT_CLOSING, at + 4)
        if end < 0:
            return False
        spans.add(Node(MARKUP, text[at : end + 3]))
        spans.at = end + 3
        return True
    return read_element(spans)


def read_element(spans: "Spans") -> bool:
    """An element, with spans within it or HTML alone."""
    opening = TAG.match(spans.text, spans.at)
    if not opening or opening["name"].lower() in NEVER_IN_A_LINE:
        return False
    name, attributes = opening["name"].lower(), attributes_of(opening["attributes"])
    reads = name in OF_SPANS or name in OF_BLOCKS
    if attributes.pop("markdown", "1") == "0":
        reads = False
    node = Node(HTML_SPAN)
    node.meaning, node.attributes = name, attributes
    if opening["empty"] or name in EMPTY:
        node.text = "/" if name in EMPTY else ""
        spans.at = opening.end()
    elif not spans.may_nest:
        return False
    elif reads:
        node.children = _spans_within(spans, name, opening.end())
    else:
        spans.at = opening.end()
        node.children = [Node(MARKUP, _html_within(spans, name))]
    spans.add(node)
    return True


def _spans_within(spans: "Spans", name: str, start: int) -> list[Node]:
    def stop(spans: "Spans", at: int) -> int:
        if not spans.text.startswith("</", at):
            return 0
        closing = CLOSING_TAG.match(spans.text, at)
        return closing.end() if closing and closing["name"].lower() == name else 0

    inside, _ = spans.within(f"<{name}", start, stop)
    return inside


def _html_within(spans: "Spans", name: str) -> str:
    """The HTML down to an end tag; an element within it ends before it does."""
    text = spans.text
    open_elements, out = [name], list[str]()
    while open_elements and spans.at < len(text):
        found = _MARKUP.search(text, spans.at)
        at = found.start() if found else len(text)
        out.append(escape_kept(text[spans.at : at]).replace("&quot;", '"'))
        spans.at = at
        spans.steps += 1
        if found is None:
            break
        if text.startswith(COMMENT_OPENING, at) and (end := spans.find(COMMENT_CLOSING, at + 4)) >= 0:
            out.append(text[at : end + 3])
            spans.at = end + 3
        elif (inner := TAG.match(text, at)) and (inner_name := inner["name"].lower()) not in NEVER_IN_A_LINE:
            is_empty = inner_name in EMPTY
            out.append(tag(inner_name, attributes_of(inner["attributes"]), " /" if is_empty else ""))
            if inner["empty"] and not is_empty:
                out.append(f"</{inner_name}>")
            elif not is_empty:
                open_elements.append(inner_name)
            spans.at = inner.end()
        elif (closing := CLOSING_TAG.match(text, at)) and closing["name"].lower() == open_elements[-1]:
            open_elements.pop()
            if open_elements:
                out.append(f"</{closing['name'].lower()}>")
            spans.at = closing.end()
        else:
            out.append("&lt;")
            spans.at = at + 1
    out += [f"</{each}>" for each in reversed(open_elements[1:])]
    return "".join(out)
