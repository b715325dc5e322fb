"""A file of SQLite in a folder that this process alone owns: what is too much for memory, as long as it is needed.

The process that makes a file writes it, without a journal, since nobody reads it when that process is gone. Others read
it: children that were forked, and whoever gets it pickled, which is its path alone. What is in it was written by this
program, and nothing in it is executed: neither pickles nor triggers.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import weakref
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from converters.problem import ConversionError

_CACHE = 1 << 10
"""Kilobytes of a file that the process that writes it holds in memory; the system holds more where it has room."""
_CACHE_OF_READERS = 1 << 8

_numbers = count(1)
_own: "tuple[int, Path] | None" = None
_written: "weakref.WeakSet[IndexFile]" = weakref.WeakSet()
_abandoned: list[sqlite3.Connection] = []
"""Connections of the parent process, which a child must neither use nor close."""


class IndexFile:
    """One file. Whatever SQLite refuses is a ConversionError with the remedy."""

    def __init__(self, schema: str) -> None:
        folder = _folder()
        self.path = folder / f"{next(_numbers)}.sqlite"
        self._lock = Lock()
        self._process = os.getpid()
        self._pending = False
        try:
            self._connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            for line in (
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                "PRAGMA locking_mode = EXCLUSIVE",
                f"PRAGMA cache_size = -{_CACHE}",
                *schema.split(";"),
            ):
                self._connection.execute(line)
        except sqlite3.Error as error:
            raise self._refused(error) from error
        _written.add(self)
        weakref.finalize(self, _remove, self.path, self._process)
        weakref.finalize(self, _close, self._connection, self._process)  # the last to be named is the first to run

    def __reduce__(self) -> tuple[Any, ...]:
        self.settle()
        return _opened, (self.path,)

    def row(self, query: str, *values: object) -> Any:
        """The first row of an answer; None when there is none."""
        connection = self._ready()
        try:
            with self._lock:
                return connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def rows(self, query: str, *values: object) -> list[Any]:
        """The rows of an answer, which must be few: whoever wants many asks again and again."""
        connection = self._ready()
        try:
            with self._lock:
                return connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def write(self, statement: str, *values: object) -> int:
        """Change something; how many rows that changed."""
        connection = self._ready()
        try:
            with self._lock:
                if not self._pending:
                    connection.execute("BEGIN")
                    self._pending = True
                return connection.execute(statement, values).rowcount
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def write_all(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        """The same change with one set of values after the other."""
        connection = self._ready()
        try:
            with self._lock:
                if not self._pending:
                    connection.execute("BEGIN")
                    self._pending = True
                connection.executemany(statement, values)
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def settle(self) -> None:
        """Let others see what was written."""
        if self._pending and self._process == os.getpid():
            with self._lock:
                self._connection.execute("COMMIT")
                self._pending = False

    def _ready(self) -> sqlite3.Connection:
        """The connection of this process."""
        if self._process != os.getpid():
            _abandoned.append(self._connection)
            self._open()
        return self._connection

    def _open(self) -> None:
        """Open a file that another process has written: nobody changes it any more."""
        self._lock = Lock()
        self._pending = False
        address = f"file:{quote(str(self.path))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_OF_READERS}")
        except sqlite3.Error as error:
            raise ConversionError(
                f"the index {self.path} cannot be read: set TMPDIR to a folder that every worker sees"
            ) from error
        self._process = os.getpid()
        weakref.finalize(self, _close, self._connection, self._process)

    def _refused(self, error: sqlite3.Error) -> ConversionError:
        return ConversionError(
            f"the index {self.path} cannot be used ({error}): make room there, or set TMPDIR to another folder"
        )


def _opened(path: Path) -> IndexFile:
    """A file of another process, or of this one, as somebody who got it pickled sees it."""
    file = IndexFile.__new__(IndexFile)
    file.path = path
    file._open()
    return file


def _folder() -> Path:
    """The folder of this process, which nobody else may look into."""
    global _own
    if _own is None or _own[0] != os.getpid():
        try:
            _own = (os.getpid(), Path(tempfile.mkdtemp(prefix="portpress-index-")))
        except OSError as error:
            raise ConversionError(
                f"no index can be made in {tempfile.gettempdir()}: {error.strerror}; set TMPDIR to another folder"
            ) from error
        weakref.finalize(IndexFile, _remove, _own[1], _own[0])  # when the process ends
        if (processes := sys.modules.get("multiprocessing.util")) is not None:  # a worker ends without that
            processes.Finalize(None, _remove, args=(_own[1], _own[0]), exitpriority=1)
    return _own[1]


def _close(connection: sqlite3.Connection, owner: int) -> None:
    """Close the connection of a process, if this is that process and not its copy."""
    if os.getpid() == owner:
        connection.close()


def _remove(path: Path, owner: int) -> None:
    """Remove what a process has made, if this is that process and not its copy."""
    if os.getpid() != owner:
        return
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _settle_all() -> None:
    for file in list(_written):
        file.settle()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_settle_all)
