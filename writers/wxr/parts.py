"""The file, or the several files of a size that a host takes, that items are written into one after the other."""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from converters.problem import ConversionError, Problem, Report, Severity
from writers.output_file import OutputFile
from writers.wxr.channel import END, PROLOG

_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([kmg]?)b?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyApart(Problem):
    """An item in another file than its parent."""

    code = "family-apart"
    severity = Severity.WARNING
    text = "{count} items stand in other files than their parents, which the importer will not find: split less"
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


class Parts:
    """Files that begin with the same head, opened with `with`: `blog.xml`, `blog-2.xml`, `blog-3.xml` …

    Each is a whole WXR of at most `size` bytes (zero: one file however large), unless a single item is larger. Not one
    of them stands under its name before all is written.
    """

    def __init__(self, path: Path, head: str, *, size: int, force: bool, report: Report) -> None:
        if size and str(path) == "-":
            raise ConversionError("standard output cannot be split: name a file, or leave out --split")
        self._path = path
        self._head = head.encode()
        self._size = size
        self._force = force
        self._report = report
        self._files = ExitStack()
        self._file: OutputFile
        self._written = 0
        self._count = 0
        self._part_of: dict[int, int] = {}
        self._parents: list[tuple[int, int]] = []

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self._file.write(END.encode())
                apart = sum(self._part_of.get(parent, part) != part for parent, part in self._parents)
                if apart:
                    self._report(FamilyApart(count=apart))
        finally:
            self._files.__exit__(kind, error, at)

    def write(self, text: str, id: int, parent: int) -> None:
        """Write an item; the next file begins when it has no room in this one."""
        content = text.encode("utf-8", "replace")
        room = self._size - len(END)
        if self._size and self._written + len(content) > room and self._written > len(self._head):
            self._file.write(END.encode())
            self._begin()
        self._file.write(content)
        self._written += len(content)
        if self._size:
            self._part_of[id] = self._count
            if parent:
                self._parents.append((parent, self._count))

    def _begin(self) -> None:
        self._count += 1
        path = self._path
        if self._count > 1:
            path = path.with_name(f"{path.stem}-{self._count}{path.suffix}")
        self._file = self._files.enter_context(OutputFile(path, mark=PROLOG.encode(), force=self._force))
        self._file.write(self._head)
        self._written = len(self._head)
