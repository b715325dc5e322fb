"""Files of a Hugo site's content → terms and posts."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from converters.addresses import parts_of
from converters.canonical import to_canonical
from converters.frontmatter.addresses import complete
from converters.frontmatter.dates import Clock
from converters.frontmatter.dialect import dialect_of
from converters.frontmatter.document import Document
from converters.frontmatter.families import Family, family_of
from converters.frontmatter.fields import flatten, plain_title, text_of, texts_of, truth_of
from converters.frontmatter.files import Found, NotAPost, read_file
from converters.frontmatter.former import name_in, old_paths_in, old_slugs_in
from converters.frontmatter.yaml import Value
from converters.html import parse
from converters.markdown import goldmark_to_html
from converters.post import Dialect, Post, Site, Status
from converters.problem import Problem, Report, Where
from converters.sites.bodies import take
from converters.sites.content import Content
from converters.sites.data import mapping_of
from converters.sites.hours import hidden, hour_of, waiting
from converters.sites.hugo.cascade import Cascade
from converters.sites.hugo.configuration import Configuration
from converters.sites.hugo.menus import MenuLine, lines_of
from converters.sites.hugo.places import (
    FilePlace,
    address_of,
    frontmatter_place,
    is_placed_by_date,
    kind_of,
    place_of,
)
from converters.sites.library import Library
from converters.sites.restored import KEY, Names, is_ours
from converters.sites.taxonomies import AUTHORS, Taxonomies
from converters.sites.values import text

NAMES = Names(url="url", modified="lastmod", aliases="aliases")
_PLAIN = frozenset(
    ["aliases", "author", "authors", "build", "cascade", "categories", "date", "description", "draft",
     "expirydate", "headless", "images", "keywords", "lastmod", "layout", "menu", "menus", "modified", "params",
     "pubdate", "publishdate", "published", "resources", "slug", "summary", "tags", "title", "type",
     "unpublishdate", "url", "weight"]
)  # fmt: skip
"""Keys that Hugo reads in whatever case they are written."""
_TERMS = ("categories", "tags")
_NO_PAGE = ("false", "link", "never")
_LONGEST_NAME = 1000


class HugoContent(Content):
    """The content of one Hugo site while it is read."""

    def __init__(self, configuration: Configuration, site: Site, clock: Clock, library: Library) -> None:
        taxonomies = Taxonomies({f: t for f, t in configuration.taxonomies.items() if f != AUTHORS})
        super().__init__(site, clock, library, taxonomies, NAMES)
        self.configuration = configuration
        self.menu_lines: dict[str, tuple[MenuLine, ...]] = {}
        """Lines of menus that pages ask for, by the page's file."""
        self._base = parts_of(site.url).path
        self._bundles: set[tuple[str, ...]] = set()
        self._sections: set[tuple[str, ...]] = set()
        """The folders that have a list of their own."""
        self._cascade = Cascade(configuration.cascade)

    def without_terms(self, files: list[Found], report: Report) -> list[Found]:
        """The files that are neither pages of terms, which are taken up, nor parts of a bundle, which are reported."""
        self.hour = hour_of(files)
        kept: list[Found] = []
        places = {found.name: place for found in files if (place := place_of(found.name, self.configuration))}
        self._bundles = {(*place.sections, place.name) for place in places.values() if place.is_bundle}
        for found in files:
            place = places.get(found.name)
            if place is None:
                continue
            reason = self._reason_to_leave_out(found, place)
            if reason:
                report(NotAPost(reason=reason, where=Where(origin=found.name)))
                continue
            if place.is_list:
                self._take_up_list(found, place)
            fields = (*self.configuration.taxonomies, AUTHORS)
            if place.is_list and len(place.sections) == 1 and place.sections[0].lower() in fields:
                self._declare(found, place, report)
            else:
                kept.append(found)
        self.taxonomies.settle()
        return kept

    def is_plain(self, found: Found) -> bool:
        """Hugo makes a page of every file of content; of HTML, of that with front matter alone."""
        return PurePosixPath(found.name).suffix.lower() not in (".html", ".htm")

    def made_of(self, found: Found, document: Document, report: Report) -> Post | None:
        """The post that a file makes; lists of other pages and headless bundles make none."""
        place = place_of(found.name, self.configuration)
        if place is None:
            return None
        if is_ours(document):
            return self._restored(place, document, report)
        document = Document({**self._cascade.fields_of(place), **_with_plain_keys(document.fields)}, document.body)
        if place.is_list and not document.body.strip():
            report(NotAPost(reason="it is a list of other pages, without a text of its own"))
            return None
        if truth_of(document.fields.get("headless", "")) is True:
            report(NotAPost(reason="it is a headless bundle, which makes no page"))
            return None
        options = mapping_of(document.fields.get("build", document.fields.get("_build", "")))  # until Hugo 0.145
        if text_of(options.get("render", "")).lower() in _NO_PAGE:
            report(NotAPost(reason="its build options say that it makes no page"))
            return None
        return self._foreign(found, place, document, report)

    def _reason_to_leave_out(self, found: Found, place: FilePlace) -> str:
        if any(pattern.search(f"/{found.name[:_LONGEST_NAME]}") for pattern in self.configuration.ignored):
            return "the configuration ignores it (ignoreFiles)"
        if self._is_in_bundle(place):
            return "it is a file beside the page of its folder, not a page"
        return "Hugo makes no page of a .txt file" if place.suffix == ".txt" else ""

    def _take_up_list(self, found: Found, place: FilePlace) -> None:
        """What the list of a section says of the pages below it; everything else is read when its turn comes."""
        self._sections.add((*place.sections, place.name))
        document = read_file(found, lambda problem: None, plain=True)
        if document is not None and not is_ours(document):
            value = _with_plain_keys(document.fields).get("cascade", "")
            held = [_with_plain_keys(mapping_of(each)) for each in (value if isinstance(value, list) else [value])]
            self._cascade.declare(place, list[Value](held))

    def _in_sections(self, place: FilePlace) -> tuple[str, ...]:
        """The folders above a page that are sections to Hugo."""
        depths = range(1, len(place.sections) + 1)
        return tuple(
            place.sections[depth - 1] for depth in depths if depth == 1 or place.sections[:depth] in self._sections
        )

    def _is_in_bundle(self, place: FilePlace) -> bool:
        folders = place.sections
        return any(folders[:depth] in self._bundles for depth in range(1, len(folders) + 1))

    def _declare(self, found: Found, place: FilePlace, report: Report) -> None:
        problems: list[Problem] = []
        document = read_file(found, problems.append)
        for problem in problems:
            report(problem.at(Where(origin=found.name)))
        if document is None:
            return
        own = mapping_of(document.fields.get(KEY, ""))
        body = to_canonical(goldmark_to_html(document.body, report), base=self.site.url) if document.body else ""
        description = body or escape(text_of(document.fields.get("description", "")), quote=False)
        title = text_of(document.fields.get("title", ""))
        self.taxonomies.declare(place.sections[0].lower(), place.name, title, description, own)

    def _restored(self, place: FilePlace, document: Document, report: Report) -> Post:
        summary = text(document.fields.get("summary", ""))
        if summary:
            plain = parse(goldmark_to_html(summary, report, typographic=False)).text_content()
            summary = " ".join(plain.split())
        kind = "page" if place.sections and place.sections[0] == "pages" else "post"
        return self.restorer.post_of(document, kind, summary, report)

    def _foreign(self, found: Found, place: FilePlace, document: Document, report: Report) -> Post:
        fields = dict(document.fields)
        for table in ("params", "taxonomies"):  # the latter is Zola's
            if held := mapping_of(fields.get(table, "")):
                del fields[table]
                fields = {**held, **fields}
        family = family_of(fields)
        terms = self.taxonomies.terms_of(fields)
        logins = self.taxonomies.logins_of(texts_of(fields.pop(AUTHORS, ""))) if "author" not in fields else []
        for field in self.taxonomies.fields:
            fields.pop(field, None)
        words = {field: fields.pop(field) for field in _TERMS if field in fields}  # a taxonomy they are not here
        type_ = text_of(fields.get("type", ""))
        publish = take(fields, "publishdate", "pubdate")
        if truth_of(fields.get("published", "")) is None:
            publish = publish or fields.pop("published", "")
        if "date" not in fields and publish:
            fields["date"] = publish
        elif publish and text_of(publish) != text_of(fields.get("date", "")):
            fields["publishDate"] = publish
        given = {key: text_of(fields.pop(key, "")) for key in ("url", "slug")}
        if self.configuration.dated_by_name and place.date:
            fields["date"] = place.date
            given["slug"] = given["slug"] or frontmatter_place(place, "").slug
        if summary := text_of(fields.get("summary", "")):
            fields.setdefault("excerpt", summary)  # what lists show; a description is for search engines
        aliases = [alias for alias in texts_of(fields.pop("aliases", "")) if alias]
        lines = lines_of(take(fields, "menu", "menus"))
        order = text_of(fields.pop("weight", ""))
        kind = kind_of(place, type_, dated="date" in fields or bool(place.date), configuration=self.configuration)
        post = self.archive.post_of(
            Document({**fields, "type": kind}, document.body),
            found.name, frontmatter_place(place, kind), report,
        )  # fmt: skip
        post = self._at_this_hour(post, place, text_of(publish), fields, report)
        title = plain_title(post.title, escaped=False)
        url = address_of(place, given, title, post.date, self.configuration, self._in_sections(place))
        if post.status is Status.DRAFT and post.date is None and is_placed_by_date(place, self.configuration):
            url = ""  # it gets one when it gets a date
        path = parts_of(url).path.removeprefix(self._base)
        old_slugs, distant = old_slugs_in(aliases, path)
        old_paths, others = old_paths_in(distant, path)
        if lines:
            self.menu_lines[found.name] = tuple(replace(line, url=url, title=line.title or title) for line in lines)
        return replace(
            post,
            url=url,
            slug=given["slug"] or name_in(path) or post.slug,
            image=post.image and replace(post.image, url=complete(post.image.url, url or self.site.url)),
            excerpt=_summary(post.excerpt, fields, report),
            dialect=_dialect(place, document, family),
            terms=(
                *terms,
                *(t for t in post.terms if t.taxonomy == "post_format"),
                *self.taxonomies.co_authors(logins),
            ),
            author=post.author or next(iter(logins), ""),
            order=int(order) if order.isascii() and order.isdigit() and len(order) < 10 else post.order,
            old_slugs=old_slugs,
            old_paths=old_paths,
            meta=(
                *post.meta,
                *(pair for field, value in words.items() for pair in flatten(field, value)),
                *(("aliases", alias) for alias in others),
            ),
        )

    def _at_this_hour(
        self, post: Post, place: FilePlace, publish: str, fields: Mapping[str, Value], report: Report
    ) -> Post:
        """The post with the status that it has now: some wait for their hour, and some have had it."""
        if not self.configuration.shows_future:
            clock = self.archive.clock
            post = waiting(post, clock.read("publishDate", publish, "", report) or post.date, self.hour)
        for key in ("expirydate", "unpublishdate"):
            until = self.archive.clock.read(key, text_of(fields.get(key, "")), "", report)
            if until and until <= self.hour and not self.configuration.shows_expired:
                post = hidden(post, f"it expired on {until:%Y-%m-%d}", report)
        if place.language in self.configuration.languages_off:
            post = hidden(post, f"its language, {place.language}, is switched off", report)
        return post


def _with_plain_keys(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {key.lower() if key.lower() in _PLAIN else key: value for key, value in fields.items()}


def _summary(excerpt: str, fields: Mapping[str, Value], report: Report) -> str:
    """A summary, which is Markdown in Hugo, as HTML; what else was taken for one stays as it is."""
    if not excerpt or excerpt != text_of(fields.get("summary", "")):
        return excerpt
    html = goldmark_to_html(excerpt, report, typographic=False).strip()
    return html[3:-4] if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>") else html


def _dialect(place: FilePlace, document: Document, family: Family) -> Dialect:
    if family not in (Family.OTHER, Family.HUGO_EXPORTER):
        return dialect_of(document.body, family, is_html=place.suffix in (".html", ".htm"))
    return "html" if place.suffix in (".html", ".htm") else "markdown"
