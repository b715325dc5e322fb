"""Small values by text, in the order they came: a dict, or beyond a size a file."""

from collections.abc import Iterator, MutableMapping
from typing import Any, TypeVar

from converters.index import limit
from converters.index.file import IndexFile

Value = TypeVar("Value", str, int)

_SCHEMA = "CREATE TABLE items (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value)"
_PUT = "INSERT INTO items (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_AT_ONCE = 500
"""Rows that are read together: while they are gone through, the table may change."""


class Table(MutableMapping[str, Value]):
    """Texts, or numbers below 2⁶³, by text. It behaves as a dict does, but that it may change while it is gone through.

    Once it is in a file it stays there.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Value] = {}
        self._file: IndexFile | None = None
        self._most = limit.IN_MEMORY

    def __getitem__(self, key: str) -> Value:
        if self._file is None:
            return self._kept[key]
        found = self._file.row("SELECT value FROM items WHERE key = ?", stored(key))
        if found is None:
            raise KeyError(key)
        value: Value = restored(found[0])
        return value

    def __contains__(self, key: object) -> bool:
        if self._file is None:
            return key in self._kept
        return isinstance(key, str) and bool(self._file.row("SELECT 1 FROM items WHERE key = ?", stored(key)))

    def __setitem__(self, key: str, value: Value) -> None:
        if self._file is None:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._move()
        else:
            self._file.write(_PUT, stored(key), stored(value))

    def add(self, key: str, value: Value) -> bool:
        """Put a value where there is none yet; whether there was none."""
        if self._file is None:
            if key in self._kept:
                return False
            self[key] = value
            return True
        return (
            self._file.write("INSERT OR IGNORE INTO items (key, value) VALUES (?, ?)", stored(key), stored(value)) > 0
        )

    def __delitem__(self, key: str) -> None:
        if self._file is None:
            del self._kept[key]
        elif not self._file.write("DELETE FROM items WHERE key = ?", stored(key)):
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        if self._file is None:
            yield from tuple(self._kept)
        else:
            last = 0
            while rows := self._file.rows(
                "SELECT number, key FROM items WHERE number > ? ORDER BY number LIMIT ?", last, _AT_ONCE
            ):
                yield from (restored(key) for _, key in rows)
                last = rows[-1][0]

    def __len__(self) -> int:
        return len(self._kept) if self._file is None else self._file.row("SELECT count(*) FROM items")[0]

    def sorted(self) -> Iterator[tuple[str, Value]]:
        """Keys and values in the order of the keys. The table may change meanwhile."""
        if self._file is None:
            yield from sorted(self._kept.items())
            return
        rows = self._file.rows("SELECT key, value FROM items ORDER BY key LIMIT ?", _AT_ONCE)
        while rows:
            yield from ((restored(key), restored(value)) for key, value in rows)
            rows = self._file.rows(
                "SELECT key, value FROM items WHERE key > ? ORDER BY key LIMIT ?", rows[-1][0], _AT_ONCE
            )

    def _move(self) -> None:
        self._file = IndexFile(_SCHEMA)
        self._file.write_all(_PUT, ((stored(key), stored(value)) for key, value in self._kept.items()))
        self._kept = {}


def stored(value: str | int) -> bytes | int:
    """A value as SQLite keeps it: every text as bytes, since it may hold what is no text to SQLite."""
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def restored(value: Any) -> Any:
    """What was stored."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
