"""The files of an export: the one that was given, or all those in a folder, as WordPress.com and wp-cli split them."""

import re
from dataclasses import dataclass
from pathlib import Path

from converters.problem import Problem, Report, Severity, Where
from converters.wordpress.wxr.encoding import peek

VERSION = re.compile(r"<(?:\w+:)?wxr_version>\s*+(?:<!\[CDATA\[)?\s*+([\w.]{1,20})")
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:\w+>|<wxr_version>", re.IGNORECASE)
_ELEMENTS = re.compile(r"<(?:rss|channel|item)[\s>]")
_NAMES = re.compile(r"(?i)\.(?:xml|wxr|rss)(?:\.[\w-]+)*\Z|\.gz\Z")
"""Names that exports in a folder have: `blog.xml`, `blog.xml.gz`, `blog.xml.bak`."""

MOST_FILES = 100_000
"""Files of one folder that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSkipped(Problem):
    """A file beside the exports of a folder that looks like one by its name, and is none."""

    code = "file-skipped"
    severity = Severity.NOTE
    text = "is not a WordPress export and was not read"


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export."""

    path: Path
    name: str
    """What messages call it: its path below the source, with `/`."""


def is_export(start: str) -> bool:
    """Whether a text that begins so is an export."""
    return bool(_ELEMENTS.search(start) and _WORDPRESS.search(start))


def export_files(source: Path, report: Report = lambda problem: None) -> list[ExportFile]:
    """The exports in a folder, found by their content, part 2 before part 10; a file is its own only one."""
    if not source.is_dir():
        return [ExportFile(source, source.name)]
    files = []
    for path in _candidates(source):
        name = path.relative_to(source).as_posix()
        if is_export(peek(path)):
            files.append(ExportFile(path, name))
        else:
            report(FileSkipped(where=Where(origin=name)))
    return files


def _candidates(folder: Path) -> list[Path]:
    """The files that are named like exports, in the order that people count in. Links to folders are not followed."""
    found: list[Path] = []
    folders = [folder]
    while folders and len(found) < MOST_FILES:
        try:
            children = sorted(folders.pop().iterdir())
        except OSError:
            continue
        for child in children:
            if child.name.startswith(".") or child.name == "__MACOSX":
                continue
            if child.is_dir() and not child.is_symlink():
                folders.append(child)
            elif _NAMES.search(child.name) and child.is_file():
                found.append(child)
    return sorted(found, key=lambda path: _counted(path.relative_to(folder).as_posix()))


def _counted(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,18})", name)]
