"""Sites for Zola, without the program: their files, read as TOML and as CommonMark, say what the posts say."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from converters.fidelity import compare, facts_of
from converters.post import Post, Status
from converters.problem import Problem
from tests.blogs import entry_of
from tests.dialects import BuiltBlog, hostile_blog, small_blog
from tests.epub_books import NEWS, SITE, TEA, URL, day, post
from writers.dialects.zola import ZolaWriter
from writers.links import relinked


def read(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and body, divided as Zola divides them: at the first closing line."""
    parts = re.match(r"\s*\+\+\+(\r?\n.*?)\+\+\+\s*(?:$|\r?\n(.*)$)", text, re.DOTALL)
    assert parts is not None
    return tomllib.loads(parts[1]), parts[2] or ""


def without_ids(state: StateCore) -> None:
    """pulldown-cmark takes `{#id}` at the end of a heading for its id."""
    for at, token in enumerate(state.tokens):
        if token.type == "heading_open":
            line = state.tokens[at + 1]
            if found := re.search(r" \{#([^{}]*)\}$", line.content):
                token.attrSet("id", found[1])
                line.content = line.content[: found.start()]


def shown(markdown: str) -> str:
    """A body as Zola would show it."""
    assert "{{" not in markdown and "{%" not in markdown
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 400}).enable(["table", "strikethrough"])
    parser.core.ruler.after("block", "ids", without_ids)
    return str(parser.render(markdown))


def written(post: Post, problems: list[Problem] | None = None) -> tuple[dict[str, Any], str]:
    site = replace(SITE, entries=(entry_of(post),), terms=post.terms)
    page = ZolaWriter().render(replace(post, html=post.raw), site, (problems if problems is not None else []).append)
    return read(page.text)


@pytest.fixture(scope="module", params=["small", "hostile"])
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltBlog:
    make = small_blog if request.param == "small" else hostile_blog
    return make(ZolaWriter(), tmp_path_factory.mktemp("zola"), lambda folder: folder)


def test_files_say_what_the_posts_say(blog: BuiltBlog) -> None:
    assert blog.ledger.balances
    plan = blog.writer.plan(blog.site)
    for each in blog.published():
        front, body = read((blog.folder / plan.path_of(each)).read_text(encoding="utf-8"))
        assert front["path"] == plan.addresses.path_of(each).strip("/") and front["title"] == each.title
        expected = facts_of(relinked(each.html, plan.links.link))
        assert [str(difference) for difference in compare(expected, facts_of(shown(body)))] == []


def test_no_two_files_have_one_address(blog: BuiltBlog) -> None:
    fronts = [read(file.read_text(encoding="utf-8"))[0] for file in sorted((blog.folder / "content").rglob("*.md"))]
    paths = [front["path"].casefold() for front in fronts if "path" in front]
    assert len(paths) == len(set(paths)) > 10


def test_every_template_that_a_file_asks_for_is_there(blog: BuiltBlog) -> None:
    templates = {file.name for file in (blog.folder / "templates").iterdir()}
    for file in (blog.folder / "content").rglob("*.md"):
        assert read(file.read_text(encoding="utf-8"))[0].get("template", "page.html") in templates


def test_nothing_hidden_is_content_that_is_no_draft(blog: BuiltBlog) -> None:
    for file in (blog.folder / "content").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert "SECRET" not in text or read(text)[0]["draft"] is True


def test_configuration_knows_the_taxonomies(blog: BuiltBlog) -> None:
    settings = tomllib.loads((blog.folder / "config.toml").read_text(encoding="utf-8"))
    assert {"name": "tags", "render": False} in settings["taxonomies"]
    assert settings["title"] == blog.site.title


def test_front_matter_says_address_date_and_terms() -> None:
    front, _ = written(post(1, terms=(NEWS, TEA)))
    assert (front["path"], front["date"].isoformat()) == ("1", "2020-01-02T00:00:00+00:00")
    assert front["taxonomies"] == {"categories": ["news"], "tags": ["tea"], "authors": ["ann"]}
    assert front["extra"]["wordpress"]["key"] == "1" and "draft" not in front


def test_drafts_are_drafts_and_what_is_less_is_no_content() -> None:
    for status, folder in ((Status.DRAFT, "content"), (Status.PRIVATE, "unpublished")):
        each = post(1, status=status)
        page = ZolaWriter().render(each, replace(SITE, entries=(entry_of(each),)), lambda problem: None)
        assert page.path.parts[0] == folder and read(page.text)[0]["draft"] is True


def test_scheduled_post_is_a_draft_with_a_warning() -> None:
    problems: list[Problem] = []
    front, _ = written(post(1, status=Status.SCHEDULED, date=day(2999, 1, 1)), problems)
    assert front["draft"] is True and [problem.code for problem in problems] == ["scheduled-as-draft"]


def test_address_of_a_file_becomes_a_folder_with_a_note() -> None:
    problems: list[Problem] = []
    front, _ = written(replace(post(1), url=f"{URL}/2007/807.html"), problems)
    assert front["path"] == "2007/807.html" and [problem.code for problem in problems] == ["slash-added"]


def test_no_text_ends_the_front_matter() -> None:
    title = 'a\n+++\nb = "c" \\ +++'
    front, body = written(post(1, "<p>x</p>", title=title))
    assert front["title"] == title and body.strip() == "x"


def test_link_is_never_one_among_files_of_content() -> None:
    _, body = written(post(1, '<p><a href="@/x.md">x</a> <img src="@/y.png" /></p>'))
    assert "(./@/x.md)" in body and "(@/" not in body


def test_former_address_leads_to_the_page(tmp_path: Path) -> None:
    built = hostile_blog(ZolaWriter(), tmp_path, lambda folder: folder, articles=1)
    fronts = [read(file.read_text(encoding="utf-8"))[0] for file in (built.folder / "content" / "_moved").iterdir()]
    assert {("2020/01/former", "/2020/01/p1/")} <= {(front["path"], front["extra"]["to"]) for front in fronts}


def test_title_of_a_link_is_never_printed_as_html() -> None:
    _, body = written(post(1, '<p><a href="https://e.example/" title="&quot; onclick=&quot;x">x</a></p>'))
    assert body.startswith('<a href="https://e.example/" title="&quot; onclick=&quot;x">')


def test_title_without_signs_of_html_stays_markdown() -> None:
    _, body = written(post(1, '<p><a href="https://e.example/" title="A walk">there</a></p>'))
    assert body.strip() == '[there](https://e.example/ "A walk")'
