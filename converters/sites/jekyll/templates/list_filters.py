"""The filters of lists: Jekyll's, and Liquid's as Ruby has them."""

from collections.abc import Callable, Iterable
from typing import Any

from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.builtin.expressions.logical import is_truthy
from liquid.exceptions import FilterArgumentError
from liquid.filter import with_context
from liquid.stream import TokenStream
from liquid.token import TOKEN_EXPRESSION, Token
from liquid.undefined import is_undefined

from converters.sites.jekyll.templates.bounds import MOST_CHARACTERS, Run, TooMuch
from converters.sites.jekyll.templates.conditions import softened
from converters.sites.jekyll.templates.numbers import whole
from converters.sites.jekyll.templates.texts import inspected, text_of

_NOWHERE = Token(TOKEN_EXPRESSION, "", -1, "")


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


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict | range) else 8 * (type(value) is int)


def _slice(value: object, start: object, length: object = 1) -> object:
    held: Any = list_of(value) if isinstance(value, list | tuple | range) else text_of(value)
    first, count = whole(start), whole(length)
    first = first + len(held) if first < 0 else first
    return held[first : first + max(count, 0)] if 0 <= first <= len(held) else type(held)()


def _join(value: object, mark: object = " ") -> str:
    texts, mark = [text_of(each) for each in list_of(value)], text_of(mark)
    if sum(map(len, texts)) + len(mark) * len(texts) > MOST_CHARACTERS:
        raise TooMuch(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")
    return mark.join(texts)


def _map(value: object, name: object) -> list[object]:
    return [each.get(text_of(name)) if isinstance(each, dict) else None for each in list_of(value)]


def _uniq(value: object, name: object = None) -> list[object]:
    found: dict[str, object] = {}
    for each in list_of(value):
        found.setdefault(inspected(property_of(each, text_of(name)) if name else each), each)
    return list(found.values())


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


def _of_list(change: Callable[..., list[object]]) -> Callable[..., object]:
    """A filter that changes lists, and leaves all else as it is."""

    def change_list(value: object, *arguments: object) -> object:
        return change(list(value), *arguments) if isinstance(value, list | tuple) else value

    return change_list


def _by(expression: object, variable: object, context: Run) -> Callable[[object], object]:
    """What an expression gives for a value that a variable holds."""
    tokens = TokenStream(tokenize(text_of(expression), _NOWHERE))
    parsed = softened(BooleanExpression.parse(context.env, tokens).expression)

    def evaluated(item: object) -> object:
        context.bounds.spend(1)
        with context.extend({text_of(variable): item}):
            return parsed.evaluate(context)

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


LIST_FILTERS: dict[str, Callable[..., object]] = {
    "array_to_sentence_string": _sentence,
    "compact": _compact,
    "concat": _concat,
    "find": _find,
    "find_exp": _find_exp,
    "first": _first,
    "group_by": _group_by,
    "group_by_exp": _group_by_exp,
    "join": _join,
    "last": _last,
    "map": _map,
    "pop": _of_list(lambda values, count=1: values[: -whole(count) or None]),
    "push": _of_list(lambda values, item: [*values, item]),
    "reverse": _reverse,
    "shift": _of_list(lambda values, count=1: values[whole(count) :]),
    "size": _size,
    "slice": _slice,
    "sort": _sort,
    "sort_natural": _sort_natural,
    "uniq": _uniq,
    "unshift": _of_list(lambda values, item: [item, *values]),
    "where": _where,
    "where_exp": _where_exp,
}
"""Filters of lists by their names."""
