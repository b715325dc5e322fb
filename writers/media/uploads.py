"""The uploads folder of a blog on this machine, in a folder or a zip: which of its files a URL of the blog means."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from converters.addresses import bare_host
from converters.post import Site
from converters.problem import ConversionError
from writers.media.hosts import better_names, family_of, original_address, own_hosts, path_of, split_address
from writers.media.listing import files_in_folder, files_in_zip, is_zip

_MARKERS = ("wp-content/uploads", "uploads", "files")
"""What stands in an address before the path of an upload. Multisites of old have `/files/`."""
_DATED = re.compile(r"(?:sites/\d+/)?\d{4}/\d{2}/[^/]+")
_SITE = re.compile(r"(?:sites/)?\d+/(?:files/)?")
_SIZE = re.compile(r"-(\d{1,5})x(\d{1,5})\.[^.]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """A file of the uploads folder."""

    path: PurePosixPath
    """Below the uploads folder (`2019/04/x.jpg`), as it is called there."""
    size: int
    """Bytes."""
    modified: float
    """Seconds since 1970, as far as the source knows; 0 where it does not."""
    opened: Callable[[], BinaryIO] = field(repr=False, compare=False)

    def open(self) -> BinaryIO:
        """Its bytes, to be closed by the caller. Opening and reading raise OSError when it is damaged."""
        return self.opened()


class Uploads:
    """What `--uploads` names: a folder or a zip of wp-content/uploads, or a folder above it. Open it with `with`.

    `hosts` are the hosts that hold files of the blog besides its own (`--media-hosts`). Raises ConversionError when
    there is no such folder, or when a zip is damaged, locked by a password, or made to harm.
    """

    def __init__(self, source: Path, *, hosts: Collection[str] = ()) -> None:
        self.source = source
        self.hosts = hosts
        self._close: Callable[[], None] = lambda: None
        self._last_hosts: tuple[Site, frozenset[str]] | None = None
        try:
            if source.is_dir():
                files: Iterable[UploadedFile] = self._listed_folder()
            elif is_zip(source):
                files = self._listed_zip()
            elif source.exists():
                raise ConversionError(f"{source} is neither a folder nor a zip: unpack it and name the folder")
            else:
                raise ConversionError(f"there is no folder or zip {source}: check what --uploads names")
        except OSError as error:
            raise ConversionError(
                f"{source} cannot be read ({error.strerror or error}): check what --uploads names"
            ) from error
        self._index(files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def __len__(self) -> int:
        return len(self._by_path)

    def __iter__(self) -> Iterator[UploadedFile]:
        return iter(self._by_path.values())

    def find(self, url: str, site: Site) -> UploadedFile | None:
        """The best file there is for a URL of the blog's: the very one, else what it was made of, else its largest kin.

        None where the URL is another host's, or nothing of the kind is there. Queries (`?w=300`), Jetpack's proxy, case
        and the two spellings of accents make no difference.
        """
        original = original_address(url)
        parts, path = split_address(original), path_of(original)
        if parts is None or path is None or bare_host(parts.hostname or "") not in self._own_hosts(site):
            return None
        for below in _below_uploads(str(path)):
            if found := self._find_path(PurePosixPath(below)):
                return found
        media = site.media_by_url.get(original)  # its address may be that of another service that keeps the files
        return self._find_path(PurePosixPath(media.file)) if media and media.file.strip("/") else None

    def _find_path(self, path: PurePosixPath) -> UploadedFile | None:
        for name in (path.name, *better_names(path.name)):
            if found := self._at(path.with_name(name)):
                return found
        kin = self._kin.get(_fold(path.with_name(family_of(path.name))), ())
        return max(kin, key=lambda file: (_area(file.path.name), file.size, str(file.path)), default=None)

    def _at(self, path: PurePosixPath) -> UploadedFile | None:
        return self._by_path.get(str(path)) or self._folded.get(_fold(path))

    def _own_hosts(self, site: Site) -> frozenset[str]:
        if self._last_hosts is None or self._last_hosts[0] is not site:
            self._last_hosts = (site, own_hosts(site, self.hosts))
        return self._last_hosts[1]

    def _index(self, files: Iterable[UploadedFile]) -> None:
        self._by_path: dict[str, UploadedFile] = {}
        self._folded: dict[str, UploadedFile] = {}
        self._kin: dict[str, list[UploadedFile]] = {}
        for file in sorted(files, key=lambda file: str(file.path)):
            self._by_path[unicodedata.normalize("NFC", str(file.path))] = file
            self._folded.setdefault(_fold(file.path), file)
            self._kin.setdefault(_fold(file.path.with_name(family_of(file.path.name))), []).append(file)

    def _listed_folder(self) -> list[UploadedFile]:
        root = _root_of(self.source)
        return [
            UploadedFile(path=path, size=size, modified=modified, opened=_opener(root / path))
            for path, size, modified in files_in_folder(root)
        ]

    def _listed_zip(self) -> list[UploadedFile]:
        files, self._close = files_in_zip(self.source)
        root = _common_root(file.path for file in files)
        return [
            UploadedFile(path=file.path.relative_to(root), size=file.size, modified=file.modified, opened=file.opened)
            for file in files
            if file.path.is_relative_to(root)
        ]


def _opener(file: Path) -> Callable[[], BinaryIO]:
    return lambda: file.open("rb")


def _root_of(folder: Path) -> Path:
    """The uploads folder in a folder that someone named, who may have meant one above it."""
    for below in ("wp-content/uploads", "uploads", "*/wp-content/uploads", "*/*/wp-content/uploads"):
        found = sorted(each for each in folder.glob(below) if each.is_dir())
        if found:
            return found[0]
    return folder


def _common_root(paths: Iterable[PurePosixPath]) -> PurePosixPath:
    """The uploads folder in a zip: the highest folder of that name, or the one in which the years begin."""
    roots: dict[PurePosixPath, int] = {}
    for path in paths:
        names = path.parts[:-1]
        if "uploads" in names:
            root = PurePosixPath(*names[: names.index("uploads") + 1])
        else:
            year = next((i for i, name in enumerate(names) if re.fullmatch(r"(?:19|20)\d\d", name)), 0)
            root = PurePosixPath(*names[:year])
        roots[root] = roots.get(root, 0) + 1
    return max(roots, key=lambda root: (root.name == "uploads", roots[root], str(root)), default=PurePosixPath())


def _below_uploads(path: str) -> Iterator[str]:
    """The paths that an address may mean below the uploads folder, the likeliest first."""
    for marker in _MARKERS:
        _, found, below = f"/{path}".partition(f"/{marker}/")
        if found:
            yield below
            if without := _SITE.match(below):
                yield below[without.end() :]  # the uploads of one blog of a multisite, copied alone
    if dated := re.search(rf"(?:^|/)({_DATED.pattern})$", path):
        yield dated[1]
    yield path


def _area(name: str) -> int:
    match = _SIZE.search(name)
    return int(match[1]) * int(match[2]) if match else 0


def _fold(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())
