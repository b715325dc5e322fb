"""The library: a blog is opened, walked, edited, merged and written, and its surface is complete."""

import inspect as inspection
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest

import converters
from converters import Blog, ConversionError, Post, Problem, Site, convert, inspect, merged, open_blog, show, verify
from converters.cli.command import convert as command
from converters.formats import writers
from converters.jsonlines.reader import PostsReader
from writers.hugo import HugoWriter

ROOT = Path(__file__).parent.parent
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"


def without_boats(post: Post) -> Post | None:
    return None if "boat" in post.title.lower() else replace(post, title=post.title.upper())


def changing_the_key(post: Post) -> Post:
    return replace(post, key="other", html=post.html + "<p>More.</p>")


def broken(post: Post) -> Post:
    raise ValueError("no")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_every_name_of_the_surface_is_there_and_documented() -> None:
    for name in converters.__all__:
        found = getattr(converters, name)
        assert name == "Report" or inspection.getdoc(found), name
    with pytest.raises(AttributeError, match="no attribute 'converted'"):
        _ = converters.converted


def test_every_command_has_a_function() -> None:
    context = click.Context(command)
    commands = set(command.list_commands(context)) - set(writers())
    # formats and batch are modules of their own, converters.formats and converters.batch; a shell needs no function
    assert {name for name in commands if name not in converters.__all__} == {"batch", "completion", "formats"}


def test_an_open_blog_can_be_walked_again_and_again() -> None:
    with open_blog(SMALL_BLOG) as blog:
        assert blog.description.startswith("WXR 1.2")
        assert list(blog.posts()) == list(blog.posts())
        assert [post.key for post in blog.posts()] == [entry.key for entry in blog.site.entries]
        assert all(not post.html for post in blog.raw_posts())
        assert any(post.html for post in blog.posts())


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_edit_changes_posts_and_leaves_some_out(tmp_path: Path, jobs: int) -> None:
    ledger = convert(SMALL_BLOG, tmp_path / "site", writer="hugo", edit=without_boats, jobs=jobs)
    assert ledger.complete
    assert ledger.left_out["left out by the script"] == 1
    files = tree(tmp_path / "site")
    assert b'title: "ABOUT"' in files["content/pages/about.md"]


def test_a_body_that_no_edit_touches_stays_raw(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "plain.xml", writer="wxr")
    convert(SMALL_BLOG, tmp_path / "edited.xml", writer="wxr", edit=lambda post: post)
    assert (tmp_path / "edited.xml").read_bytes() == (tmp_path / "plain.xml").read_bytes()


def test_an_edited_body_is_the_only_one(tmp_path: Path) -> None:
    ledger = convert(SMALL_BLOG, tmp_path / "edited.xml", writer="wxr", edit=changing_the_key)
    assert ledger.complete
    with open_blog(tmp_path / "edited.xml") as blog:
        assert all(post.raw.endswith("<p>More.</p>\n<!-- /wp:paragraph -->") for post in blog.raw_posts())


def test_an_edit_that_raises_fails_its_post_alone(tmp_path: Path) -> None:
    problems: list[Problem] = []
    ledger = convert(SMALL_BLOG, tmp_path / "site", writer="hugo", edit=broken, report=problems.append)
    assert ledger.balances
    assert ledger.failed == sum(problem.code == "post-failed" for problem in problems) > 0


def test_the_site_can_be_edited(tmp_path: Path) -> None:
    def named_otherwise(site: Site) -> Site:
        return replace(site, title="Coffee & Tides")

    convert(SMALL_BLOG, tmp_path / "site", writer="hugo", edit_site=named_otherwise)
    assert "Coffee & Tides" in (tmp_path / "site" / "hugo.toml").read_text(encoding="utf-8")


def test_a_writer_is_a_name_or_an_object(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "named", writer="hugo")
    with open_blog(SMALL_BLOG, reader="wxr") as blog:
        convert(blog, tmp_path / "made", writer=HugoWriter())
    assert tree(tmp_path / "named") == tree(tmp_path / "made")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: convert(SMALL_BLOG, "x", writer="hugoo"), "there is no writer 'hugoo'; there are: "),
        (lambda: inspect(SMALL_BLOG, reader="wp"), "there is no reader 'wp'; there are: "),
        (lambda: inspect("nowhere.xml"), "there is no file or folder nowhere.xml"),
        (lambda: show(SMALL_BLOG, "nothing"), "there is no post 'nothing' in the source"),
        (lambda: show(SMALL_BLOG, "about", to="epub"), "EpubWriter does not write posts one by one"),
    ],
)
def test_what_cannot_be_is_one_sentence(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ConversionError, match=sentence):
        call()


def test_show_and_inspect_say_what_the_commands_print() -> None:
    assert show(SMALL_BLOG, "about").startswith('---\ntitle: "About"\n')
    assert inspect(SMALL_BLOG).counts["kinds"]["page"] == 2


def test_what_was_converted_is_proven(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "site", writer="hugo", edit=without_boats)
    assert verify(SMALL_BLOG, tmp_path / "site", writer="hugo", edit=without_boats, in_process=True).proven
    problems: list[Problem] = []
    assert not verify(SMALL_BLOG, tmp_path / "site", writer="hugo", in_process=True, report=problems.append).proven
    assert problems


def test_merged_blogs_share_no_id_and_no_key(tmp_path: Path) -> None:
    with open_blog(SMALL_BLOG) as first, open_blog(SMALL_BLOG) as second:
        both = merged(first, second)
        posts = list(both.posts())
        assert len(posts) == 2 * len(first.site.entries)
        assert len({post.key for post in posts}) == len({post.id for post in posts}) == len(posts)
        assert [post.key for post in posts] == [entry.key for entry in both.site.entries]
        half = len(posts) // 2
        assert [post.html for post in posts[:half]] == [post.html for post in posts[half:]]
        by_id = {post.id: post for post in posts}
        for post in posts:
            if post.parent in by_id:
                assert (posts.index(post) < half) == (posts.index(by_id[post.parent]) < half)


def test_a_blog_that_a_script_made_is_written(tmp_path: Path) -> None:
    lines = tmp_path / "posts.jsonl"
    convert(SMALL_BLOG, lines, writer="posts")
    blog = Blog(path=lines, reader=PostsReader())
    assert convert(blog, tmp_path / "site", writer="jekyll").complete
