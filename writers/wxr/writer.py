"""Posts become a WXR: the file that WordPress's own importer takes, with nothing in it that the importer would lose."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal, Self

from converters.abilities import HeldFile, Shown, Sight
from converters.formats import Written
from converters.options import option
from converters.post import Dialect, Post, Site, Status
from converters.problem import Problem, Report, Severity
from converters.sources import opened
from writers.media.held import NOTHING_HELD, Held
from writers.told import read_by, told_of
from writers.wxr.attachments import Library, files_in
from writers.wxr.blocks import to_blocks
from writers.wxr.channel import head_of
from writers.wxr.classic import to_classic
from writers.wxr.item import Item, custom_fields, item_of
from writers.wxr.links import rewriter
from writers.wxr.logins import SpelledLogin, UnknownLogin, read_map
from writers.wxr.menus import menu_posts, needs_items
from writers.wxr.meta import metas
from writers.wxr.parts import Parts, parts_of, size_named
from writers.wxr.plan import plan_of
from writers.wxr.xml import Elements

CORE_KINDS = frozenset(
    [
        "post", "page", "attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache",
        "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation",
        "wp_font_family", "wp_font_face",
    ]
)  # fmt: skip
CORE_TAXONOMIES = frozenset(
    ["category", "post_tag", "nav_menu", "link_category", "post_format", "wp_theme", "wp_template_part_area",
     "wp_pattern_category"]
)  # fmt: skip

_MADE = frozenset(["attachment", "nav_menu_item"])
"""Kinds of items that are written although the source has none for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPlugin(Problem):
    """A custom type or taxonomy, which only the plugin that made it can give the new blog."""

    code = "needs-plugin"
    severity = Severity.WARNING
    text = (
        "the {what} {name!r} ({count} {count:item|items}) is not WordPress's own: install its plugin in the new "
        "blog first"
    )
    what: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WxrWriter:
    """Writes an export for WordPress's own importer (WXR 1.2)."""

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = False
    statuses: ClassVar[tuple[str, ...]] = tuple(Status)
    takes_raw: ClassVar[tuple[Dialect, ...]] = ("wordpress",)

    body: str = option(
        "blocks",
        help="What bodies of other sources become: the markup of the block editor, or the HTML of the classic one.",
        choices=("blocks", "classic"),
    )
    split: str = option("", help="Write several files, none larger than this (15MB).", metavar="SIZE")
    authors: str = option(
        "", help="Rename authors: a CSV file with a line “old login,new login” for each.", metavar="FILE"
    )
    base_url: str = option(
        "", help="Turn links within the blog into links to this address, the new blog's.", metavar="URL"
    )
    force: bool = option(False, help="Replace a file that portpress did not write.")

    held: Held = NOTHING_HELD
    """What the source itself has beside its posts."""

    def taking(self, files: Iterable[HeldFile], destination: Path) -> Self:
        """The writer that knows which files the source holds."""
        return replace(self, held=Held(files))

    def render(self, post: Post, site: Site, report: Report) -> Item:
        """The post as an item. Raises ConversionError when the file of `--authors` cannot be used."""
        address = rewriter(site, self.base_url)
        raw = post.dialect == "wordpress"
        body = post.raw if raw else to_blocks(post.html) if self.body == "blocks" else to_classic(post.html)
        return item_of(
            post, site, plan_of(site), body=address(body), excerpt=address(post.excerpt), address=address,
            logins=read_map(self.authors), files=files_in(post, site, self.held), report=report,
        )  # fmt: skip

    def fairness(self) -> Mapping[str, bool]:
        """Nothing is changed."""
        return {}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """An item says the id that its post had, whatever id it has."""
        return (post.key,)

    def expected(self, post: Post, site: Site) -> Shown:
        """Everything, with the new addresses of links and the new logins of authors, where they were asked for."""
        address = rewriter(site, self.base_url)
        renamed = replace(
            post,
            author=read_map(self.authors).get(post.author, post.author),
            url=address(post.url),
            excerpt=address(post.excerpt),
            meta=_known_before(custom_fields(post, site, address)[0], plan_of(site).next_id),
        )
        return Shown(key=post.key, fields=told_of(renamed), html=address(post.html))

    @contextmanager
    def read_back(self, destination: Path, site: Site, report: Report, *, in_process: bool) -> Iterator[Sight]:
        """The items, from all parts, read by our own reader: but for those of files and menus that the source lacks."""
        next_id, known = plan_of(site).next_id, site.entries_by_key
        files = parts_of(destination) if self.split else [destination]
        with opened(files, reader="wxr") as source, read_by("wxr", source) as sight:
            own = (
                replace(post, meta=_known_before(post.meta, next_id))
                for post in sight.pieces
                if post.key in known or post.kind not in _MADE
            )
            yield replace(sight, pieces=own)

    def write(self, rendered: Iterable[Item], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        """Write the blog, then the items as they come, then files and menus that the source has no items for."""
        plan, renamed, address = plan_of(site), read_map(self.authors), rewriter(site, self.base_url)
        _report_logins(site, plan.logins, renamed, self.authors, report)
        url = self.base_url.rstrip("/") or site.url
        network = "" if self.base_url else site.network
        head = head_of(site, url=url, network=network, renamed=renamed, spelled=plan.logins, report=report)
        kinds: Counter[str] = Counter()
        taxonomies: Counter[str] = Counter()
        next_id = plan.next_id + (len(site.menus) if needs_items(site) else 0)
        library = Library(site, next_id)
        with Parts(destination, head, size=size_named(self.split), force=self.force, report=report) as parts:
            for item in rendered:
                kinds[item.kind] += 1
                taxonomies.update(item.taxonomies)
                parts.write(item.pieces(*_image_of(item, library, report)), item.id, item.parent, item.needs)
                for media in item.files:
                    library.id_of(media, item.id)
                yield Written(key=item.key, path="")
            made = [*menu_posts(site, plan.id_of, plan.next_id)] if needs_items(site) else []
            for post in (*made, *library.posts()):
                item = item_of(
                    post, site, plan, body=post.raw, excerpt=post.excerpt, address=address, logins=renamed, files=(),
                    report=report,
                )  # fmt: skip
                parts.write(item.pieces(), item.id, item.parent, item.needs)
        for what, core, found in (("type", CORE_KINDS, kinds), ("taxonomy", CORE_TAXONOMIES, taxonomies)):
            for name in sorted(set(found) - core):
                report(NeedsPlugin(what=what, name=name, count=found[name]))


def _known_before(meta: Iterable[tuple[str, str]], next_id: int) -> tuple[tuple[str, str], ...]:
    """Custom fields without the id of a featured image that the source has no item for."""
    return tuple(
        (name, value)
        for name, value in meta
        if not (name == "_thumbnail_id" and value.isdecimal() and len(value) < 19 and int(value) >= next_id)
    )


def _image_of(item: Item, library: Library, report: Report) -> Sequence[str]:
    """The custom field with the id of a featured image that comes without an item, if there is one."""
    if item.image is None:
        return ()
    id = str(library.id_of(item.image, item.id))
    return metas("wp:postmeta", [("_thumbnail_id", id)], Elements(report), report)


def _report_logins(
    site: Site, spelled: Mapping[str, str], renamed: Mapping[str, str], file: str, report: Report
) -> None:
    for old, new in spelled.items():
        if old not in renamed:
            report(SpelledLogin(login=old, spelled=new))
    for old in renamed:
        if old not in site.authors_by_login:
            report(UnknownLogin(file=file, login=old))
