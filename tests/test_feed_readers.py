"""What real readers make of our feeds: newsboat and Chromium, from this machine alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from converters.pipeline import convert
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT
from tests.feed_readers import chromium, newsboat, open_in_newsboat, schema_faults, served
from tests.feeds import WRITERS

pytestmark = pytest.mark.feeds

SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    """A folder with the feeds of the small blog."""
    folder = tmp_path / "feeds"
    for format in ("rss", "atom"):
        writer = WRITERS[format](archive=3, per=("category",))
        convert(SMALL_BLOG, folder / f"{format}.xml", reader=WxrReader(), writer=writer)
    return folder


def test_jing_finds_the_feed_its_archives_and_its_parts_valid(feeds: Path) -> None:
    files = sorted(feeds.rglob("*.xml"))
    atom = [file for file in files if file.name.startswith("atom") or "atom" in file.parts]
    assert len(atom) == 8
    assert schema_faults(*atom) == ""


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_newsboat_lists_every_entry_and_opens_one(feeds: Path, format: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with served(feeds) as address:
        printed = newsboat(f"{address}/{format}.xml", home, "-x", "reload", "print-unread")
    assert printed == "3 unread articles\n"
    with closing(sqlite3.connect(home / "cache.db")) as database:
        rows = database.execute("SELECT guid, author, pubDate FROM rss_item ORDER BY pubDate DESC").fetchall()
    assert rows[1] == ("https://blog.example/?p=33", "Mara Lindqvist", 1703430000)
    assert [guid for guid, _, _ in rows] == [f"https://blog.example/?p={id}" for id in (34, 33, 32)]
    screen = open_in_newsboat(home, "Author: Tom", "2024/01/10")
    assert "Author: Tom" in screen


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_second_fetch_after_posts_were_edited_brings_nothing_new(feeds: Path, format: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with served(feeds) as address:
        newsboat(f"{address}/{format}.xml", home, "-x", "reload")
        edited = tmp_path / "edited.xml"
        text = SMALL_BLOG.read_text(encoding="utf-8").replace("Brewing by numbers", "Brewing by heart")
        edited.write_text(text.replace("Salt &amp; wind.", "Salt, wind and rain."), encoding="utf-8")
        writer = WRITERS[format](archive=3, per=("category",))
        convert(edited, feeds / f"{format}.xml", reader=WxrReader(), writer=writer)
        newsboat(f"{address}/{format}.xml", home, "-x", "reload")
    with closing(sqlite3.connect(home / "cache.db")) as database:
        [(count,)] = database.execute("SELECT count(*) FROM rss_item").fetchall()
        titles = [title for (title,) in database.execute("SELECT title FROM rss_item").fetchall()]
    assert count == 3
    assert "Brewing by heart" in titles


PROBE = """<!DOCTYPE html><title>waiting</title><iframe src="{feed}"></iframe><script>
document.querySelector("iframe").onload = event => {{
  const feed = event.target.contentDocument, style = name => {{
    const found = feed.getElementsByTagName(name);
    return found.length ? getComputedStyle(found[found.length - 1]).display : "absent";
  }};
  document.title = [feed.getElementsByTagName("title").length, {names}.map(style).join(" ")].join(" ");
}};
</script>"""


@pytest.mark.parametrize(
    ("format", "names"),
    [("rss", ["title", "description", "pubDate", "content:encoded", "guid"]),
     ("atom", ["title", "summary", "published", "content", "id"])],
)  # fmt: skip
def test_chromium_shows_titles_and_summaries_as_a_page(
    feeds: Path, format: str, names: list[str], tmp_path: Path
) -> None:
    (feeds / "probe.html").write_text(PROBE.format(feed=f"{format}.xml", names=names))
    with served(feeds) as address:
        shown = chromium(f"{address}/probe.html", tmp_path / "profile", "--dump-dom")
    titles = 5 if format == "rss" else 4  # the channel's, its image's where there is one, and those of three entries
    assert f"<title>{titles} block block block none none</title>" in shown
