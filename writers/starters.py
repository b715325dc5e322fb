"""The starters: what a site gets besides its content where there is none yet, a folder of files for each generator."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath


def starter_files(generator: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Each file of a generator's starter, with its place in the site."""
    return _files_in(files("writers").joinpath("starter", generator), PurePosixPath())


def _files_in(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name == "__pycache__":
            continue  # an installer compiles every module that it finds, those of a starter, too
        if each.is_dir():
            yield from _files_in(each, path / each.name)
        else:
            yield path / each.name, each.read_text(encoding="utf-8")
