"""Tables: lines with pipes where a block begins and another one ends."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.spans import Spans
from converters.markdown.kramdown.tree import TEXT, Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_LINE = re.compile(r"(?:\||[^\n]*?[^\\\n]\|)[^\n]*\n", re.ASCII)
_PIPE = re.compile(r"(?<!\\)\|", re.ASCII)
_MARK = re.compile(r"\\?\||`+|<code\b[^<>]*>", re.ASCII)


def read_table(blocks: "Blocks") -> bool:
    """A table of all lines with pipes from here; none where the line after them belongs to them, or none has cells."""
    text, at = blocks.text, blocks.at
    if at < blocks.no_table_before or not _LINE.match(text, at) or not blocks.is_after_boundary:
        return False
    parts: list[tuple[str, list[list[str]]]] = []
    rows: list[list[str]] = []
    alignment: list[str] = []
    is_led = text[at : at + 4].lstrip(" ").startswith("|")
    has_head = is_foot = False
    while found := _LINE.match(text, at):
        line = found[0]
        if _is_rule(line, "-"):
            if rows and not has_head and not is_foot and not parts:
                parts.append(("thead", rows))
                has_head = True
                alignment = _alignment(line)
            elif not rows and not parts and not alignment:
                alignment = _alignment(line)
            elif rows:
                parts.append(("tfoot" if is_foot else "tbody", rows))
            rows = []
        elif _is_rule(line, "="):
            if rows:
                parts.append(("tbody" if not is_foot else "tfoot", rows))
            rows, is_foot = [], True
        else:
            rows.append(cells_of(line.strip(SPACE), is_led=is_led))
        at = found.end()
    if rows:
        parts.append(("tfoot" if is_foot else "tbody", rows))
    if (
        not any(name != "thead" for name, _ in parts)
        or not blocks.is_before_boundary(at)
        or not _is_parted(blocks.text[blocks.at : at], blocks)
    ):
        blocks.no_table_before = at
        return False
    blocks.at = at
    blocks.add(_table(parts, alignment))
    return True


def _is_rule(line: str, mark: str) -> bool:
    return mark in line and not line.strip("+|: \t\n" + mark)


def _is_parted(lines: str, blocks: "Blocks") -> bool:
    """Whether each line has a pipe that is neither escaped nor within code or an element."""
    if "`" in lines or "<" in lines:
        spans = Spans(lines, blocks.document, is_for_table=True)
        spans.read()
        spans.flush()
        lines = "".join(
            child.text if child.kind == TEXT else "".join(inner.text for inner in child.each()).count("\n") * "\n"
            for child in spans.children
            if child.kind in (TEXT, "code")
        )
    return all(_PIPE.search(line) for line in lines.rstrip("\n").split("\n"))


def cells_of(line: str, *, is_led: bool) -> list[str]:
    """The cells of a row: pipes part them that are not escaped, and not within code.

    Where the rows of a table are led by a pipe, as its first one is, there is no cell before it.
    """
    cells = [""]
    at = 0
    lacking: set[str] = set()
    begin = 0
    while found := _MARK.search(line, at):
        mark, at = found[0], found.end()
        if mark == "|":
            cells[-1] += line[begin : found.start()]
            cells.append("")
            begin = at
        elif mark == "\\|":
            cells[-1] += line[begin : found.start()]
            begin = at - 1
        elif mark == "`" and line[found.start() - 1 : found.start()] in SPACE and line[at : at + 1] in SPACE:
            continue
        elif mark.startswith(("`", "<")):
            wanted = mark if mark.startswith("`") else "</code>"
            end = -1 if wanted in lacking else line.find(wanted, at)
            if end < 0:
                lacking.add(wanted)
            else:
                at = end + len(wanted)
    cells[-1] += line[begin:]
    if is_led and len(cells) > 1 and not cells[0].strip(SPACE):
        del cells[0]
    if not cells[-1].strip(SPACE):
        cells.pop()
    return [cell.strip(SPACE) for cell in cells]


def _alignment(line: str) -> list[str]:
    found = []
    for column in re.split(r"[|+]", line.strip(SPACE).strip("|+")):
        column = column.strip(SPACE)
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
