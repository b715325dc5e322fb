"""The files of a site's own templates: which may be read, what is in them, and whether they are still the same."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath

from converters.frontmatter.document import decode
from converters.frontmatter.files import read_bytes

MOST_BYTES = 1024 * 1024
"""Of a template."""
_MOST_FILES = 10_000


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path, wherever links lead, is in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def file_in(folder: Path, name: str, root: Path) -> Path | None:
    """The file of a name in a folder of a site, which is the folder `root`.

    None where it is none, or where the name or a link leads out of either.
    """
    try:
        path = (folder / name).resolve()
        is_inside = is_within(path, folder) and is_within(folder, root)
        parts = PurePosixPath(name.replace("\\", "/")).parts
        return path if is_inside and ".." not in parts and not name.startswith("/") and path.is_file() else None
    except (OSError, ValueError):
        return None


def text_of_file(path: Path, most: int = MOST_BYTES) -> str:
    """The text in a file. Raises OSError, also for one of more bytes than `most`."""
    data = read_bytes(path, most + 1)
    if len(data) > most:
        raise OSError(0, f"it is larger than {most // 1024 // 1024} MB")
    return decode(data, lambda problem: None).lstrip("\ufeff")


def stamp_of(places: Iterable[Path]) -> str:
    """What the names, sizes and times of files come to, and of those in folders: the same while they are."""
    facts = repr(list(islice(_facts(places), _MOST_FILES)))
    return blake2b(facts.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _facts(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """The name, size and time of each file, and of those below each folder."""
    for place in places:
        below = (Path(above, name) for above, _, names in os.walk(place) for name in names)
        for file in [place] if place.is_file() else below:
            with suppress(OSError):
                facts = file.stat()
                yield str(file), facts.st_size, facts.st_mtime_ns
