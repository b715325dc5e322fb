"""The entries of a blog in the order of their dates, and the feeds made of them: the main one, one for each group."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from converters.formats import LeftOut, Written
from converters.index import Table, Texts
from converters.post import Site
from converters.problem import Problem, Report, Severity
from converters.selection import BEYOND_LIMIT
from writers.feed.channel import Channel, FeedDocument
from writers.feed.division import Pagination
from writers.feed.entry import FeedEntry
from writers.feed.groups import Group, Groups, channel_for
from writers.feed.identity import uuid_of
from writers.feed.spool import Spool
from writers.feed.urls import beside


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedGuid(Problem):
    """Two posts have one guid: a reader would show but one of them."""

    code = "repeated-guid"
    severity = Severity.WARNING
    text = "an older post has the same id {id}: this one is called {given}"
    id: str
    given: str


class Series:
    """Entries, added in any order, of which only keys and dates are in memory."""

    def __init__(self, channel: Channel, site: Site, spool: Spool, divisions: Iterable[str], report: Report) -> None:
        self.channel = channel
        self.report = report
        self._spool = spool
        self._groups = Groups(site, divisions)
        self._ids, self._keys = Texts(), Texts()
        self._ranks = array("d")
        self._members: dict[Group, array[int]] = {}
        self._renamed: Table[str] = Table()
        self._used = bytearray()
        """For each entry, whether a document has it."""

    def add(self, entry: FeedEntry) -> None:
        """Take an entry."""
        number = self._spool.add(entry)
        self._ids.append(entry.id)
        self._keys.append(entry.key)
        self._ranks.append(entry.rank.timestamp())
        self._used.append(False)
        for group in self._groups.of(entry):
            self._members.setdefault(group, array("q")).append(number)

    def documents(
        self, name: str, pages: Pagination, *, type: str, style: str = ""
    ) -> Iterator[tuple[PurePosixPath, FeedDocument]]:
        """Every document of every feed with its path, as they are needed; `name` is the file of the main feed."""
        order = array("q", sorted(range(len(self._keys)), key=self._ranks.__getitem__))
        self._rename(order)
        path = PurePosixPath(name)
        yield from pages.documents(self.channel, order, self._entry, path, type=type, style=style)
        for group in self._groups:
            numbers = sorted(self._members.get(group, ()), key=self._ranks.__getitem__)
            if numbers:
                below = PurePosixPath(path.stem, group.division, f"{group.file}{path.suffix}")
                channel = channel_for(group, self.channel, beside(self.channel.url, str(below)))
                yield from pages.documents(
                    channel, numbers, self._entry, below, type=type, style=f"../../{style}" if style else ""
                )

    def receipts(self) -> Iterator[Written | LeftOut]:
        """What became of each entry, once all documents are made."""
        for number, key in enumerate(self._keys):
            yield Written(key=key, path="") if self._used[number] else LeftOut(key=key, reason=BEYOND_LIMIT)

    def _entry(self, number: int) -> FeedEntry:
        self._used[number] = True
        entry, given = self._spool[number], self._renamed.get(str(number))
        return replace(entry, id=given) if given else entry

    def _rename(self, order: Iterable[int]) -> None:
        """Give every entry an id of its own; of two with the same, the older one keeps it."""
        seen: Table[int] = Table()
        for number in order:
            id = self._ids[number]
            if not seen.add(id, 1):
                given = uuid_of(f"{id} {self._keys[number]}")
                self._renamed[str(number)] = given
                self.report(RepeatedGuid(id=id, given=given, where=self._spool[number].where))
