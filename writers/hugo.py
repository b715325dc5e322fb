"""Posts become a Hugo site: content, terms, authors and comments, and a starter where there is no site yet."""

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import ClassVar

from converters.canonical import to_canonical
from converters.formats import Written
from converters.post import Post, Site
from converters.problem import NOWHERE, Report
from writers.destination import Destination, SiteKept
from writers.fields import (
    Undated,
    comments_json,
    comments_name,
    description_of,
    image_fields,
    is_public,
    menus_json,
    old_addresses,
    summary_of,
    whole_minutes,
    wordpress_fields,
)
from writers.hugo_config import config_of
from writers.hugo_content import Content, content_of
from writers.markdown import FLAVORS, to_markdown
from writers.media.choice import MediaChoice
from writers.media.data import media_json
from writers.media.places import Layout
from writers.page import FrontMatterValue, Page, label_of, page_text, write_pages
from writers.terms import AUTHORS, TermPage

CONFIGURATIONS = (
    *(f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")),
    "config",
)
"""What makes a folder a Hugo site."""

_OURS = PurePosixPath("hugo.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class HugoWriter(MediaChoice):
    """Writes a site for Hugo 0.111 and later."""

    layout: ClassVar[Layout] = Layout(folder="static")

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as a file of `content/`, with its comments as a file of `data/`."""
        content = content_of(site)
        if problem := content.addresses.conflict_of(post):
            report(problem)
        if post.date is None and is_public(post):
            report(Undated(consequence="Hugo lists it after all others"))
        aliases = old_addresses(post, content.terms) if is_public(post) else []
        comments = comments_json(post, self.local(content.links.link))
        return Page(
            key=post.key,
            label=label_of(post),
            path=content.path_of(post),
            text=page_text(
                self._fields(post, content, aliases, report),
                to_markdown(post.html, flavor=FLAVORS["hugo"], link=self.local(content.links.reporting(report))),
            ),
            data=((PurePosixPath("data", "comments", f"{comments_name(post)}.json"), comments),) if comments else (),
            aliases=tuple(aliases),
        )

    def fill(self, folder: Destination, rendered: Iterable[Page], site: Site, report: Report) -> Iterator[Written]:
        """Put pages, terms, menus and, where there is no site yet, a starter into a folder."""
        content = content_of(site)
        _begin(folder, site, content, report)
        link = self.local(content.links.link)
        sections: set[str] = set()
        keys: set[str] = set()
        for written in write_pages(rendered, folder, report):
            sections.add(PurePosixPath(written.path).parts[1])
            keys.add(written.key)
            yield written
        for page in content.terms.pages:
            folder.put(
                PurePosixPath("content", page.field, page.slug, "_index.md"), _term_text(page, content, link), NOWHERE
            )
        for name in (*content.terms.fields.values(), AUTHORS, *sorted(sections)):
            if content.lists[name] != f"/{name}/":  # a post has that address, and Hugo would write both to one file
                fields = {"title": name.capitalize(), "url": content.lists[name]}
                folder.put_unless_edited(PurePosixPath("content", name, "_index.md"), page_text(fields, ""))
        if menus := menus_json(site, link):
            folder.put(PurePosixPath("data", "menus.json"), menus, NOWHERE)
        if media := media_json(site, keys, link):
            folder.put(PurePosixPath("data", "media.json"), media, NOWHERE)

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
        fields["wordpress"] = wordpress_fields(post, report)
        return fields


def _begin(folder: Destination, site: Site, content: Content, report: Report) -> None:
    """Put the starter where there is no site yet, or where it is still ours."""
    if folder.has(*CONFIGURATIONS) and not folder.is_ours(_OURS):
        taxonomies = ", ".join([*content.terms.fields.values(), AUTHORS])
        needs = f"markup.goldmark.renderer.unsafe = true and the taxonomies {taxonomies}"
        report(SiteKept(folder=str(folder.folder), generator="Hugo", needs=needs))
        return
    for path, text in _starter(files("writers").joinpath("starter", "hugo"), PurePosixPath()):
        folder.put_unless_edited(path, config_of(text, site, content.terms) if path == _OURS else text)


def _starter(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _starter(each, path / each.name)
        else:
            yield path / each.name, each.read_text(encoding="utf-8")


def _term_text(page: TermPage, content: Content, link: Callable[[str], str]) -> str:
    about: dict[str, FrontMatterValue] = {"id": page.id} if page.id is not None else {}
    about |= {"parent": page.parent} if page.parent else {}
    about |= {"children": list(page.children)} if page.children else {}
    fields: dict[str, FrontMatterValue] = {"title": page.title, "url": page.address}
    fields |= {"aliases": [page.alias]} if page.alias else {}
    fields |= {"wordpress": about} if about else {}
    description = to_canonical(page.description, base=content.addresses.site.url)
    return page_text(fields, to_markdown(description, flavor=FLAVORS["hugo"], link=link))
