"""The cheap tree: parsed as browsers parse, written as XHTML."""

import pytest
from lxml import etree

from converters.html import Element, Text, parse, serialise


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<a href=x><div>a</div></a>", '<a href="x"><div>a</div></a>'),
        ("<b>a<p>b</b>c", "<b>a</b><p><b>b</b>c</p>"),
        ("a<br>b<wbr>c", "a<br />b<wbr />c"),
        ("x &amp; y &lt; z &nbsp;&eacute;", "x &amp; y &lt; z \xa0é"),
        ("<a title='\"&lt;'>t</a>", '<a title="&quot;&lt;">t</a>'),
        ("<pre>\n\nx</pre>", "<pre>\n\nx</pre>"),
        ("a</body>b<!--more--></html>c", "ab<!--more-->c"),
        ("<!-- a--b- -->", "<!-- a- -b- -->"),
        ("<p @click=x on:y=z>t</p>", '<p on:y="z">t</p>'),
        ("a\x00b\x0bc\ufffed", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_fragment_is_repaired_and_written_as_xhtml(html: str, expected: str) -> None:
    assert serialise(parse(html)) == expected


def test_result_is_well_formed_xml() -> None:
    wild = '<p a=1 a=2>x<o:p>y</o:p><img src=a?b=1&c=2 alt=">"><svg viewBox="0 0 1 1"><path/></svg><!---->&bogus;'
    etree.fromstring(f'<r xmlns:o="urn:o">{serialise(parse(wild))}</r>')


def test_lone_surrogate_is_left_out() -> None:
    assert serialise(parse("a\ud800b")) == "ab"


def test_thousands_of_nested_elements_keep_their_text() -> None:
    assert "deep" in serialise(parse("<div>" * 3000 + "deep"))


def test_replaced_element_makes_room_for_its_children() -> None:
    body = parse("<p>a<b>b<i>c</i></b>d</p>")
    [bold] = body.elements("b")
    bold.replace(*bold.children)
    assert serialise(body) == "<p>ab<i>c</i>d</p>"
    assert all(child.parent is body.children[0] for child in body.elements("p")[0].children)


def test_walk_visits_in_document_order() -> None:
    body = parse("<p>a<b>b</b></p>c")
    assert [n.name if isinstance(n, Element) else n.text for n in body.walk()] == ["p", "a", "b", "b", "c"]
    assert body.text_content() == "abc"


def test_appended_node_knows_its_parent() -> None:
    body, text = Element("body"), Text("x")
    body.append(text)
    assert text.parent is body
