"""The files of a folder and of a zip, listed without trusting either: no link out of it, no bomb, no lock."""

import io
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from converters.problem import ConversionError

MOST_FILES = 2_000_000
"""Names in one zip. The uploads of the largest blogs are a tenth of it."""
_BOMB_RATIO, _BOMB_SIZE = 250, 64 << 20
_SYSTEM_LEFTOVERS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file of a zip."""

    path: PurePosixPath
    size: int
    modified: float
    opened: Callable[[], BinaryIO]


def files_in_folder(root: Path) -> Iterator[tuple[PurePosixPath, int, float]]:
    """Path below the root, size and time of every file; links that lead out of the root are passed over."""
    top = root.resolve()
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if _is_leftover(name) or (file.is_symlink() and not file.resolve().is_relative_to(top)):
                continue
            about = file.stat()
            if stat.S_ISREG(about.st_mode):
                yield PurePosixPath(file.relative_to(root).as_posix()), about.st_size, about.st_mtime


def is_zip(file: Path) -> bool:
    """Whether a file is a zip, by its content."""
    return file.is_file() and zipfile.is_zipfile(file)


def files_in_zip(file: Path) -> tuple[list[ListedFile], Callable[[], None]]:
    """Every file of a zip, and what closes it.

    Raises ConversionError when it is damaged, locked by a password, holds a name that would lead out of a folder, or
    claims sizes that no honest zip has.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise ConversionError(f"{file} is a damaged zip: make it once more, or name the unpacked folder") from error
    try:
        return list(_listed(file, archive)), archive.close
    except ConversionError:
        archive.close()
        raise


def _listed(file: Path, archive: zipfile.ZipFile) -> Iterator[ListedFile]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise ConversionError(f"{file} holds more than {MOST_FILES} files: unpack it and name the folder")
    if sum(entry.compress_size for entry in entries) > file.stat().st_size:
        raise ConversionError(f"{file} is a zip bomb (its files overlap) and is not opened: make it once more")
    for entry in entries:
        name = _name_of(entry)
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or _DRIVE.match(name):
            raise ConversionError(
                f"{file} holds {name!r}, a name that leads out of its folder, and is not opened: make it once more"
            )
        if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or any(map(_is_leftover, path.parts)):
            continue
        if entry.flag_bits & 0x1:
            raise ConversionError(f"{file} is locked by a password: unpack it and name the folder")
        if entry.file_size > _BOMB_SIZE and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1):
            raise ConversionError(
                f"{file} is a zip bomb ({name!r} claims {entry.file_size} bytes) and is not opened: if you trust it, "
                "unpack it and name the folder"
            )
        yield ListedFile(path, entry.file_size, _time_of(entry), _opener(archive, entry))


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: io.BufferedReader(_Unzipped(archive, entry))


class _Unzipped(io.RawIOBase):
    """A file of a zip whose every kind of damage is an OSError. It never gives more bytes than the zip claims."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        self._name = entry.filename
        try:
            self._file = archive.open(entry)
        except _DAMAGE as error:
            raise self._damaged() from error

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read some bytes. Raises OSError when they are damaged."""
        try:
            got = self._file.read(len(buffer))
        except _DAMAGE as error:
            raise self._damaged() from error
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        """Close it."""
        if not self.closed and hasattr(self, "_file"):
            self._file.close()
        super().close()

    def _damaged(self) -> OSError:
        return OSError(f"{self._name} is damaged in the zip")


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The name, where it was written as UTF-8 without saying so, too; with slashes whatever system made it."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _time_of(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time, tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def _is_leftover(name: str) -> bool:
    return name in _SYSTEM_LEFTOVERS or name.startswith("._")
