"""The single file that is written into: whole or not at all, and nothing of a person's ever overwritten."""

import filecmp
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from converters.problem import ConversionError
from writers.destination.replacement import cannot_write


class OutputFile:
    """A file to write bytes into from the first to the last, opened with `with`; `-` is standard output.

    It stands under its name only once all of it is written: an error leaves what was there before. A file that does
    not begin with `mark` is not of this format, hence a person's, and is replaced only by `force`. One whose content
    would be the same is left alone.
    """

    def __init__(self, path: Path, *, mark: bytes, force: bool = False) -> None:
        self.path = path
        self.mark = mark
        self.force = force
        self._unfinished: Path | None = None
        self._file: IO[bytes]
        self._is_ours = True
        """Whether it was opened here and is to be closed here; standard output is not."""

    def __enter__(self) -> Self:
        try:
            self._file = self._opened()
        except OSError as error:
            raise cannot_write(self.path, error) from error
        return self

    def write(self, content: bytes) -> None:
        """Write some more. Raises ConversionError when there is no room, BrokenPipeError when nobody reads."""
        try:
            self._file.write(content)
        except BrokenPipeError:
            raise  # nobody reads any more, and so nobody needs to be told
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._file.flush()
            if self._is_ours:
                self._file.close()
            if self._unfinished is not None and error is None and not self._is_same():
                self._unfinished.replace(self.path)
        except BrokenPipeError:
            if error is None:
                raise
        except OSError as failure:
            if error is None:
                raise cannot_write(self.path, failure) from failure
        finally:
            if self._is_ours:
                with suppress(OSError):  # it was said already; what is left open would say it again, at any moment
                    self._file.close()
            if self._unfinished is not None:
                self._unfinished.unlink(missing_ok=True)

    def _opened(self) -> IO[bytes]:
        if str(self.path) == "-":
            self._is_ours = False
            return sys.stdout.buffer
        if self.path.is_dir():
            raise ConversionError(f"{self.path} is a folder: name a file to write into")
        if self.path.exists() and not self.path.is_file():
            return self.path.open("wb")  # a pipe or a device, which nothing can replace
        if self.path.is_file() and not self.force:
            with self.path.open("rb") as standing:
                if standing.read(len(self.mark)) not in (self.mark, b""):
                    raise ConversionError(
                        f"{self.path} is a file of another kind and is kept: choose another name, or give --force"
                    )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished = self.path.with_name(f".{self.path.name[:100]}.portpress-unfinished")
        self._unfinished.unlink(missing_ok=True)  # of a run that was killed; never followed if it is a link
        return self._unfinished.open("xb")

    def _is_same(self) -> bool:
        unfinished = self._unfinished
        return unfinished is not None and self.path.is_file() and filecmp.cmp(unfinished, self.path, shallow=False)
