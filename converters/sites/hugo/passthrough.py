"""Formulas between marks of a site's own, which Hugo passes through its Markdown as they are."""

import re
from collections.abc import Sequence

from converters.markdown.kramdown import formula
from converters.sites.placeholders import Placeholders

Marks = tuple[tuple[str, str], ...]
"""What formulas begin and end with."""

_DISPLAYED = ("$$", r"\[")
_LONGEST = 5000
_BREAK = r"\n[ \t]*\n"


def hold_formulas(body: str, marks: Marks, places: Placeholders) -> str:
    """A body with a placeholder for each formula; in code, where there are none, it puts back the same text.

    No formula runs over the end of a paragraph, or over a mark of code.
    """
    if not any(opening in body for opening, _ in marks):
        return body
    ends = {opening: closing for opening, closing in marks}
    opening = re.compile("|".join(re.escape(mark) for mark in sorted(ends, key=len, reverse=True)))
    closings = {mark: re.compile(rf"{re.escape(end)}|`|{_BREAK}") for mark, end in ends.items()}
    written: list[str] = []
    at = 0
    while found := opening.search(body, at):
        end = closings[found[0]].search(body, found.end(), found.end() + _LONGEST)
        written.append(body[at : found.start()])
        tex = body[found.end() : end.start()].strip() if end and end[0] == ends[found[0]] else ""
        if end and tex:
            at = end.end()
            shown = formula(tex, display=found[0] in _DISPLAYED)
            written.append(places.hold_formula(shown, body[found.start() : at]))
        else:
            at = found.end()
            written.append(found[0])
    return "".join([*written, body[at:]])


def marks_of(groups: Sequence[Sequence[str]]) -> Marks:
    """The marks that a configuration names, pair by pair; what is no pair is left out."""
    return tuple((group[0], group[1]) for group in groups if len(group) == 2 and all(group))
