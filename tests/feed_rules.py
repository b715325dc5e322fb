"""A strict checker of feeds: what the specification of RSS 2.0, RFC 4287 and RFC 5005 demand.

Written from the specifications and from what the W3C validator reports, errors and warnings alike. Each fault is a line
that begins with its place; an empty list means that nothing is wrong.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from converters.html import Comment, Element, parse

NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss/": "media",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


CHANNEL_ONCE = _names(
    """
    title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs
    cloud ttl image rating textInput skipHours skipDays fh:archive fh:complete itunes:author itunes:explicit
    itunes:image podcast:guid
    """
)
CHANNEL_MANY = frozenset(["category", "atom:link", "item", "itunes:category"])
ITEM_ONCE = _names(
    """
    title link description content:encoded author guid comments enclosure pubDate source slash:comments
    dc:language itunes:duration itunes:episode itunes:season itunes:episodeType itunes:explicit itunes:image
    itunes:title podcast:season podcast:episode podcast:chapters
    """
)
ITEM_MANY = frozenset(["category", "dc:creator", "media:content", "podcast:transcript"])
PLAIN_TEXTS = frozenset(["title", "category", "copyright", "dc:creator"])
RELATIONS = frozenset(["self", "hub", "next", "previous", "current", "prev-archive", "next-archive"])

RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d:\d\d [+-]\d\d\d\d"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
URL = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(?://)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#\[\]]+")
IRI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:[^\s<>\"{}|\\^`]+")
MIME = re.compile(r"[^\s()<>,;:\\\"/\[\]?=]+/[^\s()<>,;:\\\"/\[\]?=]+")
MARKUP = re.compile(r"</\w+>|&#?\w+;")
RISKY = _names(
    """
    applet base embed form frame frameset iframe link meta object param plaintext script style template
    """
)
STYLE = re.compile(r"(?:(?:direction|list-style-type|text-align):[^:;(]+;?\s*)*")
ADDRESSES = frozenset(["cite", "data", "href", "longdesc", "poster", "src"])


def rss_faults(document: bytes, *, frames: bool = False) -> list[str]:
    """What is wrong with a document of RSS 2.0."""
    return list(_rss_faults(document, frames))


def atom_faults(document: bytes, *, frames: bool = False) -> list[str]:
    """What is wrong with a document of Atom beyond its RELAX NG schema."""
    return list(_atom_faults(document, frames))


def html_faults(html: str, *, frames: bool = False) -> list[str]:
    """What is wrong with the body of an entry."""
    return list(_html_faults(html, frames))


def _rss_faults(document: bytes, frames: bool) -> Iterator[str]:
    yield from _encoding_faults(document)
    root = ElementTree.fromstring(document)
    if root.tag != "rss" or root.get("version") != "2.0":
        yield "root: no <rss version=2.0>"
    channels = root.findall("channel")
    if len(channels) != 1 or len(root) != 1:
        yield "root: not one channel"
    channel = channels[0]
    names = [_name(child.tag) for child in channel]
    yield from _census("channel", names, CHANNEL_ONCE, CHANNEL_MANY)
    for required in ("title", "link", "description"):
        if required not in names:
            yield f"channel: no {required}"
        elif required != "description" and not _text(channel, required):
            yield f"channel: empty {required}"
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "channel: an item stands before something of the channel"
    yield from _url_faults("channel link", _text(channel, "link"))
    yield from _markup_faults("channel", channel, document)
    if MARKUP.search(_text(channel, "description")) and b"&#x" not in document:
        yield "channel: markup in the description"
    if "language" in names and not LANGUAGE.fullmatch(_text(channel, "language")):
        yield f"channel: language {_text(channel, 'language')!r}"
    for date in ("pubDate", "lastBuildDate"):
        if date in names:
            yield from _rfc_822_faults(f"channel {date}", _text(channel, date))
    if "ttl" in names and not re.fullmatch(r"[1-9]\d*", _text(channel, "ttl")):
        yield "channel: ttl is no positive number"
    image = channel.find("image")
    if image is not None:
        yield from _census("image", [_name(c.tag) for c in image], {"url", "title", "link", "width", "height"}, set())
        yield from _url_faults("image", _text(image, "url"))
        for same in ("title", "link"):
            if _text(image, same) != _text(channel, same):
                yield f"image: its {same} is not the channel's"
    yield from _link_faults(channel.findall("{http://www.w3.org/2005/Atom}link"))
    guids: Counter[str] = Counter()
    for number, item in enumerate(channel.findall("item"), 1):
        guids[_text(item, "guid")] += 1
        for fault in _item_faults(item, document, frames):
            yield f"item {number}: {fault}"
        if item.find("{http://purl.org/rss/1.0/modules/slash/}comments") is not None and "lastBuildDate" not in names:
            yield f"item {number}: slash:comments in a channel without lastBuildDate"
    yield from (f"guid {guid!r} stands {count} times" for guid, count in guids.items() if count > 1)


def _item_faults(item: Any, document: bytes, frames: bool) -> Iterator[str]:
    names = [_name(child.tag) for child in item]
    yield from _census("item", names, ITEM_ONCE, ITEM_MANY)
    if not (_text(item, "title") or _text(item, "description")):
        yield "neither title nor description"
    for name in ("title", "category", "dc:creator", "guid", "description"):
        if any(_name(child.tag) == name and not (child.text or "").strip() for child in item):
            yield f"empty {name}"
    if "content:encoded" in names and "description" not in names[: names.index("content:encoded")]:
        yield "content:encoded without a description before it"
    for name in ("description", "content:encoded"):
        for child in item:
            if _name(child.tag) == name:
                yield from _html_faults(child.text or "", frames)
    yield from _markup_faults("item", item, document)
    for name in ("link", "comments"):
        if name in names:
            yield from _url_faults(name, _text(item, name))
    guid = item.find("guid")
    if guid is None:
        yield "no guid"
    elif guid.get("isPermaLink") != "false":
        yield "guid without isPermaLink=false"
    elif re.fullmatch(r"\d{1,8}", guid.text or ""):
        yield "guid is not sufficiently unique"
    if "pubDate" in names:
        yield from _rfc_822_faults("pubDate", _text(item, "pubDate"))
    author = item.find("author")
    if author is not None:
        if not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+ \([^()]+\)", author.text or ""):
            yield f"author {author.text!r} without e-mail address and name"
        if "dc:creator" in names:
            yield "author beside dc:creator"
    enclosure = item.find("enclosure")
    if enclosure is not None:
        if set(enclosure.attrib) != {"url", "length", "type"}:
            yield "enclosure without url, length or type"
        if not re.fullmatch(r"\d+", enclosure.get("length", "")):
            yield "enclosure: length is no number"
        yield from _file_faults("enclosure", enclosure)
    for content in item.findall("{http://search.yahoo.com/mrss/}content"):
        yield from _file_faults("media:content", content)
    duration = item.find("{http://www.itunes.com/dtds/podcast-1.0.dtd}duration")
    if duration is not None and not re.fullmatch(r"\d+(?::[0-5]\d(?::[0-5]\d)?)?", duration.text or ""):
        yield f"itunes:duration {duration.text!r}"


def _atom_faults(document: bytes, frames: bool) -> Iterator[str]:
    """RFC 4287, section 4, where its schema has Schematron rules or none at all."""
    yield from _encoding_faults(document)
    feed = ElementTree.fromstring(document)
    atom = "{http://www.w3.org/2005/Atom}"
    links = feed.findall(f"{atom}link")
    yield from _link_faults([link for link in links if link.get("rel") != "alternate"])
    entries = feed.findall(f"{atom}entry")
    if feed.find(f"{atom}author") is None and any(entry.find(f"{atom}author") is None for entry in entries):
        yield "feed: no author"
    ids: Counter[str] = Counter()
    for number, element in enumerate((feed, *entries)):
        place = f"entry {number}" if number else "feed"
        for name in ("id", "title", "updated"):
            if not _text(element, f"{atom}{name}"):
                yield f"{place}: empty {name}"
        id = _text(element, f"{atom}id")
        ids[id] += 1
        if not IRI.fullmatch(id):
            yield f"{place}: id {id!r} is no IRI"
        for name in ("updated", "published"):
            date = element.find(f"{atom}{name}")
            if date is not None:
                yield from (f"{place}: {fault}" for fault in _rfc_3339_faults(name, date.text or ""))
        seen: set[tuple[str, str]] = set()
        for link in element.findall(f"{atom}link"):
            yield from (f"{place}: {fault}" for fault in _url_faults("link", link.get("href", "")))
            kind = (link.get("type", ""), link.get("hreflang", ""))
            if link.get("rel", "alternate") == "alternate":
                if kind in seen:
                    yield f"{place}: two alternate links of one type"
                seen.add(kind)
            if link.get("rel") == "enclosure" and not (
                MIME.fullmatch(link.get("type", "")) and re.fullmatch(r"\d*", link.get("length", ""))
            ):
                yield f"{place}: enclosure without its type"
        for text in element.findall(f"{atom}content") + element.findall(f"{atom}summary"):
            if text.get("type", "text") not in ("text", "html"):
                yield f"{place}: type {text.get('type')!r}"
            if text.get("type") == "html":
                yield from (f"{place}: {fault}" for fault in _html_faults(text.text or "", frames))
        if number and element.find(f"{atom}content") is None and not seen:
            yield f"{place}: neither content nor an alternate link"
        for category in element.findall(f"{atom}category"):
            if not category.get("term"):
                yield f"{place}: a category without a term"
            if category.get("scheme"):
                yield from (f"{place}: {fault}" for fault in _url_faults("scheme", category.get("scheme", "")))
    yield from (f"id {id!r} stands {count} times" for id, count in ids.items() if count > 1)


def _html_faults(html: str, frames: bool) -> Iterator[str]:
    for node in parse(html).walk():
        if isinstance(node, Comment):
            yield f"a comment in the text: {node.text[:40]!r}"
        if not isinstance(node, Element):
            continue
        if node.name in RISKY and not (frames and node.name == "iframe"):
            yield f"<{node.name}> in the text"
        for name, value in node.attributes.items():
            if name.startswith(("on", "data-", "aria-")):
                yield f"the attribute {name} in the text"
            if name in ADDRESSES and not _is_foreign(node):
                yield from _url_faults(f"{node.name} {name}", value)
            if name == "srcset":
                for candidate in value.split(", "):
                    yield from _url_faults("srcset", candidate.partition(" ")[0])
            if name == "style" and _is_foreign(node):
                yield from ["a style that fetches something"] if "(" in value else []
            elif name == "style" and not re.fullmatch(
                r"(?:(?:direction|list-style-type|text-align):[^:;(]+;?\s*)*", value
            ):
                yield f"style {value!r} in the text"


def _is_foreign(node: Element) -> bool:
    above: Element | None = node
    while above is not None:
        if above.name in ("svg", "math"):
            return True
        above = above.parent
    return False


def _encoding_faults(document: bytes) -> Iterator[str]:
    if not document.lower().startswith(b'<?xml version="1.0" encoding="utf-8"?>'):
        yield "document: no declaration"
    if "\ufffd" in document.decode("utf-8") and b"\xef\xbf\xbd" not in document:
        yield "document: not UTF-8"


def _census(place: str, names: list[str], once: "frozenset[str] | set[str]", many: "frozenset[str] | set[str]") -> Any:
    for name, count in Counter(names).items():
        if name not in once and name not in many:
            yield f"{place}: {name} is not known"
        elif count > 1 and name not in many:
            yield f"{place}: {count} of {name}"


def _markup_faults(place: str, parent: Any, document: bytes) -> Iterator[str]:
    """Plain texts that look like HTML, unless they are written with the character references of the profile."""
    for child in parent:
        text = child.text or ""
        if _name(child.tag) in PLAIN_TEXTS and MARKUP.search(text):
            written = text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&gt;")
            if written.encode() not in document:
                yield f"{place}: markup in {_name(child.tag)} {text[:60]!r}"


def _link_faults(links: list[Any]) -> Iterator[str]:
    relations = [link.get("rel", "") for link in links]
    if relations.count("self") != 1:
        yield "not one link to itself"
    for link in links:
        if link.get("rel") not in RELATIONS:
            yield f"link rel {link.get('rel')!r} is not known"
        yield from _url_faults("atom:link", link.get("href", ""))


def _file_faults(place: str, element: Any) -> Iterator[str]:
    yield from _url_faults(place, element.get("url", ""))
    if urlsplit(element.get("url", "")).scheme not in ("http", "https"):
        yield f"{place}: {element.get('url')!r} is not of the web"
    if element.get("type") is not None and not MIME.fullmatch(element.get("type")):
        yield f"{place}: type {element.get('type')!r}"


def _url_faults(place: str, url: str) -> Iterator[str]:
    if not URL.fullmatch(url):
        yield f"{place}: {url[:200]!r} is no absolute URL in ASCII"
    elif url.lower().startswith(("http:", "https:")) and not re.match(r"https?://[^/?#]", url):
        yield f"{place}: {url[:200]!r} has no host"


def _rfc_822_faults(place: str, text: str) -> Iterator[str]:
    if not RFC_822.fullmatch(text):
        yield f"{place}: {text!r} is no date of RFC 822"
        return
    date = parsedate_to_datetime(text)
    if date.strftime("%a") != text[:3]:
        yield f"{place}: the wrong weekday in {text!r}"
    yield from _plausibility(place, date)


def _rfc_3339_faults(place: str, text: str) -> Iterator[str]:
    if not RFC_3339.fullmatch(text):
        yield f"{place}: {text!r} is no date of RFC 3339"
        return
    yield from _plausibility(place, datetime.fromisoformat(text))


def _plausibility(place: str, date: datetime) -> Iterator[str]:
    if date < datetime(1970, 1, 1, tzinfo=UTC) or date > datetime.now(UTC):
        yield f"{place}: {date} is not plausible"


def _name(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    return f"{NAMESPACES.get(namespace, namespace)}:{local}"


def _text(parent: Any, name: str) -> str:
    return (parent.findtext(name) or "").strip()
