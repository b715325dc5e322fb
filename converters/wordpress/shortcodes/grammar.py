"""The grammar of shortcodes: where a `[name attributes]content[/name]` begins and ends, and what its attributes say.

WordPress's own corners are kept (get_shortcode_regex, shortcode_parse_atts): an opening tag ends at the first `]`, even
within quotes; content ends at the first closer of the name; a name ends where a character comes that is no ASCII
letter, digit, `_` or `-`, but there is no shortcode of a name that is nowhere in the text followed by a blank, `/`,
`=`, `]` or the like. Every question is answered in time linear in the text, all questions together.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_OPENER = re.compile(r"\[([\w-]++)", re.ASCII)
_CLOSER = re.compile(r"\[/([\w-]++)\]", re.ASCII)
_NAME = re.compile(r"\[([^<>&/\[\]\x00-\x20=]++)")
_BROAD_SPACES = re.compile("[\xa0\u200b]+")
_ATTRIBUTE = re.compile(
    r"""([\w-]++)\s*+=\s*+"([^"]*+)"(?:\s|\Z)|([\w-]++)\s*+=\s*+'([^']*+)'(?:\s|\Z)"""
    r"""|([\w-]++)\s*+=\s*+([^\s'"]++)(?:\s|\Z)|"([^"]*+)"(?:\s|\Z)|'([^']*+)'(?:\s|\Z)|(\S++)(?:\s|\Z)""",
    re.ASCII,
)
_WELL_TAGGED = re.compile(r"[^<]*+(?:<[^>]*+>[^<]*+)*+")
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.)|\Z)", re.DOTALL)
_CONTROLS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag: its name, and its places in the text."""

    name: str
    start: int
    """Of the bracket."""
    inner: int
    """Where the attributes begin."""
    end: int
    """After the bracket."""
    alone: bool
    """Ended by `/]`: nothing belongs to it."""


def names_in(text: str, names: Collection[str]) -> set[str]:
    """Which of these names stand in a text as a shortcode's."""
    return {name for name in _NAME.findall(text) if name in names} if "[" in text else set()


class Grammar:
    """The shortcodes of a text, asked for from front to back."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self._text = text
        self._names = names_in(text, names)
        self._bracket = -1
        self._closers: dict[str, list[int]] = {}
        if "[/" in text:
            for closer in _CLOSER.finditer(text):
                self._closers.setdefault(closer[1], []).append(closer.start())

    def tag_at(self, opener: re.Match[str], limit: int) -> Tag | None:
        """The opening tag that begins with a match, if it is one of a known name and ends before a limit."""
        name, inner = opener[1], opener.end()
        if name not in self._names:
            return None
        if self._bracket < inner:  # asked from front to back, so that the text is searched but once
            self._bracket = self._text.find("]", inner)
            if self._bracket < 0:
                self._bracket = len(self._text)
        if self._bracket >= limit:
            return None
        return Tag(name, opener.start(), inner, self._bracket + 1, self._text[self._bracket - 1] == "/")

    def next_tag(self, start: int, limit: int) -> Tag | None:
        """The first opening tag of a known name that stands whole between two places."""
        for opener in _OPENER.finditer(self._text, start, limit):
            if tag := self.tag_at(opener, limit):
                return tag
        return None

    def closer(self, tag: Tag, limit: int) -> int:
        """Where the closer of a tag begins; -1 when it has none before a limit."""
        closers = self._closers.get(tag.name)
        if tag.alone or not closers:
            return -1
        at = bisect_left(closers, tag.end)
        if at == len(closers) or closers[at] + len(tag.name) + 3 > limit:
            return -1
        return closers[at]

    def ends(self, start: int) -> Iterator[int]:
        """Where the shortcode that begins at a place may end: after its closer, or after its opening tag."""
        opener = _OPENER.match(self._text, start)
        tag = self.tag_at(opener, len(self._text)) if opener else None
        if tag:
            closer = self.closer(tag, len(self._text))
            if closer >= 0:
                yield closer + len(tag.name) + 3
            yield tag.end


def parse_attributes(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The attributes between a name and its `]`: those with names (in lower case), and those without.

    Backslash escapes are resolved, as shortcode_parse_atts does; a value in which an HTML tag is cut off is empty.
    """
    named: dict[str, str] = {}
    positional: list[str] = []
    for found in _ATTRIBUTE.finditer(_BROAD_SPACES.sub(" ", text)):
        key = found[1] or found[3] or found[5]
        if key:
            value = next(found[group] for group in (2, 4, 6) if found[group] is not None)
            named[key.lower()] = _whole(_resolve_escapes(value))
        else:
            value = found[7] or found[8] or found[9] or ""
            if value:
                positional.append(_whole(_resolve_escapes(value)))
    return named, tuple(positional)


def _whole(value: str) -> str:
    return value if "<" not in value or _WELL_TAGGED.fullmatch(value) else ""


def _resolve_escapes(value: str) -> str:
    """PHP's stripcslashes, which sees bytes."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(_resolve_escape, value.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")


def _resolve_escape(escape: re.Match[bytes]) -> bytes:
    hexadecimal, octal, other = escape.groups()
    if hexadecimal:
        return bytes([int(hexadecimal, 16)])
    if octal:
        return bytes([int(octal, 8) & 255])
    return _CONTROLS.get(other, other) if other else b""
