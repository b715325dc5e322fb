"""Text → Markdown that shows exactly this text: a backslash or an entity where a renderer would see markup, else nothing.

The rules hold in CommonMark (sections 2.4, 6.2 and 6.4), goldmark with its extensions, and kramdown; what is escaped in
one of them alone depends on the `Flavor`.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from writers.markdown.flavor import Flavor

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS = r"\\+|`+|\*+|_+|&(?=\#?\w+;)|<+|>{2,}|~+|\[|\]|!$|\{+|\}$|\|+|\${2,}|\^"
_ADDRESS = r"(?:(?:https?|ftp)://|www\.)[^\s<>]+"
_PLAIN_ADDRESS = re.compile(r"[a-z]+://[\w/.:%=?#@+-]*\w/?", re.ASCII)
_AUTOLINK = re.compile(r"[a-z]+://[^\s<>{}|\\^`]+", re.ASCII)
_ADDRESS_END = re.compile(r"[\w/%=#&+-](?=[^\w/%=#&+-]*$)", re.ASCII)
_ENTITY = re.compile(r"&#?\w+;")
_LINE_START = re.compile(
    r"(?P<mark>\#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-[-\s]*$|>|:(?=\s|$)|\[[^\n]*\]:|\|?[-:|][-:|\s]*$|~{3})|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_KRAMDOWN_LINE_START = re.compile(r":|\{:|={1,}\s*$")
_HTML_MARKS = re.compile(r"[\\`*_\[\]{}|~$^:!]")


def is_punctuation(character: str) -> bool:
    """Whether CommonMark counts a character as punctuation (ASCII, or of Unicode's categories P and S)."""
    return character in _PUNCTUATION or (character > "\x7f" and not character.isalnum() and not character.isspace())


class Escaper:
    """The escapes of one flavor."""

    def __init__(self, flavor: Flavor) -> None:
        self.flavor = flavor
        self.marks = re.compile(f"{_ADDRESS}|{_MARKS}" if flavor.links_bare_urls else _MARKS)

    def text(
        self, text: str, left: str, right: str, *, link: bool = False, cell: bool = False, tilde: bool = True
    ) -> str:
        """Text that stands between two characters of finished Markdown (empty at the edges of a line).

        `link`: inside the brackets of a link; `cell`: in a table; `tilde`: another tilde stands in the same paragraph.
        """
        if not self.marks.search(text):
            return text

        def escaped(match: re.Match[str]) -> str:
            run = match[0]
            start, end = match.span()
            before = text[start - 1] if start else left
            after = text[end] if end < len(text) else right
            rule = _RULES.get(run[0])
            if rule is None or len(run) > 1 and run[0] not in _SAME:
                return self._address(run, before, after, link)
            return rule(self, run, before, after, link, cell, tilde)

        return self.marks.sub(escaped, text)

    def is_autolink(self, address: str) -> bool:
        """Whether `<address>` is a link to it in every renderer."""
        return bool(_AUTOLINK.fullmatch(address)) and not _ENTITY.search(address)

    def line_start(self, line: str) -> str:
        """A finished line that begins with text, so that it begins no list, heading, quote, rule or definition."""
        match = _LINE_START.match(line)
        if match is None:
            if not self.flavor.bare_pipes and _KRAMDOWN_LINE_START.match(line):
                return "\\" + line
            return line
        if match["number"]:
            return f"{match['number']}\\{line[match.end() :]}"
        return "\\" + line

    def _address(self, run: str, before: str, after: str, link: bool) -> str:
        """A bare address: as it is where the renderer links exactly this, else in angle brackets."""
        end = _ADDRESS_END.search(run)
        if end is None:
            return self._plain(run, before, after, link)
        address, rest = run[: end.end()], run[end.end() :]
        rest = self.text(rest, address[-1], after, link=link) if rest else ""
        glued = before.isalnum() or before in "/_-"
        if before and glued or link or "www." in address[:4]:
            return self._plain(address, before, rest[:1] or after, link) + rest
        if (
            _PLAIN_ADDRESS.fullmatch(address)
            and (not rest or rest[0] in ".,;:!?)\"'")
            and (before in ' ("' or not before)
        ):
            return address + rest
        if _AUTOLINK.fullmatch(address) and not _ENTITY.search(address):
            return f"<{address}>{rest}"
        return self._plain(address, before, rest[:1] or after, link) + rest

    def _plain(self, run: str, before: str, after: str, link: bool) -> str:
        """An address with its first colon or dot as an entity, and all else escaped: no renderer links it."""
        if link:
            head, rest = "", run
        elif run.startswith("www."):
            head, rest = "www&#46;", run[4:]
        else:
            scheme, _, rest = run.partition(":")
            head = f"{scheme}&#58;"
        return head + (self.text(rest, head[-1:] or before, after, link=link) if rest else "")


Rule = Callable[[Escaper, str, str, str, bool, bool, bool], str]


def _backslash(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if len(run) == 1 and after and after not in _PUNCTUATION and not after.isspace():
        return run
    if self.flavor.bare_pipes:
        return "\\\\" * len(run)
    return "&#92;" * len(run)  # two backslashes at the end of a line break it in kramdown


def _backtick(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    # kramdown's table reader takes an escaped backtick for the begin of code
    return ("\\`" if self.flavor.bare_pipes or not cell else "&#96;") * len(run)


def _asterisk(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return run if run == "*" and before.isspace() and after.isspace() else "\\*" * len(run)


def _underscore(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if before.isspace() and after.isspace() and len(run) == 1:
        return run
    inside = before.isalnum() and after.isalnum()
    if inside and (self.flavor.bare_pipes or before.isalpha()):
        return run
    return "\\_" * len(run)


def _ampersand(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return "&amp;"


def _less(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if run == "<" and (after.isdigit() or after in " =-") and after and before != "{":
        return run
    return "&lt;" * len(run)


def _greater(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return "\\>" * len(run)


def _tilde(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if len(run) > 1 or after == "~" or before == "~":
        return "&#126;" * len(run)
    return "\\~" if tilde else run


def _opening(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if link or after == "^" or before == "!" or not after:
        return "\\["
    return run


def _closing(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    if link or after and after in "([":
        return "\\]"
    return run


def _exclamation(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return "\\!" if after == "[" else run


def _brace(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    template = self.flavor.template
    if template is None:
        return run
    if template.search(run + (after or "")) or after == "<" and len(run) > 1:
        return "\\{" * (len(run) - 1) + ("&#123;" if after == "%" else "\\{")
    if not self.flavor.bare_pipes and after and after in ":#.":
        return "\\{" * len(run)
    return run


def _closing_brace(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return run


def _pipe(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return "\\|" * len(run) if cell or not self.flavor.bare_pipes else run


def _dollars(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    return "\\$" * len(run) if self.flavor.template else run


def _caret(self: Escaper, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
    alone = not before and not after
    return "&#94;" if not self.flavor.bare_pipes and (alone or before == "[" or link and not before) else run


_RULES: dict[str, Rule] = {
    "\\": _backslash, "`": _backtick, "*": _asterisk, "_": _underscore, "&": _ampersand, "<": _less, ">": _greater,
    "~": _tilde, "[": _opening, "]": _closing, "!": _exclamation, "{": _brace, "}": _closing_brace, "|": _pipe,
    "$": _dollars, "^": _caret,
}  # fmt: skip
_SAME = frozenset(_RULES)


@lru_cache(maxsize=8)
def escaper(flavor: Flavor) -> Escaper:
    """The escapes of a flavor, made once."""
    return Escaper(flavor)
