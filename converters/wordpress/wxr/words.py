"""Titles, names and slugs as WordPress stores them → plain text."""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import unquote_to_bytes

_TAG = re.compile(r"<(?:/?([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?|!--[^<>]*--)>")
_HTML = frozenset(
    [
        "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blink",
        "blockquote", "br", "button", "canvas", "center", "cite", "code", "del", "details", "dfn", "div", "dl",
        "dd", "dt", "em", "embed", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "main", "map", "mark",
        "marquee", "nav", "object", "ol", "p", "param", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp",
        "section", "select", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "svg",
        "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video",
        "wbr",
    ]
)  # fmt: skip
_SPACED = frozenset(["br", "p", "div", "li", "hr"])
_BLANKS = re.compile(r"[\s\x00-\x1f\x85\u2028\u2029]+", re.ASCII)
_ESCAPES = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_CUT_ESCAPE = re.compile(r"%[0-9a-fA-F]?$")


def to_plain_text(html: str, *, tags: bool = True) -> str:
    """A line of HTML as plain text: tags gone (unless `tags` is false), entities unescaped once, blanks collapsed.

    Spaces that are more than blanks stay: those that no line breaks at, and the wide ones of Chinese and Japanese.
    `a < b` keeps its sign: only elements that HTML knows are tags.
    """
    if tags and "<" in html:
        html = _TAG.sub(_without_tag, html)
    if "&" in html:
        html = unescape(html)
    return _BLANKS.sub(" ", html).strip()


def _without_tag(match: re.Match[str]) -> str:
    name = (match[1] or "").lower()
    if name and name not in _HTML:
        return match[0]
    return " " if name in _SPACED else ""


@lru_cache(maxsize=4096)
def decode_slug(slug: str) -> str:
    """A slug with its percent escapes decoded; a character cut off at the end (WordPress keeps 200 bytes) is dropped.

    What decodes to no text, or to something no path may hold, stays as it is.
    """
    slug = slug.strip()
    if "%" not in slug:
        return slug
    trimmed = _CUT_ESCAPE.sub("", slug)
    data = unquote_to_bytes(trimmed)
    try:
        decoded = data.decode()
    except UnicodeDecodeError as error:
        if not _ESCAPES.search(trimmed) or error.end < len(data) or error.reason != "unexpected end of data":
            return slug
        decoded = data[: error.start].decode()
    if not decoded or any(c in "/\\\x7f" or c < " " for c in decoded):
        return slug
    return decoded


def is_cut(slug: str) -> bool:
    """Whether `decode_slug` drops a character that is not whole."""
    slug = slug.strip()
    decoded = decode_slug(slug)
    return "%" in slug and decoded != slug and unquote_to_bytes(slug) != decoded.encode("utf-8", "surrogatepass")


def to_number(text: str) -> int | None:
    """A positive id; None for zero and for what is no number."""
    text = text.strip()
    return (int(text) or None) if text.isascii() and text.isdigit() and len(text) < 19 else None


def to_order(text: str) -> int:
    """A number that may be zero or negative; zero when it is none."""
    text = text.strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
