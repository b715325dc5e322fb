"""The entries of a blog that are too many for memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from sys import intern
from typing import Any

from converters.index.collecting import Collecting
from converters.index.records import Finding, Records
from converters.post import Entry, EntryIndex, Status


class EntriesOnDisk(Records[Entry], EntryIndex):
    """Entries in a file."""

    def __init__(self) -> None:
        super().__init__(_row_of, _entry_of, {"key": _key_of, "id": _id_of})

    @property
    def by_key(self) -> Mapping[str, Entry]:
        """Entries by key."""
        return Finding(self._with_key, self._keys)

    @property
    def by_id(self) -> Mapping[int, Entry]:
        """Entries by id; the first one where an id stands twice."""
        return Finding(self._with_id, self._ids)

    def _with_key(self, key: str) -> Entry | None:
        return self.first("key", key)

    def _with_id(self, id: int) -> Entry | None:
        return self.first("id", str(id))

    def _keys(self) -> Iterator[str]:
        return (entry.key for entry in self)

    def _ids(self) -> Iterator[int]:
        for place, entry in enumerate(self):
            if entry.id is not None and self.place_of("id", str(entry.id)) == place:
                yield entry.id


def indexed_entries(entries: Iterable[Entry]) -> Sequence[Entry]:
    """The entries as a tuple, or, when they are too many for memory, in a file."""
    if isinstance(entries, EntryIndex):
        return entries
    collecting = Collecting(EntriesOnDisk)
    for entry in entries:
        collecting.append(entry)
    return collecting.collected()


def _key_of(entry: Entry) -> tuple[str, ...]:
    return (entry.key,)


def _id_of(entry: Entry) -> tuple[str, ...]:
    return () if entry.id is None else (str(entry.id),)


def _row_of(entry: Entry) -> list[Any]:
    date = entry.date.isoformat() if entry.date else None
    return [
        entry.key, entry.id, entry.kind, entry.status.value, entry.slug, entry.title, entry.url, date, entry.parent,
        entry.protected, entry.old_slugs, entry.old_paths, entry.leads_to, entry.leads_from,
    ]  # fmt: skip


def _entry_of(row: list[Any]) -> Entry:
    key, id, kind, status, slug, title, url, date, parent, protected, old_slugs, old_paths, leads_to, leads_from = row
    return Entry(
        key=key,
        id=id,
        kind=intern(kind),
        status=Status(status),
        slug=slug,
        title=title,
        url=url,
        date=datetime.fromisoformat(date) if date else None,
        parent=parent,
        protected=protected,
        old_slugs=tuple(old_slugs),
        old_paths=tuple(old_paths),
        leads_to=leads_to,
        leads_from=leads_from,
    )
