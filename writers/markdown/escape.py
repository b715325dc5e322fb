"""Text → Markdown that shows exactly this text, escaped where a renderer would see markup and nowhere else.

The rules hold in CommonMark (sections 2.4, 6.2 and 6.4), goldmark with its extensions, and kramdown; what is escaped in
one of them alone depends on the `Flavor`.
"""

import re
from functools import lru_cache
from unicodedata import category

from writers.markdown.flavor import Flavor

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS = re.compile(
    r"\\\\*+|``*+|\*\**+|__*+(?<![A-Za-z]_(?=[A-Za-z]))|&(?=\#?\w+(?:;|$))|<<*+|>>+|~~*+|\[(?<![^!^]\[(?!\^))"
    r"|\](?![^(\[:])|!$|\{\{*+(?:(?<=\{\{)|(?![^%<:\#.]))|\|\|*+|\$\$+|\^"
)
"""What may be markup, given its neighbours. Each alternative begins with a character, so that `re` looks for these."""
_MARKS_IN_LINKS = re.compile(rf"{_MARKS.pattern}|\[|\]")
_CHARACTERS = re.compile(r"[\\`*_&<>~\[\]!{|$^]")
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://|www\.)[!-;=?-~]*[\w/%=#&+-]", re.ASCII)
_PLAIN_ADDRESS = re.compile(r"[a-z]+://[\w/.:%=?#@+-]+", re.ASCII)
_ADDRESS_FOLLOWED = re.compile(r"[.,;:!?)\"']*(?:\s|$)")
_RISKY_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_AUTOLINK = re.compile(r"[a-z]+:(?://)?[^\s<>{}|\\^`%]+", re.ASCII)
_ENTITY = re.compile(r"&#?\w+;")
_LINE_START = re.compile(
    r"(?P<mark>\#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-[-\s]*$|>|[:~](?=\s|$)"
    r"|\[[^\n]*\]:|\[[ xX]\]|\|?[-:|][-:|\s]*$|~{3})"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_KRAMDOWN_LINE_START = re.compile(r":|\{:")


def is_punctuation(character: str) -> bool:
    """Whether CommonMark counts a character as punctuation (ASCII, or of Unicode's categories P and S)."""
    return character in _PUNCTUATION or (character > "\x7f" and category(character)[0] in "PS")


class Escaper:
    """The escapes of one flavor."""

    def __init__(self, flavor: Flavor) -> None:
        self.flavor = flavor

    def text(
        self, text: str, left: str = "", right: str = "", *, link: bool = False, cell: bool = False, tilde: bool = True
    ) -> str:
        """Text that stands between two characters of finished Markdown (empty at the edges of a line).

        `link`: inside the brackets of a link; `cell`: in a table; `tilde`: another tilde stands in the same paragraph.
        """
        if not self.flavor.links_bare_urls or link or ("://" not in text and "www." not in text):
            return self._escaped(text, left, right, link, cell, tilde)
        out: list[str] = []
        end = 0
        for match in _ADDRESS.finditer(text):
            address = match[0]
            start, after = match.span()
            before_character = text[start - 1] if start else left
            after_character = text[after] if after < len(text) else right
            ends = _ADDRESS_FOLLOWED.match(text, after) and (after < len(text) or not right or right.isspace())
            amid = (start > 0 or left in ("", " ")) and (after < len(text) or right in ("", " "))
            written = self._address(address, before_character, after_character, bool(ends), amid, cell)
            out.append(self._escaped(text[end:start], text[end - 1] if end else left, written[:1], link, cell, tilde))
            out.append(written)
            end = after
        out.append(self._escaped(text[end:], text[end - 1] if end else left, right, link, cell, tilde))
        return "".join(out)

    def is_autolink(self, address: str) -> bool:
        """Whether `<address>` is a link to it in every renderer."""
        return bool(_AUTOLINK.fullmatch(address)) and not _ENTITY.search(address)

    def line_start(self, line: str) -> str:
        """A finished line that begins with text, so that it begins no list, heading, quote, rule or definition."""
        match = _LINE_START.match(line)
        if match is None:
            return "\\" + line if not self.flavor.bare_pipes and _KRAMDOWN_LINE_START.match(line) else line
        if match["number"]:
            return f"{match['number']}\\{line[match.end() :]}"
        return "\\" + line

    def _address(self, address: str, before: str, after: str, ends: bool, amid: bool, cell: bool) -> str:
        """A bare address: as it is where the renderer links exactly this, else in angle brackets, else escaped.

        `ends`: what follows is no part of it for any renderer; `amid`: no delimiter touches it, for which it must begin
        and end as its text does.
        """
        if not (before.isalnum() or before in tuple("/_-")) and not address.startswith("www."):
            plain = _PLAIN_ADDRESS.fullmatch(address) and not _RISKY_UNDERSCORE.search(address)
            if plain and ends:
                return address
            if amid and self.is_autolink(address) and not ("&" in address and after == ";"):
                return f"<{address}>"
        at = 3 if address.startswith("www.") else address.index(":")
        head, rest = f"{address[:at]}&#{ord(address[at])};", address[at + 1 :]
        return head + self._escaped(rest, ";", after, False, cell, True)

    def _escaped(self, text: str, left: str, right: str, link: bool, cell: bool, tilde: bool) -> str:
        if not _CHARACTERS.search(text):
            return text

        def replacement(match: re.Match[str]) -> str:
            start, end = match.span()
            before = text[start - 1] if start else left
            after = text[end] if end < len(text) else right
            return self._mark(match[0], before, after, link, cell, tilde)

        return (_MARKS_IN_LINKS if link else _MARKS).sub(replacement, text)

    def _mark(self, run: str, before: str, after: str, link: bool, cell: bool, tilde: bool) -> str:
        """A run of one special character between its neighbours."""
        kramdown = not self.flavor.bare_pipes
        match run[0]:
            case "\\":
                if len(run) == 1 and after and after not in _PUNCTUATION and not after.isspace():
                    return run
                # two backslashes before a space or the end of a line break it in kramdown
                return "&#92;" * len(run) if kramdown else "\\\\" * len(run)
            case "`":
                return ("&#96;" if kramdown and cell else "\\`") * len(run)  # kramdown would still see code in a cell
            case "*":
                return run if run == "*" and before.isspace() and after.isspace() else "\\*" * len(run)
            case "_":
                spaced = run == "_" and before.isspace() and after.isspace()
                within = before.isalnum() and after.isalnum() and (not kramdown or before.isalpha())
                return run if spaced or within else "\\_" * len(run)
            case "&":
                return "&amp;"
            case "<":
                harmless = run == "<" and (after.isdigit() or after in tuple(" =-")) and before != "{"
                return run if harmless else "&lt;" * len(run)
            case ">":
                return "\\>" * len(run)
            case "~":
                if len(run) > 1 or "~" in (before, after):
                    return "&#126;" * len(run)
                return "\\~" if tilde else run
            case "[":
                return "\\[" if link or before in ("!", "^") or after == "^" else run
            case "]":
                if kramdown and after == ":":
                    return "&#93;"  # anywhere in a line it may define a link or an abbreviation
                return "\\]" if link or after in ("(", "[") else run
            case "!":
                return "\\!" if after == "[" else run
            case "{":
                return self._brace(run, after)
            case "|":
                return "\\|" * len(run) if cell or kramdown else run
            case "$":
                return "\\$" * len(run) if self.flavor.template else run
            case _:
                alone = kramdown and ((not before and not after) or before == "[" or (link and not before))
                return "&#94;" if alone else run

    def _brace(self, run: str, after: str) -> str:
        template = self.flavor.template
        if template is None:
            return run
        reads = template.search(run + after) or (after == "<" and len(run) > 1)
        if reads or (not self.flavor.bare_pipes and after and after in ":#."):
            return "\\{" * (len(run) - 1) + ("&#123;" if after == "%" else "\\{")
        return run


@lru_cache(maxsize=8)
def escaper(flavor: Flavor) -> Escaper:
    """The escapes of a flavor, made once."""
    return Escaper(flavor)
