"""Every post of the real exports in all three formats: valid, and read back as it was."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from converters.fidelity import compare, facts_of
from converters.html import Element, Text, parse, serialise
from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests.exports import name_of, read_whole, real_exports, secrets_of
from tests.feed_readers import schema_faults
from tests.feeds import WRITERS, ReadEntry, faults_of, read
from writers.feed import RssWriter
from writers.feed.channel import NOWHERE_HOME
from writers.feed.entry import FeedEntry
from writers.feed.identity import iri_of

pytestmark = [pytest.mark.corpus, pytest.mark.sweep]

FORMATS = ("rss", "atom", "jsonfeed")


@dataclass(frozen=True)
class Rendered:
    """An export as entries, in the order of its posts, and as documents that hold all of them."""

    entries: list[tuple[Post, FeedEntry]]
    documents: dict[str, bytes]
    shared: frozenset[str]
    """Ids that more than one post has."""


@cache
def rendered(export: Path) -> Rendered:
    reader, writer, problems = WxrReader(), RssWriter(complete=True), list[Problem]()
    site, posts = reader.read(export, problems.append)
    public = (post for post in posts if post.status == "published" and not post.protected)
    entries = []
    for post in writer.choose(public, site, kinds=(), limit=None):
        if isinstance(post, Post):
            clean = reader.clean(post, site, problems.append)
            entries.append((clean, writer.render(clean, site, problems.append)))
    ids = Counter(entry.id for _, entry in entries)
    return Rendered(
        entries,
        {format: document_of(format, site, [entry for _, entry in entries]) for format in FORMATS},
        frozenset(id for id, count in ids.items() if count > 1),
    )


def document_of(format: str, site: Site, entries: list[FeedEntry]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "feed")
        list(WRITERS[format](complete=True, plain=True).write(entries, site, path, lambda problem: None))
        return path.read_bytes()


@pytest.mark.parametrize("export", real_exports(), ids=name_of)
@pytest.mark.parametrize("format", FORMATS)
def test_feed_of_an_export_has_no_fault(export: Path, format: str) -> None:
    assert faults_of(rendered(export).documents[format]) == []


@pytest.mark.parametrize("export", real_exports(), ids=name_of)
@pytest.mark.parametrize("format", FORMATS)
def test_reader_gets_back_what_every_post_says(export: Path, format: str) -> None:
    whole = rendered(export)
    found = {entry.id: entry for entry in read(whole.documents[format])}
    assert len(found) == len(whole.entries)
    kept = [(post, entry, found.get(id_in(format, entry))) for post, entry in whole.entries]
    missing = [entry.id for _, entry, got in kept if got is None]
    assert missing == []  # of two with one guid both have been found: the older one twice
    for _, entry, got in kept:
        if got is not None and entry.id not in whole.shared:
            assert got == as_read(entry, format, got)


@pytest.mark.parametrize("export", real_exports(), ids=name_of)
def test_body_says_what_the_post_says(export: Path) -> None:
    whole = rendered(export)
    found = {entry.id: entry for entry in read(whole.documents["jsonfeed"])}  # in the others the HTML is the same
    for post, entry in whole.entries:
        if entry.id not in whole.shared:
            html = found[entry.id].html.replace(f'href="{entry.url}#', 'href="#') if entry.url else found[entry.id].html
            expected = as_links(without_marks(post.html))
            assert compare(facts_of(expected), facts_of(html.replace(f'"{NOWHERE_HOME}/', '"/')), takes_more=True) == ()


@pytest.mark.parametrize("export", real_exports(), ids=name_of)
def test_secret_of_an_export_is_in_no_feed(export: Path) -> None:
    text = "\n".join(document.decode() for document in rendered(export).documents.values())
    assert [secret for secret in secrets_of(*read_whole(export)) if secret in text] == []


@pytest.mark.parametrize("format", FORMATS)
def test_two_processes_and_a_second_run_give_the_same_bytes(corpus: Path, format: str, tmp_path: Path) -> None:
    export = corpus / "genuine" / "wxr-wp71-clean-all.xml"
    writer = WRITERS[format](archive=10, per=("category",), plain=True)
    for name, jobs in (("one", 1), ("two", 2), ("again", 1), ("again", 2)):
        convert(export, tmp_path / name / "feed.x", reader=WxrReader(), writer=writer, jobs=jobs)
    trees = [
        {str(file.relative_to(tmp_path / name)): file.read_bytes() for file in (tmp_path / name).rglob("*.x")}
        for name in ("one", "two", "again")
    ]
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 5


@pytest.mark.feeds
def test_jing_finds_every_atom_feed_valid(corpus: Path, tmp_path: Path) -> None:
    files = []
    for number, export in enumerate(real_exports()):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(rendered(export).documents["atom"])
    assert schema_faults(*files) == ""


def id_in(format: str, entry: FeedEntry) -> str:
    return iri_of(entry.id) if format == "atom" else entry.id


def as_read(entry: FeedEntry, format: str, got: ReadEntry) -> ReadEntry:
    """What a reader should have got of an entry; what the format cannot say is taken as it was got."""
    files = tuple((each.url, each.type, each.length or 0) for each in entry.enclosures)
    updated = entry.changed if format == "atom" else entry.updated
    return replace(
        got,
        id=id_in(format, entry),
        title=entry.title if entry.has_title or format == "atom" else "",
        url=entry.url or got.url,
        published=moment(entry.published, got.published),
        updated=got.updated if format == "rss" else moment(updated, got.updated),
        authors=tuple(person.name for person in entry.authors) or got.authors,
        categories=frozenset(category.name for category in entry.categories),
        enclosures=files[:1] if format == "rss" else files,
        html=got.html if not entry.html or got.html == repaired(entry.html) else entry.html,
    )


def moment(date: datetime | None, got: str) -> str:
    """A date in the spelling of the reader, which keeps the moment and not the offset."""
    if date is None:
        return ""
    if got == date.isoformat():
        return got
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def repaired(html: str) -> str:
    """A text as feedparser shows it that was UTF-8 taken for Latin-1 when the blog was still young."""
    try:
        return html.encode("latin-1").decode()
    except UnicodeError:
        return html


def without_marks(html: str) -> str:
    """A body without the marks of pages, which a feed has not, and without invisible characters."""
    return re.sub("<!--nextpage.*?-->|[\x7f-\x9f\ufdd0-\ufdef]", "", html)


def as_links(html: str) -> str:
    """A body whose players of unknown hosts are links to them, as in a feed."""
    root = parse(html)
    for element in root.elements("iframe", "object", "embed"):
        source = element.get("src") or element.get("data")
        inner = element.elements("embed")
        source = source or (inner[0].get("src") if inner else "")
        above = element.parent
        while above is not None and above.name not in ("object", "figure"):
            above = above.parent
        if source and not (above is not None and (above.name == "object" or above.get("data-url"))):
            wrapped = element.parent is not None and element.parent.name in ("body", "div", "blockquote")
            link = Element("a", {"href": source}, [Text(source)])
            element.replace(Element("p", {}, [link]) if wrapped else link)
    return serialise(root)
