"""The files that the source itself holds: which of them an address means, and which go along unasked."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from converters.abilities import HeldFile
from converters.post import Site
from writers.media.candidates import candidates_of
from writers.media.gathered import key_of
from writers.media.hosts import path_of
from writers.media.references import FILE_SUFFIXES
from writers.media.uploads import UploadedFile

_OF_THE_THEME = frozenset(["eot", "ico", "otf", "ttf", "txt", "woff", "woff2"])
"""What layouts ask for, or robots; a new site has its own."""


class Held:
    """The files of a source by what their addresses have in common; of several with one address the first."""

    def __init__(self, files: Iterable[HeldFile]) -> None:
        self._files: dict[str, HeldFile] = {}
        for file in files:
            self._files.setdefault(key_of(file.url), file)

    def __len__(self) -> int:
        return len(self._files)

    def find(self, url: str, site: Site) -> UploadedFile | None:
        """The best file there is for an address: the very one, else what it was made of."""
        for candidate in candidates_of(url, site):
            file = self._files.get(key_of(candidate))
            path = path_of(candidate)
            if file is None or path is None:
                continue
            try:
                about = file.path.stat()
            except OSError:
                continue
            return UploadedFile(
                path=path, size=about.st_size, modified=about.st_mtime, opened=partial(_open, file.path)
            )
        return None

    def going_along(self) -> Iterator[HeldFile]:
        """The files that are taken also when nothing shows them: pictures, recordings and documents."""
        for file in self._files.values():
            if PurePosixPath(file.url).suffix[1:].lower() in FILE_SUFFIXES - _OF_THE_THEME:
                yield file


def _open(file: Path) -> BinaryIO:
    return file.open("rb")


NOTHING_HELD = Held(())
