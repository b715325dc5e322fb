"""The filters of Jekyll, and those of Liquid that the library has otherwise than Ruby, by their documentation."""

import html
import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import quote, quote_plus

from liquid import Environment
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.builtin.expressions.logical import is_truthy
from liquid.exceptions import FilterArgumentError
from liquid.filter import num_arg, with_context
from liquid.stream import TokenStream
from liquid.token import TOKEN_EXPRESSION, Token
from liquid.undefined import is_undefined

from converters.frontmatter.dates import zone_named
from converters.problem import ConversionError
from converters.sites.jekyll.templates.bounds import MOST_CHARACTERS, NotKnown, Run, TooMuch
from converters.sites.jekyll.templates.dates import date_in, ordinal, written
from converters.sites.jekyll.templates.texts import inspected, json_of, text_of

AS_IT_IS = "%/?#@:!$&'()*+,;=~"
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
_NUMBER = re.compile(r"\s*-?\d+")
_SMART = (
    (re.compile(r"---"), "—"), (re.compile(r"--"), "–"), (re.compile(r"\.\.\."), "…"), (re.compile(r"<<"), "«"),
    (re.compile(r">>"), "»"), (re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[{—–]))\"(?=\S)"), "“"), (re.compile(r"\""), "”"),
    (re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[{—–“]))'(?=\S)(?!\d\ds)"), "‘"), (re.compile(r"'"), "’"),
)  # fmt: skip
_LARGEST = 10**30
_NOWHERE = Token(TOKEN_EXPRESSION, "", -1, "")


def register(env: Environment) -> None:
    """Give an environment the filters of Jekyll. Those of newer Liquids are taken from it, and what needs luck."""
    for name in ("find_index", "has", "reject", "sum", "squish", "safe", "escapejs"):
        env.filters.pop(name, None)
    for name in _OF_TEXTS:
        env.filters[name] = _of_text(env.filters[name])
    env.filters["round"] = _round
    for name in _OF_NUMBERS:
        env.filters[name] = _of_numbers(env.filters[name])
    env.filters.update(FILTERS)


_OF_TEXTS = (
    "append", "capitalize", "downcase", "lstrip", "newline_to_br", "prepend", "remove", "remove_first", "remove_last",
    "replace_first", "replace_last", "rstrip", "strip", "truncate", "upcase", "url_decode",
    "base64_encode", "base64_decode",
)  # fmt: skip
_OF_NUMBERS = ("abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times")


def _of_text(take: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that takes its input, and what it is to put there, as Ruby's texts."""

    def taking_text(value: object, *arguments: object, **named: object) -> Any:
        return take(text_of(value), *(a if isinstance(a, int) else text_of(a) for a in arguments), **named)

    if getattr(take, "with_environment", False):
        taking_text.with_environment = True  # type: ignore[attr-defined]
    return taking_text


def _round(value: object, digits: object = 0) -> float | int:
    number = num_arg(value, 0)
    places = max(min(_whole(digits), 20), 0)
    if not math.isfinite(number):
        raise FilterArgumentError("it is no number", token=None)
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(rounded) if places and isinstance(number, float) else int(rounded)


def _of_numbers(take: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose numbers stay of a size that can be written."""

    def taking_numbers(value: object, *arguments: object) -> Any:
        made = take(0 if isinstance(value, bool) else value, *arguments)
        if isinstance(made, int | float) and abs(made) > _LARGEST:
            raise TooMuch("its numbers are too large")
        return made

    return taking_numbers


def list_of(value: object) -> list[Any]:
    """The values that a filter of lists takes."""
    if value is None or is_undefined(value):
        return []
    if isinstance(value, list | tuple):
        return _flattened(value)
    return list(value) if isinstance(value, range) else [value]


def _flattened(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for each in values:
        found += _flattened(each) if isinstance(each, list | tuple) else [each]
    return found


def property_of(item: object, name: str) -> object:
    """A property of a value; one below another by `a.b`. None where there is none."""
    for part in name.split("."):
        item = item.get(part) if isinstance(item, dict) else None
    return item


def _escape(value: object) -> object:
    return None if value is None else html.escape(text_of(value)).replace("&#x27;", "&#39;")


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


def _join(value: object, mark: object = " ") -> str:
    texts, mark = [text_of(each) for each in list_of(value)], text_of(mark)
    if sum(map(len, texts)) + len(mark) * len(texts) > MOST_CHARACTERS:
        raise TooMuch(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")
    return mark.join(texts)


def _truncatewords(value: object, count: object = 15, end: object = "...") -> str:
    most = max(_whole(count), 1)
    words = text_of(value).split()
    return text_of(value) if len(words) <= most else " ".join(words[:most]) + text_of(end)


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 8 * (type(value) is int)


def _slice(value: object, start: object, length: object = 1) -> object:
    held: Any = list_of(value) if isinstance(value, list | tuple | range) else text_of(value)
    first, count = _whole(start), _whole(length)
    first = first + len(held) if first < 0 else first
    return held[first : first + max(count, 0)] if 0 <= first <= len(held) else type(held)()


def _whole(value: object) -> int:
    if isinstance(value, int | float):
        return int(value)
    found = _NUMBER.match(text_of(value))
    if not found:
        raise FilterArgumentError("a whole number is missing", token=None)
    return int(found[0][:20])


def _to_integer(value: object) -> int:
    found = _NUMBER.match(text_of(value))
    return 1 if value is True else int(found[0][:30]) if found else 0


def _map(value: object, name: object) -> list[object]:
    return [each.get(text_of(name)) if isinstance(each, dict) else None for each in list_of(value)]


def _uniq(value: object, name: object = None) -> list[object]:
    found = {inspected(property_of(each, text_of(name)) if name else each): each for each in reversed(list_of(value))}
    kept = {id(each) for each in found.values()}
    seen: set[str] = set()
    made = []
    for each in list_of(value) if kept else []:
        key = inspected(property_of(each, text_of(name)) if name else each)
        if key not in seen:
            seen.add(key)
            made.append(each)
    return made


def _compact(value: object, name: object = None) -> list[object]:
    return [each for each in list_of(value) if (property_of(each, text_of(name)) if name else each) is not None]


def _concat(value: object, more: object) -> list[object]:
    if not isinstance(more, list | tuple | range):
        raise FilterArgumentError("concat takes a list", token=None)
    return [*list_of(value), *list_of(more)]


def _sort(value: object, name: object = None, nils: object = "first") -> object:
    value = list(value.items()) if isinstance(value, dict) and name is None else value
    value = list(value) if isinstance(value, range) else value
    if not isinstance(value, list | tuple):
        if value is None:
            raise FilterArgumentError("there is nothing to sort", token=None)
        return value
    with_keys = [(property_of(each, text_of(name)) if name else each, each) for each in value]
    absent = [each for key, each in with_keys if key is None]
    present = [pair for pair in with_keys if pair[0] is not None]
    try:
        present.sort(key=lambda pair: pair[0])  # type: ignore[arg-type,return-value]
    except TypeError as error:
        raise FilterArgumentError("its values cannot be compared", token=None) from error
    made = [each for _, each in present]
    return [*made, *absent] if nils == "last" else [*absent, *made]


def _sort_natural(value: object, name: object = None) -> list[object]:
    def key(each: object) -> tuple[bool, str]:
        held = property_of(each, text_of(name)) if name else each
        return held is None, text_of(held).lower()

    return sorted(list_of(value), key=key)


def _where(value: object, name: object, target: object = None) -> object:
    if not isinstance(value, list | tuple | dict):
        return value
    items = list(value.values()) if isinstance(value, dict) else list(value)
    return [each for each in items if isinstance(each, dict) and _has(property_of(each, text_of(name)), target)]


def _has(held: object, target: object) -> bool:
    if target is None or is_undefined(target):
        return held is None
    if isinstance(held, str) or not isinstance(held, list | tuple):
        return text_of(held) == text_of(target) and (held is not None or text_of(target) == "")
    return text_of(target) in map(text_of, held)


def _find(value: object, name: object, target: object = None) -> object:
    found = _where(value, name, target)
    return next(iter(found), None) if isinstance(found, list) else value


def _group_by(value: object, name: object) -> object:
    if not isinstance(value, list | tuple):
        return value
    groups: dict[str, list[object]] = {}
    for each in value:
        groups.setdefault(text_of(property_of(each, text_of(name))), []).append(each)
    return [{"name": key, "items": items, "size": len(items)} for key, items in groups.items()]


def _default(value: object, other: object = "", *, allow_false: object = False) -> object:
    is_nothing = value is None or is_undefined(value) or value in ("", [], {})
    return other if is_nothing or (value is False and allow_false is not True) else value


def _first(value: object) -> object:
    held = value.items() if isinstance(value, dict) else value if isinstance(value, list | tuple | range) else ()
    return next(iter(held), None)


def _last(value: object) -> object:
    return value[-1] if isinstance(value, list | tuple | range) and value else None


def _reverse(value: object) -> list[object]:
    return list_of(value)[::-1]


def _sentence(value: object, connector: object = "and") -> str:
    words = [text_of(each) for each in list_of(value)]
    if len(words) > 2:
        return f"{', '.join(words[:-1])}, {text_of(connector)} {words[-1]}"
    return f" {text_of(connector)} ".join(words)


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


def _date(value: object, format: object = "") -> object:
    if not text_of(format) or value is None or is_undefined(value):
        return value
    date = date_in(value)
    if date is None and isinstance(value, str) and any(map(str.isdigit, value)):
        raise NotKnown(f"the date {value[:40]!r}")
    return value if date is None else written(date, text_of(format))


def _day(month: str) -> Callable[..., object]:
    """A filter that writes a date with its month as a mark of `strftime`."""

    @with_context
    def date_to_words(value: object, type: object = None, style: object = None, *, context: Run) -> object:
        if value is None or is_undefined(value) or value == "":
            return value
        date = _known_date(value, context)
        if type == "ordinal":
            day = f"{date.day}{ordinal(date.day)}"
            return written(date, f"%{month} {day}, %Y" if style == "US" else f"{day} %{month} %Y")
        return written(date, f"%d %{month} %Y")

    return date_to_words


def _known_date(value: object, context: Run) -> datetime:
    """The date that a value means, in the zone of the site."""
    date = date_in(value)
    if date is None:
        raise NotKnown(f"the date {text_of(value)[:40]!r}")
    try:
        zone = zone_named(text_of(property_of(context.globals.get("site"), "timezone")))
        return date.astimezone(zone or UTC)
    except (ConversionError, OverflowError):
        return date


def _moment(format: str) -> Callable[..., object]:
    @with_context
    def date_to_format(value: object, *, context: Run) -> object:
        return value if value is None or is_undefined(value) else written(_known_date(value, context), format)

    return date_to_format


@with_context
def _relative_url(value: object, *, context: Run) -> object:
    if value is None or is_undefined(value):
        return None
    text = text_of(value)
    if _WHOLE.match(text):
        return text
    base = text_of(property_of(context.globals.get("site"), "baseurl")).rstrip("/")
    led = "".join(part if part.startswith("/") else f"/{part}" for part in (base, text) if part)
    return quote(led.rstrip(), safe=AS_IT_IS)


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
    context.bounds.spend(len(text) // 20)
    return context.marks.markdown_to_html(text)


def _smartify(value: object) -> str:
    text = text_of(value)
    for mark, sign in _SMART:
        text = mark.sub(sign, text)
    return text


def _of_list(change: Callable[..., list[object]]) -> Callable[..., object]:
    """A filter that changes lists, and leaves all else as it is."""

    def change_list(value: object, *arguments: object) -> object:
        return change(list(value), *arguments) if isinstance(value, list | tuple) else value

    return change_list


def _by(expression: object, variable: object, context: Run) -> Callable[[object], object]:
    """What an expression gives for a value that a variable holds."""
    tokens = TokenStream(tokenize(text_of(expression), _NOWHERE))
    parsed = BooleanExpression.parse(context.env, tokens)

    def evaluated(item: object) -> object:
        context.bounds.spend(1)
        with context.extend({text_of(variable): item}):
            return parsed.expression.evaluate(context)

    return evaluated


def _values(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list | tuple) else []


@with_context
def _where_exp(value: object, variable: object, expression: object, *, context: Run) -> object:
    if not isinstance(value, list | tuple | dict):
        return value
    by = _by(expression, variable, context)
    return [each for each in _values(value) if is_truthy(by(each))]


@with_context
def _find_exp(value: object, variable: object, expression: object, *, context: Run) -> object:
    found = _where_exp(value, variable, expression, context=context)
    return next(iter(found), None) if isinstance(found, list) else value


@with_context
def _group_by_exp(value: object, variable: object, expression: object, *, context: Run) -> object:
    if not isinstance(value, list | tuple | dict):
        return value
    by = _by(expression, variable, context)
    groups: dict[str, tuple[object, list[object]]] = {}
    for each in _values(value):
        name = by(each)
        groups.setdefault(inspected(name), (None if is_undefined(name) else name, []))[1].append(each)
    return [{"name": name, "items": items, "size": len(items)} for name, items in groups.values()]


FILTERS: dict[str, Callable[..., object]] = {
    "absolute_url": _absolute_url,
    "array_to_sentence_string": _sentence,
    "cgi_escape": lambda value: quote_plus(text_of(value)),
    "compact": _compact,
    "concat": _concat,
    "date": _date,
    "date_to_long_string": _day("B"),
    "date_to_rfc822": _moment("%a, %d %b %Y %H:%M:%S %z"),
    "date_to_string": _day("b"),
    "date_to_xmlschema": _moment("%Y-%m-%dT%H:%M:%S%:z"),
    "default": _default,
    "escape": _escape,
    "escape_once": _escape_once,
    "find": _find,
    "find_exp": _find_exp,
    "first": _first,
    "group_by": _group_by,
    "group_by_exp": _group_by_exp,
    "h": _escape,
    "inspect": lambda value: html.escape(inspected(value)).replace("&#x27;", "&apos;"),
    "join": _join,
    "jsonify": json_of,
    "last": _last,
    "map": _map,
    "markdownify": _markdownify,
    "normalize_whitespace": lambda value: re.sub(r"\s+", " ", text_of(value)).strip(),
    "number_of_words": _number_of_words,
    "pop": _of_list(lambda values, count=1: values[: -_whole(count) or None]),
    "push": _of_list(lambda values, item: [*values, item]),
    "relative_url": _relative_url,
    "replace": _replace,
    "reverse": _reverse,
    "shift": _of_list(lambda values, count=1: values[_whole(count) :]),
    "size": _size,
    "slice": _slice,
    "slugify": _slugify,
    "smartify": _smartify,
    "sort": _sort,
    "sort_natural": _sort_natural,
    "split": _split,
    "strip_html": _strip_html,
    "strip_newlines": _strip_newlines,
    "to_integer": _to_integer,
    "truncatewords": _truncatewords,
    "uniq": _uniq,
    "unshift": _of_list(lambda values, item: [item, *values]),
    "uri_escape": lambda value: quote(text_of(value), safe="!#$&'()*+,/:;=?@[]~"),
    "url_encode": lambda value: None if value is None else quote_plus(text_of(value), safe="*"),
    "where": _where,
    "where_exp": _where_exp,
    "xml_escape": lambda value: html.escape(text_of(value)).replace("&#x27;", "&apos;"),
}
