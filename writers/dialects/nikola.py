"""Posts become a site for Nikola: HTML as it is, with its metadata in a file beside it.

Nikola's compiler of HTML passes a body on as it is, but for shortcodes. It looks for metadata in whatever it reads as
HTML, too, and one of them names programs to run (`filters`): in a file of its own no title can be read as HTML.
Nikola writes every page anew, by a parser of HTML 4 that drops spaces between elements, builds drafts, and has neither
taxonomies of one's own nor the old addresses of terms: a plugin of the starter writes the pages instead.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown
from converters.post import Post, Site
from converters.problem import Report
from writers.dialects.files import FileSaid, read_text, said_of, terms_named, with_data
from writers.dialects.plan import Plan
from writers.dialects.writer import UNDATED, DialectWriter
from writers.fields import is_public
from writers.links import relinked
from writers.markdown.raw import Link
from writers.media.places import Layout
from writers.page import FrontMatterValue, Page, in_utf8, without_forbidden

RESERVED: Mapping[str, None] = dict.fromkeys(
    ["/404.html", "/feed.xml", "/rss.xml", "/sitemap.xml", "/robots.txt", "/style.css", "/assets/"]
)
"""Addresses that Nikola or the starter needs for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NikolaWriter(DialectWriter):
    """Writes a site for Nikola 8.3."""

    layout: ClassVar[Layout] = Layout(folder="files")
    generator: ClassVar[str] = "Nikola"
    configurations: ClassVar[tuple[str, ...]] = ("conf.py",)
    starter: ClassVar[str] = "nikola"
    needs: ClassVar[str] = (
        'POSTS = (("content/posts/*.html", "", "post.tmpl"),), PAGES with the other folders of content in the same '
        "way, PRETTY_URLS = True, COPY_SOURCES = False and DEPLOY_DRAFTS = False"
    )
    reserved: ClassVar[Mapping[str, None]] = RESERVED
    content: ClassVar[PurePosixPath] = PurePosixPath("content")
    suffix: ClassVar[str] = ".html"
    nested: ClassVar[bool] = False
    unread: ClassVar[PurePosixPath] = PurePosixPath("unpublished")
    data: ClassVar[PurePosixPath] = PurePosixPath("data")
    keeps_html: ClassVar[bool] = True

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as two files."""
        page = DialectWriter.render(self, post, site, report)
        metadata, _, body = page.text.partition("\n\n")
        beside = (page.path.with_suffix(".meta"), in_utf8([metadata, "\n"]))
        return replace(page, text=body, data=(beside, *page.data))

    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """Metadata, an empty line, and the body. Nikola has no post without a title."""
        address = plan.addresses.path_of(post)
        terms = plan.terms.slugs_of(post)
        slug = address.strip("/").removesuffix(".html")
        said: dict[str, str] = {"title": post.title.strip() or _UNTITLED, "slug": slug}
        if post.kind == "post" or "date" in fields:
            said["date"] = str(fields.get("date", UNDATED))
        said |= {"updated": str(fields["updated"])} if "updated" in fields else {}
        said |= {"status": "draft"} if not is_public(post) else {}
        said["pretty_url"] = str(address.endswith("/"))
        said["tags"] = ", ".join(terms.get("tags", []))
        said["category"] = _category(plan, next(iter(terms.get("categories", [])), ""))
        said |= {name: str(fields[name]) for name in ("summary", "description") if name in fields}
        said["terms"] = " ".join(f"{field}/{slug}" for field, slugs in terms.items() for slug in slugs)
        said |= {"address": address, "kind": post.kind}
        said |= {"sticky": "yes"} if "sticky" in fields else {}
        said |= {name: json.dumps(fields[name]) for name in ("image", "wordpress") if name in fields}
        lines = (f".. {name}: {_WHITE.sub(' ', value).strip()}" for name, value in said.items() if value)
        body = relinked(post.html, link).replace("{{%", "&#123;{%")  # where a shortcode would begin
        return str(without_forbidden("\n".join(lines) + f"\n\n{body}\n"))

    def said(self, path: Path) -> FileSaid:
        """What the two files of a post say."""
        fields = _metadata(path)
        return replace(
            said_of(with_data(fields)),
            body=read_text(path),
            address=fields.get("address", ""),
            hidden=fields.get("status") == "draft",
            terms=terms_named(fields.get("terms", "")),
        )

    def files_of(self, path: Path) -> Mapping[str, bytes]:
        """The two files of a post, with nothing that Nikola would run: no filters, no shortcodes."""
        if "{{%" in read_text(path):
            return {}
        lines = "".join(f".. {name}: {value}\n" for name, value in _metadata(path).items() if name in _SAID)
        beside = {path.with_suffix(".meta").name: lines.encode()}
        return {**DialectWriter.files_of(self, path), **beside}

    def expected(self, post: Post, site: Site) -> Shown:
        """What Nikola is to show of the post: none is without a title."""
        shown = DialectWriter.expected(self, post, site)
        return replace(shown, fields={**shown.fields, "title": shown.fields["title"] or (_UNTITLED,)})

    def configuration(self, template: str, about: Mapping[str, str], plan: Plan) -> str:
        """The configuration of a new site, which knows its folders."""
        return template.replace('["pages"]', json.dumps([name for name in plan.sections.values() if name != "posts"]))


_SAID = frozenset(
    [
        "title", "slug", "date", "updated", "status", "pretty_url", "tags", "category", "summary", "description",
        "terms", "address", "kind", "sticky", "image", "wordpress",
    ]
)  # fmt: skip
"""The metadata that a post has."""
_UNTITLED = "Untitled"
_WHITE = re.compile(r"\s+")
_METADATA = re.compile(r"\.\. ([a-z_]+): (.*)")


def _metadata(path: Path) -> dict[str, str]:
    """What stands in the file beside that of a body."""
    lines = read_text(path.with_suffix(".meta")).splitlines()
    return {found[1]: found[2] for line in lines if (found := _METADATA.fullmatch(line))}


def _category(plan: Plan, slug: str) -> str:
    """A category below its parents, as Nikola writes a hierarchy; nobody is above himself."""
    path: list[str] = []
    while slug and slug not in path:
        path.insert(0, slug)
        term = plan.term_of("categories", slug)
        slug = term.parent if term else ""
    return "/".join(path)
