"""The comments of an item that has very many: apart from the rest of it, so that they need not be in memory at once."""

from collections.abc import Iterator
from typing import Any

from converters.index.records import Records

_ENOUGH = 1 << 18
"""Characters of comments that are read together."""


class Apart:
    """The text of comments that follow one another, in an order that stays; read as often as it is asked for."""

    def __init__(self) -> None:
        self._stretches: Records[str] = Records(_row_of, _text_of, {})
        self._waiting: list[str] = []
        self._length = 0
        self.lines = 0
        """Ends of lines in all of it."""

    def append(self, text: str) -> None:
        """Put a whole comment, and what stands before it, at the end."""
        self._waiting.append(text)
        self._length += len(text)
        self.lines += text.count("\n")
        if self._length >= _ENOUGH:
            self._stretches.append("".join(self._waiting))
            self._waiting, self._length = [], 0

    def __iter__(self) -> Iterator[str]:
        """The text in stretches, each of some comments."""
        for place in range(len(self._stretches)):  # one at a time: to go through records reads hundreds ahead
            yield self._stretches[place]
        if self._waiting:
            yield "".join(self._waiting)


def _row_of(text: str) -> list[Any]:
    return [text]


def _text_of(row: list[Any]) -> str:
    return str(row[0])
