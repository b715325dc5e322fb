"""Struck words as goldmark has them since it follows GitHub: between one or two tildes, never three."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_TILDE = ord("~")


def strikethrough_plugin(renderer: MarkdownIt) -> None:
    """Take one tilde for what markdown-it takes only two for."""
    renderer.inline.ruler.at("strikethrough", _tokenize)
    renderer.inline.ruler2.at("strikethrough", _strike_all)


def _tokenize(state: StateInline, silent: bool) -> bool:
    """Each tilde as a piece of text, which becomes a tag when it meets its like."""
    if silent or state.src[state.pos] != "~":
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length > 2:
        state.push("text", "", 0).content = "~" * scanned.length
    else:
        for _ in range(scanned.length):
            state.push("text", "", 0).content = "~"
            state.delimiters.append(
                Delimiter(_TILDE, scanned.length, len(state.tokens) - 1, -1, scanned.can_open, scanned.can_close)
            )
    state.pos += scanned.length
    return True


def _strike_all(state: StateInline) -> None:
    _strike(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _strike(state, meta["delimiters"])


def _strike(state: StateInline, delimiters: list[Delimiter]) -> None:
    """Make tags of tildes that belong together; of two on either side, of the inner ones."""
    number = len(delimiters)
    while number:
        number -= 1
        opening = delimiters[number]
        if opening.marker != _TILDE or opening.end == -1:
            continue
        start, end = state.tokens[opening.token], state.tokens[delimiters[opening.end].token]
        start.type, start.tag, start.nesting, start.content = "s_open", "s", 1, ""
        end.type, end.tag, end.nesting, end.content = "s_close", "s", -1, ""
        before = delimiters[number - 1] if number else None
        if before is None or before.marker != _TILDE or before.end != opening.end + 1:
            continue
        if before.token == opening.token - 1 and delimiters[before.end].token == delimiters[opening.end].token + 1:
            state.tokens[before.token].content = state.tokens[delimiters[before.end].token].content = ""
            number -= 1
