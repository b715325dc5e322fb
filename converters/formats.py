"""What a reader and a writer must do, and how they are found.

Formats are entry points of the groups `portpress.readers` and `portpress.writers`; ours are registered like a
stranger's. Only the names are read to list them: a format is imported when it is used.
"""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from converters.post import Post, Site
from converters.problem import ConversionError, Report
from converters.unreadable import why_missing, why_unreadable


class Reader(Protocol):
    """Turns a source into Posts. A frozen dataclass: its fields made by `options.option` are its options."""

    def recognises(self, source: Path) -> str | None:
        """What the source is, in words (`WXR 1.2 by WordPress 6.4`), or None when it is not this reader's.

        Decides by looking at the content, never at the name alone, and reads little.
        """
        ...

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site at once, then its posts one at a time, uncleaned (`html` is empty).

        Every item of the source comes out, of every kind and status: choosing is not a reader's business. An item
        that cannot be read is reported and does not stop the others. Raises ConversionError when there is nothing to
        read at all.
        """
        ...

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with canonical `html` made of its `raw`. Pure: it sees one post and the site."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The receipt for one post: where it went."""

    key: str
    """`Entry.key`."""
    path: str
    """Relative to the destination; empty when the destination is one file."""
    address: str = ""
    """Where readers find it, as a path (`/2019/hello/`); empty where a post has no page of its own."""


class Writer(Protocol):
    """Turns Posts into files. A frozen dataclass: its fields made by `options.option` are its options."""

    destination: ClassVar[Literal["directory", "file"]]
    public: ClassVar[bool]
    """Whether strangers will read what it writes: decides which posts are taken by default."""
    statuses: ClassVar[tuple[str, ...]]
    """The statuses (`post.Status`) it takes by default.

    A writer may also have `takes_raw`, the dialects (`post.Dialect`) of bodies that it writes as they are: such posts
    come uncleaned. One whose receipts mean something else than a post written says what in `arrives`, a few words
    before the name of the destination.
    """

    def render(self, post: Post, site: Site, report: Report) -> Any:
        """The post expressed in the format, in memory. Pure: it touches nothing, and runs in any process."""
        ...

    def write(
        self, rendered: Iterable[Any], site: Site, destination: Path, report: Report
    ) -> "Iterator[Written | LeftOut]":
        """Put rendered posts, in order, into the destination, yielding a receipt for each that arrived.

        A post that turns out not to belong there gets a `LeftOut` instead. A post that cannot be written is reported as
        `PostFailed` and gets no receipt. Raises ConversionError when nothing more can be written (disk full, no
        permission).
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A post that a writer does not want."""

    key: str
    """`Entry.key`."""
    reason: str
    """A few words, the same for all posts that are left out for it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A registered reader or writer, not yet imported."""

    name: str
    distribution: str
    entry_point: EntryPoint

    def load(self) -> type[Any]:
        """The class. Raises ConversionError, naming the distribution, when it cannot be imported."""
        try:
            loaded: type[Any] = self.entry_point.load()
        except Exception as error:  # a plugin may fail in any way
            raise ConversionError(
                f"the format {self.name!r} of {self.distribution} cannot be loaded ({error}): update or uninstall "
                "that package"
            ) from error
        return loaded


def recognise(source: Path) -> tuple[Format, str]:
    """The reader that recognises a source, and what it says the source is.

    Raises ConversionError when there is nothing to read or no reader knows it.
    """
    check_readable(source)
    broken = ""
    for each in readers().values():
        try:
            description = each.load()().recognises(source)
        except OSError as error:
            raise ConversionError(
                f"{source} cannot be read ({error.strerror}): check the disk, or copy it elsewhere"
            ) from error
        except ConversionError as error:  # of a stranger's reader: the others may know the source
            broken = f" ({error})"
            continue
        if description is not None:
            return each, description
    raise ConversionError(f"{source} {why_unreadable(source)}{broken}")


def check_readable(source: Path) -> None:
    """Raises ConversionError when a source is missing, closed to us, empty, or a pipe."""
    try:
        if stat.S_ISFIFO(source.stat().st_mode):  # opening it would wait for whoever writes
            raise ConversionError(f"{source} is a pipe, and a source is read twice: give a file, or - to read a pipe")
        if source.is_dir():
            next(source.iterdir(), None)
        else:
            with source.open("rb") as file:
                if not file.read(1):
                    raise ConversionError(f"{source} is empty: export the blog once more")
    except FileNotFoundError as error:
        raise ConversionError(f"there is no file or folder {source}: {why_missing(source)}") from error
    except PermissionError as error:
        raise ConversionError(f"{source} cannot be read: there is no permission to; change its permissions") from error
    except OSError as error:
        raise ConversionError(
            f"{source} cannot be read ({error.strerror}): check the disk, or copy it elsewhere"
        ) from error


def _formats(group: str) -> dict[str, Format]:
    found = sorted(entry_points(group=group), key=lambda point: point.name)
    return {point.name: Format(point.name, point.dist.name if point.dist else "?", point) for point in found}


def readers() -> dict[str, Format]:
    """The registered readers by name."""
    return _formats("portpress.readers")


def writers() -> dict[str, Format]:
    """The registered writers by name."""
    return _formats("portpress.writers")
