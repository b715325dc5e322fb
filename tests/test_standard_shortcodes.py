import pytest

from converters.post import Media, Post, Site
from converters.problem import Problem
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import expand_shortcodes
from converters.wordpress.shortcodes.table import HANDLERS

SITE = Site(
    media={
        1: Media(
            id=1, url="https://x.org/a.jpg", alt="A", caption="The <b>first</b>", parent=7, mime="image/jpeg", order=2
        ),
        2: Media(id=2, url="https://x.org/b.png", page="https://x.org/b/", parent=7, title="Zebra", order=1),
        3: Media(id=3, url="https://x.org/c.mp3", title="A & B", parent=7, mime="audio/mpeg"),
        4: Media(id=4, url="https://x.org/d.mp4", title="Film", parent=8, mime="video/mp4"),
    }
)
A = '<img src="https://x.org/a.jpg" alt="A" />'
B = '<img src="https://x.org/b.png" alt="" />'


def show(text: str, problems: list[Problem] | None = None) -> str:
    report = [] if problems is None else problems
    return expand_shortcodes(text, Context(Post(key="7", id=7), SITE, report.append), HANDLERS)


def images(html: str) -> str:
    return "".join(name for name in (part[:1] for part in html.split("x.org/")[1:]) if name in "abcd")


def test_a_caption_becomes_a_figure() -> None:
    assert show(
        '[caption id="attachment_1" align="alignleft" width="300"]<a href="b"><img src="a" /></a> A <i>b</i>[/caption]'
    ) == (
        '<figure id="attachment_1" class="wp-caption alignleft"><a href="b"><img src="a" /></a>'
        "<figcaption>A <i>b</i></figcaption></figure>"
    )


def test_a_caption_may_stand_in_the_attribute() -> None:
    assert "<figcaption>Old words</figcaption>" in show(
        '[wp_caption width="3" caption="Old words"]<img src="a">[/wp_caption]'
    )


def test_a_picture_without_caption_stays_alone() -> None:
    assert show('[caption width="300"]<img src="a">[/caption]') == '<img src="a">'


def test_a_gallery_shows_its_pictures_in_their_order() -> None:
    shown = show('[gallery ids="2,1" link="none"]')
    assert shown == (
        f'<div class="gallery"><figure>{B}</figure><figure>{A}<figcaption>The <b>first</b></figcaption></figure></div>'
    )


def test_a_gallery_links_to_files_or_pages() -> None:
    assert '<a href="https://x.org/b.png">' in show('[gallery ids="2" link="file"]')
    assert '<a href="https://x.org/b/">' in show('[gallery ids="2"]')


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ("", "ba"),
        ('exclude="2"', "a"),
        ('include="1"', "a"),
        ('order="DESC"', "ab"),
        ('orderby="title"', "ab"),
        ('orderby="ID"', "ab"),
        ('ids="2, 1" orderby="menu_order"', "ba"),
        ("ids=”1,2”", "ab"),
        ('id="8"', ""),
    ],
)
def test_a_gallery_chooses_and_orders(attributes: str, shown: str) -> None:
    assert images(show(f'[gallery link="none" {attributes}]')) == shown


def test_missing_pictures_are_a_loss_that_names_them() -> None:
    problems: list[Problem] = []
    assert images(show('[gallery ids="1,98,99" link="none"]', problems)) == "a"
    assert [str(problem) for problem in problems] == [
        "[gallery] shows files that the source does not hold: the ids 98, 99"
    ]


def test_a_player_has_every_source() -> None:
    assert show('[audio mp3="a.mp3" ogg="a.ogg"]') == (
        '<figure><audio controls=""><source src="a.mp3" /><source src="a.ogg" /></audio></figure>'
    )
    assert show('[video src="a.mp4" poster="p.jpg" loop="on"]<track src="t.vtt">[/video]') == (
        '<figure><video controls="" src="a.mp4" poster="p.jpg" loop="loop"><track src="t.vtt"></video></figure>'
    )


def test_a_player_without_source_plays_what_was_uploaded() -> None:
    assert 'src="https://x.org/c.mp3"' in show("[audio]")


def test_a_player_with_nothing_to_play_stays_and_is_reported() -> None:
    problems: list[Problem] = []
    assert show("[video]", problems) == "[video]"
    assert [problem.code for problem in problems] == ["no-media-attached"]


def test_a_video_of_a_provider_is_an_embed() -> None:
    assert "player.vimeo.com/video/123456" in show('[video src="https://vimeo.com/123456"]')


def test_a_playlist_names_its_tracks() -> None:
    assert "<figcaption>A &amp; B</figcaption>" in show("[playlist]")
    assert "<video" in show('[playlist type="video" ids="4"]')


@pytest.mark.parametrize("text", ["[embed]not an address[/embed]", "[embed]", "[embed][/embed]"])
def test_an_embed_without_address_stays(text: str) -> None:
    assert show(text) == text
