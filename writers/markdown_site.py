"""What the sites of Hugo and Jekyll have in common: Markdown bodies, former addresses in front matter, feeds beside."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from converters.canonical import LONG
from converters.options import option
from converters.post import Post, Site
from converters.problem import Report
from writers.fields import is_public, old_addresses
from writers.markdown import FLAVORS, to_markdown, to_markdown_pieces
from writers.page import FrontMatter, long_page_text, page_text
from writers.redirects.plan import Content
from writers.redirects.site import OLD_SLUGS, former_addresses, report_unkept
from writers.site_proof.site_writer import SiteWriter

if TYPE_CHECKING:  # feeds take as long to get ready as all the rest of a site, and few sites have any
    from writers.feed.beside import SiteFeeds
    from writers.feed.entry import FeedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownSite(SiteWriter):
    """A writer of a site whose generator renders Markdown and reads in front matter where a page stood before."""

    flavor: ClassVar[str]
    """The Markdown that the generator reads."""
    own_redirects: ClassVar[str]
    """The syntax of redirects that is front matter of this generator."""

    redirects: str
    feeds: bool
    prove: bool = option(False, help="Render every body, and keep as HTML the blocks that Markdown would change.")

    def written(self, fields: FrontMatter, post: Post, plan: Content, report: Report) -> tuple[str, bytes]:
        """The text and the rest of a page: front matter, and the body as Markdown that leads to the new addresses."""
        report_unkept(post, self.redirects, report)
        flavor, link = FLAVORS[self.flavor], self.local(plan.links.reporting(report))
        if self.prove:
            from writers.markdown.proving import to_proven_markdown

            return page_text(fields, to_proven_markdown(post.html, flavor=flavor, link=link, report=report)), b""
        if len(post.html) > LONG:
            return long_page_text(fields, to_markdown_pieces(post.html, flavor=flavor, link=link))
        return page_text(fields, to_markdown(post.html, flavor=flavor, link=link)), b""

    def former(self, post: Post, site: Site) -> list[str]:
        """The former addresses that lead to the page of a post."""
        if not is_public(post) or self.redirects not in (OLD_SLUGS, self.own_redirects):
            return []
        plan = self.plan(site)
        aliases = old_addresses(post, plan.terms)
        if self.redirects == self.own_redirects:
            aliases += former_addresses(site, plan).get(plan.addresses.path_of(post), [])
        return list(dict.fromkeys(aliases))

    def feed_entry(self, post: Post, site: Site, plan: Content) -> "FeedEntry | None":
        """The post as the feeds beside the site say it, where they are wanted."""
        if not self.feeds:
            return None
        from writers.feed.beside import entry_beside

        return entry_beside(post, site, plan.links.link)

    def feeds_beside(self, site: Site, report: Report) -> "SiteFeeds | None":
        """The feeds of the site, where they are wanted, before the first of its pages."""
        if not self.feeds:
            return None
        from writers.feed.beside import SiteFeeds

        return SiteFeeds(site, report)
