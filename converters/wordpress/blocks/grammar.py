"""The grammar of the block editor: comments that open and close blocks in a body, with settings in JSON."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from converters.wordpress.context import Context

_DELIMITER = re.compile(r"<!--\s+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(?:(\{)|(/)?-->)", re.ASCII)
_END_OF_SETTINGS = re.compile(r"\}\s+(/)?-->", re.ASCII)


@dataclass(slots=True, eq=False)
class Block:
    """A block: its full name (`core/image`), its settings, and what stands between its delimiters, in order."""

    name: str
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: "list[str | Block]" = field(default_factory=list)
    broken: bool = False
    """Whether its settings are not JSON, and so unknown."""

    @property
    def html(self) -> str:
        """What the block itself saved, without the blocks inside it."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def children(self) -> "list[Block]":
        """The blocks directly inside."""
        return [part for part in self.parts if isinstance(part, Block)]

    def text(self, attribute: str) -> str:
        """A setting that is a string or a number, as a string; empty when it is something else or missing."""
        value = self.attributes.get(attribute)
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


Part = str | Block
BlockRenderer = Callable[[Block, Context], Sequence[Part]]
"""Turns a block into what stands in its place: HTML, and blocks that become HTML in their turn."""


def parse_blocks(text: str) -> list[Part]:
    """A body as HTML and blocks (WordPress: WP_Block_Parser).

    A block without its end ends with the body. An end without a block is left out, and the blocks after it are read all
    the same (WordPress shows the rest of such a body without reading them).
    """
    top: list[Part] = []
    stack: list[Block] = []
    parts, at, no_end = top, 0, False
    for_next = _DELIMITER.search(text)
    while for_next:
        start, end, void, settings = for_next.start(), for_next.end(), bool(for_next[5]), ""
        if for_next[4]:
            close = None if no_end else _END_OF_SETTINGS.search(text, end - 1)
            if close is None:
                no_end = True
                for_next = _DELIMITER.search(text, end)
                continue
            settings, void, end = text[end - 1 : close.start() + 1], bool(close[1]), close.end()
        if start > at:
            parts.append(text[at:start])
        at = end
        if for_next[1]:
            if stack:
                stack.pop()
                parts = stack[-1].parts if stack else top
        else:
            block = _block((for_next[2] or "core/") + for_next[3], settings)
            parts.append(block)
            if not void:
                stack.append(block)
                parts = block.parts
        for_next = _DELIMITER.search(text, end)
    if at < len(text):
        parts.append(text[at:])
    return top


def _block(name: str, settings: str) -> Block:
    if not settings:
        return Block(name)
    try:
        attributes = json.loads(settings)
    except (ValueError, RecursionError):
        return Block(name, broken=True)
    return Block(name, attributes) if isinstance(attributes, dict) else Block(name, broken=True)
