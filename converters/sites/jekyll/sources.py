"""Where the templates of a Jekyll site are: what a process needs to run them, small enough to be sent to others."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.sites.jekyll.configuration import Configuration, configuration_file
from converters.sites.pages import MarkdownSite

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


class JekyllSite(MarkdownSite):
    """A site whose bodies hold templates of its own."""

    templates: TemplateSource | None = None


def templates_of(
    source: Path, folder: Path, configuration: Configuration, settings: dict[str, Value]
) -> TemplateSource:
    """Where the templates of a site are, which is the folder `source`, its content in the folder `folder`."""
    named = text_of(settings.get("includes_dir", "")).strip("/") or "_includes"
    theme = text_of(settings.get("theme", ""))
    folders = [folder / named]
    if theme and theme.replace("-", "").replace("_", "").isalnum():
        folders += sorted(folder.glob(f"{_VENDORED}/{theme}-[0-9]*/_includes"))
    includes = tuple(path.absolute() for path in folders if path.is_dir())
    configured = configuration_file(source)
    stamped = [*([configured] if configured else []), *includes, folder / configuration.data_folder]
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
