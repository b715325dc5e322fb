"""Bare addresses in comments become links, as WordPress shows them (make_clickable)."""

import re

from converters.html import Element, Node, Text

_ADDRESS = re.compile(
    r"(?<![\w/@.=#-])(?:(?:https?|ftp)://|www\.)"
    r"[^\s<>\"“”„«»、。「」『』【】〈〉《》〔〕（），．！？：；]{1,2000}",
    re.IGNORECASE,
)
_SCHEME = re.compile("(?:https?|ftp)://", re.IGNORECASE)
_BRACKETED = re.compile("<(?=(?:https?|ftp)://)", re.IGNORECASE)
_NOT_IN = ("a", "code", "pre", "script", "style")
_ENDS = ".,;:!?…'’"


def may_hold_addresses(text: str) -> bool:
    """Whether a look at the text's tree is worth the time."""
    return "://" in text or "www." in text.lower()


def keep_bracketed(text: str) -> str:
    """Make a bracket before an address text, as of `<http://a.example>`, which is no tag."""
    return _BRACKETED.sub("&lt;", text)


def link_addresses(root: Element) -> None:
    """Put a link around every bare address in a tree, but for those in links and in code."""
    stack: list[Element] = [root]
    while stack:
        element = stack.pop()
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, Text):
                children += _linked(child)
                continue
            children.append(child)
            if isinstance(child, Element) and child.name not in _NOT_IN:
                stack.append(child)
        element.children = []
        for child in children:
            element.append(child)


def _linked(text: Text) -> list[Node]:
    """A text in pieces: what stands between addresses, and links."""
    made: list[Node] = []
    done = 0
    for found in _ADDRESS.finditer(text.text):
        shown = _without_end(found[0])
        url = shown if _SCHEME.match(shown) else f"http://{shown}"
        link = Element("a", {"href": url, "rel": "nofollow ugc"})
        link.append(Text(shown))
        made += Text(text.text[done : found.start()]), link
        done = found.start() + len(shown)
    return [*made, Text(text.text[done:])] if made else [text]


def _without_end(address: str) -> str:
    """Up to a bracket that was opened before the address, and without the marks of the sentence."""
    opened = 0
    for at, character in enumerate(address):
        opened += (character == "(") - (character == ")")
        if opened < 0:
            address = address[:at]
            break
    return address.rstrip(_ENDS)
