"""What all writers into a folder have in common: they write it, try it out, and clear away what is left over."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from converters.abilities import Change
from converters.formats import Written
from converters.options import option
from converters.post import Site, Status
from converters.problem import Report
from writers.destination import Destination
from writers.destination.left_over import remove_left_over
from writers.destination.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderWriter:
    """A writer that says with `fill` what belongs into a folder; it can run again and again."""

    destination: ClassVar[Literal["directory", "file"]] = "directory"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = (Status.PUBLISHED, Status.DRAFT, Status.SCHEDULED)

    force: bool = option(False, help="Overwrite files that were edited by hand.")

    @abstractmethod
    def fill(self, folder: Destination, rendered: Iterable[Any], site: Site, report: Report) -> Iterator[Written]:
        """Put everything into the folder, yielding a receipt for each post that arrived."""

    def write(self, rendered: Iterable[Any], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        """Put the posts into a folder: a site that is there already keeps every file of its own."""
        with Destination(destination, report, force=self.force) as folder:
            yield from self.fill(folder, rendered, site, report)
            folder.mark_left_over(self._stays_in(site))

    def rehearse(
        self,
        rendered: Iterable[Any],
        site: Site,
        destination: Path,
        report: Report,
        note: Callable[[Change], None],
    ) -> Iterator[Written]:
        """Do what `write` does, but for the writing: `note` hears of each file in its stead."""
        with Rehearsal(destination, report, note, force=self.force) as folder:
            yield from self.fill(folder, rendered, site, report)
            folder.mark_left_over(self._stays_in(site))

    def prune(self, destination: Path, report: Report) -> Collection[str]:
        """Remove what the last run found left over and nobody has edited; the paths that are gone."""
        with Destination(destination, report, force=self.force) as folder:
            return remove_left_over(folder)

    def _stays_in(self, site: Site) -> Callable[[str], bool]:
        """Whether an item is in the source as something that this writer takes of its own accord."""
        entries = site.entries_by_key

        def stays(key: str) -> bool:
            entry = entries.get(key)
            return entry is not None and entry.status in self.statuses and not entry.protected

        return stays
