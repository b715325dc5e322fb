"""What a destination shows, post by post, kept on disk until the source asks for it: bodies are never all in memory."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from converters.abilities import Shown

_BY_KEY = "SELECT number, content FROM sightings WHERE taken = 0 AND key = ? ORDER BY number LIMIT 1"
_BY_URL = "SELECT number, content FROM sightings WHERE taken = 0 AND key = '' AND url = ? ORDER BY number LIMIT 1"
_WITH_ANY_KEY = "SELECT number, content FROM sightings WHERE taken = 0 AND url = ? ORDER BY number LIMIT 1"
_BY_TITLE = "SELECT number, content FROM sightings WHERE taken = 0 AND key = '' AND titled = ? ORDER BY number LIMIT 1"
_TWIN = (
    "SELECT content FROM sightings WHERE taken = 1 AND (key <> '' AND key = ? OR url <> '' AND url = ? AND titled = ?)"
    " ORDER BY number"
)
_TABLE = "CREATE TABLE sightings (number INTEGER PRIMARY KEY, key, url, titled, taken INTEGER DEFAULT 0, content BLOB)"


class Sightings:
    """A collection of `Shown` that is asked by key, by address, or by title and date; opened with `with`."""

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="portpress-")
        self._rows = sqlite3.connect(Path(self._folder.name, "sightings.sqlite"), isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute(_TABLE)
        for column in ("key", "url", "titled"):
            self._rows.execute(f"CREATE INDEX by_{column} ON sightings ({column})")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._rows.close()
        self._folder.cleanup()

    def add(self, shown: Shown) -> None:
        """Keep one sighting."""
        content = json.dumps([shown.key, shown.place, shown.fields, shown.html])
        row = (*_names_of(shown), zlib.compress(content.encode(), 1))
        self._rows.execute("INSERT INTO sightings (key, url, titled, content) VALUES (?, ?, ?, ?)", row)

    def take_by_key(self, keys: Iterable[str]) -> Shown | None:
        """The first sighting of the first of these keys that has one; nothing gets it again."""
        return next(filter(None, (self._take(_BY_KEY, _plain(key)) for key in keys)), None)

    def take_like(self, wanted: Shown) -> Shown | None:
        """A sighting without a key that has the address of what is wanted, else its title and date.

        What is wanted without a key may have one where it was seen: readers give pages that others stand below an id.
        """
        key, url, titled = _names_of(wanted)
        found = self._take(_BY_URL, url) or self._take(_BY_TITLE, titled)
        return found if found or key else self._take(_WITH_ANY_KEY, url)

    def left(self) -> Iterator[tuple[Shown, Shown | None]]:
        """What nobody took; with it the one of the same key, or address and title, that was taken."""
        for key, url, titled, content in self._rows.execute(
            "SELECT key, url, titled, content FROM sightings WHERE taken = 0 ORDER BY number"
        ):
            twin = self._rows.execute(_TWIN, (key, url, titled)).fetchone()
            yield _shown(content), _shown(twin[0]) if twin else None

    def _take(self, query: str, value: str) -> Shown | None:
        row = self._rows.execute(query, (value,)).fetchone() if value else None
        if row is None:
            return None
        self._rows.execute("UPDATE sightings SET taken = 1 WHERE number = ?", (row[0],))
        return _shown(row[1])


def _names_of(shown: Shown) -> tuple[str, str, str]:
    """By what a post can be found: its key, its address, its title with its date."""
    title, published, url = (" ".join(shown.fields.get(name, ())) for name in ("title", "published", "url"))
    titled = f"{published} {title}" if title else ""  # a draft may have no date
    return _plain(shown.key), _plain(url), _plain(titled)


def _plain(text: str) -> str:
    """A text without lone surrogates, which no database takes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _shown(content: bytes) -> Shown:
    key, place, fields, html = json.loads(zlib.decompress(content))
    return Shown(key=key, place=place, fields={name: tuple(each) for name, each in fields.items()}, html=html)
