"""The archive of a book, through ebooklib's classes; its defects are closed here.

EbookLib 0.20 parses and rewrites chapters (text before the first element is lost, SVG is lower-cased), reads the clock,
invents an identifier, and keeps every item in memory. So chapters are plain items that hold the bytes we made, the
package and the archive are written by a subclass that streams them and looks at no clock, and the navigation is ours.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from ebooklib import epub

FOLDER = "EPUB"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = frozenset(["jpg", "png", "gif", "webp", "mp3", "m4a", "mp4", "webm", "opus"])
MARK = (
    b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00!\x00oa\xab,\x14\x00\x00\x00\x14\x00\x00\x00\x08\x00\x00\x00"
    b"mimetypeapplication/epub+zip"
)
"""What every book of ours begins with."""


class Item(epub.EpubItem):
    """A file of the book whose bytes are asked for when they are written, piece by piece."""

    def __init__(
        self,
        uid: str,
        name: str,
        media_type: str,
        pieces: Callable[[], Iterable[bytes]],
        properties: tuple[str, ...] = (),
    ) -> None:
        super().__init__(uid=uid, file_name=name, media_type=media_type)
        self.properties = list(properties)
        self.pieces = pieces

    def get_content(self, default: bytes | None = None) -> bytes:
        """All of its bytes."""
        return b"".join(self.pieces())


class Ncx(epub.EpubNcx):
    """The contents for readers of EPUB 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents, and the lines below it."""

    title: str
    href: str
    below: tuple["Entry", ...] = ()


class Book(epub.EpubBook):
    """A book without anything that ebooklib invents."""

    def __init__(self, identifier: str, title: str, language: str) -> None:
        super().__init__()
        self.metadata: dict[str | None, dict[str, list[tuple[str, dict[str, str]]]]] = {}
        self.set_identifier(identifier)
        self.set_title(title)
        self.set_language(language)
        self.set_template(
            "ncx",
            f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}" />'.encode(),
        )

    def say(self, property: str, value: str, **attributes: str) -> None:
        """Add a `meta` with a property, which may refine another (`refines="#id"`)."""
        self.add_metadata(None, "meta", value, {"property": property, **attributes})

    def set_contents(self, entries: Iterable[Entry]) -> None:
        """Give the lines of the NCX."""
        numbers = iter(range(1, 10**9))

        def line(entry: Entry) -> object:
            if entry.below:
                return epub.Section(entry.title, entry.href), [line(below) for below in entry.below]
            return epub.Link(entry.href, entry.title, f"entry-{next(numbers)}")

        self.toc = [line(entry) for entry in entries]


class Writer(epub.EpubWriter):
    """Writes a book into an open file: the same book gives the same bytes."""

    def __init__(self, file: BinaryIO, book: Book, modified: datetime, *, right_to_left: bool) -> None:
        super().__init__(file, book, {"mtime": modified, "package_direction": right_to_left, "raise_exceptions": True})

    def write(self) -> None:
        """Write everything."""
        with Archive(self.file_name, "w", zipfile.ZIP_DEFLATED) as self.out:
            self.out.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        made: bytes = super()._get_ncx()
        depth = 2 if any(isinstance(entry, tuple) for entry in self.book.toc) else 1
        return made.replace(b'content="0" name="dtb:depth"', b'content="%d" name="dtb:depth"' % depth)

    def _write_items(self) -> None:
        for item in self.book.get_items():
            if isinstance(item, Item):
                self.out.stream(f"{FOLDER}/{item.file_name}", item.pieces())
            elif isinstance(item, Ncx):
                self.out.writestr(f"{FOLDER}/{item.file_name}", self._get_ncx())
            else:
                self.out.writestr(f"{FOLDER}/{item.file_name}", item.get_content())


class Archive(zipfile.ZipFile):
    """A ZIP without clock and computer: every file is of 1980 and of nobody."""

    def writestr(
        self,
        name: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a small file."""
        info = _info(name if isinstance(name, str) else name.filename)
        super().writestr(info, data, compress_type if compress_type is not None else info.compress_type)

    def stream(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file piece by piece."""
        with self.open(_info(name), "w") as file:
            for piece in pieces:
                file.write(piece)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    stored = name.rpartition(".")[2] in _PACKED or name == "mimetype"
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return info


def pieces_of(text: Callable[[], str]) -> Callable[[], Iterator[bytes]]:
    """A text that is made when it is wanted, as the bytes of a file."""
    return lambda: iter([text().encode()])
