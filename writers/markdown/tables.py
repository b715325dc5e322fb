"""Tables: which fit between pipes, and their rows written so."""

import re

from converters.html import Element, Text
from writers.markdown.raw import DROPPED

_FRAME = frozenset(["table", "thead", "tbody", "tfoot", "tr"])
_IN_CELLS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "center",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "div",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "p",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_ALIGNED = re.compile(r"text-align:\s*(left|right|center)")
_ALIGNED_CLASS = re.compile(r"(?:^|\s)(?:has-text-)?align-?(left|right|center)(?:\s|$)")
_RULES = {"left": ":---", "right": "---:", "center": ":---:"}


def rows_of(table: Element) -> list[list[Element]] | None:
    """The cells row by row when the table fits between pipes: no spans, no caption, no blocks in cells; else None."""
    rows: list[list[Element]] = []
    stack = [child for child in reversed(table.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            if node.text.strip():
                return None
        elif not isinstance(node, Element) or node.name in ("col", "colgroup") or node.name in DROPPED:
            continue
        elif node.name == "caption":
            if node.text_content().strip() or node.elements("img"):
                return None
        elif node.name == "tr":
            cells = [cell for cell in node.children if isinstance(cell, Element)]
            if not all(_fits(cell) for cell in cells):
                return None
            rows.append(cells)
        elif node.name in ("thead", "tbody", "tfoot"):
            if node.name == "thead" and rows:
                return None
            stack.extend(reversed(node.children))
        else:
            return None
    return rows if any(rows) else None


def _fits(cell: Element) -> bool:
    if (
        cell.name not in ("td", "th")
        or cell.get("colspan", "1") not in ("", "1")
        or cell.get("rowspan", "1") not in ("", "1")
    ):
        return False
    return "dir" not in cell.attributes and all(
        element.name in _IN_CELLS or element.name in DROPPED for element in cell.elements()
    )


def alignment(cell: Element) -> str:
    """`left`, `right`, `center`, or nothing."""
    for value in (cell.get("align"), cell.get("data-align")):
        if value in _RULES:
            return value
    found = _ALIGNED.search(cell.get("style")) or _ALIGNED_CLASS.search(cell.get("class"))
    return found[1] if found else ""


def is_headed(rows: list[list[Element]]) -> bool:
    """Whether the first row is a header."""
    first = rows[0]
    return bool(first) and (all(cell.name == "th" for cell in first) or _section(first[0]) == "thead")


def pipe_rows(rows: list[list[Element]], texts: list[str]) -> str:
    """Rows between pipes; the header is empty where the table has none."""
    width = max(map(len, rows))
    rules = ["---"] * width
    for column in range(width):
        for row in rows:
            if column < len(row) and (aligned := alignment(row[column])):
                rules[column] = _RULES[aligned]
                break
    remaining = iter(texts)
    lines = [_line([next(remaining) for _ in row], width) for row in rows]
    if not is_headed(rows):
        lines.insert(0, _line([], width))
    lines.insert(1, _line(rules, width))
    return "\n".join(lines)


def _line(cells: list[str], width: int) -> str:
    return "| " + " | ".join(cells + [" "] * (width - len(cells))) + " |"


def _section(cell: Element) -> str:
    row = cell.parent
    return row.parent.name if row is not None and row.parent is not None else ""
