"""Elements of the vocabularies that feedgen has no words for: pictures, podcasts, the history of a feed."""

from typing import Any
from uuid import UUID, uuid5

from lxml import etree

from writers.feed.channel import FeedDocument
from writers.feed.entry import Episode, FeedEntry

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
}
_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # podcastindex.org, the definition of podcast:guid


def name(prefix: str, local: str) -> str:
    """The name of an element in a namespace, as lxml writes it."""
    return f"{{{NAMESPACES[prefix]}}}{local}"


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """Put a new element last into another."""
    element = etree.SubElement(parent, name, attributes)
    if text:
        element.text = text
    return element


def namespaces_of(document: FeedDocument, *, is_atom: bool) -> dict[str, str]:
    """The namespaces that a document needs, by prefix."""
    used = {"thr"} if is_atom else {"atom", "dc", "slash"}
    used |= {"fh"} if document.is_archive or document.is_complete else set()
    used |= {"itunes", "podcast"} if not is_atom and is_podcast(document) else set()
    used |= {"media"} if any(entry.image or len(entry.enclosures) > 1 for entry in document.entries) else set()
    return {prefix: NAMESPACES[prefix] for prefix in sorted(used)}


def is_podcast(document: FeedDocument) -> bool:
    """Whether a feed has episodes in it, or is said to be a podcast."""
    channel = document.channel
    told = channel.podcast_image or channel.podcast_category
    return bool(told) or any(entry.episode for entry in document.entries)


def add_history(feed: Any, document: FeedDocument) -> None:
    """What RFC 5005 says of a document: that it holds everything, or that it is an archive."""
    if document.is_complete:
        add(feed, name("fh", "complete"))
    if document.is_archive:
        add(feed, name("fh", "archive"))


def add_podcast(channel: Any, document: FeedDocument) -> None:
    """What podcast directories want to know of a feed."""
    if not is_podcast(document):
        return
    about = document.channel
    add(channel, name("itunes", "author"), about.title)
    explicit = any(entry.episode and entry.episode.explicit for entry in document.entries)
    add(channel, name("itunes", "explicit"), "true" if explicit else "false")
    if about.podcast_image:
        add(channel, name("itunes", "image"), href=about.podcast_image)
    if about.podcast_category:
        parent = channel
        for each in about.podcast_category.split(">")[:2]:
            parent = add(parent, name("itunes", "category"))
            parent.set("text", each.strip())
    address = about.url.partition("://")[2].rstrip("/")
    add(channel, name("podcast", "guid"), str(uuid5(_PODCASTS, address)))


def add_episode(item: Any, episode: Episode) -> None:
    """What only episodes have."""
    if episode.duration:
        minutes, seconds = divmod(episode.duration, 60)
        hours, minutes = divmod(minutes, 60)
        add(item, name("itunes", "duration"), f"{hours:02}:{minutes:02}:{seconds:02}")
    if episode.title:
        add(item, name("itunes", "title"), episode.title)
    for prefix in ("itunes", "podcast"):
        if episode.season:
            add(item, name(prefix, "season"), str(episode.season))
        if episode.number:
            add(item, name(prefix, "episode"), str(episode.number))
    if episode.kind:
        add(item, name("itunes", "episodeType"), episode.kind)
    if episode.explicit is not None:
        add(item, name("itunes", "explicit"), "true" if episode.explicit else "false")
    if episode.image:
        add(item, name("itunes", "image"), href=episode.image)
    if episode.transcript:
        add(item, name("podcast", "transcript"), url=episode.transcript, type=episode.transcript_type)
    if episode.chapters:
        add(item, name("podcast", "chapters"), url=episode.chapters, type="application/json+chapters")


def add_image(item: Any, entry: FeedEntry) -> None:
    """The featured image (Media RSS)."""
    if entry.image is None:
        return
    size = {"width": str(entry.image.width), "height": str(entry.image.height)}
    known = size if entry.image.width and entry.image.height else {}
    type = {"type": entry.image.type} if entry.image.type else {}
    content = add(item, name("media", "content"), url=entry.image.url, medium="image", **type, **known)
    if entry.image.alt:
        add(content, name("media", "title"), entry.image.alt, type="plain")
