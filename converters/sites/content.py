"""The content of a site while it is read: what its files tell of the site, and what every post of it needs."""

from abc import ABC, abstractmethod
from dataclasses import replace

from converters.frontmatter.addresses import under_parents
from converters.frontmatter.dates import Clock
from converters.frontmatter.document import Document
from converters.frontmatter.entries import Archive
from converters.frontmatter.files import Found
from converters.post import Entry, Post, Site
from converters.problem import Report
from converters.sites.bodies import united
from converters.sites.data import mapping_of
from converters.sites.hours import hour_of
from converters.sites.library import Library
from converters.sites.restored import KEY, Names, Restorer, is_ours
from converters.sites.taxonomies import Taxonomies
from converters.sites.values import text


class Content(ABC):
    """The files of one site while they are read; reading the same files again changes nothing."""

    def __init__(self, site: Site, clock: Clock, library: Library, taxonomies: Taxonomies, names: Names) -> None:
        self.site, self.library, self.taxonomies = site, library, taxonomies
        self.archive = Archive(clock)
        self.hour = hour_of(())
        """When the newest of the files was written; what waits for a later hour waits."""
        self.formats = library.formats()
        """The terms of post formats by the format; posts add theirs."""
        self.translations = library.translations()
        """The groups by which plugins pair translations."""
        self.restorer = Restorer(names, taxonomies, site, clock, self.formats, self.translations)

    @abstractmethod
    def made_of(self, found: Found, document: Document, report: Report) -> Post | None:
        """The post that a file makes; None where it makes none, which was reported."""

    @abstractmethod
    def is_plain(self, found: Found) -> bool:
        """Whether a file makes a page without front matter, too."""

    def post_of(self, found: Found, document: Document, report: Report) -> Post | None:
        """The post of a file, its address complete, without its comments."""
        post = self.made_of(found, document, report)
        if post is None:
            return None
        for term in post.terms:
            if term.taxonomy == "post_format":
                self.formats.setdefault(post.format, term)
        return replace(post, origin=found.name)

    def whole_post_of(self, found: Found, document: Document, report: Report) -> Post | None:
        """The post of a file with its comments."""
        post = self.post_of(found, document, report)
        if post is None:
            return None
        own = mapping_of(document.fields.get(KEY, "")) if is_ours(document) else {}
        name = text(own.get("comments_data", "")) if own else post.slug
        comments = self.library.comments(name, self.archive.clock, self.site.url)
        return replace(post, comments=comments or post.comments)

    def whole_site(self, entries: list[Entry]) -> Site:
        """The site with what its files told of it; its menus are those that portpress's writers keep."""
        menus, menu_terms = self.library.menus(self.site)
        return replace(
            self.site,
            authors=united(self.taxonomies.authors, tuple(self.archive.authors.values())),
            terms=(*self.taxonomies.terms, *self.formats.values(), *self.translations.values(), *menu_terms),
            entries=tuple(under_parents(entries, self.site.url, lambda entry: "." in entry.key)),  # ours say theirs
            menus=menus,
        )
