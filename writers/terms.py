"""The categories, tags and authors of a site under names and addresses that a static site can have."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from converters.index import Lists, Table, joined
from converters.post import Author, Post, Site, Term
from writers.addresses import LONGEST_ADDRESS, Addresses, name_of, plain_name
from writers.old_addresses import AUTHOR_BASE, BASES
from writers.signatures import holds_mail_address, without_mail_host

AUTHORS = "authors"
"""The field that names who wrote a page: authors are a taxonomy like any other."""

_FIELDS = {"category": "categories", "post_tag": "tags"}
TRANSLATIONS = r"(?:post|term)_translations|term_language|translation_priority"
"""A pattern of the taxonomies by which Polylang and WPML pair translations."""
NOT_FOR_READERS = rf"nav_menu|post_format|link_category|wp_.*|{TRANSLATIONS}"
"""A pattern of taxonomies: WordPress's own, and those of translations."""
_RESERVED_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """aliases archives audio author build cascade categories collection comments content content_type data date
    description draft excerpt excerpt_separator expirydate ext file headless id image images index iscjklanguage
    keywords kind lang languagecode last_modified_at lastmod layout link linktitle markup menu menus modified name next
    output outputs page pages params path permalink posts previous pubdate publishdate published redirect_from
    redirect_to relative_path render_with_liquid resources sitemap sites slug static sticky summary tag title
    translationkey type unpublishdate url videos weight wordpress""",
    )
)
_LIST_NAME = re.compile(r"[\w.+@-]*")
_CO_AUTHOR = "cap-"  # Co-Authors Plus files posts under `cap-<nicename>` in a taxonomy `author`


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage:
    """What the page of one term, or of one author, says."""

    field: str
    """The taxonomy as front matter names it: `categories`, `tags`, `authors`, `genre`."""
    slug: str
    """What front matter files a post under. Unique in its field, and harmless in a path."""
    title: str
    address: str
    """The old address where WordPress had its usual settings; see `Addresses` for its form."""
    alias: str = ""
    """The old address, where it has characters that Hugo 0.111 leaves out of the addresses of lists."""
    description: str = ""
    """HTML, as the source holds it."""
    parent: str = ""
    """A slug."""
    children: tuple[str, ...] = ()
    """Slugs."""
    about: tuple[tuple[str, str | int], ...] = ()
    """What only the old blog had a use for."""
    meta: tuple[tuple[str, str], ...] = ()
    """Custom fields."""


class Terms:
    """The taxonomies of a site. No two terms share a name, and none has the address of a post."""

    def __init__(self, site: Site, addresses: Addresses) -> None:
        self.site = site
        self.addresses = addresses
        self.fields = _fields_of(site)
        """Field by taxonomy: categories, tags, then the site's own."""
        self._slugs: Table[str] = Table()
        """Slugs by taxonomy and the term's own slug."""
        self._places: Table[int] = Table()
        """The places of terms among all, by field and slug."""
        self._in_field = Lists()
        """The same by field alone."""
        self._children = Lists()
        """The places of the terms below one, by its field and slug."""
        self._addresses: Table[str] = Table()
        """By field and slug, of terms and of authors."""
        self._aliases: Table[str] = Table()
        self._taken: Table[int] = Table()
        self._numbered: Table[int] = Table()
        """The last number that was given to an address, so that no number is tried twice."""
        self._author_slugs: dict[str, str] = {}
        self._name_terms()
        self._name_authors()
        self._overviews = {field: self.claim(f"/{field}/") for field in (*self.fields.values(), AUTHORS)}

    def pages(self) -> Iterator[TermPage]:
        """One for each term, the empty ones too, and one for each author."""
        for term in self.site.terms:
            if slug := self._slugs.get(joined(term.taxonomy, term.slug)):
                yield self._page(term, slug)
        yield from map(self._page_of_author, self.site.authors)

    def pages_in(self, field: str) -> Iterator[TermPage]:
        """Those of one field."""
        for place in self._in_field.each(field):
            term = self.site.terms[place]
            yield self._page(term, self._slugs[joined(term.taxonomy, term.slug)])
        if field == AUTHORS:
            yield from map(self._page_of_author, self.site.authors)

    def page_of(self, field: str, slug: str) -> TermPage | None:
        """That of the term, or of the author, that front matter calls so."""
        if field == AUTHORS:
            named = (author for author in self.site.authors if self._author_slugs[author.login] == slug)
            return next(map(self._page_of_author, named), None)
        place = self._places.get(joined(field, slug))
        return None if place is None else self._page(self.site.terms[place], slug)

    def slugs_of(self, post: Post) -> Mapping[str, list[str]]:
        """The terms of a post by field, in the order of the fields; authors last."""
        found: dict[str, list[str]] = {field: [] for field in self.fields.values()}
        for term in post.terms:
            field = self.fields.get(term.taxonomy)
            if field is not None and not _is_co_author(term):
                slug = self._slugs.get(joined(term.taxonomy, term.slug)) or plain_name(term.slug)
                if slug not in found[field]:
                    found[field].append(slug)
        found[AUTHORS] = self._authors_of(post)
        return {field: slugs for field, slugs in found.items() if slugs}

    def login_of(self, post: Post) -> str:
        """The author that the page of a post names first."""
        slug = next(iter(self._authors_of(post)), "")
        return next((author.login for author in self.site.authors if self._author_slugs[author.login] == slug), slug)

    def overview_address(self, field: str) -> str:
        """Where the list of all terms of a field stands: `/tags/`, unless a post has that address."""
        return self._overviews[field]

    def standing(self) -> Iterator[str]:
        """Every address that a page of a term, an author, or a list of them has."""
        yield from self._addresses.values()
        yield from self._aliases.values()
        yield from self._overviews.values()

    def is_free(self, path: str) -> bool:
        """Whether neither a post nor a term has an address."""
        return path.casefold() not in self._taken and self.addresses.is_free(path)

    def claim(self, wanted: str) -> str:
        """Give an address away, or the first free one like it: to a section, for instance, before any page is made."""
        given = wanted
        number = self._numbered.get(wanted, 1)
        while not self.is_free(given):
            number += 1
            given = f"{wanted.rstrip('/')}-{number}/"
        if given != wanted:
            self._numbered[wanted] = number
        self._taken.add(given.casefold(), 1)
        return given

    def address_of(self, thing: Term | Author) -> str:
        """The address of the page of a term or an author; empty where it has none."""
        if isinstance(thing, Author):
            key = joined(AUTHORS, self._author_slugs.get(thing.login, ""))
        else:
            slug = self._slugs.get(joined(thing.taxonomy, thing.slug), "")
            key = joined(self.fields.get(thing.taxonomy, ""), slug)
        return self._addresses.get(key, "")

    def _authors_of(self, post: Post) -> list[str]:
        logins = [term.slug.removeprefix(_CO_AUTHOR) for term in post.terms if _is_co_author(term)] or [post.author]
        slugs = [self._author_slugs.get(login) or nicename(login) for login in logins if login]
        return list(dict.fromkeys(slugs))

    def _name_terms(self) -> None:
        taken: Table[int] = Table()
        for place, term in enumerate(self.site.terms):
            field = self.fields.get(term.taxonomy)
            if field is not None and not _is_co_author(term):
                slug = _unused(plain_name(term.slug) or plain_name(term.name) or "term", field, taken)
                self._slugs[joined(term.taxonomy, term.slug)] = slug
                self._places[joined(field, slug)] = place
                self._in_field.add(field, place)
        for place, term in enumerate(self.site.terms):
            if joined(term.taxonomy, term.slug) in self._slugs:
                field, slug = self.fields[term.taxonomy], self._slugs[joined(term.taxonomy, term.slug)]
                self._give_address(field, slug, self._term_address(term, slug))
                if parent := self._parent_of(term):
                    self._children.add(joined(field, parent), place)

    def _name_authors(self) -> None:
        taken: Table[int] = Table()
        for author in self.site.authors:
            slug = _unused(nicename(author.login) or "author", AUTHORS, taken)
            self._author_slugs[author.login] = slug
            self._author_slugs.setdefault(slug, slug)  # co-authors are named by it
            self._give_address(AUTHORS, slug, f"/{AUTHOR_BASE}/{slug}/")

    def _page(self, term: Term, slug: str) -> TermPage:
        field = self.fields[term.taxonomy]
        key = joined(field, slug)
        children = (self.site.terms[place] for place in self._children.each(key))
        return TermPage(
            field=field,
            slug=slug,
            title=term.name or term.slug,
            address=self._addresses[key],
            alias=self._aliases.get(key, ""),
            description=term.description,
            parent=self._parent_of(term),
            children=tuple(self._slugs[joined(child.taxonomy, child.slug)] for child in children),
            about=self._about(term, slug),
            meta=term.meta,
        )

    def _page_of_author(self, author: Author) -> TermPage:
        slug = self._author_slugs[author.login]
        key = joined(AUTHORS, slug)
        about: dict[str, str | int] = {"id": author.id} if author.id is not None else {}
        about |= {"login": author.login} if author.login != slug and "@" not in author.login else {}
        return TermPage(
            field=AUTHORS,
            slug=slug,
            title=shown_name(author) or slug,
            address=self._addresses[key],
            alias=self._aliases.get(key, ""),
            about=tuple(about.items()),
        )

    def _parent_of(self, term: Term) -> str:
        return self._slugs.get(joined(term.taxonomy, term.parent), "")

    def _about(self, term: Term, slug: str) -> tuple[tuple[str, str | int], ...]:
        """What the page of a term does not say by its place, its title and its text."""
        field = self.fields[term.taxonomy]
        about: dict[str, str | int] = {"id": term.id} if term.id is not None else {}
        about |= {"taxonomy": term.taxonomy} if _FIELDS.get(term.taxonomy, term.taxonomy) != field else {}
        about |= {"slug": term.slug} if term.slug != slug else {}
        about |= {"name": ""} if not term.name else {}
        about |= {"description": term.description} if term.description else {}
        return tuple(about.items())

    def _give_address(self, field: str, slug: str, wanted: str) -> None:
        plain = "/".join(name if _LIST_NAME.fullmatch(name) else plain_name(name) for name in wanted.split("/"))
        key = joined(field, slug)
        self._addresses[key] = self.claim(plain)
        if plain != wanted and self.is_free(wanted):
            self._aliases[key] = self.claim(wanted)

    def _term_address(self, term: Term, slug: str) -> str:
        """WordPress's `get_term_link` with its usual bases: categories below their parents, all others flat."""
        address = f"{name_of(term.slug) or slug}/"
        seen = {term.slug}
        while term.taxonomy == "category" and term.parent not in seen:
            above = self.site.terms_by_slug.get(("category", term.parent))
            if above is None or len(address) > LONGEST_ADDRESS // 4:
                break
            seen.add(above.slug)
            address = f"{name_of(above.slug) or plain_name(above.slug)}/{address}"
            term = above
        return f"/{BASES.get(term.taxonomy) or plain_name(term.taxonomy)}/{address}"


def nicename(login: str) -> str:
    """A login as WordPress writes it in addresses (`sanitize_title`): of an e-mail address no usable one is left."""
    return plain_name(unicodedata.normalize("NFC", login).replace("@", "").casefold())


def shown_name(author: Author) -> str:
    """What readers see; never an e-mail address, even where the blog's own pages showed one."""
    full = f"{author.first_name} {author.last_name}".strip()
    named = (name for name in (author.name, full) if name and not holds_mail_address(name))
    return next(named, without_mail_host(author.login))


def _fields_of(site: Site) -> dict[str, str]:
    fields = dict(_FIELDS)
    for term in site.terms:
        if term.taxonomy not in fields and not re.fullmatch(NOT_FOR_READERS, term.taxonomy) and not _is_co_author(term):
            wanted = given = plain_name(term.taxonomy).casefold() or "terms"
            number = 1
            while given in _RESERVED_FIELDS or _clashes(given, (*fields.values(), AUTHORS)):
                given = f"by-{wanted}" if number == 1 else f"by-{number}-{wanted}"
                number += 1
            fields[term.taxonomy] = given
    return fields


def _clashes(field: str, others: Iterable[str]) -> bool:
    """Whether one name begins with the other: Hugo 0.111 finds the taxonomy of a path by its beginning alone."""
    return any(field.startswith(other) or other.startswith(field) for other in others)


def _is_co_author(term: Term) -> bool:
    return term.taxonomy == "author" and term.slug.startswith(_CO_AUTHOR)


def _unused(wanted: str, field: str, taken: Table[int]) -> str:
    """The name, numbered where it is taken; what is kept with a name is the last number that was given to it."""
    name = joined(field, wanted.casefold())
    if taken.add(name, 1):
        return wanted
    number = taken[name] + 1
    while not taken.add(joined(field, f"{wanted}-{number}".casefold()), 1):
        number += 1
    taken[name] = number
    return f"{wanted}-{number}"
