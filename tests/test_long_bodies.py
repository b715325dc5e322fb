"""Very long bodies are taken in stretches, and come out as they would as a whole, letter for letter."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import problem
from converters.canonical import Stretches, canonical_text, canonical_text_of, rounds, stretches, to_canonical
from converters.html import Element, parse
from converters.pipeline import convert
from converters.wordpress import body, paragraphs
from converters.wordpress.paragraphs import add_paragraphs
from converters.wordpress.wxr import WxrReader
from tests.fuzz_documents import documents
from tests.test_canonical import ATTRIBUTES, BASE, TAGS, WORDS
from writers import markdown_site
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.markdown import FLAVORS, converter, to_markdown
from writers.page import long_page_text, page_text

_PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from([*WORDS, "<!--", "-->", "<a title='", "'>", "<script>", "</script>", "x</p>", "<p>y</p>\n\n"]),
    st.builds(
        "<{0}>{1}w</{0}>{2}".format, st.sampled_from(["p", "h2"]), st.sampled_from(WORDS), st.sampled_from(WORDS)
    ),
)
FRAGMENTS = st.lists(_PIECES, max_size=30).map("".join)
CLASSIC = st.lists(
    st.one_of(
        st.sampled_from(
            ["x", "wo rd", "a < b", "b > c", "<br />", "\n", "\n\n", "\n \n", "\u00a0", "\x1c", "<a", "<hr>"]
        ),
        st.builds(
            "<{}>".format, st.sampled_from(["p", "div", "ul", "li", "blockquote", "b", "td", "h2", "pre", "svg"])
        ),
        st.builds("</{}>".format, st.sampled_from(["p", "div", "ul", "li", "blockquote", "b", "td", "h2", "pre"])),
        st.builds("<p>{}y</p>\n\n".format, st.sampled_from(["", "<br>", " ", "<li>"])),
        st.just("text\n\n"),
    ),
    max_size=30,
).map("".join)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every body is a very long one, and cut wherever it can be."""
    for module in (rounds, body, converter, markdown_site):
        monkeypatch.setattr(module, "LONG", -1)
    monkeypatch.setattr(paragraphs, "LONG", 0)
    for module in (stretches, paragraphs):
        monkeypatch.setattr(module, "_STRETCH", 1)
    return monkeypatch


def nodes(element: Element) -> list[object]:
    return [
        (node.name, node.attributes, nodes(node)) if isinstance(node, Element) else (type(node), node.text)
        for node in element.children
    ]


def check_html(html: str) -> None:
    taken, trees = Stretches(html), []
    while (tree := taken.next()) is not None:
        trees += nodes(tree)
    assert trees == nodes(parse(html))
    whole: list[problem.Problem] = []
    cut: list[problem.Problem] = []
    text = canonical_text(parse(html), base=BASE, report=whole.append)
    assert canonical_text_of(Stretches(html), base=BASE, report=cut.append) == text
    assert cut == whole


def check_markdown(html: str) -> None:
    for flavor in FLAVORS.values():
        whole = converter.Converter(flavor).convert_soup(parse(html))
        assert to_markdown(html, flavor=flavor) == whole


@given(FRAGMENTS)
def test_trees_and_canonical_html_of_stretches_are_those_of_the_whole(html: str) -> None:
    check_html(html)


@pytest.mark.parametrize("seed", range(4))
def test_articles_in_stretches_are_those_of_the_whole(seed: int) -> None:
    chance = random.Random(seed)
    articles = [html for _, html in documents(seed, 60)]
    for _ in range(60):
        html = "".join(chance.sample(articles, 3))
        check_html(html)
        check_markdown(to_canonical(html, base=BASE))


@given(FRAGMENTS)
def test_markdown_in_pieces_is_that_of_the_whole(html: str) -> None:
    check_markdown(html)


@given(CLASSIC)
def test_paragraphs_of_stretches_are_those_of_the_whole(text: str) -> None:
    cut = add_paragraphs(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraphs, "LONG", len(text))
        assert cut == add_paragraphs(text)


def test_a_long_article_is_cut_between_all_of_its_paragraphs() -> None:
    taken = Stretches("<p>a</p>\n<p>b</p>\n<div><p>c</p>\n<p>d</p></div>\n<h2>e</h2>\n<p>f</p>")
    texts = [tree.text_content().split() for tree in iter(taken.next, None)]
    assert texts[:4] == [["a"], ["b"], ["c", "d", "e"], ["f"]]  # it goes on in the third until nothing is open


def test_a_note_of_a_long_body_is_still_one() -> None:
    html = (
        '<p>Tea<sup><a href="#fn-1">1</a></sup> is hot.</p><p>Yes.</p>'
        '<section class="footnotes"><ol><li id="fn-1">Or cold.</li></ol></section>'
    )
    assert to_markdown(html, flavor=FLAVORS["hugo"]) == "Tea[^1] is hot.\n\nYes.\n\n[^1]: Or cold."


@pytest.mark.parametrize("pieces", [[], [""], ["a\n\n"], ["a\n", "\n", "b"], ["\n", "a\x08", "\n\n", "\n"]])
def test_a_page_in_pieces_is_that_of_the_whole(pieces: list[str]) -> None:
    text, rest = long_page_text({"title": "x"}, pieces)
    assert text + rest.decode() == page_text({"title": "x"}, "".join(pieces))


@pytest.mark.parametrize("writer", [HugoWriter(), JekyllWriter()], ids=["hugo", "jekyll"])
def test_a_site_of_long_bodies_is_that_of_short_ones(
    writer: HugoWriter | JekyllWriter, tmp_path: Path, short: pytest.MonkeyPatch
) -> None:
    source = Path("fixtures", "exports", "small-blog", "export.xml")
    convert(source, tmp_path / "cut", reader=WxrReader(), writer=writer)
    short.undo()
    convert(source, tmp_path / "whole", reader=WxrReader(), writer=writer)
    written = [
        {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "cut", tmp_path / "whole")
    ]
    assert written[0] == written[1]
