"""A shelf on paper: what would be put into a destination, and what stands there already, with nothing put."""

import hashlib
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from converters.abilities import Change
from converters.problem import ConversionError, Report
from writers.media.shelf import Kind, Outcome, Placed, Shelf, digest_of, read_piece


class PaperShelf(Shelf):
    """A shelf that says what would be put, and puts nothing: for a dry run."""

    def __enter__(self) -> Self:
        self._root = self.folder
        self.changes: dict[str, Change] = {}
        self._remember()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave everything as it is."""

    def put(self, place: str, source: BinaryIO, modified: float, *, preface: bytes = b"") -> Placed:
        """Where the file would be put."""
        digest = hashlib.sha256(preface)
        while chunk := read_piece(source):
            digest.update(chunk)
        standing = digest_of(self.folder / place) if self.holds(place) else ""
        if standing in ("", digest.hexdigest(), self._hashes.get(place)) or self.force:
            kind: Kind = "new" if not standing else "same" if standing == digest.hexdigest() else "changed"
            outcome = Outcome.STANDING if kind == "same" else Outcome.PUT
        else:
            kind, outcome = "kept", Outcome.KEPT
        self.plan(place, kind)
        return Placed(place, outcome)

    def leave(self, place: str) -> Placed:
        """Where a file stands."""
        self.plan(place, "same")
        return Placed(place, Outcome.STANDING)

    def plan(self, place: str, kind: Kind) -> None:
        """Say what would become of a file."""
        self.changes[place] = Change(path=place, kind=kind)

    def mark_left_over(self, asked: Collection[str], report: Report) -> None:
        """Say what would be left over."""
        super().mark_left_over(asked, report)
        for place in self._left_over:
            self.plan(place, "left over")


def open_shelf(folder: Path, *, force: bool, dedupe: bool, dry_run: bool = False) -> Shelf:
    """A shelf in a folder. Raises ConversionError when the folder is a file."""
    if folder.exists() and not folder.is_dir():
        raise ConversionError(f"{folder} is a file: name a folder to write into")
    return (PaperShelf if dry_run else Shelf)(folder, force=force, dedupe=dedupe)


def standing_in(folder: Path) -> Shelf | None:
    """What earlier runs brought to a folder; None where they brought nothing."""
    shelf = PaperShelf(folder)
    try:
        with shelf:
            return shelf if shelf.links or shelf.knows_files else None
    except OSError:
        return None
