"""Posts become a Jekyll site: posts, pages, terms, authors and comments, and a starter where there is no site yet."""

import html
import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown, Sight
from converters.formats import Written
from converters.index import Table
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers.destination import Destination, SiteKept
from writers.fields import (
    Undated,
    comments_name,
    description_of,
    image_fields,
    is_public,
    summary_of,
    whole_minutes,
    wordpress_fields,
)
from writers.jekyll.configuration import as_yaml
from writers.jekyll.content import UNDATED, Content, content_of
from writers.jekyll.media import JEKYLL_LAYOUT
from writers.jekyll.site import CONFIGURATION, put_data, put_redirects, put_starter, put_terms
from writers.markdown_site import MarkdownSite
from writers.media.places import Layout
from writers.page import FrontMatterValue, Page, in_utf8, label_of, write_pages
from writers.redirects.site import HELP, OLD_SLUGS, put_redirects_file
from writers.redirects.syntaxes import SYNTAXES
from writers.site_data import comments_json
from writers.site_proof.looking import sight_of_jekyll
from writers.terms import AUTHORS

CONFIGURATIONS = ("_config.yml", "_config.yaml", "_config.toml")
"""What makes a folder a Jekyll site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledPage(Problem):
    """A page is scheduled, and Jekyll waits for the date of posts alone."""

    code = "scheduled-page"
    severity = Severity.NOTE
    text = "Jekyll does not wait for the date of a page: take `published: false` out of it when the day has come"


@dataclass(frozen=True, slots=True, kw_only=True)
class JekyllWriter(MarkdownSite):
    """Writes a site for Jekyll 4, without plugins."""

    layout: ClassVar[Layout] = JEKYLL_LAYOUT
    flavor: ClassVar[str] = "jekyll"
    own_redirects: ClassVar[str] = "jekyll-redirect-from"

    redirects: str = option(OLD_SLUGS, help=HELP, choices=(OLD_SLUGS, *(s for s in SYNTAXES if s != "hugo-aliases")))
    feeds: bool = option(False, help="Write feeds (RSS, Atom, JSON Feed) into feeds/, with the ids readers know.")

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as a file, with its comments as a file of `_data/`."""
        content = content_of(site)
        if problem := content.addresses.conflict_of(post):
            report(problem)
        if post.date is None and post.kind == "post" and is_public(post):
            report(Undated(consequence=f"it stands at the end of the blog, under {UNDATED}"))
        if _is_waiting_page(post):
            report(ScheduledPage())
        aliases = self.former(post, site)
        comments = in_utf8(map(as_yaml, comments_json(post, self.local(content.links.link), report)))
        data = PurePosixPath("_data", "comments", f"{comments_name(post)}.json")
        text, rest = self.written(self._fields(post, content, aliases, report), post, content, report)
        return Page(
            key=post.key,
            label=label_of(post),
            path=content.path_of(post),
            text=text,
            rest=rest,
            data=((data, comments),) if comments else (),
            aliases=tuple(aliases),
            address=content.addresses.base + content.addresses.path_of(post),
            feed=self.feed_entry(post, site, content),
        )

    def plan(self, site: Site) -> Content:
        """The plan of a Jekyll site."""
        return content_of(site)

    def expected(self, post: Post, site: Site) -> Shown:
        """What Jekyll is to show of the post: of a page that waits for its day, nothing yet."""
        shown = MarkdownSite.expected(self, post, site)
        return replace(shown, fields={**shown.fields, "status": ("draft",)}) if _is_waiting_page(post) else shown

    def read_back(
        self, destination: Path, site: Site, report: Report, *, in_process: bool
    ) -> AbstractContextManager[Sight]:
        """The pages as Jekyll builds them, where it is installed; else rendered in process."""
        return sight_of_jekyll(destination, site.url, content_of(site).addresses.base, report, in_process=in_process)

    def fill(self, folder: Destination, rendered: Iterable[Page], site: Site, report: Report) -> Iterator[Written]:
        """Put pages, terms, data and, where there is no site yet, a starter into a folder."""
        content = content_of(site)
        is_ours = not folder.has(*CONFIGURATIONS) or folder.is_ours(CONFIGURATION)
        noted: Table[str] = Table()
        aliases: Table[str] = Table()
        written: Table[int] = Table()
        labels: set[str] = set()
        feeds = self.feeds_beside(site, report)
        pages = _noting_aliases(rendered, noted)
        for receipt in write_pages(feeds.noting(pages) if feeds else pages, folder, report):
            written[receipt.key] = 1
            labels.add(PurePosixPath(receipt.path).parts[0].removeprefix("_"))
            if receipt.key in noted:
                aliases[receipt.key] = noted.pop(receipt.key)
            yield receipt
        collections = [label for label in content.collections.values() if label in labels]
        if is_ours:
            put_starter(folder, site, content, collections)
        else:
            report(_site_kept(folder, collections))
        if feeds:
            feeds.put(folder)
        link = self.local(content.links.link)
        put_data(folder, site, content, written, link)
        if folder.has("_layouts/term.html"):
            put_terms(folder, content, link)
        if folder.has("_layouts/moved.html"):
            put_redirects(folder, site, content, aliases)
        if self.redirects not in (OLD_SLUGS, self.own_redirects):
            root = PurePosixPath()
            put_redirects_file(folder, self.redirects, site, content, written, report, published=root)

    def _fields(self, post: Post, content: Content, aliases: list[str], report: Report) -> dict[str, FrontMatterValue]:
        fields: dict[str, FrontMatterValue] = {"layout": "page" if post.kind == "page" else "post", "title": post.title}
        if post.date is not None and not post.floating:
            fields["date"] = _date(post.date)
        elif post.kind == "post" and is_public(post):
            fields["date"] = f"{UNDATED} 00:00:00 +0000"
        if post.modified is not None:
            fields["last_modified_at"] = _date(post.modified)
        if not _may_be_shown(post):
            fields["published"] = False
        fields["permalink"] = content.addresses.path_of(post)
        fields |= {"redirect_from": aliases} if aliases else {}
        terms = content.terms.slugs_of(post)
        fields |= {"author": authors[0]} if (authors := terms.get(AUTHORS)) else {}
        fields |= terms
        if post.sticky:
            fields |= {"sticky": True, "pin": True}
        if image := image_fields(post, self.gathered.path):
            fields["image"] = image
        if summary := summary_of(post):
            fields["excerpt"] = html.escape(summary, quote=False)  # Jekyll's layouts print it as HTML
        if description := description_of(post):
            fields["description"] = description
        fields["render_with_liquid"] = False
        undated = post.date is None and "date" in fields
        saved = {"saved": _date(post.date)} if post.date is not None and post.floating else {}
        fields["wordpress"] = {**wordpress_fields(post, content.terms, report), **saved} | (
            {"undated": True} if undated else {}
        )
        return fields


def _date(date: datetime) -> str:
    """`2020-01-02 03:04:05 +0200`."""
    text = whole_minutes(date).isoformat(" ", "seconds")
    return f"{text[:19]} {text[19:].replace(':', '')}"


def _is_waiting_page(post: Post) -> bool:
    """Whether it is a page with a day to come, for which Jekyll does not wait."""
    return post.kind == "page" and post.status is Status.SCHEDULED


def _may_be_shown(post: Post) -> bool:
    """Whether its place alone decides if it is shown: `_drafts` hides posts, and Jekyll waits for a date of theirs.

    What is not even a draft, such as a private post, is hidden twice.
    """
    if post.kind == "page":
        return is_public(post) and not _is_waiting_page(post)
    return is_public(post) or (post.kind == "post" and post.status is Status.DRAFT and not post.protected)


def _noting_aliases(pages: Iterable[Page], aliases: Table[str]) -> Iterator[Page]:
    for page in pages:
        if page.aliases:
            aliases[page.key] = json.dumps(page.aliases)
        yield page


def _site_kept(folder: Destination, collections: list[str]) -> SiteKept:
    wanted = ", ".join(f"{label}: {{output: true}}" for label in collections)
    needs = (
        'strict_front_matter: true, excerpt_separator: "<!--more-->", kramdown: {input: GFM}'
        + (f", collections: {{{wanted}}}" if wanted else "")
        + ", and for former addresses the plugin jekyll-redirect-from"
    )
    return SiteKept(folder=str(folder.folder), generator="Jekyll", needs=needs)
