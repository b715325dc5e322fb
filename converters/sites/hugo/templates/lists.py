"""The functions of templates for lists and mappings, as Hugo has them."""

from collections.abc import Mapping
from functools import cmp_to_key

from converters.sites.hugo.templates.bounds import Bounds, NotRun
from converters.sites.hugo.templates.comparisons import are_equal, order_of
from converters.sites.hugo.templates.numbers import whole_of
from converters.sites.hugo.templates.values import Method, Params, text_in

_MOST_IN_A_SEQUENCE = 2000
_OPERATORS = {"=": "eq", "==": "eq", "eq": "eq", "!=": "ne", "<>": "ne", "ne": "ne", "in": "in",
              ">": "gt", "gt": "gt", ">=": "ge", "ge": "ge", "<": "lt", "lt": "lt", "<=": "le", "le": "le"}  # fmt: skip


def list_functions(bounds: Bounds) -> dict[str, Method]:
    """The functions by their names."""

    def list_of(value: object) -> list[object]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise NotRun("it takes something for a list that is none")
        bounds.spend(len(value) // 20)
        return value

    def delimit(value: object, between: object, last: object = None) -> str:
        held = [value[key] for key in sorted(value)] if isinstance(value, Mapping) else list_of(value)
        words = []
        for each in held:
            bounds.spend(1)
            words.append(text_in(each))
        if last is not None and len(words) > 1:
            words[-2:] = [f"{words[-2]}{text_in(last)}{words[-1]}"]
        return _joined(words, text_in(between), bounds)

    def sort(value: object, key: object = None, order: object = "asc") -> list[object]:
        held = list(value.values()) if isinstance(value, Mapping) else list_of(value)
        bounds.spend(len(held))
        path = text_in(key) if key not in (None, "value") else ""
        if order not in ("asc", "desc") or (isinstance(value, Mapping) and not path):
            raise NotRun("sort is given what is not known here")
        made = sorted(held, key=cmp_to_key(lambda a, b: _place(value_at(a, path), value_at(b, path))))
        if order == "desc":
            made = sorted(held, key=cmp_to_key(lambda a, b: _place(value_at(b, path), value_at(a, path))))
        return made

    def where(value: object, path: object, *rest: object) -> list[object]:
        if not rest or len(rest) > 2:
            raise TypeError
        operator = _OPERATORS.get(text_in(rest[0]).lower()) if len(rest) == 2 else "eq"
        if operator is None:
            raise NotRun(f"where with {text_in(rest[0])!r} is not run here")
        wanted = rest[-1]
        bounds.walk(wanted)
        found = []
        for each in list_of(value):
            bounds.spend(1)
            held = value_at(each, text_in(path))
            bounds.walk(held)
            if _fits(held, operator, wanted):
                found.append(each)
        return found

    def uniq(value: object) -> list[object]:
        found: list[object] = []
        for each in list_of(value):
            bounds.walk(each)
            bounds.spend(1 + len(found) // 4)
            if not any(are_equal(each, other) for other in found):
                found.append(each)
        return found

    def length(value: object) -> int:
        if isinstance(value, str | list | Mapping):
            return len(value.encode()) if isinstance(value, str) else len(value)
        raise NotRun("len is given what has no length")

    def first(count: object, value: object) -> object:
        number = whole_of(count)
        if number < 0:
            raise NotRun("first is given less than nought")
        return str(value)[:number] if isinstance(value, str) else list_of(value)[:number]

    def last(count: object, value: object) -> object:
        number = whole_of(count)
        if number < 0:
            raise NotRun("last is given less than nought")
        held = str(value) if isinstance(value, str) else list_of(value)
        return held[max(len(held) - number, 0) :]

    def after(count: object, value: object) -> object:
        number = whole_of(count)
        if number < 0:
            raise NotRun("after is given less than nought")
        return list_of(value)[number:]

    def append(*values: object) -> list[object]:
        held, new = list_of(values[-1]), list(values[:-1])
        if len(new) == 1 and isinstance(new[0], list):
            new = new[0] if not held or not isinstance(held[0], list) else new
        return [*held, *new]

    def merge(*values: object) -> Mapping[str, object]:
        made: Mapping[str, object] = {}
        for value in values:
            if not isinstance(value, Mapping):
                raise NotRun("merge is given what is no mapping")
            bounds.walk(value)
            made = _merged(made, value)
        return made

    found: dict[str, Method] = {
        "delimit": delimit,
        "sort": sort,
        "where": where,
        "uniq": uniq,
        "first": first,
        "last": last,
        "after": after,
        "append": append,
        "merge": merge,
        "slice": lambda *values: list(values),
        "dict": _mapping_of,
        "seq": _sequence,
        "index": _at,
        "reverse": lambda value: list_of(value)[::-1],
    }
    named = {f"collections.{name[:1].upper()}{name[1:]}": method for name, method in found.items()}
    named["collections.Dictionary"] = _mapping_of
    del found["reverse"], named["collections.Dict"]
    return {**found, **named, "len": length}


def _joined(words: list[str], between: str, bounds: Bounds) -> str:
    bounds.take("")
    if sum(map(len, words)) + len(words) * len(between) > 2_000_000:
        raise NotRun("it makes a value of more than 2 MB")
    return between.join(words)


def _place(a: object, b: object) -> int:
    """Which of two comes first in a sorted list: of texts as in a dictionary."""
    if isinstance(a, str) and isinstance(b, str):
        if not a.isascii() or not b.isascii():
            raise NotRun("it sorts words with letters beyond A to Z")
        words, others = (a.lower(), a.swapcase()), (b.lower(), b.swapcase())
        return (words > others) - (words < others)
    return order_of(a, b)


def value_at(value: object, path: str) -> object:
    """What a path of names leads to in mappings; None where nothing is there."""
    for name in [part for part in path.split(".") if part]:
        if not isinstance(value, Mapping):
            raise NotRun(f"it looks for {name} in what is no mapping")
        value = value.get(name.lower() if isinstance(value, Params) else name)
    return value


def _fits(held: object, operator: str, wanted: object) -> bool:
    if operator in ("eq", "ne"):
        return are_equal(held, wanted) == (operator == "eq")
    if operator == "in":
        return isinstance(wanted, list) and any(are_equal(held, each) for each in wanted)
    if held is None or isinstance(held, str) != isinstance(wanted, str):
        raise NotRun("where compares values of two kinds")
    order = order_of(held, wanted)
    return {"gt": order > 0, "ge": order >= 0, "lt": order < 0, "le": order <= 0}[operator]


def _mapping_of(*values: object) -> dict[str, object]:
    if len(values) % 2:
        raise TypeError
    made: dict[str, object] = {}
    for key, value in zip(values[::2], values[1::2], strict=True):
        if not isinstance(key, str):
            raise NotRun("dict is given a key that is no text")
        made[str(key)] = value
    return made


def _sequence(*values: object) -> list[object]:
    numbers = [whole_of(value) for value in values]
    if not 1 <= len(numbers) <= 3:
        raise TypeError
    if len(numbers) == 1:
        first, last, step = (1 if numbers[0] > 0 else -1), numbers[0], 0
        if last == 0:
            return []
    else:
        first, last = numbers[0], numbers[-1]
        step = numbers[1] if len(numbers) == 3 else 0
    if len(numbers) == 3 and (step == 0 or (last - first) * step < 0):
        raise NotRun("seq never comes to its end")
    step = step or (1 if first <= last else -1)
    if abs(last - first) // abs(step) + 1 > _MOST_IN_A_SEQUENCE:
        raise NotRun(f"seq counts to more than {_MOST_IN_A_SEQUENCE}")
    return list(range(first, last + (1 if step > 0 else -1), step))


def _at(value: object, *keys: object) -> object:
    if len(keys) == 1 and isinstance(keys[0], list):
        keys = tuple(keys[0])
    for key in keys:
        if value is None:
            return None
        if isinstance(value, Mapping):
            name = text_in(key)
            value = value.get(name.lower() if isinstance(value, Params) else name)
        elif isinstance(value, list):
            place = whole_of(key)
            value = value[place] if 0 <= place < len(value) else None
        else:
            raise NotRun("index is given what has no parts")
    return value


def _merged(below: Mapping[str, object], above: Mapping[str, object]) -> Mapping[str, object]:
    made = dict(below)
    for key, value in above.items():
        under = made.get(key)
        made[key] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return Params(made) if isinstance(above, Params) else made
