"""Where the templates of a Jekyll site are: what a process needs to run them, small enough to be sent to others."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from converters.frontmatter.document import decode
from converters.frontmatter.fields import text_of
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Value
from converters.sites.jekyll.configuration import Configuration, configuration_file
from converters.sites.pages import MarkdownSite

MOST_BYTES = 1024 * 1024
"""Of a template."""
_MOST_FILES = 10_000
_VENDORED = "vendor/bundle/ruby/*/gems"


@dataclass(frozen=True)
class TemplateSource:
    """The folders of a site that has templates. Two are the same while their files are."""

    source: Path
    folder: Path
    """Of its content."""
    includes: tuple[Path, ...]
    """The folders of its includes, the site's own first."""
    configuration: Configuration = field(compare=False)
    stamp: str
    """What the names, sizes and times of the files come to."""

    @property
    def can_be_run(self) -> bool:
        """Whether the packages that run templates are installed."""
        return find_spec("liquid") is not None

    def include(self, name: str) -> tuple[Path, Path] | None:
        """The file of an include, and the folder of includes that it is in; None where no folder has it."""
        return next(((path, each) for each in self.includes if (path := self.file_in(each, name)) is not None), None)

    def file_in(self, folder: Path, name: str) -> Path | None:
        """The file of a name in a folder; None where it is none, or the name or a link leads out of the folder."""
        try:
            path = (folder / name).resolve()
            is_inside = is_within(path, folder) and is_within(folder, self.folder)
            return path if is_inside and ".." not in Path(name).parts and path.is_file() else None
        except (OSError, ValueError):
            return None


class JekyllSite(MarkdownSite):
    """A site whose bodies hold templates of its own."""

    templates: TemplateSource | None = None


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path, wherever links lead, is in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def text_of_template(path: Path) -> str:
    """The text in a file of a template. Raises OSError."""
    data = read_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(0, "it is larger than 1 MB")
    return decode(data, lambda problem: None).lstrip("\ufeff")


def templates_of(
    source: Path, folder: Path, configuration: Configuration, settings: dict[str, Value]
) -> TemplateSource:
    """Where the templates of a site are, which is the folder `source`, its content in the folder `folder`."""
    named = text_of(settings.get("includes_dir", "")).strip("/") or "_includes"
    theme = text_of(settings.get("theme", ""))
    folders = [folder / named]
    if theme and theme.replace("-", "").replace("_", "").isalnum():
        folders += sorted(folder.glob(f"{_VENDORED}/{theme}-[0-9]*/_includes"))
    includes = tuple(path.absolute() for path in folders if path.is_dir() and is_within(path, folder))
    configured = configuration_file(source)
    data = folder / configuration.data_folder
    stamped = [*([configured] if configured else []), *includes, *([data] if is_within(data, folder) else [])]
    stamp = blake2b(repr(list(islice(_facts(stamped), _MOST_FILES))).encode("utf-8", "replace"), digest_size=16)
    return TemplateSource(
        source=source.absolute(),
        folder=folder.absolute(),
        includes=includes,
        configuration=configuration,
        stamp=stamp.hexdigest(),
    )


def _facts(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """The name, size and time of each file, and of those below each folder."""
    for place in places:
        below = (Path(above, name) for above, _, names in os.walk(place) for name in names)
        for file in [place] if place.is_file() else below:
            with suppress(OSError):
                facts = file.stat()
                yield str(file), facts.st_size, facts.st_mtime_ns
