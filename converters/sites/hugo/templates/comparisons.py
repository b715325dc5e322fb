"""What templates compare and decide: `eq`, `lt`, `default`, `cond`, `in` and the like, as Hugo has them."""

from collections.abc import Mapping

from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.values import Fields, Method, Params, Time, is_true


def comparisons(bounds: Bounds) -> dict[str, Method]:
    """The functions by their names."""

    def eq(first: object, *others: object) -> bool:
        if not others:
            raise TypeError
        bounds.walk(first)
        for other in others:
            bounds.walk(other)
        return any(are_equal(first, other) for other in others)

    def ne(first: object, *others: object) -> bool:
        if not others:
            raise TypeError
        return not eq(first, *others)

    def contains(held: object, value: object) -> bool:
        bounds.walk(held)
        if isinstance(held, str):
            return isinstance(value, str) and value in held
        if held is None:
            return False
        if not isinstance(held, list):
            raise NotRun("in is given what it does not take")
        return any(are_equal(each, value) for each in held)

    found: dict[str, Method] = {
        "eq": eq,
        "ne": ne,
        "lt": lambda a, *b: all(order_of(a, each) < 0 for each in _some(b)),
        "le": lambda a, *b: all(order_of(a, each) <= 0 for each in _some(b)),
        "gt": lambda a, *b: all(order_of(a, each) > 0 for each in _some(b)),
        "ge": lambda a, *b: all(order_of(a, each) >= 0 for each in _some(b)),
        "default": _default,
        "cond": lambda ask, yes, no: yes if is_true(ask) else no,
    }
    named = {f"compare.{name[:1].upper()}{name[1:]}": method for name, method in found.items()}
    named["compare.Conditional"] = found["cond"]
    others: dict[str, Method] = {
        "not": lambda value: not is_true(value),
        "in": contains,
        "isset": _is_set,
        "collections.In": contains,
        "collections.IsSet": _is_set,
    }
    return {**found, **named, **others}


def _some(values: tuple[object, ...]) -> tuple[object, ...]:
    if not values:
        raise TypeError
    return values


def are_equal(first: object, other: object) -> bool:
    """Whether two values are the same, and of one kind."""
    if isinstance(first, Time) and isinstance(other, Time):
        return first.moment == other.moment
    if isinstance(first, Fields) or isinstance(other, Fields):
        return first is other
    if isinstance(first, str) and isinstance(other, str):
        return str(first) == str(other)
    if isinstance(first, list) and isinstance(other, list):
        return len(first) == len(other) and all(map(are_equal, first, other))
    if isinstance(first, Mapping) and isinstance(other, Mapping):
        return first.keys() == other.keys() and all(are_equal(first[key], other[key]) for key in first)
    if isinstance(first, bool) or isinstance(other, bool):
        return first is other
    return first == other


def order_of(first: object, other: object) -> int:
    """Which of two comes first: less than 0, 0, or more."""
    if isinstance(first, str) and isinstance(other, str):
        words, others = str(first), str(other)
        return (words > others) - (words < others)
    a, b = _measure(first), _measure(other)
    return (a > b) - (a < b)


def _measure(value: object) -> float:
    """A value as a number; a text that is none is nought. Raises NotRun."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        try:
            if value.isascii() and len(value) < 40 and value == value.strip() and "_" not in value:
                number = float(value)
                if abs(number) < float("inf"):
                    return number
        except ValueError:
            pass
        return 0
    if isinstance(value, list | Mapping):
        return len(value)
    if isinstance(value, Time):
        return value.moment.timestamp()
    if value is None:
        return 0
    raise NotRun("it compares what has no order")


def _default(otherwise: object, *given: object) -> object:
    if len(given) > 1:
        raise TypeError
    if not given:
        return otherwise
    return given[0] if isinstance(given[0], bool) or is_true(given[0]) else otherwise


def _is_set(held: object, key: object) -> bool:
    if isinstance(held, list):
        return isinstance(key, int) and len(held) > key
    if isinstance(held, Mapping):
        return isinstance(key, str) and (key.lower() if isinstance(held, Params) else key) in held
    if held is None:
        return False
    raise NotRun("isset is given what it does not take")
