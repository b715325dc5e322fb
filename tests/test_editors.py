"""The boxes of other programs' editors, in any order: `fixtures/cases/other-editors.md` shows what becomes of each."""

import random
import time
from pathlib import Path

import pytest

from converters.canonical import assert_canonical, to_canonical
from converters.editors import programs_in, translated
from converters.html import parse
from converters.pipeline import convert
from converters.problem import Problem
from converters.wordpress.vocabulary import NAMESPACES
from converters.wordpress.wxr import WxrReader
from writers.wxr import WxrWriter

CLASSES = [
    "accordion-item", "accordion-item__dropdown", "accordion-item__title", "gallery", "graf graf--mixtapeEmbed",
    "image-block-outer-wrapper", "image-caption", "image-card", "imageGallery", "kg-bookmark-card", "kg-callout-card",
    "kg-callout-text", "kg-card kg-audio-card", "kg-file-card", "kg-gallery-card", "kg-toggle-card",
    "kg-toggle-content", "kg-toggle-heading-text", "lightbox", "meta", "newsletter-form-wrapper", "npf_link",
    "row sqs-row", "section section-inner", "section-divider", "source", "sqs-audio-embed", "sqs-block",
    "sqs-block-image-figure", "sqs-gallery-container", "sqs-svg-icon--wrapper", "tr-caption",
    "tr-caption-container", "v6-visually-hidden", "wsite-button", "wsite-button-inner", "wsite-caption",
    "wsite-image", "wsite-multicol-table", "youtube-player",
]  # fmt: skip
TAGS = [
    "a", "article", "blockquote", "div", "figcaption", "figure", "h3", "hr", "iframe", "img", "li", "lite-youtube",
    "lj", "lj-cut", "lj-spoiler", "noscript", "p", "section", "svg", "table", "td", "ul", "video",
]  # fmt: skip
ATTRIBUTES = [
    "", "", ' src="/a.jpg"', ' data-src="/b.jpg"', ' href="/c"', ' id="x"', ' href="#x"', ' name="more"',
    ' data-html="&lt;iframe src=/d&gt;"', ' data-block-json="{&quot;url&quot;:&quot;https://e.example/&quot;}"',
    ' data-config-video="{&quot;alexandriaUrl&quot;:&quot;https://f.example/{variant}&quot;}"', ' data-url="/g.mp3"',
    ' data-animation-role="quote"', ' user="ann"', ' videoid="jNQXAC9IVRw"', ' data-npf="{&quot;url&quot;:7}"',
    ' style="text-align: center"',
]  # fmt: skip
WORDS = ["word ", "[[MORE]]", "\n", "&nbsp;", "<!--more-->"]


def ignore(problem: Problem) -> None:
    """What is said of hostile text is tested elsewhere."""


def boxes_at_random(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(1, 25)):
        kind = chance.random()
        if kind < 0.55:
            tag = f'<{chance.choice(TAGS)} class="{chance.choice(CLASSES)}"'
            parts.append(tag + chance.choice(ATTRIBUTES) + chance.choice(ATTRIBUTES) + ">")
        else:
            parts.append(f"</{chance.choice(TAGS)}>" if kind < 0.75 else chance.choice(WORDS))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(8))
def test_boxes_in_any_order_become_canonical_html(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        fragment = boxes_at_random(chance)
        once = to_canonical(fragment, base="https://example.org/hello/")
        assert to_canonical(once, base="https://example.org/hello/") == once, fragment
        assert_canonical(once)


@pytest.mark.parametrize("seed", range(4))
def test_no_word_in_a_box_is_lost_but_of_forms_and_hidden_labels(seed: int) -> None:
    chance = random.Random(seed)
    unseen = ("newsletter-form-wrapper", "v6-visually-hidden", "<iframe", "<noscript", "<svg")
    for _ in range(200):
        fragment = boxes_at_random(chance)
        if not any(each in fragment for each in unseen):
            after = translated(fragment, programs_in(fragment), ignore)
            assert after.text_content().count("word") >= parse(fragment).text_content().count("word"), fragment


def test_html_without_a_box_is_not_looked_at() -> None:
    assert not programs_in(
        '<div class="row"><p class="section">A kilogram (kg) of tea, and the Squarespace blog.</p></div>'
    )


@pytest.mark.parametrize(
    "unit",
    [
        '<div class="sqs-block row">', '<div class="image-block-outer-wrapper">', '<div class="sqs-gallery-container">',
        '<figure class="kg-gallery-card"><img src="a">', '<h4 class="kg-toggle-card"><i class="kg-toggle-content">',
        '<div class="wsite-image">', '<table class="tr-caption-container"><tr><td>', "<lj user=a>", "[[MORE]]<br>",
        '<figure><div>', '<div class="newsletter-form-wrapper"><h2>', '<div class="sqs-block row">a<b>b</b>',
        '<a name="more"></a>', '<p class="graf graf--p" id="a">', '<div data-html="&lt;img&gt;">',
    ],
)  # fmt: skip
def test_boxes_within_boxes_take_time_in_proportion_to_their_number(unit: str) -> None:
    def seconds(count: int) -> float:
        text = '<p class="kg-card sqs-block wsite-x">' + unit * count
        began = time.process_time()
        to_canonical(text)
        return time.process_time() - began

    assert seconds(2400) < 0.5 or any(seconds(2400) < 8 * seconds(600) for _ in range(5))


def passed_on(raw: str, folder: Path, generator: str = "") -> str:
    """An export of one post with this body, written again."""
    before, after = folder / "before.xml", folder / "after.xml"
    item = (
        f"<item><title>A</title><wp:post_id>1</wp:post_id><content:encoded><![CDATA[{raw}]]></content:encoded></item>"
    )
    names = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    channel = f"<wp:wxr_version>1.2</wp:wxr_version><generator>{generator}</generator>{item}"
    before.write_text(f"<rss{names}><channel>{channel}</channel></rss>")
    convert(before, after, reader=WxrReader(), writer=WxrWriter())
    return after.read_text()


def test_a_body_that_wordpress_exported_stays_as_wordpress_has_it(tmp_path: Path) -> None:
    raw = '[caption width="9"]<img src="/a.jpg" /> A[/caption] <div class="sqs-audio-embed" data-url="/b.mp3"></div>'
    assert raw in passed_on(raw, tmp_path, "https://wordpress.org/?v=6.4")


@pytest.mark.parametrize(
    ("raw", "blocks"),
    [
        (
            '<div class="sqs-gallery-container"><div class="slide"><img data-src="/a.jpg" alt="A" /></div></div>'
            '<div class="sqs-audio-embed" data-url="/song.mp3"></div>',
            ["<!-- wp:gallery", "<!-- wp:audio"],
        ),
        ("<p>Send it to the queue sqs-block.</p>", []),
    ],
    ids=["scripts", "words"],
)
def test_a_body_that_needs_scripts_goes_into_wordpress_as_blocks(raw: str, blocks: list[str], tmp_path: Path) -> None:
    written = passed_on(raw, tmp_path)
    assert (raw in written) == (not blocks)
    assert all(block in written for block in blocks)
