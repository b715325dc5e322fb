"""Tables: lines with pipes where a block begins and another one ends."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.tree import Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_LINE = re.compile(r"(?:\||[^\n]*?[^\\\n]\|)[^\n]*\n")
_RULE = re.compile(r"[+|: \t-]*-[+|: \t-]*\n")
_FOOT_RULE = re.compile(r"[+|: \t=]*=[+|: \t=]*\n")
_COLUMN = re.compile(r"(:?)[-=]+(:?)|[^-=|+:]+|[|+:]")
_ALIGNED = re.compile(r"(\s*:)?-+(:)?\s*")
_CODE = re.compile(r"<code\b[^<>\n]*>.*?</code>|(`+)(?!`)(?:.*?)\1", re.DOTALL)
_CODE_MARK = re.compile(r"`+|<code\b[^<>\n]*>")
_ENDS_CODE = "</code>"


def read_table(blocks: "Blocks") -> bool:
    """A table of all lines with pipes from here; none where the line after them belongs to them, or none has cells."""
    text, at = blocks.text, blocks.at
    if not _LINE.match(text, at) or not blocks.is_after_boundary:
        return False
    parts: list[tuple[str, list[list[str]]]] = []
    rows: list[list[str]] = []
    alignment: list[str] = []
    has_pipe = has_head = is_foot = False
    while found := _LINE.match(text, at):
        line = found[0]
        if _RULE.fullmatch(line):
            if rows and not has_head and not is_foot and not parts:
                parts.append(("thead", rows))
                has_head = True
                alignment = _alignment(line)
            elif not rows and not parts and not alignment:
                alignment = _alignment(line)
            elif rows:
                parts.append(("tfoot" if is_foot else "tbody", rows))
            rows = []
        elif _FOOT_RULE.fullmatch(line):
            if rows:
                parts.append(("tbody" if not is_foot else "tfoot", rows))
            rows, is_foot = [], True
        else:
            cells, is_row = cells_of(line.strip())
            has_pipe = has_pipe or is_row
            rows.append(cells)
        at = found.end()
    if rows:
        parts.append(("tfoot" if is_foot else "tbody", rows))
    if not has_pipe or not any(name != "thead" for name, _ in parts) or not blocks.is_before_boundary(at):
        return False
    blocks.at = at
    blocks.add(_table(parts, alignment))
    return True


def cells_of(line: str) -> tuple[list[str], bool]:
    """The cells of a row, and whether a pipe says that it is one: one that is no code and not escaped."""
    cells: list[str] = []
    current: list[str] = []
    at = 0
    lacking: set[str] = set()
    starts = line.startswith("|")
    at = 1 if starts else 0
    has_pipe = starts
    begin = at
    while at < len(line):
        mark = line[at]
        if mark == "\\" and line[at + 1 : at + 2] == "|":
            current.append(line[begin:at])
            begin, at = at + 1, at + 2
        elif mark == "\\" and line[at + 1 : at + 2]:
            at += 1 if line[at + 1] == "\\" else 2
        elif mark in "`<" and (found := _CODE_MARK.match(line, at)):
            wanted = found[0] if mark == "`" else _ENDS_CODE
            end = -1 if wanted in lacking else line.find(wanted, found.end())
            if end < 0:
                lacking.add(wanted)
            at = end + len(wanted) if end >= 0 else found.end()
        elif mark == "|":
            current.append(line[begin:at])
            cells.append("".join(current).strip())
            current = []
            at += 1
            begin = at
            has_pipe = True
        else:
            at += 1
    current.append(line[begin:])
    last = "".join(current).strip()
    if last or not cells:
        cells.append(last)
    if line == "|":
        cells = []
    return cells, has_pipe


def _alignment(line: str) -> list[str]:
    found = []
    for column in re.split(r"[|+]", line.strip().strip("|+")):
        column = column.strip()
        left, right = column.startswith(":"), len(column) > 1 and column.endswith(":")
        if not column.strip(":"):
            left = right = False
        found.append("center" if left and right else "left" if left else "right" if right else "")
    return found


def _table(parts: list[tuple[str, list[list[str]]]], alignment: list[str]) -> Node:
    width = max((len(cells) for _, rows in parts for cells in rows), default=0)
    table = Node("table")
    for name, rows in parts:
        part = Node(name)
        table.children.append(part)
        for cells in rows:
            row = Node("tr")
            part.children.append(row)
            for number in range(width):
                cell = Node("th" if name == "thead" else "td", cells[number] if number < len(cells) else "")
                if number < len(alignment) and alignment[number]:
                    cell.attributes["style"] = f"text-align: {alignment[number]}"
                row.children.append(cell)
    return table
