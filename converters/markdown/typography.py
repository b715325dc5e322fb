"""Quotes, dashes and dots as goldmark's typographer and kramdown set them."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import smartquotes

_MARKS = re.compile(r"---|--|\.\.\.|<<|>>")
_SET = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»"}


def typography_plugin(renderer: MarkdownIt) -> None:
    """Set quotes, dashes, dots and doubled angle brackets. Code and HTML stay as they are."""
    renderer.options["typographer"] = True
    renderer.core.ruler.push("marks", _set_marks)
    renderer.core.ruler.push("quotes", smartquotes)


def _set_marks(state: StateCore) -> None:
    for block in state.tokens:
        for child in block.children or []:
            if child.type == "text":
                child.content = _MARKS.sub(lambda found: _SET[found[0]], child.content)
