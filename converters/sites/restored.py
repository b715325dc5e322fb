"""What portpress's own writers keep under `wordpress:` of a page, back in the model: a site of ours → its posts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

from converters.frontmatter.dates import Clock
from converters.frontmatter.document import Document
from converters.frontmatter.fields import texts_of, truth_of
from converters.frontmatter.former import name_in, old_paths_in, old_slugs_in
from converters.frontmatter.paths import decode_slug
from converters.frontmatter.yaml import Value
from converters.post import Media, Post, Site, Status, Term
from converters.problem import Report
from converters.sites.data import mapping_of
from converters.sites.taxonomies import AUTHORS, Taxonomies
from converters.sites.values import flat, number_of, text

KEY = "wordpress"
"""The field that holds what only the old blog had a use for."""

_WORDS = {
    Status.PUBLISHED: "publish",
    Status.SCHEDULED: "future",
    Status.DRAFT: "draft",
    Status.PENDING: "pending",
    Status.PRIVATE: "private",
    Status.TRASHED: "trash",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a generator calls the fields that all of them have."""

    url: str
    modified: str
    aliases: str


def is_ours(document: Document) -> bool:
    """Whether one of portpress's writers wrote a page."""
    return "key" in mapping_of(document.fields.get(KEY, ""))


@dataclass(frozen=True, slots=True)
class Restorer:
    """Makes posts of pages of ours."""

    names: Names
    taxonomies: Taxonomies
    site: Site
    clock: Clock
    formats: Mapping[str, Term]
    """The terms of post formats by the format."""
    translations: Mapping[tuple[str, str], Term]
    """The groups by which plugins pair translations, by taxonomy and slug."""

    def post_of(self, document: Document, kind: str, summary: str, report: Report) -> Post:
        """The post of a page, without its comments: `kind` as its folder has it, `summary` as plain text."""
        fields, own = document.fields, mapping_of(document.fields[KEY])
        status = _status(own)
        title = text(fields.get("title", ""))
        address = text(fields.get(self.names.url, ""))
        logins = self.taxonomies.logins_of(texts_of(fields.get(AUTHORS, "")))
        meta = tuple(pair for key, value in mapping_of(own.get("postmeta", "")).items() for pair in flat(key, value))
        siblings, distant = old_slugs_in(texts_of(fields.get(self.names.aliases, "")), address)
        image = number_of(own.get("image", ""))
        terms = (*self.taxonomies.terms_of(fields), *self.taxonomies.co_authors(logins))
        return Post(
            key=text(own["key"]),
            id=number_of(own.get("id", "")),
            kind=text(own.get("type", "")) or kind,
            status=status,
            slug=text(own["slug"]) if "slug" in own else name_in(address),
            title=title,
            url=text(own["url"]) if "url" in own else self.site.url + address,
            date=self._date(fields, own, report),
            parent=number_of(own.get("parent", "")),
            protected=_says(own, "protected"),
            raw=document.body,
            dialect="markdown",
            excerpt=text(own["excerpt"]) if "excerpt" in own else summary,
            title_html=text(own["title"]) if "title" in own else escape(title, quote=False),
            status_word=text(own.get("status_word", "")) or _WORDS.get(status, text(own.get("status", ""))),
            author=text(own["author"]) if "author" in own else next(iter(logins), ""),
            modified=self.clock.read(
                self.names.modified, text(fields.get(self.names.modified, "")), "", report
            ),
            floating=_says(own, "floating"),
            guid=text(own.get("guid", "")),
            terms=(*terms, *_format(text(own.get("format", "")), self.formats), *self._translations(own)),
            meta=meta,
            comments_open=_says(own, "comments_open"),
            pings_open=_says(own, "pings_open"),
            sticky=_says(own, "sticky"),
            order=_order(text(own.get("order", ""))),
            template=text(own.get("template", "")),
            image=self.site.media.get(image or 0) or _image(fields),
            old_paths=tuple(dict.fromkeys([*texts_of(own.get("old_paths", "")), *old_paths_in(distant, address)[0]])),
            leads_to=text(own.get("leads_to", "")),
            old_slugs=tuple(decode_slug(value) for key, value in meta if key == "_wp_old_slug" and value)
            or siblings,
            attachment_url=text(own.get("file", "")),
        )  # fmt: skip

    def _translations(self, own: Mapping[str, Value]) -> Iterator[Term]:
        for taxonomy, slugs in mapping_of(own.get("translations", "")).items():
            for slug in texts_of(slugs):
                usual = Term(taxonomy=taxonomy, slug=slug, name=slug)
                yield self.translations.get((taxonomy, slug), usual)

    def _date(self, fields: Mapping[str, Value], own: Mapping[str, Value], report: Report) -> datetime | None:
        if _says(own, "undated"):
            return None
        return self.clock.read("date", text(own.get("saved", "")) or text(fields.get("date", "")), "", report)


def _format(name: str, formats: Mapping[str, Term]) -> tuple[Term, ...]:
    """The term that says the format of a post."""
    usual = Term(taxonomy="post_format", slug=f"post-format-{name}", name=name.capitalize())
    return (formats.get(name, usual),) if name else ()


def _says(own: Mapping[str, Value], key: str) -> bool:
    return truth_of(own.get(key, "")) is True


def _status(own: Mapping[str, Value]) -> Status:
    word = text(own.get("status", "")) or Status.PUBLISHED.value
    return next((status for status in Status if status.value == word), Status.OTHER)


def _order(value: str) -> int:
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0


def _image(fields: Mapping[str, Value]) -> Media | None:
    about = mapping_of(fields.get("image", ""))
    if not about.get("path"):
        return None
    return Media(
        url=text(about["path"]),
        alt=text(about.get("alt", "")),
        caption=text(about.get("caption", "")),
        width=number_of(about.get("width", "")) or 0,
        height=number_of(about.get("height", "")) or 0,
    )
