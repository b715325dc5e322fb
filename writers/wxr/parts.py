"""The file, or the several files of a size that a host takes, that items are written into."""

import re
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from converters.problem import ConversionError, Problem, Report, Severity
from writers.destination import cannot_write
from writers.destination.output_file import OutputFile
from writers.wxr.channel import END, PROLOG
from writers.wxr.families import Member, in_parts

_IN_MEMORY = 1 << 20
"""Bytes of a head that needs no file of its own."""
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([kmg]?)b?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyApart(Problem):
    """An item in another file than one that the importer must have seen to place it."""

    code = "family-apart"
    severity = Severity.WARNING
    text = (
        "{count} {count:item stands in another file than its parent|items stand in other files than their parents}, "
        "or than what a menu points at, which the importer will not find: give --split a larger size"
    )
    count: int


def size_named(text: str) -> int:
    """The bytes that `15MB`, `500 kB` or a bare number names; zero for the empty text. Raises ConversionError."""
    match = _SIZE.fullmatch(text.strip())
    if not text.strip():
        return 0
    size = int(float(match[1]) * {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}[match[2].lower()]) if match else 0
    if not size:
        raise ConversionError(f"{text!r} is no size: give --split one such as 15MB")
    return size


def parts_of(path: Path) -> list[Path]:
    """The files that stand there of one export, in order."""
    found, number = [path], 2
    while (part := path.with_name(f"{path.stem}-{number}{path.suffix}")).is_file():
        found.append(part)
        number += 1
    return found


class Parts:
    """Files that begin with the same head, opened with `with`: `blog.xml`, `blog-2.xml`, `blog-3.xml` …

    Each is a whole WXR of at most `size` bytes (zero: one file however large), unless a single item is larger. Not one
    of them stands under its name before all is written. Items that need one another come into one file where it has
    room for all of them: so what is to be split waits in a file of its own until all items are known.
    """

    def __init__(self, path: Path, head: Iterable[str], *, size: int, force: bool, report: Report) -> None:
        if size and str(path) == "-":
            raise ConversionError("standard output cannot be split: name a file, or leave out --split")
        self._path = path
        self._pieces = head
        self._head: IO[bytes]
        self._size = size
        self._room = 0
        """Bytes of items in each file."""
        self._force = force
        self._report = report
        self._files = ExitStack()
        self._file: OutputFile
        self._count = 0
        self._waiting: IO[bytes]
        self._members: list[Member] = []

    def __enter__(self) -> Self:
        with self._files:
            self._head = self._files.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="portpress-"))
            if self._size:
                self._waiting = self._files.enter_context(tempfile.TemporaryFile(prefix="portpress-"))
            try:
                for piece in self._pieces:  # writelines looks at the size but once, in the end
                    self._head.write(piece.encode())
            except OSError as error:
                raise cannot_write(self._path, error) from error
            self._room = self._size - self._head.tell() - len(END)
            self._begin()
            self._files = self._files.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._files.pop_all() as files:
            if error is not None:
                files.__exit__(kind, error, at)
                return
            self._files = files
            if self._size:
                self._distribute()
            self._file.write(END.encode())

    def write(self, pieces: Iterable[bytes], id: int, parent: int, needs: tuple[int, ...] = ()) -> None:
        """Write an item; `needs` are the ids of others, besides its parent, without which the importer drops it."""
        if not self._size:
            for piece in pieces:
                self._file.write(piece)
            return
        size = 0
        try:
            for piece in pieces:
                size += self._waiting.write(piece)
        except OSError as error:
            raise cannot_write(self._path, error) from error
        self._members.append(Member(id, size, parent, needs))

    def _distribute(self) -> None:
        """Write what waits, each family into one file."""
        offsets = [0]
        for member in self._members:
            offsets.append(offsets[-1] + member.size)
        parts = in_parts(self._members, self._room)
        for number, part in enumerate(parts):
            if number:
                self._file.write(END.encode())
                self._begin()
            for place in part:
                self._waiting.seek(offsets[place])
                self._file.write(self._waiting.read(self._members[place].size))
        part_of = {self._members[place].id: number for number, part in enumerate(parts) for place in part}
        apart = sum(
            any(part_of.get(id, part_of[each.id]) != part_of[each.id] for id in (each.parent, *each.needs))
            for each in self._members
        )
        if apart:
            self._report(FamilyApart(count=apart))

    def _begin(self) -> None:
        self._count += 1
        path = self._path
        if self._count > 1:
            path = path.with_name(f"{path.stem}-{self._count}{path.suffix}")
        self._file = self._files.enter_context(OutputFile(path, mark=PROLOG.encode(), force=self._force))
        self._head.seek(0)
        while piece := self._head.read(_IN_MEMORY):
            self._file.write(piece)
