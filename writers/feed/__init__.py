"""Posts become feeds that readers trust: RSS 2.0, Atom and JSON Feed.

from pathlib import Path
from writers.feed import RssWriter

Path("feed.xml").write_bytes(RssWriter(url="https://blog.example/feed.xml").feed(posts, site))
"""

from writers.feed.formats import AtomWriter, JsonFeedWriter, RssWriter
from writers.feed.former import former_feeds
from writers.feed.writer import FeedWriter

__all__ = ["AtomWriter", "FeedWriter", "JsonFeedWriter", "RssWriter", "former_feeds"]
