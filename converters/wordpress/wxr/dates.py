"""WordPress's pairs of local and GMT dates → aware datetimes in the blog's own offset."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from converters.problem import ConversionError, Problem, Severity

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?", re.ASCII)
_GMT_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s*)?([+-])(\d{1,2}):?(\d\d)?$", re.ASCII)
_QUARTER = 15 * 60
_FIRST_YEAR = 100
"""Earlier ones are no years that a post is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsurdDate(Problem):
    """A date that no calendar has, or a local date too far from its GMT."""

    code = "absurd-date"
    severity = Severity.WARNING
    text = "the {field} {value!r} cannot be right: {instead} is taken instead"
    field: str
    value: str
    instead: str


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None for the empty name. Raises ConversionError for any other."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ConversionError(f"there is no time zone {name!r}: give an IANA name such as Europe/Berlin") from error


@lru_cache(maxsize=200)
def offset_zone(seconds: int) -> tzinfo:
    """The fixed offset of so many seconds; one object for each."""
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


@lru_cache(maxsize=256)
def local_date(text: str) -> datetime | None:
    """A date as WordPress writes it, naive; None when it is empty, zero or impossible."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def is_blank(text: str) -> bool:
    """Whether a date says that there is none: empty, zero, or what PHP, Go and .NET make of zero."""
    return not text or text.startswith(("0000-00-00", "0001-01-01")) or "-0001" in text


def feed_date(text: str) -> datetime | None:
    """The date of an RSS feed (RFC 822), or ISO 8601, aware; UTC where it names no zone. None when unreadable."""
    if is_blank(text):
        return None
    found: datetime | None = None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        match = _GMT_OFFSET.search(text)
        try:
            if match:
                plain = parsedate_to_datetime(text[: match.start()].strip() + " +0000")
                seconds = int(match[2]) * 3600 + int(match[3] or 0) * 60
                found = plain.replace(tzinfo=offset_zone(-seconds if match[1] == "-" else seconds))
            else:
                found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if found.year < _FIRST_YEAR:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def offset_between(local: datetime, gmt: datetime) -> int | None:
    """The seconds that local time is ahead of GMT, to the quarter of an hour; None when no zone is like that."""
    seconds = round((local - gmt).total_seconds())
    nearest = round(seconds / _QUARTER) * _QUARTER
    if not -12 * 3600 <= nearest <= 15 * 3600:
        return None
    if abs(seconds - nearest) <= 90:
        return nearest
    return round(seconds / 60) * 60 if local.year < 1940 else None  # local mean time, which WordPress knows too


class Clock:
    """The blog's local time: a named zone, or, for a moment, the offset of the post nearest to it."""

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self._zone = zone
        self._seen: dict[datetime, int] = {}
        self._days: list[datetime] = []

    def learn(self, local: datetime, seconds: int) -> None:
        """Remember the offset of a moment."""
        self._seen.setdefault(local.replace(hour=12, minute=0, second=0, microsecond=0), seconds)

    def settle(self) -> None:
        """All has been learnt."""
        days = sorted(self._seen)
        self._days = [
            day
            for i, day in enumerate(days)
            if not 0 < i < len(days) - 1 or not self._seen[days[i - 1]] == self._seen[day] == self._seen[days[i + 1]]
        ]
        self._seen = {day: self._seen[day] for day in self._days}

    def attach(self, local: datetime) -> datetime:
        """A local date with the offset it most likely had."""
        if self._zone:
            return _fixed(local.replace(tzinfo=self._zone))
        return local.replace(tzinfo=offset_zone(self._nearest(local)))

    def show(self, moment: datetime) -> datetime:
        """A moment in the blog's local time."""
        try:
            if self._zone:
                return _fixed(moment.astimezone(self._zone))
            naive = moment.astimezone(UTC).replace(tzinfo=None)
            return moment.astimezone(offset_zone(self._nearest(naive)))
        except (OverflowError, ValueError):
            return moment

    def _nearest(self, local: datetime) -> int:
        at = bisect_left(self._days, local)
        near = self._days[max(at - 1, 0) : at + 1]
        return self._seen[min(near, key=lambda day: abs(day - local))] if near else 0


def _fixed(moment: datetime) -> datetime:
    """The same with a plain offset instead of a zone, to the minute."""
    ahead = moment.utcoffset() or timedelta()
    return moment.replace(tzinfo=offset_zone(round(ahead.total_seconds() / 60) * 60))


def pair(local_text: str, gmt_text: str, clock: Clock) -> tuple[datetime | None, str]:
    """The moment that a local and a GMT date name together, and what is absurd about them (else empty).

    The offset is their difference. With one of the two the other follows from the clock.
    """
    local, gmt = local_date(local_text), local_date(gmt_text)
    absurd = next((t for t, d in ((local_text, local), (gmt_text, gmt)) if d is None and not is_blank(t)), "")
    try:
        if local and gmt:
            seconds = offset_between(local, gmt)
            if seconds is None:
                return clock.show(gmt.replace(tzinfo=UTC)), local_text
            return gmt.replace(tzinfo=UTC).astimezone(offset_zone(seconds)), absurd
        if gmt:
            return clock.show(gmt.replace(tzinfo=UTC)), absurd
        return (clock.attach(local) if local else None), absurd
    except (OverflowError, ValueError):
        return None, local_text or gmt_text
