"""Files that WordPress GitHub Sync and Writing on GitHub read back, with the real Spyc and with our own reader."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from converters.frontmatter.folder import FrontMatterReader
from converters.pipeline import convert
from converters.post import Author, Comment, Post, Site, Status, Term
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests.blogs import entry_of
from tests.wordpress_site import Blog, unpacked
from writers.wpghs import WpghsWriter

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
DATE = datetime(2019, 4, 17, 22, 56, 31, tzinfo=timezone(timedelta(hours=2)))
POST = Post(
    key="7",
    id=7,
    title="Tea & tides",
    slug="tea-and-tides",
    author="mara",
    date=DATE,
    url="https://blog.example/tea/",
    raw="<p>Tea.</p>",
    terms=(Term(taxonomy="category", slug="a", name="A: #1"), Term(taxonomy="post_tag", slug="b", name="it's")),
    meta=(("mood", "calm"), ("mood", "foggy"), ("_edit_last", "1"), ("song", "The 'Keel'")),
)
SITE = Site(authors=(Author(login="mara", name="Mara Lindqvist"),))
TRICKY = [
    "plain", "It's", 'She said "no"', '"quoted"', "'quoted'", "a: b", "- a", "# a", "a # b", "*a*", "&amp; &#8217;",
    "100%", "yes", "null", "~", "12:30", "0x1F", "1e3", "2015-01-01", "@a", "`a`", "| a", "> a", "[a]", "{a}", "? a",
    "a ---", "---", "a\\b", "C:\\users isn't", "日本 😀", "x" * 300, "a  b", "!a", ",", "=", "a:", "«»", "''", "'",
]  # fmt: skip


def written(folder: Path, *posts: Post, site: Site = SITE) -> list[Problem]:
    problems: list[Problem] = []
    writer = WpghsWriter()
    site = replace(site, entries=tuple(map(entry_of, posts)))
    pages = [writer.render(post, site, problems.append) for post in posts]
    assert len([*writer.write(pages, site, folder, problems.append)]) == len(posts)
    return problems


def read(folder: Path) -> list[Post]:
    return [*FrontMatterReader(timezone="Europe/Berlin").read(folder, lambda problem: None)[1]]


def paths(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.md"))


def test_file_is_what_the_plugins_write(tmp_path: Path) -> None:
    written(tmp_path, POST)
    assert (tmp_path / "_posts" / "2019-04-17-tea-and-tides.md").read_text() == (
        "---\nID: 7\npost_title: 'Tea &amp; tides'\npost_name: 'tea-and-tides'\nauthor: 'Mara Lindqvist'\n"
        "post_date: 2019-04-17 22:56:31\npost_excerpt: ''\nlayout: 'post'\npermalink: 'https://blog.example/tea/'\n"
        "published: true\ntags:\n  - 'it''s'\ncategories:\n  - 'A: #1'\nmood:\n  - 'calm'\n  - 'foggy'\n"
        "song: 'The ''Keel'''\n---\n<p>Tea.</p>"
    )


def test_kinds_and_statuses_have_folders_of_their_own(tmp_path: Path) -> None:
    kinds = [
        replace(POST, key="1"), replace(POST, key="2", kind="page"), replace(POST, key="3", kind="book"),
        replace(POST, key="4", status=Status.DRAFT, slug="", title="To do"),
        replace(POST, key="5", status=Status.PRIVATE, kind="page", slug="secret"),
        replace(POST, key="6", protected=True, slug="locked"),
    ]  # fmt: skip
    written(tmp_path, *kinds)
    assert paths(tmp_path) == [
        "_books/tea-and-tides.md", "_drafts/2019-04-17-locked.md", "_drafts/2019-04-17-to-do.md", "_drafts/secret.md",
        "_pages/tea-and-tides.md", "_posts/2019-04-17-tea-and-tides.md",
    ]  # fmt: skip
    assert all("published: false" in file.read_text() for file in (tmp_path / "_drafts").glob("*.md"))


def test_our_own_reader_reads_the_same_post(tmp_path: Path) -> None:
    written(tmp_path, POST)
    [post] = read(tmp_path)
    names = ("id", "title", "slug", "date", "url", "raw", "kind", "status", "dialect")
    assert [getattr(post, name) for name in names] == [getattr(POST, name) for name in names]
    assert [term.name for term in post.terms] == ["A: #1", "it's"]
    assert post.meta == (("mood", "calm"), ("mood", "foggy"), ("song", "The 'Keel'"))


def test_small_blog_comes_back_through_the_plugins_files(tmp_path: Path) -> None:
    ledger = convert(EXPORT, tmp_path, reader=WxrReader(), writer=WpghsWriter())
    assert ledger.complete
    _, originals = WxrReader().read(EXPORT, lambda problem: None)
    by_id = {post.id: post for post in originals}
    for post in read(tmp_path):
        original = by_id[post.id]
        assert (post.title, post.raw) == (original.title, original.raw.strip())
        assert original.slug in ("", post.slug)
        assert post.excerpt == original.excerpt


def test_excerpt_of_several_lines_is_a_block_unless_a_line_would_end_the_front_matter(tmp_path: Path) -> None:
    texts = ["One.\nTwo: three", "One\nends ---", "One\n  indented", "\\n"]
    problems = written(
        tmp_path, *(replace(POST, key=str(n), slug=f"s{n}", excerpt=text) for n, text in enumerate(texts))
    )
    found = [file.read_text() for file in sorted(tmp_path.rglob("*.md"))]
    assert "post_excerpt: |\n  One.\n  Two: three\n" in found[0]
    assert "post_excerpt: 'One ends ---'\n" in found[1]
    assert [problem.code for problem in problems] == ["text-changed"] * 3


def test_what_the_format_has_no_place_for_is_reported(tmp_path: Path) -> None:
    comments = (Comment(id=1), Comment(id=2))
    [problem] = written(tmp_path, replace(POST, comments=comments, parent=3))
    assert "comments (2), parent" in problem.sentence
    [problem] = written(tmp_path / "page", replace(POST, order=2, sticky=True, template="wide.php"))
    assert "place among its siblings, template, place above all others (sticky)" in problem.sentence


def test_lines_that_are_joined_are_said_of_repeated_fields_too(tmp_path: Path) -> None:
    problems = written(tmp_path, replace(POST, meta=(("mood", "calm\nat first"), ("mood", "a\\nb"))))
    assert "mood:\n  - 'calm at first'\n" in next(tmp_path.rglob("*.md")).read_text()
    assert [problem.code for problem in problems] == ["text-changed"] * 2


def test_two_pages_of_one_name_get_two_files(tmp_path: Path) -> None:
    problems = written(tmp_path, *(replace(POST, key=key, kind="page", meta=()) for key in "12"))
    assert paths(tmp_path) == ["_pages/tea-and-tides-2.md", "_pages/tea-and-tides.md"]
    assert [problem.code for problem in problems] == ["path-taken"]


def test_hidden_posts_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    ledger = convert(EXPORT, tmp_path, reader=WxrReader(), writer=WpghsWriter())
    assert {"private", "pending", "trashed", "password-protected"} <= set(ledger.left_out)


def spyc_read(folder: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    return Blog(unpacked(), folder).read_front_matter(files)


@pytest.mark.wordpress
def test_the_plugins_own_parser_reads_every_text_as_it_is(tmp_path: Path) -> None:
    posts = [
        replace(POST, key=str(n), slug=f"s{n:03}", title="t", title_html=text, excerpt=f"{text}\nsecond line", url=text)
        for n, text in enumerate(TRICKY)
    ]
    written(tmp_path, *posts)
    files = sorted(tmp_path.rglob("*.md"))
    for post, found in zip(posts, spyc_read(tmp_path, files), strict=True):
        assert (found["post_title"], found["permalink"]) == (post.title_html, post.url)
        assert found["published"] is True
        assert (found["ID"], found["layout"], found["body"]) == (7, "post", "<p>Tea.</p>")
        assert str(found["post_excerpt"]).rstrip("\n") in (post.excerpt, post.excerpt.replace("\n", " "))
        assert (found["tags"], found["mood"]) == (["it's"], ["calm", "foggy"])


@pytest.mark.wordpress
def test_the_plugins_own_parser_reads_the_small_blog(tmp_path: Path) -> None:
    convert(EXPORT, tmp_path, reader=WxrReader(), writer=WpghsWriter())
    _, originals = WxrReader().read(EXPORT, lambda problem: None)
    by_id = {post.id: post for post in originals}
    found = spyc_read(tmp_path, sorted(tmp_path.rglob("*.md")))
    assert len(found) > 8
    for each in found:
        original = by_id[each["ID"]]
        assert (each["post_title"], each["body"]) == (original.title_html, original.raw.strip())
