"""What a reader or a writer may be able to do besides, each said by a protocol of its own: nobody must do it.

A class that has the methods has the ability; there is nothing to register.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from converters.formats import LeftOut, Writer, Written
from converters.post import Post, Site
from converters.problem import Report


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
