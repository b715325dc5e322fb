"""Memory does not grow with the number of posts: what is known of each lies on disk."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from converters.formats import writers
from converters.index import limit
from converters.pipeline import Fate, convert
from converters.wordpress.wxr import WxrReader, encoding
from converters.wordpress.wxr.words import decode_slug
from writers.destination import folder
from writers.feed import spool
from writers.media.gathered import key_of

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
    monkeypatch.setattr(encoding, "CHUNK", 4096)
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
    few, many = blog(tmp_path / "few.xml", FEW), blog(tmp_path / "many.xml", MANY)
    each = {"wxr": 2}.get(name, 1)  # a WXR has the files as items
    held_by(few, tmp_path / "first", name, options, each * FEW)  # fills what is filled but once
    slopes = []
    for _ in range(3):  # what grows grows each time; what a parser happens to hold does not
        held = [held_by(few, tmp_path / "few", name, options, each * FEW)]
        held += [held_by(many, tmp_path / "many", name, options, each * MANY)]
        slopes.append((held[1] - held[0]) / (MANY - FEW))
        if slopes[-1] < most:
            return
    pytest.fail(f"so many bytes a post: {slopes}")
