"""Posts become feeds that readers trust: RSS 2.0, Atom and JSON Feed.

from pathlib import Path
from writers.feed import RssWriter

Path("feed.xml").write_bytes(RssWriter(url="https://blog.example/feed.xml").feed(posts, site))
"""

from writers.feed.former import former_feeds
from writers.feed.writer import AtomWriter, FeedWriter, JsonFeedWriter, RssWriter

__all__ = ["AtomWriter", "FeedWriter", "JsonFeedWriter", "RssWriter", "former_feeds"]
