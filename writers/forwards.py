"""Where addresses lead that the old blog itself sent elsewhere: rules of its plugins, followed to their ends."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote, urlsplit

from converters.addresses import ascii_host, parts_of
from converters.index import Table
from converters.post import Entry, Site, Status
from writers.old_addresses import Meaning, OldAddresses
from writers.paths import fold

FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\ud800-\udfff\ufeff\ufffd-\uffff]")
"""What ends a line or a word of a server's configuration, or means another address to browsers."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST = 2000
"""Characters of an address; what is longer no browser follows."""


class Astray(Exception):
    """A forward has no end that readers could be sent to. Its text says why, as the end of a sentence."""


class Forwards:
    """The forwards of one blog: a way that leads to another is followed, and one that leads in a circle is none."""

    def __init__(self, site: Site, old: OldAddresses) -> None:
        self._site, self._old = site, old
        base = parts_of(site.url)
        self._root = f"{base.scheme or 'http'}://{base.netloc}"
        self._leading: Table[int] = Table()
        """The places of entries that lead on, by their keys."""
        self._by_path: Table[int] = Table()
        for place, entry in enumerate(site.entries):
            if not entry.leads_to or entry.status is not Status.PUBLISHED or entry.protected:
                continue
            self._leading.add(entry.key, place)
            if path := self.path_of(entry):
                self._by_path.add(fold(path), place)

    def __iter__(self) -> Iterator[Entry]:
        return (self._site.entries[place] for place in self._leading.values())

    def path_of(self, entry: Entry) -> str:
        """The path below the blog's root that leads on, without slashes at its ends; empty for a mere query."""
        return unquote(entry.leads_from).strip("/") if entry.leads_from else self._old.path_of(entry.url)

    def at(self, url: str) -> Entry | None:
        """What leads on from an address of the old blog, by whatever name it is asked for."""
        if not len(self._leading):
            return None
        whole = self._absolute(url)
        place = self._by_path.get(fold(self._old.path_of(whole))) if self._old.is_own(whole) else None
        if place is not None:
            return self._site.entries[place]
        meaning = self._old.meaning_of(whole)
        thing = meaning.thing if meaning and not meaning.feed else None
        return thing if isinstance(thing, Entry) and thing.key in self._leading else None

    def end_of(self, entry: Entry, address_of: Callable[[Meaning], str]) -> str:
        """Where a forward leads in the end: a path of the new site (`address_of`), or an address of another one.

        Raises `Astray`.
        """
        seen = {entry.key}
        while (following := self.at(entry.leads_to)) is not None:
            if following.key in seen:
                raise Astray("it leads in a circle")
            seen.add(following.key)
            entry = following
        url = self._absolute(entry.leads_to)
        parts = parts_of(url)
        if self._old.is_own(url):
            meaning = self._old.meaning_of(url)
            if meaning is not None:
                address = address_of(meaning)
                return f"{address}#{meaning.fragment}" if meaning.fragment and "#" not in address else address
            if not re.search(r"\.[a-z0-9]{1,5}$", parts.path, re.IGNORECASE):
                raise Astray("nothing in the new site has that address")
        return safe_address(url)

    def _absolute(self, url: str) -> str:
        if not url.startswith("/") or url.startswith("//"):
            return f"http:{url}" if url.startswith("//") else url
        base = self._old.base
        return self._root + (url if url.startswith(f"{base}/") else base + url)


def safe_address(url: str) -> str:
    """An address of the web in ASCII that no configuration reads as anything else. Raises `Astray` for others."""
    if FORBIDDEN.search(url) or len(url) > _LONGEST:
        raise Astray("no browser is sent to such an address")
    try:
        parts = urlsplit(url)
        host = ascii_host(parts.netloc)
    except ValueError:
        raise Astray("that is no address") from None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise Astray("that is no address of the web")
    path, query, fragment = (_LOOSE_PERCENT.sub("%25", part) for part in (parts.path, parts.query, parts.fragment))
    written = f"{parts.scheme}://{host}{quote(path, safe='/-._~%') or '/'}"
    if query:
        written += "?" + quote(query.replace("+", "%20"), safe="=&/-._~%")
    return written + (f"#{quote(fragment, safe='/-._~%')}" if fragment else "")
