"""Numbers by text, several to one text, in the order they came: a dict of lists, or beyond a size a file."""

from collections.abc import Iterator

from converters.index import limit
from converters.index.file import IndexFile
from converters.index.table import stored

_PUT = "INSERT INTO items (key, place, number) VALUES (?, ?, ?)"
_NEXT = "SELECT place, number FROM items WHERE key = ? AND place > ? ORDER BY place LIMIT ?"
_AT_ONCE = 500
"""Numbers that are read together."""


class Lists:
    """Lists of numbers by a text."""

    def __init__(self) -> None:
        self._kept: dict[str, list[int]] = {}
        self._file: IndexFile | None = None
        self._count = 0
        self._most = limit.IN_MEMORY

    def add(self, key: str, number: int) -> None:
        """Put a number at the end of a list."""
        self._count += 1
        if self._file is not None:
            self._file.write(_PUT, stored(key), self._count, number)
            return
        self._kept.setdefault(key, []).append(number)
        if self._count > self._most:
            self._file = IndexFile(
                "CREATE TABLE items (key BLOB, place INTEGER, number INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID"
            )
            rows = ((stored(each), place, one) for each, all_ in self._kept.items() for place, one in enumerate(all_))
            self._file.write_all(_PUT, rows)
            self._kept = {}

    def get(self, key: str) -> list[int]:
        """The list of a text; empty where there is none."""
        if self._file is None:
            return self._kept.get(key, [])
        return list(self.each(key))

    def each(self, key: str) -> Iterator[int]:
        """The numbers in the list of a text, which may be too many for memory."""
        if self._file is None:
            yield from self._kept.get(key, ())
            return
        last = -1
        while rows := self._file.rows(_NEXT, stored(key), last, _AT_ONCE):
            yield from (number for _, number in rows)
            last = rows[-1][0]
