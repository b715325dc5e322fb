"""Lines that say what they are by themselves, and where blocks end that take lines without their marks."""

import re

from converters.markdown.kramdown.tags import NAME, NEVER_ENDING_A_PARAGRAPH

_SPANS = "|".join(sorted(NEVER_ENDING_A_PARAGRAPH))
_INSIDE = r"(?:\\\}|[^\n}])*"

SPACE = " \t\n\r\f\v"
"""What is blank; an unbreakable space is a character like others."""
LINE = re.compile(r".*\n", re.ASCII)
BLANK_LINES = re.compile(r"(?:[ \t\r\f\v]*+\n)++", re.ASCII)
END_LINE = re.compile(r"\^[ \t\r\f\v]*+\n", re.ASCII)
RULE = re.compile(
    r" {0,3}(?:\*[ \t]*+\*[ \t]*+\*[* \t]*+|-[ \t]*+-[ \t]*+-[- \t]*+|_[ \t]*+_[ \t]*+_[_ \t]*+)\n", re.ASCII
)
ATTRIBUTES = rf"\{{:(?![:/]){_INSIDE}\}}[ \t]*+\n"
"""A line with nothing but an attribute list, after its indentation."""
HTML = rf"<(?!(?:{_SPANS})\b){NAME}|</(?!(?:{_SPANS})\b){NAME}\s*+>"
"""A line that begins with a tag of an element that stands apart, after its indentation."""
_ENDING = rf"[ \t\r\f\v]*+\n|\s*+\Z|\^[ \t\r\f\v]*+\n| {{0,3}}(?:{ATTRIBUTES}|{HTML}"
ENDS_LAZINESS = re.compile(rf"{_ENDING})", re.ASCII)
"""Lines that no block takes which takes lines without its marks."""
ENDS_PARAGRAPH = re.compile(
    rf"{_ENDING}|[+*-][\t |]|\d+\.[\t |]|:[\t |]|>|(?:`{{3,}}+|~{{3,}}+)[^\S\n]*+(?:\S++[^\S\n]*+)?\n)|#{{1,6}}[\t ]",
    re.ASCII,
)
_CODE = re.compile(r"(?:\t| {4})[ \t]*+\S.*\n", re.ASCII)


def end_of_indented(text: str, at: int) -> int:
    """Where indented lines end: blank lines among them and lazy lines right after them included."""
    while True:
        blank = BLANK_LINES.match(text, at)
        start = line = blank.end() if blank else at
        while found := _CODE.match(text, line):
            line = found.end()
        if line == start:
            return at
        while line < len(text) and not ENDS_LAZINESS.match(text, line):
            line = end_of_line(text, line)
        at = line


def end_of_line(text: str, at: int) -> int:
    """Where the line after that of a place begins."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
