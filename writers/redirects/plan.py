"""What moved: every address of the old blog that the new site answers elsewhere, and where it answers."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol

from converters.index import Collecting, Table
from converters.post import Author, Entry, Site, Status, Term
from writers.addresses import Addresses
from writers.forwards import FORBIDDEN, Astray, Forwards
from writers.links import Links
from writers.old_addresses import AUTHOR_BASE, BASES, LINKABLE, Meaning, Period
from writers.paths import fold
from writers.redirects.old_feeds import FORMER, OF_THE_BLOG
from writers.redirects.redirect import Redirect, redirects_on_disk
from writers.terms import Terms

LONGEST = 1000
"""Characters in a path; Cloudflare reads no longer line."""

_IMPOSSIBLE = re.compile(rf"{FORBIDDEN.pattern}|(?:^|/)\.{{1,2}}(?:/|$)|//")
"""No request arrives with such a path: control characters, line ends of any kind, dots that browsers resolve."""
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_FEEDS_OF_LISTS = (*FORMER["rss"][:2], *FORMER["atom"])
"""Of the feeds that a list had, those that readers knew."""


class Content(Protocol):
    """What a generator's plan of a site must say of it."""

    addresses: Addresses
    terms: Terms
    links: Links
    paginated: bool
    """Whether its lists have pages of their own at `page/2/`."""

    def standing(self) -> Iterable[str]:
        """The addresses that are none of a post's: lists, terms, and what the generator makes itself."""
        ...


def redirects_of(site: Site, content: Content, written: Collection[str]) -> Sequence[Redirect]:
    """Every address that moved, the most linked ones first. None leads to another, and none hides a page.

    `written` holds the keys of the posts that the new site has.
    """
    shown = _Shown(site, written)
    present = (content.addresses.path_of(entry) for entry in site.entries if entry.key in written)
    standing: Table[int] = Table()
    for path in chain(["/"], present, content.standing()):
        standing.add(_place(path), 1)
    found: Collecting[Redirect] = Collecting(lambda: redirects_on_disk({}))
    known: Table[int] = Table()
    base = content.addresses.base
    forwards = content.links.forwards
    ends: Table[str] = Table()
    """Where those are sent in the end who are led to an entry that leads on, by the place of the entry."""
    for redirect in _forwards(content, forwards, shown):
        ends[_place(redirect.old)] = redirect.new
    for redirect in chain(_forwards(content, forwards, shown), _candidates(site, content, shown)):
        if not redirect.forced and (end := ends.get(_place(redirect.new.partition("#")[0]))):
            redirect = replace(redirect, new=end)
        taken = redirect.query is None and not redirect.pages and _place(redirect.old) in standing
        if (taken and not redirect.forced) or _IMPOSSIBLE.search(redirect.old) or len(redirect.old) > LONGEST:
            continue
        if known.add(json.dumps([_place(redirect.old), redirect.query, redirect.pages]), 1):
            new = redirect.new if redirect.leaves else base + redirect.new
            found.append(replace(redirect, old=base + redirect.old, new=new))
    return found.collected()


class _Shown(Iterable[Entry]):
    """The entries that the new site shows to everybody."""

    def __init__(self, site: Site, written: Collection[str]) -> None:
        self._site, self._written = site, written
        self._places: Table[int] = Table()
        for place, entry in enumerate(site.entries):
            if entry in self and entry.id is not None:
                self._places[str(entry.id)] = place

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self._site.entries if entry in self)

    def __contains__(self, entry: Entry) -> bool:
        return entry.status is Status.PUBLISHED and entry.key in self._written

    def with_id(self, id: int | None) -> Entry | None:
        """The last one that has an id."""
        place = self._places.get(str(id))
        return None if place is None else self._site.entries[place]


def _forwards(content: Content, forwards: Forwards, shown: _Shown) -> Iterator[Redirect]:
    """What the old blog itself led elsewhere, with its page where it has one, as far as it leads anywhere."""
    for entry in forwards:
        try:
            new = _end_of(entry, content, forwards, shown)
        except Astray:
            continue
        path = forwards.path_of(entry)
        paths = {f"/{path}/": None} if path else {}
        if entry in shown:
            paths[content.addresses.path_of(entry)] = None
        yield from (Redirect(old=path, new=new, forced=True) for path in paths if _place(path) != _place(new))


def forwards_astray(site: Site, content: Content, written: Collection[str]) -> Iterator[tuple[Entry, str]]:
    """What the old blog led to where no redirect can lead, with the reason."""
    forwards, shown = content.links.forwards, _Shown(site, written)
    for entry in forwards:
        try:
            _end_of(entry, content, forwards, shown)
            if not forwards.path_of(entry) and entry not in shown:
                raise Astray("its own address is none that a server can tell")
        except Astray as astray:
            yield entry, str(astray)


def _end_of(entry: Entry, content: Content, forwards: Forwards, shown: _Shown) -> str:
    """Below the base, or at another site."""

    def address_of(meaning: Meaning) -> str:
        if isinstance(meaning.thing, Entry) and meaning.thing not in shown:
            raise Astray("the new site does not have that post")
        return content.links.address_of(meaning)

    new = forwards.end_of(entry, address_of)
    return new.removeprefix(content.addresses.base) if new.startswith("/") else new


def former_paths(entry: Entry, content: Content, *, attachments: Iterable[Entry] = ()) -> Iterator[str]:
    """The paths that an entry had under other slugs, or before it had to move, and those of its attachments' pages."""
    yield from (path for path in entry.old_paths if path.startswith("/") and not path.startswith("//"))
    old = content.addresses.old.path_of(entry.url)
    if old:
        yield f"/{old}/"
        above, _, last = old.rpartition("/")
        name = _SUFFIX.sub("", last)
        if entry.slug and fold(name) == fold(entry.slug):
            folder, suffix = f"/{above}/" if above else "/", last[len(name) :] or "/"
            yield from (f"{folder}{slug}{suffix}" for slug in entry.old_slugs if slug and "/" not in slug)
    for attachment in attachments:
        if path := content.addresses.old.path_of(attachment.url):
            yield f"/{path}/"


def _candidates(site: Site, content: Content, shown: _Shown) -> Iterator[Redirect]:
    """Every old address with its new one, those of pages that have not moved among them."""
    for entry in shown:
        new = content.addresses.path_of(entry)
        for path in former_paths(entry, content):
            yield Redirect(old=path, new=new)
        yield from _by_id(entry, new)
    yield from _feeds("/", content.links.feed)
    for thing in _things(site):
        if address := content.terms.address_of(thing):
            yield from _of_list(thing, address, site)
    yield from _attachments(site, content, shown)
    for thing in _things(site):
        if address := content.terms.address_of(thing):
            yield from _below_list(thing, address, site, content)
    home = "/" if content.paginated else content.links.archive
    yield Redirect(old="/", new=home, pages=True, behind=content.paginated)
    yield from _periods(shown, content)
    for entry in shown:  # the last: where a host takes only so many rules, they are missed least
        if entry.kind in ("post", "page") and (old := content.addresses.old.path_of(entry.url)):
            yield Redirect(old=f"/{old}/feed/", new=content.addresses.path_of(entry), of_comments=True)


def _things(site: Site) -> Iterator[Term | Author]:
    yield from site.terms
    yield from site.authors


def _by_id(entry: Entry, new: str) -> Iterator[Redirect]:
    """`?p=12` and its like; of an attachment `attachment_id`."""
    if entry.id is None:
        return
    if entry.kind == "attachment":
        yield Redirect(old="/", new=new, query=("attachment_id", str(entry.id)))
    if entry.kind == "page":
        yield Redirect(old="/", new=new, query=("page_id", str(entry.id)))
    yield Redirect(old="/", new=new, query=("p", str(entry.id)))


def _feeds(above: str, new: str) -> Iterator[Redirect]:
    """The feeds of a list, or of the whole blog, whose feed had more names and was asked for by queries, too."""
    if above != "/":
        yield from (Redirect(old=above + ending, new=new) for ending in _FEEDS_OF_LISTS)
        return
    for form, endings in FORMER.items():
        for ending in (*endings, *OF_THE_BLOG[form]):
            path, _, query = ending.partition("?")
            yield Redirect(old=f"/{path}", new=new, query=("feed", query.partition("=")[2]) if query else None)


def _of_list(thing: Term | Author, address: str, site: Site) -> Iterator[Redirect]:
    for path in _old_lists(thing, site):
        yield Redirect(old=f"/{path}/", new=address)
    for query in _queries(thing):
        yield Redirect(old="/", new=address, query=query)


def _below_list(thing: Term | Author, address: str, site: Site, content: Content) -> Iterator[Redirect]:
    feed = address + content.links.list_feed if content.links.list_feed else content.links.feed
    for path in {**{f"/{path}/": None for path in _old_lists(thing, site)}, address: None}:
        yield from _feeds(path, feed)
        yield Redirect(old=path, new=address, pages=True, behind=content.paginated and path == address)


def _old_lists(thing: Term | Author, site: Site) -> Iterator[str]:
    """Where WordPress listed a term or an author with its usual settings: below its parents, and without them."""
    if isinstance(thing, Author):
        yield f"{AUTHOR_BASE}/{re.sub(r'[^a-z0-9]+', '-', thing.login.casefold()).strip('-')}"
        return
    base = BASES.get(thing.taxonomy, thing.taxonomy)
    names, above = [thing.slug], site.terms_by_slug.get((thing.taxonomy, thing.parent))
    while above is not None and above.slug not in names and len(names) < 20:
        names.insert(0, above.slug)
        above = site.terms_by_slug.get((above.taxonomy, above.parent))
    yield f"{base}/{'/'.join(names)}"
    yield f"{base}/{thing.slug}"


def _queries(thing: Term | Author) -> Iterator[tuple[str, str]]:
    if isinstance(thing, Author):
        if thing.id is not None:
            yield "author", str(thing.id)
    elif thing.taxonomy == "category":
        if thing.id is not None:
            yield "cat", str(thing.id)
        yield "category_name", thing.slug
    else:
        yield ("tag" if thing.taxonomy == "post_tag" else thing.taxonomy), thing.slug


def _attachments(site: Site, content: Content, shown: _Shown) -> Iterator[Redirect]:
    """The page of an attachment leads to the post it belongs to, and, where it belongs to none, to the file."""
    for entry in chain(site.entries, _files_alone(site)):
        if entry.kind != "attachment" or entry in shown or entry.status not in LINKABLE:
            continue
        above = shown.with_id(entry.parent) if entry.parent else None
        if above is not None:
            new = content.addresses.path_of(above)
        else:
            media = site.media.get(entry.id or 0)
            path = content.addresses.old.path_of(media.url) if media and not entry.parent else ""
            if not path:
                continue
            new = f"/{path}"
        for path in former_paths(entry, content):
            yield Redirect(old=path, new=new)
        yield from _by_id(entry, new)


def _files_alone(site: Site) -> Iterator[Entry]:
    """Files that had a page in the old blog, and that no entry stands for: those of a site that was made of it."""
    for id, media in site.media.items():
        if media.page and id not in site.entries_by_id:
            yield Entry(key=f"file-{id}", id=id, kind="attachment", url=media.page, parent=media.parent)


def _periods(shown: Iterable[Entry], content: Content) -> Iterator[Redirect]:
    """The lists of a year, a month and a day; the years first."""
    dates = sorted({entry.date.date() for entry in shown if entry.kind == "post" and entry.date})
    years = {date.year: None for date in dates}
    months = {(date.year, date.month): None for date in dates}
    for period in (
        *(Period(year) for year in years),
        *(Period(year, month) for year, month in months),
        *(Period(date.year, date.month, date.day) for date in dates),
    ):
        numbers = [f"{period.year:04}", *(f"{number:02}" for number in (period.month, period.day) if number)]
        new = content.links.address_of(Meaning(thing=period)).removeprefix(content.addresses.base)
        yield Redirect(old=f"/{'/'.join(numbers)}/", new=new)
        if len(numbers) < 3:
            yield Redirect(old=f"/{'/'.join(numbers)}/", new=new, pages=True)


def _place(path: str) -> str:
    return fold(path).strip("/")
