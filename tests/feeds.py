"""Feeds made for tests, and read back by feedparser."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import jsonschema

from converters.post import Post, Site
from converters.problem import Problem
from tests.conftest import ROOT
from tests.feed_rules import atom_faults, html_faults, rss_faults
from writers.feed import AtomWriter, FeedWriter, JsonFeedWriter, RssWriter

SCHEMAS = ROOT / "fixtures" / "schemas"
WRITERS: dict[str, type[FeedWriter]] = {"rss": RssWriter, "atom": AtomWriter, "jsonfeed": JsonFeedWriter}


def faults_of(document: bytes, *, frames: bool = False) -> list[str]:
    """What is wrong with a document, whatever the format it claims to be in."""
    if document.startswith(b"{"):
        return _json_faults(document, frames)
    return (atom_faults if b"<feed" in document[:600] else rss_faults)(document, frames=frames)


def _json_faults(document: bytes, frames: bool) -> list[str]:
    feed = json.loads(document)
    faults = [f"{list(error.path)}: {error.message[:200]}" for error in _json_schema().iter_errors(feed)]
    ids = [item["id"] for item in feed["items"]]
    faults += [f"id {id!r} stands twice" for id in set(ids) if ids.count(id) > 1]
    for number, item in enumerate(feed["items"], 1):
        faults += [f"item {number}: {fault}" for fault in html_faults(item.get("content_html", ""), frames=frames)]
    return faults


@cache
def _json_schema() -> Any:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.json").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Made:
    """A feed made of posts, and the problems on the way."""

    document: bytes
    problems: list[Problem]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def text(self) -> str:
        return self.document.decode()


def make(format: str, *posts: Post, site: Site | None = None, **options: Any) -> Made:
    """The feed of posts."""
    problems: list[Problem] = []
    document = WRITERS[format](**options).feed(posts, site, problems.append)
    return Made(document, problems)


@dataclass(frozen=True)
class ReadEntry:
    """An entry as a reader understands it."""

    id: str
    title: str
    url: str
    published: str
    updated: str
    authors: tuple[str, ...]
    categories: frozenset[str]
    enclosures: tuple[tuple[str, str, int], ...]
    html: str
    summary: str


def read(document: bytes) -> list[ReadEntry]:
    """The entries of a feed: of JSON as it says, of XML as feedparser understands it, which must find no fault."""
    if document.startswith(b"{"):
        return [_read_item(item) for item in json.loads(document)["items"]]
    feed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.bozo_exception
    return [_read_entry(entry) for entry in feed.entries]


def _read_entry(entry: Any) -> ReadEntry:
    return ReadEntry(
        id=entry.id,
        title=entry.get("title", ""),
        url=entry.get("link", ""),
        published=_moment(entry.get("published_parsed")),
        updated=_moment(entry.get("updated_parsed")) if "updated" in entry else "",
        authors=tuple(author.name for author in entry.get("authors", ()) if "name" in author),
        categories=frozenset(tag.get("label") or tag.term for tag in entry.get("tags", ())),
        enclosures=tuple((each.href, each.type, int(each.get("length") or 0)) for each in entry.get("enclosures", ())),
        html=entry.content[0].value if "content" in entry else "",
        summary=entry.get("summary", ""),
    )


def _read_item(item: dict[str, Any]) -> ReadEntry:
    return ReadEntry(
        id=item["id"],
        title=item.get("title", ""),
        url=item.get("url", ""),
        published=item.get("date_published", ""),
        updated=item.get("date_modified", ""),
        authors=tuple(author["name"] for author in item.get("authors", ())),
        categories=frozenset(item.get("tags", ())),
        enclosures=tuple((a["url"], a["mime_type"], a.get("size_in_bytes", 0)) for a in item.get("attachments", ())),
        html=item.get("content_html", ""),
        summary=item.get("summary", ""),
    )


def _moment(parsed: Any) -> str:
    return "" if parsed is None else "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])


def beside(path: Path) -> list[str]:
    """The names of all files below a folder."""
    return sorted(str(each.relative_to(path)) for each in path.rglob("*") if each.is_file())
