"""Posts become a site for Astro: a content collection of Markdown, in which no braces mean anything."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.frontmatter.fields import text_of, truth_of
from converters.markdown import remark_to_html
from converters.post import Post
from converters.problem import Report
from writers.dialects.files import FileSaid, front_matter_of, said_of, terms_in
from writers.dialects.plan import Plan
from writers.dialects.writer import DialectWriter
from writers.markdown import Flavor, to_markdown
from writers.markdown.raw import Link
from writers.media.places import Layout
from writers.page import FrontMatterValue, page_text

RESERVED: Mapping[str, None] = dict.fromkeys(
    ["/404.html", "/404/", "/feed.xml", "/sitemap.xml", "/robots.txt", "/style.css", "/_astro/"]
)
"""Addresses that Astro or the starter needs for itself."""

REMARK = Flavor(name="remark", line_break="<br>", footnotes=False, blank_first_lines=False)
"""GFM, but for footnotes, above which remark puts a heading of its own, and for backslashes that break lines: it
takes one into the link that it makes of an address before it. What cannot be helped: it makes a link of an address in
the text that a no-break space follows, and takes the space into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AstroWriter(DialectWriter):
    """Writes a site for Astro 5 and later."""

    layout: ClassVar[Layout] = Layout(folder="public")
    generator: ClassVar[str] = "Astro"
    configurations: ClassVar[tuple[str, ...]] = (
        "astro.config.mjs", "astro.config.js", "astro.config.ts", "astro.config.cjs", "astro.config.mts",
    )  # fmt: skip
    starter: ClassVar[str] = "astro"
    published: ClassVar[str] = "dist"
    needs: ClassVar[str] = (
        "a collection of src/content, a route that shows each entry at its `permalink` unless it is a `draft` or of a "
        "day to come, and markdown.smartypants = false"
    )
    reserved: ClassVar[Mapping[str, None]] = RESERVED
    content: ClassVar[PurePosixPath] = PurePosixPath("src", "content")
    data: ClassVar[PurePosixPath] = PurePosixPath("src", "data")

    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """The file of a post. Astro shows nothing of a collection by itself: the starter leaves drafts out."""
        wordpress = fields.pop("wordpress")
        fields["permalink"] = plan.addresses.path_of(post)
        if terms := plan.terms.slugs_of(post):
            fields["terms"] = dict(terms)
        fields |= {"kind": post.kind, "wordpress": wordpress}
        return page_text(fields, to_markdown(post.html, flavor=REMARK, link=link))

    def rendered(self, body: str) -> str:
        """A body as its Markdown is read."""
        return remark_to_html(body, lambda problem: None)

    def said(self, path: Path) -> FileSaid:
        """What the file of a post says."""
        fields, body = front_matter_of(path)
        return replace(
            said_of(fields),
            body=body,
            address=text_of(fields.get("permalink", "")),
            hidden=truth_of(fields.get("draft", "")) is True,
            terms=terms_in(fields.get("terms", "")),
        )
