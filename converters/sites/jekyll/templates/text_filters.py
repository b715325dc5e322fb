"""The filters of texts and addresses: Jekyll's, and Liquid's as Ruby has them."""

import html
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

from liquid.filter import with_context
from liquid.undefined import is_undefined

from converters.sites.jekyll.templates.bounds import MOST_CHARACTERS, NotKnown, Run, TooMuch
from converters.sites.jekyll.templates.list_filters import property_of
from converters.sites.jekyll.templates.numbers import whole
from converters.sites.jekyll.templates.texts import inspected, json_of, text_of

_AS_IT_IS = "%/?#@:!$&'()*+,;=~"
"""What Jekyll does not encode in an address; of all ASCII, blanks above all are left."""
_WHOLE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TAG = re.compile(r"<[^<>]*>")
_PAIRS = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))
_NOT_IN_A_SLUG = {
    "raw": re.compile(r"\s+"),
    "default": re.compile(r"[^\w]+|_+"),
    "pretty": re.compile(r"[^\w._~!$&'()+,;=@]+"),
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
}
_IDEOGRAMS = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
                        r"\u3040-\u30ff\uac00-\ud7af]")  # fmt: skip
_SMART = (
    (re.compile(r"---"), "—"), (re.compile(r"--"), "–"), (re.compile(r"\.\.\."), "…"), (re.compile(r"<<"), "«"),
    (re.compile(r">>"), "»"), (re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[{—–]))\"(?=\S)"), "“"), (re.compile(r"\""), "”"),
    (re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[{—–“]))'(?=\S)(?!\d\ds)"), "‘"), (re.compile(r"'"), "’"),
)  # fmt: skip


def _escape(value: object) -> object:
    return None if value is None or is_undefined(value) else html.escape(text_of(value)).replace("&#x27;", "&#39;")


def _escape_once(value: object) -> str:
    return re.sub(r"[\"'<>]|&(?!(?:[a-zA-Z]+|#\d+);)", lambda found: str(_escape(found[0])), text_of(value))


def _strip_html(value: object) -> str:
    text = text_of(value)
    for opening, closing in _PAIRS:
        kept: list[str] = []
        at = 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            kept.append(text[at:start])
            at = end + len(closing)
        text = "".join([*kept, text[at:]])
    return _TAG.sub("", text)


def _strip_newlines(value: object) -> str:
    return re.sub(r"\r?\n", "", text_of(value))


def _replace(value: object, old: object, new: object = "") -> str:
    text, old, new = text_of(value), text_of(old), text_of(new)
    if len(text) + (text.count(old) if old else len(text)) * len(new) > MOST_CHARACTERS:
        raise TooMuch(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")
    return text.replace(old, new)


def _split(value: object, mark: object = " ") -> list[str]:
    text, mark = text_of(value), text_of(mark)
    parts = text.split() if mark == " " else list(text) if mark == "" else text.split(mark)
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _truncatewords(value: object, count: object = 15, end: object = "...") -> str:
    most = max(whole(count), 1)
    words = text_of(value).split()
    return text_of(value) if len(words) <= most else " ".join(words[:most]) + text_of(end)


def _number_of_words(value: object, mode: object = None) -> int:
    text = text_of(value)
    ideograms = len(_IDEOGRAMS.findall(text))
    if mode == "cjk" or (mode == "auto" and ideograms):
        return ideograms + len(_IDEOGRAMS.sub(" ", text).split())
    return len(text.split())


def _slugify(value: object, mode: object = "default") -> object:
    if value is None or is_undefined(value):
        return None
    mode = text_of(mode) or "default"
    if mode == "none":
        return text_of(value).lower()
    if mode == "latin":
        raise NotKnown("the mode latin of slugify")
    slug = _NOT_IN_A_SLUG.get(mode, _NOT_IN_A_SLUG["default"]).sub("-", text_of(value))
    return slug.strip("-").lower()


@with_context
def _relative_url(value: object, *, context: Run) -> object:
    if value is None or is_undefined(value):
        return None
    text = text_of(value)
    if _WHOLE.match(text):
        return text
    base = text_of(property_of(context.globals.get("site"), "baseurl")).rstrip("/")
    led = "".join(part if part.startswith("/") else f"/{part}" for part in (base, text) if part)
    return quote(led.rstrip(), safe=_AS_IT_IS)


@with_context
def _absolute_url(value: object, *, context: Run) -> object:
    if value is None or is_undefined(value):
        return None
    text = text_of(value)
    if _WHOLE.match(text):
        return text
    home = text_of(property_of(context.globals.get("site"), "url"))
    return home + text_of(_relative_url(text, context=context))


@with_context
def _markdownify(value: object, *, context: Run) -> str:
    text = text_of(value)
    context.bounds.spend(10 + len(text) // 5)
    return context.marks.markdown_to_html(text)


def _smartify(value: object) -> str:
    text = text_of(value)
    for mark, sign in _SMART:
        text = mark.sub(sign, text)
    return text


TEXT_FILTERS: dict[str, Callable[..., object]] = {
    "absolute_url": _absolute_url,
    "cgi_escape": lambda value: quote_plus(text_of(value)),
    "escape": _escape,
    "escape_once": _escape_once,
    "h": _escape,
    "inspect": lambda value: html.escape(inspected(value)).replace("&#x27;", "&apos;"),
    "jsonify": json_of,
    "markdownify": _markdownify,
    "normalize_whitespace": lambda value: re.sub(r"\s+", " ", text_of(value)).strip(),
    "number_of_words": _number_of_words,
    "relative_url": _relative_url,
    "replace": _replace,
    "slugify": _slugify,
    "smartify": _smartify,
    "split": _split,
    "strip_html": _strip_html,
    "strip_newlines": _strip_newlines,
    "truncatewords": _truncatewords,
    "uri_escape": lambda value: quote(text_of(value), safe="!#$&'()*+,/:;=?@[]~"),
    "url_encode": lambda value: None if value is None or is_undefined(value) else quote_plus(text_of(value)),
    "xml_escape": lambda value: html.escape(text_of(value)).replace("&#x27;", "&apos;"),
}
"""Filters of texts by their names."""
