"""A blog as a book: what is in it, in what order, and under what names."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from converters.post import Author, Comment, Media, Post, Status, Term
from converters.problem import ConversionError
from tests.epub_books import NEWS, SITE, TEA, UPLOADS, URL, day, make_book, picture, post, put, sampler
from writers.epub.reading import read_back


def titles_of(contents: str) -> list[str]:
    """The lines of the contents, those of the second level indented."""
    toc = contents.partition('id="landmarks"')[0]
    lines = re.findall(r"(<ol>|</ol>)|<a [^>]*>(.*?)</a>", toc)
    depth, found = 0, []
    for list_tag, title in lines:
        depth += {"<ol>": 1, "</ol>": -1}.get(list_tag, 0)
        if title:
            found.append("  " * (depth - 1) + title)
    return found


def test_contents_are_two_levels_deep_with_pages_in_front(tmp_path: Path) -> None:
    posts = [
        post(1, date=day(2021, 1, 1)),
        post(2, date=day(2019, 1, 1), terms=(NEWS,)),
        post(3, kind="page", title="About"),
        post(4, date=None),
    ]
    book = make_book(tmp_path, posts)
    assert titles_of(book.text("nav.xhtml")) == [
        "Ann’s Diary",
        "Pages",
        "  About",
        "2019",
        "  Post 2",
        "2021",
        "  Post 1",
        "Undated",
        "  Post 4",
        "Index",
        "About this book",
    ]


def test_every_document_is_wellformed_and_read_in_the_order_of_the_contents(tmp_path: Path) -> None:
    site, posts = sampler(tmp_path / "uploads")
    book = make_book(tmp_path, posts, site=site, uploads=tmp_path / "uploads", comments=True)
    for name in book.names:
        if name.endswith((".xhtml", ".opf", ".ncx")):
            etree.fromstring(book.data(name.removeprefix("EPUB/")))
    items = dict(re.findall(r'href="([^"]*)" id="([^"]*)"', book.package))
    order = re.findall(r'<itemref idref="([^"]*)"', book.package)
    listed = [items[href] for href in re.findall(r'<li><a href="([^"#]*)"', book.text("nav.xhtml"))]
    places = [order.index(each) for each in listed]
    assert places == sorted(places)
    assert set(order) == {id for href, id in items.items() if href.endswith(".xhtml")}


def test_contents_for_old_readers_say_the_same(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1, terms=(TEA,)), post(2, date=day(2021, 1, 1))])
    titles = [title.strip() for title in titles_of(book.text("nav.xhtml"))]
    assert re.findall(r"<text>([^<]*)</text>", book.text("toc.ncx"))[1:] == titles
    assert 'content="2" name="dtb:depth"' in book.text("toc.ncx")


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("category", ["News", "  Post 2", "Other", "  Post 1"]),
        ("author", ["Ann Example", "  Post 1", "Zoë", "  Post 2"]),
        ("none", ["Post 1", "Post 2"]),
    ],
)
def test_parts_are_by_category_author_or_none(tmp_path: Path, by: str, expected: list[str]) -> None:
    second = replace(post(2, terms=(NEWS,)), author="zoe")
    site = replace(SITE, authors=(*SITE.authors, Author(login="zoe", name="Zoë")), terms=(NEWS,))
    book = make_book(tmp_path, [post(1), second], site=site, parts=by)
    assert [
        line for line in titles_of(book.text("nav.xhtml"))[1:] if line not in ("Index", "About this book")
    ] == expected


def test_neighbours_lead_to_each_other(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1), post(2), post(3)])
    links = re.findall(r'href="(chapter-\d\.xhtml)"', book.text("chapter-2.xhtml").partition("neighbours")[2])
    assert links == ["chapter-1.xhtml", "chapter-3.xhtml"]
    assert "Next" not in book.text("chapter-3.xhtml")


def test_links_between_posts_lead_inside_the_book_and_others_out(tmp_path: Path) -> None:
    body = (
        f'<p><a href="{URL}/2/#Ü b">a</a> <a href="{URL}/?p=2">b</a> <a href="{URL}/3/">c</a> '
        f'<a href="https://e.example/">d</a> <a href="{URL}/2/#none">e</a></p>'
    )
    posts = [post(1, body), post(2, '<p id="Ü b">x</p>'), post(3, status=Status.DRAFT)]
    text = make_book(tmp_path, posts).text("chapter-1.xhtml")
    assert re.findall(r'<a href="([^"]*)">[a-e]</a>', text) == [
        "chapter-2.xhtml#id-b",
        "chapter-2.xhtml",
        f"{URL}/3/",
        "https://e.example/",
        "chapter-2.xhtml",
    ]


def test_links_to_terms_and_authors_lead_to_the_lists_of_the_book(tmp_path: Path) -> None:
    links = [
        f"{URL}/tag/tea/",
        f"{URL}/?tag=tea",
        f"{URL}/tag/none/",
        f"{URL}/tag/tea/feed/",
        f"{URL}/author/ann/",
        URL,
    ]
    body = "<p>" + " ".join(f'<a href="{link}">x</a>' for link in links) + "</p>"
    site = replace(SITE, terms=(TEA, replace(TEA, slug="none")))
    book = make_book(tmp_path, [post(1, body, terms=(TEA,))], site=site)
    assert re.findall(r'<a href="([^"]*)"[^>]*>x</a>', book.text("chapter-1.xhtml")) == [
        "index.xhtml#term-1",
        "index.xhtml#term-1",
        *links[2:],
    ]
    [(_, read)] = read_back(book.path)
    assert re.findall('href="([^"]*)"', read) == links
    by_author = make_book(tmp_path, [post(1, body)], site=site, parts="author", name="b.epub")
    assert '<a href="part-1.xhtml" data-address="https://blog.example/author/ann/">' in by_author.text(
        "chapter-1.xhtml"
    )


def test_index_leads_from_each_term_to_its_posts(tmp_path: Path) -> None:
    custom = Term(taxonomy="genre", slug="e", name="Essay")
    hidden = Term(taxonomy="post_format", slug="post-format-aside", name="Aside")
    book = make_book(tmp_path, [post(1, terms=(TEA, NEWS)), post(2, terms=(TEA, custom, hidden))])
    lines = re.findall(r'<b class="term">(.*?)</b> (.*?)</li>', book.text("index.xhtml"))
    assert [(name, re.findall("chapter-(.)", links)) for name, links in lines] == [
        ("Essay", ["2"]),
        ("News", ["1"]),
        ("Tea", ["1", "2"]),
    ]
    assert 'href="index.xhtml#term-3">Tea</a>' in book.text("chapter-1.xhtml")


def test_nobody_reads_what_only_some_could_see(tmp_path: Path) -> None:
    hidden = [Status.PRIVATE, Status.PENDING, Status.TRASHED, Status.DRAFT, Status.SCHEDULED]
    posts = [post(n, "<p>SECRET</p>", status=status, title="SECRET") for n, status in enumerate(hidden, 2)]
    locked = post(9, "<p>SECRET</p>", protected=True, title="SECRET")
    comment = Comment(id=1, author="bea@secret.example", email="bea@secret.example", ip="192.0.2.7", raw="<p>Hi</p>")
    spam = Comment(id=2, author="SECRET", raw="<p>SECRET</p>", approved="spam")
    book = make_book(tmp_path, [post(1, comments=(comment, spam)), *posts, locked], comments=True)
    assert (book.ledger.written, book.ledger.left_out.total()) == (1, 6)
    for name in book.names:
        content = zipfile.ZipFile(book.path).read(name)
        for secret in (b"SECRET", b"secret.example", b"192.0.2.7"):
            assert secret not in content, name


def test_comments_are_an_appendix_in_threads_when_asked_for(tmp_path: Path) -> None:
    said = (
        Comment(id=1, author="Bea", raw="<p>One</p>", date=day(2020, 2, 3)),
        Comment(id=2, author="Cem", raw="<p>Two</p>"),
        Comment(id=3, parent=1, author="Ann", raw="<h1>Three</h1>"),
        Comment(id=4, author="elsewhere", raw="<p>Ping</p>", kind="pingback"),
    )
    book = make_book(tmp_path, [post(1, comments=said)], comments=True)
    text = book.text("chapter-1.xhtml")
    assert [str(problem) for problem in book.problems if problem.code == "pings-left-out"] == [
        "post 1 “Post 1”: 1 pingback or trackback to it is left out of the comments"
    ]
    found = re.findall(
        r'class="comment (depth-\d)" id="(comment-\d)">.*?<b>(.*?)</b>.*?<div class="said">(.*?)</div>', text
    )
    assert found == [
        ("depth-0", "comment-1", "Bea", "<p>One</p>"),
        ("depth-1", "comment-3", "Ann", "<h3>Three</h3>"),
        ("depth-0", "comment-2", "Cem", "<p>Two</p>"),
    ]
    assert "3 February 2020" in text
    assert "One" not in make_book(tmp_path, [post(1, comments=said)], name="b.epub").text("chapter-1.xhtml")


def test_post_without_title_and_text_is_a_chapter_with_a_problem(tmp_path: Path) -> None:
    posts = [
        post(1, "<p>These are the first words of a post that goes on.</p>", title=""),
        post(2, "", title="", date=day(2020, 3, 4)),
        post(3, "<!-- only a comment -->", title="  ", date=None),
    ]
    book = make_book(tmp_path, posts)
    assert re.findall(r'<a href="chapter[^>]*>(.*?)</a>', book.text("nav.xhtml").partition("landmarks")[0]) == [
        "These are the first words of a post…",
        "4 March 2020",
        "Untitled",
    ]
    assert book.codes() == ["no-title", "no-title", "no-text", "no-title", "no-text"]
    assert book.ledger.written == 3


def test_empty_selection_is_a_book_without_chapters(tmp_path: Path) -> None:
    book = make_book(tmp_path, [])
    assert titles_of(book.text("nav.xhtml")) == ["Ann’s Diary", "About this book"]


def test_nesting_without_end_becomes_lines_and_a_problem(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1, "<div><em>" * 3000 + "<p>deep</p><p>deeper</p>" + "</em></div>" * 3000)])
    text = book.text("chapter-1.xhtml")
    assert len(re.findall("<[a-z]", text)) < 200 and ">deep<" in text and "deeper" in text
    assert book.codes() == ["nesting-flattened"]


def test_second_run_gives_the_same_bytes(tmp_path: Path) -> None:
    site, posts = sampler(tmp_path / "uploads")
    first, second = (
        make_book(tmp_path, posts, site=site, uploads=tmp_path / "uploads", name=name) for name in ("a.epub", "b.epub")
    )
    assert first.path.read_bytes() == second.path.read_bytes()


def test_identifier_stays_when_posts_are_added_and_tells_selections_apart(tmp_path: Path) -> None:
    def identifier(*posts: Post, **options: Any) -> str:
        book = make_book(tmp_path, posts, force=True, **options)
        return str(re.findall(r"<dc:identifier[^>]*>([^<]*)", book.package)[0])

    whole = identifier(post(1), post(2))
    assert whole.startswith("urn:uuid:")
    assert identifier(post(1), post(2), post(3)) == whole
    assert identifier(post(1), post(2), post(4, status=Status.DRAFT)) == whole
    assert identifier(post(1), identifier="urn:isbn:1") == "urn:isbn:1"


def test_volumes_are_books_of_one_collection(tmp_path: Path) -> None:
    link = f'<p><a href="{URL}/3/">in another volume</a></p>'
    posts = [post(1, link), post(2), post(3, date=day(2021, 1, 1)), post(4, kind="page", title="About")]
    book = make_book(tmp_path, posts, volumes="year")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book-2020.epub", "book-2021.epub"]
    assert book.ledger.complete and book.ledger.written == 4
    first, second = (replace(book, path=tmp_path / f"book-{year}.epub") for year in (2020, 2021))
    assert "<dc:title>Ann’s Diary: 2020</dc:title>" in first.package
    assert 'property="belongs-to-collection" id="collection">Ann’s Diary<' in first.package
    assert ['refines="#collection">2<' in each.package for each in (first, second)] == [False, True]
    assert f'href="{URL}/3/"' in first.text("chapter-2.xhtml")
    identifiers = [re.findall("urn:uuid:[^<]*", each.package)[0] for each in (first, second)]
    assert len(set(identifiers)) == 2


def test_volumes_of_a_size_hold_as_many_posts_as_fit(tmp_path: Path) -> None:
    posts = [post(n, "<p>x</p>" * 400) for n in range(1, 7)]
    make_book(tmp_path, posts, volumes="3kB")
    books = sorted(tmp_path.iterdir())
    assert [book.name for book in books] == ["book-1.epub", "book-2.epub", "book-3.epub"]
    assert [key for book in books for key, _ in read_back(book)] == ["1", "2", "3", "4", "5", "6"]


def test_volumes_need_a_file_and_a_sense(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="several volumes"):
        make_book(Path(), [post(1)], name="-", volumes="year")
    with pytest.raises(ConversionError, match="such as 20MB"):
        make_book(tmp_path, [post(1)], volumes="often")


def test_category_names_that_differ_in_case_alone_make_two_volumes(tmp_path: Path) -> None:
    terms = [Term(taxonomy="category", slug=slug, name=slug) for slug in ("news", "News", "日本")]
    make_book(tmp_path, [post(n, terms=(term,)) for n, term in enumerate(terms, 1)], volumes="category")
    assert len({path.name.casefold() for path in tmp_path.iterdir()}) == 3


def test_arabic_blog_is_turned_from_right_to_left(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, [post(1, "<p>نص قصير</p>"), post(2, "<p>An English post</p>")], site=replace(SITE, language="ar")
    )
    assert 'page-progression-direction="rtl"' in book.package
    assert re.search(r'<package[^>]* dir="rtl"', book.package)
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in book.text("chapter-1.xhtml")
    assert "المحتويات" in book.text("nav.xhtml")


def test_language_of_each_post_is_told_by_its_letters_or_a_plugin(tmp_path: Path) -> None:
    polish = Term(taxonomy="language", slug="pl", name="Polski")
    bodies = ["English words", "これは日本語です", "中文字", "Русский текст", "کتاب و קהיל נ", "한국어", "Polski"]
    posts = [post(n, f"<p>{body}</p>", title="") for n, body in enumerate(bodies, 1)]
    posts[-1] = replace(posts[-1], terms=(polish,))
    book = make_book(tmp_path, posts)
    found = [re.findall(' lang="([^"]*)"', book.text(f"chapter-{n}.xhtml"))[0] for n in range(1, 8)]
    assert found == ["en-GB", "ja", "zh", "ru", "ar", "ko", "pl"]


def test_language_that_is_named_is_that_of_book_and_chapters(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1), post(2, "<p>これは日本語です</p>", title="")], language="pt_BR")
    assert "<dc:language>pt-BR</dc:language>" in book.package
    found = [re.findall(' lang="([^"]*)"', book.text(f"chapter-{n}.xhtml"))[0] for n in (1, 2)]
    assert found == ["pt-BR", "ja"]
    assert "Sumário" in book.text("nav.xhtml")


def test_japanese_may_stand_in_vertical_lines(tmp_path: Path) -> None:
    book = make_book(
        tmp_path, [post(1, "<p>これは日本語です</p>", title="題")], site=replace(SITE, language="ja"), vertical=True
    )
    assert 'page-progression-direction="rtl"' in book.package
    assert ' dir="rtl"' not in book.package
    assert '<body epub:type="bodymatter" class="vertical">' in book.text("chapter-1.xhtml")


def test_package_says_what_readers_with_special_needs_want_to_know(tmp_path: Path) -> None:
    package = make_book(tmp_path, [post(1)]).package
    for fact in (
        'property="schema:accessMode">textual<',
        'property="schema:accessibilityFeature">tableOfContents<',
        'property="schema:accessibilityHazard">none<',
        'property="schema:accessModeSufficient">textual<',
        'property="schema:accessibilitySummary">',
        'xml:lang="en-GB"',
    ):
        assert fact in package


def test_dates_come_from_the_posts_alone(tmp_path: Path) -> None:
    package = make_book(tmp_path, [post(1, modified=day(2020, 5, 6)), post(2, date=day(2020, 2, 1))]).package
    assert 'property="dcterms:modified">2020-05-06T00:00:00Z<' in package
    assert "<dc:date>2020-02-01</dc:date>" in package


def test_cover_is_drawn_from_title_author_and_years(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1, date=day(2018, 1, 1)), post(2)])
    assert all(f">{text}</text>" in book.text("cover.xhtml") for text in ("Ann’s Diary", "Ann Example", "2018–2020"))
    assert book.data("cover.png").startswith(b"\x89PNG")
    assert 'properties="cover-image"' in book.package


@pytest.mark.parametrize("title", ["", "雨の日のお茶と山の日記" * 9, "يوم ماطر", "W" * 400, "\U0001f600", "a " * 300])
def test_cover_is_drawn_for_any_title(tmp_path: Path, title: str) -> None:
    book = make_book(tmp_path, [post(1)], site=replace(SITE, title=title))
    assert book.data("cover.png").startswith(b"\x89PNG")
    etree.fromstring(book.data("cover.xhtml"))


def test_chosen_cover_is_taken_and_a_bad_one_refused(tmp_path: Path) -> None:
    (tmp_path / "c.webp").write_bytes(picture("WEBP", (1600, 2600)))
    book = make_book(tmp_path, [post(1)], cover=tmp_path / "c.webp")
    assert book.data("cover.jpg").startswith(b"\xff\xd8") and "cover.jpg" in book.text("cover.xhtml")
    (tmp_path / "bad.jpg").write_bytes(b"nothing")
    for name, words in (("bad.jpg", "cannot be shown"), ("none.jpg", "cannot be read")):
        with pytest.raises(ConversionError, match=words):
            make_book(tmp_path, [post(1)], cover=tmp_path / name)


def test_featured_image_stands_above_the_text_unless_the_text_shows_it(tmp_path: Path) -> None:
    url = put(tmp_path / "uploads", "2020/01/f.png", picture())
    media = Media(url=url, id=5, alt="Featured")
    shown = post(2, f'<p><img src="{url}" alt="F"></p>', image=media)
    book = make_book(tmp_path, [post(1, image=media), shown], uploads=tmp_path / "uploads")
    assert '<figure class="featured"><img src="pictures/picture-1.png" alt="Featured"' in book.text("chapter-1.xhtml")
    assert "featured" not in book.text("chapter-2.xhtml")


def test_book_read_back_has_the_addresses_it_was_made_of(tmp_path: Path) -> None:
    url = put(tmp_path / "uploads", "2020/01/f.png", picture())
    body = f'<p><a href="{URL}/2/">a</a> <img src="{url}" alt="F" /> <img src="{UPLOADS}/gone.png" alt="G" /></p>'
    book = make_book(tmp_path, [post(1, body), post(2)], uploads=tmp_path / "uploads")
    read = dict(read_back(book.path))
    assert re.findall('(?:href|src)="([^"]*)"', read["1"]) == [f"{URL}/2/", url, f"{UPLOADS}/gone.png"]
    with pytest.raises(ConversionError, match="no book"):
        list(read_back(tmp_path / "uploads" / "2020/01/f.png"))


def test_file_of_a_person_is_kept_and_a_book_of_ours_replaced(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(b"PK\x03\x04 somebody else's")
    with pytest.raises(ConversionError, match="is kept"):
        make_book(tmp_path, [post(1)])
    make_book(tmp_path, [post(1)], force=True)
    make_book(tmp_path, [post(1), post(2)])
    assert len(list(read_back(tmp_path / "book.epub"))) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]
