"""EbookLib's measured defects, each of them closed: what stands in the archive is what we made."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from converters.post import Author
from converters.problem import ConversionError
from tests.epub_books import SITE, make_book, picture, post, put
from writers.epub.container import MARK


@pytest.mark.parametrize("body", ["Hello <b>x</b> and more", "text alone", "Hello<br>x"])
def test_text_before_the_first_element_is_kept(tmp_path: Path, body: str) -> None:
    text = make_book(tmp_path, [post(1, body)]).text("chapter-1.xhtml")
    assert body.partition("<")[0].strip() in text


@pytest.mark.parametrize("body", ["", "<!-- x -->", '<?xml version="1.0" encoding="UTF-8"?>', "<p></p>", "\x00\x0b"])
def test_empty_body_is_a_whole_document(tmp_path: Path, body: str) -> None:
    document = etree.fromstring(make_book(tmp_path, [post(1, body)]).data("chapter-1.xhtml"))
    assert document.findtext(".//{*}h1") == "Post 1"


def test_clock_and_chance_have_no_part_in_a_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_book(tmp_path, [post(1)])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("uuid.uuid4", lambda: "another")
    second = make_book(tmp_path, [post(1)], name="b.epub")
    assert first.path.read_bytes() == second.path.read_bytes()
    with zipfile.ZipFile(first.path) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_modified_is_in_universal_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert ">2020-01-02T00:00:00Z</meta>" in make_book(tmp_path, [post(1)]).package


def test_two_authors_have_two_ids(tmp_path: Path) -> None:
    site = replace(SITE, authors=(*SITE.authors, Author(login="zoe", name="Zoë")))
    package = make_book(tmp_path, [post(1), replace(post(2), author="zoe"), post(3)], site=site).package
    assert re.findall(r'<dc:creator id="([^"]*)">([^<]*)', package) == [
        ("creator-1", "Ann Example"),
        ("creator-2", "Zoë"),
    ]
    ids = re.findall(r' id="([^"]*)"', package)
    assert len(ids) == len(set(ids))


def test_book_always_has_a_language(tmp_path: Path) -> None:
    for language, expected in (("", "und"), ("en_US", "en-US"), ("nonsense!", "und"), ("de_DE_formal", "de-DE")):
        package = make_book(tmp_path, [post(1, "<p>x</p>")], site=replace(SITE, language=language), force=True).package
        assert f"<dc:language>{expected}</dc:language>" in package


def test_disk_that_is_full_is_said_in_one_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(ConversionError, match="disk is full"):
        make_book(Path("/dev"), [post(1)], name="full")


def test_manifest_says_which_chapters_hold_drawings_and_formulas(tmp_path: Path) -> None:
    svg = '<p><svg viewBox="0 0 9 9"><circle r="1"/></svg></p>'
    math = "<p><math><mi>x</mi></math></p>"
    package = make_book(tmp_path, [post(1, svg), post(2, math), post(3, svg + math), post(4)]).package
    found = dict(re.findall(r'href="(chapter-\d)\.xhtml"[^>]*?(?: properties="([^"]*)")?/>', package))
    assert found == {"chapter-1": "svg", "chapter-2": "mathml", "chapter-3": "mathml svg", "chapter-4": ""}


def test_names_of_drawings_keep_their_case(tmp_path: Path) -> None:
    gradient = '<linearGradient id="g" gradientUnits="userSpaceOnUse"/>'
    svg = f'<p><svg viewBox="0 0 9 9"><defs>{gradient}</defs><path d="M0 0"/></svg></p>'
    text = make_book(tmp_path, [post(1, svg)]).text("chapter-1.xhtml")
    assert all(name in text for name in ("viewBox", "linearGradient", "gradientUnits"))


def test_spine_names_contents_that_are_there_and_the_cover_is_read(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1)])
    toc = re.findall(r'<spine[^>]* toc="([^"]*)"', book.package)[0]
    assert f'href="toc.ncx" id="{toc}"' in book.package
    assert '<itemref idref="cover"/>' in book.package and "linear" not in book.package


def test_files_and_ids_are_plain_whatever_posts_and_pictures_are_called(tmp_path: Path) -> None:
    url = put(tmp_path / "uploads", "2020/ä b %20#?.png", picture())
    for character, escape in (("%", "%25"), (" ", "%20"), ("#", "%23"), ("?", "%3F")):
        url = url.replace(character, escape)
    titles = ("a b", "A B", "../../x", "ä")
    posts = [post(n, f'<p><img src="{url}"></p>', slug="../x y", title=title) for n, title in enumerate(titles, 1)]
    book = make_book(tmp_path, posts, uploads=tmp_path / "uploads")
    assert "EPUB/pictures/picture-1.png" in book.names
    assert all(re.fullmatch(r"[A-Za-z0-9/.-]+", name) and ".." not in name for name in book.names)
    assert len({name.casefold() for name in book.names}) == len(book.names)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9-]*", id) for id in re.findall(r' id="([^"]*)"', book.package))


def test_characters_that_xml_forbids_are_nowhere(tmp_path: Path) -> None:
    nasty = "a\x00\x0b\x1f\ufffe\uffff\ud800b\ufffdc"
    site = replace(SITE, title=nasty, description=nasty)
    comment_free = post(1, f'<p title="{nasty}">{nasty}&#1;</p>', title=nasty)
    book = make_book(tmp_path, [comment_free], site=site)
    for name in book.names:
        if name.endswith((".xhtml", ".opf", ".ncx")):
            etree.fromstring(book.data(name.removeprefix("EPUB/")))


def test_first_bytes_are_those_that_readers_look_for(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1)])
    assert book.path.read_bytes().startswith(MARK)
    with zipfile.ZipFile(book.path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.testzip() is None


def test_package_has_the_language_and_nothing_that_ebooklib_invents(tmp_path: Path) -> None:
    package = make_book(tmp_path, [post(1)]).package
    assert re.search(r'<package[^>]* xml:lang="en-GB"', package)
    assert "Ebook-lib" not in package
    assert package.count("<dc:identifier") == package.count("<dc:title") == 1
