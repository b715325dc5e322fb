"""What is not XML, read all the same: the elements of a damaged item, with a note of every repair.

lxml's own recovery empties a text with one forbidden character and eats `&b` out of `?a=1&b=2`; this does not. All of
it is linear in the length of the text.
"""

import re
from collections.abc import Callable
from html.entities import html5

from converters.wordpress.vocabulary import CONTAINERS, RSS_WORDS
from converters.wordpress.wxr.fields import Field

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_TAG = re.compile(
    r"""<(/?)([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>"""
)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"<]*)"|'([^'<]*)')""")
_REFERENCE = re.compile(r"&(?:#(\d{1,9});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z]\w{0,40});)?")
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NEXT_FIELD = re.compile(r"</?(?:wp|dc|content|excerpt):\w+[\s>/]|</?(?:item|channel)\s*>")
_OPENED = re.compile(r"<[\w.-]+:[\w.-]+[^<>]{0,300}><!\[CDATA\[")
_XML_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_OPEN = "<![CDATA["

Note = Callable[[str, int], None]
"""Told what was repaired and where in the text."""


def remove_forbidden(text: str, note: Note) -> str:
    """The text without characters XML does not allow; bytes that were not UTF-8 are read as Windows-1252.

    A vertical tab or a form feed, which word processors put between lines, becomes a blank.
    """

    def replacement(match: re.Match[str]) -> str:
        run = match[0]
        made = []
        at = 0
        while at < len(run):
            code = ord(run[at])
            if 0xDC80 <= code <= 0xDCFF:
                end = at
                while end < len(run) and 0xDC80 <= ord(run[end]) <= 0xDCFF:
                    end += 1
                data = run[at:end].encode("ascii", "surrogateescape")
                note("bytes", match.start() + at)
                made.append(_from_bytes(data))
                at = end
                continue
            note("characters", match.start() + at)
            made.append(" " if run[at] in "\x0b\x0c" else "")
            at += 1
        return "".join(made)

    return _FORBIDDEN.sub(replacement, text)


def _from_bytes(data: bytes) -> str:
    """Bytes that are not UTF-8: surrogates that somebody encoded one by one (CESU-8), or Windows-1252."""
    made = ""
    try:
        made = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        made = data.decode("cp1252", "replace")
    return _FORBIDDEN.sub("\ufffd", made)


def decode_references(text: str, note: Note, at: int) -> str:
    """Text with its character references and entities replaced; what is no reference stays as it is written."""

    def replacement(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            if name in _XML_ENTITIES:
                return _XML_ENTITIES[name]
            note("entity", at + match.start())
            return html5.get(f"{name};", match[0])
        if not decimal and not hexadecimal:
            note("ampersand", at + match.start())
            return match[0]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
            note("characters", at + match.start())
            return " " if code in (11, 12) else ""
        return chr(code)

    return _REFERENCE.sub(replacement, text)


class _Finder:
    """Searches forward and remembers: the same search from a later place costs nothing until it passes the answer."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, tuple[int, int]] = {}

    def find(self, pattern: str, at: int) -> tuple[int, int] | None:
        """Where the pattern next matches: its start and end."""
        known = self._found.get(pattern)
        if known is None or known[0] < at:
            match = re.compile(pattern).search(self._text, at)
            known = match.span() if match else (len(self._text) + 1, 0)
            self._found[pattern] = known
        return known if known[0] <= len(self._text) else None


class Damaged:
    """The tolerant reading of one text."""

    def __init__(self, text: str, usual_name: Callable[[str], str], note: Note) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._usual_name = usual_name
        self._note = note
        self._finder = _Finder(self._text)
        self.cut_field = ""
        """The field that the end of the text cuts off."""
        self.stray: list[str] = []
        """Text that belongs to no field."""

    def parse(self) -> Field:
        """The elements of the text as the fields of a nameless one."""
        text, root = self._text, Field("")
        stack = [root]
        at = 0
        while at < len(text):
            start = text.find("<", at)
            self._leave(text[at : start if start >= 0 else len(text)])
            if start < 0:
                break
            tag = _TAG.match(text, start)
            if tag is None:
                at = self._skip(start)
                continue
            at = tag.end()
            closing, source_name, attributes, empty = tag.groups()
            name = self._usual_name(source_name)
            if ":" not in name and name not in RSS_WORDS and name not in CONTAINERS:
                self._leave(tag[0])
            elif closing:
                depth = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].name == name), 0)
                if depth:
                    del stack[depth:]
            else:
                field = Field(name, "", self._attributes(attributes, start))
                self._close_for(name, stack)
                stack[-1].fields.append(field)
                if empty:
                    continue
                if name in CONTAINERS:
                    stack.append(field)
                else:
                    field.text, at = self._content(name, re.escape(source_name), at)
        return root

    def _attributes(self, source: str, at: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, double, single in _ATTRIBUTE.findall(source):
            found.setdefault(name, decode_references(double or single, self._note, at))
        return found

    def _close_for(self, name: str, stack: list[Field]) -> None:
        """Close the containers that somebody forgot to close before an element of this name."""
        while len(stack) > 1:
            top = stack[-1].name
            if top in ("wp:postmeta", "wp:commentmeta", "wp:termmeta"):
                fits = name.startswith("wp:meta_")
            elif top == "wp:comment":
                fits = name.startswith("wp:comment")
            elif top in ("item", "channel", "rss"):
                fits = name not in ("item", "channel", "rss") or (top, name) in (
                    ("rss", "channel"),
                    ("channel", "item"),
                )
            else:
                fits = name not in CONTAINERS or name == "wp:termmeta"
            if fits:
                return
            self._note("unclosed", 0)
            stack.pop()

    def _skip(self, start: int) -> int:
        """Past what is no element: a comment, an instruction, a section on its own, or a bare `<`."""
        text = self._text
        for opening, closing in (("<!--", "-->"), ("<?", "?>"), (_OPEN, "]]>")):
            if text.startswith(opening, start):
                found = self._finder.find(re.escape(closing), start + len(opening))
                if found:
                    if opening == _OPEN:
                        self._leave(text[start + len(_OPEN) : found[0]])
                    return found[1]
        self._leave("<")
        return start + 1

    def _leave(self, text: str) -> None:
        if text and not text.isspace():
            self.stray.append(text.strip())

    def _content(self, name: str, source_name: str, at: int) -> tuple[str, int]:
        """The text of a field whose start tag ends at `at`, and where to read on."""
        text = self._text
        end = self._finder.find(rf"</{source_name}\s*>", at)
        opening = text.find(_OPEN, at, end[0] if end else None)
        if opening < 0:
            return self._characters(name, at, end)
        before = text[at:opening]
        if before.strip():
            before = decode_references(before, self._note, at)
        at = opening + len(_OPEN)
        closed = self._finder.find(rf"]]>\s*</{source_name}\s*>", at)
        if end and end[0] < at:
            end = self._finder.find(rf"</{source_name}\s*>", at)
        if closed and end and closed[0] > end[0] and _OPENED.search(text, end[1], closed[0]):
            closed = None
        if closed:
            return before + self._section(text[at : closed[0]], at), closed[1]
        if end:
            tail = text.rfind("]]>", at, end[0])
            if tail < 0:
                self._note("unclosed", at)
                return before + text[at : end[0]], end[1]
            after = decode_references(text[tail + 3 : end[0]], self._note, tail)
            return before + self._section(text[at:tail], at) + after, end[1]
        tail = text.find("]]>", at)
        if tail < 0:
            self.cut_field = name
            return before + text[at:], len(text)
        self._note("unclosed", at)
        return before + self._section(text[at:tail], at), tail + 3

    def _section(self, section: str, at: int) -> str:
        joined = section.replace("]]>" + _OPEN, "")
        if section.count("]]>") > section.count("]]>" + _OPEN):
            self._note("section", at)
        return joined

    def _characters(self, name: str, at: int, end: tuple[int, int] | None) -> tuple[str, int]:
        text = self._text
        if end:
            stop, after = end
        else:
            found = _NEXT_FIELD.search(text, at)
            stop = after = found.start() if found else len(text)
            if found:
                self._note("unclosed", at)
            else:
                self.cut_field = name
        inner = text[at:stop]
        if _HTML_TAG.search(inner):
            self._note("markup", at)
            return inner, after
        if "<" in inner:
            self._note("less", at)
        return decode_references(inner, self._note, at), after
