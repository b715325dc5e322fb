"""Where posts stand in a Hugo site, judged by the real Hugo: every post becomes one page, whatever it is called."""

import re
from pathlib import Path

import pytest

from converters.post import MenuItem, Status, Term
from tests.hugo_blog import HOSTILE_SLUGS, HOSTILE_TITLES, HUGOS, post, site_of, write
from tests.hugo_site import build
from writers.hugo import HugoWriter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_every_title_comes_out_as_it_was(folder: Path, hugo: Path) -> None:
    posts = [post(number, title=title) for number, title in enumerate(HOSTILE_TITLES, 1)]
    write(posts, folder)
    pages = build(folder, hugo=hugo).pages
    forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
    for each in posts:
        heading = pages[each.key].css_first("h1")
        assert heading is not None
        assert heading.text() == (forbidden.sub("", each.title) or "Untitled")


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
@pytest.mark.parametrize("kind", ["post", "page", "portfolio"])
def test_every_slug_becomes_one_page(folder: Path, hugo: Path, kind: str) -> None:
    folders = {"post": "2020/02/03/", "page": "", "portfolio": "portfolio/"}
    posts = [
        post(number, kind=kind, slug=slug, url=f"https://example.org/{folders[kind]}{slug}/")
        for number, slug in enumerate(HOSTILE_SLUGS, 1)
    ]
    write(posts, folder)
    assert build(folder, hugo=hugo).pages.keys() == {each.key for each in posts}


def test_every_slug_of_a_draft_without_address_or_date_becomes_one_page(folder: Path) -> None:
    posts = [
        post(number, slug=slug, url="", date=None, status=Status.DRAFT) for number, slug in enumerate(HOSTILE_SLUGS, 1)
    ]
    write(posts, folder)
    assert build(folder).pages.keys() == {each.key for each in posts}


def test_a_term_that_is_an_emoji_is_found_at_its_old_address(folder: Path) -> None:
    terms = (Term(taxonomy="post_tag", slug="😀", name="Smile"),)
    body = '<p><a href="https://example.org/tag/%F0%9F%98%80/">tag</a></p>'
    write([post(1, terms=terms, html=body)], folder, terms=terms)
    built = build(folder)
    assert "<h1>Smile</h1>" in built.text("tag/1f600/index.html")
    assert "/tag/1f600/" in built.text("tag/😀/index.html")


def test_the_built_pages_stand_at_the_old_addresses(folder: Path) -> None:
    posts = [
        post(1, url="https://example.org/2020/02/03/hello/"),
        post(2, url="https://www.example.org/2007/10/16/807.html"),
        post(3, url="https://example.org/%e4%bd%a0%e5%a5%bd/"),
        post(4, kind="page", url="https://example.org/about/team/"),
    ]
    write(posts, folder)
    built = build(folder)
    assert 'data-key="1"' in built.text("2020/02/03/hello/index.html")
    assert 'data-key="2"' in built.text("2007/10/16/807.html")
    assert 'data-key="3"' in built.text("你好/index.html")
    assert 'data-key="4"' in built.text("about/team/index.html")


def test_two_posts_with_one_address_are_two_pages_and_a_problem(folder: Path) -> None:
    url = "https://example.org/hello/"
    posts = [post(1, slug="hello", url=url), post(2, slug="hello", url=url), post(3, slug="HELLO", url=url.upper())]
    problems = write(posts, folder)
    assert build(folder).pages.keys() == {"1", "2", "3"}
    assert [problem.code for problem in problems] == ["address-taken", "address-taken"]


def test_a_page_keeps_the_address_that_a_list_would_have(folder: Path) -> None:
    terms = (Term(taxonomy="category", slug="news", name="News"), Term(taxonomy="genre", slug="x", name="X"))
    paths = ["tags", "posts", "pages", "authors", "category/news", "author/ann", "portfolio", "genre"]
    posts = [
        *(post(n, kind="page", url=f"https://example.org/{path}/") for n, path in enumerate(paths, 1)),
        post(50, kind="portfolio", url="https://example.org/portfolio/one/"),
        post(51, terms=terms),
    ]
    write(posts, folder, terms=terms)
    built = build(folder)
    for number, path in enumerate(paths, 1):
        assert f'data-key="{number}"' in built.text(f"{path}/index.html")
    assert "<h1>News</h1>" in built.text("category/news-2/index.html")


def test_a_blog_in_a_folder_stays_there(folder: Path) -> None:
    url = "https://example.org/my%20blog"
    posts = [
        post(1, url=f"{url}/hello/", html=f'<p><a href="{url}/about/">about</a></p>'),
        post(2, kind="page", url=f"{url}/about/"),
    ]
    write(posts, folder, url=url, menus=(MenuItem(menu="main", id=1, title="About", url=f"{url}/about/"),))
    built = build(folder)
    assert 'data-key="1"' in built.text("hello/index.html")
    assert [a.attributes["href"] for a in built.pages["1"].css("header.site .name a")] == ["/my%20blog/"]
    (link,) = built.pages["1"].css("header.site nav a")
    assert link.attributes["href"] == "/my%20blog/about/"


def test_former_slugs_redirect_to_the_first_post_that_had_them(folder: Path) -> None:
    posts = [
        post(1, url="https://example.org/one/", slug="one", old_slugs=("uno", "one", "two")),
        post(2, url="https://example.org/two/", slug="two", old_slugs=("uno", "UNO", "dos")),
        post(3, url="https://example.org/?p=3", slug="three", old_slugs=("tres",)),
    ]
    problems = write(posts, folder)
    built = build(folder)
    assert "/one/" in built.text("uno/index.html")
    assert "/two/" in built.text("dos/index.html")
    assert 'data-key="2"' in built.text("two/index.html")
    assert not (built.folder / "tres").exists()
    assert {problem.code for problem in problems} == {"alias-taken"}


def test_the_place_of_a_post_depends_on_the_site_and_not_on_what_was_rendered_before() -> None:
    posts = [post(number, slug="same", url="https://example.org/same/") for number in range(1, 4)]
    forwards = [HugoWriter().render(each, site_of(posts), print).path for each in posts]
    backwards = [HugoWriter().render(each, site_of(posts), print).path for each in reversed(posts)]
    assert forwards == backwards[::-1]
    assert len(set(forwards)) == 3
