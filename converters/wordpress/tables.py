"""Tables that TablePress keeps in posts of their own: rows in JSON → an HTML table, by the name that bodies use.

The rows are a list of lists of HTML; a cell `#colspan#` belongs to the one on its left, `#rowspan#` to the one above,
`#span#` to both (TablePress_Render). Options and hidden rows and columns stand in custom fields, as JSON, too.
"""

import json
from collections.abc import Mapping
from typing import Any

from converters.wordpress.markup import write_element, write_figure, write_text

TABLE_KIND = "tablepress_table"
"""The type of the posts that tables are kept in."""
_LEFT, _ABOVE, _BOTH = "#colspan#", "#rowspan#", "#span#"


def table_names(meta: Mapping[str, str]) -> list[str]:
    """What bodies call a table; TablePress writes it into every export."""
    return [name for each in meta.get("_tablepress_export_table_id", "").split(",") if (name := each.strip())]


def table_html(rows: str, title: str, description: str, meta: Mapping[str, str]) -> str:
    """A table as HTML, with the title and description where readers saw them; empty when the rows cannot be read."""
    cells = _rows(_read(rows))
    options = _read(meta.get("_tablepress_table_options", ""))
    options = options if isinstance(options, dict) else {}
    cells = _visible(cells, _read(meta.get("_tablepress_table_visibility", "")))
    if not cells:
        return ""
    head = _count(options.get("table_head"), 1)
    foot = min(_count(options.get("table_foot"), 0), len(cells) - min(head, len(cells)))
    parts = (
        ("thead", "th", 0, head),
        ("tbody", "td", head, len(cells) - foot),
        ("tfoot", "th", len(cells) - foot, None),
    )
    written = "".join(
        write_element(name, {}, _section(cells[start:end], tag)) for name, tag, start, end in parts if cells[start:end]
    )
    shown = write_element("table", {}, written)
    if description and options.get("print_description"):
        shown = write_figure(shown, description)
    return (write_element("h2", {}, write_text(title)) if title and options.get("print_name") else "") + shown


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text.strip() else None
    except (ValueError, RecursionError):
        return None


def _rows(value: Any) -> list[list[str]]:
    if not isinstance(value, list):
        return []
    rows = [
        [str(cell) if isinstance(cell, str | int | float) else "" for cell in row]
        for row in value
        if isinstance(row, list)
    ]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows] if width * len(rows) < 1_000_000 else rows


def _visible(rows: list[list[str]], visibility: Any) -> list[list[str]]:
    """The rows and columns that are not hidden."""
    shown = visibility if isinstance(visibility, dict) else {}
    lines, columns = shown.get("rows"), shown.get("columns")
    if isinstance(lines, list):
        rows = [row for at, row in enumerate(rows) if at >= len(lines) or lines[at]]
    if isinstance(columns, list):
        rows = [[cell for at, cell in enumerate(row) if at >= len(columns) or columns[at]] for row in rows]
    return [row for row in rows if row]


def _count(value: Any, default: int) -> int:
    """How many rows: a number in TablePress 3, a yes or no before."""
    return max(0, int(value)) if isinstance(value, bool | int) else default


def _section(rows: list[list[str]], tag: str) -> str:
    """Rows of a head, body or foot; spans do not leave it."""
    written: list[list[str]] = [[] for _ in rows]
    below = [1] * max(map(len, rows), default=0)  # by column, how many rows the cell further up covers
    for at in range(len(rows) - 1, -1, -1):
        right = 1
        for column in range(len(rows[at]) - 1, -1, -1):
            cell = rows[at][column].strip()
            if at and cell == _ABOVE:
                below[column] += 1
                continue
            if column and cell == _LEFT:
                right += 1
                below[column] = 1
                continue
            if at and column and cell == _BOTH:
                below[column] = 1
                continue
            attributes = {
                "colspan": str(right) if right > 1 else "",
                "rowspan": str(below[column]) if below[column] > 1 else "",
            }
            below[column] = right = 1
            written[at].append(write_element(tag, attributes, cell.replace("\n", "<br />\n")))
    return "".join(write_element("tr", {}, "".join(reversed(row))) for row in written)
