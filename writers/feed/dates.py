"""Dates that feed readers believe: not before 1970, and not after the source itself was made."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from converters.post import Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers.feed.entry import EPOCH
from writers.fields import Undated, whole_minutes

_END = datetime(2100, 1, 1, tzinfo=UTC)
"""What no blog of today says in earnest, where the source does not tell when it was made."""
_SLACK = timedelta(days=2)
"""Clocks and time zones err."""
_YEARS = timedelta(days=5 * 366)
"""Exports are edited by hand, and keep the date they had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplausibleDate(Problem):
    """A date that feed readers take for an error, or that would stand on top of all others for years."""

    code = "implausible-date"
    severity = Severity.WARNING
    text = "its {field} {date} is {why}: the feed leaves it out"
    field: str
    date: str
    why: str


def dates_of(post: Post, site: Site, report: Report) -> tuple[datetime | None, datetime | None]:
    """When a post was published and when it was last changed, each None where the source gives no plausible date."""
    published = _plausible("date", post.date, post, site, report)
    if post.date is None:
        report(Undated(consequence="feed readers show it as they like"))
    if post.modified == post.date:
        return published, None
    modified = _plausible("date of change", post.modified, post, site, report)
    if published and modified and modified < published:
        modified = None  # written first, published later
    return published, modified


def rank_of(post: Post, site: Site) -> datetime:
    """What posts are sorted by: as `FeedEntry.rank`, of a post that is not rendered yet."""
    dates = (date for date in (post.date, post.modified) if date is not None and not _why_not(date, post, site))
    return next(dates, EPOCH)


def _plausible(field: str, date: datetime | None, post: Post, site: Site, report: Report) -> datetime | None:
    if date is None:
        return None
    why = _why_not(date, post, site)
    if why:
        report(ImplausibleDate(field=field, date=date.isoformat(), why=why))
        return None
    return whole_minutes(date)


def _why_not(date: datetime, post: Post, site: Site) -> str:
    if date.year < EPOCH.year or date < EPOCH:
        return "before 1970"
    if date >= _END:
        return "in a far future"
    horizon = _horizon_of(site)
    waits = post.modified is not None and post.modified <= horizon < date  # saved then, to be public later
    return "in the future: after the source itself was made" if waits or date > horizon + _YEARS else ""


_last: tuple[Site, datetime] | None = None


def _horizon_of(site: Site) -> datetime:
    """The last date that is not in the future, as seen from the source: the clock has no part in what is written.

    A source that says it was made before many of its own posts is not believed. Every post of a site asks for the same
    date, so the last answer is kept.
    """
    global _last
    if _last is None or _last[0] is not site:
        horizon = site.exported + _SLACK if site.exported and site.exported.year < _END.year - 1 else _END - _YEARS
        dates = (entry.date for entry in site.entries if entry.date and entry.status is Status.PUBLISHED)
        beyond = Counter(date > horizon for date in dates)
        if 3 * beyond[True] > beyond.total():
            horizon = _END - _YEARS
        _last = (site, horizon)
    return _last[1]
