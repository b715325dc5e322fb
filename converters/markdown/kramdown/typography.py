"""Quotes and signs as they are set: after SmartyPants, as kramdown has it."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE

if TYPE_CHECKING:
    from converters.markdown.kramdown.spans import Spans

_SIGN = re.compile(r"---|--|\.\.\.|<<[ ]?|[ ]?>>")
_SET = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»", "<< ": "«\xa0", " >>": "\xa0»"}


def read_sign(spans: "Spans") -> bool:
    """Dashes, dots and doubled angle brackets."""
    found = _SIGN.match(spans.text, spans.at)
    if not found:
        return False
    spans.say(_SET[found[0]] if spans.document.typographic else found[0])
    spans.at = found.end()
    return True


_BEFORE_EMPHASIS = re.compile(r"[_*]{1,2}[^ \t\n\r\f\v]")
_BEFORE_MARK = re.compile(r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~](?!\.\.)\B", re.ASCII)
_DECADE = re.compile(r"'\d\ds", re.ASCII)
_ENDS_WORD = re.compile(r"\s|s\b|$", re.ASCII | re.MULTILINE)
_WORD = re.compile(r"\w", re.ASCII)
_TWO_OPENING = re.compile(r"(?:\"'|'\")(?=\w)", re.ASCII)
_OPENING = {"'": "‘", '"': "“"}
_CLOSING = {"'": "’", '"': "”"}
_NEVER_BEFORE_CLOSING = SPACE + "\\[{(-"


def read_quote(spans: "Spans") -> bool:
    """A quotation mark: which of its pair, or an apostrophe, the characters beside it say.

    The one before it counts where it is plain text, not the mark of another span.
    """
    text, at = spans.text, spans.at
    before = text[at - 1] if at and spans.plain_to == at else ""
    mark, after = text[at], at + 1
    sign = _OPENING[mark]
    if not before and (_BEFORE_EMPHASIS.match(text, after) or _BEFORE_MARK.match(text, after)):
        sign = sign if _BEFORE_EMPHASIS.match(text, after) else _CLOSING[mark]
    elif (not before or before in SPACE) and (two := _TWO_OPENING.match(text, at)):
        sign, after = _OPENING[two[0][0]] + _OPENING[two[0][1]], two.end()
    elif (not before or before in SPACE) and _DECADE.match(text, at):
        sign = _CLOSING[mark]
    elif before in SPACE and before and _WORD.match(text, after):
        sign = _OPENING[mark]
    elif (before and before not in _NEVER_BEFORE_CLOSING) or (not before and _ENDS_WORD.match(text, after)):
        sign = _CLOSING[mark]
    spans.say(sign)
    spans.at = after
    return True
