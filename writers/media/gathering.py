"""Getting the files of a blog into a destination, before the first post is rendered.

Whether a link may point to a local file is known only when the file is there, and rendering must touch nothing, in any
process. So everything is gathered first: one pass over the posts says which files are wanted (their addresses are all
that stays in memory), the files are copied or fetched, and rendering then gets the list of those that arrived. The
price is that a source is read and cleaned twice, which the network dwarfs; the gain is that no link is ever a guess.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from converters.post import Site
from converters.problem import Report
from writers.destination import cannot_write
from writers.media.candidates import candidates_of
from writers.media.downloaded import Download, Failed
from writers.media.downloads import download_all
from writers.media.gathered import Gathered, key_of
from writers.media.held import Held
from writers.media.hosts import NO_HOST
from writers.media.paper_shelf import PaperShelf
from writers.media.places import Layout, Places, Refused, old_path
from writers.media.references import is_made_by_a_script
from writers.media.reports import (
    MediaCutOff,
    MediaGathered,
    MediaGone,
    MediaKept,
    MediaLost,
    MediaNoFile,
    MediaNotHeld,
    MediaRenamed,
    MediaReplaced,
    MediaToFetch,
    MentionMissing,
)
from writers.media.shelf import Outcome, Placed, Shelf, Unreadable
from writers.media.uploads import UploadedFile, Uploads
from writers.media.wanted import Wanted

if TYPE_CHECKING:  # the network itself is for those who go there
    from writers.media.download import Downloader


class Gathering:
    """Gets the wanted files of a site onto a shelf, from the uploads and from the network."""

    def __init__(
        self,
        wanted: Mapping[str, Wanted],
        site: Site,
        *,
        layout: Layout,
        shelf: Shelf,
        report: Report,
        advance: Callable[[int], None],
    ) -> None:
        self.wanted = wanted
        self.site = site
        self.layout = layout
        self.shelf = shelf
        self.report = report
        self._advance = advance
        self._places = Places(layout)
        self._missing = {key: Failed("it was not asked for") for key in sorted(wanted)}
        self._failures: dict[str, str] = {}
        self._there: dict[str, str] = {}
        self._arrived: set[str] = set()
        self._placed: dict[str, Placed] = {}
        """By the place that was meant, so that two addresses of one file bring it once."""
        for key in list(self._missing):
            url = wanted[key].url
            if is_made_by_a_script(self._old_path(url)):
                del self._missing[key]
                self.report(MediaNoFile(url=url, where=wanted[key].where))
        self._total = len(self._missing)

    def copy(self, uploads: Uploads | Held, *, whence: str = "the uploads") -> None:
        """Copy what is among the uploads, or among the files of the source."""
        for key in list(self._missing):
            path = self._old_path(self.wanted[key].url)
            file = uploads.find(self.wanted[key].url, self.site)
            if file is None:
                self._missing[key] = Failed(f"it is not among {whence}")
                continue
            name = unicodedata.normalize("NFC", file.path.name)
            try:
                placed = self._copied(path.with_name(name), file)
                self.shelf.links[key] = placed.place
                self._arrive(key, path.with_name(name), placed)
            except (Unreadable, Refused) as error:
                self._missing[key] = Failed(str(error))

    def keep_what_stands(self) -> None:
        """Keep what an earlier run brought, or a person put there: it is there, and nothing is asked for twice."""
        for key in list(self._missing):
            path = self._old_path(self.wanted[key].url)
            for place in (self.shelf.links.get(key), self._place_of(path)):
                if place and self.shelf.holds(place) and PurePosixPath(place).is_relative_to(self.layout.folder):
                    self.shelf.links[key] = place
                    self._arrive(key, path, self.shelf.leave(place))
                    break

    def fetch(self, downloader: "Downloader") -> None:
        """Fetch what is still missing: the very file, else what it was made of, else a proxy's copy of it."""
        waiting = {key: candidates_of(self.wanted[key].url, self.site) for key in self._missing}
        reasons: dict[str, Failed] = {}
        for key in [key for key, urls in waiting.items() if urls[0].startswith(f"https://{NO_HOST}/")]:
            del waiting[key]
            self._lose(key, Failed("the source does not say on which host it was"))
        while waiting:
            keys: dict[str, list[str]] = {}
            for key, urls in list(waiting.items()):
                if (known := key_of(urls[0])) in self._there:
                    placed = Placed(self._on_shelf(self._there[known]), Outcome.STANDING)
                    self.shelf.links[key] = placed.place
                    self._arrive(key, self._old_path(urls[0]), placed)
                    del waiting[key]
                else:
                    keys.setdefault(urls[0], []).append(key)
            try:
                for url, outcome in download_all(keys, downloader):
                    came = self._shelved(url, outcome)
                    for key in keys[url]:
                        if isinstance(came, Placed):
                            self.shelf.links[key] = came.place
                            self._arrive(key, self._old_path(url), came)
                            del waiting[key]
                        else:
                            reasons.setdefault(key, came)  # of the file itself; those of its kin say little
            except OSError as error:
                raise cannot_write(self.shelf.partial, error) from error
            for key, (_, *others) in list(waiting.items()):
                if others:
                    waiting[key] = others
                else:
                    del waiting[key]
                    self._lose(key, reasons[key])

    def leave_to_the_old_host(self, *, told: bool) -> None:
        """Leave what neither the source nor the destination has where it is, reported or not: nobody asked for it."""
        for key in list(self._missing):
            wanted = self.wanted[key]
            if wanted.shown and told:
                self.report(MediaNotHeld(url=wanted.url, where=wanted.where))
        self._total -= len(self._missing)
        self._missing.clear()

    def leave_to_the_network(self) -> None:
        """Give up on what only the network has: nothing is asked for in a dry run."""
        if self._missing:
            self.report(MediaToFetch(count=len(self._missing)))
        if isinstance(self.shelf, PaperShelf):
            for key in self._missing:
                self.shelf.plan(self._place_of(self._old_path(self.wanted[key].url)), "new")
        self._missing.clear()

    def finish(self, base: str) -> Gathered:
        """Report what is missing, and give the list of what is there for a site whose root is `base`."""
        for key, failure in list(self._missing.items()):
            self._lose(key, failure)
        self.report(
            MediaGathered(
                wanted=len(self._there) + len(self._failures),
                arrived=len(self._arrived),
                standing=len(self._there) - len(self._arrived),
                missing=len(self._failures),
            )
        )
        return Gathered(base=base, places=self._there, failures=self._failures)

    def mark_left_over(self) -> None:
        """Report what earlier runs brought and nothing wants any more."""
        asked = {self._on_shelf(place) for place in self._there.values()}
        for key, wanted in self.wanted.items():
            if not is_made_by_a_script(path := self._old_path(wanted.url)):
                asked |= {self._place_of(path), self.shelf.links.get(key, "")}
        self.shelf.mark_left_over(asked, self.report)

    def _copied(self, path: PurePosixPath, file: UploadedFile) -> Placed:
        place = self._place_of(path)
        if place not in self._placed:
            try:
                preface = self.layout.preface(path.name, file.open)
                if self.shelf.is_same(place, len(preface) + file.size, file.modified):
                    self._placed[place] = self.shelf.leave(place)
                else:
                    with file.open() as source:
                        self._placed[place] = self.shelf.put(place, source, file.modified, preface=preface)
            except OSError as error:
                raise Unreadable(error.strerror or str(error)) from error
        return self._placed[place]

    def _shelved(self, url: str, outcome: Download | Failed) -> Placed | Failed:
        if isinstance(outcome, Failed):
            return outcome
        if outcome.cut_off:
            self.report(MediaCutOff(url=url))
        path = self._old_path(url)
        place = self._place_of(path)
        try:
            opened = partial(_open, outcome.file)
            preface = self.layout.preface(path.name, opened)
            if not preface:
                return self.shelf.move(outcome.file, place, outcome.modified)
            with opened() as source:
                return self.shelf.put(place, source, outcome.modified, preface=preface)
        except (Refused, Unreadable) as error:
            return Failed(str(error))
        finally:
            outcome.file.unlink(missing_ok=True)

    def _arrive(self, key: str, path: PurePosixPath, placed: Placed) -> None:
        """Note that a file is there: the one of `path`, which may be another than the one that was wanted."""
        wanted = self.wanted[key]
        del self._missing[key]
        self._there[key] = str(PurePosixPath(placed.place).relative_to(self.layout.folder))
        if placed.outcome is Outcome.PUT and placed.place not in self._arrived:
            self._arrived.add(placed.place)
        if path != self._old_path(wanted.url):
            self.report(MediaReplaced(url=wanted.url, given=self._there[key], where=wanted.where))
        elif placed.outcome is Outcome.PUT and self._there[key] != str(path):
            self.report(MediaRenamed(url=wanted.url, given=self._there[key], where=wanted.where))
        if placed.outcome is Outcome.KEPT:
            self.report(MediaKept(given=placed.place, where=wanted.where))
        self._advance(self._total)

    def _lose(self, key: str, failure: Failed) -> None:
        """Report that a file is not there."""
        wanted = self.wanted[key]
        del self._missing[key]
        reason = str(failure)
        self._failures[key] = self.shelf.failures[wanted.url] = reason
        kind = MediaGone if failure.gone else MediaLost if wanted.shown else MentionMissing
        self.report(kind(url=wanted.url, reason=reason, where=wanted.where))
        self._advance(self._total)

    def _old_path(self, url: str) -> PurePosixPath:
        return old_path(url, self.site)

    def _place_of(self, path: PurePosixPath) -> str:
        return self._on_shelf(str(self._places.place_of(path)))

    def _on_shelf(self, place: str) -> str:
        return str(PurePosixPath(self.layout.folder, place))


def _open(file: Path) -> BinaryIO:
    return file.open("rb")
