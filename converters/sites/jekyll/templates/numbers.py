"""Numbers in templates, as Ruby takes them; and the filters of numbers within bounds."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from liquid.exceptions import FilterArgumentError

from converters.sites.jekyll.templates.bounds import TooMuch
from converters.sites.jekyll.templates.texts import text_of

_NUMBER = re.compile(r"\s*-?\d+")
_DECIMAL = re.compile(r"-?\d{1,40}\.\d{1,40}\Z")
_LARGEST = 10**30


def whole(value: object) -> int:
    """A value as a whole number. Raises FilterArgumentError where it is none."""
    if isinstance(value, int | float):
        return int(value)
    found = _NUMBER.match(text_of(value))
    if not found:
        raise FilterArgumentError("a whole number is missing", token=None)
    return int(found[0][:20])


def number_of(value: object) -> float | int:
    """A value as a number, as Ruby takes it: a text for the digits that it begins with."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _DECIMAL.match(text):
        return float(text)
    found = _NUMBER.match(text)
    return int(found[0][:40]) if found else 0


def _to_integer(value: object) -> int:
    found = _NUMBER.match(text_of(value))
    return 1 if value is True else int(found[0][:30]) if found else 0


def _round(value: object, digits: object = 0) -> float | int:
    number = number_of(value)
    places = max(min(whole(digits), 20), 0)
    if not math.isfinite(number):
        raise FilterArgumentError("it is no number", token=None)
    rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(rounded) if places and isinstance(number, float) else int(rounded)


def of_numbers(take: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose numbers stay of a size that can be written."""

    def taking_numbers(value: object, *arguments: object) -> Any:
        made = take(number_of(value), *map(number_of, arguments))
        if isinstance(made, int | float) and abs(made) > _LARGEST:
            raise TooMuch("its numbers are too large")
        return made

    return taking_numbers


NUMBER_FILTERS: dict[str, Callable[..., object]] = {
    "round": _round,
    "to_integer": _to_integer,
}
"""Filters of numbers that are Jekyll's, or otherwise than the library's."""
