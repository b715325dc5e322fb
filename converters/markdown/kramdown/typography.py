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


_PUNCTUATION = "!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~"
_BEFORE_EMPHASIS = re.compile(r"[_*]{1,2}\S")
_DECADE = re.compile(r"\d\ds")
_ENDS_WORD = re.compile(r"\s|s\b|\Z")


def read_quote(spans: "Spans") -> bool:
    """A quotation mark: which of its pair, or an apostrophe, the characters beside it say."""
    text, at = spans.text, spans.at
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    opening, closing = ("‘", "’") if mark == "'" else ("“", "”")
    if _BEFORE_EMPHASIS.match(text, at + 1):
        sign = opening
    elif after and after in _PUNCTUATION and not text.startswith("...", at + 2) and not _is_word(text[at + 2 : at + 3]):
        sign = closing
        if after in "\"'" and _is_word(text[at + 2 : at + 3]):
            sign = opening
    elif after in ("'", '"') and after != mark and _is_word(text[at + 2 : at + 3]) and (not before or before in SPACE):
        spans.say(opening + ("‘" if after == "'" else "“"))
        spans.at = at + 2
        return True
    elif mark == "'" and _DECADE.match(text, at + 1) and (not before or before in SPACE):
        sign = closing
    elif before and before in SPACE and _is_word(after):
        sign = opening
    elif (before and before not in SPACE and before not in "\\[{(-") or _ENDS_WORD.match(text, at + 1):
        sign = closing
    else:
        sign = opening
    spans.say(sign)
    spans.at = at + 1
    return True


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
