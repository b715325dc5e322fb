"""Texts in their order, without an object for each: what is known of every post and looked at rarely."""

from array import array
from collections.abc import Iterator, Sequence
from typing import overload


class Texts(Sequence[str]):
    """A list of texts that takes eight bytes for each beside its letters."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("q")

    def append(self, text: str) -> None:
        """Put a text at the end."""
        self._letters += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._letters))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        end = self._ends[place]
        start = self._ends[place - 1] if place % len(self._ends) else 0
        return self._letters[start:end].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self._ends:
            yield self._letters[start:end].decode("utf-8", "surrogatepass")
            start = end
