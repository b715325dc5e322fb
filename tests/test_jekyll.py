"""Posts become a Jekyll site that the real Jekyll builds without a word."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import frontmatter
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from converters.pipeline import convert
from converters.post import Author, Comment, Entry, Media, MenuItem, Post, Site, Status, Term
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests.blogs import entry_of
from tests.jekyll_site import BuiltSite, build
from writers.jekyll import JekyllWriter
from writers.page import Page

URL = "https://blog.example"
SUMMER = timezone(timedelta(hours=2))
NOON = datetime(2020, 1, 2, 12, 0, 0, tzinfo=SUMMER)
POST = Post(
    key="1",
    id=1,
    slug="hello",
    title="Hello",
    url=f"{URL}/2020/01/02/hello/",
    date=NOON,
    author="mara",
    guid=f"{URL}/?p=1",
    html="<p>Good morning.</p>",
)
HOSTILE = [
    "He said \"no\" \\ and 'yes'",
    ":symbol",
    "a: b: c",
    "😀",
    "bell\x07, \ufffe and \x7f",
    "null",
    "2020-01-02",
    "1e3",
    "{{ site.title }} {% raw %} {% nothing %}",
    "!!set",
    "---",
    "- a # b",
    "\u2028line\x85ends",
    "<b>bold</b> & <script>alert(1)</script>",
    "&lt;i&gt;",
    "",
]


SMALL_BLOG = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog"


def site_of(posts: Iterable[Post], **about: object) -> Site:
    posts = tuple(posts)
    terms = {(term.taxonomy, term.slug): term for post in posts for term in post.terms}
    given: dict[str, Any] = {
        "title": "Tea & Tides",
        "url": URL,
        "language": "en-GB",
        "terms": tuple(terms.values()),
        **about,
    }
    return Site(entries=tuple(map(entry_of, posts)), **given)


def rendered(post: Post, *others: Post, **about: object) -> tuple[Page, list[Problem]]:
    problems: list[Problem] = []
    return JekyllWriter().render(post, site_of((post, *others), **about), problems.append), problems


def fields_of(post: Post, *others: Post, **about: object) -> dict[str, Any]:
    return frontmatter.loads(rendered(post, *others, **about)[0].text).metadata


def write(
    folder: Path, *posts: Post, writer: JekyllWriter | None = None, **about: object
) -> tuple[list[str], list[Problem]]:
    writer = writer or JekyllWriter()
    site = site_of(posts, **about)
    problems: list[Problem] = []
    pages = [writer.render(post, site, problems.append) for post in posts]
    return [each.path for each in writer.write(pages, site, folder, problems.append)], problems


def only(page: LexborHTMLParser, selector: str) -> LexborNode:
    [found] = page.css(selector)
    return found


def term(slug: str, taxonomy: str = "post_tag", name: str = "", parent: str = "", description: str = "") -> Term:
    return Term(taxonomy=taxonomy, slug=slug, name=name or slug, parent=parent, description=description)


def test_post_is_named_by_its_own_day_and_keeps_its_address() -> None:
    page, problems = rendered(replace(POST, date=datetime(2019, 12, 31, 23, 30, tzinfo=SUMMER)))
    fields = frontmatter.loads(page.text).metadata
    assert str(page.path) == "_posts/2019-12-31-hello.md"
    assert (fields["date"], fields["permalink"]) == ("2019-12-31 23:30:00 +0200", "/2020/01/02/hello/")
    assert (fields["layout"], fields["render_with_liquid"], problems) == ("post", False, [])


@pytest.mark.parametrize("title", HOSTILE)
def test_title_arrives_as_it_is_but_for_what_no_feed_can_hold(title: str) -> None:
    assert fields_of(replace(POST, title=title))["title"] == re.sub("[\x00-\x08\x7f\ufffe]", "", title)


@pytest.mark.parametrize(
    ("post", "path", "published"),
    [
        (replace(POST, status=Status.DRAFT, floating=True), "_drafts/hello.md", None),
        (replace(POST, status=Status.PRIVATE), "_drafts/hello.md", False),
        (replace(POST, status=Status.PENDING), "_drafts/hello.md", False),
        (replace(POST, protected=True), "_drafts/hello.md", False),
        (replace(POST, status=Status.SCHEDULED), "_posts/2020-01-02-hello.md", None),
        (replace(POST, kind="page", status=Status.DRAFT), "pages/2020/01/02/hello.md", False),
        (replace(POST, kind="page", status=Status.SCHEDULED), "pages/2020/01/02/hello.md", False),
        (replace(POST, kind="book", status=Status.PRIVATE), "_book/hello.md", False),
    ],
)
def test_only_what_strangers_may_read_stands_where_jekyll_shows_it(
    post: Post, path: str, published: bool | None
) -> None:
    page, _ = rendered(post)
    assert (str(page.path), frontmatter.loads(page.text).metadata.get("published")) == (path, published)


def test_scheduled_page_is_hidden_and_reported_for_jekyll_would_show_it_at_once() -> None:
    _, problems = rendered(replace(POST, kind="page", status=Status.SCHEDULED))
    assert [problem.code for problem in problems] == ["scheduled-page"]


def test_draft_without_a_day_of_its_own_has_no_date() -> None:
    fields = fields_of(replace(POST, status=Status.DRAFT, floating=True, modified=NOON))
    assert "date" not in fields
    assert fields["last_modified_at"] == "2020-01-02 12:00:00 +0200"


def test_published_post_without_a_date_gets_a_valid_one_and_a_problem() -> None:
    page, problems = rendered(replace(POST, date=None))
    assert str(page.path) == "_posts/1970-01-01-hello.md"
    assert frontmatter.loads(page.text)["date"] == "1970-01-01 00:00:00 +0000"
    assert [problem.code for problem in problems] == ["undated"]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01 00:00:00 +0000"),
        (datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), "9999-12-31 23:59:59 +0000"),
        (datetime(1880, 1, 1, tzinfo=timezone(timedelta(seconds=3208))), "1879-12-31 23:59:32 +0053"),
        (datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=-9, minutes=-30))), "2020-01-01 00:00:00 -0930"),
    ],
)
def test_date_of_any_age_has_the_one_form_that_jekyll_reads(date: datetime, written: str) -> None:
    assert fields_of(replace(POST, date=date))["date"] == written


def test_blog_without_menus_lists_its_pages_by_title(tmp_path: Path) -> None:
    titles = ("Zebras", "about", "Boats")
    pages = [
        replace(POST, key=title, id=n, kind="page", title=title, slug=title.lower(), url=f"https://blog.example/{n}/")
        for n, title in enumerate(titles, 1)
    ]
    write(tmp_path, *pages)
    [menu] = json.loads((tmp_path / "_data" / "menus.json").read_text(encoding="utf-8"))
    assert [line["title"] for line in menu["items"]] == ["about", "Boats", "Zebras"]


def test_pages_stand_in_their_hierarchy_as_plain_pages() -> None:
    page, _ = rendered(replace(POST, kind="page", url=f"{URL}/about/team/", slug="team"))
    fields = frontmatter.loads(page.text).metadata
    assert (str(page.path), fields["layout"], fields["permalink"]) == ("pages/about/team.md", "page", "/about/team/")


@pytest.mark.parametrize("kind", ["data", "time", "title", "posts", "日本", "..", "categories"])
def test_kind_never_becomes_a_collection_that_hides_something_of_the_site(kind: str) -> None:
    page, _ = rendered(replace(POST, kind=kind))
    label = page.path.parts[0]
    assert re.fullmatch(r"_[a-z0-9_-]+", label)
    assert label not in ("_data", "_time", "_title", "_posts", "_categories")


def test_name_that_looks_dated_does_not_give_a_draft_a_false_date() -> None:
    page, _ = rendered(replace(POST, status=Status.DRAFT, url="", slug="2020-99-99-x"))
    assert str(page.path) == "_drafts/post-2020-99-99-x.md"


def test_two_posts_with_one_slug_get_two_files_and_two_addresses() -> None:
    twin = replace(POST, key="2", id=2)
    (first, _), (second, problems) = rendered(POST, twin), rendered(twin, POST)
    pages = [JekyllWriter().render(post, site_of((POST, twin)), list[Problem]().append) for post in (POST, twin)]
    assert len({page.path for page in pages}) == 2
    assert len({frontmatter.loads(page.text)["permalink"] for page in pages}) == 2
    assert problems or first != second


def test_address_has_nothing_that_jekyll_would_read() -> None:
    for path in ("/2020/10:30/", "/a%25b/", "/:title/", "/a..b/", "/v1.2/", "/x/:year"):
        permalink = str(fields_of(replace(POST, url=URL + path))["permalink"])
        assert not re.search(r"[:%?#]|\.\.|\./", permalink)


def test_former_slugs_lead_to_the_post() -> None:
    fields = fields_of(replace(POST, old_slugs=("hi", "10:30", "..", "hello")))
    assert fields["redirect_from"] == ["/2020/01/02/hi/", "/2020/01/02/10-30/"]


def test_terms_stand_by_slug_and_authors_by_their_address() -> None:
    terms = (term("c-plus-plus", name="C++"), term("life", "category", "Life & Weather"), term("essay", "genre"))
    fields = fields_of(replace(POST, terms=terms), authors=(Author(login="mara", name="Mara Lindqvist"),))
    assert (fields["tags"], fields["categories"], fields["genre"]) == (["c-plus-plus"], ["life"], ["essay"])
    assert (fields["author"], fields["authors"]) == ("mara", ["mara"])


def test_sticky_image_summary_and_custom_fields_have_their_places() -> None:
    post = replace(
        POST,
        sticky=True,
        excerpt="A <b>short</b> &amp; sweet",
        image=Media(url=f"{URL}/x.png", alt='An "x"', width=3, height=2),
        meta=(("mood", "fine"), ("_edit_lock", "1"), ("_yoast_wpseo_metadesc", "For <engines>")),
    )
    fields = fields_of(post)
    assert (fields["sticky"], fields["pin"]) == (True, True)
    assert (fields["excerpt"], fields["description"]) == ("A short &amp; sweet", "For <engines>")
    assert fields["image"] == {"path": f"{URL}/x.png", "alt": 'An "x"', "width": 3, "height": 2}
    assert fields["wordpress"]["postmeta"]["mood"] == "fine"


def test_comments_are_data_without_e_mail_and_address() -> None:
    comments = (
        Comment(id=1, author="Ann", email="ann@else.example", ip="192.0.2.1", html="<p>\u2028Hi\x85</p>"),
        Comment(id=2, author="Spam", approved="spam", html="<p>buy</p>"),
    )
    page, _ = rendered(replace(POST, comments=comments))
    [(path, data)] = page.data
    text = data.decode()
    assert str(path) == "_data/comments/1.json"
    assert yaml.safe_load(text) == json.loads(text)  # Jekyll reads JSON as YAML
    assert [comment["author"] for comment in json.loads(text)] == ["Ann"]
    assert not re.search("ann@|192\\.0|buy", page.text + text)


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    post = replace(POST, old_slugs=("hi", "ho"), terms=(term("a"), term("b", "category")))
    write(tmp_path, post)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    write(tmp_path, post)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_existing_site_gets_content_alone_and_is_told_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Mine\n")
    (tmp_path / "index.html").write_text("mine")
    _, problems = write(tmp_path, POST, replace(POST, key="2", id=2, kind="book", url=f"{URL}/book/x/"))
    assert (tmp_path / "_config.yml").read_text() == "title: Mine\n"
    assert (tmp_path / "index.html").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".portpress.json", "_book", "_config.yml", "_data", "_posts", "index.html",
    ]  # fmt: skip
    [kept] = problems
    assert kept.code == "site-kept"
    assert "collections: {book: {output: true}}" in kept.sentence


def test_configuration_and_layouts_changed_by_hand_stay(tmp_path: Path) -> None:
    write(tmp_path, POST)
    (tmp_path / "_layouts" / "post.html").write_text("mine")
    write(tmp_path, POST)
    assert (tmp_path / "_layouts" / "post.html").read_text() == "mine"
    (tmp_path / "_config.yml").write_text("title: Mine\n")
    _, problems = write(tmp_path, POST)
    assert (tmp_path / "_config.yml").read_text() == "title: Mine\n"
    assert [problem.code for problem in problems] == ["site-kept"]


def test_post_changed_by_hand_stays_unless_forced(tmp_path: Path) -> None:
    [path], _ = write(tmp_path, POST)
    (tmp_path / path).write_text("mine")
    written, problems = write(tmp_path, replace(POST, html="<p>New.</p>"))
    assert (written, [problem.code for problem in problems]) == ([], ["file-kept"])
    assert (tmp_path / path).read_text() == "mine"
    assert write(tmp_path, POST, writer=JekyllWriter(force=True))[0] == [path]


@pytest.mark.parametrize("title", HOSTILE)
def test_configuration_is_yaml_whatever_the_blog_is_called(tmp_path: Path, title: str) -> None:
    write(tmp_path, POST, title=title, description=title, language=title, timezone=title)
    config = yaml.safe_load((tmp_path / "_config.yml").read_text())
    assert config["title"] == re.sub("[\x00-\x08\x7f\ufffe]", "", title)
    assert (config["lang"], config["timezone"], config["strict_front_matter"]) == ("en", "Etc/GMT-2", True)


@pytest.mark.parametrize(
    ("address", "url", "base"),
    [
        (URL, URL, ""),
        (f"{URL}/blog", URL, "/blog"),
        ("http://localhost:8080/a/b/", "http://localhost:8080", "/a/b"),
        ("", "", ""),
        ("http://[", "", ""),
        ("javascript:alert(1)", "", ""),
    ],
)
def test_address_of_the_blog_is_split_as_jekyll_wants_it(tmp_path: Path, address: str, url: str, base: str) -> None:
    write(tmp_path, replace(POST, url=""), url=address)
    config = yaml.safe_load((tmp_path / "_config.yml").read_text())
    assert (config["url"], config["baseurl"]) == (url, base)


@pytest.fixture
def small_blog(tmp_path: Path) -> Path:
    ledger = convert(SMALL_BLOG / "export.xml", tmp_path / "blog", reader=WxrReader(), writer=JekyllWriter())
    assert ledger.balances
    return tmp_path / "blog"


def test_small_blog_becomes_the_expected_content(small_blog: Path, expect: Callable[[Path, str], None]) -> None:
    folders = ("_posts", "_drafts", "_book", "_data", "pages", "terms", "redirects", "_config.yml")
    written = {
        file.relative_to(small_blog): file.read_text(encoding="utf-8")
        for folder in folders
        for file in ([small_blog / folder] if (small_blog / folder).is_file() else (small_blog / folder).rglob("*"))
        if file.is_file()
    }
    golden = SMALL_BLOG / "jekyll"
    for path, text in sorted(written.items()):
        expect(golden / path, text)
    assert {file.relative_to(golden) for file in golden.rglob("*") if file.is_file()} == set(written)


# What follows builds with the real Jekyll.


@pytest.mark.jekyll
def test_small_blog_builds_with_a_page_for_every_post(small_blog: Path) -> None:
    folders = ("_posts", "_drafts", "_book", "pages")
    files = [file for folder in folders for file in (small_blog / folder).rglob("*.md")]
    metadata: list[dict[str, Any]] = [frontmatter.load(str(file)).metadata for file in files]
    keys = {fields["wordpress"]["key"] for fields in metadata}
    assert keys and keys == set(build(small_blog).pages)


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A blog with something of everything, built as strictly as Jekyll can."""
    terms = (
        term("life", "category", "Life & <Weather>", description="All that <em>happens</em>."),
        term("harbour", "category", "Harbour", parent="life"),
        term("c-plus-plus", name="C++"),
        term("日本"),
        term("essay", "genre", "Essay"),
    )
    comments = (
        Comment(id=7, author="Ann & Co", url="https://ann.example", date=NOON, html="<p>First!</p>"),
        Comment(id=8, parent=7, author="Bob", html="<p>Second {{ site.title }}</p>", email="bob@else.example"),
        Comment(id=9, html="<p>Third</p>"),
    )
    posts = (
        replace(POST, terms=terms, comments=comments, old_slugs=("hi",), modified=NOON + timedelta(days=9)),
        replace(POST, key="2", id=2, slug="later", title="Later", url=f"{URL}/2020/02/03/later/", sticky=True,
                date=NOON + timedelta(days=32), html='<p>Go <a href="https://blog.example/about/">there</a>.</p>'),
        replace(POST, key="3", id=3, kind="page", slug="about", title="About", url=f"{URL}/about/"),
        replace(POST, key="4", id=4, kind="page", slug="team", parent=3, title="Team", url=f"{URL}/about/team/"),
        replace(POST, key="5", id=5, kind="book", slug="whale", title="The Whale", url=f"{URL}/book/whale/",
                terms=terms[4:]),
        replace(POST, key="6", id=6, status=Status.DRAFT, floating=True, slug="", title="Half", url=f"{URL}/?p=6"),
        replace(POST, key="7", id=7, status=Status.SCHEDULED, title="Soon", slug="soon", url=f"{URL}/?p=7",
                date=datetime(2999, 1, 1, tzinfo=UTC)),
        replace(POST, key="8", id=8, title="Old page", slug="807", url=f"{URL}/2007/10/16/807.html"),
        replace(POST, key="9", id=9, title="", slug="日本", url=f"{URL}/%e6%97%a5%e6%9c%ac/"),
    )  # fmt: skip
    menus = (
        MenuItem(menu="social", id=1, title="Elsewhere", url="https://else.example/"),
        MenuItem(menu="main", id=2, title="About", url=f"{URL}/about/"),
        MenuItem(menu="main", id=3, parent=2, title="The <team>", url=f"{URL}/about/team/"),
        MenuItem(menu="main", id=4, title="Home", url=f"{URL}/"),
    )
    folder = tmp_path_factory.mktemp("jekyll") / "blog"
    paths, problems = write(
        folder, *posts, menus=menus, authors=(Author(login="mara", name="Mara Lindqvist", email="m@blog.example"),),
        description="Notes", timezone="Europe/Madrid",
    )  # fmt: skip
    assert (len(paths), problems) == (len(posts), [])
    built = build(folder)
    assert set(built.pages) == {post.key for post in posts}
    return built


@pytest.mark.jekyll
def test_every_post_is_built_at_its_old_address(blog: BuiltSite) -> None:
    assert {key: blog.paths[key] for key in ("1", "3", "4", "5", "8", "9")} == {
        "1": "2020/01/02/hello/index.html",
        "3": "about/index.html",
        "4": "about/team/index.html",
        "5": "book/whale/index.html",
        "8": "2007/10/16/807.html",
        "9": "日本/index.html",
    }


@pytest.mark.jekyll
def test_former_address_leads_to_the_post(blog: BuiltSite) -> None:
    assert 'content="0; url=/2020/01/02/hello/"' in blog.text("2020/01/02/hi/index.html")


@pytest.mark.jekyll
def test_the_archive_has_an_anchor_for_each_year_and_month(blog: BuiltSite) -> None:
    assert {"2020", "2020-01"} <= set(re.findall(r' id="(\d{4}(?:-\d\d)?)"', blog.text("archive/index.html")))


@pytest.mark.jekyll
def test_links_of_the_body_and_of_menus_stay_in_the_site(blog: BuiltSite) -> None:
    page = blog.pages["2"]
    assert [link.attributes["href"] for link in page.css("article .body a")] == ["/about/"]
    menu = only(page, "header.site nav")
    assert [link.text() for link in menu.css("ul > li > ul > li > a")] == ["The <team>"]
    assert [link.attributes["href"] for link in menu.css("a")] == ["/about/", "/about/team/", "/"]
    assert only(page, "footer nav a").text() == "Elsewhere"


@pytest.mark.jekyll
def test_terms_have_their_pages_at_their_old_addresses(blog: BuiltSite) -> None:
    assert "Hello" in blog.text("category/life/harbour/index.html")
    life = blog.text("category/life/index.html")
    assert "<h1>Life &amp; &lt;Weather&gt;</h1>" in life
    assert "<em>happens</em>" in life
    assert 'href="/category/life/harbour/"' in life
    assert "Hello" in blog.text("tag/日本/index.html")
    assert "The Whale" in blog.text("genre/essay/index.html")
    assert "Hello" in blog.text("author/mara/index.html")
    assert 'href="/tag/c-plus-plus/"' in blog.text("tags/index.html")


@pytest.mark.jekyll
def test_comments_are_shown_in_threads_and_mean_nothing_to_liquid(blog: BuiltSite) -> None:
    comments = only(blog.pages["1"], ".comments")
    assert [each.text(strip=True) for each in comments.css(".comment .body")] == [
        "First!", "Second {{ site.title }}", "Third",
    ]  # fmt: skip
    assert [each.attributes["id"] for each in comments.css("ol ol .comment")] == ["comment-8"]
    assert [each.text() for each in comments.css("header b")] == ["Ann & Co", "Bob", "Anonymous"]


@pytest.mark.jekyll
def test_feed_is_well_formed_and_keeps_the_old_identifiers(blog: BuiltSite) -> None:
    channel = ElementTree.fromstring(blog.text("feed.xml"))[0]
    items = {item.findtext("title"): item for item in channel.iter("item")}
    assert items["Hello"].findtext("guid") == f"{URL}/?p=1"
    assert items["Hello"].findtext("link") == f"{URL}/2020/01/02/hello/"
    body = items["Later"].findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert 'href="https://blog.example/about/"' in str(body)
    assert [each.text for each in items["Hello"].iter("category")][:2] == ["Life & <Weather>", "Harbour"]


@pytest.mark.jekyll
def test_home_shows_sticky_posts_first_and_the_archive_all(blog: BuiltSite) -> None:
    home = blog.text("index.html")
    assert home.index("Later") < home.index("Soon") < home.index("Hello")
    archive = blog.text("archive/index.html")
    assert all(title in archive for title in ("Hello", "Later", "Untitled", "The Whale"))


@pytest.mark.jekyll
def test_nobody_is_shown_with_an_e_mail_address(blog: BuiltSite) -> None:
    for file in blog.folder.rglob("*"):
        assert not (file.is_file() and re.search(rb"(?:bob|m)@", file.read_bytes()))


@pytest.mark.jekyll
def test_ordinary_build_shows_published_posts_alone(tmp_path: Path) -> None:
    shown = replace(POST, slug="shown", url=f"{URL}/shown/")
    differences: list[dict[str, Any]] = [
        {"status": status, "kind": kind}
        for status in (Status.DRAFT, Status.PRIVATE, Status.PENDING, Status.TRASHED)
        for kind in ("post", "page", "book")
    ]
    differences += [
        {"protected": True},
        {"protected": True, "kind": "page"},
        {"status": Status.SCHEDULED, "kind": "page", "date": datetime(2999, 1, 1, tzinfo=UTC)},
    ]
    hidden = [
        replace(POST, key=f"h{number}", id=100 + number, slug=f"h{number}", url="", **different)
        for number, different in enumerate(differences)
    ]
    write(tmp_path / "site", shown, *hidden)
    assert set(build(tmp_path / "site", strictly=("--strict_front_matter",)).pages) == {"1"}


@pytest.mark.jekyll
def test_hostile_names_build_and_every_post_has_its_page(tmp_path: Path) -> None:
    slugs = [
        "index", "_x", "10:30", "a.b", "日" * 100, "😀", ".hidden", "a..b", "~", "x~", "#y", "404", "feed.xml",
        "null", "1e3", "08", "{{ x }}", "{% x %}", "a'b", 'a"b', "a\\b", "a/b", "%e4", "vendor", "node_modules",
        "Gemfile", "CON", "2020-99-99-z", "hello.html", "style.css", "archive", "tags", "category", "page", "a+b",
        "a=b", "a@b", "(a)", "a,b;c", "ﬀ", "é", "e\u0301", "\u202e", "assets", "a b", "-", "..", "index.html", "café~1",
        "$x", "a!b", "a&b",
    ]  # fmt: skip
    words = [
        "..",
        "😀",
        "C++",
        "!!set",
        "null",
        "a/b",
        ":sym",
        "{{ x }}",
        "index",
        "日本",
        "C#",
        "C",
        "c",
        "1e3",
        "true",
    ]
    posts: list[Post] = []
    for kind in ("post", "page", "data"):
        for number, slug in enumerate(slugs):
            key = f"{kind}-{number}"
            title = HOSTILE[number % len(HOSTILE)]
            posts.append(
                replace(
                    POST,
                    key=key,
                    id=len(posts) + 1,
                    kind=kind,
                    slug=slug,
                    title=title,
                    url=f"{URL}/{slug}/" if number % 2 else "",
                    date=NOON + timedelta(days=number),
                    author=words[number % len(words)],
                    terms=tuple(
                        term(words[(number + step) % len(words)], taxonomy)
                        for step, taxonomy in enumerate(("category", "post_tag", "time", "data", "日本"))
                    ),
                    excerpt=title,
                    meta=((title or "x", title), (slug, slug)),
                    html="<p>{{ x }} {% y %} {{&lt; z &gt;}}</p>",
                    comments=(Comment(id=1, author=title, html=f"<p>{slug}</p>"),),
                    status=Status.DRAFT if number % 7 == 3 else Status.PUBLISHED,
                )
            )
    posts.append(replace(posts[1], key="twin", id=9999))
    authors = tuple(Author(login=word, name=word) for word in words)
    paths, _ = write(tmp_path / "site", *posts, title=HOSTILE[0], description=HOSTILE[8], authors=authors)
    assert len(paths) == len(posts)
    built = build(tmp_path / "site")
    assert set(built.pages) == {post.key for post in posts}
    ElementTree.fromstring(built.text("feed.xml"))
    for post in posts:
        page = built.pages[post.key]
        permalink = frontmatter.load(str(tmp_path / "site" / paths[posts.index(post)]))["permalink"]
        assert f"/{built.paths[post.key].removesuffix('index.html')}" == permalink
        assert "{{ x }} {% y %} {{< z >}}" in only(page, "article.whole > .body").text()


@pytest.mark.jekyll
def test_blog_in_a_folder_links_below_it(tmp_path: Path) -> None:
    about = replace(POST, key="2", id=2, kind="page", slug="about", title="About", url="https://b.example/blog/about/")
    body = '<p><a href="https://b.example/blog/about/">x</a></p>'
    post = replace(POST, url="https://b.example/blog/hello/", html=body)
    write(tmp_path / "site", post, about, url="https://b.example/blog")
    built = build(tmp_path / "site")
    hrefs = {link.attributes["href"] for link in built.pages["1"].css("body a[href]")} - {"#content"}
    assert hrefs and all(str(href).startswith("/blog/") for href in hrefs)
    assert built.paths["1"] == "hello/index.html"


@pytest.mark.jekyll
def test_site_without_posts_builds(tmp_path: Path) -> None:
    write(tmp_path / "site", replace(POST, kind="page"))
    assert set(build(tmp_path / "site").pages) == {"1"}
    shutil.rmtree(tmp_path / "site")
    write(tmp_path / "site", title="", description="", url="", language="")
    assert "Nothing here yet" in build(tmp_path / "site").text("index.html")


def test_entries_are_all_that_the_plan_needs() -> None:
    entries = (Entry(key="a", kind="book", slug="x"), Entry(key="b", kind="book", slug="x"))
    site = Site(url=URL, entries=entries)
    pages = [
        JekyllWriter().render(Post(key=each.key, kind="book", slug="x"), site, list[Problem]().append)
        for each in entries
    ]
    assert len({page.path for page in pages}) == 2


def test_comments_that_readers_did_not_see_are_counted() -> None:
    comments = tuple(Comment(id=n, approved=word, html="<p>x</p>") for n, word in enumerate(["1", "0", "spam"], 1))
    _, problems = rendered(replace(POST, comments=comments))
    assert ["left out (2 of them)" in str(problem) for problem in problems if problem.code == "hidden-comments"] == [
        True
    ]
    assert "hidden-comments" not in {problem.code for problem in rendered(replace(POST, comments=comments[:1]))[1]}
