"""The arithmetic of templates, as Hugo has it: of whole numbers whole, else of fractions."""

import math
from collections.abc import Callable

from converters.sites.hugo.templates.bounds import NotRun
from converters.sites.hugo.templates.values import Method, text_in

_LARGEST = 1 << 62


def number_functions() -> dict[str, Method]:
    """The functions by their names."""
    found: dict[str, Method] = {
        "add": _sum,
        "sub": lambda *values: _folded(values, lambda a, b: a - b),
        "mul": lambda *values: _folded(values, lambda a, b: a * b),
        "div": lambda *values: _folded(values, _quotient),
        "mod": lambda a, b: _remainder(whole_of(a), whole_of(b)),
        "modBool": lambda a, b: _remainder(whole_of(a), whole_of(b)) == 0,
    }
    math_ = {f"math.{name[:1].upper()}{name[1:]}": method for name, method in found.items()}
    others: dict[str, Method] = {
        "int": whole_of,
        "float": number_of,
        "string": text_in,
        "cast.ToInt": whole_of,
        "cast.ToFloat": number_of,
        "cast.ToString": text_in,
        "math.Abs": lambda value: abs(number_of(value)),
        "math.Ceil": lambda value: float(math.ceil(number_of(value))),
        "math.Floor": lambda value: float(math.floor(number_of(value))),
        "math.Round": lambda value: math.copysign(math.floor(abs(number_of(value)) + 0.5), number_of(value)),
        "math.Sqrt": lambda value: math.sqrt(number_of(value)),
        "math.Pow": lambda a, b: math.pow(number_of(a), number_of(b)),
        "math.Max": lambda *values: float(max(_all(values))),
        "math.Min": lambda *values: float(min(_all(values))),
        "math.Sum": lambda *values: float(sum(_all(values))),
    }
    return {**found, **math_, **others, "pow": others["math.Pow"]}


def _sum(*values: object) -> object:
    if len(values) > 1 and all(isinstance(value, str) for value in values):
        return "".join(map(str, values))
    return _folded(values, lambda a, b: a + b)


def _all(values: tuple[object, ...]) -> list[float]:
    flat = [each for value in values for each in (value if isinstance(value, list) else [value])]
    return [number_of(each) for each in flat]


def _folded(values: tuple[object, ...], of: Callable[[float, float], float]) -> object:
    if len(values) < 2:
        raise TypeError
    made = _plain(values[0])
    for value in values[1:]:
        made = of(made, _plain(value))
        if abs(made) > _LARGEST and isinstance(made, int):
            raise NotRun("it makes a number of more than 64 bits")
    return made


def _plain(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotRun("it counts with what is no number")
    return value


def _quotient(a: float, b: float) -> float:
    if b == 0:
        raise NotRun("it divides by nought")
    if isinstance(a, int) and isinstance(b, int):
        whole = abs(a) // abs(b)
        return whole if (a < 0) == (b < 0) else -whole
    return a / b


def _remainder(a: int, b: int) -> int:
    if b == 0:
        raise NotRun("it divides by nought")
    return int(math.copysign(abs(a) % abs(b), a)) if abs(a) < 1 << 50 else abs(a) % abs(b)


def whole_of(value: object) -> int:
    """A value as a whole number, as Hugo casts it. Raises NotRun."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, float):
        return int(value)
    if value is None or value == "":
        return 0
    if isinstance(value, str) and value.isascii() and len(value) < 20 and value.lstrip("+-").isdigit():
        digits = value.lstrip("+-")
        is_octal = len(digits) > 1 and digits[0] == "0"
        try:
            return int(value, 8 if is_octal else 10)
        except ValueError:
            pass
    raise NotRun("it takes something for a number that is none")


def number_of(value: object) -> float:
    """A value as a fraction, as Hugo casts it. Raises NotRun."""
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, str) and value.isascii() and len(value) < 40 and "_" not in value and value == value.strip():
        try:
            return float(value)
        except ValueError:
            pass
    raise NotRun("it takes something for a number that is none")
