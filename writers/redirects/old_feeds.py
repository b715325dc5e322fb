"""The addresses that the feeds of a WordPress blog had."""

from collections.abc import Mapping

FORMER: Mapping[str, tuple[str, ...]] = {
    "rss": ("feed/", "feed/rss2/", "feed/rss/", "feed/rdf/"),
    "atom": ("feed/atom/",),
    "jsonfeed": ("feed/json/",),
}
"""What WordPress, and its plugin for JSON Feed, append to the address of a page for the feed of it, by format."""

OF_THE_BLOG: Mapping[str, tuple[str, ...]] = {
    "rss": (
        *("rss/", "rss2/", "rdf/", "?feed=rss2", "?feed=rss", "?feed=rdf", "?feed=feed"),
        *("wp-rss.php", "wp-rss2.php", "wp-rdf.php", "wp-feed.php"),
    ),
    "atom": ("atom/", "?feed=atom", "wp-atom.php"),
    "jsonfeed": ("?feed=json",),
}
"""The other names of the feed of the whole blog."""
