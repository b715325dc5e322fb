"""Records that come one after the other: a list, until they are too many for memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic

from converters.index import limit
from converters.index.records import Record, Records


class Collecting(Generic[Record]):
    """Collects records in their order; `make` makes the file for them when it is needed."""

    def __init__(self, make: Callable[[], Records[Record]]) -> None:
        self._make = make
        self._kept: list[Record] = []
        self._file: Records[Record] | None = None
        self._most = limit.IN_MEMORY

    def __len__(self) -> int:
        return len(self._kept) if self._file is None else len(self._file)

    def __getitem__(self, place: int) -> Record:
        return self._kept[place] if self._file is None else self._file[place]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._kept if self._file is None else self._file)

    def append(self, record: Record) -> None:
        """Put a record at the end."""
        if self._file is not None:
            self._file.append(record)
            return
        self._kept.append(record)
        if len(self._kept) > self._most:
            self._file = self._make()
            for each in self._kept:
                self._file.append(each)
            self._kept = []

    def replace(self, place: int, record: Record) -> None:
        """Put a record with the same names in the place of another."""
        if self._file is None:
            self._kept[place] = record
        else:
            self._file.replace(place, record)

    def collected(self) -> Sequence[Record]:
        """All of them: a tuple, or a sequence of what is on disk."""
        return tuple(self._kept) if self._file is None else self._file
