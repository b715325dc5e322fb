"""The bytes of an export → its text, a piece at a time; bytes that fit no encoding stay recognisable for repair.

A byte that is not UTF-8 becomes a lone surrogate (PEP 383), so that nothing is guessed here: `repair` reads it as
Windows-1252 where the item it stands in is known.
"""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from converters.archives import GzippedFile
from converters.problem import ConversionError, Problem, Report, Severity, Where

CHUNK = 1 << 18
"""Bytes read at a time."""

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_BELIEVABLE = re.compile(r"iso8859-\d+|cp\d+|koi8-[rutf]|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac-?\w+|hz")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisbelievedEncoding(Problem):
    """The declared encoding is not the one that the bytes are in."""

    code = "disbelieved-encoding"
    severity = Severity.NOTE
    text = "the file says that it is in {declared}, but it is in {actual}: read as {actual}"
    declared: str
    actual: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedArchive(Problem):
    """The compressed file cannot be unpacked to its end."""

    code = "damaged-archive"
    severity = Severity.LOSS
    text = "the compressed file is damaged or cut off: whatever follows is missing; get it once more"


def open_bytes(source: Path) -> io.BufferedIOBase:
    """The file, unpacked when it is gzipped. Raises ConversionError when it cannot be opened or is a zip archive."""
    try:
        file = source.open("rb")
        magic = file.read(4)
        if magic[:2] == b"\x1f\x8b":
            file.close()
            return io.BufferedReader(GzippedFile(source))
        file.seek(0)
    except OSError as error:
        raise ConversionError(f"{source} cannot be read: {error.strerror}") from error
    if magic == b"PK\x03\x04":
        file.close()
        raise ConversionError(f"{source} is a zip archive: unpack it and give the .xml file in it")
    return file


def decode(source: Path, name: str, report: Report) -> Iterator[str]:
    """The text of a file in pieces of some hundred thousand characters, byte order marks taken off.

    Messages call the file `name`.
    """
    where = Where(origin=name)
    with open_bytes(source) as file:
        chunks = _chunks(file, source, lambda problem: report(problem.at(where)))
        start = next(chunks, b"")
        codec = _encoding(start, source, lambda problem: report(problem.at(where)))
        errors = "replace" if codec.startswith("utf-16") else "surrogateescape"
        decoder = codecs.getincrementaldecoder(codec)(errors)
        at_start = True
        for chunk in _with_first(start, chunks):
            text = decoder.decode(chunk)
            if at_start and text:
                text, at_start = text.lstrip("\ufeff"), False
            yield text
        yield decoder.decode(b"", final=True)


def peek(source: Path, size: int = 1 << 16) -> str:
    """The beginning of a file as text; empty when it cannot be read at all."""
    start = b""
    try:
        with open_bytes(source) as file:
            while len(start) < size and (more := file.read1(size - len(start))):
                start += more
    except (EOFError, zlib.error, gzip.BadGzipFile):
        pass  # what came before says what it is
    except (OSError, ConversionError):
        return ""
    name = _encoding(start, None, lambda problem: None)
    return start.decode(name, "replace").lstrip("\ufeff")


def _with_first(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _chunks(file: io.BufferedIOBase, source: Path, report: Report) -> Iterator[bytes]:
    while True:
        try:
            chunk = file.read1(CHUNK)  # not read: it would lose what it has when an archive is cut off
        except (EOFError, zlib.error, gzip.BadGzipFile):
            report(DamagedArchive())
            return
        except OSError as error:
            raise ConversionError(f"{source} cannot be read: {error.strerror}") from error
        if not chunk:
            return
        yield chunk


def _encoding(start: bytes, source: Path | None, report: Report) -> str:
    """The codec for a file that starts so. `source` is read through when its declaration has to be tried."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start[:4] == b"<\0?\0" or start[:4] == b"<\0r\0":
        return "utf-16-le"
    if start[:4] == b"\0<\0?" or start[:4] == b"\0<\0r":
        return "utf-16-be"
    found = _DECLARED.search(start[:4096])
    if not found:
        return "utf-8"
    declared = found[1].decode("ascii")
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        name = ""
    if name in ("utf-8", "ascii"):
        return "utf-8"
    if not _BELIEVABLE.fullmatch(name):
        report(DisbelievedEncoding(declared=declared, actual="UTF-8"))
        return "utf-8"
    if source is not None and _is_utf8(source):
        report(DisbelievedEncoding(declared=declared, actual="UTF-8"))
        return "utf-8"
    return "cp1252" if name == "iso8859-1" else name  # as browsers do (WHATWG Encoding, the label latin1)


def _is_utf8(source: Path) -> bool:
    """Whether a file is UTF-8 throughout, and more than ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond_ascii = False
    with open_bytes(source) as file:
        for chunk in _chunks(file, source, lambda problem: None):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
            beyond_ascii = beyond_ascii or not chunk.isascii()
    return beyond_ascii
