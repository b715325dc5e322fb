"""The first pass over an export: the site, put together of everything in it but the bodies."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from converters.index import Collecting, EntriesOnDisk, MediaLibrary, Table
from converters.post import Author, Site
from converters.problem import Problem, Report, Severity, Where
from converters.wordpress.tables import TABLE_KIND, table_html, table_names
from converters.wordpress.wxr.dates import Clock, feed_date
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.media import first_metas, media_of
from converters.wordpress.wxr.menus import MenuLine, menus_of
from converters.wordpress.wxr.original import KEY
from converters.wordpress.wxr.posts import Keys, date_of, entry_of, offset_of, offset_when_modified, status_of
from converters.wordpress.wxr.reading import Channel, Item
from converters.wordpress.wxr.terms import TermRegister, terms_on
from converters.wordpress.wxr.words import to_number, to_order, to_plain_text

GUEST_KIND = "guest-author"
"""Items in which Co-Authors Plus keeps authors who are no users."""
GENERATED = re.compile(r"(?:WordPress[/ ]|wordpress\.org/\?v=)(\d[\w.-]{0,40})", re.IGNORECASE)
_RELEASE = re.compile(r"WordPress (\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusualVersion(Problem):
    """The file does not say which WXR it is, or names one that was never made."""

    code = "unusual-version"
    severity = Severity.WARNING
    text = "the WXR version {version!r} is not one that WordPress writes: the file is read as WXR 1.2"
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistedAuthor(Problem):
    """Posts name an author whom the list of authors lacks."""

    code = "unlisted-author"
    severity = Severity.NOTE
    text = "the author {login!r} is not among the authors of the export: only that name is known"
    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherBlog(Problem):
    """The files of one source are exports of different blogs."""

    code = "another-blog"
    severity = Severity.WARNING
    text = "is an export of {blog} beside one of {first}: both were read as one; if they are two, convert each alone"
    blog: str
    first: str


def only_once(problem: Problem) -> None:
    """Problems of the first pass come again in the second."""


class Survey:
    """The first pass: everything but the bodies."""

    def __init__(self, clock: Clock, passed_over: Mapping[int, str]) -> None:
        self.clock = clock
        self.passed_over = passed_over
        """The items that are versions of others, by the number of items before them, with the reason."""
        self.raw_titles: dict[str, bool] = {}
        """By file, whether titles are HTML as the database holds it."""
        self.is_export = False
        self._place = 0
        self._blogs: dict[str, str] = {}
        self._give = Keys()
        self._entries = Collecting(EntriesOnDisk)
        self._undated: Table[str] = Table()
        """The fields that the dates are made of which no item proves, by the place of the entry."""
        self._register = TermRegister()
        self._authors: dict[str, Author] = {}
        self._guests: dict[str, Author] = {}
        self._creators: Counter[str] = Counter()
        self._media = MediaLibrary()
        self._lines: list[MenuLine] = []
        self._blocks: dict[int, str] = {}
        self._tables: dict[str, str] = {}
        self._channel: dict[str, str] = {}
        self._generator = ""

    def take(self, part: Channel | Item, file: str) -> None:
        """Learn from one part of a file."""
        if isinstance(part, Item):
            self.is_export = True
            if self._place not in self.passed_over:
                self._take_item(part, file)
            self._place += 1
        else:
            self._take_channel(part, file)

    def _take_channel(self, part: Channel, file: str) -> None:
        generator = part.generator
        for field in part.fields.fields:
            self.is_export = self.is_export or field.name.startswith("wp:") or field.name in ("title", "link")
            if field.name in ("wp:author", "wp:wp_author"):
                self._take_author(field)
            elif field.name in ("wp:category", "wp:tag", "wp:term"):
                self._register.declare(field)
            elif field.name == "image":
                self._channel.setdefault("icon", field.value("url"))
            elif field.text.strip():
                self._channel.setdefault(field.name, field.text.strip())
                if field.name == "wp:base_blog_url":
                    self._blogs.setdefault(_bare(field.text), file)
                elif field.name == "generator":
                    generator = generator or field.text.strip()
        if generator:
            self._generator = self._generator or generator
            release = _RELEASE.search(generator_name(generator))
            old = release is not None and (int(release[1]), int(release[2])) < (5, 7)
            self.raw_titles[file] = not (old or "wordpress.com" in generator.lower())

    def _take_author(self, field: Field) -> None:
        login = field.value("wp:author_login")
        name = to_plain_text(field.value("wp:author_display_name"))
        if login or name:
            author = Author(
                login=login or name,
                name=name or login,
                email=field.value("wp:author_email"),
                first_name=to_plain_text(field.value("wp:author_first_name")),
                last_name=to_plain_text(field.value("wp:author_last_name")),
                id=to_number(field.value("wp:author_id")),
            )
            self._authors.setdefault(author.login, author)

    @property
    def _home(self) -> str:
        """The address of the blog, as far as the channel was read: exports name it before their items."""
        return (self._channel.get("wp:base_blog_url") or self._channel.get("link", "")).rstrip("/")

    def _take_item(self, item: Item, file: str) -> None:
        fields = item.fields
        key = self._give.next(to_number(fields.value("wp:post_id")), fields.value(KEY))
        proof = offset_of(fields)
        learnt = proof or offset_when_modified(fields)
        if learnt:
            self.clock.learn(*learnt)
        entry = entry_of(item, key, self._home, self.clock, self.raw_titles.get(file, True), only_once)
        if proof is None:
            self._undated[str(len(self._entries))] = _dates_alone(fields)
        self._entries.append(entry)
        self._register.use(fields)
        creator = fields.value("dc:creator")
        if creator:
            self._creators[creator] += 1
        if entry.id is None:
            return
        if entry.kind == "attachment" and entry.id not in self._media:
            self._media.add(entry.id, media_of(fields, entry.id, entry.title, self._home, only_once))
        elif entry.kind == "wp_block":
            self._blocks.setdefault(entry.id, fields.get("content:encoded") or "")
        elif entry.kind == GUEST_KIND:
            self._take_guest(fields, entry.title)
        elif entry.kind == TABLE_KIND:
            self._take_table(fields, entry.title)
        elif entry.kind == "nav_menu_item" and status_of(fields, only_once) == "publish":
            menu = next((slug for taxonomy, slug, _ in terms_on(fields) if taxonomy == "nav_menu"), "")
            where = Where(origin=f"{file}:{item.line}", post=f"nav_menu_item {entry.id}")
            order = to_order(fields.value("wp:menu_order"))
            self._lines.append(MenuLine(entry.id, menu, entry.title, order, first_metas(fields), where))

    def _take_guest(self, fields: Field, title: str) -> None:
        meta = first_metas(fields)
        login = meta.get("cap-user_login", "").strip()
        if login:
            name = to_plain_text(meta.get("cap-display_name", "")) or title or login
            email = meta.get("cap-user_email", "").strip()
            first, last = (to_plain_text(meta.get(f"cap-{part}_name", "")) for part in ("first", "last"))
            self._guests[login] = Author(
                login=login, name=name, email=email, first_name=first, last_name=last, guest=True
            )

    def _take_table(self, fields: Field, title: str) -> None:
        meta = first_metas(fields)
        names = table_names(meta)
        if names:
            rows, description = fields.get("content:encoded") or "", fields.get("excerpt:encoded") or ""
            shown = table_html(rows, title, description, meta)
            self._tables.update({name: shown for name in names if shown and name not in self._tables})

    def site(self, timezone: str, file: str, report: Report) -> Site:
        """What has been found, put together. Problems of the whole are said of the first file."""
        whole = Where(origin=file)
        self.clock.settle()
        for place, text in self._undated.items():
            dates = _fields_in(text)
            date = date_of(dates, self.clock, dates.value("wp:status"), only_once)
            self._entries.replace(int(place), replace(self._entries[int(place)], date=date))
        version = self._channel.get("wp:wxr_version", "")
        if version not in ("1.0", "1.1", "1.2"):
            report(UnusualVersion(version=version, where=whole))
        for blog, other in list(self._blogs.items())[1:]:
            report(AnotherBlog(blog=blog, first=next(iter(self._blogs)), where=Where(origin=other)))
        terms = self._register.terms(version, lambda problem: report(problem.at(whole)))
        listed = bool(self._authors)
        for guest in self._guests.values():
            self._authors.setdefault(guest.login, guest)
        for creator in self._creators:
            if creator not in self._authors:
                self._authors[creator] = Author(login=creator, name=to_plain_text(creator))
                if listed:
                    report(UnlistedAuthor(login=creator, where=whole))
        url, network = self._home, self._channel.get("wp:base_site_url", "").rstrip("/")
        site = Site(
            title=to_plain_text(self._channel.get("title", ""), tags=False),
            url=url,
            network="" if network == url else network,
            description=to_plain_text(self._channel.get("description", ""), tags=False),
            language=self._channel.get("language", ""),
            timezone=timezone,
            generator=generator_name(self._generator),
            exported=feed_date(self._channel.get("pubDate", "")),
            icon=self._channel.get("icon", ""),
            authors=tuple(self._authors.values()),
            terms=terms,
            entries=self._entries.collected(),
            media=self._media.collected(),
            blocks=self._blocks,
            tables=self._tables,
        )
        return replace(site, menus=menus_of(self._lines, site, report))


def _dates_alone(fields: Field) -> str:
    """The few fields that a date is made of, so that the rest of the item can go."""
    dates = fields.all("wp:post_date", "wp:post_date_gmt", "pubDate", "dc:date", "wp:status")
    return json.dumps([(field.name, field.text) for field in dates])


def _fields_in(text: str) -> Field:
    alone = Field("item")
    alone.fields = [Field(name, value) for name, value in json.loads(text)]
    return alone


def generator_name(generator: str) -> str:
    """`WordPress 6.4.2` for what the file has: an address with a version, or `WordPress/6.4.2`."""
    found = GENERATED.search(generator)
    return f"WordPress {found[1]}" if found else generator


def _bare(url: str) -> str:
    """An address as it varies in exports of one blog: without scheme, `www.` and a slash at the end."""
    return url.strip().partition("://")[2].casefold().removeprefix("www.").rstrip("/")
