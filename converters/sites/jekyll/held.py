"""The files of a Jekyll site and where it publishes them; and those beside posts, which only a plugin would."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from converters.holdings import Holding, address_below, beside_posts, files_below, folder_of
from converters.post import Entry
from converters.sites.jekyll.configuration import Configuration

_MACHINERY = frozenset(["node_modules", "vendor"])
_OF_POSTS = ("_posts", "_drafts")


def held_in(source: Path, configuration: Configuration, entries: Mapping[str, Entry], home: str) -> Iterator[Holding]:
    """The files of a site. `entries` are those of its pages, by their files."""
    beside: list[str] = []
    owners = {name.rpartition(".")[0]: entry for name, entry in entries.items()}
    for path in files_below(source, lambda folder: _is_passed_over(folder, configuration)):
        folders = path.removeprefix(configuration.collections_folder).split("/")[:-1]
        if any(folder in _OF_POSTS for folder in folders):
            owner = owners.get(path.rpartition("/")[0])  # of a folder that is called as the post is: Hexo's way
            page = folder_of(owner.url) if owner is not None else ""
            if owner is not None and page:
                yield Holding(address_below(page, home) + path.rpartition("/")[2], path, owner.key)
            else:
                beside.append(path)
        elif not configuration.excludes(path):
            address = path.removeprefix(configuration.collections_folder)
            yield Holding(address if configuration.includes(address) else address.removeprefix("_"), path)
    yield from beside_posts(beside, entries, home)


def _is_passed_over(folder: str, configuration: Configuration) -> bool:
    """Whether Jekyll makes nothing of the files of a folder."""
    name = folder.rpartition("/")[2]
    if name in _MACHINERY or configuration.excludes(folder):
        return True
    if not name.startswith("_") or name in _OF_POSTS or configuration.names(folder):
        return False
    above = folder.removesuffix(name)
    collection = configuration.collections.get(name[1:])
    return above != configuration.collections_folder or collection is None or not collection.shown
