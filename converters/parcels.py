"""What travels between processes: packed, and on disk unless it is small.

So no two processes hold the same at once; and a process that is killed in the middle of sending leaves nobody waiting
for the rest: what goes through the pipe fits in at once.
"""

import pickle
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, Any

from converters.signals import heard_later

IN_MEMORY = 1 << 14
"""Bytes of a parcel that need no file: a pipe of Linux has room for four such parcels, and others for one."""
LARGE = 1 << 20
"""Bytes from which on memory that was needed for a parcel is worth giving back."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something packed. Whoever gets it gets what is in it, as often as it is asked for, until its place is free."""

    packed: bytes
    """Empty where it lies in a file."""
    size: int
    """In bytes."""
    file: Path | None = None

    @property
    def is_large(self) -> bool:
        """Whether it needs so much memory that it is worth giving back."""
        return self.size >= LARGE

    def unpacked(self) -> Any:
        """What was packed. Raises OSError when the file is gone."""
        if self.file is None:
            return pickle.loads(self.packed)  # noqa: S301  # our own, like all that our processes send one another
        with self.file.open("rb") as file:
            return pickle.load(file)  # noqa: S301  # our own, in a folder that nobody else may look into


class Places:
    """Files for parcels, in a folder that nobody else may look into; each is used again once its parcel has arrived.

    For a new file costs more than what is written into it, most of all where others have just been deleted (ext4).
    """

    def __init__(self) -> None:
        self._numbers = count(1)
        self._free: list[Path] = []
        self._folder: Path | None = None
        self._is_made = False

    def take(self) -> Path | None:
        """A file that no parcel on its way lies in; None where there can be no files."""
        if not self._is_made:
            with heard_later(), suppress(OSError):  # a folder that nobody knows of would stay
                self._folder = Path(tempfile.mkdtemp(prefix="portpress-parcels-"))
            self._is_made = True
        if self._folder is None:
            return None
        return self._free.pop() if self._free else self._folder / str(next(self._numbers))

    def give_back(self, place: Path | None) -> None:
        """Say that what lay in a file has arrived."""
        if place is not None:
            self._free.append(place)

    def close(self) -> None:
        """Remove all files."""
        if self._folder is not None:
            with heard_later():
                shutil.rmtree(self._folder, ignore_errors=True)


def pack(content: object, place: Path | None) -> Parcel:
    """A parcel; unless it is small, in a file. Where that cannot be written it stays in memory, however large it is."""
    try:
        with _Spool(place) as spool:
            pickle.Pickler(spool, pickle.HIGHEST_PROTOCOL).dump(content)
            return spool.parcel()
    except OSError:
        packed = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
        return Parcel(packed, len(packed))


class _Spool:
    """Takes the bytes of one parcel, which go to a file once they are many."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._parts: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "_Spool":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def write(self, part: bytes | memoryview) -> int:
        """What the pickler calls. Raises OSError."""
        self._size += len(part)
        if self._file is not None:
            self._file.write(part)
            return len(part)
        self._parts.append(bytes(part))
        if self._size > IN_MEMORY:
            if self._place is None:
                raise OSError("there is no place for it")
            self._file = self._place.open("wb")
            self._file.writelines(self._parts)
            self._parts = []
        return len(part)

    def parcel(self) -> Parcel:
        """The parcel, once all is written. Raises OSError."""
        if self._file is None:
            return Parcel(b"".join(self._parts), self._size)
        self._file.close()
        return Parcel(b"", self._size, self._place)
