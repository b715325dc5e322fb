"""Front matter read line by line, as Spyc does: for what its writers produced and no YAML parser accepts.

Spyc dumps without looking at the first character of a value, so that `- ,,,,,,`, `@name` and `"Hello" world` stand
bare. This grammar knows keys, indentation, lists, `>` and `|` blocks and whole-line quotes, and nothing else.
"""

import re
from collections.abc import Sequence

from converters.frontmatter.yaml import Value, decode_binary

MAX_DEPTH = 32

_KEY = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([^\s"'#:\-\[\]{},&!|>%@`][^:]*)):(?:[ \t]+(.*)|)$""")
_TIGHT_KEY = re.compile(r"([A-Za-z_][\w-]*):(?!//)(\S.*)$")
_BLOCK = re.compile(r"(!binary[ \t]+)?([|>])[+\-0-9]*$")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "", "a": "", "b": "", "e": "", "f": "\f", "v": "\v", "N": "\x85"}
_NULLS = frozenset(["", "~", "null", "Null", "NULL"])


def load_lines(text: str, *, plain_quotes: bool = True) -> tuple[dict[str, Value], list[str]]:
    """The keys and values of a front matter, and the lines that belong to no key. A later key replaces an earlier.

    With `plain_quotes`, a backslash between double quotes stands for itself, as Spyc writes it, unless it stands
    before a double quote.
    """
    lines = _Lines(text, plain_quotes)
    fields: dict[str, Value] = {}
    while lines.at < len(lines.all):
        _fill(lines, fields, 0, 0)
        if lines.at < len(lines.all):
            lines.lose()
    return fields, lines.lost


class _Lines:
    """The lines, and how far they are read."""

    def __init__(self, text: str, plain_quotes: bool) -> None:
        self.plain_quotes = plain_quotes
        self.all = [line.rstrip("\r") for line in text.split("\n")]
        self.at = 0
        self.lost: list[str] = []

    def skip_blank(self) -> bool:
        """Go to the next line that says something; False at the end."""
        while self.at < len(self.all):
            line = self.all[self.at].strip(" \t")
            if line and not line.startswith("#"):
                return True
            self.at += 1
        return False

    @property
    def indent(self) -> int:
        line = self.all[self.at]
        return len(line) - len(line.lstrip(" \t"))

    @property
    def content(self) -> str:
        return self.all[self.at].strip(" \t")

    def lose(self) -> None:
        if self.skip_blank():
            self.lost.append(self.content)
            self.at += 1


def _fill(lines: _Lines, into: dict[str, Value], indent: int, depth: int) -> None:
    """Read the keys that stand at one indentation."""
    while lines.skip_blank() and lines.indent == indent:
        found = _KEY.match(lines.content)
        tight = None if found or indent else _TIGHT_KEY.match(lines.content)
        if found:
            key = next(part for part in found.groups()[:3] if part is not None).rstrip(" \t")
            header = (found[4] or "").strip(" \t")
        elif tight:
            key, header = tight[1], tight[2]
        else:
            return
        lines.at += 1
        into[key] = _value(lines, header, indent, depth + 1)


def _value(lines: _Lines, header: str, indent: int, depth: int) -> Value:
    """What stands after a key or a dash at `indent`: on its line, or indented below it."""
    block = _BLOCK.match(header)
    if block:
        held = _block(lines, indent, folded=block[2] == ">")
        return decode_binary(held) if block[1] else held
    if header:
        return _inline(lines, header, indent)
    if depth > MAX_DEPTH or not lines.skip_blank():
        return ""
    if _is_item(lines.content) and lines.indent >= indent:
        return _items(lines, lines.indent, depth)
    if lines.indent <= indent:
        return ""
    if _KEY.match(lines.content):
        below: dict[str, Value] = {}
        _fill(lines, below, lines.indent, depth)
        return below
    return _unquote(" ".join(_continuation(lines, indent)), lines.plain_quotes)


def _is_item(content: str) -> bool:
    return content == "-" or content.startswith("- ")


def _items(lines: _Lines, indent: int, depth: int) -> list[Value]:
    found: list[Value] = []
    while lines.skip_blank() and lines.indent == indent and _is_item(lines.content):
        header = lines.content[1:].strip(" \t")
        if depth <= MAX_DEPTH and _KEY.match(header) and lines.at + 1 < len(lines.all):
            width = indent + 1 + len(lines.content[1:]) - len(lines.content[1:].lstrip(" \t"))
            following = lines.all[lines.at + 1]
            if following.startswith(" " * width) and _KEY.match(following[width:]):
                lines.all[lines.at] = " " * width + header
                item: dict[str, Value] = {}
                _fill(lines, item, width, depth + 1)
                found.append(item)
                continue
        lines.at += 1
        found.append(_value(lines, header, indent, depth + 1))
    return found


def _block(lines: _Lines, indent: int, *, folded: bool) -> str:
    """The indented lines below `>` (joined) or `|` (kept)."""
    taken: list[str] = []
    width = 0
    while lines.at < len(lines.all):
        line = lines.all[lines.at]
        if line.strip(" \t"):
            margin = len(line) - len(line.lstrip(" "))
            if margin <= indent:
                break
            width = width or margin
            line = line[min(width, margin) :]
        else:
            line = line[width:] if width else ""
        taken.append(line)
        lines.at += 1
    return fold(taken) if folded else "\n".join(taken)


def fold(lines: Sequence[str]) -> str:
    """Lines as one paragraph; a blank line is a line end, and indented lines keep theirs (YAML 1.2 §8.1.3)."""
    written: list[str] = []
    blank = 0
    indented_before = True
    for line in lines:
        if not line:
            blank += 1
            continue
        indented = line[0] in " \t"
        if written:
            if indented or indented_before:
                written.append("\n" * (blank + 1))
            else:
                written.append("\n" * blank or " ")
        else:
            written.append("\n" * blank)
        written.append(line)
        indented_before, blank = indented, 0
    return "".join(written)


def _inline(lines: _Lines, header: str, indent: int) -> Value:
    if header in _NULLS:
        return ""
    if header[0] in "[{" and header[-1] in "]}" and not header[1:-1].strip(" \t"):
        return [] if header[0] == "[" else {}
    if header[0] == "[" and header[-1] == "]" and not header.startswith("[["):
        return [_unquote(part.strip(" \t"), lines.plain_quotes) for part in header[1:-1].split(",")]
    if header.startswith("! "):  # how old versions of Psych say that a text is one
        header = header[2:].lstrip(" ")
    if header[:1] in ("'", '"') and not (len(header) > 1 and header.endswith(header[0])):
        return _unquote(_quoted(lines, header, indent), lines.plain_quotes)
    return _unquote(" ".join([header, *_continuation(lines, indent)]), lines.plain_quotes)


def _quoted(lines: _Lines, header: str, indent: int) -> str:
    """A quoted value of several lines, blank ones too, up to the one that ends with its quote; else what goes on."""
    taken = [header]
    for at in range(lines.at, len(lines.all)):
        line = lines.all[at].strip(" \t")
        if line not in ("", header[0]) and len(lines.all[at]) - len(lines.all[at].lstrip(" \t")) <= indent:
            break
        taken.append(line)
        if line.endswith(header[0]):
            lines.at = at + 1
            return fold(taken)
    return " ".join([header, *_continuation(lines, indent)])


def _continuation(lines: _Lines, indent: int) -> list[str]:
    """The lines below that are indented more, up to a blank one."""
    taken = []
    while lines.at < len(lines.all) and lines.content and lines.indent > indent:
        taken.append(lines.content)
        lines.at += 1
    return taken


def _unescape(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number:
        code = int(number, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return _ESCAPED.get(found[4], found[4])


def _unquote(value: str, plain_quotes: bool) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"') if plain_quotes else _ESCAPE.sub(_unescape, value[1:-1])
    return value
