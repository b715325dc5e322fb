"""The functions of templates for texts, as Hugo has them."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape, unescape

from converters.sites.hugo.templates.bounds import MOST_HELD, Bounds, NotRun
from converters.sites.hugo.templates.numbers import whole_of
from converters.sites.hugo.templates.values import (
    Fields,
    Method,
    SafeAttribute,
    SafeCode,
    SafeHtml,
    SafeUrl,
    text_in,
)

_TAG = re.compile(r"<[^<>]*>")
_LINE = re.compile(r"</p>|<br>|<br />")
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or", "per", "the", "to",
     "v.", "via", "vs", "vs."]
)  # fmt: skip
_NOT_IN_AN_ANCHOR = re.compile(r"[^\w\s-]+")


def text_functions(bounds: Bounds) -> dict[str, Method]:
    """The functions by their names."""

    def replace(text: object, old: object, new: object, most: object = -1) -> str:
        source, before, after, limit = text_in(text), text_in(old), text_in(new), whole_of(most)
        if len(source) + (source.count(before) if before else len(source) + 1) * len(after) > MOST_HELD:
            raise NotRun("it makes a value of more than 2 MB")
        return source.replace(before, after, limit)

    def repeat(count: object, text: object) -> str:
        number, source = whole_of(count), text_in(text)
        if number < 0 or number * max(len(source), 1) > MOST_HELD:
            raise NotRun("it repeats a text too often")
        return source * number

    def split(text: object, between: object) -> list[object]:
        source, mark = text_in(text), text_in(between)
        found: list[object] = [*(source.split(mark) if mark else source)]
        bounds.spend(len(found) // 4)
        return found

    def jsonify(*values: object) -> SafeHtml:
        if len(values) != 1:
            raise NotRun("jsonify with options is not run here")
        bounds.walk(values[0])
        try:
            made = json.dumps(_as_json(values[0]), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        except TypeError as error:
            raise NotRun("it makes JSON of what has none") from error
        return SafeHtml(made.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    found: dict[str, Method] = {
        "trim": lambda text, marks: text_in(text).strip(text_in(marks)),
        "trimLeft": lambda marks, text: text_in(text).lstrip(text_in(marks)),
        "trimRight": lambda marks, text: text_in(text).rstrip(text_in(marks)),
        "trimPrefix": lambda start, text: text_in(text).removeprefix(text_in(start)),
        "trimSuffix": lambda end, text: text_in(text).removesuffix(text_in(end)),
        "trimSpace": lambda text: text_in(text).strip(),
        "upper": lambda text: text_in(text).upper(),
        "lower": lambda text: text_in(text).lower(),
        "title": lambda text: _title(text_in(text)),
        "firstUpper": lambda text: text_in(text)[:1].upper() + text_in(text)[1:],
        "replace": replace,
        "repeat": repeat,
        "split": split,
        "substr": _part,
        "sliceString": _slice,
        "hasPrefix": lambda text, start: text_in(text).startswith(text_in(start)),
        "hasSuffix": lambda text, end: text_in(text).endswith(text_in(end)),
        "contains": lambda text, part: text_in(part) in text_in(text),
        "containsAny": lambda text, marks: any(mark in text_in(text) for mark in text_in(marks)),
        "containsNonSpace": lambda text: bool(text_in(text).strip()),
        "count": lambda part, text: text_in(text).count(text_in(part)) if part else len(text_in(text)) + 1,
        "countRunes": lambda text: len(re.sub(r"\s", "", _TAG.sub("", text_in(text)))),
        "countWords": lambda text: len(_TAG.sub("", text_in(text)).split()),
        "runeCount": lambda text: len(text_in(text)),
        "chomp": _chomped,
        "truncate": _truncated,
        "humanize": _humanized,
        "anchorize": lambda text: _anchor(text_in(text)),
        "plainify": _plain,
        "emojify": _without_emoji,
        "htmlEscape": lambda text: escape(text_in(text)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;"),
        "htmlUnescape": lambda text: unescape(text_in(text)),
        "jsonify": jsonify,
        "safeHTML": lambda text: SafeHtml(text_in(text)),
        "safeHTMLAttr": lambda text: SafeAttribute(text_in(text)),
        "safeURL": lambda text: SafeUrl(text_in(text)),
        "safeCSS": lambda text: SafeCode(text_in(text)),
        "safeJS": lambda text: SafeCode(text_in(text)),
        "safeJSStr": lambda text: SafeCode(text_in(text)),
        "md5": lambda text: hashlib.md5(text_in(text).encode(), usedforsecurity=False).hexdigest(),
        "sha1": lambda text: hashlib.sha1(text_in(text).encode(), usedforsecurity=False).hexdigest(),
        "sha256": lambda text: hashlib.sha256(text_in(text).encode()).hexdigest(),
        "base64Encode": lambda text: base64.b64encode(text_in(text).encode()).decode(),
        "base64Decode": lambda text: base64.b64decode(text_in(text), validate=True).decode(),
    }
    families = {
        "transform": ("plainify", "emojify", "htmlEscape", "htmlUnescape"),
        "safe": ("safeHTML", "safeHTMLAttr", "safeURL", "safeCSS", "safeJS", "safeJSStr"),
        "encoding": ("jsonify", "base64Encode", "base64Decode"),
        "crypto": ("md5", "sha1", "sha256"),
        "inflect": ("humanize",),
        "urls": ("anchorize",),
    }
    known = {name: family for family, names in families.items() for name in names}
    named: dict[str, Method] = {}
    for name, method in found.items():
        family = known.get(name, "strings")
        word = name.removeprefix("safe") if family == "safe" else name[0].upper() + name[1:]
        named[f"{family}.{ {'Md5': 'MD5', 'Sha1': 'SHA1', 'Sha256': 'SHA256'}.get(word, word) }".replace(" ", "")] = (
            method
        )
    for word in ("trimSpace", "firstUpper", "repeat", "contains", "containsAny", "containsNonSpace", "count",
                 "countRunes", "countWords", "runeCount", "sliceString"):  # fmt: skip
        del found[word]
    more = {"ToUpper": "Upper", "ToLower": "Lower", "HasPrefix": "HasPrefix"}
    named.update({f"strings.{new}": named[f"strings.{old}"] for new, old in more.items()})
    named.update({f"transform.HTML{word}": found[f"html{word}"] for word in ("Escape", "Unescape")})
    return {**found, **named, "slicestr": _slice, "countwords": named["strings.CountWords"],
            "countrunes": named["strings.CountRunes"]}  # fmt: skip


def _as_json(value: object) -> object:
    """A value whose whole fractions are numbers without a point, as Go writes them."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e21 else value
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return {key: _as_json(each) for key, each in value.items()} if isinstance(value, Mapping) else value


def _plain(text: object) -> SafeHtml:
    """HTML without its tags; paragraphs and lines end as lines, other white space is one blank."""
    source = text_in(text)
    if "<" not in source and ">" not in source:
        return SafeHtml(source)
    source = _LINE.sub("\n", source.replace("\n", " "))
    return SafeHtml(re.sub(r"\s+", lambda found: found[0][0], _TAG.sub("", source)))


def _chomped(text: object) -> str:
    made = text_in(text).rstrip("\r\n")
    return SafeHtml(made) if isinstance(text, SafeHtml) else made


def _title(text: str) -> str:
    """A title in the style of the Associated Press, as Hugo sets it by default."""
    words = re.split(r"(\s+)", text)
    last = max((at for at, word in enumerate(words) if word.strip()), default=0)
    for at, word in enumerate(words):
        if word and (at in (0, last) or word.lower() not in _SMALL or words[at - 2][-1:] == ":"):
            words[at] = re.sub(r"^[\W_]*\w|(?<=-)\w", lambda found: found[0].upper(), word)
        else:
            words[at] = word.lower()
    return "".join(words)


def _humanized(value: object) -> str:
    text = text_in(value)
    if not text:
        return ""
    if text.lstrip("-").isdecimal() and text.isascii():
        number = abs(int(text[:18]))
        end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{text}{end}"
    if re.search(r"[^\w\s-]", text):
        raise NotRun("humanize is given marks")
    spaced = re.sub(r"[-_\s]+", " ", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)).strip().lower()
    return spaced[:1].upper() + spaced[1:]


def _anchor(text: str) -> str:
    return re.sub(r"\s", "-", _NOT_IN_AN_ANCHOR.sub("", text.strip().lower()))


def _without_emoji(text: object) -> SafeHtml:
    source = text_in(text)
    if re.search(r":[\w+-]+:", source):
        raise NotRun("emojify is not run here")
    return SafeHtml(source)


def _part(text: object, start: object, length: object = None) -> str:
    source, begin = text_in(text), whole_of(start)
    begin = max(len(source) + begin, 0) if begin < 0 else begin
    if begin >= len(source):
        return ""
    if length is None:
        return source[begin:]
    count = whole_of(length)
    return source[begin : begin + count] if count >= 0 else source[begin : max(len(source) + count, begin)]


def _slice(text: object, *ends: object) -> str:
    source = text_in(text)
    start, *rest = [whole_of(end) for end in ends] or [0]
    end = rest[0] if rest else len(source)
    if not 0 <= start <= len(source) or not start <= end <= len(source) or len(rest) > 1:
        raise NotRun("slicestr goes beyond its text")
    return source[start:end]


def _truncated(length: object, *rest: object) -> str:
    most, source = whole_of(length), rest[-1]
    end = text_in(rest[0]) if len(rest) == 2 else " …"
    if not rest or len(rest) > 2 or isinstance(source, SafeHtml | Fields | Mapping):
        raise NotRun("truncate is given what is not known here")
    text = text_in(source)
    if len(text) <= most:
        return SafeHtml(escape(text))
    cut = text[: most + 1]
    at = max((each.start() for each in re.finditer(r"\s", cut)), default=0)
    return SafeHtml(escape((cut[:at] if at else text[:most]).rstrip()) + escape(end))
