"""Links into the blog lead to where the thing is now, whatever form of its address the author used."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.post import Author, Entry, Media, Site, Status, Term
from converters.problem import Problem
from writers.hugo.content import content_of
from writers.jekyll.content import content_of as jekyll_content_of
from writers.links import Links

DAY = datetime(2019, 4, 17, 12, tzinfo=UTC)


def blog(url: str = "https://example.org/blog", *more: Entry) -> Site:
    return Site(
        url=url,
        authors=(Author(login="Mara L.", name="Mara", id=7),),
        terms=(
            Term(taxonomy="category", slug="life", name="Life", id=2),
            Term(taxonomy="category", slug="sea", name="Sea", parent="life", id=3),
            Term(taxonomy="post_tag", slug="日本", name="日本", id=4),
            Term(taxonomy="genre", slug="essay", name="Essay", id=5),
        ),
        media={9: Media(id=9, url="https://example.org/blog/wp-content/uploads/photo.jpg")},
        entries=(
            Entry(key="1", id=1, slug="hello", url=f"{url}/2019/04/17/hello/", date=DAY, old_slugs=("hi", "früher")),
            Entry(key="2", id=2, kind="page", slug="about", url=f"{url}/about/"),
            Entry(key="3", id=3, kind="page", slug="team", url=f"{url}/about/team/", parent=2),
            Entry(key="4", id=4, slug="rope", url=f"{url}/?p=4", status=Status.DRAFT),
            Entry(key="5", id=5, slug="secret", url=f"{url}/2019/04/17/secret/", status=Status.PRIVATE, date=DAY),
            Entry(key="6", id=6, kind="nav_menu_item", slug="home", url=f"{url}/home/"),
            Entry(key="7", id=7, slug="冬", url=f"{url}/2019/04/17/%e5%86%ac/", date=DAY),
            Entry(key="8", id=8, kind="book", slug="sea-room", url=f"{url}/book/sea-room/"),
            Entry(key="9", id=9, kind="attachment", slug="photo", url=f"{url}/2019/04/17/hello/photo/", parent=1),
            Entry(key="10", id=10, slug="twice", url=f"{url}/2018/01/01/twice/", date=DAY.replace(2018, 1, 1)),
            Entry(key="11", id=11, slug="twice", url=f"{url}/2018/02/02/twice/", date=DAY.replace(2018, 2, 2)),
            *more,
        ),
    )


def links(url: str = "https://example.org/blog", *more: Entry) -> Links:
    return content_of(blog(url, *more)).links


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # what varies without meaning anything
        ("https://example.org/blog/2019/04/17/hello/", "/blog/2019/04/17/hello/"),
        ("http://www.example.org:80/blog/2019/04/17/hello", "/blog/2019/04/17/hello/"),
        ("//example.org/blog/2019/04/17/hello/", "/blog/2019/04/17/hello/"),
        ("/blog/2019/04/17/hello/", "/blog/2019/04/17/hello/"),
        ("https://EXAMPLE.org/blog/2019/04/17/Hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/17/%E5%86%AC/", "/blog/2019/04/17/冬/"),
        ("https://example.org/blog/2019/04/17/冬/", "/blog/2019/04/17/冬/"),
        # anchors
        ("https://example.org/blog/2019/04/17/hello/#more-1", "/blog/2019/04/17/hello/#more-1"),
        ("https://example.org/blog/?p=1#comment-5", "/blog/2019/04/17/hello/#comment-5"),
        # by id
        ("https://example.org/blog/?p=1", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/index.php?p=1", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/?page_id=3&preview=true", "/blog/about/team/"),
        ("https://example.org/blog/?post_type=book&p=8", "/blog/book/sea-room/"),
        ("https://example.org/blog/?p=4", "/blog/rope/"),
        ("https://example.org/blog/?attachment_id=9", "https://example.org/blog/wp-content/uploads/photo.jpg"),
        ("https://example.org/blog/archives/1", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/1.html", "/blog/2019/04/17/hello/"),
        # by name in a query
        ("https://example.org/blog/?name=hello", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/?pagename=about/team", "/blog/about/team/"),
        ("https://example.org/blog/?book=sea-room", "/blog/book/sea-room/"),
        # queries that mean nothing to a static site
        ("https://example.org/blog/2019/04/17/hello/?replytocom=3#respond", "/blog/2019/04/17/hello/#respond"),
        ("https://example.org/blog/2019/04/17/hello/?utm_source=x", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/?utm_source=x", "/blog/"),
        # queries that a script of the page may read
        ("https://example.org/blog/about/team/?purpose=join&utm_source=x#f", "/blog/about/team/?purpose=join#f"),
        ("https://example.org/blog/team/?to=a%20b&preview=true&x", "/blog/about/team/?to=a%20b"),
        # former slugs
        ("https://example.org/blog/2019/04/17/hi/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/hi/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/17/fr%C3%BCher/", "/blog/2019/04/17/hello/"),
        # other permalink structures
        ("https://example.org/blog/hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/index.php/2019/04/17/hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/17/hello.html", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/life/sea/hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/mara-l/hello/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/team/", "/blog/about/team/"),
        ("https://example.org/blog/2018/02/twice/", "/blog/2018/02/02/twice/"),
        # parts of pages
        ("https://example.org/blog/2019/04/17/hello/2/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/17/hello/comment-page-1/#comments", "/blog/2019/04/17/hello/#comments"),
        ("https://example.org/blog/2019/04/17/hello/feed/", "/blog/2019/04/17/hello/"),
        ("https://example.org/blog/2019/04/17/hello/amp/", "/blog/2019/04/17/hello/"),
        # attachments
        ("https://example.org/blog/2019/04/17/hello/photo/", "https://example.org/blog/wp-content/uploads/photo.jpg"),
        # lists
        ("https://example.org/blog/category/life/sea/", "/blog/category/life/sea/"),
        ("https://example.org/blog/category/sea/page/2/", "/blog/category/life/sea/"),
        ("https://example.org/blog/tag/%E6%97%A5%E6%9C%AC", "/blog/tag/日本/"),
        ("https://example.org/blog/genre/essay/", "/blog/genre/essay/"),
        ("https://example.org/blog/?cat=3", "/blog/category/life/sea/"),
        ("https://example.org/blog/?tag=日本", "/blog/tag/日本/"),
        ("https://example.org/blog/?genre=essay", "/blog/genre/essay/"),
        ("https://example.org/blog/author/mara-l/", "/blog/author/mara-l/"),
        ("https://example.org/blog/?author=7", "/blog/author/mara-l/"),
        ("https://example.org/blog/2019/", "/blog/posts/#2019"),
        ("https://example.org/blog/2019/04/17/", "/blog/posts/#2019-04"),
        ("https://example.org/blog/?m=201904", "/blog/posts/#2019-04"),
        # the blog and its feeds
        ("https://example.org/blog", "/blog/"),
        ("https://example.org/blog/#top", "/blog/#top"),
        ("https://example.org/blog/page/3/", "/blog/"),
        ("https://example.org/blog/feed/", "/blog/index.xml"),
        ("https://example.org/blog/?feed=rss2", "/blog/index.xml"),
        ("https://example.org/blog/feed/atom/", "/blog/index.xml"),
        ("https://example.org/blog/wp-rss2.php", "/blog/index.xml"),
        ("https://example.org/blog/category/sea/feed/", "/blog/category/life/sea/index.xml"),
    ],
)
def test_a_link_leads_to_where_the_thing_is_now(old: str, new: str) -> None:
    assert links().link(old) == new


DEAD = [
    "https://example.org/blog/?p=99",
    "https://example.org/blog/?p=6",
    "https://example.org/blog/home/x/",
    "https://example.org/blog/2019/05/hello/",
    "https://example.org/blog/elsewhere/hello/",
    "https://example.org/blog/twice/",
    "https://example.org/blog/category/none/",
    "https://example.org/blog/author/nobody/",
    "https://example.org/blog/2019/13/",
    "https://example.org/blog/?s=word",
    "https://example.org/blog/comments/feed/",
    "https://example.org/blog/wp-login.php",
    "https://example.org/blog/" + "feed/" * 5000,
    "https://example.org/blog/" + "9" * 5000 + "/",
]


@pytest.mark.parametrize("url", DEAD)
def test_a_link_to_nothing_that_readers_could_see_stays_and_is_reported(url: str) -> None:
    problems: list[Problem] = []
    link = links().reporting(problems.append)
    assert link(url) == url
    assert link(url) == url
    assert [problem.code for problem in problems] == ["link-leads-nowhere"]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PUBLISHED])
@pytest.mark.parametrize(
    "url", ["https://example.org/blog/shy/", "/blog/shy?x=1#end", "https://example.org/blog/?p=20"]
)
def test_a_link_to_a_post_that_readers_do_not_see_is_reported_whatever_hides_it(status: Status, url: str) -> None:
    problems: list[Problem] = []
    shy = Entry(key="20", id=20, slug="shy", url="https://example.org/blog/shy/", status=status)
    link = links("https://example.org/blog", shy).reporting(problems.append)
    assert link(url) == link(url)
    said = "hidden" if status is Status.OTHER else status.value
    assert [(problem.code, problem.as_dict()["state"]) for problem in problems] == [("link-to-hidden-post", said)]


def test_a_link_to_a_protected_post_is_reported() -> None:
    problems: list[Problem] = []
    shy = Entry(key="20", id=20, slug="shy", url="https://example.org/blog/shy/", protected=True)
    links("https://example.org/blog", shy).reporting(problems.append)("https://example.org/blog/shy/")
    assert [problem.as_dict()["state"] for problem in problems] == ["protected"]


def test_a_link_to_a_public_post_is_not_reported() -> None:
    problems: list[Problem] = []
    links().reporting(problems.append)("https://example.org/blog/2019/04/17/hello/")
    assert problems == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/hello/",
        "https://example.org/",
        "https://elsewhere.example/blog/2019/04/17/hello/",
        "ftp://example.org/blog/about/",
        "mailto:me@example.org",
        "about/",
        "#here",
        "http://[",
        "",
        "https://example.org/blog/wp-content/uploads/2019/04/a.jpg",
        "https://example.org/blog/brochure.pdf",
    ],
)
def test_what_is_not_a_page_of_the_blog_stays_and_is_not_reported(url: str) -> None:
    problems: list[Problem] = []
    assert links().reporting(problems.append)(url) == url
    assert problems == []


def test_a_blog_without_address_links_nothing() -> None:
    assert links("").link("https://example.org/2019/04/17/hello/") == "https://example.org/2019/04/17/hello/"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("https://münchen.example", "http://www.xn--mnchen-3ya.example"),
        ("https://xn--mnchen-3ya.example", "//MÜNCHEN.example:443"),
    ],
)
def test_a_host_of_other_letters_is_the_same_in_punycode(here: str, there: str) -> None:
    assert links(here).link(f"{there}/about/") == "/about/"


def test_a_blog_at_the_root_of_its_host_has_no_folder_in_its_links() -> None:
    assert links("https://example.org").link("https://example.org/?p=1") == "/2019/04/17/hello/"


def test_jekyll_has_one_feed_and_one_archive() -> None:
    link = jekyll_content_of(blog()).links.link
    assert link("https://example.org/blog/tag/日本/feed/") == "/blog/feed.xml"
    assert link("https://example.org/blog/2019/04/") == "/blog/archive/#2019-04"


def test_a_link_follows_what_had_to_move() -> None:
    taken = Entry(key="20", id=20, slug="hello", url="https://example.org/blog/2019/04/17/HELLO/", date=DAY)
    assert links("https://example.org/blog", taken).link("https://example.org/blog/?p=20").endswith("/HELLO-20/")


@given(st.text(max_size=40))
def test_no_address_whatever_stops_the_work(text: str) -> None:
    for url in (text, f"https://example.org/blog/{text}", f"https://example.org/blog/?{text}"):
        links().reporting(lambda problem: None)(url)
