"""Lists of attributes in braces: `#id .class key="value"`."""

import re

from markdown_it.token import Token

_ATTRIBUTE = re.compile(
    r"""(?P<mark>[\#.])(?P<word>[\w:.-]+?)(?=[\#.\s]|$)
    |(?P<name>[A-Za-z_][\w:-]*+)=(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'|(?P<bare>[^\s"']+))
    |[A-Za-z_][\w:-]*+""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\(.)")


def read_attributes(text: str) -> dict[str, str]:
    """The attributes that a list names; its classes are one. What is none, such as a reference, is passed over."""
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(text):
        if not (each["mark"] or each["name"]):
            continue
        name, value = each["name"], each["double"] or each["single"] or each["bare"] or ""
        if each["mark"]:
            name, value = ("id" if each["mark"] == "#" else "class"), each["word"]
        if name == "class" and "class" in found:
            value = f"{found['class']} {value}"
        found[name] = _ESCAPED.sub(r"\1", value)
    return found


def add_attributes(token: Token, attributes: dict[str, str]) -> None:
    """Give them to the element of a token; classes join those it has."""
    for name, value in attributes.items():
        if name == "class":
            token.attrJoin(name, value)
        else:
            token.attrSet(name, value)
