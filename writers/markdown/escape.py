"""Text → Markdown that shows exactly this text, escaped where a renderer would see markup and nowhere else.

The rules hold in CommonMark (sections 2.4, 6.2 and 6.4), goldmark with its extensions, and kramdown; what is escaped in
one of them alone depends on the `Flavor`.
"""

import re
from functools import lru_cache, partial
from typing import NamedTuple
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
_ADDRESS = re.compile(r"(?:(?:https?|ftp)://(?=[-\w@:%.+~#=]{1,256}\.[A-Za-z])|www\.)[!-;=?-~]*[\w/%=#&+-]", re.ASCII)
"""What a renderer would make a link of: an address with a domain."""
_INNER_ADDRESS = re.compile(r"(?<=[(*_~])(?:(?:https?|ftp):(?=//)|www\.)")
"""Another one in it, after a mark at which goldmark looks for one."""
_PLAIN_ADDRESS = re.compile(r"[a-z]+://[\w/.:%=?#@+-]+", re.ASCII)
_ADDRESS_FOLLOWED = re.compile(r"[.,;:!?)\"']*(?:\s|$)")
_RISKY_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_AUTOLINK = re.compile(
    r"(?:(?:https?|ftp)://(?!xn--)[A-Za-z0-9](?:[\w-]|\.(?!xn--))*(?::\d+)?(?:[/?\#][!-;=?-~]*)?"
    r"|(?!https?:|ftp:)[a-z]+:(?://)?[!-;=?-~]+)",
    re.ASCII,
)
"""What shows in angle brackets as it is: no address that a renderer would decode or encode."""
_NOT_IN_AUTOLINK = re.compile(r"[{}|\\^`%]|&\#?\w+;")
_BEFORE_ADDRESS = frozenset("*_~`")
_LOCAL_PART = re.compile(r"^[\w.!\#$%&'*+/=?^`{|}~-]+@", re.ASCII)
"""What goldmark takes for the beginning of a mail address, with the delimiters of emphasis and code before it."""
_MAIL = re.compile(r"(?<![\w.!\#$%&'*+/=?^`{|}~-])(?!//)([\w.!\#$%&'*+/=?^`{|}~-]+)@([A-Za-z0-9][\w.-]*)", re.ASCII)
_AROUND_DESTINATION = (("(", ")"), ("(", " "), ("<", ">"), ('"', '"'))
_LINE_START = re.compile(
    r"(?P<mark>\#{1,6}(?=\s|$)|[-+](?=\s|$)|=+\s*$|-[-\s]*$|>|[:~](?=\s|$)"
    r"|\[[^\n]*\]:|\[[ xX]\]|\|?[-:|][-:|\s]*$|~{3})"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
_KRAMDOWN_LINE_START = re.compile(r":|\{:")


def is_punctuation(character: str) -> bool:
    """Whether CommonMark counts a character as punctuation (ASCII, or of Unicode's categories P and S)."""
    return character in _PUNCTUATION or (character > "\x7f" and category(character)[0] in "PS")


def _mail(found: re.Match[str], *, beside_link: bool) -> str:
    """A mail address; with \\0 for its sign where a link of it would join the one beside it or cut a character."""
    after = found.string[found.end() : found.end() + 1]
    cuts = after > "\x7f" and category(after)[0] == "M"
    return f"{found[1]}\0{found[2]}" if beside_link or cuts else found[0]


class Around(NamedTuple):
    """What stands in the paragraph of a text, as far as escapes depend on it."""

    cell: bool = False
    """Whether the paragraph is in a table."""
    tilde: bool = True
    """Whether another tilde stands in it."""
    emphasised: bool = True
    """Whether emphasis does."""
    linked: str = ""
    """The Markdown of the links in it, whose addresses make no second link."""


UNKNOWN = Around()
"""All that may be there."""


class Escaper:
    """The escapes of one flavor."""

    def __init__(self, flavor: Flavor) -> None:
        self.flavor = flavor

    def text(
        self,
        text: str,
        left: str = "",
        right: str = "",
        *,
        link: bool = False,
        around: Around = UNKNOWN,
    ) -> str:
        """Text that stands between two characters of finished Markdown (empty at the edges of a line).

        `link`: inside the brackets of a link.
        """
        if not ("@" in text or "://" in text or "www." in text or _CHARACTERS.search(text)):
            return text
        if "@" in text and self.flavor.links_bare_urls and not link:
            if left in _BEFORE_ADDRESS:
                text = _LOCAL_PART.sub(lambda name: f"{name[0][:-1]}\0", text)
            text = _MAIL.sub(partial(_mail, beside_link="mailto:" in around.linked), text)
            return self._text(text, left, right, link, around).replace("\0", "&#64;")
        return self._text(text, left, right, link, around)

    def _text(self, text: str, left: str, right: str, link: bool, around: Around) -> str:
        if not self.flavor.links_bare_urls or link or ("://" not in text and "www." not in text):
            return self._escaped(text, left, right, link, around)
        out: list[str] = []
        end = 0
        for match in _ADDRESS.finditer(text):
            address = match[0]
            start, after = match.span()
            before_character = text[start - 1] if start else left
            after_character = text[after] if after < len(text) else right
            followed = _ADDRESS_FOLLOWED.match(text, after)
            ends = followed and (text[followed.end() - 1].isspace() or not right or right.isspace())
            amid = (start > 0 or left in ("", " ")) and (after < len(text) or right in ("", " "))
            if around.linked and any(
                f"{opening}{address}{closing}" in around.linked for opening, closing in _AROUND_DESTINATION
            ):
                ends = amid = False
            written = self._address(address, before_character, after_character, bool(ends), amid, around.cell)
            first = text[end - 1] if end else left
            out.append(self._escaped(text[end:start], first, written[:1], link, around))
            out.append(written)
            end = after
        out.append(self._escaped(text[end:], text[end - 1] if end else left, right, link, around))
        return "".join(out)

    def is_autolink(self, address: str) -> bool:
        """Whether `<address>` is a link to it in every renderer."""
        return bool(_AUTOLINK.fullmatch(address)) and not _NOT_IN_AUTOLINK.search(address)

    def begins_mail_address(self, text: str) -> bool:
        """Whether the renderer would look for a mail address whose beginning stands before this text."""
        return self.flavor.links_bare_urls and bool(_LOCAL_PART.match(text))

    def line_start(self, line: str) -> str:
        """A finished line that begins with text, so that it begins no list, heading, quote, rule or definition."""
        match = _LINE_START.match(line)
        if match is None:
            return "\\" + line if self.flavor.is_kramdown and _KRAMDOWN_LINE_START.match(line) else line
        if match["number"]:
            return f"{match['number']}\\{line[match.end() :]}"
        return "\\" + line

    def _address(self, address: str, before: str, after: str, ends: bool, amid: bool, cell: bool) -> str:
        """A bare address: as it is where the renderer links exactly this, else in angle brackets, else escaped.

        `ends`: what follows is no part of it for any renderer; `amid`: no delimiter touches it, for which it must begin
        and end as its text does.
        """
        apart = not (before.isalnum() or before in tuple("/_-")) and not (after and category(after)[0] == "M")
        if apart and not address.startswith("www."):
            plain = _PLAIN_ADDRESS.fullmatch(address) and not _RISKY_UNDERSCORE.search(address)
            if plain and ends:
                return address
            if amid and self.is_autolink(address) and not ("&" in address and after == ";"):
                return f"<{address}>"
        at = 3 if address.startswith("www.") else address.index(":")
        head, rest = f"{address[:at]}&#{ord(address[at])};", address[at + 1 :]
        return head + _INNER_ADDRESS.sub(
            lambda found: f"{found[0][:-1]}&#{ord(found[0][-1])};",
            self._escaped(rest, ";", after, False, Around(cell=cell)),
        )

    def _escaped(self, text: str, left: str, right: str, link: bool, around: Around) -> str:
        if not _CHARACTERS.search(text):
            return text

        def replacement(match: re.Match[str]) -> str:
            start, end = match.span()
            before = text[start - 1] if start else left
            after = text[end] if end < len(text) else right
            return self._mark(match[0], before, after, link, around)

        return (_MARKS_IN_LINKS if link else _MARKS).sub(replacement, text)

    def _mark(self, run: str, before: str, after: str, link: bool, around: Around) -> str:
        """A run of one special character between its neighbours."""
        kramdown = self.flavor.is_kramdown
        match run[0]:
            case "\\":
                if len(run) == 1 and after and after not in _PUNCTUATION and not after.isspace():
                    return run
                # two backslashes before a space or the end of a line break it in kramdown
                return "&#92;" * len(run) if kramdown else "\\\\" * len(run)
            case "`":
                return ("&#96;" if kramdown and around.cell else "\\`") * len(
                    run
                )  # kramdown would still see code in a cell
            case "*":
                alone = run == "*" and self._is_apart(before, after) and not (kramdown and around.emphasised)
                return run if alone else "\\*" * len(run)
            case "_":
                spaced = run == "_" and self._is_apart(before, after) and not (kramdown and around.emphasised)
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
                return "\\~" if around.tilde else run
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
                return "\\|" * len(run) if around.cell or kramdown else run
            case "$":
                return "\\$" * len(run) if self.flavor.template else run
            case _:
                alone = kramdown and ((not before and not after) or before == "[" or (link and not before))
                return "&#94;" if alone else run

    def _is_apart(self, before: str, after: str) -> bool:
        """Whether both characters are spaces for the renderer; for kramdown only those of ASCII are."""
        spaces = before + after
        return bool(before and after) and spaces.isspace() and (not self.flavor.is_kramdown or spaces.isascii())

    def _brace(self, run: str, after: str) -> str:
        template = self.flavor.template
        if template is None:
            return run
        reads = template.search(run + after) or (after == "<" and len(run) > 1)
        if reads or (self.flavor.is_kramdown and after and after in ":#."):
            return "\\{" * (len(run) - 1) + ("&#123;" if after == "%" else "\\{")
        return run


@lru_cache(maxsize=8)
def escaper(flavor: Flavor) -> Escaper:
    """The escapes of a flavor, made once."""
    return Escaper(flavor)
