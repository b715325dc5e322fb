"""Posts become a site for Eleventy: Markdown that nothing but Markdown reads, and Nunjucks for what surrounds it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown
from converters.frontmatter.fields import text_of, truth_of
from converters.markdown import markdown_it_to_html
from converters.post import Post, Site, Status
from converters.problem import Report
from writers.dialects.files import FileSaid, front_matter_of, read_text, said_of, terms_in
from writers.dialects.plan import Plan
from writers.dialects.writer import DialectWriter, without
from writers.fields import is_public
from writers.markdown import Flavor, to_markdown
from writers.markdown.raw import Link
from writers.media.places import Layout
from writers.page import FrontMatterValue, page_text

RESERVED: Mapping[str, None] = dict.fromkeys(["/404.html", "/feed.xml", "/sitemap.xml", "/robots.txt", "/style.css"])
"""Addresses that the starter, or a plugin that people are likely to have, needs for itself."""

MARKDOWN_IT = Flavor(name="markdown-it", footnotes=False, escapes_in_alt=False, links_bare_urls=False)
"""What Eleventy reads Markdown with, as Eleventy sets it: with HTML, and without the rest that it could do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EleventyWriter(DialectWriter):
    """Writes a site for Eleventy 3."""

    layout: ClassVar[Layout] = Layout(folder="public")
    generator: ClassVar[str] = "Eleventy"
    configurations: ClassVar[tuple[str, ...]] = (
        "eleventy.config.mjs", "eleventy.config.js", "eleventy.config.cjs", ".eleventy.js",
    )  # fmt: skip
    starter: ClassVar[str] = "eleventy"
    build: ClassVar[tuple[str, ...]] = ("--quiet",)
    published: ClassVar[str] = "_site"
    needs: ClassVar[str] = (
        'the input folder "content", the layout "post.njk", a passthrough copy of "public", and a preprocessor that '
        "leaves out what is `scheduled` for later"
    )
    reserved: ClassVar[Mapping[str, None]] = RESERVED
    content: ClassVar[PurePosixPath] = PurePosixPath("content")
    data: ClassVar[PurePosixPath] = PurePosixPath("_data")

    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """The file of a post. Neither Liquid nor Nunjucks reads its body; what strangers may not see has no address."""
        wordpress = fields.pop("wordpress")
        fields = {"layout": "post.njk", **fields, "templateEngineOverride": "md"}
        if is_public(post):
            fields["permalink"] = plan.addresses.path_of(post)
        else:
            fields |= {"permalink": False, "eleventyExcludeFromCollections": True}
        if post.status is Status.SCHEDULED:
            fields["scheduled"] = True
        if terms := plan.terms.slugs_of(post):
            fields["terms"] = dict(terms)
        fields |= {"kind": post.kind, "wordpress": wordpress}
        return page_text(fields, to_markdown(post.html, flavor=MARKDOWN_IT, link=link))

    def rendered(self, body: str) -> str:
        """A body as its Markdown is read."""
        return markdown_it_to_html(body, lambda problem: None)

    def said(self, path: Path) -> FileSaid:
        """What the file of a post says; what has no address is a draft."""
        fields, body = front_matter_of(path)
        address = text_of(fields.get("permalink", ""))
        return replace(
            said_of(fields),
            body=body,
            address=address if address.startswith("/") else "",
            hidden=truth_of(fields.get("permalink", "")) is False,
            terms=terms_in(fields.get("terms", "")),
        )

    def files_of(self, path: Path) -> Mapping[str, bytes]:
        """The file of a post: front matter that is YAML, and a body that is Markdown alone. All else could run."""
        text = read_text(path)
        fields, _ = front_matter_of(path)
        if not text.startswith("---\n") or fields.get("templateEngineOverride") != "md":
            return {}
        return DialectWriter.files_of(self, path)

    def expected(self, post: Post, site: Site) -> Shown:
        """What Eleventy is to show of the post: a draft has no address."""
        shown = DialectWriter.expected(self, post, site)
        return shown if is_public(post) else without(shown, "url")
