"""Which files a post and a site refer to."""

import pytest

from converters.post import Media, MenuItem, Post, Site, Term
from converters.problem import Where
from writers.media.references import References

UP = "https://blog.example/wp-content/uploads"
SITE = Site(
    url="https://blog.example",
    icon=f"{UP}/icon.png",
    media={
        7: Media(id=7, url=f"{UP}/2019/04/x.jpg", page="https://blog.example/2019/hello/x/"),
        8: Media(id=8, url="https://cdn.example/2019/04/y.jpg"),
    },
)


def found_in(
    html: str = "", *, raw: str = "", meta: tuple[tuple[str, str], ...] = (), image: Media | None = None
) -> dict[str, bool]:
    post = Post(key="1", id=1, html=html, raw=raw, meta=meta, image=image)
    needs = References(SITE, ("static.example",)).needs_of(post, Where())
    return {reference.url: reference.shown for reference in needs.references}


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{UP}/a.jpg" alt="" />',
        f'<img src="data:," srcset="{UP}/a.jpg 300w" alt="" />',
        f'<picture><source srcset="{UP}/a.jpg" /></picture>',
        f'<video poster="{UP}/a.jpg"></video>',
        f'<video src="{UP}/a.jpg"></video>',
        f'<audio><source src="{UP}/a.jpg" /></audio>',
        f'<video><track src="{UP}/a.jpg" /></video>',
        f'<object data="{UP}/a.jpg"></object>',
        f'<embed src="{UP}/a.jpg" />',
        f'<iframe src="{UP}/a.jpg"></iframe>',
        f'<a href="{UP}/a.jpg">a</a>',
        f'<map name="m"><area href="{UP}/a.jpg" /></map>',
        f'<div><ul><li><figure><img src="{UP}/a.jpg" alt="" /></figure></li></ul></div>',
    ],
)
def test_file_that_the_body_shows_or_links_is_found(html: str) -> None:
    assert found_in(html) == {f"{UP}/a.jpg": True}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.blog.example/images/a.gif",
        "http://blog.example/files/2009/a.gif",
        "https://static.example/a.gif",
        "https://cdn.example/a.gif",
        "https://i1.wp.com/blog.example/wp-content/uploads/a.gif?ssl=1",
    ],
)
def test_picture_on_any_of_the_blogs_hosts_is_found(url: str) -> None:
    assert found_in(f'<img src="{url}" alt="" />') == {url: True}


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://other.example/a.gif" alt="" />',
        '<img src="https://i1.wp.com/other.example/a.gif" alt="" />',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" />',
        '<a href="https://blog.example/2019/hello/">a post</a>',
        '<a href="https://blog.example/hello.html">a post</a>',
        '<a href="https://blog.example/index.php">home</a>',
        '<iframe src="https://blog.example/embed/"></iframe>',
        "<p>https is no address</p>",
    ],
)
def test_what_is_no_file_of_the_blogs_is_passed_over(html: str) -> None:
    assert found_in(html) == {}


@pytest.mark.parametrize("url", ["https://blog.example/2019/hello/x/", "https://blog.example/?attachment_id=7"])
def test_link_to_the_page_of_a_file_needs_the_file(url: str) -> None:
    assert found_in(f'<a href="{url}">x</a>') == {f"{UP}/2019/04/x.jpg": True}


@pytest.mark.parametrize(
    "raw",
    [
        f'<div style="background-image: url({UP}/a.jpg)">x</div>',
        f'<div style="background-image: url(&quot;{UP}/a.jpg&quot;)">x</div>',
        "<div style=\"background: url('/wp-content/uploads/a.jpg')\">x</div>",
        f'<!-- wp:cover {{"url":"{UP}/a.jpg"}} --><!-- /wp:cover -->',
        '<!-- wp:x/y {"u":"https:\\/\\/blog.example\\/wp-content\\/uploads\\/a.jpg"} /-->',
        f"See {UP}/a.jpg.",
    ],
)
def test_file_that_the_source_mentions_is_found_as_such(raw: str) -> None:
    assert found_in(raw=raw) == {f"{UP}/a.jpg": False}


def test_enclosures_and_custom_fields_mention_files() -> None:
    meta = (("enclosure", f"{UP}/show.mp3\n12345\naudio/mpeg\n"), ("_data", f'[{{"url":"{UP}/b.png"}}]'), ("n", "7"))
    assert found_in(meta=meta) == {f"{UP}/show.mp3": False, f"{UP}/b.png": False}


def test_featured_image_is_shown() -> None:
    assert found_in(image=SITE.media[7]) == {f"{UP}/2019/04/x.jpg": True}


def test_site_shows_its_icon_and_what_its_terms_and_menus_do() -> None:
    term = Term(taxonomy="category", slug="a", name="A", description=f'<img src="{UP}/term.png" />')
    lines = [
        MenuItem(menu="m", id=n, title="t", url=url) for n, url in enumerate([f"{UP}/cv.pdf", "https://x.example"])
    ]
    site = Site(url=SITE.url, icon=SITE.icon, terms=(term,), menus=tuple(lines))
    found = [reference.url for reference in References(site).needs_of_site().references]
    assert sorted(found) == [f"{UP}/cv.pdf", f"{UP}/icon.png", f"{UP}/term.png"]
