"""Templates of rules: HTML with `{name}` in it; values are escaped for where they stand, so none becomes markup."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from converters.html import parse

_PIECE = re.compile(r"\{\{|\}\}|\{([\w.-]*)\}|[{}<>\"']|[^{}<>\"']+")
CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes: its name, and whether that is inside of a tag."""

    name: str
    in_tag: bool


@dataclass(frozen=True, slots=True)
class Template:
    """HTML between the places of values."""

    parts: tuple[str | Place, ...]

    def fill(self, value_of: Callable[[str], str]) -> list[str | None]:
        """The HTML with the values in it; None stands where the content goes.

        A value is plain text (of the content within a tag: HTML, whose text is taken). Brackets in it are no
        shortcodes.
        """
        filled: list[str | None] = []
        for part in self.parts:
            if isinstance(part, str):
                filled.append(part)
            elif part.name == CONTENT and not part.in_tag:
                filled.append(None)
            else:
                value = value_of(part.name)
                text = parse(value).text_content().strip() if part.name == CONTENT else value
                filled.append(escape(text).replace("[", "&#91;"))
        return filled


def read_template(text: str) -> Template:
    """A template of its text. Raises ValueError, with a clause that says what is wrong and what to do."""
    parts: list[str | Place] = []
    within = ""  # of a tag: "<" in the tag itself, the quote inside of a value
    for piece in _PIECE.finditer(text):
        sign, name = piece[0], piece[1]
        if name is not None:
            if not name:
                raise ValueError("has {} without a name: write {content}, {0} or the name of an attribute")
            if within == "<":
                raise ValueError(f'has {sign} in a tag without quotes around it: write "{sign}"')
            parts.append(Place(name.lower(), bool(within)))
            continue
        if sign in ("{", "}"):
            raise ValueError(f"has a single {sign}: write {sign}{sign} for a brace")
        if sign == "<" and not within:
            within = "<"
        elif sign == ">" and within == "<":
            within = ""
        elif sign in ("'", '"') and within:
            within = "<" if within == sign else sign if within == "<" else within
        parts.append(sign[0] if sign in ("{{", "}}") else sign)
    return Template(tuple(parts))
