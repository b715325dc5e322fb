"""The Hugo writer, judged by the real Hugo: what is in a site besides the place of its pages."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import unquote

import pytest

from converters.pipeline import convert
from converters.post import Author, Comment, Media, MenuItem, Status, Term
from converters.problem import Severity
from converters.wordpress.wxr import WxrReader
from tests.hugo_blog import (
    HOSTILE_SLUGS,
    HOSTILE_TITLES,
    HUGOS,
    NOON,
    SMALL_BLOG,
    USUAL,
    every_file,
    fields_of,
    post,
    site_of,
    write,
)
from tests.hugo_site import build
from writers.hugo import HugoWriter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_every_term_has_a_page_with_its_name(folder: Path, hugo: Path) -> None:
    names = [*HOSTILE_SLUGS, "News", "NEWS", "news", "//", "?", "%", "C#", "日本語"]
    slugs = list(dict.fromkeys(names))
    terms = tuple(
        Term(taxonomy=taxonomy, slug=slug, name=f"The {number}th")
        for taxonomy in ("post_tag", "category", "genre", "author", "Title", "tags", "product_cat")
        for number, slug in enumerate(slugs)
    )
    posts = [post(1, terms=terms), post(2)]
    write(posts, folder, terms=terms)
    built = build(folder, hugo=hugo)
    links = {a.text(): a.attributes["href"] for a in built.pages["1"].css(".terms a")}
    assert len(built.pages["1"].css(".terms a")) == len(terms)
    assert set(links) == {f"The {number}th" for number in range(len(slugs))}
    files = [file.read_text(encoding="utf-8") for file in built.folder.rglob("*.html") if file.is_file()]
    pages = [text for text in files if re.search(r"<h1>The \d+th</h1>", text)]
    assert len(pages) == len(terms)


def test_nothing_is_public_that_was_not(folder: Path) -> None:
    tomorrow = datetime(2999, 1, 1, tzinfo=UTC)
    posts = [
        post(1),
        post(2, status=Status.DRAFT),
        post(3, status=Status.SCHEDULED, date=tomorrow),
        post(4, status=Status.PENDING),
        post(5, status=Status.PRIVATE),
        post(6, status=Status.TRASHED),
        post(7, status=Status.OTHER, status_word="wc-completed"),
        post(8, protected=True, password="hunter2"),
    ]
    write(posts, folder)
    assert build(folder, strictly=("--panicOnWarning", "--printPathWarnings", "--quiet")).pages.keys() == {"1"}
    assert "hunter2" not in "".join(every_file(folder).values())


def test_no_commenter_can_be_reached(folder: Path) -> None:
    comments = (
        Comment(
            id=1, author="Joe", email="joe@secret.example", ip="192.0.2.7", url="https://joe.example/", html="<p>a</p>"
        ),
        Comment(id=2, author="zoe@secret.example", email="zoe@secret.example", ip="192.0.2.8", html="<p>b</p>"),
        Comment(id=3, author="Spam", approved="spam", html="<p>buy</p>"),
        Comment(id=4, author="Eve", url="mailto:eve@secret.example", html="<p>c</p>", meta=(("ip", "192.0.2.9"),)),
        Comment(id=5, author="Mal", url="https://mal@secret.example/", html="<p>d</p>"),
    )
    write([post(1, comments=comments)], folder, authors=(Author(login="ann@secret.example"),))
    built = build(folder)
    for text in [*every_file(folder).values(), *every_file(built.folder).values()]:
        assert "@secret" not in text
        assert "192.0.2" not in text
        assert "<p>buy</p>" not in text
    assert [name.text() for name in built.pages["1"].css(".comment b")] == ["Joe", "zoe", "Eve", "Mal"]


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_comments_stand_below_those_they_answer(folder: Path, hugo: Path) -> None:
    comments = (
        Comment(id=1, author="a", html="<p>1</p>"),
        Comment(id=2, author="b", html="<p>2</p>"),
        Comment(id=3, parent=1, author="c", html="<p>3</p>", date=NOON),
        Comment(id=4, parent=99, author="d", html="<p>4</p>"),
        Comment(id=5, parent=6, author="e", html="<p>5</p>"),
        Comment(id=6, parent=5, author="f", html="<p>6</p>"),
        Comment(id=7, html="<p>7</p>"),
    )
    write([post(1, comments=comments)], folder)
    page = build(folder, hugo=hugo).pages["1"]
    assert [name.text() for name in page.css(".comments > ol > li > .comment b")] == ["a", "b", "d", "Anonymous", "e"]
    assert [name.text() for name in page.css(".comments li li > .comment b")] == ["c", "f"]


def test_a_thread_of_3000_replies_is_shown_whole(folder: Path) -> None:
    comments = tuple(Comment(id=n, parent=n - 1 or None, author=f"n{n}", html="<p>x</p>") for n in range(1, 3001))
    write([post(1, comments=comments)], folder)
    assert len(build(folder).pages["1"].css(".comment")) == 3000


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_menus_nest_and_lead_to_the_new_addresses(folder: Path, hugo: Path) -> None:
    posts = [post(1, kind="page", url="https://example.org/?page_id=1", slug="about", title="About")]
    menus = (
        MenuItem(menu="social", id=9, title="Elsewhere", url="https://social.example/@me"),
        MenuItem(menu="main", id=1, title="Home", url="https://example.org/"),
        MenuItem(menu="main", id=2, title="About", url="https://example.org/?page_id=1"),
        MenuItem(menu="main", id=3, title="News", url="https://example.org/category/news/", parent=2),
        MenuItem(menu="main", id=4, title="Bad", url="javascript:alert(1)"),
    )
    terms = (Term(taxonomy="nav_menu", slug="main", name="Main"), Term(taxonomy="category", slug="news", name="News"))
    write(posts, folder, menus=menus, terms=terms)
    page = build(folder, hugo=hugo).pages["1"]
    assert [(a.text(), a.attributes["href"]) for a in page.css("header.site nav a")] == [
        ("Home", "/"),
        ("About", "/about/"),
        ("News", "/category/news/"),
    ]
    assert len(page.css("header.site nav li li a")) == 1
    assert [span.text() for span in page.css("header.site nav span")] == ["Bad"]
    assert [link.text() for link in page.css("footer.site nav a")] == ["Elsewhere"]


MENU_ADDRESSES = [
    "/",
    "/#posts",
    "/2024/01/港の冬/",
    "/Mixed/Case/",
    "/2007/10/16/807.html",
    "/a+b~c(d)/",
    "/e'f!g*h[i]j,k;l$m/",
    "#top",
    "https://elsewhere.example/a%20b?c=d&e=f#g",
    "mailto:me@example.org",
    "relative/path/",
]


@pytest.mark.parametrize("base", ["", "/blog"])
@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_a_line_of_a_menu_leads_where_it_led_whatever_is_in_its_address(folder: Path, hugo: Path, base: str) -> None:
    own = [base + url if url.startswith("/") else url for url in MENU_ADDRESSES]
    menus = tuple(MenuItem(menu="main", id=n, title=f"“{n}”", url=url) for n, url in enumerate(own, 1))
    write([post(1)], folder, url=f"https://example.org{base}", menus=menus)
    page = build(folder, hugo=hugo).pages["1"]
    shown = [unquote(a.attributes["href"] or "") for a in page.css("header.site nav a")]
    assert shown == [unquote(url) for url in own]


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_the_list_of_all_posts_has_an_anchor_for_each_year_and_month(folder: Path, hugo: Path) -> None:
    dates = [datetime(2019, 4, 17, tzinfo=UTC), datetime(2019, 4, 2, tzinfo=UTC), datetime(2018, 12, 1, tzinfo=UTC)]
    write([post(n, date=date) for n, date in enumerate(dates, 1)], folder)
    built = build(folder, hugo=hugo)
    assert re.findall(r' id="?(\d{4}(?:-\d\d)?)\b', built.text("posts/index.html")) == [
        "2019",
        "2019-04",
        "2018",
        "2018-12",
    ]


def test_the_line_of_the_page_that_is_read_is_marked(folder: Path) -> None:
    menus = (MenuItem(menu="main", id=1, title="Post", url="https://example.org/post-1/"),)
    write([post(1), post(2)], folder, menus=menus)
    pages = build(folder).pages
    assert len(pages["1"].css("header.site nav a[aria-current=page]")) == 1
    assert not pages["2"].css("header.site nav a[aria-current=page]")


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_categories_keep_name_description_place_and_posts(folder: Path, hugo: Path) -> None:
    terms = (
        Term(
            taxonomy="category",
            slug="news",
            name="News & <Views>",
            description="<b>All</b> <i>news</b> <script>x</script>",
        ),
        Term(taxonomy="category", slug="local", name="Local", parent="news"),
        Term(taxonomy="category", slug="a", name="A circle", parent="b"),
        Term(taxonomy="category", slug="b", name="B circle", parent="a"),
        Term(taxonomy="category", slug="empty", name="Empty"),
    )
    write([post(1, terms=terms[1:2])], folder, terms=terms)
    built = build(folder, hugo=hugo)
    local = built.text("category/news/local/index.html")
    assert '<a href="/category/news/">News &amp; &lt;Views&gt;</a>' in local
    assert "Post 1" in local
    news = built.text("category/news/index.html")
    assert '<a href="/category/news/local/">Local</a>' in news
    assert "All" in news
    assert "Nothing here yet" in built.text("category/empty/index.html")


def test_sticky_posts_come_first_and_the_others_in_order(folder: Path) -> None:
    posts = [post(number, sticky=number == 2) for number in range(1, 5)]
    write(posts, folder)
    titles = re.findall(r'<h2><a href="[^"]+">([^<]+)', build(folder).text("index.html"))
    assert titles == ["Post 2", "Post 4", "Post 3", "Post 1"]


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_every_date_is_one_that_hugo_reads(folder: Path, hugo: Path) -> None:
    dates = [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1850, 5, 6, 7, 8, 9, 123456, tzinfo=timezone(timedelta(minutes=-14, seconds=-44))),
        datetime(1969, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        None,
    ]
    posts = [post(number, date=date, modified=date) for number, date in enumerate(dates, 1)]
    problems = write(posts, folder)
    assert build(folder, hugo=hugo).pages.keys() == {each.key for each in posts}
    assert [problem.code for problem in problems] == ["undated"]
    assert fields_of(folder, "content/posts/1850-*.md")["date"] == "1850-05-06T07:07:53-00:15"


def test_front_matter_says_what_there_is_to_say(folder: Path) -> None:
    terms = (
        Term(taxonomy="category", slug="news", name="News"),
        Term(taxonomy="post_tag", slug="c", name="C++"),
        Term(taxonomy="post_format", slug="post-format-aside", name="Aside"),
        Term(taxonomy="genre", slug="epic", name="Epic"),
    )
    meta = (
        ("mood", "happy"),
        ("track", "1"),
        ("track", "2"),
        ("Yes", "no"),
        ("_edit_lock", "1:1"),
        ("_plugin", "x"),
        ("api_key", "s3cret"),
        ("_yoast_wpseo_metadesc", "For search engines"),
    )
    full = post(
        7,
        modified=NOON + timedelta(days=1),
        terms=terms,
        meta=meta,
        guid="https://example.org/?p=7",
        excerpt="A <b>short</b> text\n\non two lines",
        image=Media(url="https://example.org/i.jpg", alt='An "image"', width=10, height=20, caption="<i>So</i>"),
        order=3,
        template="wide.php",
    )
    problems = write([full], folder, terms=terms)
    fields = fields_of(folder, "content/posts/2020-02-03-post-7.md")
    assert fields.pop("wordpress") == {
        "key": "7",
        "id": 7,
        "guid": "https://example.org/?p=7",
        "excerpt": "A <b>short</b> text\n\non two lines",
        "format": "aside",
        "template": "wide.php",
        "order": 3,
        "postmeta": {
            "mood": "happy",
            "track": ["1", "2"],
            "Yes": "no",
            "_plugin": "x",
            "_yoast_wpseo_metadesc": "For search engines",
        },
    }
    assert fields == {
        "title": "Post 7",
        "date": "2020-02-03T12:07:00+02:00",
        "lastmod": "2020-02-04T12:00:00+02:00",
        "draft": False,
        "url": "/2020/02/03/post-7/",
        "categories": ["news"],
        "tags": ["c"],
        "genre": ["epic"],
        "authors": ["ann"],
        "images": ["https://example.org/i.jpg"],
        "image": {
            "path": "https://example.org/i.jpg",
            "alt": 'An "image"',
            "caption": "So",
            "width": 10,
            "height": 20,
        },
        "summary": "A short text on two lines",
        "description": "For search engines",
    }
    assert [str(problem) for problem in problems] == [
        "its custom fields api_key may hold secrets or personal data and are never written into a site",
    ]


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_no_custom_field_disturbs_the_build(folder: Path, hugo: Path) -> None:
    names = [
        *HOSTILE_TITLES,
        "draft",
        "url",
        "type",
        "Mood",
        "mood",
        "MOOD",
        "build",
        "cascade",
        "1",
        "1.5",
        "true",
        "a.b",
    ]
    meta = tuple((name, value) for name in names for value in (*HOSTILE_TITLES, 'a:1:{s:1:"a";N;}'))
    write([post(1, meta=meta)], folder, HugoWriter())
    assert build(folder, hugo=hugo).pages.keys() == {"1"}


def test_authors_are_those_of_co_authors_plus_where_it_was_used(folder: Path) -> None:
    terms = (
        Term(taxonomy="author", slug="cap-ann", name="ann"),
        Term(taxonomy="author", slug="cap-guest", name="guest"),
    )
    write([post(1, terms=terms)], folder, terms=terms)
    page = build(folder).pages["1"]
    assert [a.text() for a in page.css(".by a")] == ["Ann Onymous", "Guest"]


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
@pytest.mark.parametrize(
    ("facts", "language"),
    [
        ({"language": "", "timezone": "", "url": "", "title": ""}, "en"),
        ({"language": "de-DE-formal", "timezone": "Europe/Berlin"}, "de-DE-formal"),
        ({"language": "pt-PT-ao90", "timezone": "No/Where"}, "pt-PT-ao90"),
        ({"language": "xx_YY", "timezone": "../../etc/passwd"}, "en"),
        ({"language": "zh-Hans-CN", "timezone": "UTC+2"}, "zh-Hans-CN"),
        ({"language": "ar", "url": "https://пример.испытание/блог"}, "ar"),
        ({"language": "skr", "url": "http://[::1"}, "skr"),
        ({"language": "en-US", "title": HOSTILE_TITLES[1], "description": HOSTILE_TITLES[5]}, "en-US"),
        ({"title": "\x00'''\"\"\"\n[x]\n$y $$ ${z}", "description": HOSTILE_TITLES[17]}, "en"),
    ],
    ids=str,
)
def test_every_site_has_a_configuration_that_builds(
    folder: Path, hugo: Path, facts: dict[str, object], language: str
) -> None:
    posts = [post(1, url="")]
    write(posts, folder, USUAL, **facts)
    (html,) = build(folder, hugo=hugo).pages["1"].css("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == (
        language,
        "rtl" if language in ("ar", "skr") else "ltr",
    )


def test_long_lists_are_paged(folder: Path) -> None:
    posts = [post(number) for number in range(1, 26)]
    write(posts, folder)
    assert "Page 3 / 3" in build(folder).text("page/3/index.html")


def test_an_existing_site_gets_content_and_keeps_its_own_files(folder: Path) -> None:
    own = {
        "config/_default/hugo.toml": 'title = "Mine"\n',
        "layouts/_default/single.html": "<article data-key='{{ .Params.wordpress.key }}'>{{ .Content }}</article>",
        "content/tags/_index.md": "---\ntitle: My tags\n---\n",
        "static/style.css": "body {}",
    }
    for path, text in own.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    problems = write([post(1), post(2, kind="page", url="https://example.org/tags/")], folder, HugoWriter(force=True))
    assert {path: (folder / path).read_text(encoding="utf-8") for path in own} == own
    assert not (folder / "hugo.toml").exists()
    assert not (folder / "layouts/404.html").exists()
    assert [problem.code for problem in problems] == ["site-kept"]
    assert (folder / "content/posts/2020-02-03-post-1.md").exists()


def test_a_second_run_writes_nothing(folder: Path) -> None:
    terms = (Term(taxonomy="category", slug="news", name="News"),)
    posts = [post(1, terms=terms, comments=(Comment(id=1, html="<p>x</p>"),)), post(2)]
    write(posts, folder, terms=terms)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    assert write(posts, folder, terms=terms) == []
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before


def test_an_edited_page_is_kept_and_reported(folder: Path) -> None:
    write([post(1), post(2)], folder)
    page = folder / "content/posts/2020-02-03-post-1.md"
    page.write_text("mine", encoding="utf-8")
    problems = write([post(1, title="New"), post(2, title="New")], folder)
    assert page.read_text(encoding="utf-8") == "mine"
    assert "New" in (folder / "content/posts/2020-02-03-post-2.md").read_text(encoding="utf-8")
    assert [(problem.code, problem.severity) for problem in problems] == [("file-kept", Severity.LOSS)]
    write([post(1, title="New")], folder, HugoWriter(force=True))
    assert "New" in page.read_text(encoding="utf-8")


def test_an_edited_layout_is_kept_in_peace_and_the_rest_of_the_starter_follows_the_source(folder: Path) -> None:
    write([post(1)], folder)
    layout = folder / "layouts/404.html"
    layout.write_text("mine", encoding="utf-8")
    terms = (Term(taxonomy="genre", slug="epic", name="Epic"),)
    assert write([post(1, terms=terms)], folder, terms=terms) == []
    assert layout.read_text(encoding="utf-8") == "mine"
    assert '"genre" = "genre"' in (folder / "hugo.toml").read_text(encoding="utf-8")


def test_an_edited_configuration_makes_the_site_its_owners(folder: Path) -> None:
    write([post(1)], folder)
    (folder / "hugo.toml").write_text('title = "Mine"\n', encoding="utf-8")
    problems = write([post(1)], folder)
    assert [problem.code for problem in problems] == ["site-kept"]
    assert (folder / "hugo.toml").read_text(encoding="utf-8") == 'title = "Mine"\n'


def test_data_is_valid_json_without_forbidden_characters(folder: Path) -> None:
    comments = (Comment(id=1, author="a\x00b\ud800\u2028", html="<p>\ufffe</p>"),)
    write([post(1, key="posts/../x y", comments=comments)], folder)
    (file,) = (folder / "data/comments").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))[0]["author"] == "ab\u2028"
    assert len(build(folder).pages["posts/../x y"].css(".comment")) == 1


def test_the_small_blog_becomes_the_expected_tree(folder: Path, expect: Callable[[Path, str], None]) -> None:
    convert(SMALL_BLOG / "export.xml", folder, reader=WxrReader(), writer=HugoWriter())
    starter = ("layouts/", "static/", ".portpress.json")
    written = {path: text for path, text in every_file(folder).items() if not path.startswith(starter)}
    for path, text in sorted(written.items()):
        expect(SMALL_BLOG / "hugo" / path, text)
    expected = {
        str(file.relative_to(SMALL_BLOG / "hugo")) for file in (SMALL_BLOG / "hugo").rglob("*") if file.is_file()
    }
    assert written.keys() == expected


@pytest.mark.parametrize("hugo", HUGOS, ids=str)
def test_every_post_of_the_small_blog_is_built(folder: Path, hugo: Path) -> None:
    ledger = convert(SMALL_BLOG / "export.xml", folder, reader=WxrReader(), writer=HugoWriter())
    assert ledger.balances
    assert len(build(folder, hugo=hugo).pages) == ledger.written


@pytest.mark.corpus
@pytest.mark.parametrize("part", ["genuine", "adversarial"])
def test_every_post_of_the_real_exports_is_built(corpus: Path, tmp_path: Path, part: str) -> None:
    for export in sorted((corpus / part).glob("*.xml")):
        site = tmp_path / export.stem
        ledger = convert(export, site, reader=WxrReader(), writer=HugoWriter())
        assert ledger.written
        assert len(build(site).pages) == ledger.written, export.name


def test_address_that_a_commenter_wrote_is_legible_but_not_for_harvesters(folder: Path) -> None:
    comment = Comment(id=1, author="Ann", html='<p>Write to <a href="mailto:a@b.example">a@b.example</a>!</p>')
    write([post(1, comments=(comment,))], folder)
    built = build(folder)
    assert [link.text() for link in built.pages["1"].css(".comments a[href^=mailto]")] == ["a@b.example"]
    assert "a@b.example" not in built.text("2020/02/03/post-1/index.html")


def test_film_whose_name_is_a_number_is_shown(tmp_path: Path) -> None:
    url = "https://www.youtube.com/watch?v=80324630894"
    body = f'<figure class="embed" data-url="{url}"><iframe src="https://www.youtube.com/embed/80324630894"></iframe></figure>'
    one = post(1, html=body)
    site = site_of([one])
    list(USUAL.write([USUAL.render(one, site, print)], site, tmp_path / "site", print))
    shown = build(tmp_path / "site").pages["1"].html or ""
    assert "/embed/80324630894" in shown
    assert "%!s" not in shown
