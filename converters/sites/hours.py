"""What a site shows: its posts wait for their date, and go when they expire.

Its generator asks the clock. Here the same files mean the same tomorrow: the hour is that at which the newest of them
was written, when somebody saw the site last.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from converters.frontmatter.files import Found
from converters.post import Post, Status
from converters.problem import Problem, Report, Severity

_LAST_SECOND = 253_402_214_400
"""Of the year 9999: no date is later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotShown(Problem):
    """A file of a post that the site did not show to anybody."""

    code = "not-shown"
    severity = Severity.WARNING
    text = "{reason}: the site did not show it, and it was taken for a draft"
    reason: str


def hour_of(files: Iterable[Found]) -> datetime:
    """The hour at which the newest file of a site was written, or that of `SOURCE_DATE_EPOCH` where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.fromtimestamp(max(map(_written, files), default=0), UTC)


def _written(found: Found) -> float:
    try:
        return min(max(found.path.stat().st_mtime, 0), _LAST_SECOND)
    except OSError:
        return 0


def waiting(post: Post, shown_from: datetime | None, hour: datetime) -> Post:
    """A published post that waits for its hour, with that hour for its date; any other as it is."""
    if post.status is not Status.PUBLISHED or shown_from is None or shown_from <= hour:
        return post
    return replace(post, status=Status.SCHEDULED, status_word="future", date=shown_from)


def hidden(post: Post, reason: str, report: Report) -> Post:
    """A post that the site did not show, as a draft; one that is no more open than a draft as it is."""
    if post.status not in (Status.PUBLISHED, Status.SCHEDULED):
        return post
    report(NotShown(reason=reason))
    return replace(post, status=Status.DRAFT, status_word="draft")
