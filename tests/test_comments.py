"""What readers wrote below posts, in each destination: who signs, where they are at home, and what is left out."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from converters.html import parse
from converters.post import Author, Comment, Entry, Post, Site
from converters.problem import Problem
from converters.sites.hugo.reader import HugoReader
from tests.epub_books import make_book
from tests.epub_books import post as chapter
from writers.comments import home_of, signature_of
from writers.feed import RssWriter
from writers.hugo import HugoWriter
from writers.site_data import comments_json
from writers.terms import shown_name

URL = "https://b.example"
SEEN = Comment(id=1, author="Ann", raw="<p>x</p>", html="<p>x</p>")
HIDDEN = replace(SEEN, id=2, approved="spam")
NOTE = replace(SEEN, id=3, kind="note")
NAMES = {
    "@ann": "@ann",
    "Tom @ Tea": "Tom @ Tea",
    "@ann@social.example": "@ann@social.example",
    "ann@secret.example": "ann",
    "Ann (ann@secret.example)": "Ann (ann)",
    "a@b@secret.example": "a",
}
HOMES = {
    "https://social.example/@ann": "https://social.example/@ann",
    "https://social.example/@ann@other.example": "https://social.example/@ann@other.example",
    "www.ann.example": "http://www.ann.example",
    "/about/": "/about/",
    "https://ann@secret.example/": "",
    "https://x.example/?from=ann@secret.example": "",
    "mailto:ann@secret.example": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_handle_is_a_name_and_a_mail_address_is_none(name: str) -> None:
    assert signature_of(replace(SEEN, author=name)) == NAMES[name]


@pytest.mark.parametrize("url", HOMES)
def test_a_profile_is_a_home_and_a_mail_address_is_none(url: str) -> None:
    assert home_of(replace(SEEN, url=url)) == HOMES[url]


@pytest.mark.parametrize("name", ["@ann", "Tom @ Tea"])
def test_an_author_may_be_called_by_a_handle(name: str, tmp_path: Path) -> None:
    author = Author(login="ann", name=name)
    assert shown_name(author) == name
    book = make_book(tmp_path, [replace(chapter(1), author="ann")], site=Site(url=URL, authors=(author,)))
    assert f'<span class="author">{name}</span>' in book.text("chapter-1.xhtml")


def test_a_commenter_is_led_to_where_the_blog_is_now() -> None:
    comments = tuple(
        replace(SEEN, id=number, url=url)
        for number, url in enumerate((f"{URL}/tea/", f"{URL}/?p=7", "https://a.example/"), 1)
    )
    old = {f"{URL}/tea/": "/tea/", f"{URL}/?p=7": "/tea/"}
    post = Post(key="1", url=f"{URL}/one/", comments=comments)
    written = "".join(comments_json(post, lambda url: old.get(url, url), list[Problem]().append))
    assert [(each["url"], each.get("old_url")) for each in json.loads(written)] == [
        ("/tea/", None),
        ("/tea/", f"{URL}/?p=7"),
        ("https://a.example/", None),
    ]


def test_a_home_of_a_commenter_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    urls = [f"{URL}/tea/", f"{URL}/?p=7", "https://a.example/", "www.ann.example", "http://b.example/"]
    comments = tuple(replace(SEEN, id=number, url=url) for number, url in enumerate(urls, 1))
    post = Post(key="7", id=7, title="Tea", slug="tea", url=f"{URL}/tea/", html="<p>x</p>", comments=comments)
    site = Site(url=URL, entries=(Entry(key="7", id=7, title="Tea", slug="tea", url=post.url),))
    writer, problems = HugoWriter(), list[Problem]()
    list(writer.write([writer.render(post, site, problems.append)], site, tmp_path / "site", problems.append))
    _, posts = HugoReader().read(tmp_path / "site", problems.append)
    assert [[comment.url for comment in each.comments] for each in posts] == [urls]


def test_a_book_names_commenters_and_leads_to_their_homes(tmp_path: Path) -> None:
    comments = (
        replace(SEEN, author="", url="http://"),
        replace(SEEN, id=2, author="@bea", url="https://social.example/@bea"),
        replace(SEEN, id=3, author="Cem", url="javascript:alert(1)"),
        replace(SEEN, id=4, author="Dan", url="https://dan@secret.example/"),
        replace(SEEN, id=5, author="Elsewhere", kind="webmention", raw=""),
    )
    book = make_book(tmp_path, [chapter(1, comments=comments)], comments=True)
    assert re.findall(r"<b>(.*?)</b>", book.text("chapter-1.xhtml")) == [
        "Anonymous",
        '<a href="https://social.example/@bea">@bea</a>',
        "Cem",
        "Dan",
        "Elsewhere",
    ]
    assert book.codes() == []


def test_a_commenter_of_the_blog_itself_is_led_to_the_chapter(tmp_path: Path) -> None:
    posts = [chapter(1, comments=(replace(SEEN, url=chapter(2).url),)), chapter(2)]
    root = parse(make_book(tmp_path, posts, comments=True).text("chapter-1.xhtml"))
    [who] = [each for each in root.elements("p") if each.classes == ["who"]]
    assert [link.get("href") for link in who.elements("a")] == ["chapter-2.xhtml"]


def test_comments_that_a_book_leaves_out_are_counted(tmp_path: Path) -> None:
    posts = [chapter(1, comments=(SEEN, HIDDEN, NOTE))]
    problems = [str(problem) for problem in make_book(tmp_path, posts).problems]
    assert problems == [
        "post 1 “Post 1”: 1 comment below it is left out: --comments takes them",
        "post 1 “Post 1”: comments that wait for approval, are spam, in the trash or notes of editors are left out "
        "(2 of them)",
    ]
    assert make_book(tmp_path, posts, name="b.epub", comments=True).codes() == ["hidden-comments"]


def test_comments_that_a_feed_leaves_out_are_counted() -> None:
    problems: list[Problem] = []
    post = Post(key="1", title="x", author="ann", url=f"{URL}/1/", html="<p>x</p>", comments=(SEEN, HIDDEN, NOTE))
    RssWriter().feed([post], Site(title="B", url=URL), problems.append)
    counted = {problem.code: problem.as_dict().get("count") for problem in problems}
    assert (counted["comments-left-out"], counted["hidden-comments"]) == (1, 2)
