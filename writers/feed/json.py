"""A document of a feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import datetime
from typing import Any

from writers.feed.channel import FeedDocument
from writers.feed.entry import Enclosure, FeedEntry

BEGINNING = b'{\n "version": "https://jsonfeed.org/version/1.1",\n'
"""How each of our documents begins: a file that begins otherwise is somebody else's."""


def json_of(document: FeedDocument) -> bytes:
    """The document as JSON, in UTF-8."""
    channel = document.channel
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": document.url,
        "description": channel.description,
        "next_url": document.linked("next"),
        "icon": channel.icon,
        "language": channel.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in channel.hubs],
        "_rights": {"text": channel.rights} if channel.rights else None,
        "items": [_item(entry) for entry in document.entries],
    }
    kept = {name: value for name, value in feed.items() if value or name == "items"}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    comments = {"url": entry.comments_url, "total": entry.comments} if entry.comments_url else None
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title if entry.has_title else "",
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.title,
        "summary": entry.summary,
        "image": entry.image.url if entry.image else "",
        "date_published": _date(entry.published),
        "date_modified": _date(entry.updated),
        "authors": [{"name": person.name} for person in entry.authors],
        "tags": list(dict.fromkeys(category.name for category in entry.categories)),
        "language": entry.language,
        "attachments": [_attachment(each, entry, number) for number, each in enumerate(entry.enclosures)],
        "_comments": comments,
    }
    return {name: value for name, value in item.items() if value}


def _attachment(file: Enclosure, entry: FeedEntry, number: int) -> dict[str, Any]:
    attachment: dict[str, Any] = {"url": file.url, "mime_type": file.type}
    if file.length:
        attachment["size_in_bytes"] = file.length
    if number == 0 and entry.episode and entry.episode.duration:
        attachment["duration_in_seconds"] = entry.episode.duration
    return attachment


def _date(date: datetime | None) -> str:
    return date.isoformat() if date else ""
