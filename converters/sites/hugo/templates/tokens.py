"""Templates cut into texts and actions, and actions into tokens."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from converters.sites.hugo.templates.bounds import NotRun

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMENT_END = re.compile(r"(\s-)?\}\}")
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\\n]|\\.)*+"|`[^`]*+`)
    |(?P<character>'(?:[^'\\\n]|\\.)++')
    |(?P<number>[-+]?(?:0[xX][0-9a-fA-F]+|\d[\d_]*+(?:\.\d*+)?(?:[eE][-+]?\d+)?|\.\d+)(?![\w.]))
    |(?P<variable>\$\w*+)
    |(?P<field>\.[^\W\d]\w*+)
    |(?P<dot>\.)
    |(?P<word>[^\W\d]\w*+)
    |(?P<mark>:=|=|\||\(|\)|,)""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_MOST_TOKENS = 50_000


class Token(NamedTuple):
    """A token of an action."""

    kind: str
    """That of the pattern; `space` is one, too, for it says what belongs together."""
    text: str


class Piece(NamedTuple):
    """A text, or the tokens of an action."""

    text: str
    tokens: list[Token] | None = None


def pieces_of(source: str) -> Iterator[Piece]:
    """The pieces of a template, white space taken off where its marks say so. Raises NotRun."""
    at, trims = 0, False
    count = 0
    while True:
        opening = source.find("{{", at)
        text = source[at:] if opening < 0 else source[at:opening]
        if trims:
            text = text.lstrip(" \t\r\n")
        if opening < 0:
            yield Piece(text)
            return
        inside = opening + 2
        if source.startswith("-", inside) and source[inside + 1 : inside + 2].isspace():
            text = text.rstrip(" \t\r\n")
            inside += 2
        yield Piece(text)
        if source.startswith("/*", inside):
            comment = _COMMENT.match(source, inside)
            end = _COMMENT_END.match(source, comment.end()) if comment else None
            if end is None:
                raise NotRun("it has a comment without an end")
            at, trims = end.end(), bool(end[1])
            continue
        tokens, at, trims = _tokens_from(source, inside)
        count += len(tokens)
        if count > _MOST_TOKENS:
            raise NotRun("it is too long")
        yield Piece("", tokens)


def _tokens_from(source: str, at: int) -> tuple[list[Token], int, bool]:
    """The tokens of an action, where it ends, and whether white space after it is taken off."""
    tokens: list[Token] = []
    while True:
        if source.startswith("}}", at):
            return tokens, at + 2, False
        if source.startswith("-}}", at) and tokens and tokens[-1].kind == "space":
            return tokens, at + 3, True
        found = _TOKEN.match(source, at)
        if found is None or found.lastgroup is None:
            raise NotRun(f"{source[at : at + 20].split('}}')[0].strip()!r} in it has no sense")
        tokens.append(Token(found.lastgroup, found[0]))
        at = found.end()


def value_of(token: Token) -> str | int | float:
    """What a literal stands for. Raises NotRun."""
    text = token.text
    if token.kind == "number":
        plain = text.replace("_", "")
        try:
            if plain.lower().lstrip("+-").startswith("0x"):
                return int(plain, 16)
            digits = plain.lstrip("+-")
            if digits.isdigit():
                return int(plain, 8 if len(digits) > 1 and digits[0] == "0" else 10)
            return float(plain)
        except ValueError as error:
            raise NotRun(f"{text} is no number") from error
    if text.startswith("`"):
        return text[1:-1].replace("\r", "")
    if token.kind == "character":
        raise NotRun("it has letters as numbers")
    return _ESCAPE.sub(_unescaped, text[1:-1])


def _unescaped(found: re.Match[str]) -> str:
    escaped = found[1]
    if escaped[0] in "xuU" and len(escaped) > 1:
        code = int(escaped[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if len(escaped) == 3:
        return chr(int(escaped, 8))
    return _ESCAPED.get(escaped, escaped)
