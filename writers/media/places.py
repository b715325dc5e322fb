"""Where in a site each file of the blog goes: its old path wherever a file can have it, and never one place for two."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote, unquote

from converters.addresses import bare_host
from converters.post import Site
from writers.addresses import LONGEST_ADDRESS, LONGEST_NAME
from writers.media.hosts import NO_HOST, original_address, path_of, split_address

UPLOADS = PurePosixPath("wp-content", "uploads")

_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f"*:<>?|\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_DATED = re.compile(r"(?:sites/\d+/)?\d{4}/\d{2}/[^/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a generator makes of files that it copies."""

    folder: str = ""
    """The folder, below the destination, that becomes the root of the site."""
    unwanted: re.Pattern[str] = re.compile(r"(?!)")
    """What no name may hold because the generator would not copy the file, or under another name."""
    preface: Callable[[str, Callable[[], BinaryIO]], bytes] = field(default=lambda name, opened: b"")
    """What must stand before the bytes of a file, so that the generator publishes those bytes; raises Refused when
    nothing helps."""


class Refused(Exception):
    """There is no place for a file in the destination; its text says why."""


def name_in(layout: Layout, name: str) -> str:
    """A name made fit for every file system: Unicode kept, NFC, no device of Windows, no hidden file, never empty.

    A name that is too long is cut, and stays apart from others by eight digits of its hash.
    """
    fit = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)).replace("/", "-").replace("\\", "-")
    fit = layout.unwanted.sub("", fit.strip(" ").lstrip(".").rstrip(". ")) or "file"
    if match := _DEVICE.match(fit):
        fit = f"{match[0]}-file{fit[match.end() :]}"
    if len(fit.encode()) <= LONGEST_NAME:
        return fit
    stem, dot, suffix = fit.rpartition(".")
    ending = f"-{_digits(name)}" + (f".{suffix}" if dot and len(suffix.encode()) <= 10 else "")
    room = LONGEST_NAME - len(ending.encode())
    return (stem or fit).encode()[:room].decode("utf-8", "ignore") + ending


def old_path(url: str, site: Site) -> PurePosixPath:
    """The path of a file below the blog's root, as its address says. Raises ValueError where it names no file.

    A file on another host has the path below `wp-content/uploads` where it has one, so that the copy of a file that a
    content network keeps is that very file; else it goes to `media/` and the name of the host.
    """
    original = original_address(url)
    parts, path = split_address(original), path_of(original)
    if parts is None or path is None:
        raise ValueError(f"{url} names no file")
    home = split_address(site.url)
    host = bare_host(parts.hostname or "")
    if home is not None and host == bare_host(home.hostname or ""):
        base = PurePosixPath(unquote(home.path).strip("/"))
        if path.is_relative_to(base) and path != base:
            return path.relative_to(base)
    if host == NO_HOST:
        return path
    _, found, below = f"/{path}".rpartition(f"/{UPLOADS}/")
    if found:
        return UPLOADS / below
    return UPLOADS / path if _DATED.fullmatch(str(path)) else PurePosixPath("media", host, path)


def place_in(layout: Layout, path: PurePosixPath) -> PurePosixPath:
    """The place below the site's root for a file of an old path."""
    place = PurePosixPath(*(name_in(layout, name) for name in path.parts))
    if len(str(place).encode()) <= LONGEST_ADDRESS:
        return place
    return PurePosixPath("media", _digits(str(path)), place.name)


def link_to(base: str, place: str) -> str:
    """The address, from the root of the host, of a file at a place in a site whose root is `base`."""
    return quote(f"{base}/{place}", safe="/+,=@~")


class Places:
    """Gives each old path a place of its own, also on file systems that take `X.jpg` and `x.jpg` for one name."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._given: dict[PurePosixPath, PurePosixPath] = {}
        self._taken: set[str] = set()

    def place_of(self, path: PurePosixPath) -> PurePosixPath:
        """The place for an old path: asked again, the same."""
        if path not in self._given:
            place = wanted = place_in(self.layout, path)
            number = 2
            while str(place).casefold() in self._taken:
                place, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
            self._taken.add(str(place).casefold())
            self._given[path] = place
        return self._given[path]


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
