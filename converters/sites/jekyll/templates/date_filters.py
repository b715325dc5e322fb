"""The filters of dates: Jekyll's, and Liquid's without a clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from liquid.filter import with_context
from liquid.undefined import is_undefined

from converters.frontmatter.dates import zone_named
from converters.problem import ConversionError
from converters.sites.jekyll.templates.bounds import NotKnown, Run
from converters.sites.jekyll.templates.dates import date_in, ordinal, written
from converters.sites.jekyll.templates.list_filters import property_of
from converters.sites.jekyll.templates.texts import text_of

_LIKE_A_DATE = re.compile(
    r"\d[-/.]\d{1,2}[-/.]\d|\d:\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d", re.IGNORECASE
)
"""What Ruby may take for a date."""


def _date(value: object, format: object = "") -> object:
    if not text_of(format) or value is None or is_undefined(value):
        return value
    date = date_in(value)
    if date is None and isinstance(value, str) and _LIKE_A_DATE.search(value):
        raise NotKnown(f"the date {value[:40]!r}")
    return value if date is None else written(date, text_of(format))


def _day(month: str) -> Callable[..., object]:
    """A filter that writes a date with its month as a mark of `strftime`."""

    @with_context
    def date_to_words(value: object, type: object = None, style: object = None, *, context: Run) -> object:
        if value is None or is_undefined(value) or value == "":
            return value
        date = _known_date(value, context)
        if type == "ordinal":
            day = f"{date.day}{ordinal(date.day)}"
            return written(date, f"%{month} {day}, %Y" if style == "US" else f"{day} %{month} %Y")
        return written(date, f"%d %{month} %Y")

    return date_to_words


def _known_date(value: object, context: Run) -> datetime:
    """The date that a value means, in the zone of the site."""
    date = date_in(value)
    if date is None:
        raise NotKnown(f"the date {text_of(value)[:40]!r}")
    try:
        zone = zone_named(text_of(property_of(context.globals.get("site"), "timezone")))
        return date.astimezone(zone or UTC)
    except (ConversionError, OverflowError):
        return date


def _moment(format: str) -> Callable[..., object]:
    @with_context
    def date_to_format(value: object, *, context: Run) -> object:
        return value if value is None or is_undefined(value) else written(_known_date(value, context), format)

    return date_to_format


DATE_FILTERS: dict[str, Callable[..., object]] = {
    "date": _date,
    "date_to_long_string": _day("B"),
    "date_to_rfc822": _moment("%a, %d %b %Y %H:%M:%S %z"),
    "date_to_string": _day("b"),
    "date_to_xmlschema": _moment("%Y-%m-%dT%H:%M:%S%:z"),
}
"""Filters of dates by their names."""
