"""The addresses that the feeds of a WordPress blog had, and where each leads now: for whoever writes redirects."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from converters.addresses import parts_of
from converters.post import Site
from writers.feed.groups import DIVISIONS, Groups
from writers.redirects.old_feeds import FORMER, OF_THE_BLOG


def former_feeds(site: Site, feeds: Mapping[str, str], per: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Each address that a feed had, as a path with or without a query, and that of the feed that took its place.

    `feeds` gives the path of each new feed by format (`{"rss": "/feed.xml"}`); a format that has none is served by the
    first. `per` says which parts of the blog have feeds of their own; those of all others lead to the blog's.
    """
    if not feeds:
        return
    base = unquote(parts_of(site.url).path).rstrip("/")
    for format in FORMER:
        new = feeds.get(format) or next(iter(feeds.values()))
        for ending in (*FORMER[format], *OF_THE_BLOG[format]):
            yield f"{base}/{ending}", new
    divisions = set(per)
    for group in Groups(site, (division for division in DIVISIONS if division != "language")):
        for format, endings in FORMER.items():
            new = feeds.get(format) or next(iter(feeds.values()))
            if group.division in divisions:
                path = PurePosixPath(new)
                new = str(path.with_suffix("") / group.division / f"{group.file}{path.suffix}")
            for ending in endings if group.page else ():
                yield f"{base}{group.page}{ending}", new
