"""The text of an export, cut into its channel's own words and its items, one in memory at a time.

What the channel says at length, since it may declare a million terms, is cut between two of its authors and terms; of
an item with very many comments those that follow the first ones are held apart.

What stands in a CDATA section is content: an `</item>` there ends nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from converters.wordpress.wxr.apart import Apart

_TOKEN = re.compile(r"<!\[CDATA\[|<!--|<item\s{0,20}/>|<item(?=[\s>])|</item\s{0,20}>|</\w{1,60}:comment\s{0,20}>")
"""What matters in items."""
_BETWEEN = re.compile(rf"{_TOKEN.pattern}|</\w{{1,60}}:(?:author|category|tag|term)\s{{0,20}}>")
"""What matters outside of items."""
_END = re.compile(r"</item\s{0,20}>")
_LONGEST = 100
"""No token is longer: so much of a piece is kept back until the next one is here."""
_ENOUGH = 1 << 18
"""Characters of the channel after which it is cut, and of an item after which its comments are held apart."""


@dataclass(slots=True)
class Piece:
    """A stretch of the file."""

    text: str
    """Without the comments that are apart, where there are any. Whoever has read it may let go of it."""
    line: int
    """Of its first character, from 1."""
    is_item: bool
    complete: bool = True
    """Whether an item has its end tag."""
    begins: int = 0
    """Where in the text the comments were that are apart."""
    apart: Apart | None = None

    @property
    def lines(self) -> int:
        """Ends of lines in it."""
        return self.text.count("\n") + (self.apart.lines if self.apart else 0)

    def whole(self) -> "Piece":
        """The same with its comments where they were."""
        if self.apart is None:
            return self
        text = "".join((self.text[: self.begins], *self.apart, self.text[self.begins :]))
        return Piece(text, self.line, self.is_item, self.complete)


def cut_items(chunks: Iterable[str]) -> Iterator[Piece]:
    """The items and, between them, what is no item (the channel's own elements), in order.

    Linear in the length of the text however long an item is. What stands between items is left out when blank.
    """
    cutter = _Cutter()
    for chunk in chunks:
        yield from cutter.feed(chunk, last=False)
    yield from cutter.feed("", last=True)


class _Cutter:
    """The state between two chunks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._held = 0
        """Characters of the parts."""
        self._before = ""
        """What an item had before the comments that are apart."""
        self._apart: Apart | None = None
        self._line = 1
        self._in_item = False
        self._until = ""
        """What ends the CDATA section or comment we are in; empty outside."""
        self._rest = ""

    def feed(self, chunk: str, *, last: bool) -> Iterator[Piece]:
        text = self._rest + chunk
        taken = at = 0
        end = len(text) if last else max(len(text) - _LONGEST, 0)
        token_by_token = False
        while at < end:
            if self._until:
                close = text.find(self._until, at)
                if close < 0:
                    at = end
                    break
                at = close + len(self._until)
                self._until = ""
                continue
            if self._in_item and not token_by_token:
                if (item_ends := self._end_of_item(text, at, end, taken)) is None:
                    token_by_token = True
                    continue
                self._hold(text[taken:item_ends])
                taken = at = item_ends
                yield from self._piece(complete=True)
                continue
            token = (_TOKEN if self._in_item else _BETWEEN).search(text, at)
            if token is None or token.start() >= end:
                at = max(at, end)
                break
            word, at = token[0], token.end()
            if word == "<![CDATA[":
                self._until = "]]>"
            elif word == "<!--":
                if not self._in_item:  # in an item it is more likely text that somebody forgot to escape
                    self._until = "-->"
            elif word.startswith("</") and ":" in word and self._in_item:
                self._hold(text[taken:at])
                taken = at
                self._take_comment()
            elif word.startswith("</") and ":" in word:
                if self._held + at - taken >= _ENOUGH:
                    self._hold(text[taken:at])
                    taken = at
                    yield from self._piece(complete=False)
            elif word.startswith("</"):
                self._hold(text[taken:at])
                taken = at
                if self._in_item:
                    yield from self._piece(complete=True)
            else:
                self._hold(text[taken : token.start()])
                taken = token.start()
                yield from self._piece(complete=False)
                self._in_item, token_by_token = True, False
                if word.endswith("/>"):
                    self._hold(word)
                    taken = at
                    yield from self._piece(complete=True)
        at = min(at, len(text))
        self._hold(text[taken:at])
        self._rest = text[at:]
        if last:
            yield from self._piece(complete=False)

    def _end_of_item(self, text: str, at: int, end: int, taken: int) -> int | None:
        """Where the item ends that goes on at a place outside of CDATA; None when that has to be found token by token.

        Three searches instead of one for each token: most items are whole, and their content rarely says `</item>`.
        """
        begins = at
        while (found := text.find("</item", at, end)) >= 0:
            opened = text.rfind("<![CDATA[", at, found)
            if opened < 0 or text.find("]]>", opened, found) >= 0:
                break
            at = text.find("]]>", found) + 3
            if at < 3:
                return None
        tag = _END.match(text, found) if found >= 0 else None
        if tag is None or text.find("<item", begins, found) >= 0:
            return None
        is_short = self._apart is None and self._held + tag.end() - taken < _ENOUGH
        return tag.end() if is_short else None

    def _hold(self, text: str) -> None:
        self._parts.append(text)
        self._held += len(text)

    def _release(self) -> str:
        """The parts as one text; none is held any more."""
        text = "".join(self._parts)
        self._parts, self._held = [], 0
        return text

    def _take_comment(self) -> None:
        """What was read of an item ends with a comment: hold it apart, if enough of the item is in memory."""
        if self._apart is not None:
            self._apart.append(self._release())
        elif self._held >= _ENOUGH:
            self._before, self._apart = self._release(), Apart()

    def _piece(self, *, complete: bool) -> Iterator[Piece]:
        begins = len(self._before)
        piece = Piece(self._before + self._release(), self._line, self._in_item, complete, begins, self._apart)
        self._before, self._apart = "", None
        self._line += piece.lines
        self._in_item = False
        if piece.is_item or (piece.text and not piece.text.isspace()):
            yield piece
