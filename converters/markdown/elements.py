"""HTML elements as kramdown takes them: whole up to their end tag, blank lines included, or with Markdown inside."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

MAX_DEPTH = 20
"""Elements with Markdown inside one another; deeper ones stay HTML."""
MAX_SEARCHED = 4_000_000
"""Characters looked at for end tags, all elements of a body together."""

_DEPTH = "depth of elements with Markdown"
_SPENT = "characters searched for end tags"
_BLOCKS = (
    "address article aside audio blockquote body caption center col colgroup dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup html iframe legend li main map menu nav "
    "noscript object ol optgroup option p pre script section style summary table tbody td textarea tfoot th thead tr "
    "ul video"
)
_OPENING = re.compile(rf"<({_BLOCKS.replace(' ', '|')})(?=[\s>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_MARKDOWN = re.compile(r"""(?<!\s)\s++markdown\s*=\s*(?:"([^"]*)"|'([^']*)'|(\w+))""", re.IGNORECASE)
_RAW_SPAN = re.compile(
    r"<(code|data|font|kbd|mark|math|s|samp|script|textarea|time|u|var)(?=[\s>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.I
)

_ABOVE = ("paragraph", "reference", "blockquote")
"""The rules of markdown-it whose blocks it ends."""


def element_plugin(renderer: MarkdownIt) -> None:
    """Elements that begin a line, and those within a line whose content kramdown does not read."""
    renderer.block.ruler.before("html_block", "element", _element, {"alt": list(_ABOVE)})
    renderer.inline.ruler.before("html_inline", "raw_element", _raw_element)


def _element(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at):
        return False
    opening = _OPENING.match(state.src, at)
    spent = state.env.get(_SPENT, 0)
    if not opening or spent > MAX_SEARCHED:
        return False
    if silent:
        return True
    last = start
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        last += 1
    text = state.getLines(start, last, state.blkIndent, True)
    opening = _OPENING.search(text)
    closing = _closing_of(text, opening) if opening else None
    state.env[_SPENT] = spent + (closing.end() if closing else len(text))
    if not opening or not closing:
        return False
    reads = _MARKDOWN.search(opening[2])
    how = next((each for each in reads.groups() if each is not None), "") if reads else "0"
    inside, after = text[opening.end() : closing.start()], text[closing.end() : _line_end(text, closing.end())]
    depth = state.env.get(_DEPTH, 0)
    if how in ("1", "block", "span") and depth < MAX_DEPTH:
        tag = f"<{opening[1]}{_MARKDOWN.sub('', opening[2])}>"
        state.push("html_block", "", 0).content = tag
        state.env[_DEPTH] = depth + 1
        if how == "span":
            inline = state.push("inline", "", 0)
            inline.content, inline.children = inside.strip(), []
        else:
            _parse_below(state, inside)
        state.env[_DEPTH] = depth
        state.push("html_block", "", 0).content = closing[0] + "\n"
    else:
        state.push("html_block", "", 0).content = text[: closing.end()] + "\n"
    if after.strip():
        _parse_below(state, after.strip())
    state.line = start + text.count("\n", 0, closing.end()) + 1
    return True


def _parse_below(state: StateBlock, text: str) -> None:
    first = len(state.tokens)
    state.md.block.parse(text, state.md, state.env, state.tokens)
    for token in state.tokens[first:]:
        token.level += state.level


def _closing_of(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """The end tag that belongs to a start tag."""
    depth = 1
    for found in re.finditer(rf"<(/?){opening[1]}(?=[\s>/])[^<>]*>", text[opening.end() :], re.IGNORECASE):
        if found[0].endswith("/>"):
            continue
        depth += -1 if found[1] else 1
        if depth == 0:
            return re.compile(re.escape(found[0])).match(text, opening.end() + found.start())
    return None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _raw_element(state: StateInline, silent: bool) -> bool:
    found = _RAW_SPAN.match(state.src, state.pos)
    spent = state.env.get(_SPENT, 0)
    if not found or spent > MAX_SEARCHED:
        return False
    closing = re.compile(rf"</{found[1]}\s*>", re.IGNORECASE).search(state.src, found.end())
    state.env[_SPENT] = spent + (closing.end() if closing else len(state.src)) - state.pos
    if not closing:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : closing.end()]
    state.pos = closing.end()
    return True
