"""Which entries stand in which document of a feed: the newest in one, the older ones in archives, or all in one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from writers.feed.channel import Channel, FeedDocument, Link
from writers.feed.entry import FeedEntry
from writers.feed.urls import beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """How a feed is divided into documents."""

    newest: int | None = None
    """How many entries the first document holds; None for all there are."""
    archive: int | None = None
    """How many entries an archive holds; None for no archives."""
    is_complete: bool = False
    """Whether all there are is all that the blog has."""

    def documents(
        self,
        channel: Channel,
        numbers: Sequence[int],
        entry: Callable[[int], FeedEntry],
        path: PurePosixPath,
        *,
        type: str,
        style: str = "",
    ) -> Iterator[tuple[PurePosixPath, FeedDocument]]:
        """The documents of a feed, each with its path, made one after the other.

        `numbers` are those of all entries, the oldest first; `entry` gives one of them. An archive is full, and
        holds the same entries for ever, however many come after them (RFC 5005, section 4).
        """
        archives = len(numbers) // self.archive if self.archive else 0
        newest = numbers[-self.newest :] if self.newest else numbers
        for number in range(1, archives + 1):
            start = (number - 1) * (self.archive or 0)
            yield (
                archive_path(path, number),
                FeedDocument(
                    channel=channel,
                    entries=[entry(each) for each in reversed(numbers[start : start + (self.archive or 0)])],
                    url=beside(channel.url, archive_path(path, number).name),
                    links=tuple(_links(channel, path, number, archives, type)),
                    is_archive=True,
                    style=style,
                ),
            )
        yield (
            path,
            FeedDocument(
                channel=channel,
                entries=[entry(each) for each in reversed(newest)],
                url=channel.url,
                links=tuple(_links(channel, path, 0, archives, type)),
                is_complete=self.is_complete,
                style=style,
            ),
        )


def archive_path(path: PurePosixPath, number: int) -> PurePosixPath:
    """The file of an archive, the oldest being number 1: `feed.xml` → `feed-archive-1.xml`."""
    return path.with_stem(f"{path.stem}-archive-{number}")


def _links(channel: Channel, path: PurePosixPath, number: int, archives: int, type: str) -> Iterator[Link]:
    """The links of an archive, or of the first document, which is number 0."""

    def address(other: int) -> str:
        return beside(channel.url, archive_path(path, other).name) if other else channel.url

    yield Link(rel="self", href=address(number), type=type)
    for hub in channel.hubs:
        yield Link(rel="hub", href=hub)
    older = number - 1 if number else archives
    newer = number + 1 if number and number < archives else 0
    if number:
        yield Link(rel="current", href=channel.url, type=type)
        yield Link(rel="previous", href=address(newer), type=type)
    if newer:
        yield Link(rel="next-archive", href=address(newer), type=type)
    if older:
        for rel in ("prev-archive", "next"):
            yield Link(rel=rel, href=address(older), type=type)
