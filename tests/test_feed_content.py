"""The body of a post as a feed holds it."""

import pytest

from converters.canonical import to_canonical
from converters.html import parse
from tests.feed_rules import html_faults
from writers.feed.content import feed_html, plain_summary
from writers.feed.urls import ascii_url

PAGE = "https://blog.example/fog/"


def shown(html: str, *frames: str) -> str:
    result = feed_html(parse(html), base="https://blog.example/", page=PAGE, frames=frames)
    assert html_faults(result, frames=bool(frames)) == []
    return result


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<form action="/x"><input name="q"><select><option>1</select></form>',
        "<template><p>x</p></template>",
        "<!--more--><!--nextpage-->",
        '<link rel="stylesheet" href="x.css"><meta charset="x"><base href="//evil.example/">',
    ],
)
def test_what_acts_or_means_nothing_in_a_reader_is_gone(html: str) -> None:
    assert shown(f"<p>a</p>{html}<p>b</p>").replace("1", "") == "<p>a</p><p>b</p>"


def test_handlers_scripts_and_names_for_the_sites_own_scripts_are_gone() -> None:
    html = '<p onclick="x()" data-id="1" aria-label="x" style="position:fixed; text-align: center">a</p>'
    assert shown(html) == '<p style="text-align: center">a</p>'
    assert shown('<a href=" java\nscript:alert(1)">x</a>') == "<a>x</a>"
    assert shown('<a href="https://x.example/" target="_blank" rel="nofollow">x</a>').count("target") == 0


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/größe/">x</a>', '<a href="https://blog.example/gr%C3%B6%C3%9Fe/">x</a>'),
        ('<a href="#fn-1">1</a>', f'<a href="{PAGE}#fn-1">1</a>'),
        ('<img src="a b.png" alt="">', '<img src="https://blog.example/a%20b.png" alt="" />'),
        (
            '<img src="a.png" srcset="a.png 1x, /ü.png 2x" alt="">',
            '<img src="https://blog.example/a.png" '
            'srcset="https://blog.example/a.png 1x, https://blog.example/%C3%BC.png 2x" alt="" />',
        ),
        (
            '<video poster="p ü.jpg" src="//cdn.example/v.mp4"></video>',
            '<video poster="https://blog.example/p%20%C3%BC.jpg" src="https://cdn.example/v.mp4" controls="controls">'
            "</video>",
        ),
        ('<q cite="/ä">x</q>', '<q cite="https://blog.example/%C3%A4">x</q>'),
    ],
)
def test_addresses_are_absolute_and_ascii(html: str, expected: str) -> None:
    assert shown(html) == expected


def test_place_within_a_post_that_has_no_address_cannot_be_linked() -> None:
    assert feed_html(parse('<a href="#fn-1" id="a">1</a>'), base="https://blog.example/") == '<a id="a">1</a>'


def test_lazy_image_shows_its_real_source() -> None:
    lazy = (
        '<p><img class="lazyload" src="data:image/gif;base64,R0lGOD" data-src="https://blog.example/a.png" alt="A"></p>'
    )
    assert shown(to_canonical(lazy)) == '<p><img src="https://blog.example/a.png" alt="A" /></p>'


PLAYER = (
    '<figure class="embed embed-youtube" data-url="https://www.youtube.com/watch?v=abc">'
    '<iframe src="https://www.youtube-nocookie.com/embed/abc" title="Fog" allowfullscreen="allowfullscreen"></iframe>'
    "</figure>"
)


def test_player_becomes_a_link_to_what_it_plays() -> None:
    url = "https://www.youtube.com/watch?v=abc"
    assert shown(PLAYER) == f'<figure class="embed embed-youtube"><a href="{url}">{url}</a></figure>'


def test_player_of_an_allowed_host_stays() -> None:
    assert "<iframe" in shown(PLAYER, "youtube-nocookie.com")
    assert "<iframe" in shown(PLAYER, "*")
    assert "<iframe" not in shown(PLAYER, "vimeo.com", "cookie.com")


def test_quoted_message_says_where_it_is() -> None:
    url = "https://twitter.com/a/status/1"
    html = f'<figure class="embed" data-url="{url}"><blockquote><p>Hello</p></blockquote></figure>'
    assert shown(html).endswith(f'</blockquote><p><a href="{url}">{url}</a></p></figure>')


def test_plugin_of_the_past_becomes_a_link() -> None:
    html = '<object data="https://x.example/a.swf"><embed src="https://x.example/a.swf"></object>'
    assert shown(html) == '<p><a href="https://x.example/a.swf">https://x.example/a.swf</a></p>'


def test_drawing_stays_and_cannot_act() -> None:
    svg = '<svg onload="x()"><a xlink:href="javascript:x()"><set attributeName="href"/><path d="M0 0"/></a></svg>'
    result = shown(svg)
    assert "<path" in result
    assert "onload" not in result and "javascript" not in result and "<set" not in result


def test_box_of_a_task_stays_and_cannot_be_ticked() -> None:
    html = shown('<ul><li><input type="checkbox" checked> tea</li></ul>')
    assert html == '<ul><li><input type="checkbox" checked="checked" disabled="disabled" /> tea</li></ul>'


def test_nesting_without_end_is_no_trouble() -> None:
    assert shown("<div>" * 3000 + "x").count("<div>") == 3000


def test_summary_ends_at_the_mark_more() -> None:
    assert plain_summary(parse("<p>One. Two.</p><!--more--><p>Three.</p>")) == "One. Two. […]"


def test_summary_is_the_first_words_of_the_text_and_not_of_headings_code_and_captions() -> None:
    html = "<h2>Head</h2><pre>code</pre><figure><img alt='x'><figcaption>cap</figcaption></figure><p>a<br>b</p><p>c</p>"
    assert plain_summary(parse(html)) == "a b c"
    assert plain_summary(parse(f"<p>{'word ' * 60}</p>")) == " ".join(["word"] * 55) + " […]"


def test_summary_of_a_picture_is_what_it_shows() -> None:
    assert plain_summary(parse('<p><img src="x.png" alt="A cup"></p>')) == "A cup"
    assert plain_summary(parse("<h2>Only a heading</h2>")) == "Only a heading"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://blog.example/a", "https://blog.example/a"),
        ("HTTPS://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://blog.example/100%/%zz/%C3%BC", "https://blog.example/100%25/%25zz/%C3%BC"),
        ("https://blog.example/a#b#c", "https://blog.example/a#b%23c"),
        ("https://blog.example/[x]|{y}", "https://blog.example/%5Bx%5D%7C%7By%7D"),
        ("https://ann:ü@[::1]:80/", "https://ann:%C3%BC@[::1]:80/"),
        ("https://a\x02<ü/", "https://xn--a%02%3C-joa/"),
        ("mailto:jörg@blog.example", "mailto:j%C3%B6rg@blog.example"),
        ("\u200bhttps://blog.example/ ", "https://blog.example/"),
        (f"https://{'ü' * 70}.example/", f"https://xn--td{'a' * 70}.example/"),
    ],
)
def test_any_address_has_a_form_in_ascii(url: str, expected: str) -> None:
    assert ascii_url(url) == expected
    assert ascii_url(expected) == expected
