"""What a site shows to strangers, and what it hides: nothing hidden becomes public, nothing shown is lost."""

import os
import time
from pathlib import Path

import pytest

from converters.formats import Reader
from converters.frontmatter.folder import FrontMatterReader
from converters.markdown.rendering import goldmark_to_html
from converters.post import Post, Status
from converters.problem import ConversionError, ItemLost, Problem
from converters.sites.hugo.cascade import Cascade
from converters.sites.hugo.configuration import IgnoredNotFollowed
from converters.sites.hugo.passthrough import hold_formulas
from converters.sites.hugo.places import FilePlace
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.sites.placeholders import Placeholders

PAGE = "---\ntitle: {}\ndate: 2020-01-01\n---\n\n{}\n"


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def read(reader: Reader, source: Path) -> tuple[dict[str, Post], list[Problem]]:
    problems: list[Problem] = []
    site, posts = reader.read(source, problems.append)
    return {post.key: reader.clean(post, site, problems.append) for post in posts}, problems


def hugo(folder: Path, settings: str, **pages: str) -> tuple[dict[str, Post], list[Problem]]:
    files = {"hugo.toml": f'baseURL = "https://x.example/"\n{settings}'}
    files |= {f"content/{name}": content for name, content in pages.items()}
    return read(HugoReader(), written(folder, files))


@pytest.mark.parametrize("off", ["[languages.fr]\ndisabled = true\n", 'disableLanguages = ["fr"]\n[languages.fr]\n'])
def test_page_in_a_language_that_is_switched_off_is_a_draft(off: str, tmp_path: Path) -> None:
    pages = {"posts/a.md": PAGE.format("A", "English."), "posts/a.fr.md": PAGE.format("A", "Français.")}
    posts, _ = hugo(tmp_path, off, **pages)
    assert {key: post.status for key, post in posts.items()} == {
        "content/posts/a.md": Status.PUBLISHED,
        "content/posts/a.fr.md": Status.DRAFT,
    }


@pytest.mark.parametrize(
    ("files", "reader"),
    [
        ({"hugo.toml": "", "content/a.md": PAGE, "content/b.org": "#+TITLE: Org\n\n* Head\n"}, HugoReader()),
        ({"_config.yml": "title: x\n", "a.md": PAGE, "_posts/2020-01-01-b.textile": PAGE}, JekyllReader()),
        ({"_posts/2020-01-01-a.md": PAGE, "_posts/2020-01-02-b.rst": PAGE}, FrontMatterReader()),
        ({"src/content/blog/a.md": PAGE, "src/content/blog/b.mdx": PAGE}, FrontMatterReader()),
    ],
)
def test_page_in_a_language_that_nobody_here_reads_is_a_loss(
    files: dict[str, str], reader: Reader, tmp_path: Path
) -> None:
    posts, problems = read(reader, written(tmp_path, files))
    assert len(posts) == 1
    [loss] = [problem for problem in problems if isinstance(problem, ItemLost)]
    assert loss.where.origin.rpartition(".")[2] in ("org", "textile", "rst", "mdx")
    assert "make Markdown of it" in str(loss) or "call it .md" in str(loss)


def test_documentation_without_front_matter_is_no_loss(tmp_path: Path) -> None:
    files = {"_posts/2020-01-01-a.md": PAGE, "README.rst": "----\nHead\n----\n\nText: of the source.\n"}
    _, problems = read(FrontMatterReader(), written(tmp_path, files))
    assert [str(problem) for problem in problems if "README" in str(problem)] == [
        "README.rst: left out: it has no front matter"
    ]


def test_reference_means_the_page_in_the_language_of_the_post(tmp_path: Path) -> None:
    link = '[same]({{< relref "b" >}}) [other]({{< relref path="b" lang="en" >}})'
    pages = {f"posts/{name}.md": PAGE.format(name, link) for name in ("a", "a.de", "b", "b.de")}
    posts, _ = hugo(tmp_path, "[languages.en]\n[languages.de]\n", **pages)
    assert 'href="https://x.example/de/posts/b/">same' in posts["content/posts/a.de.md"].html
    assert 'href="https://x.example/posts/b/">other' in posts["content/posts/a.de.md"].html
    assert 'href="https://x.example/posts/b/">same' in posts["content/posts/a.md"].html


def test_reference_means_the_page_below_the_folder_of_its_language(tmp_path: Path) -> None:
    settings = '[languages.en]\ncontentDir = "content/en"\n[languages.de]\ncontentDir = "content/de"\n'
    link = '[same]({{< relref "/posts/b" >}})'
    pages = {f"{code}/posts/{name}.md": PAGE.format(name, link) for name in "ab" for code in ("de", "en")}
    posts, _ = hugo(tmp_path, settings, **pages)
    assert 'href="https://x.example/de/posts/b/"' in posts["content/de/posts/a.md"].html
    assert 'href="https://x.example/posts/b/"' in posts["content/en/posts/a.md"].html


@pytest.mark.parametrize("pattern", ["(a+)+(b+)+$", "[unclosed", "a" * 300])
def test_pattern_of_ignored_files_that_cannot_be_followed_is_said(pattern: str, tmp_path: Path) -> None:
    posts, problems = hugo(tmp_path, f'ignoreFiles = ["{pattern}"]\n', **{"posts/a.md": PAGE.format("A", "Text.")})
    assert len(posts) == 1
    assert [type(problem) for problem in problems] == [IgnoredNotFollowed]


@pytest.mark.parametrize(("epoch", "expected"), [("1500000000", Status.SCHEDULED), ("1700000000", Status.PUBLISHED)])
def test_posts_wait_for_the_hour_that_the_environment_names(
    epoch: str, expected: Status, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    posts, _ = hugo(tmp_path, "", **{"posts/a.md": PAGE.format("A", "Text.")})
    assert posts["content/posts/a.md"].status is expected


@pytest.mark.parametrize(("written", "expected"), [(1500000000, Status.SCHEDULED), (1700000000, Status.PUBLISHED)])
def test_posts_wait_for_a_later_hour_than_that_of_the_newest_file(
    written: int, expected: Status, tmp_path: Path
) -> None:
    hugo(tmp_path, "", **{"posts/a.md": PAGE.format("A", "Text.")})
    os.utime(tmp_path / "content" / "posts" / "a.md", (written, written))
    _, posts = HugoReader().read(tmp_path, lambda problem: None)
    assert [post.status for post in posts] == [expected]


@pytest.mark.parametrize("settings", ["buildFuture = true\nbuildExpired = true\n"])
def test_site_that_shows_future_and_past_posts_hides_none(settings: str, tmp_path: Path) -> None:
    pages = {
        "posts/a.md": "---\ntitle: A\ndate: 2999-01-01\n---\n\nA\n",
        "posts/b.md": "---\ntitle: B\ndate: 2020-01-01\nexpiryDate: 2021-01-01\n---\n\nB\n",
    }
    posts, _ = hugo(tmp_path, settings, **pages)
    assert {post.status for post in posts.values()} == {Status.PUBLISHED}


def place(*parts: str, is_list: bool = False, language: str = "en") -> FilePlace:
    return FilePlace(parts[:-1], parts[-1] if parts else "", language, "", is_list, False, ".md")


def test_value_from_the_nearer_list_counts() -> None:
    cascade = Cascade({"draft": "false", "weight": "1"})
    cascade.declare(place("a", is_list=True), {"draft": "true"})
    cascade.declare(place("a", "b", is_list=True), {"draft": "false"})
    assert cascade.fields_of(place("a", "x")) == {"draft": "true", "weight": "1"}
    assert cascade.fields_of(place("a", is_list=True))["draft"] == "true"
    assert cascade.fields_of(place("a", "b", "x"))["draft"] == "false"
    assert cascade.fields_of(place("z", "x"))["draft"] == "false"
    assert cascade.fields_of(place("a", "x", language="de"))["draft"] == "false"


@pytest.mark.parametrize(
    ("target", "fits"),
    [
        ({"path": "/a/**"}, True),
        ({"path": "/a/*"}, True),
        ({"path": "/*"}, False),
        ({"path": "{/z,/a/**}"}, True),
        ({"path": "/A/New-Page"}, True),
        ({"path": "/a/new?page"}, True),
        ({"path": "/a/new.page"}, False),
        ({"kind": "section"}, False),
        ({"kind": "page", "lang": "en"}, True),
        ({"lang": "de"}, False),
        ({"environment": "development"}, False),
        ({"path": "/*/*/*/*/z"}, True),
        ({"path": "}{"}, True),
    ],
)
def test_values_are_handed_to_what_their_target_means(target: dict[str, str], fits: bool) -> None:
    cascade = Cascade([{"target": dict(target), "draft": "true"}])
    assert bool(cascade.fields_of(place("a", "New Page"))) is fits


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (r"a \(x *y*\) b", '<p>a <math data-latex="x *y*"></math> b</p>'),
        ("$$\na\nb\n$$", '<math display="block" data-latex="a\nb"></math>'),
        ("$$a\n\nb$$", "<p>$$a</p>\n<p>b$$</p>"),
        ("`$$` and `$$`", "<p><code>$$</code> and <code>$$</code></p>"),
        (r"`\(x &\)`", r"<p><code>\(x &amp;\)</code></p>"),
        (r"    \(x\)", "<pre><code>\\(x\\)\n</code></pre>"),
        (r'[a](b "\(x\)")', r'<p><a href="b" title="\(x\)">a</a></p>'),
        (r"\(open", "<p>(open</p>"),
        ("$$$$", "<p>$$$$</p>"),
        ("$$ $$", "<p>$$ $$</p>"),
    ],
)
def test_formula_between_the_sites_own_marks_is_one_unless_it_is_code(body: str, html: str) -> None:
    places = Placeholders(body)
    held = hold_formulas(body, (("$$", "$$"), (r"\(", r"\)")), places)
    assert places.put_back(goldmark_to_html(held, lambda problem: None)).strip() == html


def test_code_without_an_end_is_looked_through_once() -> None:
    body = r"\(x\)" + "<code " * 50_000
    places = Placeholders(body)
    held = hold_formulas(body, ((r"\(", r"\)"),), places)
    started = time.process_time()
    assert places.put_back(held).startswith("<math")
    assert time.process_time() - started < 5


def test_code_of_an_emoji_in_code_stays(tmp_path: Path) -> None:
    posts, _ = hugo(tmp_path, "enableEmoji = true\n", **{"posts/a.md": PAGE.format("A", ":+1: `:+1:` :no_such: 1:2:3")})
    assert posts["content/posts/a.md"].html == "<p>👍 <code>:+1:</code> :no_such: 1:2:3</p>"


def test_site_of_pages_that_nobody_here_reads_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path, {"hugo.toml": "", "content/b.org": "#+TITLE: Org\n"})
    with pytest.raises(ConversionError, match="there is no page"):
        HugoReader().read(source, lambda problem: None)


@pytest.mark.parametrize("options", ["build:\n  render: never", "_build:\n  render: false"])
def test_no_post_comes_of_what_no_page_is_made_of(options: str, tmp_path: Path) -> None:
    page = PAGE.format("A", "Words.").replace("\ndate", f"\n{options}\ndate")
    posts, _ = hugo(tmp_path, "", **{"posts/a.md": page, "posts/b.md": PAGE.format("B", "Words.")})
    assert [post.title for post in posts.values()] == ["B"]
