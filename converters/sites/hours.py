"""What a site shows at the hour at which it is read: its posts wait for their date, and go when they expire.

This is the one place where a source means another thing tomorrow, as it does to the generator of the site.
"""

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from converters.post import Post, Status
from converters.problem import Problem, Report, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class NotShown(Problem):
    """A file of a post that the site did not show to anybody."""

    code = "not-shown"
    severity = Severity.WARNING
    text = "{reason}: the site did not show it, and it was taken for a draft"
    reason: str


def hour_of_reading() -> datetime:
    """The present hour; that of `SOURCE_DATE_EPOCH`, where it is set, for one result at any time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isascii() and epoch.isdigit() and len(epoch) < 12 else None
    return datetime.now(UTC) if seconds is None else datetime.fromtimestamp(seconds, UTC)


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
