"""What an address of the old blog meant: a post, term, author or period, in whatever form WordPress knew it."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote

from converters.addresses import bare_host, parts_of
from converters.index import Lists, Table, joined
from converters.machinery import MACHINERY
from converters.post import Author, Entry, Site, Status, Term
from writers.paths import fold
from writers.queries import ID_KEYS, is_harmless, told_to_the_page

BASES = {
    "category": "category",
    "post_tag": "tag",
    "product_cat": "product-category",
    "product_tag": "product-tag",
    "jetpack-portfolio-type": "project-type",
    "jetpack-portfolio-tag": "project-tag",
}
"""The first name in the address of a term where WordPress, WooCommerce and Jetpack have their usual settings; of other
taxonomies their own."""
AUTHOR_BASE = "author"

LINKABLE = frozenset({Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT})
"""Whom a link may lead to."""

_NAME_KEYS = ("name", "pagename", "attachment")
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_ENDINGS = re.compile(
    r"(?P<above>(?:.*/)?)(?:(?P<feed>feed|rss2?|atom|rdf)|page/\d{1,9}|comment-page-\d{1,9}|trackback|embed|amp)"
)
_DEEPEST = 40
"""Names in a path; what has more was never an address of WordPress's."""
_FEED_FILES = re.compile(r"wp-(?:rss2?|atom|rdf|feed)\.php|feed\.xml|rss\.xml|atom\.xml|index\.xml")
_HOME_FILES = frozenset(["", "index.php", "index.html", "index.htm", "home"])
_PERIOD = re.compile(r"(\d{4})(?:/(\d{1,2})(?:/(\d{1,2}))?)?")
_PERIOD_DIGITS = re.compile(r"(\d{4})(\d{2})?(\d{2})?")
_FILLERS = frozenset(["index.php", "archives", "archive", "blog", "post", "posts", "article", "articles", "news"])


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day, whose posts WordPress lists on a page."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an address stood for."""

    thing: Entry | Term | Author | Period | None
    """None is the blog itself: its home page."""
    feed: bool = False
    """Whether it was the feed of that thing."""
    fragment: str = ""
    query: str = ""
    """What it told a page beside its path, for a script there: `purpose=job`. WordPress had no use for it."""


class OldAddresses:
    """Reads the addresses of one blog as WordPress did: `parse_request`, `redirect_canonical`, `wp_old_slug_redirect`.

    Scheme, port and `www.` do not count. Paths are compared decoded and without regard to case.
    """

    def __init__(self, site: Site) -> None:
        base = parts_of(site.url)
        self._site = site
        self._host = bare_host(base.netloc)
        self.base = unquote(base.path).rstrip("/")
        """The folder of the blog on its host: empty, or `/blog`."""
        self._by_path: Table[int] = Table()
        self._by_old_path: Table[int] = Table()
        self._by_slug, self._by_old_slug = Lists(), Lists()
        self._terms: Table[int] = Table()
        """The places of terms by taxonomy and slug."""
        self._categories: Table[int] = Table()
        """The places of categories by their ids."""
        self._authors: dict[str, Author] = {}
        self._words: Table[int] = Table()
        """The slugs of terms and authors: what may stand above the name of an entry."""
        self._learn_terms(site.terms, site.authors)
        self._learn_entries(site.entries)

    def is_own(self, url: str) -> bool:
        """Whether an address is one of this blog's, by its host and its folder."""
        return self.path_below(parts_of(url)) is not None

    def path_of(self, url: str) -> str:
        """The path below the base, decoded, without slashes at its ends; empty for one that is not the blog's own."""
        parts = parts_of(url)
        path = None if parts.query or not parts.netloc else self.path_below(parts)
        return (path or "").strip("/")

    def meaning_of(self, url: str) -> Meaning | None:
        """What an address meant. None for one that is not the blog's, or that meant nothing readers could see."""
        parts = parts_of(url)
        path = self.path_below(parts)
        if path is None or not self._host:
            return None
        query = {key.casefold(): value for key, value in parse_qsl(parts.query, keep_blank_values=True)[:50]}
        found = self._by_query(path, query) if query else self._by_whole_path(path)
        if found is None:
            return None
        named = isinstance(found.thing, Entry) and path.strip("/").casefold() not in _HOME_FILES
        told = told_to_the_page(parts.query) if named else ""
        return Meaning(thing=found.thing, feed=found.feed or "feed" in query, fragment=parts.fragment, query=told)

    def term(self, taxonomy: str, slug: str) -> Term | None:
        """The term of a taxonomy that has a slug."""
        place = self._terms.get(joined(taxonomy, fold(slug)))
        return None if place is None else self._site.terms[place]

    def path_below(self, parts: SplitResult) -> str | None:
        """The path of an address below the base, decoded; None where it is not one of this blog's."""
        if parts.scheme not in ("http", "https", "") or (parts.scheme and not parts.netloc):
            return None
        if parts.netloc and bare_host(parts.netloc) != self._host:
            return None
        path = unquote(parts.path)
        if not parts.netloc and not path.startswith("/"):
            return None
        return path.removeprefix(self.base) if f"{path}/".startswith(f"{self.base}/") else None

    def _by_query(self, path: str, query: dict[str, str]) -> Meaning | None:
        for key in ID_KEYS:
            if query.get(key, "").isdecimal() and len(query[key]) < 19:
                entry = self._site.entries_by_id.get(int(query[key]))
                return Meaning(thing=entry) if entry and self._is_seen(entry) else None
        if path.strip("/").casefold() not in _HOME_FILES:
            return self._by_whole_path(path)
        asked = {key: value for key, value in query.items() if value and not is_harmless(key)}
        if not asked:
            return Meaning(thing=None)
        for key, value in asked.items():
            if found := self._asked_for(key, value):
                return Meaning(thing=found)
        return None

    def _asked_for(self, key: str, value: str) -> Entry | Term | Author | Period | None:
        number = int(value) if value.isdecimal() and len(value) < 19 else None
        if key == "cat":
            place = self._categories.get(str(number)) if number else None
            return None if place is None else self._site.terms[place]
        if key == "author" and number:
            return next((author for author in self._site.authors if author.id == number), None)
        if key in ("author", "author_name"):
            return self._authors.get(_name_in_path(value))
        if key == "m" and (period := _PERIOD_DIGITS.fullmatch(value)):
            return _period_of(period)
        if key == "year" and number and len(value) == 4:
            return Period(number)
        last = value.strip("/").rpartition("/")[2]
        taxonomy = {"tag": "post_tag", "category_name": "category"}.get(key, key)
        if term := self.term(taxonomy, last):
            return term
        entries = self._called(self._by_slug, fold(last))
        return next((entry for entry in entries if key in _NAME_KEYS or entry.kind == key), None)

    def _by_whole_path(self, path: str) -> Meaning | None:
        path = fold(path).strip("/")
        if entry := self._at(path) or self._before(path):
            return Meaning(thing=entry)
        path = path.removeprefix("index.php").strip("/")
        if path in _HOME_FILES:
            return Meaning(thing=None)
        if _FEED_FILES.fullmatch(path):
            return Meaning(thing=None, feed=True)
        if path.count("/") > _DEEPEST:
            return None
        if found := self._listed(path):
            return Meaning(thing=found)
        if path != "comments/feed" and (ending := _ENDINGS.fullmatch(path)):
            above = self._by_whole_path(ending["above"])
            return above and Meaning(thing=above.thing, feed=above.feed or bool(ending["feed"]))
        moved = self._moved(path)
        return Meaning(thing=moved) if moved else None

    def _listed(self, path: str) -> Term | Author | Period | None:
        """A term at its base, below its parents or not; an author; a period."""
        first, _, rest = path.partition("/")
        last = rest.rpartition("/")[2]
        if first == AUTHOR_BASE and rest == last and last in self._authors:
            return self._authors[last]
        taxonomy = next((taxonomy for taxonomy, base in BASES.items() if base == first), first)
        if last and (term := self.term(taxonomy, last)):
            return term
        if period := _PERIOD.fullmatch(path.removeprefix("date/").removeprefix("archives/")):
            return _period_of(period)
        return None

    def _moved(self, path: str) -> Entry | None:
        """An entry under a former slug, under the form of another permalink structure, or a part of it."""
        above, _, last = path.rpartition("/")
        folders = above.split("/") if above else []
        name = _SUFFIX.sub("", last)
        for names in (self._by_slug, self._by_old_slug):
            fitting = (entry for entry in self._called(names, name) if self._fits(entry, folders))
            if entry := self._only_one(fitting, folders):
                return entry
        if name.isdecimal() and len(name) < 19:
            entry = self._site.entries_by_id.get(int(name))
            if folders and entry and self._is_seen(entry) and self._fits(entry, folders):
                return entry
            return self._at(above)  # the second part of a post in several
        return None

    def _only_one(self, entries: Iterable[Entry], folders: list[str]) -> Entry | None:
        """The one that stood in just these folders or, where none did, the only one there is."""
        exact: list[Entry] = []
        others: list[Entry] = []
        for entry in entries:
            found = exact if self._folders_of(entry) == folders else others
            if len(found) < 2:  # of a thousand with one name no more need be in memory
                found.append(entry)
        chosen = exact or others
        return chosen[0] if len(chosen) == 1 else None

    def _folders_of(self, entry: Entry) -> list[str]:
        above = fold(self.path_of(entry.url)).rpartition("/")[0]
        return above.split("/") if above else []

    def _fits(self, entry: Entry, folders: list[str]) -> bool:
        """Whether folders may stand above the name of an entry: its own, its date, its terms, or mere fillers."""
        if folders == self._folders_of(entry):
            return True
        numbers = [folder.lstrip("0") for folder in folders if folder.isdecimal()]
        if numbers:
            date = entry.date
            if date is None or numbers != [str(date.year), str(date.month), str(date.day)][: len(numbers)]:
                return False
        return all(folder.isdecimal() or folder in _FILLERS or folder in self._words for folder in folders)

    def _is_seen(self, entry: Entry) -> bool:
        return entry.status in LINKABLE and (entry.kind == "attachment" or entry.kind not in MACHINERY)

    def _at(self, path: str) -> Entry | None:
        place = self._by_path.get(path)
        return None if place is None else self._site.entries[place]

    def _before(self, path: str) -> Entry | None:
        place = self._by_old_path.get(path)
        return None if place is None else self._site.entries[place]

    def _called(self, names: Lists, name: str) -> Iterator[Entry]:
        return map(self._site.entries.__getitem__, names.get(name))

    def _learn_entries(self, entries: Sequence[Entry]) -> None:
        """Learn where entries stood: what is public before drafts."""
        drafts = array("q")
        for place, entry in enumerate(entries):
            if entry.status is Status.DRAFT:
                drafts.append(place)
            else:
                self._learn_entry(entry, place)
        for place in drafts:
            self._learn_entry(entries[place], place)

    def _learn_entry(self, entry: Entry, place: int) -> None:
        if not self._is_seen(entry):
            return
        if path := fold(self.path_of(entry.url)):
            self._by_path.add(path, place)
        if entry.kind == "attachment":
            return
        if entry.slug:
            self._by_slug.add(fold(entry.slug), place)
        for path in entry.old_paths:
            self._by_old_path.add(fold(path).strip("/"), place)
        for slug in dict.fromkeys(map(fold, entry.old_slugs)):
            self._by_old_slug.add(slug, place)

    def _learn_terms(self, terms: Iterable[Term], authors: Iterable[Author]) -> None:
        for place, term in enumerate(terms):
            slug = fold(term.slug)
            self._terms.add(joined(term.taxonomy, slug), place)
            self._words.add(slug, 1)
            if term.taxonomy == "category" and term.id is not None:
                self._categories.add(str(term.id), place)
        for author in authors:
            for name in (author.login, author.name):
                self._authors.setdefault(_name_in_path(name), author)
        for name in filter(None, self._authors):
            self._words.add(name, 1)


def _name_in_path(name: str) -> str:
    """A login as it stands in the address of an author's page (`sanitize_title`)."""
    return re.sub(r"[\s_.-]+", "-", re.sub(r"[^\w\s.-]", "", fold(name))).strip("-")


def _period_of(match: re.Match[str]) -> Period | None:
    year, month, day = (int(part or 0) for part in match.groups())
    return Period(year, month, day) if month <= 12 and day <= 31 else None


_last: tuple[Site, OldAddresses] | None = None


def old_addresses_of(site: Site) -> OldAddresses:
    """The old addresses of a site. Every post of a site asks for the same ones, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site:
        _last = (site, OldAddresses(site))
    return _last[1]
