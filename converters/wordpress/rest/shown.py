"""What readers see of an item → what somebody wrote: without what WordPress puts around it or makes up."""

import re

from converters.html import parse, serialise
from converters.wordpress.rest.records import Record
from converters.wordpress.wxr.words import to_plain_text

_ELLIPSIS = re.compile(r"\s*(?:\[?\s*(?:…|\.\.\.)\s*\]?|Continue reading.*|Read more.*)\s*$")
_AT_LEAST = 20
"""Words of a summary that are no coincidence when all of them stand in the body in the same order."""
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p\b).)*)</p>", re.DOTALL)


def shown_body(item: Record, name: str) -> str:
    """The body as readers see it; of an attachment, without the picture that WordPress puts before its description."""
    shown = item.shown(name)
    if name == "content" or not shown:
        return shown
    root = parse(shown)
    for element in root.elements("p", "div"):
        if element.parent is not None and ("attachment" in element.classes or "wp-video" in element.classes):
            element.replace()
    return _unwrapped(serialise(root).strip())


def excerpt_of(item: Record, kind: str) -> str:
    """The summary that was written by hand. WordPress makes one up where there is none; that is left out."""
    name = "caption" if kind == "attachment" else "excerpt"
    stored = item.stored(name)
    if stored is not None:
        return stored
    shown = item.shown(name).strip()
    summary = _ELLIPSIS.sub("", to_plain_text(shown))
    body = parse(item.shown("description" if kind == "attachment" else "content")).text_content()
    return "" if _is_made_of(summary, body) else _unwrapped(shown)


def _is_made_of(summary: str, body: str) -> bool:
    """Whether WordPress made the summary of the body: of its beginning, without some blocks (wp_trim_excerpt)."""
    text, wanted, at = _letters(body), summary.split(), 0
    if text.startswith(_letters(summary)):
        return True
    for word in map(_letters, wanted):
        at = text.find(word, at) + len(word)
        if at < len(word):
            return False
    return len(wanted) >= _AT_LEAST


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _unwrapped(shown: str) -> str:
    """The HTML without the one paragraph that WordPress puts around a text of a line."""
    paragraph = _PARAGRAPH.fullmatch(shown)
    return paragraph[1] if paragraph else shown
