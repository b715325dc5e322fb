"""Where the templates of a Hugo site are: what a process needs to run them, small enough to be sent to others."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath

from converters.frontmatter.document import decode
from converters.frontmatter.fields import text_of, texts_of
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Value
from converters.sites.hugo.configuration import Configuration, configuration_files
from converters.sites.pages import MarkdownSite

MOST_BYTES = 1024 * 1024
"""Of a template."""
_MOST_FILES = 10_000
_SHORTCODES = ("_shortcodes", "shortcodes")
_PARTIALS = ("_partials", "partials")
"""What the folders are called since Hugo 0.146, and before."""


@dataclass(frozen=True)
class TemplateSource:
    """The folders of a site that has templates. Two are the same while their files are."""

    source: Path
    layouts: tuple[Path, ...]
    """The folders of its layouts, the site's own first, then those of its themes."""
    configuration: Configuration = field(compare=False)
    stamp: str
    """What the names, sizes and times of the files come to."""

    def shortcode(self, name: str, language: str) -> Path | None:
        """The file of a shortcode; None where no folder has it."""
        return self._first(_SHORTCODES, (f"{name}.{language}.html", f"{name}.html"))

    def partial(self, name: str) -> Path | None:
        """The file of a partial; None where no folder has it."""
        return self._first(_PARTIALS, (name, f"{name}.html"))

    def _first(self, folders: tuple[str, ...], names: tuple[str, ...]) -> Path | None:
        for layouts in self.layouts:
            for name in names:
                for folder in folders:
                    path = self.file_in(layouts / folder, name)
                    if path is not None:
                        return path
        return None

    def file_in(self, folder: Path, name: str) -> Path | None:
        """The file of a name in a folder; None where it is none, or the name or a link leads out of the folder."""
        try:
            path = (folder / name).resolve()
            is_inside = is_within(path, folder) and is_within(folder, self.source)
            parts = PurePosixPath(name.replace("\\", "/")).parts
            return path if is_inside and ".." not in parts and not name.startswith("/") and path.is_file() else None
        except (OSError, ValueError):
            return None

    def name_of(self, path: Path) -> str:
        """What a file is called in words to people: its path below the site."""
        try:
            return path.relative_to(self.source.resolve()).as_posix()
        except ValueError:
            return path.name


class HugoSite(MarkdownSite):
    """A site whose bodies call shortcodes of its own."""

    templates: TemplateSource | None = None


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path, wherever links lead, is in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def text_of_file(path: Path, most: int = MOST_BYTES) -> str:
    """The text in a file. Raises OSError."""
    data = read_bytes(path, most + 1)
    if len(data) > most:
        raise OSError(0, f"it is larger than {most // 1024 // 1024} MB")
    return decode(data, lambda problem: None).lstrip("\ufeff")


def templates_of(source: Path, configuration: Configuration, settings: dict[str, Value]) -> TemplateSource | None:
    """Where the templates of a site are; None where it has no shortcode of its own."""
    themes = text_of(settings.get("themesdir", "")) or "themes"
    folders = [text_of(settings.get("layoutdir", "")) or "layouts"]
    folders += [f"{themes}/{theme}/layouts" for theme in texts_of(settings.get("theme", "")) if theme]
    layouts = tuple(path.absolute() for each in folders if (path := source / each).is_dir() and is_within(path, source))
    if not any((folder / name).is_dir() for folder in layouts for name in _SHORTCODES):
        return None
    watched = [source / configuration.data_folder, source / "i18n"]
    stamped = [*configuration_files(source), *layouts, *(each for each in watched if is_within(each, source))]
    stamp = blake2b(repr(list(islice(_facts(stamped), _MOST_FILES))).encode("utf-8", "replace"), digest_size=16)
    return TemplateSource(
        source=source.absolute(), layouts=layouts, configuration=configuration, stamp=stamp.hexdigest()
    )


def _facts(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """The name, size and time of each file, and of those below each folder."""
    for place in places:
        below = (Path(above, name) for above, _, names in os.walk(place) for name in names)
        for file in [place] if place.is_file() else below:
            with suppress(OSError):
                facts = file.stat()
                yield str(file), facts.st_size, facts.st_mtime_ns
