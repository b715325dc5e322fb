"""What a reader and a writer must do, and how they are found.

Formats are entry points of the groups `portpress.readers` and `portpress.writers`; ours are registered like a
stranger's. Only the names are read to list them: a format is imported when it is used.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

from converters.post import Post, Site
from converters.problem import ConversionError, Report


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
class Change:
    """What a run would do to one file of its destination."""

    path: str
    """Relative to the destination."""
    kind: Literal["new", "changed", "same", "kept", "left over"]
    """`kept`: a person made or edited it. `left over`: an earlier run wrote it, and nothing asks for it any more."""
    before: bytes | None = None
    """The content of a file that would change; None when it is too large to show."""
    after: bytes | None = None
    """The content that it would get, or that a new file would have."""


@runtime_checkable
class Repeatable(Protocol):
    """A writer into a folder that knows what it wrote there before."""

    def rehearse(
        self,
        rendered: Iterable[Any],
        site: Site,
        destination: Path,
        report: Report,
        note: Callable[[Change], None],
    ) -> Iterator[Written]:
        """Do what `write` does, but for the writing: `note` hears of each file in its stead."""
        ...

    def prune(self, destination: Path, report: Report) -> Collection[str]:
        """Remove what the last run found left over and nobody has edited; the paths that are gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A post that a writer does not want."""

    key: str
    """`Entry.key`."""
    reason: str
    """A few words, the same for all posts that are left out for it."""


@runtime_checkable
class Choosing(Protocol):
    """What a writer has besides when it wants but some of the posts: a feed, for instance, the newest."""

    def choose(
        self, posts: Iterable[Post], site: Site, *, kinds: tuple[str, ...], limit: int | None
    ) -> Iterator[Post | LeftOut]:
        """Each of the posts as it is, in the order they are to be written, or a `LeftOut` in its place.

        They have passed everything that was chosen on the way (status, date, term …). `kinds` and `limit` are what a
        person asked for; empty, the writer has a rule of its own.
        """
        ...


@runtime_checkable
class LooksAhead(Protocol):
    """What a writer may be able to do besides: see every post before it renders the first.

    The pipeline then reads and cleans the source once more, beforehand. Only what `look` returns is kept of a post.
    """

    @property
    def looks_ahead(self) -> bool:
        """Whether it asks for that, with the options it has."""
        ...

    def look(self, post: Post, site: Site) -> Any:
        """What it must know of one taken, cleaned post. Pure: it touches nothing, and runs in any process."""
        ...

    def prepared(
        self,
        seen: Iterable[Any],
        site: Site,
        destination: Path,
        report: Report,
        *,
        advance: Callable[[int], None],
        dry_run: bool,
        whole: bool = True,
    ) -> Writer:
        """The writer that renders, knowing what `look` saw (in order; None of a post that cannot be read).

        `whole` says that nobody chose among the posts, so that what none of them needs, nobody needs. It may
        put files into the destination, unless it is a `dry_run`; `advance` is called for each, with the number of all.
        Raises ConversionError when it cannot go on.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file that a source holds beside its posts: a picture, a recording, a document."""

    url: str
    """The address that it had; from the root of the host where the source does not say on which that was."""
    path: Path
    """Where it can be read; no link."""
    owner: str = ""
    """The key of the post to which it belongs alone; empty for one of the whole site."""


@runtime_checkable
class HoldsFiles(Protocol):
    """A reader whose sources may hold the files that posts show."""

    def held_files(self, source: Path, site: Site) -> Iterable[HeldFile]:
        """The files of a source that was read to this site; nothing is opened. Several may be one file."""
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A writer that can do something with the files of a blog."""

    def taking(self, files: Iterable[HeldFile], destination: Path) -> Writer:
        """The writer that knows what the source holds, and what earlier runs brought to the destination."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One post as the readers of a destination see it, or are to see it."""

    key: str = ""
    """`Entry.key`, where the destination remembers it."""
    place: str = ""
    """A file, an address: where a person finds it."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What is said of the post beside its body, by the name of what it is: `title`, `published`, `url`, `authors`,
    `terms`, `comments`, `media` … Each value is a text for a person. What the destination cannot say is not in it."""
    html: str = ""
    """The body."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """What the destination cannot hold of it, by name, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A destination opened for looking."""

    rendered_by: str
    """Who makes of the destination what its readers see: `hugo 0.168.0`, `markdown-it-py, in process`."""
    pieces: Iterable[Any]
    """What there is to look at, one piece for each post."""
    show: Callable[[Any], Shown]
    """What a piece shows. Pure: it may read the destination, changes nothing, and runs in any process."""


@runtime_checkable
class ReadsBack(Protocol):
    """A writer that can look at a destination as its readers do."""

    def fairness(self) -> Mapping[str, bool]:
        """What its destinations do to every body (`fidelity.compare`)."""
        ...

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """The keys that its destinations may know a post by, the likeliest first. Pure and quick: it is not cleaned."""
        ...

    def expected(self, post: Post, site: Site) -> Shown:
        """What a destination is to show of a cleaned post of the source. Pure, and runs in any process."""
        ...

    def read_back(
        self, destination: Path, site: Site, report: Report, *, in_process: bool
    ) -> AbstractContextManager[Sight]:
        """The destination opened for looking; `site` is that of the source.

        `in_process` asks for no other program, even where one would show what readers see. Raises ConversionError when
        the destination cannot be looked at.
        """
        ...


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
                f"the format {self.name!r} of {self.distribution} cannot be loaded: {error}"
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
            raise ConversionError(f"{source} cannot be read: {error.strerror}") from error
        except ConversionError as error:  # of a stranger's reader: the others may know the source
            broken = f" ({error})"
            continue
        if description is not None:
            return each, description
    raise ConversionError(
        f"{source} is neither a WordPress export nor a folder of posts that portpress knows: in WordPress use "
        f"Tools → Export and give the .xml file, or name the format with --from{broken}"
    )


def check_readable(source: Path) -> None:
    """Raises ConversionError when a source is missing, closed to us, or empty."""
    try:
        if source.is_dir():
            next(source.iterdir(), None)
        else:
            with source.open("rb") as file:
                if not file.read(1):
                    raise ConversionError(f"{source} is empty: export the blog once more")
    except FileNotFoundError as error:
        raise ConversionError(f"there is no file or folder {source}: check the name") from error
    except PermissionError as error:
        raise ConversionError(f"{source} cannot be read: there is no permission to; change its permissions") from error
    except OSError as error:
        raise ConversionError(f"{source} cannot be read: {error.strerror}") from error


def _formats(group: str) -> dict[str, Format]:
    found = sorted(entry_points(group=group), key=lambda point: point.name)
    return {point.name: Format(point.name, point.dist.name if point.dist else "?", point) for point in found}


def readers() -> dict[str, Format]:
    """The registered readers by name."""
    return _formats("portpress.readers")


def writers() -> dict[str, Format]:
    """The registered writers by name."""
    return _formats("portpress.writers")
