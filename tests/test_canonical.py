"""Canonical HTML: its contract holds for whatever comes in, and making it twice changes nothing."""

import gzip
import json
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.canonical import assert_canonical, canonical_text, to_canonical, tree_of
from converters.canonical.sources import make_absolute, make_set_absolute, without_proxy
from converters.html import Element, Node, parse
from converters.problem import Problem

BASE = "https://example.org/2020/hello/"
TAGS = [
    "a", "b", "p", "div", "span", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h2", "blockquote", "button",
    "select", "option", "object", "form", "noscript", "pre", "code", "figure", "figcaption", "video", "source",
    "img", "br", "hr", "center", "font", "strong", "em", "dl", "dt", "dd", "details", "summary", "svg", "math",
    "foreignObject", "mi", "input", "iframe", "label", "textarea", "custom-x", "o:p", "nobr", "marquee", "caption",
    "tbody", "ruby", "rt", "small", "big", "tt", "xmp", "applet",
]  # fmt: skip
ATTRIBUTES = [
    "", "", "", " id=x", ' style="font-weight:bold"', ' style="background-image:url(/b.png)"', " href=/q",
    " src=/s.png", " align=center", ' class="a wp-b"', ' title=""', " name=n",
]  # fmt: skip
WORDS = [
    "w ", "\nx", "y\n\n", " &lt;z", "&amp;", "&nbsp;", "<!--more-->", "<!--nextpage-->", "<!--more a  b-->",
    "<!-- x -->",
]  # fmt: skip


def hostile_fragment(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(1, 25)):
        kind = chance.random()
        if kind < 0.55:
            parts.append(f"<{chance.choice(TAGS)}{chance.choice(ATTRIBUTES)}>")
        elif kind < 0.8:
            parts.append(f"</{chance.choice(TAGS)}>")
        else:
            parts.append(chance.choice(WORDS))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(8))
def test_making_it_twice_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        fragment = hostile_fragment(chance)
        once = to_canonical(fragment, base=BASE)
        assert to_canonical(once, base=BASE) == once, fragment
        assert_canonical(once)


def test_references_to_characters_that_xml_forbids_are_left_out_like_these() -> None:
    once = to_canonical('<p>a&#1;b&#xfffe;c&#13;d&#65535;e&#10;f&#8217;<a href="/x" title="1&#2;2&#13;3">y</a></p>')
    assert once == '<p>abc\nde\nf\u2019<a href="/x" title="12&#10;3">y</a></p>'
    assert_canonical(once)


def shape(node: Node) -> object:
    if isinstance(node, Element):
        return node.name, node.attributes, [shape(child) for child in node.children]
    return type(node), node.text


@pytest.mark.parametrize("seed", range(8))
def test_the_tree_handed_over_is_the_one_that_a_parser_gives(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        html = to_canonical(hostile_fragment(chance), base=BASE)
        handed_over = tree_of(html)
        assert shape(handed_over) == shape(parse(html)), html
        for element in handed_over.elements():
            assert all(child.parent is element for child in element.children), html


def test_a_tree_is_handed_over_once_and_to_its_own_html_alone() -> None:
    html = to_canonical("one <b>two</b>")
    tree = tree_of(html)
    tree.children.clear()
    assert shape(tree_of(html)) == shape(parse(html))
    to_canonical("three")
    assert shape(tree_of(html)) == shape(parse(html))


@pytest.mark.corpus
def test_what_wordpress_shows_becomes_canonical(corpus: Path) -> None:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            assert_canonical(to_canonical(json.loads(line)["html"], base=BASE))


@pytest.mark.parametrize(
    "html",
    [
        "text",
        "<p>a</p><p></p>",
        "<p>a<script>b</script></p>",
        '<p onclick="x">a</p>',
        "<p>a",
        "<p><font>a</font></p>",
        "<div>a<p>b</p></div>",
        "<p>a<!--more-->b</p>",
        "<p>a</p><!-- wp:x /-->",
        '<p><a href="javascript:x">a</a></p>',
        '<p><img src="data:," data-src="/a.jpg" /></p>',
    ],
)
def test_what_is_not_canonical_is_found(html: str) -> None:
    with pytest.raises(AssertionError, match="not canonical at"):
        assert_canonical(html)


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("x.html", "https://example.org/2020/hello/x.html"),
        ("/x", "https://example.org/x"),
        ("?p=1", "https://example.org/2020/hello/?p=1"),
        ("#top", "#top"),
        ("//cdn.example.org/x", "https://cdn.example.org/x"),
        ("///x", "https://example.org/x"),
        (" https://example.net/a b ", "https://example.net/a b"),
        ("http://[", "http://["),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("java\nscript:x", ""),
        ("VBScript:x", ""),
        ("data:text/html,x", ""),
        ("data:image/gif;base64,x", "data:image/gif;base64,x"),
        ("", ""),
    ],
)
def test_an_address_becomes_absolute(url: str, absolute: str) -> None:
    assert make_absolute(url, BASE) == absolute


def test_an_address_without_a_base_stays() -> None:
    assert make_absolute("x/y", "") == "x/y"


def test_every_address_of_a_set_becomes_absolute() -> None:
    assert make_set_absolute("a.jpg 1x,/b,c.jpg 2x,", BASE) == (
        "https://example.org/2020/hello/a.jpg 1x, https://example.org/b,c.jpg 2x"
    )


def test_a_proxy_of_another_host_stays() -> None:
    url = "https://i1.wp.com/other.net/a.jpg?w=1"
    assert without_proxy(url, BASE) == url
    assert without_proxy("http://i1.wp.com/www.example.org/a.jpg?w=1", BASE) == "http://www.example.org/a.jpg"


def test_what_is_left_out_is_counted_by_name() -> None:
    problems: list[Problem] = []
    to_canonical("<style>a</style><script>b</script><script>c</script><input type=hidden>d", report=problems.append)
    assert [str(problem) for problem in problems] == ["<script> left out (2 of them)", "<style> left out (1 of them)"]


def test_a_noscript_that_shows_something_else_stays() -> None:
    assert (
        to_canonical('<p><img src="/a.jpg" /><noscript><img src="/b.jpg" /></noscript></p>', base=BASE).count("<img")
        == 2
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>" * 3000 + "word", 1),
        ("<b>" * 3000 + "<p>word " * 3000, 3000),
        ("<span>" * 3000 + "word " * 200_000, 200_000),
        ("<" * 300_000 + " word", 1),
        ("<br>" * 200_000 + "word", 1),
        ("<p>" + "<!--nextpage-->word " * 50_000, 50_000),
        ("<li>word " * 30_000, 30_000),
        ('<div style="background-image:url(/a.png)">' * 3000 + "word", 1),
        ('<p style="' + "a" * 1_000_000 + '">word', 1),
        ('<p style="background:' + 'url("' * 200_000 + "'>\">word", 1),
        ('<img srcset="' + "a," * 300_000 + '">word', 1),
        ("word " * 2_000_000, 2_000_000),
    ],
    ids=[
        "nested",
        "bold",
        "spans",
        "angles",
        "breaks",
        "pages",
        "items",
        "backgrounds",
        "style",
        "urls",
        "set",
        "10 MB",
    ],
)
def test_hostile_html_takes_bounded_time_and_loses_no_word(html: str, words: int) -> None:
    start = time.process_time()
    shown = parse(to_canonical(html, base=BASE)).text_content()
    assert time.process_time() - start < 20
    assert len(re.findall("word", shown)) == words


def test_nothing_in_a_drawing_or_a_formula_acts() -> None:
    html = (
        '<svg><title>t</title><a href="/x"><set attributeName="href" to="javascript:x()"></set><path d="M0"></path></a>'
        '<desc><object data="javascript:x()">word</object><base href="//e.example"></desc></svg>'
        '<math><mtext><video poster="javascript:x()"></video><embed src="/x"></mtext></math>'
    )
    assert to_canonical(html, base="https://blog.example") == (
        '<p><svg><title>t</title><a href="https://blog.example/x"><path d="M0"></path></a><desc>word</desc></svg>'
        "<math><mtext><video></video></mtext></math></p>"
    )


@settings(max_examples=1000)
@given(
    st.lists(
        st.sampled_from(
            [*"ab .,\"'#*_é中\xa0\u200b\ufeff\u2028\x0b\t\n\x7f\u0301&><", "<br />\n", "</p>\n<p>", "&amp;"]
        ),
        max_size=12,
    ).map("".join)
)
def test_paragraphs_of_words_are_what_a_parser_would_make_of_them(words: str) -> None:
    html = f"<p>{words}</p>\n"
    assert to_canonical(html) == canonical_text(parse(html))
