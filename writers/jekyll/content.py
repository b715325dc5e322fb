"""Where in a Jekyll site each post and each term has its file."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from converters.post import Entry, Post, Site
from writers.addresses import Addresses, addresses_of, plain_name
from writers.fields import is_public
from writers.links import Links
from writers.paths import distinct_paths
from writers.terms import AUTHORS, TermPage, Terms

RESERVED: Mapping[str, None] = dict.fromkeys(
    [
        "/404.html",
        *(f"/feeds/{name}" for name in ("feed.xml", "atom.xml", "feed.json", "feed.css")),
        *(f"/{name}{slash}" for name in ("feed.xml", "sitemap.xml", "robots.txt", "style.css") for slash in ("", "/")),
    ]
)
"""Addresses that the starter, or a plugin that people are likely to have, needs for itself."""

UNDATED = "1970-01-01"
"""The day of a published post that has none: Jekyll knows no post without a date."""

_DATED = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}-")  # what Jekyll takes for a date at the beginning of a file's name
_IN_A_LABEL = re.compile(r"[^a-z0-9_-]+")  # the rest is taken out by Jekyll's `sanitize_label`
_RESERVED_LABELS = frozenset(
    re.findall(
        r"\w+",
        """baseurl categories collections config data date_format defaults description direction documents drafts
    exclude excerpt_separator feed future github highlighter html_files html_pages include includes kramdown lang
    layouts liquid markdown pages permalink plugins posts related_posts sass scss show_drafts site static_files tags
    theme time timezone title unpublished url words""",
    )
)


class Content:
    """The plan of a site's files: made of the whole site, so that each post alone knows its unique place."""

    paginated = False

    def __init__(self, site: Site) -> None:
        self.addresses: Addresses = addresses_of(site, RESERVED)
        self.terms = Terms(site, self.addresses)
        self.archive = self.terms.claim("/archive/")
        """The address of the list of all posts."""
        self.links = Links(self.terms, archive=self.archive, feed="/feed.xml")
        self.collections = _collections_of(site)
        """The label of the collection by kind, for every kind but posts and pages."""
        self._paths = distinct_paths(site.entries, self._path)

    def standing(self) -> Iterator[str]:
        """The addresses that are none of a post's: lists, terms, and what the starter has."""
        yield from RESERVED
        yield self.archive
        yield from self.terms.standing()

    def path_of(self, post: Post) -> PurePosixPath:
        """The file of a post, whatever it is: posts and drafts as Jekyll has them, pages in their hierarchy.

        Pages stand in a folder of plain pages, which any Jekyll site shows without being told; other kinds must be
        collections, of which the configuration knows.
        """
        return PurePosixPath(self._paths[post.key])

    def term_path(self, page: TermPage) -> PurePosixPath:
        """The file of the page of a term."""
        return PurePosixPath("terms", page.field, f"{page.slug}.md")

    def _path(self, entry: Entry) -> PurePosixPath:
        folder, name, _ = self.addresses.split_path_of(entry)
        stem = plain_name(name) or plain_name(entry.key)
        if entry.kind == "post" and is_public(entry):
            date = entry.date.date().isoformat() if entry.date else UNDATED
            return PurePosixPath("_posts", f"{date}-{stem}.md")
        if _DATED.match(stem):
            stem = f"{plain_name(entry.kind) or 'entry'}-{stem}"
        if entry.kind == "post":
            return PurePosixPath("_drafts", f"{stem}.md")
        if entry.kind == "page":
            above = (plain_name(part) for part in folder.strip("/").split("/") if part)
            return PurePosixPath("pages", *above, f"{stem}.md")
        return PurePosixPath(f"_{self.collections[entry.kind]}", f"{stem}.md")


def fields_of(terms: Terms) -> list[str]:
    """The names of all lists of terms, the authors' last."""
    return [*terms.fields.values(), AUTHORS]


def _collections_of(site: Site) -> dict[str, str]:
    labels: dict[str, str] = {}
    taken = set(_RESERVED_LABELS)
    for entry in site.entries:
        if entry.kind not in labels and entry.kind not in ("post", "page"):
            wanted = _IN_A_LABEL.sub("", entry.kind.casefold()).strip("-_") or "entries"
            given, number = wanted, 2
            while given in taken:
                given, number = f"{wanted}-{number}", number + 1
            taken.add(given)
            labels[entry.kind] = given
    return labels


_last: tuple[Site, Content] | None = None


def content_of(site: Site) -> Content:
    """The plan of a site. Every post of a site asks for the same one, so the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site:
        _last = (site, Content(site))
    return _last[1]
