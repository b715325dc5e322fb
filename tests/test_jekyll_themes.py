"""What themes and plugins of Jekyll have posts say in their own ways."""

from pathlib import Path

import pytest

from converters.post import Post
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


def test_variables_that_are_made_of_one_another_do_not_grow_without_end(tmp_path: Path) -> None:
    doubled = "".join(f"{{% capture v{n + 1} %}}{{{{ v{n} }}}}{{{{ v{n} }}}}{{% endcapture %}}\n" for n in range(60))
    post = only_post(tmp_path, "layout: post", '{% assign v0 = "0123456789" %}\n' + doubled + "{{ v60 }}")
    assert len(post.html) < 10_000_000


def test_tags_in_one_another_are_expanded_no_deeper_than_anybody_writes_them(tmp_path: Path) -> None:
    nested = "{% blockquote %}{% pullquote %}{% capture x %}" * 300 + "words"
    assert "words" in only_post(tmp_path, "layout: post", nested).html
    ended = nested + "{% endcapture %}{% endpullquote %}{% endblockquote %}" * 300
    assert len(only_post(tmp_path, "layout: post", ended).html) < 100_000
