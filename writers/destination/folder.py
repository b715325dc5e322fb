"""The folder that is written into: every file whole or not at all, and nothing of a person's ever overwritten.

The manifest in the folder remembers a hash of each file that was written. A file that is not in it, or that no longer
has its hash, is a person's: it stays as it is, and a problem says so.
"""

import errno
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from converters.index import Table
from converters.problem import NOWHERE, ConversionError, LeftBehind, PostFailed, Problem, Report, Severity, Where
from writers.destination.manifest import (
    MANIFEST,
    NO_FILE,
    STARTER,
    Manifest,
    hash_of,
    is_below,
    standing_at,
)
from writers.destination.replacement import cannot_write, pour, put_in_place, write_pieces
from writers.paths import fold

_IN_MEMORY = 1 << 20
"""Bytes of a text in pieces that need no file before it is known whether they are wanted."""
_MOST_FOLDERS = 10_000
"""Folders that are remembered to lie in the destination; any other is looked at once more."""
_NOTHING_MORE_CAN_BE_WRITTEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.EIO})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKept(Problem):
    """A file that a person made or edited stood where a post should go."""

    code = "file-kept"
    severity = Severity.LOSS
    text = "{path} was made or edited by hand and is kept: the new version is not written (--force overwrites it)"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdited(Problem):
    """A person edited a file, and nothing in the source has changed since it was written: nothing is lost."""

    code = "file-edited"
    severity = Severity.NOTE
    text = "{path} was edited by hand and stays as it is (--force overwrites it)"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTwin(Problem):
    """Two files of one run have names that many file systems take for one."""

    code = "path-twin"
    severity = Severity.LOSS
    text = "{path} is not written: where upper and lower case are one it would stand over {other}"
    path: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver(LeftBehind):
    """An earlier run wrote a file that nothing in the source asks for any more."""

    code = "left-over"
    text = "{path} was written by an earlier run and is not part of the blog any more (--prune removes it)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(LeftBehind):
    """What an earlier run wrote at one path now stands at another."""

    code = "renamed"
    text = "{path} has become {now}, and the old file is still there (--prune removes it)"
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteKept(Problem):
    """The destination was a site already, so that its configuration and layouts are its owner's."""

    code = "site-kept"
    severity = Severity.NOTE
    text = "{folder} is a {generator} site already: its configuration and layouts stay as they are. They need {needs}"
    folder: str
    generator: str
    needs: str


class Destination:
    """A folder to write into, opened with `with`; leaving it writes the manifest, also after an error."""

    def __init__(self, folder: Path, report: Report, *, force: bool = False) -> None:
        self.folder = folder
        self.report = report
        self.force = force
        self.manifest = Manifest(folder)
        self._wanted: Table[str] = Table()
        """Every path that this run has wanted, by what it has in common with its twins."""
        self.first_path: Table[str] = Table()
        """Where this run put the first file of each item."""
        self._safe_folders: set[PurePosixPath] = set()

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise ConversionError(f"{self.folder} is a file: name a folder to write the site into")
        try:
            self.prepare()
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.finish()
        except OSError as failure:
            if error is None:
                raise cannot_write(self.folder / MANIFEST, failure) from failure

    def prepare(self) -> None:
        """Make the folder, and learn what earlier runs wrote. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.manifest.read()

    def finish(self) -> None:
        """Save the manifest, unless it says all already. Raises OSError, also when what was written is gone again."""
        if self.manifest.has_vanished():
            self.manifest.close(saved=False)
            raise FileNotFoundError(errno.ENOENT, "it was taken away while it was written: run it again")
        if not self.manifest.is_saved():
            put_in_place(self.folder / MANIFEST, lambda unfinished: write_pieces(unfinished, self.manifest.content()))
        self.manifest.close(saved=True)

    def has(self, *names: str) -> bool:
        """Whether the folder holds one of these files already."""
        return any((self.folder / name).exists() for name in names)

    def is_ours(self, path: PurePosixPath) -> bool:
        """Whether a file stands there just as an earlier run wrote it, or was written by this one."""
        try:
            standing = hash_of(self.folder / path)
        except OSError:
            return False
        return standing is not None and self.manifest.is_ours(str(path), standing)

    def wants(self, path: str) -> bool:
        """Whether this run has a file for a path, or for one that is the same file under another spelling."""
        other = self._wanted.get(fold(path))
        if other is None or other == path:
            return other is not None
        old, new = self.folder / path, self.folder / other
        return not (old.exists() and new.exists()) or old.samefile(new)

    def mark_left_over(self, stays: Callable[[str], bool]) -> None:
        """Report what earlier runs wrote and this one did not, and mark it so that it can be removed.

        Of an item that this run did not write `stays` says whether it is still part of the blog, only not chosen now.
        """
        for path, record in self.manifest.records():
            if self.wants(path) or record.item == STARTER:
                self.manifest.mark(path, left_over=False)
                continue
            if not (self.folder / path).exists():
                self.manifest.forget(path)
                continue
            now = self.first_path.get(record.item) if record.item else None
            left_over = now is not None or not (record.item and stays(record.item))
            self.manifest.mark(path, left_over=left_over)
            if left_over and now is not None and PurePosixPath(now).suffix == PurePosixPath(path).suffix:
                self.report(Renamed(path=path, now=now))
            elif left_over:
                self.report(LeftOver(path=path))

    def put_unless_edited(self, path: PurePosixPath, text: str) -> None:
        """Write a file that holds nothing of the source's; what a person made of it, or has there, stays in peace."""
        target = self.folder / path
        if self.is_ours(path) or not (target.exists() or target.is_symlink()):
            self.put(path, text, NOWHERE, item=STARTER)
        else:
            self._wanted.add(fold(str(path)), str(path))

    def put(self, path: PurePosixPath, text: str, where: Where, *, item: str = "") -> bool:
        """Write a file, unless it stands there already, letter for letter; False (and a problem) when it cannot be.

        `item` is the `Entry.key` of what the file comes of: when that is gone from the source, the file is left over.
        Raises ConversionError when nothing more can be written at all.
        """
        return self.put_bytes(path, text.encode("utf-8", "replace"), where, item=item)

    def put_bytes(self, path: PurePosixPath, content: bytes, where: Where, *, item: str = "") -> bool:
        """The same for any content."""
        digest = hashlib.sha256(content).hexdigest()
        return self._put(path, digest, lambda unfinished: write_pieces(unfinished, [content]), where, item)

    def put_pieces(self, path: PurePosixPath, pieces: Iterable[str | bytes], where: Where, *, item: str = "") -> bool:
        """The same for a text in pieces, which together may be more than memory should hold."""
        digest = hashlib.sha256()
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            for piece in pieces:
                content = piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
                digest.update(content)
                whole.write(content)
            size = whole.tell()
            whole.seek(0)
            if size <= _IN_MEMORY:
                return self.put_bytes(path, whole.read(), where, item=item)
            return self._put(path, digest.hexdigest(), lambda unfinished: pour(whole, unfinished), where, item)

    def _put(self, path: PurePosixPath, digest: str, write: Callable[[Path], None], where: Where, item: str) -> bool:
        name, target = str(path), self.folder / path
        try:
            if not self._is_inside(path):
                self.report(PostFailed(reason=f"{path} would be written outside the destination", where=where))
                return False
            other = self._wanted.setdefault(fold(name), name)
            if other != name:
                self.report(PathTwin(path=name, other=other, where=where))
                return False
            self.first_path.add(item, name)
            standing = standing_at(target)
            if standing == NO_FILE:
                self.report(FileKept(path=name, where=where))
                return False
            if standing not in (None, digest) and not (self.force or self.manifest.is_ours(name, standing or "")):
                return self._leave(name, digest, where)
            if standing != digest:
                self.store(target, name, digest, write, item)
        except OSError as error:
            if error.errno in _NOTHING_MORE_CAN_BE_WRITTEN or isinstance(error, PermissionError):
                raise cannot_write(target, error) from error
            self.report(PostFailed(reason=f"{path} cannot be written: {error.strerror}", where=where))
            return False
        self.manifest.keep(name, digest, item)
        return True

    def store(self, target: Path, name: str, digest: str, write: Callable[[Path], None], item: str) -> None:
        """Put a new version in its place. Raises OSError."""
        self.manifest.announce(name, digest, item)
        put_in_place(target, write)

    def _leave(self, name: str, digest: str, where: Where) -> bool:
        record = self.manifest.record_of(name)
        if record is not None and record.digest == digest:
            self.report(FileEdited(path=name, where=where))
            self.manifest.mark(name, left_over=False)
            return True
        self.report(FileKept(path=name, where=where))
        return False

    def _is_inside(self, path: PurePosixPath) -> bool:
        """Whether a path, symbolic links followed, lies in the destination."""
        if path.parent not in self._safe_folders:
            if not is_below(str(path), self.folder):
                return False
            if len(self._safe_folders) >= _MOST_FOLDERS:
                self._safe_folders.clear()
            self._safe_folders.add(path.parent)
        return True
