"""WordPress's own export (WXR) → the site, then its posts one at a time."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from converters.options import option
from converters.post import Author, Entry, Media, Post, Site
from converters.problem import ConversionError, ItemLeftOut, Problem, Report, Severity, Where
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.rules.actions import Rules
from converters.wordpress.rules.reading import RULES_HELP, rules_of
from converters.wordpress.tables import TABLE_KIND, table_html, table_names
from converters.wordpress.wxr.copies import choose_versions
from converters.wordpress.wxr.dates import Clock, feed_date, zone_named
from converters.wordpress.wxr.encoding import peek
from converters.wordpress.wxr.fields import Field
from converters.wordpress.wxr.files import VERSION, ExportFile, export_files, is_export
from converters.wordpress.wxr.media import first_metas, media_of
from converters.wordpress.wxr.menus import MenuLine, menus_of
from converters.wordpress.wxr.posts import Keys, date_of, entry_of, offset_of, post_of, status_of
from converters.wordpress.wxr.reading import Channel, Item, parts_of
from converters.wordpress.wxr.terms import TermRegister, terms_on
from converters.wordpress.wxr.words import to_number, to_order, to_plain_text

_GENERATED = re.compile(r"(?:WordPress[/ ]|wordpress\.org/\?v=)(\d[\w.-]{0,40})", re.IGNORECASE)
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


@dataclass(frozen=True)
class WxrReader:
    """Reads WXR 1.0 to 1.2 and its dialects, well-formed or not."""

    timezone: str = option(
        "",
        help="The blog's time zone, for dates that come without GMT (an IANA name such as Europe/Berlin).",
        metavar="ZONE",
    )
    rules: str | Rules = option("", help=RULES_HELP, metavar="FILE")

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", rules_of(self.rules))  # read once, so that workers need no file

    def recognises(self, source: Path) -> str | None:
        """`WXR 1.2 by WordPress 6.4`, or None when neither the first 64 KB nor any file in a folder look like one."""
        files = export_files(source)
        start = peek(files[0].path) if files else ""
        if not is_export(start):
            return None
        version = VERSION.search(start)
        generated = _GENERATED.search(start)
        words = [f"WXR {version[1] if version else 'without a version'}"]
        words += [f"by WordPress {generated[1]}"] if generated else []
        words += [f"in {len(files)} files"] if len(files) > 1 else []
        return " ".join(words)

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from a first pass over the file, and the posts, from a second one that runs as they are taken.

        A folder of files is read as one export; what stands in two of them is found in a pass before. Raises
        ConversionError when a file cannot be opened or is no export.
        """
        files = export_files(source, report)
        if not files:
            raise ConversionError(f"there is no WordPress export in the folder {source}: give the .xml file")
        passed_over: Mapping[int, str] = {}
        if len(files) > 1:
            passed_over, problems = choose_versions(_items(files))
            for problem in problems:
                report(problem)
        survey = _Survey(Clock(zone_named(self.timezone)), passed_over)
        for file in files:
            for part in parts_of(file, _only_once):
                survey.take(part, file.name)
        if not survey.is_export:
            raise ConversionError(_refusal(source))
        site = survey.site(self.timezone, files[0].name, report)
        return site, _posts(files, survey, site, report)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML made of its body and of its comments."""
        comments = comments_to_html(post, site, report)
        return replace(post, html=to_html(post, site, report, rules_of(self.rules)), comments=comments)


def _items(files: Sequence[ExportFile]) -> Iterator[tuple[str, Item]]:
    for file in files:
        for part in parts_of(file, _only_once):
            if isinstance(part, Item):
                yield file.name, part


def _only_once(problem: Problem) -> None:
    """Problems of the first pass come again in the second."""


def _refusal(source: Path) -> str:
    start = peek(source, 2000).lstrip().lower()
    if not start:
        return f"{source} is empty: export the blog once more"
    if start.startswith(("<!doctype html", "<html")):
        return f"{source} is an HTML page, not an export: in WordPress use Tools → Export and give the .xml file"
    return f"{source} is not a WordPress export: in WordPress use Tools → Export and give the .xml file"


class _Survey:
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
        self._entries: list[Entry] = []
        self._undated: list[tuple[int, Field]] = []
        self._register = TermRegister()
        self._authors: dict[str, Author] = {}
        self._creators: Counter[str] = Counter()
        self._media: dict[int, Media] = {}
        self._lines: list[MenuLine] = []
        self._blocks: dict[int, str] = {}
        self._tables: dict[str, str] = {}
        self._channel: dict[str, str] = {}
        self._generator = ""

    def take(self, part: Channel | Item, file: str) -> None:
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
            release = _RELEASE.search(_generator_name(generator))
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

    def _take_item(self, item: Item, file: str) -> None:
        fields = item.fields
        key = self._give.next(to_number(fields.value("wp:post_id")))
        proof = offset_of(fields)
        if proof:
            self.clock.learn(*proof)
        entry = entry_of(item, key, self.clock, self.raw_titles.get(file, True), _only_once)
        if proof is None:
            self._undated.append((len(self._entries), _dates_alone(fields)))
        self._entries.append(entry)
        self._register.use(fields)
        creator = fields.value("dc:creator")
        if creator:
            self._creators[creator] += 1
        if entry.id is None:
            return
        if entry.kind == "attachment" and entry.id not in self._media:
            self._media[entry.id] = media_of(fields, entry.id, entry.title, _only_once)
        elif entry.kind == "wp_block":
            self._blocks.setdefault(entry.id, fields.get("content:encoded") or "")
        elif entry.kind == TABLE_KIND:
            self._take_table(fields, entry.title)
        elif entry.kind == "nav_menu_item" and status_of(fields, _only_once) == "publish":
            menu = next((slug for taxonomy, slug, _ in terms_on(fields) if taxonomy == "nav_menu"), "")
            where = Where(origin=f"{file}:{item.line}", post=f"nav_menu_item {entry.id}")
            order = to_order(fields.value("wp:menu_order"))
            self._lines.append(MenuLine(entry.id, menu, entry.title, order, first_metas(fields), where))

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
        for index, dates in self._undated:
            date, _ = date_of(dates, self.clock, dates.value("wp:status"), _only_once)
            self._entries[index] = replace(self._entries[index], date=date)
        version = self._channel.get("wp:wxr_version", "")
        if version not in ("1.0", "1.1", "1.2"):
            report(UnusualVersion(version=version, where=whole))
        for blog, other in list(self._blogs.items())[1:]:
            report(AnotherBlog(blog=blog, first=next(iter(self._blogs)), where=Where(origin=other)))
        terms = self._register.terms(version, lambda problem: report(problem.at(whole)))
        listed = bool(self._authors)
        for creator in self._creators:
            if creator not in self._authors:
                self._authors[creator] = Author(login=creator, name=to_plain_text(creator))
                if listed:
                    report(UnlistedAuthor(login=creator, where=whole))
        url = (self._channel.get("wp:base_blog_url") or self._channel.get("link", "")).rstrip("/")
        entries = {entry.id: entry for entry in reversed(self._entries) if entry.id is not None}
        return Site(
            title=to_plain_text(self._channel.get("title", ""), tags=False),
            url=url,
            description=to_plain_text(self._channel.get("description", ""), tags=False),
            language=self._channel.get("language", ""),
            timezone=timezone,
            generator=_generator_name(self._generator),
            exported=feed_date(self._channel.get("pubDate", "")),
            icon=self._channel.get("icon", ""),
            authors=tuple(self._authors.values()),
            terms=terms,
            entries=tuple(self._entries),
            media=self._media,
            menus=menus_of(self._lines, entries, terms, url, report),
            blocks=self._blocks,
            tables=self._tables,
        )


def _dates_alone(fields: Field) -> Field:
    """The few fields that a date is made of, so that the rest of the item can go."""
    alone = Field("item")
    alone.fields = list(fields.all("wp:post_date", "wp:post_date_gmt", "pubDate", "dc:date", "wp:status"))
    return alone


def _generator_name(generator: str) -> str:
    """`WordPress 6.4.2` for what the file has: an address with a version, or `WordPress/6.4.2`."""
    found = _GENERATED.search(generator)
    return f"WordPress {found[1]}" if found else generator


def _bare(url: str) -> str:
    """An address as it varies in exports of one blog: without scheme, `www.` and a slash at the end."""
    return url.strip().partition("://")[2].casefold().removeprefix("www.").rstrip("/")


def _posts(files: Sequence[ExportFile], survey: _Survey, site: Site, report: Report) -> Iterator[Post]:
    """The second pass."""
    terms = site.terms_by_slug
    entries = iter(site.entries)
    place = 0
    for file in files:
        for part in parts_of(file, report):
            if not isinstance(part, Item):
                continue
            reason = survey.passed_over.get(place)
            place += 1
            origin = f"{file.name}:{part.line}"
            if reason is not None:
                report(ItemLeftOut(reason=reason, where=Where(origin=origin)))
                continue
            entry = next(entries)
            name = " ".join(filter(None, (entry.kind, str(entry.id or ""), f"“{entry.title}”" if entry.title else "")))
            where = Where(origin=origin, post=name)
            for problem in part.problems:
                report(replace(problem, where=replace(problem.where, post=name)))
            stamped = _stamped(report, where)
            entry_of(part, entry.key, survey.clock, survey.raw_titles.get(file.name, True), stamped)
            if entry.kind == "attachment" and entry.id is not None:
                media_of(part.fields, entry.id, entry.title, stamped)
            yield post_of(part, entry, site, terms, survey.clock, origin, stamped)


def _stamped(report: Report, where: Where) -> Report:
    return lambda problem: report(problem.at(where))
