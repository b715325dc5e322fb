"""The reader of Hugo sites, made by anybody: content, configuration, terms, menus and comments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from os.path import splitext
from pathlib import Path

from converters.abilities import HeldFile
from converters.frontmatter.dates import Clock, zone_named
from converters.frontmatter.files import Found, find_files
from converters.frontmatter.generators import is_hugo
from converters.holdings import by_address, holdings_of
from converters.markdown import goldmark_to_html
from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, Report
from converters.sites.bodies import body_to_html, comments_to_html, image_of, zone_of
from converters.sites.documents import read_entries, read_posts
from converters.sites.hugo.configuration import Configuration, configuration_files, read_configuration, read_settings
from converters.sites.hugo.held import held_in
from converters.sites.hugo.menus import menus_of
from converters.sites.hugo.posts import HugoContent
from converters.sites.hugo.shortcodes import expand_shortcodes
from converters.sites.hugo.sources import HugoSite, templates_of
from converters.sites.library import Library
from converters.sites.pages import MarkdownSite
from converters.wordpress.body import to_html

GENERATOR = "Hugo"


@dataclass(frozen=True)
class HugoReader:
    """Reads Hugo sites: those that portpress wrote, to the same posts, and everybody's."""

    timezone: str = option(
        "", help="Time zone of dates that name none, as an IANA name such as Europe/Paris.", metavar="ZONE"
    )

    def recognises(self, source: Path) -> str | None:
        """`a Hugo site (hugo.toml, content/)`: by its configuration and a folder of content."""
        if not is_hugo(source):
            return None
        configured = configuration_files(source)[0].relative_to(source).as_posix()
        return f"a Hugo site ({configured}, content/)"

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from a first look at every file, and its posts, each read again when its turn comes."""
        configuration = read_configuration(source, report)
        zone = zone_of(self.timezone, configuration.timezone, report)
        library = Library(source / configuration.data_folder, configuration.data_folder, report)
        site = library.site(
            title=configuration.title,
            url=configuration.url,
            description=configuration.description,
            language=configuration.language,
            timezone=zone,
            generator=GENERATOR,
        )
        content = HugoContent(configuration, site, Clock(zone_named(zone) or UTC), library)
        files = content.without_terms(_content_files(source, configuration, report), report)
        kept, entries = read_entries(files, content.post_of, report, content.is_plain)
        if not entries:
            raise ConversionError(
                f"there is no page in {source}, where no file of the content has front matter: give the folder of "
                "the site"
            )
        whole = content.whole_site(entries)
        whole = replace(whole, menus=whole.menus or menus_of(configuration, content.menu_lines, site.url))
        by_file = {found.name: entry for found, entry in zip(kept, whole.entries, strict=True)}
        made = MarkdownSite.of(
            whole,
            typographic=configuration.typographic,
            shows_html=configuration.shows_html,
            hard_wraps=configuration.hard_wraps,
            has_emoji=configuration.has_emoji,
            formulas=configuration.formulas,
            pages={name: entry.url for name, entry in by_file.items()},
            roots=tuple(f"{root.folder}/" for root in configuration.roots),
            files=by_address(held_in(source, configuration, by_file, whole.url)),
        )
        templates = templates_of(source, configuration, read_settings(source, lambda problem: None))
        made = HugoSite.made_of(made, templates=templates)
        return made, read_posts(kept, made.entries, content.whole_post_of, report, content.is_plain)

    def held_files(self, source: Path, site: Site) -> Iterator[HeldFile]:
        """The files of `static/`, those beside pages, and those of `assets/`."""
        return holdings_of(site, source)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical HTML made of its body and of its comments."""
        if post.dialect == "wordpress":
            made = to_html(post, site, report)
        else:
            known = site if isinstance(site, MarkdownSite) else MarkdownSite.of(site, typographic=True, pages={})
            render = partial(
                goldmark_to_html,
                typographic=known.typographic,
                shows_html=known.shows_html,
                hard_wraps=known.hard_wraps,
                has_emoji=known.has_emoji,
            )
            made = body_to_html(post, site, expand_shortcodes, render, report)
        comments = comments_to_html(post, site, report)
        return replace(post, html=made, comments=comments, image=image_of(post, site))


def _content_files(source: Path, configuration: Configuration, report: Report) -> list[Found]:
    """The files below every folder of content, each once, in the order of their paths."""
    found: dict[str, Found] = {}
    for root in configuration.roots:
        folder = source / root.folder
        if folder.is_dir():
            for each in find_files(folder, report, machinery=frozenset()):
                name = f"{root.folder}/{each.name}"
                found.setdefault(name, Found(each.path, name))
    return [found[name] for name in sorted(found, key=splitext)]
