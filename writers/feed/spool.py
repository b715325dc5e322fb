"""Entries kept on disk until it is known which document each belongs to: posts do not come in the order of dates."""

import pickle
from array import array
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile, gettempdir
from types import TracebackType
from typing import Self

from writers.destination import cannot_write
from writers.feed.entry import FeedEntry

_IN_MEMORY = 16 << 20
"""Bytes; what is less never touches the disk."""


class Spool:
    """A list of entries of which only their places are in memory, opened with `with`."""

    def __init__(self) -> None:
        self._places = array("q")
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by __exit__)
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError):  # the disk is full, and what is still on its way there is not wanted any more
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, entry: FeedEntry) -> int:
        """Keep an entry; what it is found by again. Raises ConversionError when there is no room."""
        content = pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
        try:
            self._file.seek(self._end)
            self._file.write(content)
        except OSError as error:
            raise cannot_write(Path(gettempdir(), "portpress"), error) from error
        self._places.append(self._end)
        self._end += len(content)
        return len(self._places) - 1

    def __getitem__(self, number: int) -> FeedEntry:
        try:
            self._file.seek(self._places[number])  # which writes what is still on its way to the disk
            entry: FeedEntry = pickle.load(self._file)  # noqa: S301 (a file of our own, that nobody else can open)
        except OSError as error:
            raise cannot_write(Path(gettempdir(), "portpress"), error) from error
        return entry
