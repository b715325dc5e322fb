"""Feeds beside a static site: the newest entries in all three formats, with the ids that their readers know."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from converters.post import Post, Site, Status
from converters.problem import NOWHERE, Report
from writers.destination import Destination
from writers.feed.channel import home_of
from writers.feed.division import Pagination
from writers.feed.entry import FeedEntry
from writers.feed.formats import AtomWriter, JsonFeedWriter, RssWriter
from writers.feed.rendering import entry_of
from writers.feed.series import Series
from writers.feed.spool import Spool
from writers.feed.stylesheet import style_text
from writers.feed.writer import KINDS, NEWEST, FeedWriter
from writers.page import Page

FOLDER = "feeds"
"""Where they stand in the site."""
FEEDS: dict[str, type[FeedWriter]] = {"feed.xml": RssWriter, "atom.xml": AtomWriter, "feed.json": JsonFeedWriter}
"""The feeds by the names of their files."""
PATHS = {"rss": f"/{FOLDER}/feed.xml", "atom": f"/{FOLDER}/atom.xml", "jsonfeed": f"/{FOLDER}/feed.json"}
"""Their addresses in the site, by format."""

_STYLE = "feed.css"


def entry_beside(post: Post, site: Site, link: Callable[[str], str]) -> FeedEntry | None:
    """The post as an entry of the feeds beside a site, at its new address; None of what no feed lists.

    What it lacks is reported by the site's own writer.
    """
    if post.status is not Status.PUBLISHED or post.protected or post.kind not in KINDS:
        return None
    return entry_of(post, site, lambda problem: None, home=home_of(site, "", ""), link=link)


@dataclass
class SiteFeeds:
    """The feeds of a site while its pages go by: the newest entries, and no more."""

    site: Site
    report: Report
    _newest: list[tuple[float, int, FeedEntry]] = field(default_factory=list)
    _count: int = 0

    def noting(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages, as they come."""
        for page in pages:
            if page.feed is not None:
                self._count += 1
                heapq.heappush(self._newest, (page.feed.rank.timestamp(), self._count, page.feed))
                if len(self._newest) > NEWEST:
                    heapq.heappop(self._newest)
            yield page

    def put(self, folder: Destination, below: str = "") -> None:
        """Write the feeds into the site's folder of files that its generator copies."""
        for name, writer_type in FEEDS.items():
            writer = writer_type(url=f"{home_of(self.site, '', '')}/{FOLDER}/{name}")
            with Spool() as spool:
                series = Series(writer.channel(self.site, self.report, name), self.site, spool, (), self.report)
                for _, _, entry in sorted(self._newest):
                    series.add(entry)
                style = _STYLE if writer.is_styled else ""
                for _, document in series.documents(name, Pagination(), type=writer.type, style=style):
                    folder.put(PurePosixPath(below, FOLDER, name), writer.document(document).decode(), NOWHERE)
            self.report = _silent
        folder.put_unless_edited(PurePosixPath(below, FOLDER, _STYLE), style_text())


def _silent(problem: object) -> None:
    """What one feed reports is true of all."""
