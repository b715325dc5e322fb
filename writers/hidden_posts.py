"""Posts of the old blog that the readers of the new site do not see, found by the address that links have of them."""

from urllib.parse import parse_qs

from converters.addresses import parts_of
from converters.index import Table
from converters.machinery import MACHINERY
from converters.post import Entry, Site, Status
from writers.old_addresses import OldAddresses
from writers.paths import fold

_ID_KEYS = ("p", "page_id")


def is_hidden(entry: Entry) -> bool:
    """Whether readers do not see a post: it is not public, not yet, no more, or asks for a password."""
    return entry.status is not Status.PUBLISHED or entry.protected


class HiddenPosts:
    """The hidden posts of one blog."""

    def __init__(self, site: Site, old: OldAddresses) -> None:
        self._site, self._old = site, old
        self._by_path: Table[int] = Table()
        for place, entry in enumerate(site.entries):
            if is_hidden(entry) and entry.kind not in MACHINERY and (path := fold(old.path_of(entry.url))):
                self._by_path.add(path, place)

    def at(self, url: str) -> Entry | None:
        """The hidden post that an address means; None where it means what readers see, or nothing."""
        if not self._old.is_own(url):
            return None
        meaning = self._old.meaning_of(url)
        if meaning is not None:
            found = meaning.thing if isinstance(meaning.thing, Entry) else None
        else:
            found = self._unseen_at(url)
        return found if found is not None and is_hidden(found) and found.kind not in MACHINERY else None

    def _unseen_at(self, url: str) -> Entry | None:
        """The post of a status that no link may lead to (`writers.old_addresses.LINKABLE`)."""
        parts = parts_of(url)
        asked = parse_qs(parts.query)
        for key in _ID_KEYS:
            for value in asked.get(key, ()):
                if value.isdecimal() and len(value) < 19:
                    return self._site.entries_by_id.get(int(value))
        place = self._by_path.get(fold(self._old.path_below(parts) or "").strip("/"))
        return None if place is None else self._site.entries[place]
