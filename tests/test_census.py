"""What `convert inspect` counts, and what it says will need attention."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from converters.census import take_census
from converters.cli.command import convert
from converters.post import Comment, Post, Site, Status, Term
from converters.problem import Report
from converters.wordpress.wxr import WxrReader

ROOT = Path(__file__).parent.parent
SITE = Site(url="https://blog.example", language="en")


def counts(*posts: Post, site: Site = SITE) -> dict[str, dict[str, int]]:
    found = take_census(site, posts).counts
    return {heading: dict(counter) for heading, counter in found.items() if counter}


def attention(*posts: Post) -> list[str]:
    return take_census(SITE, posts).attention


def post(key: str, raw: str = "", **fields: Any) -> Post:
    return Post(key=key, title=key, raw=raw, **fields)


def test_posts_are_counted_by_kind_status_year_and_author() -> None:
    found = counts(
        post("1", date=datetime(2020, 1, 1, tzinfo=UTC), author="mara"),
        post("2", kind="page", status=Status.DRAFT),
        post("3", protected=True, author="mara"),
    )
    assert found["kinds"] == {"post": 2, "page": 1}
    assert found["statuses"] == {"published": 1, "draft": 1, "protected": 1}
    assert found["years"] == {"2020": 1, "undated": 2}
    assert found["authors"] == {"mara": 2, "nobody": 1}


def test_shortcodes_and_blocks_are_known_or_unknown() -> None:
    found = counts(post("1", '[gallery ids="1"] [lens id="2"] [php]x[/php] [1] [[escaped]] a[0]'))
    assert (found["shortcodes"], found["unknown shortcodes"]) == ({"gallery": 1, "php": 1}, {"lens": 1})
    found = counts(post("1", '<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!-- wp:acme/chart {"a":1} /-->'))
    assert (found["blocks"], found["unknown blocks"]) == ({"core/paragraph": 1}, {"acme/chart": 1})


def test_shortcodes_shown_in_code_are_not_counted_as_unknown() -> None:
    assert "unknown shortcodes" not in counts(post("1", '<pre><code>[lens id="2"]</code></pre>'))


def test_bodies_are_counted_by_what_they_are_written_in() -> None:
    found = counts(
        post("1", "text"),
        post("2", "<!-- wp:more --><!-- /wp:more -->"),
        post("3", " "),
        post("4", "*a*", dialect="markdown"),
        post("5", "text", meta=(("_elementor_data", "[]"),)),
    )
    assert found["dialects"] == {"classic": 1, "blocks": 1, "empty": 1, "markdown": 1, "Elementor": 1}


def test_media_are_counted_by_host() -> None:
    found = counts(post("1", '<img src="https://www.cdn.example/a"><img src=//cdn.example/b><video src="/c">'))
    assert found["media hosts"] == {"cdn.example": 2}


def test_languages_are_those_of_the_posts_else_that_of_the_site() -> None:
    term = Term(taxonomy="language", slug="de", name="Deutsch")
    assert counts(post("1", terms=(term,)), post("2"))["languages"] == {"de": 1}
    assert counts(post("1"), post("2"))["languages"] == {"en": 2}


def test_comments_are_counted_by_kind_and_by_who_saw_them() -> None:
    comments = (Comment(id=1), Comment(id=2, approved="0"), Comment(id=3, kind="pingback"))
    assert counts(post("1", comments=comments))["comments"] == {"comment": 1, "comment, not shown": 1, "pingback": 1}


def test_a_plain_blog_needs_no_attention() -> None:
    assert attention(post("1", "text", url="https://blog.example/1/"), post("2", "text")) == []


def test_what_needs_attention_is_said_in_sentences() -> None:
    found = attention(
        post("1", '[lens id="1"]', status=Status.PRIVATE, url="https://blog.example/a/"),
        post("2", '<img src="https://cdn.example/a.jpg">', url="https://blog.example/a"),
        Post(key="3", raw="<!-- wp:acme/chart /-->"),
    )
    assert found == [
        "posts that are not public and are left out unless --include names them: 1 (private)",
        "unknown shortcodes, which stay in the text as they are: 1 (lens)",
        "blocks of unknown plugins, of which the saved HTML is kept: 1 (acme/chart)",
        "pictures and players on other hosts, where they stay: 1 (cdn.example)",
        "addresses of several posts, of which all but one get another: 1",
        "posts without a title: 1",
    ]


def test_a_source_is_read_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its items twice, as for every conversion: for the site, then for the posts."""
    read, sources = WxrReader.read, list[Path]()

    def counted(self: WxrReader, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        sources.append(source)
        return read(self, source, report)

    monkeypatch.setattr(WxrReader, "read", counted)
    result = CliRunner().invoke(convert, ["inspect", str(ROOT / "fixtures/exports/small-blog/export.xml")])
    assert result.exit_code == 0
    assert len(sources) == 1
