"""Very long HTML, taken one stretch after the other: their trees, put together, are the tree of the whole.

A stretch ends behind a paragraph or a heading where a parser has nothing open: what it is given next lands beside that
block. Each cut is tried by parsing, with a mark behind it, and where the mark lands anywhere else the stretch goes on.
"""

import re

from converters.html import Element, Text, parse_prepared, prepare

LONG = 1 << 22
"""Characters beyond which HTML is taken in stretches: a tree takes many times the memory of what it was made of."""
_STRETCH = 1 << 20
"""Characters of a stretch, more or less."""

_CUT = re.compile(r"[^\s<>]</(?:p|h[1-6])>")
_ENDS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_UNCERTAIN = re.compile(
    r"</?(?:applet|body|form|frameset|head|html|marquee|noscript|object|plaintext|template)\b", re.IGNORECASE
)
"""Tags that a parser remembers once their element is closed, or that mean something to all that follows."""


class Stretches:
    """HTML that is given away in trees, each of a stretch, and forgotten at the end."""

    def __init__(self, html: str) -> None:
        self._html = prepare(html)
        self._size = _STRETCH
        self._start = self._end = 0
        self._mark = "the-stretch-ends-here"
        while self._mark in self._html:
            self._mark += "-"
        self._is_whole = _UNCERTAIN.search(self._html) is not None
        self.is_over = False
        """Whether the last tree reaches to the end."""

    def next(self) -> Element | None:
        """The tree of the next stretch, a body; None after the last one."""
        if self.is_over:
            return None
        if self._start != self._end:
            self._start, self._size = self._end, _STRETCH
        return self._tree()

    def longer(self) -> Element:
        """The tree of the last stretch and of what follows it, because at its end something went on all the same."""
        self._size *= 2
        return self._tree()

    def _tree(self) -> Element:
        while not self._is_whole and (cut := _CUT.search(self._html, self._start + self._size)):
            self._end = cut.end()
            root = parse_prepared(self._html[self._start : self._end] + self._mark)
            if self._is_closed(root):
                root.children.pop()
                return root
            self._size *= 2
        html, self._html, self.is_over = self._html, "", True
        return parse_prepared(html[self._start :])

    def _is_closed(self, root: Element) -> bool:
        if len(root.children) < 2:
            return False
        block, mark = root.children[-2:]
        return isinstance(mark, Text) and mark.text == self._mark and isinstance(block, Element) and block.name in _ENDS
