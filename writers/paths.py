"""When two paths cannot both be, since on some file system they would be one; and paths for entries that all can."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from converters.index import Table
from converters.post import Entry


def fold(path: str) -> str:
    """What two paths have in common that macOS or Windows would take for one: case and composition do not count."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def distinct_paths(entries: Iterable[Entry], path_of: Callable[[Entry], PurePosixPath]) -> Mapping[str, str]:
    """A path for each entry, by its key: the one that it wants, or one with its id where another entry came first."""
    paths: Table[str] = Table()
    taken: Table[int] = Table()
    for entry in entries:
        path = path_of(entry)
        stem, number = path.stem, 2
        while not taken.add(fold(str(path)), 1):
            path = path.with_stem(f"{stem}-{entry.id or 'again'}" + (f"-{number}" if number > 2 else ""))
            number += 1
        paths[entry.key] = str(path)
    return paths
