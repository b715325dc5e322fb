"""What the writers of sites have in common: each post becomes a page that knows its key, and can be looked at again."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from converters.abilities import Shown
from converters.post import Post, Site
from writers.media.choice import MediaChoice
from writers.redirects.plan import Content
from writers.site_proof.expecting import expected_in_site, with_quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWriter(MediaChoice):
    """A writer of a site of pages; `read_back` is each generator's own."""

    keeps_html: ClassVar[bool] = False
    """Whether bodies are written as the HTML that they are, and not as Markdown."""

    @abstractmethod
    def plan(self, site: Site) -> Content:
        """Where each post and each term has its place. Every post of a site asks for it: the last answer is kept."""

    @abstractmethod
    def former(self, post: Post, site: Site) -> list[str]:
        """The former addresses of a post that have pages of their own: a server that knows them all needs none."""

    def fairness(self) -> Mapping[str, bool]:
        """What the generator does to every body: nothing, unless its writer says otherwise."""
        return {}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """A page has the key of its post."""
        return (post.key,)

    def expected(self, post: Post, site: Site) -> Shown:
        """What the site is to show of the post."""
        plan = self.plan(site)
        shown = expected_in_site(
            post, plan.terms, link=plan.links.link, file=self.gathered.link, aliases=self.former(post, site)
        )
        return shown if self.keeps_html else replace(shown, html=with_quotations(shown.html))
