"""One document and the place of its file → one Post; and the terms and authors that all of them share."""

import html
import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from converters.frontmatter.comments import read_comments
from converters.frontmatter.dates import Clock, is_date
from converters.frontmatter.dialect import dialect_of
from converters.frontmatter.document import Document
from converters.frontmatter.exporter_marks import with_slashes
from converters.frontmatter.families import Family, family_of
from converters.frontmatter.fields import ALIASES, Fields, flatten, is_empty, plain_title, text_of, texts_of, truth_of
from converters.frontmatter.paths import Place, choose_slug
from converters.frontmatter.status import visibility_of
from converters.frontmatter.terms import Vocabulary, names_in
from converters.post import Author, Media, Post, Status, Term
from converters.problem import Report

_KINDS = frozenset(["post", "page", "attachment"])
_USUAL_LAYOUTS = frozenset(["default", "single", "none"])
_NOT_IN_A_KIND = re.compile(r"[^a-z0-9_-]")
_IMAGE_KEYS = ("url", "src", "path", "image", "feature", "teaser")


@dataclass(slots=True)
class Archive:
    """What the posts of one source share while they are read; reading the same files again changes nothing."""

    clock: Clock
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    authors: dict[str, Author] = field(default_factory=dict)

    def post_of(self, document: Document, key: str, place: Place, report: Report) -> Post:
        """The post of a file. Addresses are still as the file has them, and the page above is not yet known."""
        family = family_of(document.fields)
        body = with_slashes(document.body, report)
        fields = Fields(document.fields)
        title_source = fields.take_text("title")
        date = self._date(fields, "date", report) or self._date_of_file(place, report)
        date = self._date_when_published(fields, date, report)
        dated = any(key in document.fields for name in ("date", "published_on") for key in ALIASES[name])
        kind, template = _kind_of(fields, family, place, dated=date is not None)
        title = plain_title(title_source, escaped=family.escapes)
        seen = visibility_of(fields, title, family=family, kind=kind, in_drafts=place.draft, report=report)
        guid = fields.take_key("guid")
        link = fields.take_text("link") or (guid if guid.startswith(("http://", "https://")) else "")
        commented, comments = read_comments(fields, self.clock, report)
        terms = self._terms(fields, family)
        nested = fields.take("meta")
        if not isinstance(nested, dict):
            fields.keep("meta", nested)
        unsettled = seen.status in (Status.DRAFT, Status.PENDING)
        return Post(
            key=key,
            id=fields.take_number("id"),
            kind=kind,
            status=seen.status,
            slug=choose_slug(fields.take_text("slug"), place, link),
            title=seen.title,
            url=link,
            date=date,
            parent=fields.take_number("parent") or None,
            protected=seen.protected,
            raw=body,
            dialect=dialect_of(body, family, is_html=key.lower().endswith((".html", ".htm"))),
            excerpt=fields.take_text("excerpt"),
            title_html=(title_source if family.escapes else html.escape(title_source, quote=False)).removeprefix(
                title.removesuffix(seen.title)  # “Private: ”, which WordPress shows and does not keep
            ),
            status_word=seen.word,
            author=self._author(fields),
            modified=self._date(fields, "modified", report),
            floating=unsettled and not dated,
            guid=guid,
            terms=terms,
            comments=comments,
            comments_open=fields.take_text("comment_status") == "open" or commented,
            pings_open=fields.take_text("ping_status") == "open",
            password=seen.password,
            sticky=truth_of(fields.take("sticky")) is True,
            order=fields.take_number("order") or 0,
            template=fields.take_text("template") or template,
            image=_image(fields),
            meta=(*fields.rest(), *_nested(nested)),
            origin=key,
        )

    def _date(self, fields: Fields, name: str, report: Report) -> datetime | None:
        value, gmt = fields.take_text(name), fields.take_text(f"{name}_gmt")
        return self.clock.read(name, value or gmt, gmt, report)

    def _date_when_published(self, fields: Fields, known: datetime | None, report: Report) -> datetime | None:
        """The date under the words of other tools, where no other is known; `published` may be one instead of a yes."""
        if known is not None:
            return known
        published = fields.take("published")
        fields.keep(ALIASES["published_on"][0] if is_date(text_of(published)) else "published", published)
        return self.clock.read("published", fields.take_text("published_on"), "", report)

    def _date_of_file(self, place: Place, report: Report) -> datetime | None:
        return self.clock.read("the date in its name", place.date, "", report)

    def _terms(self, fields: Fields, family: Family) -> tuple[Term, ...]:
        filed: list[Term] = []
        for name, taxonomy in (("categories", "category"), ("tags", "post_tag")):
            names = names_in(texts_of(fields.take(name)), escaped=family.escapes_names)
            filed += self.vocabulary.file_under(taxonomy, names)
        post_format = fields.take_text("format").lower()
        if post_format and post_format != "standard":
            slug = f"post-format-{post_format.removeprefix('post-format-')}"
            filed.append(Term(taxonomy="post_format", slug=slug, name=post_format.capitalize()))
        return tuple(filed)

    def _author(self, fields: Fields) -> str:
        """The login of a post's author, who is known to the archive from now on."""
        value = fields.take("author")
        login, email, url = (fields.take_key(f"author_{key}") for key in ("login", "email", "url"))
        about: dict[str, str] = {}
        if isinstance(value, list) and len(value) > 1:
            fields.keep("author", value)
            value = value[0]
        if isinstance(value, dict):
            about = {key: text_of(each) for key, each in value.items()}
        name = about.pop("display_name", "") or about.pop("name", "") or text_of(value)
        login = about.pop("login", "") or login or name or about.get("email", "")
        if not login:
            return ""
        email, url = about.pop("email", "") or email, about.pop("url", "") or url
        author = Author(
            login=login, name=name or login, email=email,
            first_name=about.pop("first_name", ""), last_name=about.pop("last_name", ""),
        )  # fmt: skip
        for key, rest in {"url": url, **about}.items():
            fields.keep(f"author_{key}", rest)
        known = self.authors.setdefault(login, author)
        if email and not known.email:
            self.authors[login] = replace(known, email=email)
        return login


def _kind_of(fields: Fields, family: Family, place: Place, *, dated: bool) -> tuple[str, str]:
    """The kind of a post and the layout chosen by hand, which share the key `layout` in many families."""
    word = _NOT_IN_A_KIND.sub("", fields.take_text("type").lower())
    layout = fields.take_text("layout")
    as_kind = _NOT_IN_A_KIND.sub("", layout.lower())
    names_kind = as_kind in _KINDS or (family.synchronises and bool(as_kind) and place.kind != "post")
    template = "" if names_kind or as_kind == word or as_kind in _USUAL_LAYOUTS else layout
    kind = word or (as_kind if names_kind else "") or place.kind
    return kind or ("post" if dated or place.draft or family.synchronises else "page"), template


def _image(fields: Fields) -> Media | None:
    value = fields.take("image")
    if isinstance(value, dict):
        url = next((text_of(value[key]) for key in _IMAGE_KEYS if not is_empty(value.get(key, ""))), "")
        alt, caption = text_of(value.get("alt", "")), text_of(value.get("caption", ""))
        if not url:
            fields.keep("image", value)
            return None
        return Media(url=url, alt=alt, caption=caption)
    if isinstance(value, list) and len(value) > 1:
        fields.keep("image", value)
    url = text_of(value)
    return Media(url=url) if url else None


def _nested(meta: object) -> list[tuple[str, str]]:
    return [pair for key, value in meta.items() for pair in flatten(key, value)] if isinstance(meta, dict) else []
