"""What the writers of further generators share: posts as files, data for templates, and a starter for a new site.

A dialect says where its content stands, what its front matter and its bodies look like, and what it is configured by.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown, Sight
from converters.formats import Written
from converters.index import Table
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import NOWHERE, Report
from writers.destination import Destination, SiteKept
from writers.dialects.building import built_by
from writers.dialects.data import about_site, data_of
from writers.dialects.files import FileSaid, read_text
from writers.dialects.looking import files_below, looking_at, moved_by_data
from writers.dialects.plan import Plan
from writers.fields import (
    Undated,
    comments_name,
    description_of,
    image_fields,
    is_public,
    old_addresses,
    summary_of,
    whole_minutes,
    wordpress_fields,
)
from writers.markdown.raw import Link
from writers.page import FrontMatterValue, Page, in_utf8, label_of, write_pages
from writers.redirects.site import HELP, OLD_SLUGS, put_redirects_file, report_unkept
from writers.redirects.syntaxes import SYNTAXES
from writers.site_data import comments_json, media_json
from writers.site_proof.programs import BuildFailed, NotBuilt, installed
from writers.site_proof.showing import Files
from writers.site_proof.site_writer import SiteWriter
from writers.starters import starter_files

UNDATED = "1970-01-01T00:00:00+00:00"
"""The date of a published post that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialectWriter(SiteWriter):
    """A writer that says by a few methods how its generator differs from others."""

    generator: ClassVar[str]
    configurations: ClassVar[tuple[str, ...]]
    """The files that make a folder a site of this generator; the starter has the first."""
    starter: ClassVar[str]
    """The name of its program, and of the folder of the starter below `writers/starter`."""
    build: ClassVar[tuple[str, ...]] = ("build",)
    """What the program is asked for to build a site."""
    published: ClassVar[str] = "output"
    """The folder that it publishes then."""
    needs: ClassVar[str]
    """What the configuration of a site that was there before must have."""
    reserved: ClassVar[Mapping[str, None]]
    content: ClassVar[PurePosixPath]
    suffix: ClassVar[str] = ".md"
    nested: ClassVar[bool] = True
    """Whether pages stand in folders as they stand in the blog; not where a folder becomes part of an address."""
    unread: ClassVar[PurePosixPath | None] = None
    """Where what is not even a draft stands instead; needed where a generator can be asked to show drafts."""
    data: ClassVar[PurePosixPath]
    """The folder of data files."""
    feed: ClassVar[str] = "/feed.xml"

    redirects: str = option(
        OLD_SLUGS,
        help=HELP,
        choices=(OLD_SLUGS, *(name for name in SYNTAXES if name not in ("hugo-aliases", "jekyll-redirect-from"))),
    )

    @abstractmethod
    def text(self, post: Post, plan: Plan, fields: dict[str, FrontMatterValue], link: Link, report: Report) -> str:
        """The file of a post. `fields` are those that every generator gets, under names that most of them have."""

    def rendered(self, body: str) -> str:
        """A body as HTML."""
        return body

    @abstractmethod
    def said(self, path: Path) -> FileSaid:
        """What the file of a post says, read again."""

    def moved(self, destination: Path) -> Iterator[tuple[str, str]]:
        """Each former address that leads somewhere in a site, and where, from the root of the host."""
        return moved_by_data(destination, self.data)

    def holds_post(self, place: str) -> bool:
        """Whether a file of content is that of a post."""
        return True

    def files_of(self, path: Path) -> Mapping[str, bytes]:
        """The files that a page is built from, by their names; none where the generator would run or ruin something."""
        return {} if ".." in self.said(path).address.split("/") else {path.name: read_text(path).encode()}

    def configuration(self, template: str, about: Mapping[str, str], plan: Plan) -> str:
        """The configuration of a new site; `about` is what `about_site` says."""
        return template

    def further_files(self, plan: Plan, moved: Mapping[str, str]) -> Mapping[PurePosixPath, str]:
        """What a generator wants as files that others make of data; `moved` leads from former addresses to new ones."""
        return {}

    def plan(self, site: Site) -> Plan:
        """The plan of a site. Every post of a site asks for the same one, so the last answer is kept."""
        global _last
        if _last is None or _last[0] is not site or _last[1] is not type(self):
            made = Plan(
                site, self.reserved, feed=self.feed, content=self.content, suffix=self.suffix, nested=self.nested
            )
            _last = (site, type(self), made)
        return _last[2]

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as a file, with its comments as a data file."""
        plan = self.plan(site)
        if problem := plan.addresses.conflict_of(post):
            report(problem)
        if post.date is None and post.kind == "post" and is_public(post):
            report(Undated(consequence=f"it stands at the end of the blog, under {UNDATED[:10]}"))
        report_unkept(post, self.redirects, report)
        link = self.local(plan.links.link)
        comments = in_utf8(comments_json(post, link, report))
        path = self.data / "comments" / f"{comments_name(post)}.json"
        return Page(
            key=post.key,
            label=label_of(post),
            path=self._path(post, plan),
            text=self.text(post, plan, self._fields(post, plan, report), self._reporting(plan, report), report),
            data=((path, comments),) if comments else (),
            aliases=tuple(self.former(post, site)),
        )

    def former(self, post: Post, site: Site) -> list[str]:
        """The former addresses that lead to the page of a post."""
        return old_addresses(post, self.plan(site).terms) if is_public(post) and self.redirects == OLD_SLUGS else []

    @contextmanager
    def read_back(self, destination: Path, site: Site, report: Report, *, in_process: bool) -> Iterator[Sight]:
        """The pages as the generator builds them, where it is installed; else rendered in process."""
        plan = self.plan(site)
        base = plan.addresses.base
        files = Files.of(destination, self.layout.folder, base)
        looking = looking_at(self, destination, home=site.url, base=base, files=files)
        content = [*filter(self._is_read, files_below(destination, self.content, self.suffix))]
        unread = [*files_below(destination, self.unread, self.suffix)] if self.unread else []
        posts = [*filter(self.holds_post, content), *unread]
        program = None if in_process else installed(self.starter)
        with ExitStack() as stack:
            if program is not None:
                try:
                    starter = self._starter(about_site(site, plan), plan)
                    yield stack.enter_context(built_by(program, self, looking, posts, content, starter))
                    return
                except BuildFailed as error:
                    report(NotBuilt(program=str(program), reason=str(error)))
            renderer = "HTML as it stands" if self.keeps_html else "markdown-it-py"
            yield Sight(rendered_by=f"{renderer}, in process", pieces=posts, show=looking)

    def fill(self, folder: Destination, rendered: Iterable[Page], site: Site, report: Report) -> Iterator[Written]:
        """Put pages, data and, where there is no site yet, a starter into a folder."""
        plan = self.plan(site)
        is_ours = not folder.has(*self.configurations) or folder.is_ours(PurePosixPath(self.configurations[0]))
        moved: dict[str, str] = {page.alias: page.address for page in plan.terms.pages() if page.alias}
        keys: Table[int] = Table()
        for written in write_pages(_noting(rendered, moved, site, plan), folder, report):
            keys.add(written.key, 1)
            yield written
        about = about_site(site, plan)
        if is_ours:
            for path, text in self._starter(about, plan):
                folder.put_unless_edited(path, text)
            look = resources.files("writers").joinpath("starter", "hugo", "static", "style.css")  # one for all sites
            folder.put_unless_edited(PurePosixPath(self.layout.folder, "style.css"), look.read_text(encoding="utf-8"))
        else:
            report(SiteKept(folder=str(folder.folder), generator=self.generator, needs=self.needs))
        link = self.local(plan.links.link)
        for name, data in data_of(site, plan, about, moved, link):
            folder.put(self.data / f"{name}.json", data, NOWHERE)
        folder.put_pieces(self.data / "media.json", media_json(site, link) or ["[]\n"], NOWHERE)
        for path, text in self.further_files(plan, moved).items():
            folder.put(path, text, NOWHERE)
        if self.redirects != OLD_SLUGS:
            published = PurePosixPath(self.layout.folder)
            put_redirects_file(folder, self.redirects, site, plan, keys, report, published=published)

    def _starter(self, about: Mapping[str, str], plan: Plan) -> Iterator[tuple[PurePosixPath, str]]:
        for path, text in starter_files(self.starter):
            yield path, self.configuration(text, about, plan) if str(path) == self.configurations[0] else text

    def _is_read(self, place: str) -> bool:
        """Whether a file is content: what is published as it is, is none."""
        return not PurePosixPath(place).is_relative_to(self.layout.folder)

    def _path(self, post: Post, plan: Plan) -> PurePosixPath:
        path = plan.path_of(post)
        if self.unread is None or is_public(post) or (post.status is Status.DRAFT and not post.protected):
            return path
        return self.unread / path.relative_to(self.content)

    def _reporting(self, plan: Plan, report: Report) -> Link:
        return self.local(plan.links.reporting(report))

    def _fields(self, post: Post, plan: Plan, report: Report) -> dict[str, FrontMatterValue]:
        fields: dict[str, FrontMatterValue] = {"title": post.title}
        if post.date is not None:
            fields["date"] = whole_minutes(post.date).isoformat()
        elif post.kind == "post" and is_public(post):
            fields["date"] = UNDATED
        if post.modified is not None:
            fields["updated"] = whole_minutes(post.modified).isoformat()
        if not is_public(post):
            fields["draft"] = True
        if post.sticky:
            fields["sticky"] = True
        if image := image_fields(post, self.gathered.link):
            fields["image"] = image
        if summary := summary_of(post):
            fields["summary"] = summary
        if description := description_of(post):
            fields["description"] = description
        fields["wordpress"] = wordpress_fields(post, plan.terms, report)
        return fields


def without(shown: Shown, field: str) -> Shown:
    """What is to be shown, but for something that the dialect cannot say."""
    return replace(shown, fields={name: values for name, values in shown.fields.items() if name != field})


def _noting(pages: Iterable[Page], moved: dict[str, str], site: Site, plan: Plan) -> Iterator[Page]:
    for page in pages:
        for alias in page.aliases:
            moved.setdefault(alias, plan.addresses.path_of(site.entries_by_key[page.key]))
        yield page


_last: tuple[Site, type, Plan] | None = None
