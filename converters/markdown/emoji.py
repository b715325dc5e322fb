"""Codes such as `:smile:` as the emoji that Hugo shows for them, which are GitHub's."""

import re

from emoji import emojize
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_CODE = re.compile(r":[a-z0-9_+-]+:")


def emoji_plugin(renderer: MarkdownIt) -> None:
    """Show emoji for their codes. Code and HTML stay as they are."""
    renderer.core.ruler.push("emoji", _show_emoji)


def _show_emoji(state: StateCore) -> None:
    for block in state.tokens:
        for child in block.children or []:
            if child.type == "text" and ":" in child.content:
                child.content = _CODE.sub(lambda found: emojize(found[0], language="alias"), child.content)
