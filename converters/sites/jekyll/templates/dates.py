"""Dates in templates: read from texts, and written by the marks of `strftime`, in English, without a clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

from converters.frontmatter.dates import Clock
from converters.sites.jekyll.templates.bounds import NotKnown

_DATE = re.compile(
    r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?)?\s*\Z"
)
_MARK = re.compile(r"%([-0^#_:]*)(\d*)([A-Za-z%+])")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SECONDS = 1 << 40
_WIDEST = 100


def date_in(value: object) -> datetime | None:
    """The date that a text or a number of seconds means; None where it is none. Raises NotKnown for that of today."""
    if isinstance(value, str) and value.strip().lower() in ("now", "today"):
        raise NotKnown("the date of today")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 13:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _SECONDS:
        try:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value)
        except OverflowError:
            return None
    found = _DATE.match(value) if isinstance(value, str) else None
    if not found:
        words = value if isinstance(value, str) and len(value) < 100 else ""
        return Clock(UTC).read("", words, "", lambda problem: None) if words else None
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    offset = timedelta(hours=int(found[10] or 0), minutes=int(found[11] or 0))
    try:
        zone = timezone(-offset if found[9] == "-" else offset)
        fraction = int((found[7] or "0").ljust(6, "0"))
        return datetime(year, month, day, hour, minute, second, fraction, tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def written(date: datetime, format: str) -> str:
    """A date by the marks of `strftime` that Ruby knows; one that it does not know stays."""
    return _MARK.sub(lambda found: _mark(date, found), format)


def _mark(date: datetime, found: "re.Match[str]") -> str:
    flags, width, letter = found[1], int(found[2] or 0), found[3]
    whole = _COMBINED.get(letter)
    if whole is not None:
        text, pad, usual = written(date, whole), " ", 0
    elif letter in _NUMBERS:
        number, usual, pad = _NUMBERS[letter](date)
        text = str(number)
    else:
        made = _word(date, letter, flags)
        if made is None:
            return found[0]
        text, pad, usual = made, " ", 0
    if "^" in flags or ("#" in flags and letter not in "pP"):
        text = text.upper()
    if "-" in flags:
        return text
    pad = "0" if "0" in flags else " " if "_" in flags else pad
    return text.rjust(min(width, _WIDEST) or usual, pad)


_COMBINED = {
    "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S", "X": "%H:%M:%S", "R": "%H:%M",
    "r": "%I:%M:%S %p", "c": "%a %b %e %H:%M:%S %Y", "v": "%e-%^b-%Y", "+": "%a %b %e %H:%M:%S %Z %Y",
}  # fmt: skip

_NUMBERS: dict[str, Callable[[datetime], tuple[int, int, str]]] = {
    "Y": lambda date: (date.year, 4, "0"),
    "C": lambda date: (date.year // 100, 2, "0"),
    "y": lambda date: (date.year % 100, 2, "0"),
    "m": lambda date: (date.month, 2, "0"),
    "d": lambda date: (date.day, 2, "0"),
    "e": lambda date: (date.day, 2, " "),
    "j": lambda date: (date.timetuple().tm_yday, 3, "0"),
    "H": lambda date: (date.hour, 2, "0"),
    "k": lambda date: (date.hour, 2, " "),
    "I": lambda date: (date.hour % 12 or 12, 2, "0"),
    "l": lambda date: (date.hour % 12 or 12, 2, " "),
    "M": lambda date: (date.minute, 2, "0"),
    "S": lambda date: (date.second, 2, "0"),
    "L": lambda date: (date.microsecond // 1000, 3, "0"),
    "u": lambda date: (date.isoweekday(), 1, "0"),
    "w": lambda date: (date.isoweekday() % 7, 1, "0"),
    "G": lambda date: (date.isocalendar().year, 4, "0"),
    "g": lambda date: (date.isocalendar().year % 100, 2, "0"),
    "V": lambda date: (date.isocalendar().week, 2, "0"),
    "U": lambda date: ((date.timetuple().tm_yday + 6 - date.isoweekday() % 7) // 7, 2, "0"),
    "W": lambda date: ((date.timetuple().tm_yday + 6 - date.weekday()) // 7, 2, "0"),
    "s": lambda date: (int(date.timestamp()), 1, "0"),
}


def _word(date: datetime, letter: str, flags: str) -> str | None:
    match letter:
        case "A":
            return _DAYS[date.weekday()]
        case "a":
            return _DAYS[date.weekday()][:3]
        case "B":
            return _MONTHS[date.month - 1]
        case "b" | "h":
            return _MONTHS[date.month - 1][:3]
        case "p":
            return ("am" if date.hour < 12 else "pm") if "#" in flags else ("AM" if date.hour < 12 else "PM")
        case "P":
            return "am" if date.hour < 12 else "pm"
        case "N":
            return f"{date.microsecond * 1000:09}"
        case "z":
            return f"{date:%z}" if ":" not in flags else f"{date:%z}"[:3] + ":" + f"{date:%z}"[3:]
        case "Z":
            return "UTC" if not date.utcoffset() else f"{date:%z}"
        case "n" | "t" | "%":
            return {"n": "\n", "t": "\t", "%": "%"}[letter]
    return None


def ordinal(day: int) -> str:
    """The ending of a day in English: 1st, 2nd, 3rd, 4th, 11th."""
    return "th" if day % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
