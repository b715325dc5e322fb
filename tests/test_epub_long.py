"""Long posts in a book: several files, one after the other, that are one post again when they are read back."""

import re
from pathlib import Path

import pytest

from converters.canonical import to_canonical
from converters.fidelity import facts_of
from converters.html import Element, parse, serialise
from converters.post import Comment
from tests.epub_books import URL, MadeBook, make_book, post
from tests.epub_documents import wild_documents
from tests.fuzz_documents import documents
from writers.epub.reading import read_back
from writers.epub.splitting import LONGEST_FILE, join, slices, split

LINE = "<p>All work and no play makes a long book.</p>\n"


def lengths(book: MadeBook) -> list[int]:
    return [len(book.data(name.removeprefix("EPUB/"))) for name in book.names if "chapter-" in name]


def joined(files: list[Element]) -> str:
    body = Element("div")
    for file in files:
        join(body, parse(serialise(file)))
    return serialise(body)


@pytest.mark.parametrize("longest", [300, 1500])
def test_texts_that_are_divided_and_joined_are_what_they_were(longest: int) -> None:
    for name, html in [*documents(77, 60), *wild_documents(77, 60)]:
        whole = to_canonical(html)
        assert joined(split(parse(whole), longest)) == whole, name


def test_slices_are_whole_blocks_and_all_of_the_text() -> None:
    whole = to_canonical("".join(html for _, html in [*documents(78, 40), *wild_documents(78, 40)]))
    cut = list(slices(whole, 500))
    assert len(cut) > 10 and "".join(cut) == whole
    assert all(serialise(parse(each)) == each for each in cut)


def test_text_is_divided_between_blocks() -> None:
    files = split(parse("<p>one</p><p>two</p><p>three</p>"), 15)
    assert [serialise(file) for file in files] == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]


def test_what_is_too_long_by_itself_is_divided_within() -> None:
    files = split(parse('<div class="wide" id="a"><p>one two three four five six seven eight</p><p>nine</p></div>'), 44)
    assert serialise(files[0]).startswith('<div class="wide" id="a"><p>')
    assert all(serialise(file).startswith('<div class="wide" data-continued="">') for file in files[1:])
    assert len(files) > 1 and " ".join(file.text_content() for file in files).split() == (
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    )


def test_numbers_of_a_list_go_on() -> None:
    items = "".join(f"<li>item {number}</li>" for number in range(5, 12))
    files = split(parse(f'<ol start="5">{items}</ol>'), 80)
    lists = [file.elements("ol")[0] for file in files]
    assert len(lists) > 1
    assert [(each.get("start"), each.elements("li")[0].text_content()) for each in lists] == [
        (each.elements("li")[0].text_content().removeprefix("item "), each.elements("li")[0].text_content())
        for each in lists
    ]


def test_item_that_is_divided_keeps_its_number() -> None:
    files = split(parse(f"<ol><li>short</li><li>{'<p>word word</p>' * 9}</li><li>last</li></ol>"), 90)
    assert {file.elements("ol")[0].get("start", "1") for file in files[1:-1]} == {"2"}


def test_table_with_cells_across_rows_is_kept_in_one() -> None:
    rows = '<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>' * 20
    assert len(split(parse(f"<table><tbody>{rows}</tbody></table>"), 200)) == 1
    assert len(split(parse(f"<table><tbody>{rows}</tbody></table>".replace("rowspan", "colspan")), 200)) > 1


def test_long_post_stands_in_several_files_with_a_note(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1, LINE * 12_000), post(2)])
    assert max(lengths(book)) < LONGEST_FILE + 10_000
    assert [name for name in book.names if "chapter-1" in name] == [
        "EPUB/chapter-1.xhtml", "EPUB/chapter-1-2.xhtml", "EPUB/chapter-1-3.xhtml"
    ]  # fmt: skip
    assert [str(problem) for problem in book.problems] == [
        "post 1 “Post 1”: its chapter is long: it is divided among 3 files, one after the other"
    ]
    spine = re.findall('<itemref idref="(chapter[^"]*)"', book.package)
    assert spine == ["chapter-1", "chapter-1-2", "chapter-1-3", "chapter-2"]
    assert [href for href in re.findall('href="(chapter[^"]*)"', book.text("nav.xhtml"))][:2] == [
        "chapter-1.xhtml",
        "chapter-2.xhtml",
    ]
    ways = book.text("chapter-1-2.xhtml").partition("neighbours")[2]
    assert re.findall('href="([^"]*)"', ways) == ["chapter-1.xhtml", "chapter-1-3.xhtml"]
    assert '<h1 id="title">Post 1 (2)</h1>' in book.text("chapter-1-2.xhtml")
    assert [key for key, _ in read_back(book.path)] == ["1", "2"]
    assert dict(read_back(book.path))["1"].count("no play") == 12_000


def test_links_lead_to_the_file_that_their_place_is_in(tmp_path: Path) -> None:
    body = f'<p id="top"><a href="#end">to the end</a></p>{LINE * 6_000}<p id="end"><a href="#top">up</a></p>'
    assert 'href="chapter-1.xhtml#top"' in make_book(
        tmp_path, [post(1, body.replace(' id="end"', ""))], name="b.epub"
    ).text("chapter-1-2.xhtml")
    book = make_book(tmp_path, [post(1, body), post(2, f'<p><a href="{URL}/1/#end">there</a></p>')])
    assert 'href="chapter-1-2.xhtml#end"' in book.text("chapter-1.xhtml")
    assert 'href="chapter-1.xhtml#top"' in book.text("chapter-1-2.xhtml")
    assert 'href="chapter-1-2.xhtml#end"' in book.text("chapter-2.xhtml")
    read = dict(read_back(book.path))
    assert facts_of(read["1"]) == facts_of(body)
    assert re.findall('href="([^"]*)"', read["1"] + read["2"]) == ["#end", "#top", f"{URL}/1/#end"]


def test_words_that_look_like_links_stay_words(tmp_path: Path) -> None:
    body = f'<p>&lt;a href="#end"&gt;</p>{LINE * 6_000}<p id="end">x</p>'
    assert '<p>&lt;a href="#end"&gt;</p>' in make_book(tmp_path, [post(1, body)]).text("chapter-1.xhtml")


def test_manifest_says_which_file_of_a_chapter_holds_a_formula(tmp_path: Path) -> None:
    package = make_book(tmp_path, [post(1, LINE * 6_000 + "<p><math><mi>x</mi></math></p>")]).package
    assert re.findall(r'href="(chapter-1[^"]*)"[^>]*?properties="mathml"', package) == ["chapter-1-2.xhtml"]


def test_many_comments_stand_in_files_of_their_own(tmp_path: Path) -> None:
    said = tuple(Comment(id=n, author="Bea", raw=LINE * 600) for n in range(1, 25))
    book = make_book(tmp_path, [post(1, comments=said)], comments=True)
    assert len(lengths(book)) == 3 and max(lengths(book)) < LONGEST_FILE + 30_000
    assert dict(read_back(book.path))["1"] == "<p>Text.</p>"


def test_piece_that_cannot_be_divided_is_a_problem(tmp_path: Path) -> None:
    book = make_book(tmp_path, [post(1, f"<h2>{'word ' * 210_000}</h2>")])
    assert book.codes() == ["chapter-long"]
