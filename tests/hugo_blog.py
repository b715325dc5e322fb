"""Blogs as awkward as blogs get, for the tests of the Hugo writer, and what it made of them."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

from converters.post import Author, Post, Site
from converters.problem import Problem, Severity
from tests.hugo_site import HUGO
from writers.hugo import HugoWriter

SMALL_BLOG = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog"
OLD_HUGO = Path("/usr/bin/hugo")
HUGOS = [HUGO, OLD_HUGO] if OLD_HUGO.exists() else [HUGO]
NOON = datetime(2020, 2, 3, 12, 0, tzinfo=timezone(timedelta(hours=2)))
USUAL = HugoWriter()
HOSTILE_TITLES = [
    "Quotes \"double\" and 'single'",
    "C:\\new\\table \\u0041",
    "colon: space # hash",
    "- dash",
    "? question",
    "{a: b}, [c], &d *e !f |g >h %i @j `k`",
    "😀 emoji 👩‍👩‍👧",
    "{{ .Title }} {{< figure >}} {% raw %}",
    "<b>bold</b> & <script>alert(1)</script>",
    "yes",
    "null",
    "~",
    "1e3",
    "0o17",
    "2020-01-01",
    "--- a",
    "...",
    "\x00\x01\x1f\x7f control",
    "\x85 next line \u2028 and \ufeff bom",
    "\ufffe\uffff nonsense",
    "مرحبا بالعالم",
    "&amp; &lt;b&gt; &#8217;",
    "x" * 5000,
    "",
]
HOSTILE_SLUGS = [
    "index",
    "_index",
    "INDEX",
    "tags",
    "posts",
    "pages",
    "authors",
    "categories",
    "a.b",
    "c.en",
    "x.xml",
    "10:30",
    ":slug",
    ":year",
    "index.html",
    "index.xml",
    "404.html",
    "404",
    "page",
    "sitemap.xml",
    "robots.txt",
    "style.css",
    "a b",
    "a-b",
    "a'b",
    "a?b",
    "a#b",
    "a%20b",
    "%e4%bd",
    "..",
    ".",
    ".hidden",
    "#hash",
    "~",
    "con",
    "nul",
    "中" * 300,
    "中" * 299 + "文",
    "😀",
    "ñandú",
    unicodedata.normalize("NFD", "ñandú"),
    "Straße",
    "STRASSE",
    "İstanbul",
    "c++",
    "a/b",
    "a\\b",
    "[x]",
    "(y)",
    "*",
    "$z",
    "{w}",
    "@at",
    "a,b;c",
    "a=b&c",
    "v1.2",
    "\x00",
    "\u202etxt",
    "é" * 150,
    "public",
    "readme",
]


def post(number: int, **facts: Any) -> Post:
    """A post with what every post has."""
    usual: dict[str, Any] = {
        "key": str(number),
        "id": number,
        "slug": f"post-{number}",
        "title": f"Post {number}",
        "url": f"https://example.org/2020/02/03/{facts.get('slug', f'post-{number}')}/",
        "date": NOON + timedelta(minutes=number),
        "html": f"<p>Text of {number}.</p>",
        "author": "ann",
    }
    return Post(**{**usual, **facts})


def site_of(posts: Iterable[Post], **facts: Any) -> Site:
    """A site of these posts."""
    usual: dict[str, Any] = {
        "title": "A blog",
        "url": "https://example.org",
        "authors": (Author(login="ann", name="Ann Onymous"),),
        "entries": tuple(posts),
    }
    return Site(**{**usual, **facts})


def write(posts: list[Post], folder: Path, writer: HugoWriter = USUAL, **facts: object) -> list[Problem]:
    """Write a site of these posts; every post must get its receipt, unless a loss was reported."""
    problems: list[Problem] = []
    site = site_of(posts, **facts)
    rendered = (writer.render(each, site, problems.append) for each in posts)
    receipts = list(writer.write(rendered, site, folder, problems.append))
    for receipt in receipts:
        assert (folder / receipt.path).is_file()
    if not any(problem.severity is Severity.LOSS for problem in problems):
        assert [receipt.key for receipt in receipts] == [each.key for each in posts]
    return problems


def fields_of(folder: Path, name: str) -> dict[str, object]:
    """The front matter of the one file that matches a pattern, as a YAML reader sees it."""
    (file,) = folder.glob(name)
    fields = yaml.safe_load(file.read_text(encoding="utf-8").split("\n---\n")[0])
    assert isinstance(fields, dict)
    return fields


def every_file(folder: Path) -> dict[str, str]:
    return {str(f.relative_to(folder)): f.read_text(encoding="utf-8") for f in folder.rglob("*") if f.is_file()}
