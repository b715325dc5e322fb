"""JSON lines as a source: what `convert posts` wrote comes back, and what a script made of it is taken or refused."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from converters.jsonlines.reader import PostsReader
from converters.jsonlines.schema import VERSION, schema
from converters.pipeline import Ledger, convert
from converters.post import Post, Site
from converters.problem import ConversionError, Problem
from converters.wordpress.wxr import WxrReader
from tests.exports import exports_in_turn, name_of
from writers.hugo import HugoWriter
from writers.posts import PostsWriter

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
SCHEMA = Path(__file__).parent.parent / "converters" / "jsonlines" / "posts.schema.json"


def written(source: Path, folder: Path) -> Path:
    file = folder / "posts.jsonl"
    ledger = convert(source, file, reader=WxrReader(), writer=PostsWriter())
    assert not ledger.failed
    return file


def read(source: Path) -> tuple[Site, list[Post], list[Problem]]:
    problems: list[Problem] = []
    site, posts = PostsReader().read(source, problems.append)
    return site, list(posts), problems


def cleaned(source: Path) -> tuple[Site, list[Post]]:
    reader = WxrReader()
    site, posts = reader.read(source, lambda problem: None)
    return site, [reader.clean(post, site, lambda problem: None) for post in posts]


def lines(folder: Path, *values: object) -> Path:
    file = folder / "posts.jsonl"
    file.write_text("".join(v if isinstance(v, str) else json.dumps(v) + "\n" for v in values), encoding="utf-8")
    return file


SITE = {"version": 1, "site": {"title": "Tea", "url": "https://blog.example"}}


def test_blog_comes_back_whole(tmp_path: Path) -> None:
    site, posts, problems = read(written(EXPORT, tmp_path))
    assert (site, posts) == cleaned(EXPORT)
    assert problems == []


@pytest.mark.corpus
@pytest.mark.parametrize("export", exports_in_turn(2), ids=name_of)
def test_real_blog_comes_back_whole_and_keeps_to_the_schema(export: Path, tmp_path: Path) -> None:
    file = written(export, tmp_path)
    site, posts, problems = read(file)
    assert (site, posts) == cleaned(export)
    assert problems == []
    reader = PostsReader()
    assert [reader.clean(post, site, problems.append).html for post in posts] == [post.html for post in posts]
    validator = jsonschema.Draft202012Validator(schema())
    for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
        validator.validate(json.loads(line))


def test_published_schema_is_that_of_the_model(expect: Callable[[Path, str], None]) -> None:
    expect(SCHEMA, json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


def test_lines_are_recognised_packed_or_not(tmp_path: Path) -> None:
    file = written(EXPORT, tmp_path)
    packed = tmp_path / "posts.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    for source in (file, packed):
        assert PostsReader().recognises(source) == "posts as JSON lines"
        assert len(read(source)[1]) == len(cleaned(EXPORT)[1])
    assert PostsReader().recognises(EXPORT) is None
    assert PostsReader().recognises(tmp_path) is None


def test_what_a_script_changed_in_a_post_is_what_the_site_knows(tmp_path: Path) -> None:
    post = {
        "key": "7", "title": "Tea", "url": "https://blog.example/tea/", "author": "mara",
        "terms": [{"taxonomy": "post_tag", "slug": "tea", "name": "Tea"}],
    }  # fmt: skip
    site, posts, problems = read(lines(tmp_path, SITE, post))
    assert [entry.url for entry in site.entries] == ["https://blog.example/tea/"]
    assert (site.terms, [author.login for author in site.authors]) == (posts[0].terms, ["mara"])
    assert problems == []


@pytest.mark.parametrize(
    ("post", "html"),
    [
        ({"raw": "One\n\nTwo", "dialect": "wordpress"}, "<p>One</p>\n<p>Two</p>"),
        ({"raw": "One *two*", "dialect": "markdown"}, "<p>One <em>two</em></p>"),
        ({"raw": "<p>One", "dialect": "html"}, "<p>One</p>"),
        ({"raw": "old", "html": "<p>new<script>alert(1)</script></p>"}, "<p>new</p>"),
    ],
)
def test_body_is_its_html_or_made_of_raw(tmp_path: Path, post: dict[str, Any], html: str) -> None:
    site, (read_post,), _ = read(lines(tmp_path, SITE, {"key": "1", **post}))
    assert PostsReader().clean(read_post, site, lambda problem: None).html.strip() == html


def ledger_of(source: Path, folder: Path) -> tuple[Ledger, list[Problem]]:
    problems: list[Problem] = []
    ledger = convert(source, folder / "site", reader=PostsReader(), writer=HugoWriter(), report=problems.append)
    return ledger, problems


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json\n", "the line is not JSON"),
        ("[1]\n", "not a JSON object"),
        ("[" * 100_000 + "\n", "the line is not JSON"),
        ({"key": "2", "title": 7}, r"Expected `str`, got `int` - at `\$.title`"),
        ({"key": "2", "status": "published!"}, "Invalid enum value"),
        ({"key": "2", "date": "2020-01-01T10:00:00"}, "the date has no offset from UTC"),
        ({"key": "2", "date": "yesterday"}, "Invalid RFC3339"),
        ({"key": "2", "comments": [{"author": "x"}]}, "missing required field `id`"),
    ],
)
def test_line_that_is_no_post_is_lost_alone_and_with_its_reason(tmp_path: Path, line: object, reason: str) -> None:
    file = lines(tmp_path, SITE, {"key": "1", "title": "One"}, line, {"key": "3", "title": "Three"})
    ledger, problems = ledger_of(file, tmp_path)
    assert (ledger.read, ledger.written, ledger.failed) == (3, 2, 1)
    lost = [problem for problem in problems if problem.code == "item-lost"]
    assert [problem.where.origin for problem in lost] == ["posts.jsonl:3"]
    with pytest.raises(AssertionError, match=reason):
        raise AssertionError(lost[0])


def test_fields_that_no_post_has_are_named(tmp_path: Path) -> None:
    problems = read(lines(tmp_path, SITE, {"key": "1", "titel": "Tee"}))[2]
    assert [str(problem) for problem in problems] == [
        "posts.jsonl:2: a post has no fields titel: they were not read; compare the names with posts.schema.json"
    ]


def test_two_lines_with_one_key_are_two_posts(tmp_path: Path) -> None:
    site, posts, problems = read(lines(tmp_path, SITE, {"key": "1"}, {"key": "1"}))
    assert [post.key for post in posts] == [entry.key for entry in site.entries] == ["1", "1-2"]
    assert [problem.code for problem in problems] == ["same-key"]


def test_posts_without_a_site_are_read_with_a_warning(tmp_path: Path) -> None:
    _, posts, problems = read(lines(tmp_path, {"key": "1"}))
    assert ([post.key for post in posts], [problem.code for problem in problems]) == (["1"], ["no-site"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no lines"),
        ('{"version": 2, "site": {}}\n', "is of version 2, this portpress reads version 1"),
        ('{"version": 1, "site": {"media": 3}}\n', "is not a site: Expected `object`"),
    ],
)
def test_file_that_cannot_be_read_at_all_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ConversionError, match=sentence):
        read(lines(tmp_path, text))


def test_packed_file_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl.gz"
    file.write_bytes(gzip.compress(written(EXPORT, tmp_path).read_bytes())[:-200])
    _, posts, problems = read(file)
    assert posts
    assert [problem.code for problem in problems] == ["item-lost"]


def test_comment_keeps_the_html_that_it_brought(tmp_path: Path) -> None:
    comment = {"id": 1, "author": "Inga", "raw": "Lovely *ferry*.", "html": "<p>Lovely <em>ferry</em>.</p>"}
    bare = {"id": 2, "author": "Tom", "raw": "Two\n\nparagraphs"}
    post = {"key": "a", "kind": "post", "title": "A", "html": "<p>Text.</p>", "comments": [comment, bare]}
    source = tmp_path / "posts.jsonl"
    source.write_text(
        "\n".join(map(json.dumps, [{"version": VERSION, "site": {"title": "Blog"}}, post])), encoding="utf-8"
    )
    reader = PostsReader()
    site, posts = reader.read(source, lambda problem: None)
    [clean] = [reader.clean(each, site, lambda problem: None) for each in posts]
    assert [each.html for each in clean.comments] == [comment["html"], "<p>Two</p>\n<p>paragraphs</p>"]
