"""What becomes of the files of a blog: options that every writer with files beside its posts has, and the gathering."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import unquote

from converters.abilities import Change, HeldFile
from converters.formats import Written
from converters.network.limits import Limits, MachineClock
from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, Report, Where
from writers.folder_writer import FolderWriter
from writers.media.gathered import NOTHING_GATHERED, Gathered
from writers.media.gathering import Gathering
from writers.media.held import NOTHING_HELD, Held
from writers.media.hosts import split_address
from writers.media.paper_shelf import PaperShelf, open_shelf, standing_in
from writers.media.places import Layout
from writers.media.references import Needs, references_of
from writers.media.uploads import Uploads
from writers.media.wanted import wanted_of
from writers.page import label_of

if TYPE_CHECKING:  # the network takes long to get ready, and few conversions go there
    from converters.network.gateway import Gateway

LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaChoice(FolderWriter):
    """A writer into a folder that has files beside its posts: `prepared` gives it those that are there."""

    heading: ClassVar[str] = "Media"
    layout: ClassVar[Layout]
    """Where the writer's destination has files."""

    media: str = option(
        "keep",
        choices=("keep", "copy", "fetch"),
        help="Leave links to files as they are, copy the files from --uploads, or fetch them from the web.",
    )
    uploads: str = option(
        "", metavar="FOLDER", help="The blog's wp-content/uploads, a folder or a zip; asked before the web is."
    )
    media_hosts: tuple[str, ...] = option(
        (), metavar="HOST", help="A host that holds files of the blog besides its own; may be repeated."
    )
    max_file: int = option(2048, metavar="MB", help="Fetch no file that is larger.")
    dedupe: bool = option(False, help="Keep files whose bytes are the same once.")
    allow_private_hosts: bool = option(False, help="Fetch from addresses inside a private network, too.")

    held: Held = NOTHING_HELD
    """What the source holds; only while files are gathered."""
    standing: bool = False
    """Whether earlier runs brought files to the destination, which are linked as long as they are there."""
    planned: tuple[Change, ...] = ()
    """What a dry run would do to files."""
    gathered: Gathered = NOTHING_GATHERED
    limits: Limits = LIMITS

    @property
    def looks_ahead(self) -> bool:
        """Whether files are to be gathered."""
        return self.media != "keep" or bool(self.uploads) or len(self.held) > 0 or self.standing

    @property
    def is_asked(self) -> bool:
        """Whether a person asked for files that the source does not hold."""
        return self.media == "fetch" or bool(self.uploads)

    def taking(self, files: Iterable[HeldFile], destination: Path) -> Self:
        """The writer that knows which files the source holds, and whether there are some in the destination."""
        shelf = standing_in(destination)
        hosts = dict.fromkeys((*self.media_hosts, *(sorted(shelf.hosts) if shelf else ())))
        return replace(self, held=Held(files), standing=shelf is not None, media_hosts=tuple(hosts))

    def local(self, link: Callable[[str], str]) -> Callable[[str], str]:
        """The same link, but to files of the blog that are there."""
        return lambda url: self.gathered.link(link(url))

    def look(self, post: Post, site: Site) -> Needs:
        """The files that a post refers to."""
        return references_of(site, self.media_hosts).needs_of(post, Where(origin=post.origin, post=label_of(post)))

    def prepared(
        self,
        seen: Iterable[Needs | None],
        site: Site,
        destination: Path,
        report: Report,
        *,
        advance: Callable[[int], None],
        dry_run: bool,
        whole: bool = True,
    ) -> Self:
        """The writer that knows which files are in the destination, after getting them there."""
        if not self.is_asked and not self.standing and not len(self.held):
            raise ConversionError("copying needs the files: name the blog's uploads with --uploads, or --media fetch")
        with ExitStack() as stack:
            uploads = None
            if self.uploads:
                uploads = stack.enter_context(Uploads(Path(self.uploads), hosts=self.media_hosts))
            wanted = wanted_of(seen, references_of(site, self.media_hosts), report, self.held)
            shelf = open_shelf(destination, force=self.force, dedupe=self.dedupe, dry_run=dry_run)
            stack.enter_context(shelf)
            shelf.hosts |= frozenset(self.media_hosts)
            gathering = Gathering(wanted, site, layout=self.layout, shelf=shelf, report=report, advance=advance)
            gathering.copy(self.held, whence="the files of the source")
            if uploads is not None:
                gathering.copy(uploads)
            if self.media != "fetch" or not self.force:
                gathering.keep_what_stands()
            if self.media == "fetch":
                if dry_run:
                    gathering.leave_to_the_network()
                else:
                    from writers.media.download import Downloader

                    gateway = self._gateway()
                    gathering.fetch(stack.enter_context(closing(Downloader(shelf.partial, gateway, referer=site.url))))
            if not self.is_asked:
                gathering.leave_to_the_old_host(told=len(self.held) > 0)
            if whole:
                gathering.mark_left_over()
            planned = tuple(shelf.changes.values()) if isinstance(shelf, PaperShelf) else ()
            home = split_address(site.url) if site.url else None
            gathered = gathering.finish(unquote(home.path).rstrip("/") if home else "")
            return replace(self, held=NOTHING_HELD, gathered=gathered, planned=planned)

    def rehearse(
        self,
        rendered: Iterable[Any],
        site: Site,
        destination: Path,
        report: Report,
        note: Callable[[Change], None],
    ) -> Iterator[Written]:
        """Do what `write` does, but for the writing: `note` hears of each file in its stead."""
        for change in self.planned:
            note(change)
        yield from FolderWriter.rehearse(self, rendered, site, destination, report, note)

    def prune(self, destination: Path, report: Report) -> Collection[str]:
        """Remove what the last run found left over and nobody has edited; the paths that are gone."""
        removed = list(FolderWriter.prune(self, destination, report))
        if standing_in(destination) is not None:
            with open_shelf(destination, force=self.force, dedupe=self.dedupe) as shelf:
                removed += shelf.remove_left_over(report)
        return removed

    def _gateway(self) -> "Gateway":
        from converters.network.gateway import Gateway, is_public

        limits = replace(self.limits, largest=self.max_file << 20)
        if self.allow_private_hosts:
            return Gateway(limits, MachineClock(), allowed=lambda address: True)
        return Gateway(limits, MachineClock(), allowed=is_public)
