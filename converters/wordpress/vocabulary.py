"""WXR's words: namespaces, element names and statuses, as WordPress's exporter writes them."""

import re
from collections.abc import Mapping

from converters.post import Status

NAMESPACES: Mapping[str, str] = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
"""The five prefixes of WXR 1.2 (export_wp of wp-admin/includes/export.php), in its order."""

_ADDRESSES = (
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/excerpt/?"), "excerpt"),
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/?"), "wp"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?"), "content"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.\d/?"), "dc"),
)


def usual_prefix(prefix: str, uri: str) -> str:
    """The prefix WordPress uses for what a file calls `prefix`: decided by the address, of whatever version."""
    if prefix in NAMESPACES:
        return prefix
    return next((usual for address, usual in _ADDRESSES if address.fullmatch(uri.strip())), prefix)


STATUSES: Mapping[str, Status] = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "draft": Status.DRAFT,
    "auto-draft": Status.DRAFT,
    "pending": Status.PENDING,
    "private": Status.PRIVATE,
    "trash": Status.TRASHED,
}
"""WordPress's words for the statuses; the first of each kind is the one to write."""

OPEN_TO_COMMENTS = frozenset(["attachment", "post"])
"""WordPress's own kinds that are open to comments in a new blog where nothing is said (get_default_comment_status)."""
OPEN_TO_PINGS = frozenset(["post"])

CONTAINERS = frozenset(
    [
        "channel", "image", "item", "rss",
        "wp:author", "wp:wp_author", "wp:category", "wp:tag", "wp:term", "wp:termmeta",
        "wp:postmeta", "wp:comment", "wp:commentmeta",
    ]
)  # fmt: skip
"""Elements that hold elements. Every other one holds text."""

RSS_WORDS = frozenset(
    [
        "author", "category", "comments", "description", "enclosure", "guid", "item", "link", "pubDate", "source",
        "title", "cloud", "copyright", "docs", "generator", "height", "language", "lastBuildDate", "managingEditor",
        "ttl", "url", "webMaster", "width",
    ]
)  # fmt: skip
"""The elements of RSS 2.0 that a channel, its image or an item may hold; they have no prefix."""

ZERO_DATE = "0000-00-00 00:00:00"
"""What WordPress writes where a date is unknown, such as the GMT date of a draft."""
