"""Sites of Hexo: what its own front matter, times, addresses, tags and Markdown make of a post."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from converters.post import Post, Site
from converters.problem import Problem
from converters.sites.jekyll.reader import JekyllReader

CONFIGURED = "title: A\nurl: https://example.org\nnew_post_name: :title.md\n"
HELLO = "---\ntitle: Hello\ndate: 2020-01-02 03:04:05\n---\n\n{}\n"


def read(folder: Path, configured: str, files: dict[str, str]) -> tuple[Site, dict[str, Post], list[Problem]]:
    """The site, its posts by their titles, and the problems."""
    for name, text in {"_config.yml": CONFIGURED + configured, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    site, posts = JekyllReader().read(folder, problems.append)
    return site, {post.title: JekyllReader().clean(post, site, problems.append) for post in posts}, problems


@pytest.mark.parametrize("word", ["source_dir: source", "post_asset_folder: true", "new_post_name: :title.md"])
def test_site_is_known_by_a_word_of_its_configuration(word: str, tmp_path: Path) -> None:
    (tmp_path / "source" / "_posts").mkdir(parents=True)
    (tmp_path / "_config.yml").write_text(f"title: A\n{word}\n")
    assert JekyllReader().recognises(tmp_path) == "a Hexo site (_config.yml)"


def test_site_of_octopress_is_none_of_hexo(tmp_path: Path) -> None:
    (tmp_path / "source" / "_posts").mkdir(parents=True)
    (tmp_path / "_config.yml").write_text("title: A\nsource: source\ncode_dir: downloads/code\n")
    assert JekyllReader().recognises(tmp_path) == "a Jekyll site (_config.yml)"


def test_time_is_one_of_the_zone_of_the_site(tmp_path: Path) -> None:
    _, posts, _ = read(tmp_path, "timezone: Asia/Taipei\n", {"source/_posts/hello.md": HELLO.format("x")})
    assert posts["Hello"].date == datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))


def test_time_of_a_site_without_a_zone_is_assumed_and_said(tmp_path: Path) -> None:
    _, _, problems = read(tmp_path, "timezone:\n", {"source/_posts/hello.md": HELLO.format("x")})
    assert [problem.code for problem in problems] == ["zone-assumed"]


@pytest.mark.parametrize("name", ["_posts/old.md", "about/index.md"])
def test_front_matter_needs_no_line_before_it(name: str, tmp_path: Path) -> None:
    old = "title: Old\ndate: 2014-01-09 20:11:06\ntags:\n- a\n---\nFirst.\n"
    _, posts, _ = read(tmp_path, "", {f"source/{name}": old, "source/_posts/plain.md": "No: front matter.\n"})
    assert posts["Old"].html == "<p>First.</p>"
    assert [term.slug for term in posts["Old"].terms] == ["a"]
    assert posts["Plain"].html == "<p>No: front matter.</p>"


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("", "/2020/01/02/sub/Häuser am See/"),
        ("article/:title.html", "/article/sub/Häuser am See.html"),
        ("posts/:abbrlink/", "/posts/ac1ae082/"),
        (":category/:name.html", "/tech/C/Häuser am See.html"),
        (":year-:i_month/:post_title/", "/2020-1/My-C-houses/"),
    ],
)
def test_address_is_made_of_the_words_of_the_permalink(permalink: str, path: str, tmp_path: Path) -> None:
    post = "---\ntitle: My C# houses\ndate: 2020-01-02\nabbrlink: ac1ae082\ncategories: [[life], [tech, C#]]\n---\nx\n"
    configured = f"permalink: {permalink}\n" if permalink else ""
    _, posts, _ = read(tmp_path, configured, {"source/_posts/sub/Häuser am See.md": post})
    assert posts["My C# houses"].url == "https://example.org" + path.replace(" ", "%20").replace("ä", "%C3%A4")


@pytest.mark.parametrize("root", ["url: https://example.org/blog\nroot: /blog/\n", "root: /blog/\n"])
def test_address_has_the_root_once(root: str, tmp_path: Path) -> None:
    site, _, _ = read(tmp_path, root, {"source/_posts/hello.md": HELLO.format("x")})
    assert site.url == "https://example.org/blog"


def test_lists_of_categories_are_all_of_them(tmp_path: Path) -> None:
    post = "---\ntitle: Hello\ncategories:\n- [life]\n- [tech, C#]\n---\nx\n"
    _, posts, _ = read(tmp_path, "", {"source/_posts/hello.md": post})
    assert [term.name for term in posts["Hello"].terms] == ["life", "tech", "C#"]


def test_markdown_shows_line_ends_quotes_and_bare_addresses(tmp_path: Path) -> None:
    _, posts, _ = read(tmp_path, "", {"source/_posts/hello.md": HELLO.format('one\n"two"\nhttps://x.example/')})
    assert posts["Hello"].html == '<p>one<br />\n“two”<br />\n<a href="https://x.example/">https://x.example/</a></p>'


@pytest.mark.parametrize("settings", ["marked:\n  breaks: false\n", "markdown:\n  render:\n    breaks: false\n"])
def test_line_ends_are_not_shown_where_the_configuration_says_so(settings: str, tmp_path: Path) -> None:
    _, posts, _ = read(tmp_path, settings, {"source/_posts/hello.md": HELLO.format("one\ntwo")})
    assert posts["Hello"].html == "<p>one\ntwo</p>"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("hello", "Hello"),
        ("'hello'", "Hello"),
        ("'hello' 'Go on'", "Go on"),
        ('"hello" "Go on" false', "Go on"),
        ("hello Go on", "Go on"),
    ],
)
def test_post_is_linked_by_the_name_of_its_file(arguments: str, words: str, tmp_path: Path) -> None:
    files = {"source/_posts/hello.md": HELLO.format(f"{{% post_link {arguments} %}}")}
    _, posts, problems = read(tmp_path, "timezone: UTC\n", files)
    assert posts["Hello"].html == f'<p><a href="https://example.org/2020/01/02/hello/">{words}</a></p>'
    assert not problems


def test_type_of_a_page_is_a_word_of_the_theme(tmp_path: Path) -> None:
    _, posts, _ = read(tmp_path, "", {"source/about/index.md": "---\ntitle: About\ntype: about\n---\nMe.\n"})
    assert (posts["About"].kind, posts["About"].meta_values("type")) == ("page", ("about",))
