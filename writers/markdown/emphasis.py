"""Emphasis: runs nested one in the other, and delimiters only where every renderer reads them as such."""

from typing import Final

from writers.markdown.escape import is_punctuation
from writers.markdown.runs import DEL, EM, STRONG, Item

TEXT, CODE, MARK, LINE_BREAK, OPEN, CLOSE = range(6)
"""Kinds of tokens: text to be escaped, code, finished markup, a line break, and the ends of emphasis."""

TAGS: Final = {STRONG: "strong", EM: "em", DEL: "del"}
_DELIMITERS: Final = {STRONG: "**", EM: "*", DEL: "~~"}
_ORDER: Final = (STRONG, EM, DEL)


class Token:
    """A piece of a leaf in its final order; `text` becomes final step by step."""

    __slots__ = ("kind", "link", "style", "text")

    def __init__(self, kind: int, text: str, style: int = 0, link: bool = False) -> None:
        self.kind = kind
        self.text = text
        self.style = style
        self.link = link


def nested(items: list[Item], outer: int) -> "list[tuple[int, int, Item | None]]":
    """Items, and between them the begins and ends of emphasis, well nested.

    (-1, 0, item), or (OPEN or CLOSE, style, None).
    """
    inner = ~outer
    if not any(item.emphasis & inner for item in items):
        return [(-1, 0, item) for item in items]
    out: list[tuple[int, int, Item | None]] = []
    stack: list[int] = []
    for at, item in enumerate(items):
        wanted = item.emphasis & inner
        for depth, style in enumerate(stack):
            if not style & wanted:
                while len(stack) > depth:
                    out.append((CLOSE, stack.pop(), None))
                break
        missing = [style for style in _ORDER if style & wanted and style not in stack]
        if len(missing) > 1:
            missing.sort(key=lambda style: -_reach(items, at, style))
        for style in missing:
            out.append((OPEN, style, None))
            stack.append(style)
        out.append((-1, 0, item))
    while stack:
        out.append((CLOSE, stack.pop(), None))
    return out


def _reach(items: list[Item], start: int, style: int) -> int:
    end = start
    while end < len(items) and items[end].emphasis & style:
        end += 1
    return end


def choose_delimiters(tokens: list[Token]) -> None:
    """Give every begin and end of emphasis its text: a delimiter where it is read as one, else a tag.

    What counts is CommonMark's left- and right-flanking (section 6.2); where delimiters touch, only pairs that no
    renderer can read otherwise stay.
    """
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == OPEN:
            opened.append(at)
        elif token.kind == CLOSE:
            pairs.append((opened.pop(), at))
    for start, end in sorted(pairs, key=lambda pair: pair[1] - pair[0]):
        style = tokens[start].style
        delimiter = _delimiter(
            style,
            _neighbour(tokens, start, -1),
            _neighbour(tokens, start, 1),
            _neighbour(tokens, end, -1),
            _neighbour(tokens, end, 1),
        )
        if style == DEL and any("~" in token.text for token in tokens[start + 1 : end]):
            delimiter = ""
        if delimiter:
            tokens[start].text = tokens[end].text = delimiter
        else:
            tokens[start].text, tokens[end].text = f"<{TAGS[style]}>", f"</{TAGS[style]}>"


def _neighbour(tokens: list[Token], at: int, step: int) -> str:
    """The nearest piece before or after a token; a delimiter not yet chosen looks like `*`; empty at the edge."""
    at += step
    while 0 <= at < len(tokens):
        token = tokens[at]
        if token.kind == LINE_BREAK:
            return "\n"
        if token.text:
            return token.text
        if token.kind in (OPEN, CLOSE):
            return "*"
        at += step
    return ""


def _delimiter(style: int, before_piece: str, first_piece: str, last_piece: str, after_piece: str) -> str:
    before, first, last, after = before_piece[-1:], first_piece[:1], last_piece[-1:], after_piece[:1]
    if not first.strip() or not last.strip():
        return ""
    open_left = not before or before.isspace() or is_punctuation(before)
    open_right = not after or after.isspace() or is_punctuation(after)
    if (is_punctuation(first) and not open_left) or (is_punctuation(last) and not open_right):
        return ""
    touching = (before, after, first, last)
    if style == DEL:
        return (
            ""
            if "~" in touching or ("*" in touching and "*" in (before, after) and not (open_left and open_right))
            else "~~"
        )
    if "*" not in touching and not ("~" in (before, after) and style == EM):
        return _DELIMITERS[style]
    if style == EM and open_left and open_right and "_" not in touching:
        return "_"
    if style == STRONG and "*" not in (before, after):
        inner_first = first != "*" or first_piece == "_"
        inner_last = last != "*" or last_piece == "_"
        if inner_first and inner_last:
            return "**"
    return ""
