"""A file without a name that holds what is to come into a book, so that memory need not."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from converters.problem import ConversionError
from writers.destination import cannot_write

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """Where something lies in the spool."""

    start: int
    size: int
    digest: str
    """SHA-256, in hexadecimal digits."""


class Spool:
    """Keeps bytes until they are wanted; opened with `with`, and gone afterwards, whatever happens.

    It lies beside the file that is written (`near`), where there is room for it.
    """

    def __init__(self, near: Path) -> None:
        self.near = near
        self._end = 0
        folder = near.parent if near.parent.is_dir() and str(near) != "-" else None
        try:
            self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (closed in __exit__)
        except OSError as error:
            raise cannot_write(near, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):  # the disk is full, and what is still on its way there is not wanted any more
            self._file.close()

    def keep(self, pieces: Iterable[bytes]) -> Kept:
        """Keep bytes. Raises ConversionError when there is no room; whatever the pieces raise leaves no trace."""
        start, digest = self._end, sha256()
        at = start
        for piece in pieces:
            try:
                self._file.seek(at)
                self._file.write(piece)
            except OSError as error:
                raise cannot_write(self.near, error) from error
            digest.update(piece)
            at += len(piece)
        self._end = at
        return Kept(start, at - start, digest.hexdigest())

    def forget(self, kept: Kept) -> None:
        """Give back the room of what was kept last."""
        if kept.start + kept.size == self._end:
            self._end = kept.start

    def pieces(self, kept: Kept) -> Iterator[bytes]:
        """What was kept, piece by piece."""
        at, end = kept.start, kept.start + kept.size
        while at < end:
            try:
                self._file.seek(at)  # which writes what is still on its way to the disk
                piece = self._file.read(min(_PIECE, end - at))
            except OSError as error:
                raise cannot_write(self.near, error) from error
            if not piece:
                raise ConversionError(f"the temporary file beside {self.near} was cut off: run it again")
            at += len(piece)
            yield piece

    def text(self, kept: Kept) -> str:
        """A text that was kept."""
        return b"".join(self.pieces(kept)).decode()
