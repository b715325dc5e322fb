"""What themes and plugins of Jekyll have posts say in their own ways."""

import time
from pathlib import Path

import pytest

from converters.post import Post, Status
from converters.sites.jekyll.reader import JekyllReader


def only_post(folder: Path, front_matter: str, body: str = "Text.", *files: str) -> Post:
    """The cleaned post of a site that has no other."""
    for file in ("_config.yml", "_posts/2020-01-02-hello.md", *files):
        folder.joinpath(file).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(file).write_bytes(b"x")
    folder.joinpath("_config.yml").write_text("title: A\nurl: https://example.org\n", encoding="utf-8")
    text = f"---\ntitle: Hello\n{front_matter}\n---\n\n{body}\n"
    folder.joinpath("_posts/2020-01-02-hello.md").write_text(text, encoding="utf-8")
    site, posts = JekyllReader().read(folder, lambda problem: None)
    [post] = posts
    return JekyllReader().clean(post, site, lambda problem: None)


@pytest.mark.parametrize(
    ("front_matter", "picture"),
    [
        ("header: {image: /a.png, teaser: /b.png}", "a.png"),
        ("header: {overlay_color: '#000', teaser: /b.png}", "b.png"),
        ("cover-img: /a.png", "a.png"),
        ("background: /a.png", "a.png"),
        ("background: '#fff'", ""),
        ("image: /a.png\nheader: {image: /b.png}", "a.png"),
    ],
)
def test_picture_of_a_post_is_found_whatever_its_theme_calls_it(
    front_matter: str, picture: str, tmp_path: Path
) -> None:
    post = only_post(tmp_path, front_matter)
    assert (post.image.url if post.image else "") == (f"https://example.org/{picture}" if picture else "")


def test_caption_of_a_header_is_html(tmp_path: Path) -> None:
    post = only_post(tmp_path, 'header: {image: /a.png, image_description: An alt, caption: "Photo: **Ann**"}')
    assert post.image is not None
    assert (post.image.alt, post.image.caption) == ("An alt", "Photo: <strong>Ann</strong>")


@pytest.mark.parametrize("field", ["media_subpath", "img_path"])
def test_pictures_of_a_post_are_in_the_folder_that_it_names(field: str, tmp_path: Path) -> None:
    front_matter = f"{field}: /assets/2020/\nimage: {{path: a.png}}"
    post = only_post(tmp_path, front_matter, "![x](a.png) ![y](/b.png)", "assets/2020/a.png", "b.png")
    assert post.image is not None
    assert post.image.url == "https://example.org/assets/2020/a.png"
    assert 'src="https://example.org/assets/2020/a.png"' in post.html
    assert 'src="https://example.org/b.png"' in post.html


def write_site(folder: Path, files: dict[str, str]) -> None:
    """The files of a site by their paths."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


PAGE = "---\ntitle: {}\n---\n\n![x](/a.png)\n"


def test_site_is_in_the_folder_that_its_configuration_names(tmp_path: Path) -> None:
    configured = "title: A\nurl: https://example.org\npermalink: /:categories/:title/\nsource: source\n"
    pages = {"about/index.md": PAGE.format("About"), "_posts/2020-01-02-hello.md": PAGE.format("Hello"), "a.png": "x"}
    write_site(tmp_path, {"_config.yml": configured, **{f"source/{name}": text for name, text in pages.items()}})
    site, posts = JekyllReader().read(tmp_path, lambda problem: None)
    assert {(post.url, post.terms) for post in posts} == {
        ("https://example.org/about/", ()),
        ("https://example.org/hello/", ()),
    }
    assert [file.path for file in JekyllReader().held_files(tmp_path, site)] == [tmp_path / "source" / "a.png"]


@pytest.mark.parametrize("named", ["..", "/etc", "missing", "../site/../elsewhere"])
def test_folder_outside_the_site_is_none_of_it(named: str, tmp_path: Path) -> None:
    configured = f"url: https://example.org\nsource: {named}\n"
    write_site(tmp_path, {"secret.md": PAGE.format("Secret"), "elsewhere/secret.md": PAGE.format("Secret")})
    write_site(tmp_path / "site", {"_config.yml": configured, "about.md": PAGE.format("About")})
    _, posts = JekyllReader().read(tmp_path / "site", lambda problem: None)
    assert [post.title for post in posts] == ["About"]


def test_site_of_hexo_is_read_as_hexo_shows_it(tmp_path: Path) -> None:
    configured = "title: A\nurl: https://example.org\npermalink: :year/:month/:day/:title/\n"
    body = "{% asset_img right a.png 10 20 A title %} {% post_link hello Go on %}"
    hello = f"---\ntitle: Hello\ndate: 2020-01-02\n---\n\n{body}\n"
    posts_folder = {"hello.md": hello, "hello/a.png": "x"}
    write_site(tmp_path, {f"source/_posts/{name}": text for name, text in posts_folder.items()})
    write_site(tmp_path, {"_config.yml": configured, "scaffolds/post.md": "---\n---\n"})
    assert JekyllReader().recognises(tmp_path) == "a Hexo site (_config.yml)"
    site, posts = JekyllReader().read(tmp_path, lambda problem: None)
    [made] = [JekyllReader().clean(post, site, lambda problem: None) for post in posts]
    assert (made.status, made.url) == (Status.PUBLISHED, "https://example.org/2020/01/02/hello/")
    assert 'src="https://example.org/2020/01/02/hello/a.png"' in made.html
    assert '<a href="https://example.org/2020/01/02/hello/">Go on</a>' in made.html


def test_files_of_a_post_whose_address_is_none_stop_nothing(tmp_path: Path) -> None:
    hello = "---\ntitle: Hello\npermalink: 'http://[x'\n---\n\nText.\n"
    write_site(tmp_path, {"_config.yml": "url: https://example.org\n", "_posts/2020-01-02-hello.md": hello})
    write_site(tmp_path, {"_posts/2020-01-02-hello/a.png": "x"})
    site, posts = JekyllReader().read(tmp_path, lambda problem: None)
    assert [post.title for post in posts] == ["Hello"]
    assert [file.path.name for file in JekyllReader().held_files(tmp_path, site)] == ["a.png"]


def test_variables_that_are_made_of_one_another_do_not_grow_without_end(tmp_path: Path) -> None:
    doubled = "".join(f"{{% capture v{n + 1} %}}{{{{ v{n} }}}}{{{{ v{n} }}}}{{% endcapture %}}\n" for n in range(60))
    post = only_post(tmp_path, "layout: post", '{% assign v0 = "0123456789" %}\n' + doubled + "{{ v60 }}")
    assert len(post.html) < 10_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "{% blockquote %}", "{% codeblock %}", "{% capture x %}", '{" ', "{% img a ", "{% codeblock a /b /c",
        "{% note ", "{% assign a = a ", "{{ a | ", "{% img /a " + '"" ' * 900 + "x %}",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length_of_a_body(piece: str, tmp_path: Path) -> None:
    body = "{% pullquote %}" + (piece * 30_000)[:300_000] + "{% endpullquote %}"
    started = time.process_time()
    only_post(tmp_path, "layout: post", body)
    assert time.process_time() - started < 20


def test_tags_in_one_another_are_expanded_no_deeper_than_anybody_writes_them(tmp_path: Path) -> None:
    nested = "{% blockquote %}{% pullquote %}{% capture x %}" * 300 + "words"
    assert "words" in only_post(tmp_path, "layout: post", nested).html
    ended = nested + "{% endcapture %}{% endpullquote %}{% endblockquote %}" * 300
    assert len(only_post(tmp_path, "layout: post", ended).html) < 100_000
