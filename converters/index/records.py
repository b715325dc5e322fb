"""Records in a file, in their order: found by their place, and by what they are called."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import eq
from typing import Any, TypeVar, overload

from converters.index.file import IndexFile
from converters.index.table import stored

Key = TypeVar("Key")
Record = TypeVar("Record")

_SCHEMA = """
CREATE TABLE records (number INTEGER PRIMARY KEY, row TEXT);
CREATE TABLE names (way INTEGER, name BLOB, number INTEGER, PRIMARY KEY (way, name, number)) WITHOUT ROWID
"""
_WITH_NAME = "FROM names JOIN records USING (number) WHERE way = ? AND name = ?"
_NAMED = f"{_WITH_NAME} ORDER BY number"
_AT_ONCE = 200
"""Records that are read together."""


class Records(Sequence[Record]):
    """Records of one kind, each a line of JSON, with the names that each can be found by.

    They are added and replaced while they are made; after that they are read only, by any process.

    `row_of` gives a record as what JSON knows, `record_of` makes it again, equal to what it was. `names_of` gives for
    each way to find it (`key`, `id`) the names of a record, which several may share.
    """

    def __init__(
        self,
        row_of: Callable[[Record], list[Any]],
        record_of: Callable[[list[Any]], Record],
        names_of: Mapping[str, Callable[[Record], Iterable[str]]],
    ) -> None:
        self._row_of, self._record_of, self._names_of = row_of, record_of, names_of
        self._ways = {way: place for place, way in enumerate(names_of)}
        self._count = 0
        self._file = IndexFile(_SCHEMA)

    def __len__(self) -> int:
        return self._count

    def append(self, record: Record) -> None:
        """Put a record at the end."""
        for way, names in self._names_of.items():
            for name in names(record):
                values = (self._ways[way], stored(name), self._count)
                self._file.write("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", *values)
        self.append_line(json.dumps(self._row_of(record)))

    def append_line(self, line: str) -> None:
        """Put at the end what `lines` gave of a record that cannot be found by any name."""
        self._file.write("INSERT INTO records VALUES (?, ?)", self._count, line)
        self._count += 1

    def replace(self, place: int, record: Record) -> None:
        """Put a record with the same names in the place of another."""
        self._file.write("UPDATE records SET row = ? WHERE number = ?", json.dumps(self._row_of(record)), place)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(self._count)))
        found = self._file.row("SELECT row FROM records WHERE number = ?", place if place >= 0 else place + self._count)
        if found is None:
            raise IndexError(place)
        return self._record_of(json.loads(found[0]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return other is self or (len(other) == len(self) and all(map(eq, self, other)))

    def first(self, way: str, name: str) -> Record | None:
        """The first record of a name."""
        found = self._file.row(f"SELECT row {_NAMED} LIMIT 1", self._ways[way], stored(name))
        return None if found is None else self._record_of(json.loads(found[0]))

    def place_of(self, way: str, name: str) -> int | None:
        """The place of the first record of a name."""
        found = self._file.row(f"SELECT number {_NAMED} LIMIT 1", self._ways[way], stored(name))
        return None if found is None else int(found[0])

    def all(self, way: str, name: str) -> list[Record]:
        """Every record of a name, in order."""
        rows = self._file.rows(f"SELECT row {_NAMED}", self._ways[way], stored(name))
        return [self._record_of(json.loads(row[0])) for row in rows]

    def each(self, way: str, name: str) -> Iterator[Record]:
        """Every record of a name, in order, a few in memory at a time."""
        query = f"SELECT number, row {_WITH_NAME} AND number >= ? ORDER BY number LIMIT ?"
        start = 0
        while rows := self._file.rows(query, self._ways[way], stored(name), start, _AT_ONCE):
            yield from (self._record_of(json.loads(row)) for _, row in rows)
            start = rows[-1][0] + 1

    def __iter__(self) -> Iterator[Record]:
        return (self._record_of(json.loads(line)) for line in self.lines())

    def lines(self) -> Iterator[str]:
        """The records as they are kept: JSON in ASCII, without the end of a line."""
        query = "SELECT row FROM records WHERE number >= ? ORDER BY number LIMIT ?"
        start = 0
        while rows := self._file.rows(query, start, _AT_ONCE):
            yield from (row[0] for row in rows)
            start += _AT_ONCE


class Finding(Mapping[Key, Record]):
    """What can be found by a name, as a mapping: nothing of it is in memory."""

    def __init__(self, find: Callable[[Key], Record | None], keys: Callable[[], Iterator[Key]]) -> None:
        self._find, self._keys = find, keys

    def __getitem__(self, key: Key) -> Record:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Key]:
        return self._keys()

    def __len__(self) -> int:
        return sum(1 for _ in self)
