"""Values of the model as WordPress stores them: dates, slugs, names, statuses."""

import html
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from converters.post import Post, Status
from converters.wordpress.vocabulary import STATUSES, ZERO_DATE
from converters.wordpress.wxr.words import decode_slug, to_plain_text


def dates(moment: datetime | None, *, floating: bool = False) -> tuple[str, str]:
    """A moment as local time and as GMT; zero for none, and GMT zero for one that floats."""
    if moment is None:
        return ZERO_DATE, ZERO_DATE
    try:
        gmt = _stored(moment.astimezone(UTC))
    except OverflowError:  # within a day of the first or the last that datetime knows
        gmt = ZERO_DATE
    return _stored(moment), ZERO_DATE if floating else gmt


def _stored(moment: datetime) -> str:
    return moment.replace(tzinfo=None, microsecond=0).isoformat(sep=" ")


def feed_date(moment: datetime | None) -> str:
    """A moment as RSS has it; empty for none."""
    try:
        return format_datetime(moment.astimezone(UTC).replace(microsecond=0)) if moment else ""
    except OverflowError:
        return ""


def encode_slug(slug: str) -> str:
    """A slug as WordPress stores it: percent-encoded where it is not ASCII, in lower case."""
    encoded = "".join(char if char.isascii() else quote(char, errors="replace").lower() for char in slug)
    if decode_slug(encoded) == slug:
        return encoded
    return "".join(
        char if char.isascii() else quote(char, errors="replace").lower() for char in slug.replace("%", "%25")
    )


def stored_name(name: str) -> str:
    """Plain text as WordPress stores names: with `&`, `<` and `>` as entities."""
    return html.escape(name, quote=False)


def feed_text(text: str) -> str:
    """Plain text for an element whose readers decode entities once more, should there be any in it."""
    return text if to_plain_text(text, tags=False) == text else stored_name(text)


def stored_title(post: Post) -> str:
    """The title as WordPress stores it: HTML."""
    return post.title_html or stored_name(post.title)


def stored_status(post: Post) -> str:
    """WordPress's word for the status; the source's own where WordPress has no better one."""
    if post.kind == "attachment" and post.status is Status.PUBLISHED:
        return post.status_word if post.status_word == "publish" and post.dialect == "wordpress" else "inherit"
    if STATUSES.get(post.status_word) is post.status or post.status is Status.OTHER:
        return post.status_word or "draft"
    return next(word for word, status in STATUSES.items() if status is post.status)
