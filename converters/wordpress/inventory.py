"""The shortcodes and blocks that a body is written with, and which of them are known here: told without converting."""

import re
from collections import Counter
from dataclasses import dataclass, field

from converters.problem import Problem
from converters.wordpress.blocks.rendering import BLOCKS
from converters.wordpress.blocks.site import DYNAMIC_BLOCKS
from converters.wordpress.code_listings import CODE_SHORTCODES
from converters.wordpress.rules.installed import installed_rules
from converters.wordpress.shortcodes.table import HANDLERS
from converters.wordpress.shortcodes.unknown import UnknownShortcode, report_unknown_shortcodes

_SHORTCODE = re.compile(r"(?<!\[)\[([a-zA-Z][\w-]{0,60})(?=[\s\]/=])")
_BLOCK = re.compile(r"<!--\s{1,20}wp:([a-z][a-z0-9_-]{0,60}(?:/[a-z][a-z0-9_-]{0,60})?)[\s/]")


@dataclass(slots=True)
class Inventory:
    """How often each shortcode and block occurs in the bodies that were taken in."""

    shortcodes: Counter[str] = field(default_factory=Counter)
    unknown_shortcodes: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)
    """By full name, as `core/paragraph`."""
    unknown_blocks: Counter[str] = field(default_factory=Counter)
    known: frozenset[str] = field(
        default_factory=lambda: frozenset(HANDLERS) | CODE_SHORTCODES | installed_rules().shortcodes.keys()
    )
    """The shortcodes that become HTML."""

    def take(self, body: str) -> None:
        """Count what a body uses."""
        if "[" in body:
            self.shortcodes.update(name for name in _SHORTCODE.findall(body) if name in self.known)
            report_unknown_shortcodes(body, self._take_unknown, self.known)
        for found in _BLOCK.findall(body) if "<!--" in body else ():
            name = found if "/" in found else f"core/{found}"
            known = (
                name.startswith("core/") or name in BLOCKS or name in DYNAMIC_BLOCKS or name in installed_rules().blocks
            )
            (self.blocks if known else self.unknown_blocks)[name] += 1

    def _take_unknown(self, problem: Problem) -> None:
        if isinstance(problem, UnknownShortcode):
            self.unknown_shortcodes[problem.name] += problem.count
