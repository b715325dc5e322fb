"""Bare addresses in the text that become links, as GitHub and goldmark have it."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS = re.compile(r"(?<![\w@/.-])(?:https?://|www\.)[\w\[][^\s<]*", re.IGNORECASE)
_MAIL = re.compile(
    r"(?<![^\s*_~(])[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,20}(?![\w-])", re.ASCII
)
_MARKS = "?!.,:*_~'\""
_HOST = re.compile(r"(?:https?://)?[^/?#\s]*\.[^/?#\s]+", re.IGNORECASE)


def link_bare_addresses(renderer: MarkdownIt) -> None:
    """Make links of `https://…`, `www.…` and `ann@…` in the text, outside links and code (GitHub's autolinks)."""
    renderer.core.ruler.push("bare_addresses", _link)


def _link(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children and "." in block.content:
            block.children = _linked(block.children)


def _linked(children: list[Token]) -> list[Token]:
    written: list[Token] = []
    inside = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            inside += child.nesting
        elif child.type == "html_inline" and child.content[:3].lower() in ("<a ", "</a"):
            inside += 1 if child.content[1] != "/" else -1
        if child.type == "text" and inside <= 0:
            written += _cut(child)
        else:
            written.append(child)
    return written


def _cut(token: Token) -> list[Token]:
    parts: list[Token] = []
    at = 0
    for start, address, url in addresses_in(token.content):
        if start < at:
            continue
        parts += [_text(token.content[at:start], token.level)]
        opening = Token("link_open", "a", 1, attrs={"href": url}, level=token.level, markup="linkify", info="auto")
        parts += [opening, _text(address, token.level + 1), Token("link_close", "a", -1, level=token.level)]
        at = start + len(address)
    return [*parts, _text(token.content[at:], token.level)] if parts else [token]


def addresses_in(text: str) -> list[tuple[int, str, str]]:
    """Where addresses begin in a text, as they are written, and what they lead to."""
    found = [(mail.start(), mail[0], f"mailto:{mail[0]}") for mail in _MAIL.finditer(text)] if "@" in text else []
    for matched in _ADDRESS.finditer(text):
        address = _without_trailing(matched[0])
        if _HOST.match(address):
            found.append((matched.start(), address, address if "://" in address else f"http://{address}"))
    return sorted(found)


def _without_trailing(address: str) -> str:
    """An address without the marks after it, and without a closing bracket that it does not open."""
    end = len(address)
    unopened = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last in _MARKS:
            end -= 1
        elif last == ")" and unopened > 0:
            end -= 1
            unopened -= 1
        elif last == ";" and _is_reference(address[(start := address.rfind("&", 0, end)) : end]):
            end = start
        else:
            break
    return address[:end]


def _is_reference(text: str) -> bool:
    name = text[1:-1]
    return text.startswith("&") and name.isascii() and name.isalnum()


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
