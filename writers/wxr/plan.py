"""What must be said differently for the importer to take every item: ids, seconds, parents, known before the first one.

WordPress's importer skips an id that it has seen, drops an item whose kind, title and second another one has (an
untitled one even where only kind and second are alike; post_exists), and makes a circle of parents out of a circle.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from converters.index import Table
from converters.post import Entry, Site
from converters.problem import Problem, Severity
from writers.wxr.logins import spelled_logins


@dataclass(frozen=True, slots=True, kw_only=True)
class GaveId(Problem):
    """An item without an id, or with one that another item has."""

    code = "gave-id"
    severity = Severity.NOTE
    text = "WordPress would skip it for its id ({was}): it gets the id {id}"
    was: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDate(Problem):
    """An item that the importer would take for another one of the same title and second."""

    code = "moved-date"
    severity = Severity.NOTE
    text = "WordPress would take it for another {kind} of the same title and second: it is dated {seconds} s later"
    kind: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentCircle(Problem):
    """An item that is its own ancestor."""

    code = "parent-circle"
    severity = Severity.WARNING
    text = "it is its own ancestor: it is put at the top"


class Plan:
    """The exceptions of a site, by the keys of its entries; whatever is not in them is written as it is."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.ids: Table[int] = Table()
        """The ids of entries that have none of their own."""
        self.later: Table[int] = Table()
        """So many seconds later an entry is dated than it was."""
        self.orphans: Table[int] = Table()
        """Entries that close a circle of parents."""
        self.logins: Mapping[str, str] = spelled_logins([author for author in site.authors if not author.guest])
        """The logins that WordPress could not spell, and what they become."""
        self._give_ids()
        self._move_dates()
        self._break_circles()

    def id_of(self, entry: Entry) -> int:
        """The id an entry is written with."""
        return self.ids.get(entry.key) or entry.id or 0

    def parent_of(self, entry: Entry) -> int:
        """The id of the parent an entry is written with; zero at the top."""
        return 0 if entry.key in self.orphans else entry.parent or 0

    def date_of(self, entry: Entry) -> datetime | None:
        """The date an entry is written with."""
        later = self.later.get(entry.key, 0)
        return entry.date + timedelta(seconds=later) if entry.date and later else entry.date

    def _give_ids(self) -> None:
        site = self._site
        used = (entry.id or 0 for entry in site.entries)
        self.next_id = max(chain([0], used, site.media, (item.id for item in site.menus))) + 1
        taken: Table[int] = Table()
        for entry in site.entries:
            if not entry.id or not taken.add(str(entry.id), 1):
                self.ids[entry.key] = self.next_id
                self.next_id += 1

    def _move_dates(self) -> None:
        titled: Table[int] = Table()
        seconds: Table[int] = Table()
        latest: Table[int] = Table()
        """Where the search for a free second goes on, lest a thousand alike take a million steps."""
        for entry in self._site.entries:
            if entry.date is None or entry.kind == "nav_menu_item":  # no date is asked for those
                continue
            title, date = collated(entry.title), entry.date.replace(tzinfo=None)
            asked = _name_of(date, entry.kind, title)
            later = latest.get(asked, 0)
            date += timedelta(seconds=later)
            while (
                _name_of(date, entry.kind) in seconds
                if title in ("", "0")
                else _name_of(date, entry.kind, title) in titled
            ):
                try:
                    date += timedelta(seconds=1)
                except OverflowError:
                    break
                later += 1
            if later:
                self.later[entry.key] = later
                latest[asked] = later
            titled.add(_name_of(date, entry.kind, title), 1)
            seconds.add(_name_of(date, entry.kind), 1)

    def _break_circles(self) -> None:
        by_id = self._site.entries_by_id
        settled: Table[int] = Table()
        for entry in self._site.entries:
            path: dict[str, None] = {}
            at: Entry | None = entry
            while at is not None and at.parent and at.key not in settled:
                if at.key in path:
                    self.orphans.add(at.key, 1)
                    break
                path[at.key] = None
                at = by_id.get(at.parent)
            for key in path:
                settled.add(key, 1)


def _name_of(date: datetime, *others: str) -> str:
    return "\0".join((date.isoformat(), *others))


def collated(title: str) -> str:
    """The title as a database compares it: neither case nor accents matter."""
    if title.isascii():
        return title.lower()
    letters = unicodedata.normalize("NFKD", title.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char))


_last: tuple[Site, Plan] | None = None


def plan_of(site: Site) -> Plan:
    """The plan of a site. Every post of a site asks for the same one, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site:
        _last = (site, Plan(site))
    return _last[1]
