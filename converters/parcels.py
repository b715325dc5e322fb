"""What travels to another process: packed, and on disk where it is large, so that no two processes hold it at once."""

import pickle
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, Any

IN_MEMORY = 1 << 20
"""Bytes of a parcel that need no file."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something packed. Whoever gets a parcel gets what is in it, as often as it is asked for, until it is dropped."""

    packed: bytes
    """Empty where it lies in a file."""
    file: Path | None = None

    @property
    def is_large(self) -> bool:
        """Whether what was packed is too large for memory, so that it waits on disk."""
        return self.file is not None

    def unpacked(self) -> Any:
        """What was packed. Raises OSError when the file is gone."""
        if self.file is None:
            return pickle.loads(self.packed)  # noqa: S301  # our own, like all that our processes send one another
        with self.file.open("rb") as file:
            return pickle.load(file)  # noqa: S301  # our own, in a folder that nobody else may look into

    def drop(self) -> None:
        """Remove the file, if there is one."""
        if self.file is not None:
            with suppress(OSError):
                self.file.unlink()


class Packing:
    """Packs for one map; the files are gone when it is closed."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._folder: Path | None = None

    def pack(self, content: object) -> Parcel:
        """A parcel. Where no file can be written it stays in memory, however large it is."""
        try:
            with _Spool(self._files()) as spool:
                pickle.Pickler(spool, pickle.HIGHEST_PROTOCOL).dump(content)
                return spool.parcel()
        except OSError:
            return Parcel(pickle.dumps(content, pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """Remove all files."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _files(self) -> Iterator[Path]:
        """Names of new files. Raises OSError."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="portpress-parcels-"))
        while True:
            yield self._folder / str(next(self._numbers))


class _Spool:
    """Takes the bytes of one parcel, which go to a file once they are many."""

    def __init__(self, files: Iterator[Path]) -> None:
        self._files = files
        self._parts: list[bytes] = []
        self._size = 0
        self._path: Path | None = None
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "_Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            if kind is not None and self._path is not None:
                self._path.unlink(missing_ok=True)

    def write(self, part: bytes | memoryview) -> int:
        """What the pickler calls. Raises OSError."""
        if self._file is None:
            self._parts.append(bytes(part))
            self._size += len(part)
            if self._size > IN_MEMORY:
                self._path = next(self._files)
                self._file = self._path.open("xb")
                self._file.writelines(self._parts)
                self._parts = []
        else:
            self._file.write(part)
        return len(part)

    def parcel(self) -> Parcel:
        """The parcel, once all is written. Raises OSError."""
        if self._file is None:
            return Parcel(b"".join(self._parts))
        self._file.close()
        return Parcel(b"", self._path)
