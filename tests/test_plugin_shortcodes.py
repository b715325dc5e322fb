import base64

import pytest

from converters.html import parse, serialise
from converters.post import Media, Post, Site
from converters.problem import Problem
from converters.wordpress.code_listings import cut_out_code, put_back_code
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import expand_shortcodes
from converters.wordpress.shortcodes.footnotes import gather_footnotes
from converters.wordpress.shortcodes.table import HANDLERS
from converters.wordpress.shortcodes.unknown import report_unknown_shortcodes

SITE = Site(media={5: Media(id=5, url="https://x.org/a.jpg", alt="A", mime="image/jpeg")})
RAW = base64.b64encode(b"%3Cb%3Eraw%3C%2Fb%3E").decode()


def show(text: str, problems: list[Problem] | None = None, meta: tuple[tuple[str, str], ...] = ()) -> str:
    report = [] if problems is None else problems
    context = Context(Post(key="1", id=1, meta=meta), SITE, report.append)
    cut = cut_out_code(text, context)
    return put_back_code(expand_shortcodes(cut.text, context, HANDLERS), cut)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (
            "[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ&w=640]",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;w=640",
        ),
        ("[youtube=http://youtu.be/dQw4w9WgXcQ]", "http://youtu.be/dQw4w9WgXcQ"),
        ("[youtube]dQw4w9WgXcQ[/youtube]", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("[vimeo 123456 w=640&h=360]", "https://vimeo.com/123456"),
        ("[vimeo clip_id='123456']", "https://vimeo.com/123456"),
        ('[su_youtube url="https://youtu.be/dQw4w9WgXcQ" width="600"]', "https://youtu.be/dQw4w9WgXcQ"),
        ('[su_youtube_advanced url="https://youtu.be/dQw4w9WgXcQ"]', "https://youtu.be/dQw4w9WgXcQ"),
        ('[su_vimeo url="https://vimeo.com/123456"]', "https://vimeo.com/123456"),
        ('[su_dailymotion url="https://dai.ly/x1y2z3"]', "https://dai.ly/x1y2z3"),
        ('[arve url="https://vimeo.com/123456" mode="lazyload"]', "https://vimeo.com/123456"),
        ('[arve provider="youtube" id="dQw4w9WgXcQ"]', "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ('[arve provider="vimeo" id="123456"]', "https://vimeo.com/123456"),
        ("[gist https://gist.github.com/a/0123 /]", "https://gist.github.com/a/0123"),
        ("[gist 0123]", "https://gist.github.com/0123"),
        ("[gist]0123[/gist]", "https://gist.github.com/0123"),
        ("[tweet 12345]", "https://twitter.com/i/status/12345"),
        ('[tweet]<a href="x">https://twitter.com/a/status/1</a>[/tweet]', "https://twitter.com/a/status/1"),
        ("[ted id=7]", "https://www.ted.com/talks/7"),
        ("[wpvideo 0a1B2c3D w=640]", "https://videopress.com/v/0a1B2c3D"),
        ('[soundcloud url="https://api.soundcloud.com/tracks/1"]', "https://api.soundcloud.com/tracks/1"),
        ("[fusion_youtube id='dQw4w9WgXcQ']", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ('[vc_video link="https://vimeo.com/123456"]', "https://vimeo.com/123456"),
    ],
)
def test_a_medium_is_embedded_from_any_form_of_its_address(text: str, url: str) -> None:
    assert f'data-url="{url}"' in show(text)


@pytest.mark.parametrize("text", ["[gist]", "a [list] of", "[row]", "[youtube]", "[quote]", "[tab]", "[facebook]"])
def test_a_common_word_in_brackets_is_text(text: str) -> None:
    assert show(text) == text


@pytest.mark.parametrize("text", ["<code>[su_note]x[/su_note]</code>", "<pre>[vc_row][/vc_row]</pre>"])
def test_shortcodes_shown_in_code_stay(text: str) -> None:
    assert show(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[vc_row][vc_column width='1/2'][vc_column_text]<p>x</p>[/vc_column_text][/vc_column][/vc_row]", "<p>x</p>"),
        ('[vc_custom_heading text="Hi" font_container="tag:h3|text_align:left"]', "<h3>Hi</h3>"),
        ('[vc_btn title="Go" link="url:https%3A%2F%2Fx.org|title:T"]', '<p><a href="https://x.org">Go</a></p>'),
        ('[vc_single_image image="5"]', '<img src="https://x.org/a.jpg" alt="A" />'),
        (
            '[vc_gallery images="5"]',
            '<div class="gallery"><figure><img src="https://x.org/a.jpg" alt="A" /></figure></div>',
        ),
        (f"[vc_raw_html]{RAW}[/vc_raw_html]", "<b>raw</b>"),
        (f"[fusion_code]{base64.b64encode(b'<i>x</i>').decode()}[/fusion_code]", "<i>x</i>"),
        ("[fusion_code]not base64![/fusion_code]", "not base64!"),
        ('[et_pb_blurb title="T %91x%93"]y[/et_pb_blurb]', "<h3>T [x]</h3>y"),
        ('[et_pb_image src="https://x.org/b.jpg" alt="B" /]', '<img src="https://x.org/b.jpg" alt="B" />'),
        ('[et_pb_button button_text="Go" button_url="https://x.org" /]', '<a href="https://x.org">Go</a>'),
        ("[et_pb_code]a<!-- [et_pb_line_break_holder] -->b[/et_pb_code]", "a\nb"),
        ('[su_button url="https://x.org"]Go[/su_button]', '<a href="https://x.org">Go</a>'),
        ('[su_spoiler title="More"]text[/su_spoiler]', "<p><strong>More</strong></p>text"),
        ("[one_half]a[/one_half][one_half_last]b[/one_half_last]", "<div>a</div><div>b</div>"),
        ("[dropcap]O[/dropcap]nce", "Once"),
        ('[quote author="Me"]x[/quote]', "<blockquote>x<p><cite>Me</cite></p></blockquote>"),
        ('[recipe title="Cake" servings="4"]Mix.[/recipe]', "<h3>Cake</h3><ul><li>Servings: 4</li></ul>"),
    ],
)
def test_the_words_of_layout_stay(text: str, shown: str) -> None:
    assert shown in show(text)


def test_notes_move_to_the_end_with_references() -> None:
    body = parse(show("<p>a[mfn]One[/mfn] b[ref]<i>Two</i>[/ref]</p>"))
    gather_footnotes(body)
    assert serialise(body) == (
        '<p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>'
        ' b<sup class="footnote-ref"><a href="#fn-2" id="fnref-2">2</a></sup></p>'
        '<section class="footnotes"><ol><li id="fn-1">One</li><li id="fn-2"><i>Two</i></li></ol></section>'
    )


def test_forms_and_contents_are_left_out_and_reported() -> None:
    problems: list[Problem] = []
    assert show('[toc]a[contact-form-7 id="5" title="Write"]', problems) == "a"
    assert [str(problem) for problem in problems] == [
        "[toc] is a table of contents: left out",
        "[contact-form-7 Write] is a form: left out",
    ]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        (r"$latex \alpha_1&s=2$", r"\alpha_1"),
        (r"[latex]\frac{a}{b}[1][/latex]", r"\frac{a}{b}[1]"),
        (r"$$a^2$$", "a^2"),
        (r"$latex a < b$", "a &lt; b"),
    ],
)
def test_formulas_keep_their_tex(text: str, tex: str) -> None:
    assert f'data-latex="{tex}"' in show(text)


@pytest.mark.parametrize(
    "text", ["$$ 5 and $$ 6", "<code>$$a_b$$</code>", "<pre>$latex x$</pre>", '<i title="$$a=b$$">']
)
def test_dollars_that_are_no_formula_stay(text: str) -> None:
    assert show(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "sources"),
    [
        ('[su_video url="https://x.org/a.mp4" poster="https://x.org/p.jpg"]', "video", ["https://x.org/a.mp4"]),
        ('[su_audio url="https://x.org/a.mp3"]', "audio", ["https://x.org/a.mp3"]),
        ('[arve mp4="https://x.org/a.mp4" webm="https://x.org/a.webm"]', "video",
         ["https://x.org/a.mp4", "https://x.org/a.webm"]),
        ('[powerpress url="https://x.org/b.mp3"]', "audio", ["https://x.org/b.mp3"]),
        ("[powerpress]https://x.org/c.mp4[/powerpress]", "video", ["https://x.org/c.mp4"]),
        ("[powerpress]", "audio", ["https://x.org/own.mp3"]),
        ('[powerpress feed="extra"]', "audio", ["https://x.org/extra.mp3"]),
    ],
)  # fmt: skip
def test_a_player_of_a_plugin_plays_its_files(text: str, kind: str, sources: list[str]) -> None:
    meta = (
        ("enclosure", "https://x.org/own.mp3\n123\naudio/mpeg"),
        ("_extra:enclosure", "https://x.org/extra.mp3\n1\n"),
    )
    tree = parse(show(text, meta=meta))
    players = list(tree.elements(kind))
    assert len(players) == 1
    inner = [each.get("src") for each in players[0].elements("source")]
    assert [players[0].get("src"), *inner] == sources if players[0].get("src") else inner == sources


@pytest.mark.parametrize(
    "text", ["[powerpress]", '[su_video url=""]', '[su_audio url="javascript:x"]', '[arve id="x"]']
)
def test_a_player_without_a_file_stays_as_it_is_and_is_reported(text: str) -> None:
    problems: list[Problem] = []
    shown = show(text, problems)
    report_unknown_shortcodes(shown, problems.append)
    assert shown == text
    assert [problem.code for problem in problems] == ["unknown-shortcode"]
