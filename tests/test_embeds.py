import time

import pytest

from converters.post import Post, Site
from converters.wordpress.context import Context
from converters.wordpress.embeds import autoembed, embed
from converters.wordpress.providers import player_address, provider_of


def context(**meta: str) -> Context:
    return Context(Post(key="1", id=1, meta=tuple(meta.items())), Site(), lambda problem: None)


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("http://youtu.be/dQw4w9WgXcQ?t=1m30s", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        (
            "https://youtube.com/playlist?list=PL123456",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL123456",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/channels/staff/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/76979871/0123abcd", "https://player.vimeo.com/video/76979871?h=0123abcd"),
        ("https://vimeo.com/76979871/0123abcd#t=1m", "https://player.vimeo.com/video/76979871?h=0123abcd#t=60s"),
        (
            "https://www.dailymotion.com/video/x7tgad0?start=30",
            "https://www.dailymotion.com/embed/video/x7tgad0?start=30",
        ),
        ("https://dai.ly/x7tgad0", "https://www.dailymotion.com/embed/video/x7tgad0"),
        ("https://www.dailymotion.com/video/x7tgad0_title", "https://www.dailymotion.com/embed/video/x7tgad0"),
        ("https://open.spotify.com/track/0abc", "https://open.spotify.com/embed/track/0abc"),
        ("https://www.ted.com/talks/a_talk", "https://embed.ted.com/talks/a_talk"),
        ("https://www.youtube.com/@channel", ""),
        ("https://vimeo.com/about", ""),
        ("https://twitter.com/a/status/1", ""),
        ("https://notyoutube.com/watch?v=dQw4w9WgXcQ", ""),
    ],
)
def test_the_player_is_told_from_the_address(url: str, player: str) -> None:
    assert player_address(url) == player


def test_a_host_below_a_provider_is_the_provider() -> None:
    assert provider_of("https://m.youtube.com/watch?v=x") == "youtube"
    assert provider_of("https://youtube.com.example.org/watch?v=x") == ""


def test_the_address_of_an_embed_can_be_read_from_it() -> None:
    url = "https://youtu.be/dQw4w9WgXcQ?t=5&si=x"
    assert 'data-url="https://youtu.be/dQw4w9WgXcQ?t=5&amp;si=x"' in embed(url, context())


def test_what_the_provider_sent_is_shown_without_its_script() -> None:
    sent = (
        '<blockquote class="twitter-tweet"><p>Hello</p>&mdash; A '
        '<a href="https://twitter.com/a/status/12?ref_src=x">May 1</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js"></script>'
    )
    shown = embed("https://twitter.com/a/status/12", context(_oembed_0123=sent, _oembed_time_0123="1500000000"))
    assert "<p>Hello</p>" in shown
    assert "script" not in shown


def test_an_answer_for_another_address_is_not_shown() -> None:
    shown = embed("https://twitter.com/a/status/12", context(_oembed_0="<p>https://twitter.com/a/status/99</p>"))
    url = "https://twitter.com/a/status/12"
    assert shown == f'<figure class="embed embed-twitter" data-url="{url}"><a href="{url}">{url}</a></figure>'


def test_a_failed_answer_is_none() -> None:
    assert "unknown" not in embed("https://twitter.com/a/status/12", context(_oembed_0="{{unknown}}"))


def test_the_title_that_the_provider_sent_names_the_player() -> None:
    sent = '<iframe title="A song" src="https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"></iframe>'
    assert 'title="A song"' in embed("https://www.youtube.com/embed/dQw4w9WgXcQ", context(_oembed_0=sent))


@pytest.mark.parametrize("line", ["{}", "  {}  ", "<p>{}</p>", "a\n{}\nb", "<p class='x'> {}\n</p>"])
def test_an_address_alone_on_its_line_is_embedded(line: str) -> None:
    assert "<figure" in autoembed(line.format("https://vimeo.com/1234567"), context())


@pytest.mark.parametrize(
    "text",
    [
        "see https://vimeo.com/1234567",
        "https://example.org/page",
        "https://vimeo.com/",
        "<pre>\nhttps://vimeo.com/1234567\n</pre>",
        '<a title="\nhttps://vimeo.com/1234567\n">x</a>',
        "<!--\nhttps://vimeo.com/1234567\n-->",
    ],
)
def test_other_addresses_stay_as_they_are(text: str) -> None:
    assert autoembed(text, context()) == text


def test_an_address_that_the_source_holds_an_answer_for_is_embedded_whoever_gave_it() -> None:
    shown = autoembed("https://example.org/talk", context(_oembed_1='<a href="https://example.org/talk">The talk</a>'))
    assert "The talk" in shown


@pytest.mark.parametrize("unit", ["http://", "<p>", "<p>http://a", "\nhttp://a.b/c", "<pre>", " ", "<p ", "\n \n"])
def test_anything_repeated_takes_little_time(unit: str) -> None:
    text = unit * (400_000 // len(unit)) + "http://a"
    start = time.process_time()
    autoembed(text, context(_oembed_0="<p>x</p>"))
    assert time.process_time() - start < 5
