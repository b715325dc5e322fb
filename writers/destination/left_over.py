"""Clearing away what earlier runs wrote and the source has no more use for: files of ours, never anybody else's."""

from dataclasses import dataclass
from pathlib import Path

from converters.problem import Problem, Report, Severity
from writers.destination.folder import Destination
from writers.destination.manifest import hash_of, is_below
from writers.destination.replacement import cannot_write


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed(Problem):
    """A file that was left over was removed."""

    code = "removed"
    severity = Severity.NOTE
    text = "{path} is removed: it was left over from an earlier run"
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOverKept(Problem):
    """A file that was left over is a person's now, because they edited it."""

    code = "left-over-kept"
    severity = Severity.NOTE
    text = "{path} was left over from an earlier run and was edited by hand: it is kept, and is yours from now on"
    path: str


def remove_left_over(folder: Destination) -> list[str]:
    """Remove every file that the last run marked and nobody has touched, and the folders that are empty then.

    Returns the paths that are gone. Raises ConversionError when the system refuses.
    """
    removed: list[str] = []
    for path, record in folder.manifest.records():
        if not record.left_over:
            continue
        if remove_untouched(folder.folder, path, record.digest, folder.report):
            removed.append(path)
        folder.manifest.forget(path)
    return removed


def remove_untouched(folder: Path, path: str, digest: str, report: Report) -> bool:
    """Remove a file of ours that still has the content of this hash; whether it did. Raises ConversionError."""
    target = folder / path
    try:
        standing = hash_of(target) if is_below(path, folder) else None
        if standing == digest:
            target.unlink()
            _remove_empty(target.parent, folder)
            report(Removed(path=path))
            return True
        if target.exists():
            report(LeftOverKept(path=path))
    except OSError as error:
        raise cannot_write(target, error) from error
    return False


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not folder.is_symlink() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
