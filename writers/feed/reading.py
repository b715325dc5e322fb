"""Feeds of ours read again: every entry of every document, as a reader of feeds shows it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from converters.abilities import Shown
from converters.html import Element, Text, parse, serialise
from converters.problem import ConversionError
from writers.feed.channel import NOWHERE_HOME
from writers.feed.elements import NAMESPACES
from writers.feed.groups import DIVISIONS
from writers.told import moment, text_of

_ATOM = f"{{{NAMESPACES['atom']}}}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = f"{{{NAMESPACES['dc']}}}creator"
_PICTURE = f"{{{NAMESPACES['media']}}}content"
_NAME_OF_MAIL = re.compile(r"\S+ \((.*)\)", re.DOTALL)
_NOT_IN_A_FEED = re.compile("<!--nextpage.*?-->|[\x7f-\x9f\ufdd0-\ufdef]")
"""The marks of a post's pages, and characters that readers take for others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEntry:
    """An entry as it stands in a document."""

    id: str
    title: str
    url: str
    published: str
    updated: str
    authors: tuple[str, ...]
    terms: tuple[str, ...]
    media: tuple[str, ...]
    summary: str
    html: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the document that it was found in."""

    entry: ReadEntry
    document: str


def entries_in(feed: Path) -> Iterator[Placed]:
    """Every entry of a feed, of its archives and of its parts; what several documents say alike, once.

    Raises ConversionError when a document is none.
    """
    seen: dict[int, str] = {}
    archives = sorted(feed.parent.glob(f"{feed.stem}-archive-*{feed.suffix}"), key=lambda path: (len(path.name), path))
    parts = [each for name in DIVISIONS for each in sorted((feed.parent / feed.stem / name).glob(f"*{feed.suffix}"))]
    for document in (feed, *archives, *parts):
        name = document.relative_to(feed.parent).as_posix()
        for entry in _entries_of(document):
            if seen.setdefault(hash(entry), name) == name:
                yield Placed(entry, name)


def show(placed: Placed) -> Shown:
    """What a reader shows of an entry: links to places in the post itself lead nowhere else."""
    entry = placed.entry
    html = entry.html.replace(f'href="{entry.url}#', 'href="#') if entry.url else entry.html
    return shown_of(entry, placed.document, html.replace(f'"{NOWHERE_HOME}/', '"/'))


def shown_of(entry: ReadEntry, place: str, html: str) -> Shown:
    """An entry with its body."""
    said = {
        "title": (entry.title,),
        "published": (entry.published,),
        "modified": (entry.updated,),
        "url": (unquote(entry.url),),
        "authors": entry.authors,
        "terms": tuple(sorted(set(entry.terms))),
        "media": tuple(sorted(map(unquote, entry.media))),
        "excerpt": (entry.summary,),
    }
    return Shown(
        key=entry.id, place=place, fields={name: tuple(filter(None, each)) for name, each in said.items()}, html=html
    )


def as_in_a_feed(html: str, frames: tuple[str, ...]) -> str:
    """A body as a feed is to hold it: players that are not of these hosts are links to what they show."""
    root = parse(_NOT_IN_A_FEED.sub("", html))
    for element in root.elements("iframe", "object", "embed"):
        source = element.get("src") or element.get("data")
        source = source or next((inner.get("src") for inner in element.elements("embed")), "")
        if not source or _is_named_above(element) or (element.name == "iframe" and _is_of(source, frames)):
            continue
        wrapped = element.parent is not None and element.parent.name in ("body", "div", "blockquote")
        link = Element("a", {"href": source}, [Text(source)])
        element.replace(Element("p", {}, [link]) if wrapped else link)
    return serialise(root)


def _is_named_above(element: Element) -> bool:
    """Whether a player is part of another one, or of a figure that names what it shows."""
    above = element.parent
    while above is not None and above.name not in ("object", "figure"):
        above = above.parent
    return above is not None and (above.name == "object" or bool(above.get("data-url")))


def _is_of(url: str, hosts: tuple[str, ...]) -> bool:
    name = url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
    return any(host == "*" or name == host.lower() or name.endswith(f".{host.lower()}") for host in hosts)


def _entries_of(document: Path) -> Iterator[ReadEntry]:
    try:
        with document.open("rb") as file:
            is_json = file.read(1) == b"{"
        if is_json:
            items = json.loads(document.read_bytes())["items"]
            yield from map(_entry_of_json, items)
            return
        reading = etree.iterparse(
            document, tag=("item", f"{_ATOM}entry"), resolve_entities=False, no_network=True, huge_tree=True
        )
        for _, element in reading:
            yield _entry_of_atom(element) if element.tag.startswith(_ATOM) else _entry_of_rss(element)
            element.clear()
    except OSError as error:
        raise ConversionError(f"{document} cannot be read ({error.strerror}): convert once more") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, etree.XMLSyntaxError) as error:
        raise ConversionError(f"{document} is no feed that portpress wrote ({error}): convert once more") from error


def _entry_of_json(item: Mapping[str, Any]) -> ReadEntry:
    return ReadEntry(
        id=str(item["id"]),
        title=str(item.get("title", "")),
        url=str(item.get("url", "")),
        published=_moment(str(item.get("date_published", ""))),
        updated=_moment(str(item.get("date_modified", ""))),
        authors=tuple(str(each["name"]) for each in item.get("authors", ())),
        terms=tuple(map(str, item.get("tags", ()))),
        media=(
            *([str(item["image"])] if "image" in item else []),
            *(str(a["url"]) for a in item.get("attachments", ())),
        ),
        summary=str(item.get("summary", "")),
        html=str(item.get("content_html", "")),
    )


def _entry_of_rss(item: Any) -> ReadEntry:
    mails = [_NAME_OF_MAIL.fullmatch(each.text or "") for each in item.findall("author")]
    enclosures = [each.get("url", "") for each in item.findall("enclosure")]
    return ReadEntry(
        id=item.findtext("guid", ""),
        title=item.findtext("title", ""),
        url=item.findtext("link", ""),
        published=_moment_of_mail(item.findtext("pubDate", "")),
        updated="",
        authors=(*(mail[1] for mail in mails if mail), *(each.text or "" for each in item.findall(_CREATOR))),
        terms=tuple(each.text or "" for each in item.findall("category")),
        media=(*enclosures, *(each.get("url", "") for each in item.findall(_PICTURE))),
        summary=text_of(item.findtext("description", "")),
        html=item.findtext(_CONTENT, ""),
    )


def _entry_of_atom(entry: Any) -> ReadEntry:
    links = entry.findall(f"{_ATOM}link")
    return ReadEntry(
        id=entry.findtext(f"{_ATOM}id", ""),
        title=entry.findtext(f"{_ATOM}title", ""),
        url=next((each.get("href", "") for each in links if each.get("rel") == "alternate"), ""),
        published=_moment(entry.findtext(f"{_ATOM}published", "")),
        updated=_moment(entry.findtext(f"{_ATOM}updated", "")),
        authors=tuple(each.findtext(f"{_ATOM}name", "") for each in entry.findall(f"{_ATOM}author")),
        terms=tuple(each.get("label") or each.get("term", "") for each in entry.findall(f"{_ATOM}category")),
        media=(
            *(each.get("href", "") for each in links if each.get("rel") == "enclosure"),
            *(each.get("url", "") for each in entry.findall(_PICTURE)),
        ),
        summary=entry.findtext(f"{_ATOM}summary", ""),
        html=entry.findtext(f"{_ATOM}content", ""),
    )


def _moment(text: str) -> str:
    try:
        return moment(datetime.fromisoformat(text)) if text else ""
    except ValueError:
        return text


def _moment_of_mail(text: str) -> str:
    try:
        return moment(parsedate_to_datetime(text)) if text else ""
    except (ValueError, TypeError):
        return text
