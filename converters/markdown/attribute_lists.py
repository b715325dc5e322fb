"""Kramdown's attribute lists: `{: .class #id key="value"}` after a block, before one, after a span, in a list item."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from converters.markdown.attributes import add_attributes, read_attributes

_BLOCK = re.compile(r"\{:(?![:/])((?:[^{}\"'\\]|\\.|\"[^\"\n]*\"|'[^'\n]*')*)\}[ \t]*$")
_SPAN = re.compile(r"\{:(?![:/])((?:[^{}\"'\\\n]|\\.|\"[^\"\n]*\"|'[^'\n]*')*)\}")
_ITEM = re.compile(r"\{:(?![:/])([^{}\n]*)\}[ \t]*")
_DEFINITION = re.compile(r"([\w-]+):\s")

_ABOVE = ("paragraph", "reference", "blockquote", "list")
"""The rules of markdown-it whose blocks it ends."""


def attribute_list_plugin(renderer: MarkdownIt) -> None:
    """The lists become attributes of what they stand beside; a list that stands beside nothing shows nothing."""
    renderer.block.ruler.before("table", "attribute_list", _block_list, {"alt": list(_ABOVE)})
    renderer.inline.ruler.before("link", "attribute_list", _inline_list)
    renderer.core.ruler.after("block", "attribute_lists", _give_to_blocks)
    renderer.core.ruler.push("span_attribute_lists", _give_to_spans)


def _block_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = _BLOCK.match(line) if line.startswith("{:") else None
    if not found:
        return False
    if not silent:
        token = state.push("attribute_list", "", 0)
        token.content, token.hidden = found[1], True
        token.meta = {"follows": start > 0 and not state.isEmpty(start - 1)}
        state.line = start + 1
    return True


def _give_to_blocks(state: StateCore) -> None:
    """A list right below a block is that block's, any other the next block's; `toc` makes contents of a list."""
    written: list[Token] = []
    waiting: list[tuple[int, dict[str, str]]] = []
    for token in state.tokens:
        if token.type == "ordered_list_open":
            token.attrs.pop("start", None)  # kramdown counts from one
        if token.type == "attribute_list":
            if _DEFINITION.match(token.content):
                continue
            attributes = read_attributes(token.content)
            at = _opening_before(written, token.level) if token.meta["follows"] else None
            if "toc" in token.content.split() and at is not None and written[at].type.endswith("list_open"):
                del written[at:]  # its items are made of the headings, which are there anyway
            elif at is not None:
                add_attributes(written[at], attributes)
            else:
                waiting.append((token.level, attributes))
            continue
        if waiting and token.nesting >= 0 and token.level == waiting[-1][0]:
            for _, attributes in waiting:
                add_attributes(token, attributes)
            waiting.clear()
        written.append(token)
        _take_from_item(written)
    state.tokens = written


def _opening_before(tokens: Sequence[Token], level: int) -> int | None:
    """Where the block that ends here began, if one of this level does."""
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.level < level or (token.level == level and token.nesting == 1 and at == len(tokens) - 1):
            return None
        if token.level == level and token.nesting >= 0:
            return at
    return None


def _take_from_item(tokens: Sequence[Token]) -> None:
    """`- {:.class} text`: the list is the item's."""
    if len(tokens) < 3 or tokens[-1].type != "inline" or tokens[-3].type != "list_item_open":
        return
    found = _ITEM.match(tokens[-1].content)
    if found:
        add_attributes(tokens[-3], read_attributes(found[1]))
        tokens[-1].content = tokens[-1].content[found.end() :]


def _inline_list(state: StateInline, silent: bool) -> bool:
    found = _SPAN.match(state.src, state.pos)
    if not found or state.pos == 0:
        return False
    if not silent:
        token = state.push("attribute_list", "", 0)
        token.content, token.markup, token.hidden = found[1], found[0], True
    state.pos = found.end()
    return True


def _give_to_spans(state: StateCore) -> None:
    for block in state.tokens:
        children = block.children
        if not children or not any(child.type == "attribute_list" for child in children):
            continue
        written: list[Token] = []
        for child in children:
            if child.type != "attribute_list":
                written.append(child)
                continue
            at = _span_before(written)
            if at is not None:
                add_attributes(written[at], read_attributes(child.content))
            else:
                written.append(Token("text", "", 0, content=child.markup))
        block.children = written


def _span_before(tokens: Sequence[Token]) -> int | None:
    """Where the span that ends here began."""
    at = len(tokens) - 1
    while at >= 0 and tokens[at].type == "text" and not tokens[at].content:
        at -= 1
    if at < 0 or tokens[at].type in ("text", "softbreak", "hardbreak", "html_inline"):
        return None
    depth = 0
    for place in range(at, -1, -1):
        depth -= tokens[place].nesting
        if depth == 0:
            return place
    return None
