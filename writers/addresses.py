"""Where each entry of a site will stand: its old path wherever that can be kept, and never one path for two entries."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from converters.post import Entry, Site, Status
from converters.problem import Problem, Severity

LONGEST_NAME = 200
"""Bytes of UTF-8 in one segment of a path. File systems take 255; generators add suffixes of their own."""

_LINKABLE = frozenset({Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT})
_NOT_IN_A_NAME = re.compile(r'[\x00-\x20\x7f-\xa0"#%&*:;<>?\\^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
_ID_QUERIES = re.compile(r"(?:^|&)(?:p|page_id|attachment_id)=(\d+)(?:&|$)")
_FILE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTaken(Problem):
    """Two entries had one address in the source, or an entry had one that the generator needs for itself."""

    code = "address-taken"
    severity = Severity.WARNING
    text = "its address {wanted} is taken: it stands at {given}"
    wanted: str
    given: str


def name_of(text: str) -> str:
    """A text made fit to be one name in a path: Unicode kept, NFC, nothing that a shell, a URL or a generator reads.

    Empty when nothing is left of it.
    """
    name = _NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", text).replace("/", "-").replace("'", ""))
    name = re.sub("-{2,}", "-", name).strip("-.~ ")
    while len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        name = name[:-1].rstrip("-.~ ")
    return name


def slug_of(entry: Entry) -> str:
    """What the entry is called in a path: its slug, else its title, else its kind and id. Never empty."""
    return name_of(entry.slug) or name_of(entry.title.casefold()) or name_of(f"{entry.kind}-{entry.id or entry.key}")


class Addresses:
    """The new address of every entry of a site, and where an old URL leads now.

    Addresses are paths below the site's root, decoded, with a slash at both ends unless they name a file
    (`/2019/04/hello/`, `/2007/10/16/807.html`). The base path of a blog in a folder (`https://example.org/blog`) is
    not part of an address, but of the links to it.
    """

    def __init__(self, site: Site, reserved: Iterable[str] = ()) -> None:
        self.site = site
        base = urlsplit(site.url)
        self._host = _bare_host(base.netloc)
        self.base = unquote(base.path).rstrip("/")
        self._taken = {path.casefold() for path in reserved} | {"/"}
        self._folders: set[str] = set()
        self._paths: dict[str, str] = {}
        self._wanted: dict[str, str] = {}
        self._give_addresses(site.entries)
        self._by_old_path = {
            old: entry
            for entry in reversed(site.entries)  # of two with one address the first is linked
            if (old := self._old_path(entry.url)) and entry.status in _LINKABLE
        }

    def path_of(self, entry: Entry) -> str:
        """The address of an entry of this site."""
        return self._paths[entry.key]

    def conflict_of(self, entry: Entry) -> AddressTaken | None:
        """The problem to report when an entry could not have the address it wanted."""
        wanted, given = self._wanted[entry.key], self._paths[entry.key]
        return None if wanted == given else AddressTaken(wanted=wanted, given=given)

    def link(self, url: str) -> str:
        """Where an absolute URL of the old blog leads in the new site; any other URL unchanged.

        An attachment's page leads to its file.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        if parts.scheme not in ("http", "https") or _bare_host(parts.netloc) != self._host or not self._host:
            return url
        entry = self._entry_at(url, parts.query)
        if entry is None:
            return url
        if entry.kind == "attachment":
            media = self.site.media.get(entry.id or 0)
            return media.url if media else url
        return self.base + self.path_of(entry) + (f"#{parts.fragment}" if parts.fragment else "")

    def _entry_at(self, url: str, query: str) -> Entry | None:
        if match := _ID_QUERIES.search(query):
            entry = self.site.entries_by_id.get(int(match[1]))
            return entry if entry and entry.status in _LINKABLE else None
        return None if query else self._by_old_path.get(self._old_path(url))

    def _old_path(self, url: str) -> str:
        """The path of one of the blog's own URLs below its base, decoded, without slashes at its ends; else empty."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        path = unquote(parts.path)
        if parts.query or _bare_host(parts.netloc) != self._host or not f"{path}/".startswith(f"{self.base}/"):
            return ""
        return path.removeprefix(self.base).strip("/")

    def _give_addresses(self, entries: Iterable[Entry]) -> None:
        own: list[tuple[int, Entry, str]] = []
        invented: list[Entry] = []
        for entry in entries:
            path = self._kept_path(entry)
            if path:
                hidden = entry.status not in (Status.PUBLISHED, Status.SCHEDULED)
                own.append((hidden, entry, path))
            else:
                invented.append(entry)
        own.sort(key=lambda each: each[0])  # what readers can see keeps its address before what they cannot
        for _, entry, path in own:
            self._give(entry, path)
        for entry in invented:
            self._give(entry, f"/{slug_of(entry)}/")

    def _kept_path(self, entry: Entry) -> str:
        segments = [name for part in self._old_path(entry.url).split("/") if (name := name_of(part))]
        if not segments:
            return ""
        path = "/" + "/".join(segments)
        return path if _FILE.search(path) else path + "/"

    def _give(self, entry: Entry, wanted: str) -> None:
        given, number = wanted, 1
        while not self._is_free(given):
            stem, suffix = (wanted[: m.start()], m[0]) if (m := _FILE.search(wanted)) else (wanted[:-1], "/")
            distinction = name_of(str(entry.id or "")) or "again"
            given = f"{stem}-{distinction}{suffix}" if number == 1 else f"{stem}-{distinction}-{number}{suffix}"
            number += 1
        folded = given.casefold()
        self._taken.add(folded)
        self._folders.update(_folders_above(folded))
        self._paths[entry.key], self._wanted[entry.key] = given, wanted

    def _is_free(self, path: str) -> bool:
        folded = path.casefold()
        is_below_a_file = any(folder in self._taken for folder in _folders_above(folded))
        return folded not in self._taken and folded not in self._folders and not is_below_a_file


def _folders_above(path: str) -> list[str]:
    """`/a.html/b/` → `/a.html`, as a file of that name would have it."""
    parts = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(parts[: i + 1]) for i in range(len(parts))]


def _bare_host(netloc: str) -> str:
    """The host as links to it vary: without port, user and `www.`."""
    return netloc.rpartition("@")[2].partition(":")[0].casefold().removeprefix("www.")


_last: tuple[Site, Mapping[str, None], Addresses] | None = None


def addresses_of(site: Site, reserved: Mapping[str, None]) -> Addresses:
    """The addresses of a site. Every post of a site asks for the same ones, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site or _last[1] is not reserved:
        _last = (site, reserved, Addresses(site, reserved))
    return _last[2]
