"""Memory does not grow with the number of posts and terms: what is known of each lies on disk."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from converters.formats import writers
from converters.index import limit
from converters.pipeline import Fate, convert
from converters.wordpress.wxr import WxrReader, apart, encoding, items
from converters.wordpress.wxr.words import decode_slug
from writers.destination import folder
from writers.feed import spool
from writers.media.gathered import key_of
from writers.wxr import parts

FEW, MANY = 100, 300
KEYS = 150
"""Bytes of each post that may stay in memory. An entry alone takes more than 800, its address more than 200."""
OUTLINES = 700
"""The same for books, whose volumes are planned by an outline of each chapter, which takes some 400."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel>
<title>Many</title><link>https://blog.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://blog.example</wp:base_blog_url>
"""
_ITEM = """<item><title>Post {0}</title><link>https://blog.example/2019/04/post-{0}/</link><dc:creator>ann</dc:creator>
<guid>https://blog.example/?p={0}</guid><content:encoded>{2}</content:encoded><wp:post_id>{0}</wp:post_id>
<wp:post_date>2019-04-17 10:00:00</wp:post_date><wp:post_date_gmt>2019-04-17 08:00:00</wp:post_date_gmt>
<wp:post_name>post-{0}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>File {0}</title><link>https://blog.example/file-{0}/</link><wp:post_id>{1}</wp:post_id>
<wp:attachment_url>https://blog.example/wp-content/uploads/2019/04/{0}.jpg</wp:attachment_url>
<wp:post_date>2019-04-17 10:00:00</wp:post_date><wp:post_parent>{0}</wp:post_parent>
<wp:post_name>file-{0}</wp:post_name><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type></item>
"""


def blog(file: Path, posts: int) -> Path:
    """An export of so many posts, each with a file."""
    items = (_ITEM.format(number, 100_000 + number, f"Text {number}. " * 40) for number in range(1, posts + 1))
    file.write_text(f"{_HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
    return file


def tagged(file: Path, tags: int) -> Path:
    """An export of a post and so many tags and categories, none of them on it."""
    terms = (
        f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>tag-{number}</wp:tag_slug>"
        f"<wp:tag_name>Tag {number}</wp:tag_name></wp:tag>\n"
        f"<wp:category><wp:category_nicename>in-{number}</wp:category_nicename><wp:category_parent>"
        f"in-{number // 2 or ''}</wp:category_parent><wp:cat_name>In {number}</wp:cat_name></wp:category>\n"
        for number in range(1, tags + 1)
    )
    post = _ITEM.format(1, 100_001, "Text.")
    file.write_text(f"{_HEAD}{''.join(terms)}{post}</channel></rss>", encoding="utf-8")
    return file


def held_by(source: Path, destination: Path, name: str, options: dict[str, Any], posts: int) -> int:
    """The bytes that a conversion holds when its last post has arrived: no more than then is known of all posts.

    What it needs for the post at hand, and has not thrown away yet, would only blur it.
    """
    writer = writers()[name].load()(**options)
    held = arrived = 0

    def settle(fate: Fate) -> None:
        nonlocal held, arrived
        arrived += fate.outcome == "written"
        if arrived == posts and not held:
            gc.collect()
            held = tracemalloc.get_traced_memory()[0] - before

    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    ledger = convert(source, destination, reader=WxrReader(), writer=writer, settle=settle)
    assert ledger.complete and held
    return held


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(limit, "IN_MEMORY", 20)
    monkeypatch.setattr(folder, "_IN_MEMORY", 1000)  # what is on disk beyond megabytes is from here on
    monkeypatch.setattr(spool, "_IN_MEMORY", 1000)
    monkeypatch.setattr(parts, "_IN_MEMORY", 1000)
    monkeypatch.setattr(encoding, "CHUNK", 4096)
    monkeypatch.setattr(items, "_ENOUGH", 4096)
    monkeypatch.setattr(apart, "_ENOUGH", 4096)
    tracemalloc.start()
    for cached in (decode_slug, key_of, urlsplit):  # bounded caches, which are full before anything is measured
        for number in range(4096):
            cached(f"https://blog.example/2019/04/{number}.jpg")
    yield
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "options", "most"),
    [
        ("hugo", {}, KEYS),
        ("jekyll", {}, KEYS),
        ("wxr", {}, KEYS),
        ("rss", {"archive": 5}, KEYS),
        ("epub", {"volumes": "1kB"}, OUTLINES),
    ],
)
@pytest.mark.usefixtures("traced")
def test_a_conversion_of_three_times_as_many_posts_holds_no_more(
    name: str, options: dict[str, Any], most: int, tmp_path: Path
) -> None:
    each = {"wxr": 2}.get(name, 1)  # a WXR has the files as items
    few, many = (blog(tmp_path / "few.xml", FEW), each * FEW), (blog(tmp_path / "many.xml", MANY), each * MANY)
    check_flat(few, many, name, options, most, tmp_path)


@pytest.mark.parametrize("name", ["hugo", "jekyll", "wxr"])
@pytest.mark.usefixtures("traced")
def test_a_conversion_with_three_times_as_many_terms_holds_no_more(name: str, tmp_path: Path) -> None:
    each = {"wxr": 2}.get(name, 1)
    few, many = (tagged(tmp_path / "few.xml", FEW), each), (tagged(tmp_path / "many.xml", MANY), each)
    check_flat(few, many, name, {}, KEYS, tmp_path)


@pytest.mark.usefixtures("traced")
def test_a_look_at_three_times_as_many_comments_takes_no_more_memory(tmp_path: Path) -> None:
    peaks: list[int] = []
    for count in (10, 1000, 3000):  # the first fills what is filled but once
        file = tmp_path / f"{count}.xml"
        file.write_text(f"{_HEAD}{_commented(count)}</channel></rss>", encoding="utf-8")
        with noting_peak(peaks):
            WxrReader().read(file, lambda problem: None)
    assert peaks[2] - peaks[1] < 2000 * KEYS


@pytest.mark.usefixtures("traced")
def test_a_post_with_three_times_as_many_comments_takes_no_more_memory(tmp_path: Path) -> None:
    peaks: list[int] = []
    reader = WxrReader()
    for count in (10, 1000, 3000):
        file = tmp_path / f"{count}.xml"
        file.write_text(f"{_HEAD}{_commented(count)}</channel></rss>", encoding="utf-8")
        with noting_peak(peaks):
            site, posts = reader.read(file, lambda problem: None)
            cleaned = [reader.clean(post, site, lambda problem: None) for post in posts]
        assert [len(post.comments) for post in cleaned] == [count, 0]
    assert peaks[2] - peaks[1] < 2000 * KEYS


@pytest.mark.parametrize("syntax", ["apache", "csv", "netlify", "nginx"])
@pytest.mark.usefixtures("traced")
def test_redirects_of_three_times_as_many_terms_take_no_more_memory(syntax: str, tmp_path: Path) -> None:
    writer = writers()["redirects"].load()(syntax=syntax)
    peaks: list[int] = []
    for count in (300, 100, 300):  # the first fills what is filled but once, bounded caches
        file = tagged(tmp_path / f"{count}.xml", count)
        with noting_peak(peaks):
            convert(file, tmp_path / f"{count}", reader=WxrReader(), writer=writer)
    assert peaks[2] - peaks[1] < 200 * KEYS, peaks


@contextmanager
def noting_peak(peaks: list[int]) -> Iterator[None]:
    """Note the most bytes that are held at once within it."""
    gc.collect()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    yield
    peaks.append(tracemalloc.get_traced_memory()[1] - before)


def _commented(count: int) -> str:
    """A post with so many comments."""
    comments = (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_content>{'Well! ' * 40}</wp:comment_content>"
        "</wp:comment>\n"
        for number in range(1, count + 1)
    )
    before, end, after = _ITEM.format(1, 100_001, "Text.").partition("</item>")
    return f"{before}{''.join(comments)}{end}{after}"


def check_flat(
    few: tuple[Path, int], many: tuple[Path, int], name: str, options: dict[str, Any], most: int, folder: Path
) -> None:
    """Both exports come with the number of items that are written of them."""
    held_by(few[0], folder / "first", name, options, few[1])  # fills what is filled but once
    slopes = []
    for _ in range(3):  # what grows grows each time; what a parser happens to hold does not
        held = [held_by(few[0], folder / "few", name, options, few[1])]
        held += [held_by(many[0], folder / "many", name, options, many[1])]
        slopes.append((held[1] - held[0]) / (MANY - FEW))
        if slopes[-1] < most:
            return
    pytest.fail(f"so many bytes more for each: {slopes}")
