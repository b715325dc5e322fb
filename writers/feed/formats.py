"""The three formats of a feed: RSS 2.0, Atom and JSON Feed, and what each says otherwise than the others."""

from dataclasses import dataclass, replace
from html import escape
from typing import ClassVar

from converters.options import option
from converters.post import Post, Site
from converters.problem import Report
from writers.feed.channel import Channel, FeedDocument
from writers.feed.entry import FeedEntry
from writers.feed.identity import iri_of
from writers.feed.json import BEGINNING, json_of
from writers.feed.reading import ReadEntry
from writers.feed.texts import one_line
from writers.feed.urls import absolute_url
from writers.feed.writer import FeedWriter
from writers.feed.xml import atom_of, beginning_of, rss_of
from writers.told import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class RssWriter(FeedWriter):
    """Writes a feed as RSS 2.0."""

    type: ClassVar[str] = "application/rss+xml"
    mark: ClassVar[bytes] = beginning_of("rss")

    ttl: int | None = option(None, help="Minutes that readers may wait before they ask again.", metavar="MINUTES")
    podcast_category: str = option(
        "", help="The category of a podcast, as Apple has it: Technology, or Arts > Books.", metavar="CATEGORY"
    )
    podcast_image: str = option("", help="The cover of a podcast: a square of 1400 to 3000 pixels.", metavar="URL")

    def as_read(self, entry: FeedEntry) -> ReadEntry:
        """What an item says: nothing of changes, and names beside e-mail addresses alone where there are some."""
        read = FeedWriter.as_read(self, entry)
        mails = tuple(person.name for person in entry.authors if person.email)
        title = entry.title if entry.has_title or not entry.summary else ""
        return replace(read, title=title, updated="", authors=mails or read.authors)

    def document(self, document: FeedDocument) -> bytes:
        """One document as RSS 2.0."""
        return rss_of(document)

    def channel(self, site: Site, report: Report, name: str) -> Channel:
        """What the feed says of itself; `name` is that of its file."""
        channel = FeedWriter.channel(self, site, report, name)
        image = absolute_url(self.podcast_image, f"{channel.home}/")
        category = " > ".join(filter(None, map(one_line, self.podcast_category.split(">"))))
        return replace(channel, ttl=self.ttl, podcast_image=image, podcast_category=category)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomWriter(FeedWriter):
    """Writes a feed as Atom."""

    type: ClassVar[str] = "application/atom+xml"
    mark: ClassVar[bytes] = beginning_of("atom")

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """As in the other formats, but that an id must be an IRI."""
        return tuple(map(iri_of, FeedWriter.remembered(self, post, site)))

    def as_read(self, entry: FeedEntry) -> ReadEntry:
        """What an entry says: it always has a title and a date of change."""
        read = FeedWriter.as_read(self, entry)
        body = entry.html or escape(entry.summary, quote=False)
        return replace(read, title=entry.title, updated=moment(entry.changed), html=body)

    def document(self, document: FeedDocument) -> bytes:
        """One document as Atom."""
        return atom_of(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeedWriter(FeedWriter):
    """Writes a feed as JSON Feed 1.1."""

    type: ClassVar[str] = "application/feed+json"
    mark: ClassVar[bytes] = BEGINNING
    suffix: ClassVar[str] = ".json"
    is_styled: ClassVar[bool] = False

    def document(self, document: FeedDocument) -> bytes:
        """One document as JSON."""
        return json_of(document)
