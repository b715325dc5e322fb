"""The reader of Jekyll sites, made by anybody: posts, pages, collections, configuration, terms, menus and comments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path

from converters.abilities import HeldFile
from converters.frontmatter.dates import Clock, ZoneAssumed, zone_named
from converters.frontmatter.exporter_marks import with_more
from converters.frontmatter.files import find_files
from converters.frontmatter.generators import is_hexo, is_jekyll
from converters.frontmatter.paths import EXTENSIONS
from converters.holdings import by_address, holdings_of
from converters.markdown import goldmark_to_html, kramdown_to_html
from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, Report
from converters.sites.bodies import body_to_html, comments_to_html, image_of, zone_of
from converters.sites.documents import read_entries, read_posts
from converters.sites.jekyll.configuration import (
    configuration_file,
    content_folder,
    read_configuration,
    read_settings,
)
from converters.sites.jekyll.expansion import expand_liquid
from converters.sites.jekyll.held import held_in
from converters.sites.jekyll.menus import menus_of
from converters.sites.jekyll.posts import JekyllContent
from converters.sites.jekyll.sources import JekyllSite, templates_of
from converters.sites.library import Library
from converters.sites.pages import MarkdownSite
from converters.wordpress.body import to_html

GENERATOR = "Jekyll"
_MACHINERY = frozenset(
    ["_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "node_modules", "vendor", "assets"]
)


@dataclass(frozen=True)
class JekyllReader:
    """Reads Jekyll sites: those that portpress wrote, to the same posts, and everybody's."""

    timezone: str = option(
        "", help="Time zone of dates that name none, as an IANA name such as Europe/Paris.", metavar="ZONE"
    )

    def recognises(self, source: Path) -> str | None:
        """`a Jekyll site (_config.yml)`: by its configuration; or one of Hexo's, which is read alike."""
        configured = configuration_file(source)
        generator = "Hexo" if is_hexo(source) else "Jekyll"
        return f"a {generator} site ({configured.name})" if configured and is_jekyll(source) else None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from a first look at every file, and its posts, each read again when its turn comes."""
        configuration = read_configuration(source, report)
        zone = zone_of(self.timezone, configuration.timezone, report)
        folder = content_folder(source)
        library = Library(folder / configuration.data_folder, configuration.data_folder, report)
        site = library.site(
            title=configuration.title,
            url=configuration.url,
            description=configuration.description,
            language=configuration.language,
            timezone=zone,
            generator=GENERATOR,
        )
        settings = read_settings(source, lambda problem: None)
        # The templates of Hexo are Nunjucks.
        templates = None if configuration.is_hexo else templates_of(source, folder, configuration, settings)
        clock = Clock(zone_named(zone) or (None if configuration.is_hexo else UTC))
        content = JekyllContent(configuration, site, clock, library, templates)
        found = list(find_files(folder, report, machinery=_MACHINERY, extensions=EXTENSIONS | configuration.markdown))
        files = content.without_terms(found, report)
        kept, entries = read_entries(files, content.post_of, report, content.is_plain)
        if not entries:
            raise ConversionError(
                f"there is no page in {source}, where no file that Jekyll shows has front matter: give the folder "
                "of the site"
            )
        if clock.assumed:
            report(ZoneAssumed(count=clock.assumed))
        whole = content.whole_site(entries)
        whole = replace(whole, menus=whole.menus or menus_of(library, site.url))
        by_file = {each.name: entry for each, entry in zip(kept, whole.entries, strict=True)}
        made = MarkdownSite.of(
            whole,
            typographic=configuration.typographic,
            hard_wraps=configuration.hard_wraps,
            pages={name: entry.url for name, entry in by_file.items()},
            roots=(configuration.collections_folder,) if configuration.collections_folder else ("",),
            literal=frozenset(entry.key for name, entry in by_file.items() if name in content.literal),
            files=by_address(held_in(folder, configuration, by_file, whole.url)),
        )
        made = JekyllSite.made_of(made, templates=templates, is_hexo=configuration.is_hexo)
        return made, read_posts(kept, made.entries, content.whole_post_of, report, content.is_plain)

    def held_files(self, source: Path, site: Site) -> Iterator[HeldFile]:
        """The files that Jekyll copies, and those beside posts."""
        return holdings_of(site, content_folder(source))

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML made of its body and of its comments."""
        known = site if isinstance(site, MarkdownSite) else MarkdownSite.of(site, typographic=True, pages={})
        if post.dialect == "wordpress":
            made = to_html(post, site, report)
        else:
            literal = post.key in known.literal
            is_hexo = isinstance(known, JekyllSite) and known.is_hexo
            to_html_there = goldmark_to_html if is_hexo else kramdown_to_html  # marked is nearer to goldmark
            render = partial(to_html_there, typographic=known.typographic, hard_wraps=known.hard_wraps)
            body = post if literal else replace(post, raw=with_more(post.raw))
            made = body_to_html(body, known, None if literal else expand_liquid, render, report)
        comments = comments_to_html(post, site, report)
        return replace(post, html=made, comments=comments, image=image_of(post, known))
