"""A file put in its place whole or not at all; and the sentence for when the system refuses it."""

import errno
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from converters.problem import ConversionError
from writers.destination.manifest import UNFINISHED


def put_in_place(target: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside its place, making the folder if need be, and move it there. Raises OSError.

    `write` makes a file where there is none, and raises FileExistsError where there is one.
    """
    unfinished = target.with_name(UNFINISHED)
    try:
        try:
            write(unfinished)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            write(unfinished)
        except FileExistsError:  # of a run that was killed; never followed if it is a link
            unfinished.unlink()
            write(unfinished)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_pieces(file: Path, pieces: Iterable[bytes]) -> None:
    """Make a file of pieces. Raises OSError."""
    with file.open("xb") as made:
        made.writelines(pieces)


def pour(content: IO[bytes], file: Path) -> None:
    """Make a file of what another holds, however large. Raises OSError."""
    with file.open("xb") as made:
        shutil.copyfileobj(content, made, 1 << 20)


def cannot_write(path: Path, error: OSError) -> ConversionError:
    """The error to raise when the system refuses a file, with what a person can do about it."""
    remedy = {
        errno.ENOSPC: "the disk is full: make room and run it again, it goes on where it stopped",
        errno.EACCES: "there is no permission to write there: choose another folder or change its permissions",
        errno.EROFS: "the disk is read-only: choose another folder",
    }.get(error.errno or 0, (error.strerror or str(error)).lower())
    return ConversionError(f"{path} cannot be written: {remedy}")
