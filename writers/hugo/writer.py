"""Posts become a Hugo site: content, terms, authors and comments, and a starter where there is no site yet."""

import html
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Sight
from converters.canonical import to_canonical
from converters.formats import Written
from converters.index import Table
from converters.options import option
from converters.post import Post, Site
from converters.problem import NOWHERE, Report
from writers.destination import Destination, SiteKept
from writers.fields import (
    Undated,
    comments_name,
    description_of,
    image_fields,
    is_public,
    summary_of,
    term_fields,
    whole_minutes,
    wordpress_fields,
)
from writers.hugo.configuration import config_of, said_by_config
from writers.hugo.content import Content, content_of
from writers.hugo.menus import menus_toml
from writers.markdown import FLAVORS, to_markdown
from writers.markdown.raw import Link
from writers.markdown_site import MarkdownSite
from writers.media.places import Layout
from writers.page import FrontMatterValue, Page, in_utf8, label_of, page_text, write_pages
from writers.redirects.site import HELP, OLD_SLUGS, former_addresses, put_redirects_file
from writers.redirects.syntaxes import SYNTAXES
from writers.site_data import (
    comments_json,
    media_json,
    menus_json,
    menus_of,
    site_json,
)
from writers.site_proof.looking import sight_of_hugo
from writers.starters import starter_files
from writers.terms import AUTHORS, TermPage

CONFIGURATIONS = (
    *(f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")),
    "config",
)
"""What makes a folder a Hugo site."""

_OURS = PurePosixPath("hugo.toml")
_MENUS = PurePosixPath("config", "_default", "menus.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoWriter(MarkdownSite):
    """Writes a site for Hugo 0.111 and later."""

    layout: ClassVar[Layout] = Layout(folder="static")
    flavor: ClassVar[str] = "hugo"
    own_redirects: ClassVar[str] = "hugo-aliases"

    redirects: str = option(
        OLD_SLUGS, help=HELP, choices=(OLD_SLUGS, *(s for s in SYNTAXES if s != "jekyll-redirect-from"))
    )
    feeds: bool = option(False, help="Write feeds (RSS, Atom, JSON Feed) into static/feeds, with the ids readers know.")

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as a file of `content/`, with its comments as a file of `data/`."""
        content = content_of(site)
        if problem := content.addresses.conflict_of(post):
            report(problem)
        if post.date is None and is_public(post):
            report(Undated(consequence="Hugo lists it after all others"))
        aliases = self.former(post, site)
        comments = in_utf8(comments_json(post, self.local(content.links.link), report))
        text, rest = self.written(self._fields(post, content, aliases, report), post, content, report)
        return Page(
            key=post.key,
            label=label_of(post),
            path=content.path_of(post),
            text=text,
            rest=rest,
            data=((PurePosixPath("data", "comments", f"{comments_name(post)}.json"), comments),) if comments else (),
            aliases=tuple(aliases),
            address=content.addresses.base + content.addresses.path_of(post),
            feed=self.feed_entry(post, site, content),
        )

    def fairness(self) -> Mapping[str, bool]:
        """What Hugo does to every body."""
        return {"takes_more": True, "captions_as_alt": True}

    def plan(self, site: Site) -> Content:
        """The plan of a Hugo site."""
        return content_of(site)

    def read_back(
        self, destination: Path, site: Site, report: Report, *, in_process: bool
    ) -> AbstractContextManager[Sight]:
        """The pages as Hugo builds them, where it is installed; else rendered in process."""
        base = content_of(site).addresses.base
        return sight_of_hugo(destination, site.url, base, self.layout.folder, report, in_process=in_process)

    def fill(self, folder: Destination, rendered: Iterable[Page], site: Site, report: Report) -> Iterator[Written]:
        """Put pages, terms, menus and, where there is no site yet, a starter into a folder."""
        content = content_of(site)
        is_ours = _begin(folder, site, content, report)
        link = self.local(content.links.link)
        sections: set[str] = set()
        feeds = self.feeds_beside(site, report)
        keys: Table[int] = Table()
        for written in write_pages(feeds.noting(rendered) if feeds else rendered, folder, report):
            sections.add(PurePosixPath(written.path).parts[1])
            if self.redirects not in (OLD_SLUGS, self.own_redirects):
                keys.add(written.key, 1)
            yield written
        former = former_addresses(site, content) if self.redirects == self.own_redirects else {}
        for page in content.terms.pages():
            path = PurePosixPath("content", page.field, page.slug, "_index.md")
            folder.put(path, _term_text(page, content, former.get(page.address, []), link), NOWHERE)
        for name in (*content.terms.fields.values(), AUTHORS, *sorted(sections)):
            address, aliases = content.lists[name], former.get(content.lists[name], [])
            if address != f"/{name}/" or aliases:  # a post has that address, and Hugo would write both to one file
                fields: dict[str, FrontMatterValue] = {"title": name.capitalize(), "url": address}
                fields |= {"aliases": aliases} if aliases else {}
                folder.put_unless_edited(PurePosixPath("content", name, "_index.md"), page_text(fields, ""))
        if self.redirects not in (OLD_SLUGS, self.own_redirects):
            static = PurePosixPath("static")
            put_redirects_file(folder, self.redirects, site, content, keys, report, published=static)
        if feeds:
            feeds.put(folder, "static")
        if menus := menus_json(site, link):
            folder.put(PurePosixPath("data", "menus.json"), menus, NOWHERE)
            if is_ours:
                folder.put_unless_edited(_MENUS, menus_toml(menus_of(site, link), base=content.addresses.base))
        if media := media_json(site, link):
            folder.put_pieces(PurePosixPath("data", "media.json"), media, NOWHERE)
        if about := site_json(site, link, **said_by_config(site)):
            folder.put(PurePosixPath("data", "site.json"), about, NOWHERE)

    def _fields(self, post: Post, content: Content, aliases: list[str], report: Report) -> dict[str, FrontMatterValue]:
        fields: dict[str, FrontMatterValue] = {"title": post.title}
        if post.date is not None:
            fields["date"] = whole_minutes(post.date).isoformat()
        if post.modified is not None:
            fields["lastmod"] = whole_minutes(post.modified).isoformat()
        fields["draft"] = not is_public(post)
        fields["url"] = content.addresses.path_of(post)
        fields |= {"aliases": aliases} if aliases else {}
        fields |= content.terms.slugs_of(post)
        if post.sticky:
            fields["weight"] = 1  # every other post has none, and stands below in the order of its date
        if image := image_fields(post, self.gathered.link):
            fields |= {"images": [str(image["path"])], "image": image}
        if summary := summary_of(post):
            fields["summary"] = to_markdown(html.escape(summary), flavor=FLAVORS["hugo"]).strip()
        if description := description_of(post):
            fields["description"] = description
        fields["wordpress"] = wordpress_fields(post, content.terms, report)
        return fields


def _begin(folder: Destination, site: Site, content: Content, report: Report) -> bool:
    """Put the starter where there is no site yet, or where it is still ours; and say whether it is."""
    if folder.has(*CONFIGURATIONS) and not folder.is_ours(_OURS):
        taxonomies = ", ".join([*content.terms.fields.values(), AUTHORS])
        needs = f"markup.goldmark.renderer.unsafe = true and the taxonomies {taxonomies}"
        report(SiteKept(folder=str(folder.folder), generator="Hugo", needs=needs))
        return False
    for path, text in starter_files("hugo"):
        folder.put_unless_edited(path, config_of(text, site, content.terms) if path == _OURS else text)
    return True


def _term_text(page: TermPage, content: Content, former: list[str], link: Link) -> str:
    about = term_fields(page)
    fields: dict[str, FrontMatterValue] = {"title": page.title, "url": page.address}
    aliases = [*([page.alias] if page.alias else []), *former]
    fields |= {"aliases": aliases} if aliases else {}
    fields |= {"wordpress": about} if about else {}
    description = to_canonical(page.description, base=content.addresses.site.url)
    return page_text(fields, to_markdown(description, flavor=FLAVORS["hugo"], link=link))
