"""The files in a destination: each put whole or not at all, and none that a person changed ever overwritten.

`.portpress-media.json` remembers the hash of every file that was put, where each address led, and what failed and why,
so that the next run asks for nothing twice and tries again what is missing. A file keeps the time of its original: one
of the same size and time is the same, and is not even read.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Literal, Self

from converters.problem import Report
from writers.destination import LeftOver, cannot_write
from writers.destination.left_over import remove_untouched
from writers.destination.manifest import is_below
from writers.media.places import Refused

MANIFEST = ".portpress-media.json"
PARTIAL = ".portpress-media"
"""The folder of what is not whole yet: downloads that the next run goes on with."""
JOURNAL = "journal"
_CHUNK = 1 << 20


Kind = Literal["new", "changed", "same", "kept", "left over"]


class Outcome(Enum):
    """What became of a file that was to be put."""

    PUT = "put"
    STANDING = "standing"
    KEPT = "kept"
    """A person has another file there, or changed ours."""
    SAME_AS_ANOTHER = "same as another"


class Unreadable(Exception):
    """The source of a file cannot be read; its text says why."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a file stands now, below the folder."""

    place: str
    outcome: Outcome


class Shelf:
    """A folder for files, opened with `with`; leaving it writes the manifest, also after an error.

    `force` overwrites what a person changed. With `dedupe`, a file whose very bytes were put already is not put again.
    Raises ConversionError when nothing more can be written at all.
    """

    def __init__(self, folder: Path, *, force: bool = False, dedupe: bool = False) -> None:
        self.folder = folder
        self.force = force
        self.dedupe = dedupe
        self.links: dict[str, str] = {}
        """Place by key of what earlier runs, and this one, have brought from the network."""
        self.failures: dict[str, str] = {}
        """The reason by address, of this run."""
        self.hosts: frozenset[str] = frozenset()
        """Hosts besides the blog's own from which this run, or one before it, took files."""
        self._left_over: set[str] = set()
        self._found: set[str] = set()
        """Places of files that nobody knows to have been put by a run: they are never removed."""
        self._journal: IO[bytes] | None = None
        self._hashes: dict[str, str] = {}
        self._by_content: dict[str, str] = {}
        self._safe_folders: set[Path] = set()

    def __enter__(self) -> Self:
        try:
            _remove_links(self.partial)
            self.partial.mkdir(parents=True, exist_ok=True)
            self._root = self.folder.resolve(strict=True)
            self._remember()
            for place, digest in self._journalled():
                if self.holds(place) and digest_of(self.folder / place) == digest:
                    self._hashes[place] = digest
            self._journal = (self.partial / JOURNAL).open("ab", buffering=0)
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        content = {
            "version": 1,
            "files": dict(sorted(self._hashes.items())),
            "found": sorted(self._found & self._hashes.keys()),
            "left_over": sorted(self._left_over & self._hashes.keys()),
            "hosts": sorted(self.hosts),
            "links": dict(sorted(self.links.items())),
            "failures": [{"url": url, "reason": reason} for url, reason in sorted(self.failures.items())],
        }
        text = json.dumps(content, ensure_ascii=False, indent=0).encode("utf-8", "replace")
        target = self.folder / MANIFEST
        try:
            if not target.is_file() or target.read_bytes() != text:
                unfinished = self.partial / "manifest"
                unfinished.write_bytes(text)
                unfinished.replace(target)
            if self._journal is not None:
                self._journal.close()
                (self.partial / JOURNAL).unlink(missing_ok=True)  # the manifest says it all
            if not any(self.partial.iterdir()):
                self.partial.rmdir()
        except OSError as failure:
            if error is None:
                raise cannot_write(target, failure) from failure

    @property
    def knows_files(self) -> bool:
        """Whether earlier runs, or this one, have put files here."""
        return bool(self._hashes)

    @property
    def partial(self) -> Path:
        """The folder of what is not whole yet."""
        return self.folder / PARTIAL

    def holds(self, place: str) -> bool:
        """Whether a file stands there."""
        target = self.folder / place
        return target.is_file() and not target.is_symlink()

    def is_same(self, place: str, size: int, modified: float) -> bool:
        """Whether the file there has this size and this time, hence these bytes."""
        if not modified or not self.holds(place):
            return False
        about = (self.folder / place).stat()
        return about.st_size == size and int(about.st_mtime) == int(modified)

    def put(self, place: str, source: BinaryIO, modified: float, *, preface: bytes = b"") -> Placed:
        """Copy a stream to a place. Raises Unreadable or Refused where this one file cannot be put."""
        unfinished = self.partial / "unfinished"
        digest = hashlib.sha256(preface)
        try:
            with unfinished.open("wb") as file:
                file.write(preface)
                while chunk := read_piece(source):
                    digest.update(chunk)
                    file.write(chunk)
            return self._shelve(unfinished, place, digest.hexdigest(), modified)
        except OSError as error:
            raise cannot_write(self.folder / place, error) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def move(self, whole: Path, place: str, modified: float) -> Placed:
        """Move a finished file of the folder `partial` to a place. Raises Refused where it cannot be put."""
        try:
            return self._shelve(whole, place, digest_of(whole), modified)
        except OSError as error:
            raise cannot_write(self.folder / place, error) from error

    def leave(self, place: str) -> Placed:
        """Leave a file that stands there as it is, and know it from now on as if it had been put."""
        if place not in self._hashes:  # a person's own copy
            self._hashes[place] = digest_of(self.folder / place)
            self._found.add(place)
        if self.dedupe:
            self._by_content.setdefault(self._hashes[place], place)
        return Placed(place, Outcome.STANDING)

    def _shelve(self, whole: Path, place: str, digest: str, modified: float) -> Placed:
        if self.dedupe:
            first = self._by_content.setdefault(digest, place)
            if first != place:
                whole.unlink()
                return Placed(first, Outcome.SAME_AS_ANOTHER)
        target = self.folder / place
        self._check(target)
        standing = digest_of(target) if target.exists() else ""
        if standing not in ("", digest, self._hashes.get(place)) and not self.force:
            whole.unlink()
            return Placed(place, Outcome.KEPT)
        if modified:
            os.utime(target if standing == digest else whole, (modified, modified))
        if standing == digest and place not in self._hashes:
            self._found.add(place)
        elif standing != digest:
            self._found.discard(place)
            self._announce(place, digest)
        self._hashes[place] = digest
        if standing == digest:
            whole.unlink()
            return Placed(place, Outcome.STANDING)
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.replace(target)
        return Placed(place, Outcome.PUT)

    def mark_left_over(self, asked: Collection[str], report: Report) -> None:
        """Report what runs have put here and none of the `asked` places is, and mark it so that it can be removed."""
        self._left_over.clear()
        for place in sorted(self._hashes.keys() - asked):
            if not self.holds(place):
                self._forget(place)
            elif place not in self._found:
                self._left_over.add(place)
                report(LeftOver(path=place))

    def remove_left_over(self, report: Report) -> list[str]:
        """Remove what the last run marked and nobody has changed; the places that are free now."""
        removed = []
        for place in sorted(self._left_over & self._hashes.keys()):
            if remove_untouched(self.folder, place, self._hashes[place], report):
                removed.append(place)
            self._forget(place)
        return removed

    def _forget(self, place: str) -> None:
        self._hashes.pop(place)
        self.links = {key: each for key, each in self.links.items() if each != place}

    def _announce(self, place: str, digest: str) -> None:
        """Record that a file is about to stand there, so that a run that is killed leaves a record of it."""
        if self._journal is not None:
            self._journal.write(b"\n" + json.dumps([place, digest]).encode() + b"\n")

    def _journalled(self) -> Iterator[tuple[str, str]]:
        journal = self.partial / JOURNAL
        if journal.is_symlink() or not journal.is_file():
            return
        for line in journal.read_bytes().split(b"\n"):
            try:
                place, digest = json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue  # empty, or the line that a run was killed over
            if is_below(str(place), self.folder):
                yield str(place), str(digest)

    def _remember(self) -> None:
        manifest = self._manifest()
        self._hashes = _texts(manifest.get("files"))
        self.links = _texts(manifest.get("links"))
        self.hosts |= _names(manifest.get("hosts"))
        self._found, self._left_over = (set(_names(manifest.get(name))) for name in ("found", "left_over"))

    def _check(self, target: Path) -> None:
        """Raises Refused when a file cannot stand there: outside the folder, below a file, over a folder or a link."""
        folder = target.parent
        if folder not in self._safe_folders:
            try:
                inside = folder.resolve().is_relative_to(self._root)
            except (RuntimeError, OSError):  # symbolic links in a circle
                inside = False
            if not inside:
                raise Refused("it would be written outside the destination")
            self._safe_folders.add(folder)
        if target.is_symlink() or target.is_dir():
            raise Refused("a folder or a link stands in its place")
        above = next((each for each in target.parents if each.exists()), self.folder)
        if not above.is_dir():
            raise Refused(f"a file stands where its folder {above.name} should be")

    def _manifest(self) -> Mapping[str, object]:
        try:
            manifest = json.loads((self.folder / MANIFEST).read_bytes())
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError):
            return {}  # unreadable: every file counts as a person's, which is the safe side
        return manifest if isinstance(manifest, dict) else {}


def read_piece(source: BinaryIO) -> bytes:
    """The next bytes of a file that is to be put. Raises Unreadable."""
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error


def digest_of(file: Path) -> str:
    """The hash that the manifest remembers of a file. Raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _names(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


def _remove_links(partial: Path) -> None:
    """What is not whole yet is written into a folder of ours: what a link leads to is a person's. Raises OSError."""
    if partial.is_symlink():
        partial.unlink()
    elif partial.is_dir():
        for each in partial.iterdir():
            if each.is_symlink():
                each.unlink()


def _texts(value: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in value.items()} if isinstance(value, dict) else {}
