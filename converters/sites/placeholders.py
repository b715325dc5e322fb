"""Words that hold the place of HTML while a body goes through Markdown, as Hugo itself does with its shortcodes.

A placeholder is one word of letters and digits, so that it passes through text, code, addresses and attributes alike.
"""

import re
from html import escape

_STEM = "PORTPRESSPLACE"
_CODE = re.compile(r"<code\b(?:(?!<code\b).)*?</code>", re.DOTALL)
_WITHIN_A_LINE = re.compile("<(?:img|video|audio) ")


class Placeholders:
    """Gives out placeholders that do not occur in a body, and puts back what they stand for."""

    def __init__(self, body: str) -> None:
        number = 0
        while f"{_STEM}{number}N" in body:
            number += 1
        self._stem = f"{_STEM}{number}N"
        self._made: list[tuple[str, str]] = []
        """What each stands for: as HTML, and in an attribute."""
        self._in_code: dict[int, str] = {}
        """What some stand for in code, by their numbers."""

    def hold(self, html: str) -> str:
        """The placeholder of a piece of HTML."""
        self._made.append((html, escape(html)))
        return f"{self._stem}{len(self._made) - 1}E"

    def hold_text(self, text: str) -> str:
        """The placeholder of a text."""
        self._made.append((escape(text, quote=False), escape(text)))
        return f"{self._stem}{len(self._made) - 1}E"

    def hold_formula(self, html: str, text: str) -> str:
        """The placeholder of a formula; in code it is the text that it was written in."""
        self._in_code[len(self._made)] = escape(text, quote=False)
        self._made.append((html, escape(text)))
        return f"{self._stem}{len(self._made) - 1}E"

    def are_whole_in(self, text: str) -> bool:
        """Whether no placeholder in a text has been changed, as by writing it in small letters."""
        whole = len(re.findall(rf"{self._stem}\d+E", text))
        return len(re.findall(_STEM, text, re.IGNORECASE)) == whole

    def put_back(self, html: str) -> str:
        """The HTML with everything in its place; a paragraph of nothing but a placeholder of a block is none."""
        if not self._made:
            return html
        word = rf"{self._stem}(\d+)E"
        pattern = re.compile(rf"<p>\s*{word}\s*</p>|(?<==\")([^\"<>]*{word}[^\"<>]*)(?=\")|{word}")
        if self._in_code:
            html = _CODE.sub(lambda code: re.sub(word, self._code_of, code[0]), html)
        previous = None
        while previous != html and self._stem in html:  # one may stand in the text of another
            previous = html
            html = pattern.sub(self._replacement, html)
        return html

    def _code_of(self, found: re.Match[str]) -> str:
        return self._in_code.get(int(found[1]), found[0])

    def _replacement(self, found: re.Match[str]) -> str:
        if found[2]:  # in an attribute
            return re.sub(rf"{self._stem}(\d+)E", lambda each: self._made[int(each[1])][1], found[2])
        made = self._made[int(found[1] or found[4])][0]
        return f"<p>{made}</p>" if found[1] and _WITHIN_A_LINE.match(made) else made
