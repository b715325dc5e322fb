"""One post as a feed says it, whatever the format: addresses absolute and ASCII, texts without tags, HTML safe."""

from dataclasses import dataclass
from datetime import UTC, datetime

from converters.problem import NOWHERE, Where

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of what has none, where a format demands one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who wrote an entry."""

    name: str
    """Never empty, never an e-mail address."""
    login: str = ""
    email: str = ""
    """Empty unless it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category, tag or other term."""

    name: str
    slug: str
    taxonomy: str
    scheme: str = ""
    """The address that stands for the taxonomy; empty where the site has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that comes with an entry: an episode, a film, a picture."""

    url: str
    type: str
    """A media type such as `audio/mpeg`."""
    length: int | None = None
    """Bytes; None when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The featured image."""

    url: str
    type: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What only podcasts have, as far as the source says it."""

    duration: int = 0
    """Seconds."""
    number: int = 0
    season: int = 0
    kind: str = ""
    """`full`, `trailer` or `bonus`."""
    explicit: bool | None = None
    title: str = ""
    image: str = ""
    transcript: str = ""
    transcript_type: str = ""
    chapters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One post as a feed says it."""

    key: str
    """`Entry.key`."""
    id: str
    """Never changes: see `writers.feed.identity`."""
    where: Where = NOWHERE
    url: str = ""
    title: str = ""
    """Plain text; of a post without one, its first words."""
    has_title: bool = True
    """Whether the title is the post's own."""
    summary: str = ""
    """Plain text."""
    html: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    """When it was last changed; where the source does not say, None."""
    language: str = ""
    """A BCP 47 tag, where it is not the site's."""
    authors: tuple[Person, ...] = ()
    categories: tuple[Category, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: Picture | None = None
    comments_url: str = ""
    comments: int = 0
    episode: Episode | None = None

    @property
    def rank(self) -> datetime:
        """What entries are sorted by."""
        return self.published or self.updated or EPOCH

    @property
    def changed(self) -> datetime:
        """The date that Atom demands: of the last change, else of publication, else `EPOCH`."""
        return self.updated or self.published or EPOCH
