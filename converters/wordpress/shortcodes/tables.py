"""`[table id=5 /]` (TablePress, WP-Table Reloaded) and `[table]a,b[/table]` (Easy Table)."""

import csv
import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from converters.problem import Problem, Severity
from converters.wordpress.context import Context
from converters.wordpress.markup import write_element
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, expand_shortcodes

_MOST = 10_000_000
"""Characters of tables in one body: a hostile one shall not repeat a large table a million times."""
_PARAGRAPHS = re.compile(r"<br ?/?>|</?p>", re.IGNORECASE)
_NAMES = ("table", "easytable")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMissing(Problem):
    """A body shows a table that is not in the source."""

    code = "table-missing"
    severity = Severity.LOSS
    text = "the table {name} {reason}: its shortcode stays in the text"
    name: str
    reason: str


def expand_tables(text: str, context: Context) -> str:
    """A body with the tables that its `[table]` shortcodes name; the shortcodes in their cells are still there."""
    if "table" not in text or not context.site.tables:
        return text
    size = 0

    def table(shortcode: Shortcode, context: Context) -> str | None:
        nonlocal size
        name = shortcode.get("id") or next((word.lstrip("=") for word in shortcode.positions()), "")
        made = context.site.tables.get(name, "")
        size += len(made)
        return made.replace("[table", "&#91;table") if size <= _MOST and made else None

    return expand_shortcodes(text, context, {"table": table})


def table(shortcode: Shortcode, context: Context) -> str | None:
    """A table written between the tags, as CSV; one that is named is not in the source, or stands in another's cell."""
    if shortcode.content is not None and shortcode.content.strip():
        return _csv_table(shortcode)
    name = shortcode.get("id") or next((word.lstrip("=") for word in shortcode.positions()), "")
    if name:
        reason = "is shown too often or in a table" if name in context.site.tables else "is not in the source"
        context.report(TableMissing(name=name, reason=reason))
    return None


def _csv_table(shortcode: Shortcode) -> str | None:
    text = _PARAGRAPHS.sub("", shortcode.html).strip("\n")
    delimiter = html.unescape(shortcode.get("delimiter")) or ","
    delimiter = "\t" if delimiter in ("\\t", "tab") else delimiter[:1]
    text = text.replace("&#8220;", '"').replace("&#8221;", '"').replace("&quot;", '"')
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]
    except csv.Error:
        return None
    if not rows:
        return None
    head = [] if shortcode.get("th", "1").lower() in ("0", "false", "no") else rows[:1]
    written = [("thead", "th", head), ("tbody", "td", rows[len(head) :])]
    sections = (
        write_element(name, {}, "".join(write_element("tr", {}, _cells(row, tag)) for row in part))
        for name, tag, part in written
        if part
    )
    return write_element("table", {}, "".join(sections))


def _cells(row: list[str], tag: str) -> str:
    return "".join(write_element(tag, {}, cell.strip()) for cell in row)


TABLE_SHORTCODES: Mapping[str, Handler] = dict.fromkeys(_NAMES, table)
