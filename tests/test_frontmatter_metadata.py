"""Posts of Pelican's and Nikola's, whose metadata no marks stand around."""

from pathlib import Path

import pytest

from converters.frontmatter.folder import FrontMatterReader
from converters.post import Post, Status
from converters.problem import ConversionError, Problem

PELICAN = """Title: First: a review
Date: 2010-12-03 10:20
Category: Python, mostly
Tags: pelican; publishing, and more
Authors: Ann Lee, Tom
Summary: Short version
    for the index

Note: these are *words*. [Other]({filename}other.md) ![A hill]({static}/images/hill.png)
"""
NIKOLA = """.. title: First: a review
.. slug: the-first
.. date: 2012-09-15 19:52:05 UTC+02:00
.. tags: one, two
.. category: Python
.. status: featured
.. type: text
"""
PAGE = """<html><head><title>First &amp; only</title>
<meta name="date" content="2012-07-09 22:28"><meta name="category" content="Notes"></head>
<body class="x"><p>Words.</p></body></html>"""


def posts_in(folder: Path, **files: str) -> tuple[dict[str, Post], list[str]]:
    """The cleaned posts by their files, and the problems."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    reader = FrontMatterReader(timezone="UTC")
    assert reader.recognises(folder) == "front matter, a folder of posts"
    site, posts = reader.read(folder, problems.append)
    return {post.key: reader.clean(post, site, problems.append) for post in posts}, [str(each) for each in problems]


def test_lines_before_the_text_are_the_metadata_of_pelican(tmp_path: Path) -> None:
    posts, _ = posts_in(tmp_path, first__md=PELICAN, other__md="title: Other\nslug: other\n\nOther words.")
    post = posts["first.md"]
    assert (post.title, post.excerpt, str(post.date)) == (
        "First: a review",
        "Short version for the index",
        "2010-12-03 10:20:00+00:00",
    )
    assert [term.name for term in post.terms] == ["Python, mostly", "pelican", "publishing, and more"]
    assert (post.author, post.meta) == ("Ann Lee", (("author", "Ann Lee"), ("author", "Tom")))
    assert post.html == (
        '<p>Note: these are <em>words</em>. <a href="other.md">Other</a> '
        '<img src="/images/hill.png" alt="A hill" /></p>'
    )
    assert posts["other.md"].title == "Other"


def test_slug_of_pelican_is_made_of_the_title(tmp_path: Path) -> None:
    posts, _ = posts_in(tmp_path, a__md=PELICAN, b__md="Title: Other\nSlug: own\n\nWords.", c__html=PAGE)
    assert {key: post.slug for key, post in posts.items()} == {
        "a.md": "first-a-review",
        "b.md": "own",
        "c.html": "first-only",
    }


@pytest.mark.parametrize("text", [f"<!--\n{NIKOLA}-->\n\nSome *words*.", f"{NIKOLA}\nSome *words*."])
def test_lines_with_two_dots_are_the_metadata_of_nikola(tmp_path: Path, text: str) -> None:
    [post] = posts_in(tmp_path, a__md=text)[0].values()
    assert (post.title, post.slug, post.status, post.kind) == ("First: a review", "the-first", Status.PUBLISHED, "post")
    assert (str(post.date), post.html) == ("2012-09-15 19:52:05+02:00", "<p>Some <em>words</em>.</p>")
    assert [term.name for term in post.terms] == ["Python", "one", "two"]


def test_metadata_of_nikola_may_stand_in_a_file_beside_the_post(tmp_path: Path) -> None:
    posts, problems = posts_in(tmp_path, a__md="Some *words*.", a__meta=NIKOLA)
    assert [(post.title, post.html) for post in posts.values()] == [("First: a review", "<p>Some <em>words</em>.</p>")]
    assert problems == []


def test_metadata_that_lead_out_of_the_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(NIKOLA)
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.meta").symlink_to(tmp_path / "secret")
    posts, problems = posts_in(folder, a__md="Some words.", b__md=PELICAN)
    assert [*posts] == ["b.md"]
    assert "a.md: left out: it has no front matter" in problems


def test_a_page_of_html_has_its_metadata_in_its_head(tmp_path: Path) -> None:
    [post] = posts_in(tmp_path, a__html=PAGE)[0].values()
    assert (post.title, post.html, [term.name for term in post.terms]) == ("First & only", "<p>Words.</p>", ["Notes"])


def test_words_with_colons_are_no_metadata(tmp_path: Path) -> None:
    posts, problems = posts_in(
        tmp_path,
        a__md=PELICAN,
        b__md="Title: of a text\nNote: that is all\n\nWords.",
        c__md="Date: today\nCategory: none\n\nWords.",
        d__md="Title: of a text\nDate: 2020-01-01\nand a line that is none\n\nWords.",
    )
    assert [*posts] == ["a.md"]
    assert sum("it has no front matter" in problem for problem in problems) == 3


def test_a_post_in_a_language_that_is_not_read_is_a_loss(tmp_path: Path) -> None:
    _, problems = posts_in(
        tmp_path, a__md=PELICAN, b__rst="Title\n#####\n\n:date: 2010-10-03\n\nWords.", c__rst="Words."
    )
    lost = [problem for problem in problems if "reStructuredText" in problem]
    assert len(lost) == 1 and lost[0].startswith("b.rst: ")


def test_a_folder_of_plain_texts_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Remember: milk\n\nAnd bread.")
    assert FrontMatterReader().recognises(tmp_path) is None
    with pytest.raises(ConversionError, match="there is no post in"):
        FrontMatterReader().read(tmp_path, lambda problem: None)
