"""The REST API of the real WordPress against its own export: the same blog, read in both ways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from converters.html import parse
from converters.pipeline import convert
from converters.post import Comment, Post, Site, Term
from converters.sources import opened
from converters.wordpress.rest import RestReader
from converters.wordpress.wxr import WxrReader
from tests.test_wordpress import PIXEL, SMALL_BLOG, served
from tests.wordpress_site import Blog, fresh_blog
from writers.wxr import WxrWriter

pytestmark = pytest.mark.wordpress

SAME = (
    "kind", "status", "status_word", "slug", "title", "title_html", "url", "parent", "protected", "raw", "dialect",
    "html", "excerpt", "floating", "guid", "comments_open", "pings_open", "password", "sticky", "template",
    "attachment_url",
)  # fmt: skip
"""The fields of posts that the API holds. What it does not: custom fields that nobody registered for it, former slugs,
the place among siblings of types that have none in the editor, the author of reusable blocks, and that the blog has no
zone of its own (`date` and `modified` name the same moments)."""


@dataclass(frozen=True)
class Reading:
    """A blog as one of the readers gives it."""

    site: Site
    posts: Mapping[int | None, Post]
    problems: frozenset[str]


def of_reader(reader: RestReader | WxrReader, source: Path) -> Reading:
    codes: list[str] = []
    site, posts = reader.read(source, lambda problem: codes.append(problem.code))
    cleaned = {post.id: reader.clean(post, site, lambda problem: None) for post in posts}
    return Reading(site, cleaned, frozenset(codes))


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """The small blog in a WordPress that answers, its files in the media library."""
    folder = tmp_path_factory.mktemp("rest")
    uploads = folder / "old" / "wp-content" / "uploads"
    with served(folder / "old") as port:
        text = SMALL_BLOG.read_text(encoding="utf-8")
        text = text.replace("https://blog.example/wp-content", f"http://127.0.0.1:{port}/wp-content")
        (folder / "export.xml").write_text(text, encoding="utf-8")
        site, _ = WxrReader().read(folder / "export.xml", lambda problem: None)
        for media in site.media.values():
            file = uploads / media.url.partition("/uploads/")[2]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(PIXEL)
        convert(folder / "export.xml", folder / "ours.xml", reader=WxrReader(), writer=WxrWriter())
        made = fresh_blog(folder / "blog", types=("book",), taxonomies=("genre",))
        made.ports.append(port)
        made.take(folder / "ours.xml", attachments=True)
    with made.serving():
        yield made


@pytest.fixture(scope="module")
def exported(blog: Blog, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return of_reader(WxrReader(), blog.export(tmp_path_factory.mktemp("export") / "again.xml"))


@pytest.fixture
def by_editor(blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PORTPRESS_PASSWORD", blog.application_password())
    with opened([blog.address]) as source:
        return of_reader(RestReader(user="admin", allow_private_hosts=True), source)


@pytest.fixture
def by_stranger(blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with opened([blog.address]) as source:
        return of_reader(RestReader(allow_private_hosts=True), source)


def own(reading: Reading) -> dict[int | None, Post]:
    """The blog's own posts: without the lines of menus, and without the menu that a new theme makes for itself."""
    return {id: post for id, post in reading.posts.items() if post.kind not in ("nav_menu_item", "wp_navigation")}


def test_editor_gets_every_field_that_the_export_has(exported: Reading, by_editor: Reading) -> None:
    assert by_editor.problems == exported.problems == frozenset()
    assert own(by_editor).keys() == own(exported).keys()
    for id, post in own(exported).items():
        again = by_editor.posts[id]
        assert [(name, getattr(again, name)) for name in SAME] == [(name, getattr(post, name)) for name in SAME]
        assert again.date == post.date or post.floating
        assert again.modified == post.modified or post.floating
        assert again.author == (post.author if post.kind != "wp_block" else "")
        assert set(map(without_meta, again.terms)) == set(map(without_meta, post.terms))
        assert set(again.meta) <= set(post.meta)
        assert [comment_of(each) for each in again.comments] == [comment_of(each) for each in post.comments]
        assert again.image == post.image


def without_meta(term: Term) -> Term:
    return replace(term, meta=())


def comment_of(comment: Comment) -> Comment:
    return replace(comment, meta=())


def test_editor_gets_the_same_site(exported: Reading, by_editor: Reading) -> None:
    site, again = exported.site, by_editor.site
    same = ("title", "url", "description", "language", "icon", "media", "menus", "blocks")
    assert [(name, getattr(again, name)) for name in same] == [(name, getattr(site, name)) for name in same]
    assert {author.login: author for author in site.authors}.items() <= {
        author.login: author for author in again.authors
    }.items()
    assert set(map(without_meta, again.terms)) == set(map(without_meta, site.terms))


def test_stranger_gets_what_readers_see(exported: Reading, by_stranger: Reading) -> None:
    assert by_stranger.problems == {"as-stranger"}
    public = {id: post for id, post in own(exported).items() if post.status == "published" and post.kind != "wp_block"}
    assert own(by_stranger).keys() == public.keys()
    for id, post in public.items():
        again = by_stranger.posts[id]
        same = ("kind", "status", "slug", "url", "date", "parent", "protected", "sticky", "image", "excerpt")
        assert [(name, getattr(again, name)) for name in same] == [(name, getattr(post, name)) for name in same]
        assert {(term.taxonomy, term.slug) for term in again.terms} == {(t.taxonomy, t.slug) for t in post.terms}
        shown = [comment.id for comment in post.comments if comment.shown and comment.kind == "comment"]
        assert [comment.id for comment in again.comments] == (shown if not post.protected else [])
        if "footnotes" not in dict(post.meta):  # which readers see as a list of their own
            assert letters_of(again.html) == ("" if post.protected else letters_of(post.html))


def letters_of(html: str) -> str:
    """The text without signs, which WordPress makes typographic for readers."""
    return "".join(char for char in parse(html).text_content() if char.isalnum())
