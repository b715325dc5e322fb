"""The files of a Hugo site and where it publishes them: `static/`, those beside pages, and `assets/`."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from converters.holdings import Holding, address_below, files_below
from converters.post import Entry
from converters.sites.hugo.configuration import Configuration, Root
from converters.sites.hugo.places import place_of, section_address

_ASSETS = "assets"


def held_in(source: Path, configuration: Configuration, entries: Mapping[str, Entry], home: str) -> Iterator[Holding]:
    """The files of a site. `entries` are those of its pages, by their files."""
    for folder in configuration.static_folders:
        for path in files_below(source / folder):
            yield Holding(path, f"{folder}/{path}")
    bundles: dict[str, list[Entry]] = {}
    for name, entry in entries.items():
        place = place_of(name, configuration)
        if place is not None and place.is_bundle and entry.url:
            bundles.setdefault(str(PurePosixPath(name).parent), []).append(entry)
    for root in configuration.roots:
        for path in files_below(source / root.folder):
            yield from _beside_pages(path, root, bundles, source, configuration, home)
    for path in files_below(source / _ASSETS):  # published where a layout asks for them, usually as they are called
        yield Holding(path, f"{_ASSETS}/{path}")


def _beside_pages(
    path: str, root: Root, bundles: Mapping[str, list[Entry]], source: Path, configuration: Configuration, home: str
) -> Iterator[Holding]:
    """Where a file of the content is published: below the page of its bundle, else below its section."""
    below = PurePosixPath(path)
    name = f"{root.folder}/{path}"
    for folder in PurePosixPath(name).parents:
        if str(folder) in bundles:
            inside = PurePosixPath(name).relative_to(folder)
            for entry in bundles[str(folder)]:
                page = address_below(entry.url, home)
                page = page.removesuffix(".html") if page.endswith(".html") else page
                yield Holding(f"{page.rstrip('/')}/{inside}", name, entry.key)
            return
    section = next(
        (each for each in below.parents if len(each.parts) == 1 or any((source / root.folder / each).glob("_index.*"))),
        PurePosixPath(),
    )
    above = address_below(section_address(section.parts, root.prefix, configuration), configuration.url)
    yield Holding(f"{above.rstrip('/')}/{below.relative_to(section)}", name)
