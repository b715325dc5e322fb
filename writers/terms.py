"""The categories, tags and authors of a site under names and addresses that a static site can have."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from converters.post import Author, Post, Site, Term
from writers.addresses import LONGEST_ADDRESS, Addresses, name_of, plain_name
from writers.old_addresses import AUTHOR_BASE, BASES

AUTHORS = "authors"
"""The field that names who wrote a page: authors are a taxonomy like any other."""

_FIELDS = {"category": "categories", "post_tag": "tags"}
_NOT_FOR_READERS = re.compile(r"nav_menu|post_format|link_category|wp_.*")
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
        self._slugs: dict[tuple[str, str], str] = {}
        self._pages: dict[tuple[str, str], TermPage] = {}
        self._taken: set[str] = set()
        self._author_slugs: dict[str, str] = {}
        self._name_terms()
        self._name_authors()
        self._overviews = {field: self.claim(f"/{field}/") for field in (*self.fields.values(), AUTHORS)}

    @cached_property
    def pages(self) -> tuple[TermPage, ...]:
        """One for each term, the empty ones too, and one for each author."""
        children: dict[tuple[str, str], list[str]] = {}
        for page in self._pages.values():
            if page.parent:
                children.setdefault((page.field, page.parent), []).append(page.slug)
        return tuple(
            replace(page, children=tuple(children.get((page.field, page.slug), ()))) for page in self._pages.values()
        )

    def slugs_of(self, post: Post) -> Mapping[str, list[str]]:
        """The terms of a post by field, in the order of the fields; authors last."""
        found: dict[str, list[str]] = {field: [] for field in self.fields.values()}
        for term in post.terms:
            field = self.fields.get(term.taxonomy)
            if field is not None and not _is_co_author(term):
                slug = self._slugs.get((term.taxonomy, term.slug)) or plain_name(term.slug)
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
        for page in self._pages.values():
            yield page.address
            yield from (page.alias,) if page.alias else ()
        yield from self._overviews.values()

    def is_free(self, path: str) -> bool:
        """Whether neither a post nor a term has an address."""
        return path.casefold() not in self._taken and self.addresses.is_free(path)

    def claim(self, wanted: str) -> str:
        """Give an address away, or the first free one like it: to a section, for instance, before any page is made."""
        given, number = wanted, 2
        while not self.is_free(given):
            given = f"{wanted.rstrip('/')}-{number}/"
            number += 1
        self._taken.add(given.casefold())
        return given

    def address_of(self, thing: Term | Author) -> str:
        """The address of the page of a term or an author; empty where it has none."""
        if isinstance(thing, Author):
            key = (AUTHORS, self._author_slugs.get(thing.login, ""))
        else:
            key = (self.fields.get(thing.taxonomy, ""), self._slugs.get((thing.taxonomy, thing.slug), ""))
        page = self._pages.get(key)
        return page.address if page else ""

    def _authors_of(self, post: Post) -> list[str]:
        logins = [term.slug.removeprefix(_CO_AUTHOR) for term in post.terms if _is_co_author(term)] or [post.author]
        slugs = [self._author_slugs.get(login) or nicename(login) for login in logins if login]
        return list(dict.fromkeys(slugs))

    def _name_terms(self) -> None:
        taken: set[tuple[str, str]] = set()
        for term in self.site.terms:
            field = self.fields.get(term.taxonomy)
            if field is None or _is_co_author(term):
                continue
            slug = _unused(plain_name(term.slug) or plain_name(term.name) or "term", field, taken)
            self._slugs[term.taxonomy, term.slug] = slug
        for term in self.site.terms:
            if (term.taxonomy, term.slug) in self._slugs:
                self._add(
                    TermPage(
                        field=self.fields[term.taxonomy],
                        slug=self._slugs[term.taxonomy, term.slug],
                        title=term.name or term.slug,
                        address=self._term_address(term),
                        description=term.description,
                        parent=self._slugs.get((term.taxonomy, term.parent), ""),
                        about=self._about(term),
                        meta=term.meta,
                    )
                )

    def _name_authors(self) -> None:
        taken: set[tuple[str, str]] = set()
        for author in self.site.authors:
            slug = _unused(nicename(author.login) or "author", AUTHORS, taken)
            self._author_slugs[author.login] = slug
            self._author_slugs.setdefault(slug, slug)  # co-authors are named by it
            address = f"/{AUTHOR_BASE}/{slug}/"
            about: dict[str, str | int] = {"id": author.id} if author.id is not None else {}
            about |= {"login": author.login} if author.login != slug and "@" not in author.login else {}
            page = TermPage(field=AUTHORS, slug=slug, title=shown_name(author) or slug, address=address)
            self._add(replace(page, about=tuple(about.items())))

    def _about(self, term: Term) -> tuple[tuple[str, str | int], ...]:
        """What the page of a term does not say by its place, its title and its text."""
        field, slug = self.fields[term.taxonomy], self._slugs[term.taxonomy, term.slug]
        about: dict[str, str | int] = {"id": term.id} if term.id is not None else {}
        about |= {"taxonomy": term.taxonomy} if _FIELDS.get(term.taxonomy, term.taxonomy) != field else {}
        about |= {"slug": term.slug} if term.slug != slug else {}
        about |= {"name": ""} if not term.name else {}
        about |= {"description": term.description} if term.description else {}
        return tuple(about.items())

    def _add(self, page: TermPage) -> None:
        plain = "/".join(name if _LIST_NAME.fullmatch(name) else plain_name(name) for name in page.address.split("/"))
        address = self.claim(plain)
        alias = self.claim(page.address) if plain != page.address and self.is_free(page.address) else ""
        self._pages[page.field, page.slug] = replace(page, address=address, alias=alias)

    def _term_address(self, term: Term) -> str:
        """WordPress's `get_term_link` with its usual bases: categories below their parents, all others flat."""
        address = f"{name_of(term.slug) or self._slugs[term.taxonomy, term.slug]}/"
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
    return next((name for name in (author.name, full) if name and "@" not in name), author.login.partition("@")[0])


def _fields_of(site: Site) -> dict[str, str]:
    fields = dict(_FIELDS)
    for term in site.terms:
        if term.taxonomy not in fields and not _NOT_FOR_READERS.fullmatch(term.taxonomy) and not _is_co_author(term):
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


def _unused(wanted: str, field: str, taken: set[tuple[str, str]]) -> str:
    given, number = wanted, 2
    while (field, given.casefold()) in taken:
        given = f"{wanted}-{number}"
        number += 1
    taken.add((field, given.casefold()))
    return given
