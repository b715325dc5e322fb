"""Codes such as `:smile:` as the emoji that Hugo shows for them; `emoji.txt` holds an emoji and its codes a line."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_CODE = re.compile(r":([a-z0-9_+-]+):")


def emoji_plugin(renderer: MarkdownIt) -> None:
    """Show emoji for their codes. Code and HTML stay as they are."""
    renderer.core.ruler.push("emoji", _show_emoji)


def _show_emoji(state: StateCore) -> None:
    for block in state.tokens:
        for child in block.children or []:
            if child.type == "text" and ":" in child.content:
                child.content = _CODE.sub(lambda found: _emoji().get(found[1], found[0]), child.content)


@cache
def _emoji() -> Mapping[str, str]:
    """The emoji by their codes."""
    table = files("converters.markdown").joinpath("emoji.txt").read_text(encoding="utf-8")
    lines = (line.split(" ") for line in table.splitlines())
    return {code: emoji for emoji, *codes in lines for code in codes}
