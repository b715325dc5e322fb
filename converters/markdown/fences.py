"""The language of a fenced code block: what stands after its fence, without what only some renderers take there."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_CLASS = re.compile(r"[{\s][.](?:lang(?:uage)?-)?([\w+#-]+)")
_WORD = re.compile(r"\{\s*([\w+-]+)(?![\w+=-])")
_NAME = re.compile(r"[^\s{:,;]+")


def fence_plugin(renderer: MarkdownIt) -> None:
    """Leave of each fence's words the language alone."""
    renderer.core.ruler.after("block", "fence_languages", _name_languages)


def _name_languages(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence":
            token.info = language_of(token.info)


def language_of(info: str) -> str:
    """The language among the words after a fence, or nothing.

    Besides `js` and `js title="a"`: `js{1,3}` (lines to be marked), `js:a.js` (the name of a file), `{.js .wide}`
    (pandoc), `{r, echo=FALSE}` (knitr).
    """
    info = info.strip()
    if info.startswith("{"):
        found = _CLASS.search(info) or _WORD.match(info)
        return found[1] if found else ""
    name = _NAME.match(info)
    return name[0] if name else ""
