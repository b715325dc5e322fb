"""Feeds beside a static site, the addresses that feeds had before, and the example of the README."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from converters.frontmatter.folder import FrontMatterReader
from converters.pipeline import convert
from converters.post import Author, Post, Site, Term
from converters.wordpress.wxr import WxrReader
from tests import hugo_site, jekyll_site
from tests.conftest import ROOT
from tests.feed_rules import rss_faults
from tests.feeds import WRITERS, beside, faults_of, read
from writers.feed import RssWriter
from writers.feed.beside import PATHS
from writers.feed.former import former_feeds
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

EXPORTS = ROOT / "fixtures" / "exports"
SMALL_BLOG = EXPORTS / "small-blog" / "export.xml"
NAMES = {"rss": "feed.xml", "atom": "atom.xml", "jsonfeed": "feed.json"}


@pytest.mark.parametrize("format", WRITERS)
def test_feed_of_the_small_blog_is_the_expected_document(
    format: str, tmp_path: Path, expect: Callable[[Path, str], None]
) -> None:
    path = tmp_path / NAMES[format]
    ledger = convert(SMALL_BLOG, path, reader=WxrReader(), writer=WRITERS[format]())
    assert ledger.complete
    assert faults_of(path.read_bytes()) == []
    expect(EXPORTS / "small-blog" / "feeds" / NAMES[format], path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("format", WRITERS)
def test_folder_of_markdown_becomes_a_feed(format: str, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    reader = FrontMatterReader(timezone="Europe/Berlin")
    ledger = convert(
        EXPORTS / "github-sync", path, reader=reader, writer=WRITERS[format](home="https://keeper.example")
    )
    assert ledger.written == 3
    assert faults_of(path.read_bytes()) == []
    assert [entry.published[:10] for entry in read(path.read_bytes())][:1] == ["2019-04-17"]


@pytest.mark.parametrize("writer", [HugoWriter(feeds=True), JekyllWriter(feeds=True)], ids=["hugo", "jekyll"])
def test_feeds_stand_beside_a_site_with_old_ids_and_new_addresses(
    writer: HugoWriter | JekyllWriter, tmp_path: Path
) -> None:
    ledger = convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=writer)
    assert ledger.complete
    folder = tmp_path / "site" / ("static/feeds" if isinstance(writer, HugoWriter) else "feeds")
    assert beside(folder) == ["atom.xml", "feed.css", "feed.json", "feed.xml"]
    for name in ("atom.xml", "feed.json", "feed.xml"):
        document = (folder / name).read_bytes()
        assert faults_of(document) == []
        assert f"https://blog.example/feeds/{name}" in document.decode()
        entries = read(document)
        assert [entry.id.rpartition("=")[2] for entry in entries] == ["34", "33", "32", "37", "36", "35", "31"]
        assert "scheduled" not in document.decode() and "protected" not in document.decode()
    assert "https://blog.example/about/boats/" in read((folder / "feed.xml").read_bytes())[-1].html


def test_every_link_of_the_feeds_beside_a_hugo_site_leads_to_a_page(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=HugoWriter(feeds=True))
    built = hugo_site.build(tmp_path / "site")
    entries = read((built.folder / "feeds" / "feed.xml").read_bytes())
    assert entries
    for entry in entries:
        path = unquote(entry.url).removeprefix("https://blog.example/")
        assert (built.folder / path / "index.html").is_file()


def test_second_run_touches_no_feed_and_one_that_a_person_edited_stays(tmp_path: Path) -> None:
    feed = tmp_path / "site" / "static" / "feeds" / "feed.xml"
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=HugoWriter(feeds=True))
    before = feed.stat().st_mtime_ns
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=HugoWriter(feeds=True))
    assert feed.stat().st_mtime_ns == before
    feed.write_text("mine")
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=HugoWriter(feeds=True))
    assert feed.read_text() == "mine"


SITE = Site(
    title="Tea",
    url="https://blog.example/tea",
    authors=(Author(login="Mara L", name="Mara"),),
    terms=(
        Term(taxonomy="category", slug="harbour", name="Harbour"),
        Term(taxonomy="category", slug="boats", name="Boats", parent="harbour"),
        Term(taxonomy="post_tag", slug="tea", name="tea"),
    ),
)


def test_every_address_that_a_feed_had_leads_to_one_that_it_has() -> None:
    moved = dict(former_feeds(SITE, PATHS))
    assert moved["/tea/feed/"] == moved["/tea/?feed=rss2"] == moved["/tea/wp-rss2.php"] == "/feeds/feed.xml"
    assert moved["/tea/feed/atom/"] == "/feeds/atom.xml"
    assert moved["/tea/category/harbour/boats/feed/"] == moved["/tea/author/mara-l/feed/rss2/"] == "/feeds/feed.xml"
    assert moved["/tea/tag/tea/feed/json/"] == "/feeds/feed.json"


def test_former_feed_of_a_category_leads_to_its_own_where_it_has_one(tmp_path: Path) -> None:
    moved = dict(former_feeds(SITE, {"rss": "/feed.xml"}, per=("category",)))
    assert moved["/tea/category/harbour/boats/feed/"] == "/feed/category/boats.xml"
    assert moved["/tea/tag/tea/feed/"] == "/feed.xml"
    assert moved["/tea/feed/atom/"] == "/feed.xml"
    post = Post(key="1", url="https://blog.example/tea/1/", terms=(SITE.terms[1],), html="<p>x</p>")
    writer = RssWriter(per=("category",))
    entries = [writer.render(post, SITE, lambda problem: None)]
    list(writer.write(entries, SITE, tmp_path / "feed.xml", lambda problem: None))
    assert (tmp_path / "feed" / "category" / "boats.xml").is_file()


def test_example_of_the_readme_writes_a_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```python\n((?:(?!```).)*writers\.feed.*?)```", readme, re.DOTALL)
    assert len([line for line in example.splitlines() if line.strip()]) == 3
    monkeypatch.chdir(tmp_path)
    posts = [Post(key="1", title="Fog", url="https://blog.example/fog/", author="mara", html="<p>Fog.</p>")]
    exec(example, {"posts": posts, "site": SITE})
    assert [entry.title for entry in read((tmp_path / "feed.xml").read_bytes())] == ["Fog"]


def test_feeds_that_hugo_makes_of_its_pages_keep_the_old_ids_and_have_no_fault(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=HugoWriter())
    built = hugo_site.build(tmp_path / "site", strictly=("--panicOnWarning", "--quiet"))
    feeds = sorted(built.folder.rglob("index.xml"))
    assert len(feeds) > 10
    assert {str(feed.relative_to(built.folder)): rss_faults(feed.read_bytes()) for feed in feeds} == {
        str(feed.relative_to(built.folder)): [] for feed in feeds
    }
    entries = read((built.folder / "index.xml").read_bytes())
    assert [entry.id.rpartition("=")[2] for entry in entries] == ["34", "33", "32", "37", "36", "35", "31"]


@pytest.mark.jekyll
def test_feed_that_jekyll_makes_of_its_pages_keeps_the_old_ids_and_has_no_fault(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "site", reader=WxrReader(), writer=JekyllWriter(feeds=True))
    built = jekyll_site.build(tmp_path / "site", strictly=("--quiet",))
    document = (built.folder / "feed.xml").read_bytes()
    assert rss_faults(document) == []
    entries = read(document)
    assert [entry.id.rpartition("=")[2] for entry in entries] == ["34", "33", "32", "37", "36", "35", "31"]
    copied = (built.folder / "feeds" / "feed.xml").read_bytes()
    assert copied == (tmp_path / "site" / "feeds" / "feed.xml").read_bytes()
