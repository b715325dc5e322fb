"""Where in a Hugo site each post, each section and each taxonomy has its files and its address."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from converters.post import Entry, Post, Site
from writers.addresses import Addresses, addresses_of, plain_name
from writers.links import Links
from writers.paths import distinct_paths
from writers.terms import AUTHORS, Terms

RESERVED: Mapping[str, None] = dict.fromkeys(
    [
        *("/404.html", "/index.xml", "/sitemap.xml", "/robots.txt", "/style.css"),
        *(f"/feeds/{name}" for name in ("feed.xml", "atom.xml", "feed.json", "feed.css")),
    ]
)
"""Addresses that Hugo, or the starter, needs for itself."""

_BUNDLES = frozenset({"index", "_index"})  # a file of this name would swallow, or become, the whole folder
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))]
)
_SECTIONS = {"post": "posts", "page": "pages"}


class Content:
    """The plan of a site's `content/`: made of the whole site, so that each post alone knows its unique place."""

    paginated = True

    def __init__(self, site: Site) -> None:
        self.addresses: Addresses = addresses_of(site, RESERVED)
        self.terms = Terms(site, self.addresses)
        self.sections = self._sections_of(site)
        """Folder by kind."""
        self.lists: dict[str, str] = {
            **{field: self.terms.overview_address(field) for field in (*self.terms.fields.values(), AUTHORS)},
            **{section: self.terms.claim(f"/{section}/") for section in self.sections.values()},
        }
        """The address of the list page that Hugo makes of each folder."""
        has_posts = any(entry.kind == "post" for entry in site.entries)
        archive = self.lists[self.sections["post"]] if has_posts else "/"
        self.links = Links(self.terms, archive=archive, feed="/index.xml", list_feed="index.xml")
        self._paths = distinct_paths(site.entries, self._path)

    def standing(self) -> Iterator[str]:
        """The addresses that are none of a post's: lists, terms, and what Hugo makes itself."""
        yield from RESERVED
        yield from self.lists.values()
        yield from self.terms.standing()

    def path_of(self, post: Post) -> PurePosixPath:
        """The file of a post: posts by day and name, pages in their hierarchy, other kinds by name."""
        return PurePosixPath(self._paths[post.key])

    def _path(self, entry: Entry) -> PurePosixPath:
        folder, name, _ = self.addresses.split_path_of(entry)
        stem = plain_name(name) or plain_name(entry.key)
        section = PurePosixPath("content", self.sections[entry.kind])
        if entry.kind == "page":
            section = section.joinpath(*(plain_name(part) for part in folder.strip("/").split("/") if part))
        elif entry.kind == "post" and entry.date is not None:
            return section / f"{entry.date.date().isoformat()}-{stem}.md"
        if stem.casefold() in _BUNDLES | _DEVICES:
            stem = f"{stem}-{entry.id or 'page'}"
        return section / f"{stem}.md"

    def _sections_of(self, site: Site) -> dict[str, str]:
        sections = dict(_SECTIONS)
        fields = (*self.terms.fields.values(), AUTHORS)
        for entry in site.entries:
            if entry.kind not in sections:
                wanted = given = plain_name(entry.kind).casefold() or "other"
                number = 1
                while given in sections.values() or given.startswith(fields):  # Hugo 0.111 would see a taxonomy
                    given = f"all-{wanted}" if number == 1 else f"all-{number}-{wanted}"
                    number += 1
                sections[entry.kind] = given
        return sections


_last: tuple[Site, Content] | None = None


def content_of(site: Site) -> Content:
    """The plan of a site. Every post of a site asks for the same one, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site:
        _last = (site, Content(site))
    return _last[1]
