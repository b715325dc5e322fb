"""Files of a Jekyll site → terms and posts."""

import re
from dataclasses import replace
from datetime import datetime
from html import escape, unescape

from converters.addresses import parts_of
from converters.canonical import to_canonical
from converters.frontmatter.addresses import complete
from converters.frontmatter.dates import Clock
from converters.frontmatter.dialect import dialect_of
from converters.frontmatter.document import Document
from converters.frontmatter.families import Family, family_of
from converters.frontmatter.fields import ALIASES, text_of, texts_of, truth_of
from converters.frontmatter.files import Found, NotAPost, read_file
from converters.frontmatter.former import old_paths_in, old_slugs_in
from converters.frontmatter.paths import MARKDOWN
from converters.frontmatter.yaml import Value
from converters.markdown import kramdown_to_html
from converters.post import Dialect, Post, Site, Status
from converters.problem import Problem, Report, Where
from converters.sites.content import Content
from converters.sites.data import mapping_of
from converters.sites.hours import hidden, hour_of, waiting
from converters.sites.jekyll.configuration import Configuration, is_about_the_source
from converters.sites.jekyll.hexo import address_in_hexo, with_front_matter
from converters.sites.jekyll.machine_pages import says_anything
from converters.sites.jekyll.places import (
    FilePlace,
    address_of,
    frontmatter_place,
    is_placed_by_date,
    kind_of,
    place_of,
)
from converters.sites.jekyll.sources import TemplateSource
from converters.sites.library import Library
from converters.sites.restored import KEY, Names, is_ours
from converters.sites.taxonomies import AUTHORS, Taxonomies
from converters.sites.values import text

NAMES = Names(url="permalink", modified="last_modified_at", aliases="redirect_from")
_TAXONOMIES = {"categories": "category", "tags": "post_tag"}
_NAIVE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_IN_A_HEADER = ("image", "overlay_image", "teaser", "og_image")
"""The pictures of `header:` (Minimal Mistakes), the one that is shown first."""
_PICTURE_FIELDS = (
    "cover-img", "header-img", "header_image", "feature-img", "featured-img", "banner", "background", "thumbnail-img",
    "share-img",
)  # fmt: skip
"""What other themes (Beautiful Jekyll, Clean Blog, Hux, Type) call the picture of a post, which is Jekyll's `image`."""
_PICTURE = re.compile(r"\S[^\n]{0,1000}\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]\S*)?", re.IGNORECASE)


class JekyllContent(Content):
    """The files of one Jekyll site while they are read."""

    def __init__(
        self,
        configuration: Configuration,
        site: Site,
        clock: Clock,
        library: Library,
        templates: TemplateSource | None = None,
    ) -> None:
        kept = mapping_of(library.read("terms"))
        fields = {field: _TAXONOMIES.get(field, field) for field in (*_TAXONOMIES, *kept) if field != AUTHORS}
        super().__init__(site, clock, library, Taxonomies(fields), NAMES)
        self.configuration, self.templates = configuration, templates
        self._labels = frozenset(configuration.collections)
        self.literal: set[str] = set()
        """The files over which Liquid does not run."""
        self._declare_data(kept)

    def without_terms(self, files: list[Found], report: Report) -> list[Found]:
        """The files that may make posts; pages of terms are taken up, and others left out with the reason."""
        self.hour = hour_of(files)
        kept: list[Found] = []
        for found in files:
            place = place_of(found.name, self.configuration)
            reason = self._reason_to_leave_out(found, place)
            if reason:
                report(NotAPost(reason=reason, where=Where(origin=found.name)))
            elif place is None or place.type != "pages" or not self._is_machinery(found, report):
                kept.append(found)
        self.taxonomies.settle()
        return kept

    def is_plain(self, found: Found) -> bool:
        """Posts and drafts need no front matter; of any other file Jekyll makes a page for its sake alone.

        Hexo makes a page of any Markdown.
        """
        place = place_of(found.name, self.configuration)
        if place is None:
            return False
        return place.type in ("posts", "drafts") or (self.configuration.is_hexo and place.suffix in MARKDOWN)

    def made_of(self, found: Found, document: Document, report: Report) -> Post | None:
        """The post that a file makes; a page that its template fills makes none."""
        place = place_of(found.name, self.configuration)
        if place is None:
            return None
        if self.configuration.is_hexo:
            document = with_front_matter(document, report)
        fields = {**self.configuration.defaults_of(found.name, place.type), **document.fields}
        if truth_of(fields.get("render_with_liquid", "")) is False:
            self.literal.add(found.name)
        if is_ours(document):
            return self._restored(place, document, report)
        if place.type == "pages" and not says_anything(document.body, self.templates, self._labels):
            report(NotAPost(reason="it is a page made by its template, without a text of its own"))
            return None
        return self._foreign(found, place, Document(fields, document.body), report)

    def _reason_to_leave_out(self, found: Found, place: FilePlace | None) -> str:
        if self.configuration.excludes(found.name):
            return "the configuration excludes it"
        if place is None:
            return "its folder is neither of posts nor a collection of the configuration"
        collection = self.configuration.collections.get(place.type)
        if collection is not None and not collection.shown and place.type not in ("posts", "drafts"):
            return f"the collection {place.type} makes no pages (output: false)"
        if place.type == "pages" and not place.folders and place.name == "404":
            return "it is the page for addresses that are not there"
        if place.type == "pages" and not place.folders and is_about_the_source(found.path.name):
            return "it tells of the source, not to readers"
        return ""

    def _is_machinery(self, found: Found, report: Report) -> bool:
        """Whether a page is a term's, which is taken up, or stands in for another."""
        problems: list[Problem] = []
        document = read_file(found, problems.append)
        if document is None:
            return False  # said when its turn comes
        layout = text_of(document.fields.get("layout", ""))
        if layout == "moved" and "moved_to" in document.fields:
            return True
        field, page = (text_of(document.fields.get(key, "")) for key in ("taxonomy", "term"))
        if layout == "taxonomy" and field:
            return True
        if layout != "term" or not field or not page:
            return False
        own = mapping_of(document.fields.get(KEY, ""))
        description = to_canonical(kramdown_to_html(document.body, report), base=self.site.url)
        self.taxonomies.declare(field, page, text(document.fields.get("title", "")), description, own)
        return True

    def _declare_data(self, terms: dict[str, Value]) -> None:
        for field, pages in terms.items():
            for page, about in mapping_of(pages).items():
                facts = mapping_of(about)
                own: dict[str, Value] = {key: facts[key] for key in ("parent", "description") if key in facts}
                self.taxonomies.declare(field, page, text(facts.get("title", "")), "", own)
        for page, about in mapping_of(self.library.read("authors")).items():
            name = text_of(mapping_of(about).get("name", "")) or text_of(mapping_of(about).get("display_name", ""))
            self.taxonomies.declare(AUTHORS, page, name or page, "", {})

    def _restored(self, place: FilePlace, document: Document, report: Report) -> Post:
        summary = unescape(text(document.fields.get("excerpt", "")))
        return self.restorer.post_of(document, kind_of(place), summary, report)

    def _foreign(self, found: Found, place: FilePlace, document: Document, report: Report) -> Post:
        fields = dict(document.fields)
        family = family_of(fields)
        categories = [*place.folders] if place.type in ("posts", "drafts") else []
        categories += _words(fields.pop("categories", ""), fields.pop("category", ""))
        tags = _words(fields.pop("tags", "") or fields.pop("tags_input", ""), fields.pop("tag", ""))
        terms = self.taxonomies.terms_of({"categories": list[Value](categories), "tags": list[Value](tags)})
        names = _authors(fields)
        logins = self.taxonomies.logins_of(names)
        _name_image(fields)
        type_ = text_of(fields.get("type", ""))
        if family is Family.OTHER and type_ not in ("", "post", "page"):  # a word of the theme's
            fields["type"] = kind_of(place)
        permalink, slug = text_of(fields.pop("permalink", "")), text_of(fields.get("slug", ""))
        aliases = texts_of(fields.pop("redirect_from", ""))
        forwards = texts_of(fields.pop("redirect_to", ""))
        naive = not self.configuration.is_hexo and _NAIVE.fullmatch(text_of(fields.get("date", "")))
        if naive:
            fields["date"] = f"{naive[0]} +0000"
        post = self.archive.post_of(Document(fields, document.body), found.name, frontmatter_place(place), report)
        date = self._shown(post.date) if naive else post.date
        if "title" not in fields and place.type != "pages":
            post = _titled(post, place)
        if place.type != "pages" and not self.configuration.shows_future:
            post = waiting(post, post.date, self.hour)
        if place.type == "posts" and not place.date and self.configuration.dates_in_names:
            post = hidden(post, "its name does not begin with a date", report)
        if place.type not in ("posts", "drafts") and post.kind == "post" and family is Family.OTHER:
            post = replace(post, kind=kind_of(place))
        if permalink.startswith(("http://", "https://")):  # an exporter's: the address in the old blog
            url = permalink
        elif self.configuration.is_hexo and place.type in ("posts", "drafts") and not permalink:
            url = address_in_hexo(place, document.fields, self._of_the_site(date), self.configuration)
        else:
            url = address_of(place, permalink, slug, categories, self._of_the_site(date), self.configuration)
        if post.status is Status.DRAFT and date is None and is_placed_by_date(place, permalink, self.configuration):
            url = ""  # it gets one when it gets a date
        path = parts_of(url).path.removeprefix(parts_of(self.site.url).path)
        old_slugs, distant = old_slugs_in(aliases, path)
        old_paths, others = old_paths_in(distant, path)
        image = post.image and replace(post.image, url=complete(post.image.url, url or self.site.url))
        return replace(
            post,
            url=url,
            date=date,
            image=image,
            dialect=_dialect(place, document, family),
            terms=(
                *terms,
                *(t for t in post.terms if t.taxonomy == "post_format"),
                *self.taxonomies.co_authors(logins),
            ),
            author=post.author or next(iter(logins), ""),
            old_slugs=old_slugs,
            old_paths=old_paths,
            leads_to=next(iter(forwards), ""),
            meta=(
                *post.meta,
                *([("type", type_)] if "type" in fields and fields["type"] != type_ else []),
                *(("redirect_from", alias) for alias in others),
            ),
        )

    def _of_the_site(self, date: datetime | None) -> datetime | None:
        """A date as the zone that the configuration names has it; addresses are made of that."""
        zone = self.archive.clock.zone if self.site.timezone else None
        return date.astimezone(zone) if date and zone and date.year > 1 else date

    def _shown(self, date: datetime | None) -> datetime | None:
        """A time in UTC, as Jekyll takes those that name no zone, in the zone of the site."""
        if date is None:
            return None
        local = date.astimezone(self.archive.clock.zone).replace(tzinfo=None)
        return self.archive.clock.localise(local)


def _name_image(fields: dict[str, Value]) -> None:
    """Call the picture of a post `image` where its theme has another name for it and nothing bears that one."""
    if any(fields.get(name) for name in ALIASES["image"]):
        return
    header = mapping_of(fields.get("header", ""))
    pictures = [text_of(header.get(key, "")) for key in _IN_A_HEADER]
    if url := next(filter(_PICTURE.fullmatch, pictures), ""):
        caption = kramdown_to_html(text_of(header.get("caption", "")), lambda problem: None).strip()
        fields["image"] = {
            "path": url,
            "alt": text_of(header.get("image_description", "")),
            "caption": caption.removeprefix("<p>").removesuffix("</p>"),
        }
        return
    for name in _PICTURE_FIELDS:
        if _PICTURE.fullmatch(text_of(fields.get(name, ""))):
            fields["image"] = fields.pop(name)
            return


def _words(several: Value, one: Value) -> list[str]:
    """A list of terms; in a text, Jekyll divides them at blanks, and people at commas."""
    if isinstance(several, str) and "," not in several:
        return [*([one] if isinstance(one, str) and one else texts_of(one)), *several.split()]
    return [*([one] if isinstance(one, str) and one else texts_of(one)), *texts_of(several)]


def _authors(fields: dict[str, Value]) -> list[str]:
    """Names of authors, where they are no more than names."""
    value = fields.get("authors") or fields.get("author") or ""
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value)):
        return []
    if "author_login" in fields:
        return []
    names = [value] if isinstance(value, str) else texts_of(value)
    for key in ("author", "authors"):
        fields.pop(key, None)
    return [name for name in names if name]


def _titled(post: Post, place: FilePlace) -> Post:
    """A post without a title, which Jekyll calls by the name of its file."""
    title = " ".join(word.capitalize() for word in place.name.split("-") if word)
    return replace(post, title=title, title_html=escape(title, quote=False))


def _dialect(place: FilePlace, document: Document, family: Family) -> Dialect:
    if family is not Family.OTHER:
        return dialect_of(document.body, family, is_html=place.suffix in (".html", ".htm"))
    return "html" if place.suffix in (".html", ".htm") else "markdown"
