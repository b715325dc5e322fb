"""HTML → Markdown: its seams (links, overridable methods), and that no input breaks it or takes it long."""

import time

import pytest

from converters.html import Element, parse
from writers.markdown import FLAVORS, GFM, HUGO, JEKYLL, Converter, Flavor, to_markdown

EVERY_FLAVOR = pytest.mark.parametrize("flavor", FLAVORS.values(), ids=FLAVORS)
NESTED = [
    *["<div>", "<span>", "<q>", "<blockquote>", "<ul><li>", "<ol start=3><li>", "<b><i>", "<sup>", "<a href=x>"],
    *[
        "<table><tr><td>",
        "<dl><dt>a<dd>",
        "<details>",
        "<h2><span>",
        "<code>",
        "<pre>",
        "<q>",
        "<p dir=rtl><div dir=ltr>",
    ],
]
REPEATED = [
    *[
        "[",
        "](",
        "`",
        "*",
        "* ",
        "_a",
        "&lt;",
        "~a ",
        "http://",
        "http://a ",
        "{{&lt;",
        "- ",
        "=",
        "|-",
        "www.",
        "&amp;",
    ],
    *["<br>a", "<b>a</b><i>b</i>", "<code>a</code>", "<a href=x>y</a> ", "<!--more-->a", "<p>a</p>", "<li>a"],
    *["\u00a0 ", "<del>a</del> ~", "<span>a</span>", "<td>a", "<img src=x alt='_'>"],
]


@EVERY_FLAVOR
def test_every_address_goes_through_link(flavor: Flavor) -> None:
    html = (
        '<p><a href="/a">a</a><img src="/b"><video src="/c" poster="/d"></video></p>'
        '<figure><img src="/e" srcset="/f 1x, /g 2x"><figcaption><a href="/h">x</a></figcaption></figure>'
    )
    markdown = to_markdown(html, flavor=flavor, link=lambda url: f"https://new.example{url}")
    for letter in "abcdefgh":
        assert f"https://new.example/{letter}" in markdown
    assert markdown.count("https://new.example/") == 8


def test_a_subclass_may_write_an_inline_element() -> None:
    class Highlighting(Converter):
        def convert_mark(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
            return f"=={text}=="

    assert Highlighting(GFM).convert("<p>a <mark>b <em>c</em></mark> d</p>") == "a ==b *c*== d"


def test_a_subclass_may_write_emphasis() -> None:
    class Shouting(Converter):
        def convert_strong(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
            return text.upper()

    assert Shouting(GFM).convert("<p>a <strong>b</strong></p>") == "a B"


def test_a_subclass_may_write_a_block() -> None:
    class Asides(Converter):
        def convert_aside(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
            return f":::\n{text}\n:::"

        def convert_hr(self, el: Element, text: str, parent_tags: frozenset[str]) -> str:
            return "* * *"

    assert Asides(GFM).convert("<aside><p>a</p></aside><hr>") == ":::\na\n:::\n\n* * *"


def test_an_element_can_be_converted_as_well_as_text() -> None:
    assert Converter(GFM).convert_soup(parse("<p>a</p>")) == "a"


def test_text_that_needs_no_escape_gets_none() -> None:
    text = "snake_case, 1.5, C#, a - b, x * y, #hashtag, wow! (really) [sic] 5 < 6, AT&T, C:\\name, ~5 a|b $5 {x} 2^3"
    html = text.replace("&", "&amp;").replace("<", "&lt;")
    assert to_markdown(f"<p>{html}</p>", flavor=GFM) == text
    assert to_markdown(f"<p>{html}</p>", flavor=HUGO) == text


@EVERY_FLAVOR
def test_raw_html_holds_no_blank_line(flavor: Flavor) -> None:
    html = "<figure>\n\n<img src='/i.png'>\n\n\n<figcaption>a\n\n\nb</figcaption>\n\n</figure>"
    assert "\n\n" not in to_markdown(html, flavor=flavor)


@EVERY_FLAVOR
def test_a_table_that_does_not_fit_keeps_its_code_on_one_line(flavor: Flavor) -> None:
    html = "<table><tr><td><pre>a\n\nb</pre></td></tr></table>"
    assert "<pre>a&#10;&#10;b</pre>" in to_markdown(html, flavor=flavor)


def test_no_shortcode_is_left_for_hugo() -> None:
    html = "<p>{{&lt; a &gt;}} {{% b %}} <code>{{&lt; c &gt;}} {{%</code></p><pre>{{% d</pre><p title='{{<'>{{<br>x</p>"
    html += "<figure><img src='/{{<.png' alt='{{% e %}}'><figcaption>{{% f</figcaption></figure>"
    markdown = to_markdown(html, flavor=HUGO).replace("{{</*", "").replace("{{%/*", "")
    assert "{{<" not in markdown
    assert "{{%" not in markdown


def test_no_liquid_is_left_for_jekyll() -> None:
    html = "<p>{{ a }} {% b %} <code>{{ c }}</code></p><pre>{% d %}</pre><h2>{{ e }}</h2>"
    html += "<p><img src='/{{ f }}.png' alt='{{ g }}' title='{% h %}'></p><table><caption>{{ i }}</caption></table>"
    markdown = to_markdown(html, flavor=JEKYLL)
    assert "{{" not in markdown
    assert "{%" not in markdown


@EVERY_FLAVOR
@pytest.mark.parametrize("opening", NESTED)
def test_three_thousand_nested_elements_keep_their_text(opening: str, flavor: Flavor) -> None:
    assert "needle" in to_markdown(opening * 3000 + "needle", flavor=flavor)


@EVERY_FLAVOR
@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_length_alone(piece: str, flavor: Flavor) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        to_markdown("<p>" + piece * count, flavor=flavor)
        return time.process_time() - start

    short = min(seconds(1_000) for _ in range(2))
    longs: list[float] = []
    while not longs or longs[-1] > 120 * short + 0.2:  # sixteen times as long; squared it would be 256 times
        longs.append(seconds(16_000))
        assert len(longs) < 4, f"{short} s for 1,000, {longs} s for 16,000"


@EVERY_FLAVOR
def test_bad_characters_and_open_ends_are_survived(flavor: Flavor) -> None:
    assert to_markdown("", flavor=flavor) == ""
    assert to_markdown("a\x00b\ud800c<p", flavor=flavor) == "abc"
    assert "x" in to_markdown("<table><tr><td><ul><li>x", flavor=flavor)
