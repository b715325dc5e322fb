"""Posts become feeds of any format: in one file, in archives, or one for each part of a blog."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import quote

from converters.abilities import Shown, Sight
from converters.formats import LeftOut, Written
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import ConversionError, Report, Where
from converters.selection import BEYOND_LIMIT
from writers.comments import report_comments_left_out, shown_comments
from writers.destination.output_file import OutputFile
from writers.feed.channel import Channel, FeedDocument, channel_of, home_of
from writers.feed.dates import rank_of
from writers.feed.division import Pagination
from writers.feed.entry import Enclosure, FeedEntry
from writers.feed.groups import DIVISIONS
from writers.feed.identity import id_of, uuid_of
from writers.feed.reading import ReadEntry, as_in_a_feed, entries_in, show, shown_of
from writers.feed.rendering import entry_of
from writers.feed.series import Series
from writers.feed.spool import Spool
from writers.feed.stylesheet import put_style
from writers.feed.texts import one_line
from writers.feed.urls import absolute_url, ascii_url, beside, is_web_url
from writers.page import label_of
from writers.told import moment

NEWEST = 20
"""How many entries a feed has when nobody says."""
KINDS = ("post", "podcast", "episode")
"""What a feed lists when nobody says: posts, and what plugins for podcasts make of them."""

NOT_LISTED = "of a kind that feeds do not list (--kind takes it)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWriter:
    """What the three formats share."""

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = (Status.PUBLISHED,)
    type: ClassVar[str]
    """The media type of a document."""
    mark: ClassVar[bytes]
    """How each document begins."""
    suffix: ClassVar[str] = ".xml"
    is_styled: ClassVar[bool] = True

    limit: int | None = option(
        None, help=f"Take this many posts, the newest; {NEWEST} unless --archive or --complete takes all.", metavar="N"
    )
    url: str = option(
        "", help="The address that the feed will have; by default that of its file at the site's root.", metavar="URL"
    )
    home: str = option("", help="The blog's address, where the source does not know it.", metavar="URL")
    archive: int | None = option(
        None, help="Write all posts: beside the feed, archives of N entries each (RFC 5005).", metavar="N"
    )
    complete: bool = option(False, help="Write all posts into one document, and say in it that it is complete.")
    per: tuple[str, ...] = option(
        (), help="Write also one feed for each category, tag, author or language.", choices=DIVISIONS
    )
    image: str = option(
        "media",
        help="What becomes of the featured image: a picture of the entry, an enclosure, or nothing.",
        choices=("media", "enclosure", "none"),
    )
    frames: tuple[str, ...] = option(
        (), help="Keep the players of this host (youtube-nocookie.com; * for all) instead of linking.", metavar="HOST"
    )
    hub: tuple[str, ...] = option((), help="A WebSub hub that tells readers of new entries.", metavar="URL")
    rights: str = option("", help="The copyright notice of the feed.", metavar="TEXT")
    emails: bool = option(False, help="Tell the e-mail addresses of authors.")
    plain: bool = option(False, help="Write no style sheet beside the feed.")
    force: bool = option(False, help="Replace a file that is not one of our feeds.")

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise ConversionError(f"a feed of {self.limit} entries is none: give --limit a number above 0")
        if self.archive is not None and self.archive < 1:
            raise ConversionError(f"an archive of {self.archive} entries is none: give --archive a number above 0")
        if self.archive is not None and self.complete:
            raise ConversionError("--archive and --complete exclude each other: choose one of them")
        for url in (self.url, self.home, *self.hub):
            if url and not is_web_url(ascii_url(url)):
                raise ConversionError(f"{url!r} is no address of the web: give one that begins with https://")

    def choose(
        self, posts: Iterable[Post], site: Site, *, kinds: tuple[str, ...], limit: int | None
    ) -> Iterator[Post | LeftOut]:
        """The newest of the posts that a feed lists."""
        newest: list[tuple[float, int, Post]] = []
        limit = self._limit(limit)
        for number, post in enumerate(posts):
            if not kinds and post.kind not in KINDS:
                yield LeftOut(key=post.key, reason=NOT_LISTED)
            elif limit is None:
                yield post
            else:
                heapq.heappush(newest, (rank_of(post, site).timestamp(), number, post))
                if len(newest) > limit:
                    yield LeftOut(key=heapq.heappop(newest)[2].key, reason=BEYOND_LIMIT)
        for _, _, post in sorted(newest):
            yield post

    def render(self, post: Post, site: Site, report: Report) -> FeedEntry:
        """The post as an entry, whatever the format."""
        home = home_of(site, self.home, self.url)
        report_comments_left_out(post, "a feed says no more than how many there are", report)
        entry = entry_of(post, site, report, home=home, frames=self.frames, emails=self.emails)
        if self.image == "media" or entry.image is None:
            return entry
        picture = entry.image
        file = Enclosure(url=picture.url, type=picture.type or "image/jpeg")
        files = entry.enclosures if self.image == "none" or entry.enclosures else (file,)
        return replace(entry, image=None, enclosures=files)

    def fairness(self) -> Mapping[str, bool]:
        """The mark of where a post goes on is the site's own."""
        return {"takes_more": True}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """An entry has the id of its post, or one made of it where an older post has that."""
        id = id_of(post, absolute_url(post.url, home_of(site, self.home, self.url)))
        return uuid_of(f"{id} {post.key}"), id

    def expected(self, post: Post, site: Site) -> Shown:
        """What a reader of feeds is to show of the post."""
        entry = self.render(post, site, lambda problem: None)
        said = shown_comments(post)
        comments = {"comments": said} if said else {}
        read = self.as_read(entry)
        html = as_in_a_feed(post.html, self.frames) if entry.html else read.html
        return replace(shown_of(read, "", html), dropped=comments)

    @contextmanager
    def read_back(self, destination: Path, site: Site, report: Report, *, in_process: bool) -> Iterator[Sight]:
        """The entries of all documents."""
        if self.per and not (self.complete or self.archive):
            raise ConversionError("feeds of parts hold but the newest posts: compare those of --complete or --archive")
        yield Sight(rendered_by="portpress's reader of feeds", pieces=entries_in(destination), show=show)

    def as_read(self, entry: FeedEntry) -> ReadEntry:
        """What a document in the format says of an entry."""
        return ReadEntry(
            id=entry.id,
            title=entry.title if entry.has_title else "",
            url=entry.url,
            published=moment(entry.published),
            updated=moment(entry.updated),
            authors=tuple(person.name for person in entry.authors),
            terms=tuple(category.name for category in entry.categories),
            media=(*(file.url for file in entry.enclosures), *([entry.image.url] if entry.image else [])),
            summary=entry.summary,
            html=entry.html,
        )

    def write(
        self, rendered: Iterable[FeedEntry], site: Site, destination: Path, report: Report
    ) -> Iterator[Written | LeftOut]:
        """Write the feed, and what was asked for beside it; `-` writes to standard output."""
        is_file = str(destination) != "-"
        if not is_file and (self.archive or self.per):
            raise ConversionError(
                "standard output holds one document: name a file to write archives or --per beside it"
            )
        name = destination.name if is_file else f"feed{self.suffix}"
        style = "" if self.plain or not is_file or not self.is_styled else f"{Path(name).stem}.css"
        with Spool() as spool:
            series = Series(self.channel(site, report, name), site, spool, self.per, report)
            for entry in rendered:
                series.add(entry)
            documents = series.documents(name, self._pages(), type=self.type, style=quote(style))
            for path, document in documents:
                target = destination.parent / path if is_file else destination
                with OutputFile(target, mark=self.mark, force=self.force) as file:
                    file.write(self.document(document))
        if style:
            put_style(destination.with_name(style))
        yield from series.receipts()

    def feed(self, posts: Iterable[Post], site: Site | None = None, report: Report = lambda problem: None) -> bytes:
        """The feed of any posts, newest first, as one document: those that are published and that no password hides."""
        site = site or Site()
        name = f"feed{self.suffix}"
        shown = (post for post in posts if post.status is Status.PUBLISHED and not post.protected)
        chosen = replace(self, archive=None, per=()).choose(shown, site, kinds=("any",), limit=None)
        with Spool() as spool:
            series = Series(self.channel(site, report, name), site, spool, (), report)
            for post in chosen:
                if isinstance(post, Post):
                    series.add(self.render(post, site, _at(post, report)))
            [(_, document)] = series.documents(name, Pagination(is_complete=self.complete), type=self.type)
            return self.document(document)

    def document(self, document: FeedDocument) -> bytes:
        """One document in the format."""
        raise NotImplementedError

    def channel(self, site: Site, report: Report, name: str) -> Channel:
        """What the feed says of itself; `name` is that of its file."""
        home = home_of(site, self.home, self.url)
        url = ascii_url(self.url) if self.url else beside(f"{home}/", name)
        channel = channel_of(site, report, home=home, url=url)
        return replace(channel, rights=one_line(self.rights), hubs=tuple(map(ascii_url, self.hub)))

    def _limit(self, limit: int | None) -> int | None:
        """How many posts are taken: as many as asked for; else the newest, unless other documents hold the rest.

        Where each part of the blog has a feed, each of them has its own newest, which is seen in the end.
        """
        if self.per:
            return None
        limit = self.limit if limit is None else limit
        return limit if limit is not None or self.archive or self.complete else NEWEST

    def _pages(self) -> Pagination:
        if self.archive:
            return Pagination(newest=self.archive, archive=self.archive)
        if self.per and not self.complete:
            return Pagination(newest=self.limit or NEWEST)
        return Pagination(is_complete=self.complete)


def _at(post: Post, report: Report) -> Report:
    """Reports problems with the place of a post."""
    where = Where(origin=post.origin, post=label_of(post))
    return lambda problem: report(problem.at(where))
