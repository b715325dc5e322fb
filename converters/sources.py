"""What a person names as the source – a file, a folder, an archive, several of them, standard input – as one path."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from converters import archives
from converters.formats import check_readable, recognise
from converters.problem import ConversionError

STANDARD_INPUT = "-"

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)

_OTHER_ARCHIVES = {
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
}


@contextmanager
def opened(sources: Sequence[str | Path], *, reader: str = "") -> Iterator[Path]:
    """The one path to read for what was named; what had to be unpacked or gathered for it is gone afterwards.

    A single file or folder is its own path. An address of the web becomes a shortcut to it,
    a file such as browsers make. A zip archive is unpacked, standard input (`-`) is kept in a file, since a
    source is read twice; and several sources are gathered in a folder, when one reader recognises them all, or `reader`
    names the one that shall read them. Raises ConversionError when a source is missing, is no archive that can be
    unpacked, or does not go with the others.
    """
    if not sources:
        raise ConversionError("no source was named: give a file, a folder, or - for standard input")
    with tempfile.TemporaryDirectory(prefix="portpress-") as name:
        folder = Path(name)
        names: dict[str, str] = {}
        try:
            yield _gathered(sources, folder, reader, names)
        except ConversionError as error:
            said = str(error)
            for place in sorted(names, key=len, reverse=True):
                said = said.replace(place, names[place])
            raise type(error)(said) from error


def _gathered(sources: Sequence[str | Path], folder: Path, reader: str, names: dict[str, str]) -> Path:
    """The one path for all sources. `names` gets what people call the places where something was put for them."""
    paths = []
    for number, source in enumerate(sources):
        place, name = folder / str(number), "standard input" if str(source) == STANDARD_INPUT else str(source)
        names[str(place / "standard-input")] = names[str(place / "unpacked" / Path(source).stem)] = name
        paths.append(_one(source, place))
        if paths[-1].is_relative_to(place):
            names[str(paths[-1])] = name
    if len(paths) == 1:
        return paths[0]
    if not reader:
        _check_alike(sources, paths)
    gathered = folder / "gathered"
    gathered.mkdir()
    for path in paths:
        archives.place(path, _free(gathered, path.name))
    return gathered


def _one(source: str | Path, folder: Path) -> Path:
    """The path of one source; `folder` is a place that it may use."""
    if _ADDRESS.match(str(source)):
        folder.mkdir()
        return _shortcut(str(source), folder)
    if str(source) == STANDARD_INPUT:
        folder.mkdir()
        path = folder / "standard-input"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
    else:
        path = Path(source)
    check_readable(path)
    if path.is_dir():
        return path
    with path.open("rb") as file:
        start = file.read(8)
    for magic, kind in _OTHER_ARCHIVES.items():
        if start.startswith(magic):
            raise ConversionError(f"{path} is {kind}: unpack it and give what is in it")
    if not archives.is_zip(start):
        return path
    unpacked = folder / "unpacked" / path.stem
    unpacked.mkdir(parents=True)
    archives.unpack(path, unpacked)
    return archives.only_folder_of(unpacked)


def _shortcut(address: str, folder: Path) -> Path:
    """A file that holds the address. Raises ConversionError when it is none."""
    if (
        not address.isprintable()
        or any(char.isspace() for char in address)
        or not address.partition("://")[2].strip("/")
    ):
        raise ConversionError(f"{address!r} is no address of the web: give one such as https://blog.example")
    path = folder / "address.url"
    path.write_text(f"[InternetShortcut]\nURL={address}\n", encoding="utf-8")
    return path


def _check_alike(sources: Sequence[str | Path], paths: Sequence[Path]) -> None:
    """Raises ConversionError when the sources are not of one kind."""
    formats = [recognise(path)[0].name for path in paths]
    for source, each in zip(sources, formats, strict=True):
        if each != formats[0]:
            raise ConversionError(
                f"{sources[0]} ({formats[0]}) and {source} ({each}) are not of one kind: convert one after the other"
            )


def _free(folder: Path, name: str) -> Path:
    """A place in a folder for something of this name, beside others of the same name."""
    target, number = folder / name, 2
    while target.exists():
        target = folder / f"{number}-{name}"
        number += 1
    return target
