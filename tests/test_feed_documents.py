"""The documents of a feed: one, archives, one for each part of a blog; in files, and from the command."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest

from converters.cli import main
from converters.pipeline import Ledger, convert
from converters.post import Author, Media, Post, Site, Status, Term
from converters.problem import ConversionError
from converters.selection import Selection
from tests.blogs import ListReader
from tests.conftest import ROOT
from tests.feeds import WRITERS, beside, faults_of, read
from writers.feed import AtomWriter, FeedWriter, JsonFeedWriter, RssWriter
from writers.feed.writer import NOT_LISTED

BOATS = Term(taxonomy="category", slug="boats", name="Boats", parent="harbour")
TEA = Term(taxonomy="post_tag", slug="日本", name="日本")
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
FORMATS = ("rss", "atom", "jsonfeed")


def post(number: int, **fields: Any) -> Post:
    date = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number)
    made = Post(
        key=str(number),
        id=number,
        title=f"Post {number}",
        url=f"https://blog.example/{number}/",
        guid=f"https://blog.example/?p={number}",
        author="mara",
        date=date,
        raw=f"<p>text {number}</p>",
    )
    return replace(made, **fields)


def written(path: Path, *posts: Post, writer: FeedWriter | None = None, **chosen: Any) -> Ledger:
    ledger = convert(
        Path("nowhere"), path, reader=ListReader(posts), writer=writer or RssWriter(), selection=Selection(**chosen)
    )
    assert ledger.balances and not ledger.failed
    return ledger


def ids(path: Path) -> list[int]:
    document = path.read_bytes()
    assert faults_of(document) == []
    return [int(entry.id.rpartition("=")[2]) for entry in read(document)]


def links(path: Path) -> dict[str, str]:
    document = path.read_bytes()
    if document.startswith(b"{"):
        return {"next": json.loads(document).get("next_url", "")}
    return {link.rel: link.href for link in feedparser.parse(document).feed.links if link.rel != "alternate"}


def test_newest_posts_are_taken_in_whatever_order_they_come(tmp_path: Path) -> None:
    ledger = written(tmp_path / "feed.xml", *map(post, (3, 25, 1, *range(4, 25), 2)))
    assert ids(tmp_path / "feed.xml") == list(range(25, 5, -1))
    assert (ledger.written, dict(ledger.left_out)) == (20, {"beyond --limit": 5})


def test_limit_of_the_selection_is_that_of_the_feed(tmp_path: Path) -> None:
    ledger = written(tmp_path / "feed.xml", *map(post, range(50)), limit=30)
    assert ids(tmp_path / "feed.xml") == list(range(49, 19, -1))
    assert ledger.written == 30


def test_pages_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    posts = [post(1), post(2, kind="page"), post(3, kind="podcast")]
    assert dict(written(tmp_path / "feed.xml", *posts).left_out) == {NOT_LISTED: 1}
    assert ids(tmp_path / "feed.xml") == [3, 1]
    written(tmp_path / "feed.xml", *posts, kind=("page",))
    assert ids(tmp_path / "feed.xml") == [2]


@pytest.mark.parametrize("format", FORMATS)
def test_post_that_readers_may_not_see_is_in_no_feed(format: str, tmp_path: Path) -> None:
    hidden = [post(n, status=status) for n, status in enumerate(Status) if status is not Status.PUBLISHED]
    ledger = written(tmp_path / "feed", *hidden, post(90, protected=True), post(91), writer=WRITERS[format]())
    assert ids(tmp_path / "feed") == [91]
    assert ledger.written == 1


@pytest.mark.parametrize("format", FORMATS)
def test_archives_hold_every_post_once_and_are_chained(format: str, tmp_path: Path) -> None:
    writer = WRITERS[format](archive=10, url="https://blog.example/feeds/feed.xml")
    ledger = written(tmp_path / "feed.xml", *map(post, range(25)), writer=writer)
    assert ledger.written == 25
    names = [name for name in beside(tmp_path) if not name.endswith(".css")]
    assert names == ["feed-archive-1.xml", "feed-archive-2.xml", "feed.xml"]
    assert ids(tmp_path / "feed.xml") == list(range(24, 14, -1))
    assert ids(tmp_path / "feed-archive-2.xml") == list(range(19, 9, -1))
    assert ids(tmp_path / "feed-archive-1.xml") == list(range(9, -1, -1))
    followed, name = [], "feed.xml"
    while name:
        followed.append(name)
        older = links(tmp_path / name)
        name = older.get("prev-archive", older.get("next", "")).rpartition("/")[2]
    assert followed == ["feed.xml", "feed-archive-2.xml", "feed-archive-1.xml"]


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_archive_says_what_it_is_and_where_its_neighbours_are(format: str, tmp_path: Path) -> None:
    writer = WRITERS[format](archive=10, url="https://blog.example/feed.xml")
    written(tmp_path / "feed.xml", *map(post, range(35)), writer=writer)
    assert links(tmp_path / "feed-archive-2.xml") == {
        "self": "https://blog.example/feed-archive-2.xml",
        "current": "https://blog.example/feed.xml",
        "prev-archive": "https://blog.example/feed-archive-1.xml",
        "next": "https://blog.example/feed-archive-1.xml",
        "next-archive": "https://blog.example/feed-archive-3.xml",
        "previous": "https://blog.example/feed-archive-3.xml",
    }
    assert b"<fh:archive" in (tmp_path / "feed-archive-2.xml").read_bytes()
    assert b"<fh:archive" not in (tmp_path / "feed.xml").read_bytes()


@pytest.mark.parametrize(
    ("url", "archive"),
    [
        ("https://blog.example/feed/", "https://blog.example/feed/my%20feed-archive-1.xml"),
        ("https://blog.example/rss.xml", "https://blog.example/my%20feed-archive-1.xml"),
        ("https://blog.example", "https://blog.example/my%20feed-archive-1.xml"),
        ("", "https://blog.example/my%20feed-archive-1.xml"),
    ],
)
def test_archive_is_linked_where_its_file_stands_beside_the_feed(url: str, archive: str, tmp_path: Path) -> None:
    written(
        tmp_path / "my feed.xml",
        *map(post, range(7)),
        writer=RssWriter(archive=5, url=url, home="https://blog.example"),
    )
    assert links(tmp_path / "my feed.xml")["prev-archive"] == archive
    assert links(tmp_path / "my feed-archive-1.xml")["self"] == archive


def test_name_of_the_file_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / 'a"?><b>&#.xml'
    written(path, post(1, terms=(BOATS,)), writer=RssWriter(home="https://blog.example", per=("category",)))
    assert ids(path) == [1]
    assert b'href="a%22%3F%3E%3Cb%3E%26%23.css"' in path.read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_archive_stays_as_it_is_when_posts_are_added(format: str, tmp_path: Path) -> None:
    writer = WRITERS[format](archive=10)
    written(tmp_path / "feed.xml", *map(post, range(20)), writer=writer)
    first = (tmp_path / "feed-archive-1.xml").read_bytes()
    written(tmp_path / "feed.xml", *map(post, range(33)), writer=writer)
    assert (tmp_path / "feed-archive-1.xml").read_bytes() == first


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_complete_feed_holds_everything_and_says_so(format: str, tmp_path: Path) -> None:
    written(tmp_path / "feed.xml", *map(post, range(30)), writer=WRITERS[format](complete=True))
    assert ids(tmp_path / "feed.xml") == list(range(29, -1, -1))
    assert b"<fh:complete/>" in (tmp_path / "feed.xml").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_each_category_tag_author_and_language_has_a_feed(format: str, tmp_path: Path) -> None:
    posts = [
        post(1, terms=(BOATS,)),
        post(2, terms=(BOATS, TEA)),
        post(3, author="tom", terms=(Term(taxonomy="language", slug="de", name="Deutsch"),)),
    ]
    ledger = written(tmp_path / "feed.x", *posts, writer=WRITERS[format](per=("category", "tag", "author", "language")))
    assert ledger.written == 3
    assert [name for name in beside(tmp_path) if not name.endswith(".css")] == [
        "feed.x",
        "feed/author/mara.x",
        "feed/author/tom.x",
        "feed/category/boats.x",
        "feed/language/de.x",
        "feed/tag/日本.x",
    ]
    assert ids(tmp_path / "feed.x") == [3, 2, 1]
    assert ids(tmp_path / "feed/category/boats.x") == [2, 1]
    assert ids(tmp_path / "feed/author/tom.x") == [3]
    assert ids(tmp_path / "feed/tag/日本.x") == [2]
    assert "Boats" in (tmp_path / "feed/category/boats.x").read_text()


def test_each_feed_of_a_part_has_its_own_newest_posts(tmp_path: Path) -> None:
    posts = [post(n, terms=(BOATS,) if n < 3 else ()) for n in range(40)]
    ledger = written(tmp_path / "feed.xml", *posts, writer=RssWriter(per=("category",), limit=2))
    assert ids(tmp_path / "feed.xml") == [39, 38]
    assert ids(tmp_path / "feed/category/boats.xml") == [2, 1]
    assert (ledger.written, ledger.left_out.total()) == (4, 36)


def test_names_of_parts_may_hold_anything(tmp_path: Path) -> None:
    term = Term(taxonomy="category", slug="a\x0b\ufffe", name="A\x0b\ud800")
    author = Author(login="x\x01", name="X\x01", email="x@blog.example")
    site = Site(title="T", url="https://blog.example", language="en_US", terms=(term,), authors=(author,))
    made = post(1, terms=(term,), author="x\x01", image=Media(url="/i.png", alt="\x0b"), html="<p>x</p>")
    writer = RssWriter(per=("category", "author", "language"), emails=True, rights="\x0b", podcast_category="\x0b > x")
    entries = [writer.render(made, site, lambda problem: None)]
    assert len(list(writer.write(entries, site, tmp_path / "feed.xml", lambda problem: None))) == 1
    feeds = [name for name in beside(tmp_path) if name.endswith(".xml")]
    assert feeds == ["feed.xml", "feed/author/x.xml", "feed/category/a.xml", "feed/language/en-us.xml"]
    assert all(ids(tmp_path / name) == [1] for name in feeds)


def test_two_categories_never_share_a_file(tmp_path: Path) -> None:
    posts = [
        post(n, terms=(Term(taxonomy="category", slug=slug, name=slug),))
        for n, slug in enumerate(("a b", "a-b", "A-B", "../../x"))
    ]
    written(tmp_path / "site" / "feed.xml", *posts, writer=RssWriter(per=("category",)))
    found = [name for name in beside(tmp_path) if "/category/" in name]
    assert len(found) == 4
    assert all(name.startswith("site/feed/category/") for name in found)


def test_standard_output_holds_one_document_and_nothing_stands_beside_it(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(Path("-"), post(1))
    assert faults_of(capfdbinary.readouterr().out) == []
    assert beside(tmp_path) == []
    with pytest.raises(ConversionError, match="one document"):
        written(Path("-"), post(1), writer=RssWriter(archive=5))


def test_style_sheet_is_put_beside_the_feed_once(tmp_path: Path) -> None:
    written(tmp_path / "feed.xml", post(1, terms=(BOATS,)), writer=RssWriter(per=("category",)))
    assert b'<?xml-stylesheet type="text/css" href="feed.css"?>' in (tmp_path / "feed.xml").read_bytes()
    assert b'href="../../feed.css"' in (tmp_path / "feed/category/boats.xml").read_bytes()
    (tmp_path / "feed.css").write_text("mine")
    written(tmp_path / "feed.xml", post(1), post(2))
    assert (tmp_path / "feed.css").read_text() == "mine"
    written(tmp_path / "plain" / "feed.xml", post(1), writer=RssWriter(plain=True))
    assert beside(tmp_path / "plain") == ["feed.xml"]


def test_file_that_is_none_of_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n<rss/>')
    with pytest.raises(ConversionError, match="is kept"):
        written(tmp_path / "feed.xml", post(1))
    written(tmp_path / "feed.xml", post(1), writer=RssWriter(force=True))
    assert ids(tmp_path / "feed.xml") == [1]


@pytest.mark.parametrize("format", FORMATS)
def test_second_run_gives_the_same_bytes_and_touches_nothing(format: str, tmp_path: Path) -> None:
    writer = WRITERS[format](archive=2, per=("author",))
    files = [tmp_path / "feed.x", tmp_path / "feed-archive-1.x", tmp_path / "feed" / "author" / "mara.x"]
    written(tmp_path / "feed.x", *map(post, range(5)), writer=writer)
    before = [(file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes()) for file in files]
    written(tmp_path / "feed.x", *map(post, range(5)), writer=writer)
    assert [(file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes()) for file in files] == before


@pytest.mark.parametrize(
    "options",
    [
        {"limit": 0},
        {"archive": 0},
        {"archive": 5, "complete": True},
        {"url": "feed.xml"},
        {"hub": ("x",)},
        {"home": "javascript:x"},
    ],
)
def test_option_that_makes_no_sense_is_refused_in_one_sentence(options: dict[str, Any]) -> None:
    for writer in (RssWriter, AtomWriter, JsonFeedWriter):
        with pytest.raises(ConversionError):
            writer(**options)


def test_command_takes_the_limit_of_the_feed(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["rss", str(SMALL_BLOG), str(tmp_path / "feed.xml"), "--limit", "2", "--quiet"])
    assert ended.value.code == 0
    assert ids(tmp_path / "feed.xml") == [34, 33]


def test_option_of_the_command_is_explained_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rss", "--help"])
    assert capsys.readouterr().out.count("--limit N") == 1


def test_entries_are_held_one_document_at_a_time(tmp_path: Path) -> None:
    """Ten thousand posts in, and never more than a page of entries alive."""
    alive: list[int] = []
    writer = RssWriter(archive=50, plain=True)
    site = Site(title="T", url="https://blog.example", authors=(Author(login="mara"),))
    entries = [writer.render(post(1), site, lambda problem: None)]

    def rendered() -> Iterator[Any]:
        for number in range(10_000):
            yield replace(entries[0], key=str(number), id=f"urn:{number}")

    class Counting(RssWriter):
        def document(self, document: Any) -> bytes:
            alive.append(len(document.entries))
            return b""

    receipts = list(Counting(archive=50, plain=True).write(rendered(), site, tmp_path / "feed.xml", print))
    assert len(receipts) == 10_000
    assert (len(alive), max(alive)) == (201, 50)
