"""Where each entry of a site will stand: its old path wherever that can be kept, and never one path for two entries."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from converters.post import Entry, Site, Status
from converters.problem import Problem, Severity

LONGEST_NAME = 200
"""Bytes of UTF-8 in one segment of a path. File systems take 255; generators add suffixes of their own."""
LONGEST_ADDRESS = 1000
"""Bytes of UTF-8 in a whole address. File systems take 4,096 for a path, with all that stands above the site."""

_LINKABLE = frozenset({Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT})
_NOT_IN_A_NAME = re.compile(
    r'[\x00-\x20\x7f-\xa0"#%&*:;<>?\\^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]+'
)
_PLAIN_NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:[-_][a-z0-9]+)*+")  # what most names are, and every rule lets be
_ID_QUERIES = re.compile(r"(?:^|&)(?:p|page_id|attachment_id)=(\d{1,18})(?:&|$)")
_FILE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_GENERATED = re.compile(r"/(?:page/\d+|index\.(?:xml|json|html?))/")  # the pages of a list, and its feed


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTaken(Problem):
    """Two entries had one address in the source, or an entry had one that the generator needs for itself."""

    code = "address-taken"
    severity = Severity.WARNING
    text = "its address {wanted} is taken: it stands at {given}"
    wanted: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(Problem):
    """An entry had an address that no folder of files can have."""

    code = "address-changed"
    severity = Severity.WARNING
    text = "its address {wanted} cannot be that of a file: it stands at {given}"
    wanted: str
    given: str


def name_of(text: str) -> str:
    """A text made fit to be one name in a path: Unicode kept, NFC, nothing that a shell, a URL or a generator reads.

    Empty when nothing is left of it.
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    name = _NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", text[: 4 * LONGEST_NAME]))
    name = re.sub("-{2,}", "-", name.replace("/", "-").replace("'", ""))
    name = re.sub(r"\.{2,}", ".", name).strip("-.~ ")  # Jekyll reads two dots as a slash
    return name.encode()[:LONGEST_NAME].decode("utf-8", "ignore").rstrip("-.~ ")


def plain_name(text: str) -> str:
    """A name of letters, digits, `-` and `_` alone: what every generator makes of it is itself.

    A text without any becomes the numbers of its characters (`😀` → `1f600`); an empty one stays empty.
    """
    if _PLAIN_NAME.fullmatch(text):
        return text
    name = "".join(char if _is_plain(char) else "-" for char in name_of(text))
    name = re.sub("-{2,}", "-", name).strip("-_")
    return name or "-".join(f"{ord(char):x}" for char in text.strip()[:20])


def _is_plain(char: str) -> bool:
    category = unicodedata.category(char)
    return char in "-_" or category[0] in "LM" or category == "Nd"


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
        base = _parts(site.url)
        self._host = _bare_host(base.netloc)
        self.base = unquote(base.path).rstrip("/")
        self._taken: dict[str, Entry | None] = {_fold(path): None for path in ("/", *reserved)}
        self._files = {_fold(path) for path in reserved if not path.endswith("/")}
        self._folders: set[str] = set()
        self._paths: dict[str, str] = {}
        self._wanted: dict[str, str] = {}
        self._moved: dict[str, Entry] = {}
        self._give_addresses(site.entries)
        for entry in site.entries:  # of two with one address the first is linked
            old = _fold(self.old_path(entry.url))
            if old and self._taken.get(old) is not entry and entry.status in _LINKABLE:
                self._moved.setdefault(old, entry)

    def path_of(self, entry: Entry) -> str:
        """The address of an entry of this site."""
        return self._paths[entry.key]

    def split_path_of(self, entry: Entry) -> tuple[str, str, str]:
        """The address in three: what stands above its last name, that name, and `/` or the suffix of a file."""
        path = self.path_of(entry)
        end = m.start() if (m := _FILE.search(path)) else len(path) - 1
        folder, _, name = path[:end].rpartition("/")
        return f"{folder}/", name, path[end:]

    def is_kept(self, entry: Entry) -> bool:
        """Whether the address is the one it had in the old blog."""
        return self.path_of(entry).strip("/") == self.old_path(entry.url)

    def is_free(self, path: str) -> bool:
        """Whether nothing stands at a path, nor a file above it, nor a folder below a file's; and none is generated."""
        folded = _fold(path)
        if folded in self._taken or (folded in self._folders and not path.endswith("/")):
            return False
        return not _GENERATED.search(f"/{folded}/") and not self._is_below_a_file(folded)

    def conflict_of(self, entry: Entry) -> AddressTaken | AddressChanged | None:
        """The problem to report when an entry could not have the address it wanted."""
        given = self._paths[entry.key]
        if entry.key in self._wanted:
            return AddressTaken(wanted=self._wanted[entry.key], given=given)
        old = self.old_path(entry.url)
        if not old or unicodedata.normalize("NFC", old) == given.strip("/"):
            return None
        return AddressChanged(wanted=f"/{old[:LONGEST_NAME]}", given=given)

    def link(self, url: str) -> str:
        """Where an absolute URL of the old blog leads in the new site: to an entry, or home. Any other URL unchanged.

        An attachment's page leads to its file.
        """
        parts = _parts(url)
        if not self._is_own(parts):
            return url
        entry = self._entry_at(url, parts.query)
        if entry is None:
            is_home = not parts.query and unquote(parts.path).rstrip("/") == self.base
            return f"{self.base}/" + (f"#{parts.fragment}" if parts.fragment else "") if is_home else url
        if entry.kind == "attachment":
            media = self.site.media.get(entry.id or 0)
            return media.url if media else url
        return self.base + self.path_of(entry) + (f"#{parts.fragment}" if parts.fragment else "")

    def entry_at(self, url: str) -> Entry | None:
        """The entry that an absolute URL of the old blog leads to; None for the home page and for any other URL."""
        parts = _parts(url)
        return self._entry_at(url, parts.query) if self._is_own(parts) else None

    def _is_own(self, parts: SplitResult) -> bool:
        return parts.scheme in ("http", "https") and _bare_host(parts.netloc) == self._host and bool(self._host)

    def old_path(self, url: str) -> str:
        """The path of one of the blog's own URLs below its base, decoded, without slashes at its ends; else empty."""
        parts = _parts(url)
        path = unquote(parts.path)
        if parts.query or _bare_host(parts.netloc) != self._host or not f"{path}/".startswith(f"{self.base}/"):
            return ""
        return path.removeprefix(self.base).strip("/")

    def _is_below_a_file(self, folded: str) -> bool:
        return any(folder in self._files for folder in _folders_above(folded))

    def _entry_at(self, url: str, query: str) -> Entry | None:
        if match := _ID_QUERIES.search(query):
            entry = self.site.entries_by_id.get(int(match[1]))
            return entry if entry and entry.status in _LINKABLE else None
        if query:
            return None
        old = _fold(self.old_path(url))
        entry = self._taken.get(old)
        return entry if entry and self._is_linked(entry, old) else self._moved.get(old)

    def _is_linked(self, entry: Entry, old: str) -> bool:
        """Whether the entry that has an address now had it in the old blog, too, and readers could see it there."""
        return entry.status in _LINKABLE and _fold(self.old_path(entry.url)) == old

    def _give_addresses(self, entries: Iterable[Entry]) -> None:
        own: list[tuple[bool, Entry, str]] = []
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
        invented.sort(key=lambda entry: entry.kind not in ("post", "page"))  # not lines of menus before drafts
        for entry in invented:
            self._give(entry, f"/{slug_of(entry)}/")

    def _kept_path(self, entry: Entry) -> str:
        segments = [name for part in self.old_path(entry.url).split("/") if (name := name_of(part))]
        path = "/" + "/".join(segments)
        if not segments or len(path.encode()) > LONGEST_ADDRESS:
            return ""
        if _FILE.search(path):
            path = re.sub(r"/index\.html?$", "/", path, flags=re.IGNORECASE)  # the same file as that of the folder
            return path if path != "/" else ""
        return path + "/"

    def _give(self, entry: Entry, wanted: str) -> None:
        given, number = wanted, 1
        stem, suffix = (wanted[: m.start()], m[0]) if (m := _FILE.search(wanted)) else (wanted[:-1], "/")
        above = stem.rpartition("/")[0]
        if self._is_below_a_file(_fold(wanted)) or _GENERATED.search(f"{above.casefold()}/"):
            stem = "/" + name_of(stem.strip("/"))  # no other last name would be free there
            given = stem + suffix
        while not self.is_free(given):
            distinction = name_of(str(entry.id or "")) or "again"
            given = f"{stem}-{distinction}{suffix}" if number == 1 else f"{stem}-{distinction}-{number}{suffix}"
            number += 1
        folded = _fold(given)
        self._taken[folded] = entry
        if not given.endswith("/"):
            self._files.add(folded)
        self._folders.update(_folders_above(folded))
        self._paths[entry.key] = given
        if given != wanted:
            self._wanted[entry.key] = wanted


def _parts(url: str) -> SplitResult:
    """The parts of a URL; none of them where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _folders_above(path: str) -> list[str]:
    """`a/b/c` → `a`, `a/b`: none of them may be a file."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def _fold(path: str) -> str:
    """What two paths have in common that cannot both be, on any file system."""
    return path.casefold().strip("/")


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
