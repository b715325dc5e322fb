"""Where each entry of a site will stand: its old path wherever that can be kept, and never one path for two entries."""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converters.addresses import parts_of
from converters.index import Table
from converters.post import Entry, Site, Status
from converters.problem import Problem, Severity
from writers.old_addresses import old_addresses_of
from writers.paths import fold

LONGEST_NAME = 200
"""Bytes of UTF-8 in one segment of a path. File systems take 255; generators add suffixes of their own."""
LONGEST_ADDRESS = 1000
"""Bytes of UTF-8 in a whole address. File systems take 4,096 for a path, with all that stands above the site."""

_NOT_IN_A_NAME = re.compile(
    r'[\x00-\x20\x7f-\xa0"#%&*:;<>?\\^`{|}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]+'
)
_PLAIN_NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(?:[-_][a-z0-9]+)*+")  # what most names are, and every rule lets be
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(Problem):
    """A page that was the front page of the blog; in the new site that address lists the posts."""

    code = "front-page"
    severity = Severity.WARNING
    text = "it was the front page of the blog, where the new site lists the posts: it stands at {given}"
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
    """The new address of every entry of a site.

    Addresses are paths below the site's root, decoded, with a slash at both ends unless they name a file
    (`/2019/04/hello/`, `/2007/10/16/807.html`). The base path of a blog in a folder (`https://example.org/blog`) is
    not part of an address, but of the links to it.
    """

    def __init__(self, site: Site, reserved: Iterable[str] = ()) -> None:
        self.site = site
        self.old = old_addresses_of(site)
        self.base = self.old.base
        self._taken: Table[int] = Table()
        self._files: Table[int] = Table()
        self._folders: Table[int] = Table()
        self._paths: Table[str] = Table()
        self._wanted: Table[str] = Table()
        for path in ("/", *reserved):
            self._taken.add(_fold(path), 1)
            if not path.endswith("/"):
                self._files.add(_fold(path), 1)
        self._give_addresses(site.entries)

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
        return self.path_of(entry).strip("/") == self.old.path_of(entry.url)

    def is_free(self, path: str) -> bool:
        """Whether nothing stands at a path, nor a file above it, nor a folder below a file's; and none is generated."""
        folded = _fold(path)
        if folded in self._taken or (folded in self._folders and not path.endswith("/")):
            return False
        return not _GENERATED.search(f"/{folded}/") and not self._is_below_a_file(folded)

    def conflict_of(self, entry: Entry) -> Problem | None:
        """The problem to report when an entry could not have the address it wanted."""
        given = self._paths[entry.key]
        if wanted := self._wanted.get(entry.key):
            return AddressTaken(wanted=wanted, given=given)
        old = self.old.path_of(entry.url)
        if not old and entry.kind == "page" and self._is_home(entry.url):
            return FrontPage(given=given)
        if not old or unicodedata.normalize("NFC", old) == given.strip("/"):
            return None
        return AddressChanged(wanted=f"/{old[:LONGEST_NAME]}", given=given)

    def _is_home(self, url: str) -> bool:
        parts = parts_of(url)
        return bool(url) and self.old.is_own(url) and not parts.query and parts.path.strip("/") == self.base.strip("/")

    def _is_below_a_file(self, folded: str) -> bool:
        return any(folder in self._files for folder in _folders_above(folded))

    def _give_addresses(self, entries: Sequence[Entry]) -> None:
        """Give what readers can see its address before what they cannot, and drafts before lines of menus."""
        hidden, articles, others = array("q"), array("q"), array("q")
        for place, entry in enumerate(entries):
            path = self._kept_path(entry)
            if not path:
                (articles if entry.kind in ("post", "page") else others).append(place)
            elif entry.status in (Status.PUBLISHED, Status.SCHEDULED):
                self._give(entry, path)
            else:
                hidden.append(place)
        for entry in map(entries.__getitem__, hidden):
            self._give(entry, self._kept_path(entry))
        for entry in map(entries.__getitem__, articles + others):
            self._give(entry, f"/{slug_of(entry)}/")

    def _kept_path(self, entry: Entry) -> str:
        segments = [name for part in self.old.path_of(entry.url).split("/") if (name := name_of(part))]
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
        self._taken.add(folded, 1)
        if not given.endswith("/"):
            self._files.add(folded, 1)
        for folder in _folders_above(folded):
            self._folders.add(folder, 1)
        self._paths[entry.key] = given
        if given != wanted:
            self._wanted[entry.key] = wanted


def _folders_above(path: str) -> list[str]:
    """`a/b/c` → `a`, `a/b`: none of them may be a file."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: i + 1]) for i in range(len(parts))]


def _fold(path: str) -> str:
    """What two addresses have in common that cannot both be, on any file system."""
    return fold(path).strip("/")


_last: tuple[Site, Mapping[str, None], Addresses] | None = None


def addresses_of(site: Site, reserved: Mapping[str, None]) -> Addresses:
    """The addresses of a site. Every post of a site asks for the same ones, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site or _last[1] is not reserved:
        _last = (site, reserved, Addresses(site, reserved))
    return _last[2]
