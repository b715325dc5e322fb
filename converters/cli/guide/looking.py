"""What the guide finds by looking: sources in a folder, the uploads beside them, and what a source holds."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from converters.blog import open_blog
from converters.formats import recognise
from converters.post import Status
from converters.problem import ConversionError, Problem

MOST_FOUND = 12
"""Sources that are offered."""
_MOST_LOOKED_AT = 300
_SUFFIXES = frozenset([".xml", ".wxr", ".rss", ".gz", ".zip", ".jsonl", ".ndjson"])
_UPLOADS = ("wp-content/uploads", "uploads", "public_html/wp-content/uploads", "wp-content/uploads.zip", "uploads.zip")
_HIDDEN = (Status.PRIVATE, Status.PENDING, Status.TRASHED, "protected")


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a folder that can be converted."""

    path: str
    description: str
    reader: str = ""
    """The name of the reader that knows it; nothing before it is unpacked."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source before anything is asked about it."""

    title: str
    description: str
    items: int
    hidden: dict[str, int]
    """Posts that are not public, by the word for `--include`."""
    attention: list[str]
    lacks_zone: bool
    """Whether its dates name no time zone."""


def sources_in(folder: Path) -> list[Found]:
    """What can be converted in a folder: the folder as a whole where it is more than what is in it, and that."""
    within = list(islice(_recognised(folder), MOST_FOUND))
    whole = _found(folder, ".")
    alike = sum(1 for each in within if whole and each.reader == whole.reader)
    if whole is None or alike == 1:
        return within
    is_one_thing = all((folder / each.path).is_dir() for each in within) and len({each.reader for each in within}) < 2
    return [whole, *within] if is_one_thing and not alike else [*within, whole]


def _recognised(folder: Path) -> Iterator[Found]:
    with suppress(OSError):
        for path in sorted(islice(folder.iterdir(), _MOST_LOOKED_AT)):
            if path.name.startswith(".") or not (path.is_dir() or path.suffix.lower() in _SUFFIXES):
                continue
            if found := _found(path, path.name):
                yield found


def _found(path: Path, name: str) -> Found | None:
    """What a file or folder is; nothing when it is not for us."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
            packed = any(each.endswith((".xml", ".md", ".html", ".jsonl")) for each in names)
            return Found(name, "a zip archive") if packed else None
        reader, description = recognise(path)
        return Found(name, description, reader.name)
    except (ConversionError, OSError, zipfile.BadZipFile):
        return None


def uploads_near(folder: Path, sources: Sequence[str]) -> str:
    """The uploads of a blog where people keep them: in a folder, or beside the sources; nothing when they are not."""
    above = [Path(), *(Path(source).parent for source in sources)]
    for start in above:
        for name in _UPLOADS:
            if (folder / start / name).exists():
                return str(start / name)
    return ""


def look_into(sources: Sequence[str]) -> Known:
    """What a source holds. Raises ConversionError when it cannot be read."""
    codes: set[str] = set()

    def hear(problem: Problem) -> None:
        codes.add(problem.code)

    with open_blog(*sources, report=hear) as blog:
        site, census = blog.site, blog.inspect()
        statuses = census.counts["statuses"]
        return Known(
            title=site.title,
            description=blog.description,
            items=sum(census.counts["kinds"].values()),
            hidden={str(word): statuses[word] for word in _HIDDEN if statuses.get(word)},
            attention=census.attention,
            lacks_zone="zone-assumed" in codes,
        )
