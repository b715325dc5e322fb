"""What templates hold: plain values, texts that need no escaping, and things with fields; and how Go prints them."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from converters.sites.hugo.templates.bounds import Bounds, NotRun

Method = Callable[..., object]


class Safe(str):
    """A text that its template or Hugo has vouched for."""

    __slots__ = ()


class SafeHtml(Safe):
    """HTML."""

    __slots__ = ()


class SafeAttribute(Safe):
    """An attribute, its name and its value."""

    __slots__ = ()


class SafeUrl(Safe):
    """An address."""

    __slots__ = ()


class SafeCode(Safe):
    """A piece of a style or a script."""

    __slots__ = ()


class Params(dict[str, object]):
    """Parameters of a page or a site, whose names are the same in capitals and small letters."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__({key.lower(): _with_params(value) for key, value in values.items()})


def _with_params(value: object) -> object:
    if isinstance(value, dict):
        return Params(value)
    return [_with_params(each) for each in value] if isinstance(value, list) else value


class Fields:
    """A thing with fields and methods, each of them named here: nothing else of it can be reached."""

    name = "it"
    """What it is called where a field is not known."""

    def __init__(self, fields: Mapping[str, Method], shown: str | None = None) -> None:
        self._fields = fields
        self.shown = shown
        """What stands for it where it is printed; None where nothing can."""

    def field(self, name: str, arguments: list[object]) -> object:
        """What a field or method gives. Raises NotRun."""
        method = self._fields.get(name)
        if method is None:
            raise NotRun(f".{name} is not known here")
        return called(method, arguments, f".{name}")


def given_fields(fields: Mapping[str, object]) -> dict[str, Method]:
    """Fields that give the values."""
    return {name: lambda value=value: value for name, value in fields.items()}


class Time(Fields):
    """A moment."""

    def __init__(self, moment: datetime) -> None:
        super().__init__({
            "Format": lambda layout: format_time(moment, text_in(layout)),
            "Year": lambda: moment.year,
            "Day": lambda: moment.day,
            "YearDay": lambda: moment.timetuple().tm_yday,
            "Unix": lambda: int(moment.timestamp()),
            "IsZero": lambda: False,
        })  # fmt: skip
        self.moment = moment


def called(method: Method, arguments: list[object], name: str) -> object:
    """What a function or method makes of its arguments. Raises NotRun, too, where they are too few or too many."""
    try:
        return method(*arguments)
    except TypeError as error:
        raise NotRun(f"{name} is given what it does not take") from error
    except (ValueError, OverflowError, ArithmeticError, LookupError) as error:
        raise NotRun(f"{name} cannot be made of what it is given") from error


_LAYOUT = re.compile(
    r"2006|January|Jan|Monday|Mon|MST|Z07:00|-07:00|-0700|__2|_2|0[1-6]|15|PM|pm|002|2|1|3|4|5|(?:\.0+|\.9+)"
)


class _Zone(NamedTuple):
    sign: str
    hours: int
    minutes: int


def format_time(moment: datetime, layout: str) -> str:
    """A moment as a layout of Go's says. Raises NotRun."""
    if len(layout) > 1000:
        raise NotRun("it has a layout of a date that is too long")
    offset = moment.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    zone = _Zone("-" if seconds < 0 else "+", abs(seconds) // 3600, abs(seconds) // 60 % 60)

    def part(found: re.Match[str]) -> str:
        word = found[0]
        if word in ("MST", "002", "__2") or word[0] == ".":
            raise NotRun(f"the layout {layout!r} of a date is not known here")
        colon = f"{zone.sign}{zone.hours:02}:{zone.minutes:02}"
        hour = moment.hour % 12 or 12
        return {
            "2006": f"{moment.year:04}", "January": f"{moment:%B}", "Jan": f"{moment:%b}", "Monday": f"{moment:%A}",
            "Mon": f"{moment:%a}", "Z07:00": colon if seconds else "Z", "-07:00": colon,
            "-0700": colon.replace(":", ""), "_2": f"{moment.day:2}", "01": f"{moment.month:02}",
            "02": f"{moment.day:02}", "03": f"{hour:02}",
            "04": f"{moment.minute:02}", "05": f"{moment.second:02}", "06": f"{moment.year % 100:02}",
            "15": f"{moment.hour:02}", "PM": f"{moment:%p}", "pm": f"{moment:%p}".lower(), "2": str(moment.day),
            "1": str(moment.month), "3": str(hour), "4": str(moment.minute), "5": str(moment.second),
        }[word]  # fmt: skip

    return _LAYOUT.sub(part, layout)


def is_true(value: object) -> bool:
    """Whether a condition takes a value for true: what is not empty, nought or nothing."""
    return True if isinstance(value, Fields) else bool(value)


def text_in(value: object) -> str:
    """A value as a text, as Hugo casts it. Raises NotRun."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, Fields) and value.shown is not None:
        return value.shown
    if isinstance(value, bool | int | float):
        is_fraction = isinstance(value, float)
        return _float_text(value, 21) if is_fraction else printed(value, Bounds())
    raise NotRun("it takes something for a text that is none")


def printed(value: object, bounds: Bounds, *, is_inside: bool = False) -> str:
    """A value as Go prints it. Raises NotRun."""
    if isinstance(value, str):
        bounds.spend(len(value) // 200)
        return str(value)
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float_text(value, 6)
    if isinstance(value, list | Mapping) and not is_inside:
        bounds.walk(value)
    if isinstance(value, list):
        return f"[{' '.join(printed(each, bounds, is_inside=True) for each in value)}]"
    if isinstance(value, Mapping):
        held = (f"{key}:{printed(value[key], bounds, is_inside=True)}" for key in sorted(value))
        return f"map[{' '.join(held)}]"
    if isinstance(value, Fields) and value.shown is not None:
        return value.shown
    raise NotRun("it prints what has no text")


def _float_text(value: float, largest: int) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        raise NotRun("it makes a number that is none")
    shortest = repr(value)
    power = Decimal(shortest).adjusted()
    if value == 0:
        return "-0" if shortest.startswith("-") else "0"
    if -4 <= power < largest:
        if "e" in shortest:
            return f"{value:.0f}" if value == int(value) else f"{value:.20f}".rstrip("0")
        return shortest.removesuffix(".0")
    figures = "".join(map(str, Decimal(shortest).as_tuple().digits)).rstrip("0")
    point = "." if len(figures) > 1 else ""
    return f"{'-' if value < 0 else ''}{figures[0]}{point}{figures[1:]}e{'-' if power < 0 else '+'}{abs(power):02}"
