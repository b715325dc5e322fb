"""What kramdown has beyond CommonMark: attribute lists, extensions, whole HTML elements, formulas, abbreviations.

After kramdown's own description of its syntax. Each is a rule of markdown-it-py; nothing here recurses by itself but
elements with `markdown="1"`, whose depth is bounded.
"""

import re
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from converters.markdown.attribute_lists import attribute_list_plugin
from converters.markdown.elements import element_plugin

_EXTENSION = re.compile(r"\{::(comment|nomarkdown|options)(?:\s[^{}]*?)?(/?)\}")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\]\n]{1,200})\]:[ \t]*(.*)$")
_ABBREVIATIONS = "abbreviations"
_FORMULA = re.compile(r"\$\$((?:[^$\\]|\\.|\$(?!\$)){1,4000})\$\$", re.DOTALL)
_CELL = re.compile(r"\\.|(`++)(?:(?!\1(?!`)).){0,1000}?\1(?!`)|[^|\\`]+|`+|\\")

_ABOVE = ("paragraph", "reference", "blockquote", "list")
"""The rules of markdown-it whose blocks it ends."""


def kramdown_plugin(renderer: MarkdownIt) -> None:
    """Every rule of this room."""
    renderer.use(attribute_list_plugin).use(element_plugin)
    renderer.block.ruler.before("table", "extension", _block_extension, {"alt": list(_ABOVE)})
    renderer.block.ruler.before("table", "abbreviation", _block_abbreviation, {"alt": list(_ABOVE)})
    renderer.block.ruler.before("table", "end_of_block", _end_of_block, {"alt": list(_ABOVE)})
    renderer.block.ruler.before("paragraph", "headless_table", _headless_table)
    renderer.inline.ruler.before("escape", "formula", _inline_formula)
    renderer.inline.ruler.before("link", "inline_extension", _inline_extension)
    renderer.core.ruler.push("abbreviations", _expand_abbreviations)


def _block_extension(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{::comment}`, `{::nomarkdown}` and `{::options /}` that begin a line, up to their end."""
    if state.is_code_block(start):
        return False
    found = _EXTENSION.match(state.src, state.bMarks[start] + state.tShift[start])
    if not found:
        return False
    closing = _end_of_extension(state.src, found, state.eMarks[end - 1])
    after = state.src[closing[1] : _end_of_line(state.src, closing[1])] if closing else ""
    if closing is None or after.strip():
        return False
    if not silent:
        line = start + state.src.count("\n", found.start(), closing[1])
        if found[1] == "nomarkdown":
            token = state.push("html_block", "", 0)
            token.content, token.map = state.src[found.end() : closing[0]], [start, line + 1]
        state.line = min(line + 1, end)
    return True


def _inline_extension(state: StateInline, silent: bool) -> bool:
    """The same within a line."""
    found = _EXTENSION.match(state.src, state.pos)
    closing = found and _end_of_extension(state.src, found, state.posMax)
    if not found or not closing:
        return False
    if not silent and found[1] == "nomarkdown":
        state.push("html_inline", "", 0).content = state.src[found.end() : closing[0]]
    state.pos = closing[1]
    return True


def _end_of_extension(text: str, opening: re.Match[str], limit: int) -> tuple[int, int] | None:
    """Where the content of an extension ends, and where the extension does."""
    if opening[2] or opening[1] == "options":
        return opening.end(), opening.end()
    ends = [
        (at, at + len(mark)) for mark in ("{:/}", f"{{:/{opening[1]}}}") if (at := text.find(mark, opening.end())) >= 0
    ]
    first = min(ends, default=None)
    return first if first and first[1] <= limit else None


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _block_abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _ABBREVIATION.match(state.src[state.bMarks[start] : state.eMarks[start]])
    if not found or state.is_code_block(start):
        return False
    if not silent:
        state.env.setdefault(_ABBREVIATIONS, {})[found[1]] = found[2].strip()
        state.line = start + 1
    return True


def _end_of_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A lone `^` keeps two lists apart and shows nothing."""
    if state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip() != "^":
        return False
    if not silent:
        state.line = start + 1
    return True


def _headless_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of lines that all have a pipe is a table, though no line of hyphens says so."""
    lines = []
    for line in range(start, end):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip())
        if "|" not in lines[-1]:
            return False
    if not lines or any(len(_cells(line)) < 2 and not line.startswith("|") for line in lines):
        return False
    if silent:
        return True
    rows = [row for row in lines if row.strip("|-:=+ ")]
    for name in ("table", "tbody"):
        state.push(f"{name}_open", name, 1).map = [start, start + len(lines)]
    for row in rows:
        state.push("tr_open", "tr", 1)
        for cell in _cells(row):
            state.push("td_open", "td", 1)
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = cell, [start, start + len(lines)], []
            state.push("td_close", "td", -1)
        state.push("tr_close", "tr", -1)
    for name in ("tbody", "table"):
        state.push(f"{name}_close", name, -1)
    state.line = start + len(lines)
    return True


def _cells(row: str) -> list[str]:
    cells = [""]
    at = 1 if row.startswith("|") else 0
    while at < len(row):
        found = _CELL.match(row, at)
        if found:
            cells[-1] += found[0]
            at = found.end()
        else:
            cells.append("")
            at += 1
    if len(cells) > 1 and row.endswith("|") and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def _inline_formula(state: StateInline, silent: bool) -> bool:
    """`$$…$$`: a formula; on a display of its own where it is all of its paragraph."""
    if not state.src.startswith("$$", state.pos):
        return False
    found = _FORMULA.match(state.src, state.pos)
    if not found or not found[1].strip():
        return False
    if not silent:
        alone = not state.src[: found.start()].strip() and not state.src[found.end() :].strip()
        state.push("html_inline", "", 0).content = formula(found[1].strip(), display=alone)
    state.pos = found.end()
    return True


def formula(tex: str, *, display: bool) -> str:
    """A formula as MathML that holds its TeX alone: `converters.canonical.formulas` has it shown."""
    block = ' display="block"' if display else ""
    return f'<math{block} data-latex="{escape(tex)}"></math>'


def _expand_abbreviations(state: StateCore) -> None:
    meanings: dict[str, str] = state.env.get(_ABBREVIATIONS, {})
    if not meanings:
        return
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = [part for child in block.children for part in _abbreviated(child, pattern, meanings)]


def _abbreviated(token: Token, pattern: re.Pattern[str], meanings: dict[str, str]) -> list[Token]:
    if token.type != "text":
        return [token]
    parts: list[Token] = []
    at = 0
    for found in pattern.finditer(token.content):
        attributes: dict[str, Any] = {"title": meanings[found[0]]} if meanings[found[0]] else {}
        parts += [
            Token("text", "", 0, content=token.content[at : found.start()]),
            Token("abbr_open", "abbr", 1, attrs=attributes),
            Token("text", "", 0, content=found[0]),
            Token("abbr_close", "abbr", -1),
        ]
        at = found.end()
    return [*parts, Token("text", "", 0, content=token.content[at:])] if parts else [token]
