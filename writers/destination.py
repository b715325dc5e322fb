"""The folder that is written into: every file whole or not at all, and nothing of a person's ever overwritten.

`.portpress.json` in the folder remembers a hash of each file that was written. A file that is not in it, or that no
longer has its hash, is a person's: it stays as it is, and a problem says so.
"""

import errno
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from converters.problem import NOWHERE, ConversionError, PostFailed, Problem, Report, Severity, Where

MANIFEST = ".portpress.json"
_TEMPORARY = ".portpress-unfinished"
_NOTHING_MORE_CAN_BE_WRITTEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.EIO})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKept(Problem):
    """A file that a person made or edited stood where a post should go."""

    code = "file-kept"
    severity = Severity.LOSS
    text = "{path} was made or edited by hand and is kept: the new version is not written (--force overwrites it)"
    path: str


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
        self._hashes: dict[str, str] = {}
        self._standing_manifest: bytes | None = None
        self._safe_folders: set[Path] = set()

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise ConversionError(f"{self.folder} is a file: name a folder to write the site into")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._root = self.folder.resolve(strict=True)
            self._hashes = self._read_manifest()
        except OSError as error:
            raise cannot_write(self.folder, error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        manifest = json.dumps({"version": 1, "files": dict(sorted(self._hashes.items()))}, indent=0).encode()
        try:
            if manifest != self._standing_manifest:
                self._replace(self.folder / MANIFEST, manifest)
        except OSError as failure:
            if error is None:
                raise cannot_write(self.folder / MANIFEST, failure) from failure

    def has(self, *names: str) -> bool:
        """Whether the folder holds one of these files already."""
        return any((self.folder / name).exists() for name in names)

    def is_ours(self, path: PurePosixPath) -> bool:
        """Whether a file stands there just as an earlier run wrote it, or was written by this one."""
        target = self.folder / path
        try:
            return target.is_file() and not target.is_symlink() and self._hash(target) == self._hashes.get(str(path))
        except OSError:
            return False

    def put_unless_edited(self, path: PurePosixPath, text: str) -> None:
        """Write a file that holds nothing of the source's; what a person made of it, or has there, stays in peace."""
        target = self.folder / path
        if self.is_ours(path) or not (target.exists() or target.is_symlink()):
            self.put(path, text, NOWHERE)

    def put(self, path: PurePosixPath, text: str, where: Where) -> bool:
        """Write a file, unless it stands there already, letter for letter; False (and a problem) when it cannot be.

        Raises ConversionError when nothing more can be written at all.
        """
        content = text.encode("utf-8", "replace")
        digest = hashlib.sha256(content).hexdigest()
        target = self.folder / path
        try:
            if not self._is_inside(target.parent):
                self.report(PostFailed(reason=f"{path} would be written outside the destination", where=where))
                return False
            standing = self._hash(target) if target.is_file() else None
            if target.is_symlink() or (target.exists() and standing is None):
                self.report(FileKept(path=str(path), where=where))
                return False
            if standing is not None and standing != digest and not self._is_ours(path, standing):
                self.report(FileKept(path=str(path), where=where))
                return False
            if standing != digest:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._replace(target, content)
        except OSError as error:
            if error.errno in _NOTHING_MORE_CAN_BE_WRITTEN or isinstance(error, PermissionError):
                raise cannot_write(target, error) from error
            self.report(PostFailed(reason=f"{path} cannot be written: {error.strerror}", where=where))
            return False
        self._hashes[str(path)] = digest
        return True

    def _is_ours(self, path: PurePosixPath, standing: str) -> bool:
        return self.force or self._hashes.get(str(path)) == standing

    @staticmethod
    def _hash(file: Path) -> str:
        return hashlib.sha256(file.read_bytes()).hexdigest()

    def _is_inside(self, folder: Path) -> bool:
        """Whether a folder, symbolic links followed, lies in the destination."""
        if folder not in self._safe_folders:
            try:
                if not folder.resolve().is_relative_to(self._root):
                    return False
            except RuntimeError:  # symbolic links in a circle
                return False
            self._safe_folders.add(folder)
        return True

    def _replace(self, target: Path, content: bytes) -> None:
        unfinished = target.with_name(_TEMPORARY)
        try:
            unfinished.unlink(missing_ok=True)  # of a run that was killed; never followed if it is a link
            with unfinished.open("xb") as file:
                file.write(content)
            unfinished.replace(target)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def _read_manifest(self) -> dict[str, str]:
        try:
            self._standing_manifest = (self.folder / MANIFEST).read_bytes()
            files = json.loads(self._standing_manifest)["files"]
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, RecursionError):
            return {}  # unreadable: every file counts as a person's, which is the safe side
        return {str(path): str(digest) for path, digest in files.items()} if isinstance(files, dict) else {}


def cannot_write(path: Path, error: OSError) -> ConversionError:
    """The error to raise when the system refuses a file, with what a person can do about it."""
    remedy = {
        errno.ENOSPC: "the disk is full: make room and run it again, it goes on where it stopped",
        errno.EACCES: "there is no permission to write there: choose another folder or change its permissions",
        errno.EROFS: "the disk is read-only: choose another folder",
    }.get(error.errno or 0, (error.strerror or str(error)).lower())
    return ConversionError(f"{path} cannot be written: {remedy}")
