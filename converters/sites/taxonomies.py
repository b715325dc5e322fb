"""The taxonomies of a site: the terms that have pages of their own, those that are merely used, and who writes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from converters.frontmatter.fields import texts_of
from converters.frontmatter.terms import Vocabulary, names_in
from converters.frontmatter.yaml import Value
from converters.post import Author, Term
from converters.sites.values import flat, number_of, text
from converters.slugs import slug_of

AUTHORS = "authors"
"""The field that names who wrote a page, where authors are a taxonomy like any other."""
CO_AUTHOR = "cap-"
"""Co-Authors Plus, of which the model knows: a second author is a term `cap-<slug>` of the taxonomy `author`."""


class Taxonomies:
    """Terms and authors by what pages call them. Declare those with pages first: their names and slugs are certain."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        """Taxonomy by the field of front matter that files a page under it."""
        self._used = Vocabulary()
        self._by_page: dict[tuple[str, str], Term] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._authors: dict[str, Author] = {}

    def declare(self, field: str, page: str, title: str, description: str, own: Mapping[str, Value]) -> None:
        """Take up a term, or an author, that has a page: `page` is what other pages file themselves under."""
        if field == AUTHORS:
            login = text(own.get("login", "")) or page
            self._authors[page.casefold()] = Author(login=login, name=title or login, id=number_of(own.get("id", "")))
            return
        taxonomy = text(own.get("taxonomy", "")) or self.fields.get(field, field)
        meta = tuple(pair for key, value in _mapping(own.get("termmeta", "")).items() for pair in flat(key, value))
        term = Term(
            taxonomy=taxonomy,
            slug=text(own["slug"]) if "slug" in own else page,
            name=text(own["name"]) if "name" in own else title or page,
            description=text(own["description"]) if "description" in own else description,
            id=number_of(own.get("id", "")),
            meta=meta,
        )
        self._by_page[field, page.casefold()] = term
        if parent := text(own.get("parent", "")):
            self._parents[field, page.casefold()] = parent

    def settle(self) -> None:
        """Name the terms above, now that every page is known. A name that files under a page is that page's term."""
        for (field, page), parent in self._parents.items():
            above = self._by_page.get((field, parent.casefold()))
            term = self._by_page[field, page]
            self._by_page[field, page] = replace(term, parent=above.slug if above else parent)
        for term in self._by_page.values():
            self._used.declare(term)

    def terms_of(self, fields: Mapping[str, Value]) -> tuple[Term, ...]:
        """What a page is filed under, authors apart."""
        filed: list[Term] = []
        for field, taxonomy in self.fields.items():
            for name in names_in(texts_of(fields[field]) if field in fields else (), escaped=False):
                term = self._by_page.get((field, name.casefold())) or self._by_page.get((field, slug_of(name)))
                filed += [term] if term else self._used.file_under(taxonomy, [name])
        return tuple(dict.fromkeys(filed))

    def logins_of(self, names: Iterable[str]) -> list[str]:
        """The logins of the authors that a page names."""
        return [self._author(name).login for name in names if name]

    def co_authors(self, logins: list[str]) -> tuple[Term, ...]:
        """The terms that say that a page has several authors."""
        if len(logins) < 2:
            return ()
        slugs = dict.fromkeys(slug_of(login) for login in logins)
        return tuple(Term(taxonomy="author", slug=f"{CO_AUTHOR}{slug}", name=slug) for slug in slugs)

    def _author(self, name: str) -> Author:
        known = self._authors.get(name.casefold()) or self._authors.get(slug_of(name))
        return known or self._authors.setdefault(name.casefold(), Author(login=name, name=name))

    @property
    def authors(self) -> tuple[Author, ...]:
        """Every author, those with pages first."""
        return tuple(dict.fromkeys(self._authors.values()))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, parents before children."""
        terms = list(dict.fromkeys([*self._by_page.values(), *self._used.terms]))
        known = {(term.taxonomy, term.slug) for term in terms}
        written: dict[tuple[str, str], Term] = {}
        waiting = terms
        while waiting:
            ready = [
                term
                for term in waiting
                if not term.parent
                or (term.taxonomy, term.parent) in written
                or (term.taxonomy, term.parent) not in known
            ] or waiting[:1]  # in a circle, the first
            for term in ready:
                written[term.taxonomy, term.slug] = term
            waiting = [term for term in waiting if (term.taxonomy, term.slug) not in written]
        return tuple(written.values())


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}
