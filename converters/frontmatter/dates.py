"""Dates as the family writes them: local without a zone, with an offset, in UTC, or absurd."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from converters.problem import ConversionError, Problem, Report, Severity

_DATE = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T ][ \t]*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?)?"
    r"[ \t]*(?:(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?|(?P<utc>Z|UTC|GMT))?",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9})\.?"
    r"|(?P<month_first>[a-z]{3,9})\.? (?P<day_after>\d{1,2})(?:st|nd|rd|th)?),? (?P<year>\d{4})",
    re.IGNORECASE | re.ASCII,
)
_NO_DATE = re.compile(r"0000-00-00|-0*1-11-30|0*1-11-30|-0*1-1?[12]-|0001-01-01", re.ASCII)
_FARTHEST = timedelta(hours=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateUnreadable(Problem):
    """A date that is none, such as the 31st of February."""

    code = "date-unreadable"
    severity = Severity.WARNING
    text = "{key}: {value!r} is not a date and is passed over: write it like 2019-04-17 10:30"
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneAssumed(Problem):
    """The source has local times and does not say of which zone. Said once."""

    code = "zone-assumed"
    severity = Severity.WARNING
    text = (
        "{count} {count:date is a local time|dates are local times} of a zone that the source does not name, read as "
        "UTC: name the zone with --timezone"
    )
    count: int


def zone_named(name: str) -> tzinfo | None:
    """The IANA time zone of a name, None for an empty one. Raises ConversionError for a name nobody knows."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # a folder's name, a bad one, an unknown one
        raise ConversionError(f"there is no time zone {name!r}: give an IANA name such as Europe/Paris") from error


@dataclass(slots=True)
class Clock:
    """Reads dates in the blog's zone, and counts those that only an assumption made into instants."""

    zone: tzinfo | None = None
    assumed: int = 0

    def read(self, key: str, value: str, gmt: str, report: Report) -> datetime | None:
        """The instant that a value names, in the blog's offset; None where there is none.

        `gmt` is the same instant in UTC where the source has it too: the difference is the offset then, whatever
        offset is written beside (jekyll-import writes that of the machine it ran on).
        """
        parsed = _parse(value)
        if parsed is None:
            if value and not _NO_DATE.match(value):
                report(DateUnreadable(key=key, value=value[:60]))
            return None
        wall, offset = parsed
        universal = _parse(gmt)
        if universal is not None:
            difference = wall - universal[0]
            if abs(difference) <= _FARTHEST and not difference % timedelta(minutes=15):
                return wall.replace(tzinfo=timezone(difference))
        if offset is not None:
            return wall.replace(tzinfo=timezone(offset))
        return self.localise(wall)

    def localise(self, wall: datetime) -> datetime:
        """A local time with its offset.

        One that summer time skips is moved on by the hour, one that happens twice is the first, as in PHP.
        """
        if self.zone is None:
            self.assumed += 1
            return wall.replace(tzinfo=UTC)
        try:
            aware = wall.replace(tzinfo=self.zone).astimezone(UTC).astimezone(self.zone)
        except OverflowError:  # the first or last day of the calendar
            return wall.replace(tzinfo=UTC)
        offset = aware.utcoffset() or timedelta()
        minutes = timedelta(minutes=round(offset.total_seconds() / 60))  # before 1900, zones have seconds
        return aware.replace(tzinfo=timezone(minutes))


def is_date(text: str) -> bool:
    """Whether a text names a day."""
    return _parse(text) is not None


def _parse(value: str) -> tuple[datetime, timedelta | None] | None:
    """A wall time and its offset, which is None where the text names none."""
    value = value.strip(" \t\r\n\"'")
    found = _DATE.fullmatch(value)
    if not found:
        return _parse_words(value) or _parse_mail(value)
    numbers = {name: int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")}
    fraction = (found["fraction"] or "")[:6].ljust(6, "0")
    try:
        wall = datetime(
            numbers["year"], numbers["month"], numbers["day"], numbers["hour"], numbers["minute"],
            min(numbers["second"], 59), int(fraction),
        )  # fmt: skip
    except ValueError:
        return None
    if wall.year < 100:
        return None
    if found["utc"]:
        return wall, timedelta()
    if not found["sign"]:
        return wall, None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    if offset > _FARTHEST:
        return None
    return wall, -offset if found["sign"] == "-" else offset


def _parse_words(value: str) -> tuple[datetime, None] | None:
    """`Jul 08 2022` or `8th July, 2022`: a day in English words, as schemas of Astro take it."""
    found = _WORDS.fullmatch(" ".join(value[:60].split()))
    month = (found["month"] or found["month_first"] or "")[:3].lower() if found else ""
    if found is None or month not in _MONTHS:
        return None
    try:
        return datetime(int(found["year"]), _MONTHS.index(month) + 1, int(found["day"] or found["day_after"])), None
    except ValueError:
        return None


def _parse_mail(value: str) -> tuple[datetime, timedelta | None] | None:
    """`Thu, 05 Jul 2012 10:00:00 +0000`, as feeds write it."""
    if not value[:4].rstrip(", ").isalpha() or len(value) > 60:
        return None
    try:
        parsed = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return parsed.replace(tzinfo=None), parsed.utcoffset()
