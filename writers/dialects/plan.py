"""Where each post has its file and its address in a site of any generator that lets front matter say the address."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from converters.post import Entry, Post, Site
from writers.addresses import Addresses, addresses_of, plain_name
from writers.links import Links
from writers.paths import distinct_paths
from writers.terms import AUTHORS, TermPage, Terms

_SECTIONS = {"post": "posts", "page": "pages"}
_TAKEN = frozenset(["index", "_index", "con", "prn", "aux", "nul"])


class Plan:
    """The files and addresses of a site: made of the whole site, so that each post alone knows its unique place."""

    paginated = True

    def __init__(
        self,
        site: Site,
        reserved: Mapping[str, None],
        *,
        feed: str,
        content: PurePosixPath,
        suffix: str,
        nested: bool = True,
    ) -> None:
        self.reserved = reserved
        self.addresses: Addresses = addresses_of(site, reserved)
        self.terms = Terms(site, self.addresses)
        self.archive = self.terms.claim("/archive/")
        """The address of the list of all posts."""
        self.feed = feed
        self.links = Links(self.terms, archive=self.archive, feed=feed)
        self.sections = _sections_of(site)
        """Folder by kind."""
        self._content, self._suffix, self._nested = content, suffix, nested
        self._paths = distinct_paths(site.entries, self._path)

    def standing(self) -> Iterator[str]:
        """The addresses that are none of a post's: lists, terms, and what the starter has."""
        yield from self.reserved
        yield self.archive
        yield from self.terms.standing()

    def path_of(self, post: Post) -> PurePosixPath:
        """The file of a post: posts by day and name, pages in their hierarchy unless all are flat, others by name."""
        return PurePosixPath(self._paths[post.key])

    def fields(self) -> list[str]:
        """The names of all lists of terms, the authors' last."""
        return [*self.terms.fields.values(), AUTHORS]

    def term_of(self, field: str, slug: str) -> TermPage | None:
        """What the page of a term says."""
        return self.terms.page_of(field, slug)

    def _path(self, entry: Entry) -> PurePosixPath:
        folder, name, _ = self.addresses.split_path_of(entry)
        stem = plain_name(name) or plain_name(entry.key)
        section = self._content / self.sections[entry.kind]
        if entry.kind == "page" and self._nested:
            section = section.joinpath(*(plain_name(part) for part in folder.strip("/").split("/") if part))
        elif entry.kind == "post" and entry.date is not None:
            return section / f"{entry.date.date().isoformat()}-{stem}{self._suffix}"
        if stem.casefold() in _TAKEN:
            stem = f"{stem}-{entry.id or 'page'}"
        return section / f"{stem}{self._suffix}"


def _sections_of(site: Site) -> dict[str, str]:
    sections = dict(_SECTIONS)
    for entry in site.entries:
        if entry.kind not in sections:
            wanted = given = plain_name(entry.kind).casefold() or "other"
            number = 2
            while given in sections.values():
                given, number = f"{wanted}-{number}", number + 1
            sections[entry.kind] = given
    return sections
