"""What earlier runs wrote into a folder: for each file, the item of the source that it came of, and its hash.

`.portpress.json` is written once, when a run ends. While a run goes on, each file is announced in a journal beside it
before it is written, so that a run that is killed leaves a record of all that it wrote: the next one reads both.
"""

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import IO

from writers.paths import fold

MANIFEST = ".portpress.json"
JOURNAL = ".portpress-journal"
UNFINISHED = ".portpress-unfinished"
"""The name of a file while it is written, in the folder where it will stand."""

STARTER = "*"
"""Stands for an item where a file holds nothing of the source's: it is never left over."""

VERSION = 2
"""1 knew a hash for each file and no item."""


@dataclass(frozen=True, slots=True)
class Record:
    """One file of ours."""

    digest: str
    """The SHA-256 of what was written, in hexadecimal."""
    item: str = ""
    """`Entry.key` of the item it came of; empty for what came of the site as a whole."""
    left_over: bool = False
    """Whether the last run had no more use for it."""


class Manifest:
    """The records of one folder, by path below it. Nothing here fails over a manifest that somebody has damaged.

    With a manifest that cannot be read no file counts as ours, which is the safe side.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records: dict[str, Record] = {}
        self._by_fold: dict[str, str] = {}
        self._standing: bytes | None = None
        self._journal: IO[bytes] | None = None

    def read(self) -> None:
        """Learn what earlier runs wrote, and clear away what a killed one left unfinished. Raises OSError."""
        try:
            self._standing = (self.folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            self._standing = None
        self.records = _records_in(self._standing or b"")
        for path, record in self._journalled():
            if hash_of(self.folder / path) == record.digest:
                self.records[path] = record
        self._by_fold = {fold(path): path for path in self.records}

    def is_ours(self, path: str, digest: str) -> bool:
        """Whether a file with this content at this path was written by an earlier run, or by this one."""
        record = self.record_of(path)
        return record is not None and record.digest == digest

    def record_of(self, path: str) -> Record | None:
        """What is known of a file; where the file system takes two spellings for one, under whichever it was made."""
        return self.records.get(path) or self.records.get(self._by_fold.get(fold(path), ""))

    def announce(self, path: str, digest: str, item: str) -> None:
        """Record that a file is about to be written. Raises OSError."""
        if self._journal is None:
            self._journal = (self.folder / JOURNAL).open("ab", buffering=0)
        self._journal.write(b"\n" + _encoded([path, digest, item]) + b"\n")  # also after a line that was cut off

    def keep(self, path: str, digest: str, item: str) -> None:
        """Record that a file stands there as this run wants it."""
        self.records[path] = Record(digest, item)
        self._by_fold[fold(path)] = path

    def forget(self, path: str) -> None:
        """Drop the record of a file that is gone, or is a person's now."""
        self.records.pop(path, None)

    def mark(self, path: str, *, left_over: bool) -> None:
        """Record whether the source still has a use for a file."""
        self.records[path] = replace(self.records[path], left_over=left_over)

    def content(self) -> bytes | None:
        """What the manifest must say now; None when it says so already."""
        lines = []
        for path, record in sorted(self.records.items()):
            about: dict[str, object] = {"sha256": record.digest}
            about |= {"item": record.item} if record.item else {}
            about |= {"left_over": True} if record.left_over else {}
            lines.append(_encoded(path) + b": " + _encoded(about))
        content = b'{"version": %d, "files": {\n%b\n}}\n' % (VERSION, b",\n".join(lines))
        return content if content != self._standing else None

    def has_vanished(self) -> bool:
        """Whether somebody took the folder away while files were written into it. Raises OSError."""
        if self._journal is None:
            return False
        journal = self.folder / JOURNAL
        return not journal.exists() or not os.path.samestat(journal.stat(), os.fstat(self._journal.fileno()))

    def close(self, *, saved: bool) -> None:
        """Stop announcing; once the manifest is saved nobody needs the journal. Raises OSError."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if saved:
            (self.folder / JOURNAL).unlink(missing_ok=True)

    def _journalled(self) -> list[tuple[str, Record]]:
        journal = self.folder / JOURNAL
        if journal.is_symlink() or not journal.is_file():
            return []
        found = []
        for line in journal.read_bytes().split(b"\n"):
            try:
                path, digest, item = json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue  # empty, or the last line of a run that was killed while writing it
            if is_below(str(path), self.folder):
                found.append((str(path), Record(str(digest), str(item))))
        (self.folder / UNFINISHED).unlink(missing_ok=True)
        for path, _ in found[-1:]:
            (self.folder / path).with_name(UNFINISHED).unlink(missing_ok=True)
        return found


NO_FILE = "-"
"""Stands for a hash where something stands that is no file: a folder, a link, a device."""


def standing_at(path: Path) -> str | None:
    """The SHA-256 of the file that stands there, or `NO_FILE`; None where nothing stands. Raises OSError."""
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not S_ISREG(kind):
        return NO_FILE
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def hash_of(file: Path) -> str | None:
    """The SHA-256 of a file; None where there is none, or something else. Raises OSError."""
    standing = standing_at(file)
    return None if standing == NO_FILE else standing


def is_below(path: str, folder: Path) -> bool:
    """Whether a relative path leads to a place below a folder, symbolic links followed."""
    try:
        return (folder / path).parent.resolve().is_relative_to(folder.resolve())
    except (RuntimeError, ValueError, OSError):  # links in a circle; a NUL; a name too long
        return False


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _records_in(manifest: bytes) -> dict[str, Record]:
    try:
        data = json.loads(manifest)
        files = data["files"]
        if data.get("version") not in (1, VERSION) or not isinstance(files, dict):
            return {}
        return {path: record for path, about in files.items() if (record := _record_of(about))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _record_of(about: object) -> Record | None:
    if isinstance(about, str):  # version 1
        return Record(about)
    if not isinstance(about, dict) or not isinstance(about.get("sha256"), str):
        return None
    return Record(about["sha256"], str(about.get("item", "")), about.get("left_over") is True)
