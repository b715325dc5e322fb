"""Archives from strangers: gzipped files, and zips → folders, with nothing outside and no more than is fair."""

import gzip
import io
import os
import shutil
import zipfile
import zlib
from calendar import timegm
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from converters.problem import ConversionError

MOST_FILES = 200_000
"""Files in one archive."""
MOST_GROWTH = 200
"""How many times its own size an archive may grow. Exports, which repeat themselves, grow by 5 to 20."""
ALWAYS_FAIR = 256 << 20
"""Bytes that any archive may unpack to, however small it is."""

_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".tar.gz")
_DEBRIS = ("__MACOSX", ".DS_Store", "Thumbs.db")


class GzippedFile(io.RawIOBase):
    """What a gzipped file holds. Reading on raises ConversionError once it has grown beyond all measure."""

    def __init__(self, archive: Path) -> None:
        self._packed = gzip.GzipFile(archive)
        self._archive = archive
        self._allowance = max(ALWAYS_FAIR, MOST_GROWTH * archive.stat().st_size)

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What can be had at once: an archive that is cut off gives what is there before it fails."""
        data = self._packed.read1(len(buffer))
        buffer[: len(data)] = data
        self._allowance -= len(data)
        if self._allowance < 0:
            raise ConversionError(_grown(self._archive))
        return len(data)

    def close(self) -> None:
        """Close the file, too."""
        self._packed.close()
        super().close()


def _grown(archive: Path) -> str:
    return (
        f"{archive} unpacks to more than {MOST_GROWTH} times its size, as zip bombs do, and was not read: if you trust "
        "it, unpack it yourself and give what is in it"
    )


def is_zip(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a zip archive; one without entries counts, too."""
    return start[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip archive into a folder that exists and is empty.

    Of several entries of one name each becomes a file: `blog.xml`, `blog.2.xml`.

    Raises ConversionError, in one sentence, when the archive is damaged, encrypted, empty or nothing but another
    archive, when a name in it leads out of the folder, or when it would grow beyond all measure (a zip bomb).
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir() and not _is_debris(entry.filename)]
            _check(archive, entries)
            allowance = max(ALWAYS_FAIR, MOST_GROWTH * archive.stat().st_size)
            names = _Names()
            for entry in entries:
                path = names.free(_inside(archive, entry.filename))
                allowance -= _unpack_entry(packed, entry, folder / path, allowance)
                if allowance < 0:
                    raise ConversionError(_grown(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ConversionError(f"{archive} is a damaged zip archive ({error}): get it once more") from error
    except OSError as error:
        raise ConversionError(
            f"{archive} cannot be unpacked ({error.strerror or error}): unpack it yourself and give the folder"
        ) from error


def _check(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise ConversionError(f"{archive} is an empty zip archive: export the blog once more")
    if len(entries) > MOST_FILES:
        raise ConversionError(f"{archive} holds more than {MOST_FILES} files: unpack it yourself and give the folder")
    encrypted = next((entry.filename for entry in entries if entry.flag_bits & _ENCRYPTED), None)
    if encrypted is not None:
        raise ConversionError(f"{archive} is encrypted ({encrypted}): unpack it yourself and give what is in it")
    if all(entry.filename.lower().endswith(_ARCHIVES) for entry in entries):
        name = entries[0].filename
        raise ConversionError(f"{archive} holds nothing but another archive ({name}): unpack it and give that one")


def _inside(archive: Path, name: str) -> PurePosixPath:
    """The path of an entry below the folder. Raises ConversionError when it would lie elsewhere."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ConversionError(
            f"{archive} holds a file that would be unpacked outside its folder ({name}), and was not read: if you "
            "trust it, unpack it yourself and give the folder"
        )
    return path


class _Names:
    """The names that files of one archive have taken; none is another one's, on any file system."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def free(self, path: PurePosixPath) -> PurePosixPath:
        """The path, numbered where it is taken: `blog.xml`, `blog.2.xml`."""
        wanted, free = str(path).casefold(), path
        while str(free).casefold() in self._times:
            self._times[wanted] += 1
            free = path.with_name(f"{path.stem[:200]}.{self._times[wanted]}{path.suffix}")
        self._times[str(free).casefold()] = 1
        return free


def _is_debris(name: str) -> bool:
    """Whether an entry is what operating systems add on their own."""
    path = PurePosixPath(name)
    return path.parts[:1] == ("__MACOSX",) or path.name in _DEBRIS


def _unpack_entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, allowance: int) -> int:
    """Write one entry, as a plain file whatever it claims to be; the bytes written, which end beyond the allowance."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with packed.open(entry) as source, target.open("xb") as out:
        while written <= allowance and (chunk := source.read(_CHUNK)):
            out.write(chunk)
            written += len(chunk)
    with suppress(ValueError, OverflowError, OSError):  # the hour that the archive says, whatever hour it is now
        hour = timegm((*entry.date_time, 0, 0, 0))
        os.utime(target, (hour, hour))
    return written


def only_folder_of(folder: Path) -> Path:
    """The folder that holds everything, where an archive was made of one folder; else the folder itself."""
    children = list(folder.iterdir())
    return only_folder_of(children[0]) if len(children) == 1 and children[0].is_dir() else folder


def place(source: Path, target: Path) -> None:
    """Make a file or a folder stand at a second place too, by hard links where the disk allows, else as copies."""
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_place_file, symlinks=True, ignore_dangling_symlinks=True)
    else:
        _place_file(str(source), str(target))


def _place_file(source: str, target: str) -> None:
    try:
        os.link(os.path.realpath(source), target)
    except OSError:
        shutil.copyfile(source, target)
