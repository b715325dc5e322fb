"""A template cut into the tokens of the library, in a time that is linear in its length.

The library's own lexer takes the square of it where marks have no end. What Jekyll does not run – comments, `raw`,
listings – is cut out whole.
"""

import re
from collections.abc import Iterator

from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

VERBATIM = frozenset(["code", "codeblock", "highlight"])
"""Tags of listings: no Liquid runs between them and their ends."""
PAIRED = frozenset(["blockquote", "note", "pullquote", "quote"])
"""Tags that stand alone where no end follows."""
_NAME = re.compile(r"\s*(#|\w+)\s*")
_ENDS = {
    name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in (*VERBATIM, *PAIRED, "comment", "raw")
}  # fmt: skip
_COMMENT = re.compile(r"\{%-?\s*(end)?comment\b[^%]{0,100}%\}")
_KEYWORDS = "limit|offset|cols|reversed|continue|with|for|as|in|if|else|required|and|or|not|contains|empty|blank"
_NAMED_SO = re.compile(rf""""[^"]*"|'[^']*'|(?<=[\w\]])\.({_KEYWORDS})\b(?![-\w])""")
"""A field that has the name of one of the language's own words, which the library does not take for a field."""
_LONG = 1000
_MOST_MARKS = 100
"""Quotes and brackets in a long expression: each may cost a look at all that follows."""
_WITHOUT_RANGES = frozenset(["if", "elsif", "unless", "case", "when"])
"""Tags in which a range would be compared number by number."""
_RANGE = re.compile(r""""[^"]*"|'[^']*'|(\.\.)""")
_CONDITIONS = frozenset(["if", "elsif", "unless"])
_PASSED_OVER = re.compile(r""""[^"]*"|'[^']*'|([(){}]|\|(?:"[^"]*"|'[^']*'|(?!\s(?:and|or)\s)[^"'])*)""")
"""What Jekyll passes over in a condition: brackets, and filters."""
_NOT_EXPRESSIONS = re.compile(r"include|link|post_|(?:asset_)?img|note\Z|.*quote\Z|(?:end)?code|highlight")


def cut(source: str) -> Iterator[Token]:
    """The tokens of a template. Raises LiquidSyntaxError where a mark has no end."""
    at = 0
    strip = False
    endless: set[str] = set()
    last_ends: dict[str, int] = {}
    while True:
        start = _next_mark(source, at)
        text = source[at : start if start >= 0 else len(source)]
        opens_with_hyphen = start >= 0 and source.startswith("-", start + 2)
        shown = text.lstrip() if strip else text
        shown = shown.rstrip() if opens_with_hyphen else shown
        if shown:
            yield Token(TOKEN_CONTENT, shown, at, source)
        if start < 0:
            return
        end = source.find("}}" if source[start + 1] == "{" else "%}", start + 2)
        if end < 0:
            raise LiquidSyntaxError(f"{source[start : start + 20]!r} has no end", token=None)
        strip = source[end - 1] == "-" and end > start + 2
        inside = source[start + 2 + opens_with_hyphen : end - strip if end - strip > start + 2 else end]
        at = end + 2
        if source[start + 1] == "{":
            yield Token(TOKEN_OUTPUT, "{{", start, source)
            yield Token(TOKEN_EXPRESSION, _expression(inside, ""), start + 2, source)
            continue
        name = ((found := _NAME.match(inside)) and found[1]) or ""
        rest = inside[found.end() :].strip() if found else inside.strip()
        if name in PAIRED:
            if name not in last_ends:
                last_ends[name] = max((each.start() for each in _ENDS[name].finditer(source)), default=-1)
            yield Token(TOKEN_TAG, name if last_ends[name] >= at else "", start + 2, source)
            if rest:
                yield Token(TOKEN_EXPRESSION, rest, start + 2, source)
            continue
        closing = _end_of(name, source, at) if name in _ENDS and name not in endless else None
        if closing is None and name in _ENDS:
            endless.add(name)
        if closing and name in ("comment", "raw"):
            if name == "raw" and source[at : closing.start()]:
                yield Token(TOKEN_CONTENT, source[at : closing.start()], at, source)
            at = closing.end()
            strip = strip if name == "raw" else closing[0].endswith("-%}")  # so does Jekyll
            continue
        if name == "#":
            continue
        # A listing without an end is no listing: an empty name belongs to no tag.
        yield Token(TOKEN_TAG, name if closing or name not in _ENDS else "", start + 2, source)
        if rest:
            yield Token(TOKEN_EXPRESSION, _expression(rest, name), start + 2, source)
        if closing:
            yield Token(TOKEN_CONTENT, source[at : closing.start()], at, source)
            yield Token(TOKEN_TAG, f"end{name}", closing.start() + 2, source)
            at, strip = closing.end(), closing[0].endswith("-%}")


def _end_of(name: str, source: str, at: int) -> "re.Match[str] | None":
    """The end of what is cut out whole; comments may be in one another."""
    if name != "comment":
        return _ENDS[name].search(source, at)
    depth = 1
    for mark in _COMMENT.finditer(source, at):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return mark
    return None


def _next_mark(source: str, at: int) -> int:
    while (start := source.find("{", at)) >= 0:
        if source[start + 1 : start + 2] in ("{", "%"):
            return start
        at = start + 1
    return -1


def _expression(written: str, tag: str) -> str:
    """An expression as the library reads it. One that it must not read is made one that it cannot read."""
    if _NOT_EXPRESSIONS.match(tag):
        return written
    if len(written) > _LONG and sum(map(written.count, "\"'([")) > _MOST_MARKS:
        return "?"
    if tag in _WITHOUT_RANGES and ".." in written and any(found[1] for found in _RANGE.finditer(written)):
        return "?"
    if not written.strip():
        return "nil"
    if tag in _CONDITIONS or tag == "for":
        written = _PASSED_OVER.sub(lambda found: _kept(found, tag), written)
    if tag == "capture":
        return written.strip("\"'")
    if "." not in written:
        return written
    return _NAMED_SO.sub(lambda found: f'["{found[1]}"]' if found[1] else found[0], written)


def _kept(found: "re.Match[str]", tag: str) -> str:
    if found[1] is None or (tag == "for" and not found[1].startswith("|")):
        return found[0]
    return " "
