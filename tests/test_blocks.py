"""Blocks: the grammar, reusable ones in their place, what only settings and the media library know."""

import json
import time
from typing import Any

import pytest

from converters.html import parse
from converters.post import Media, Post, Site
from converters.problem import Problem, Severity
from converters.wordpress.blocks.grammar import Block, parse_blocks
from converters.wordpress.body import to_html

PHOTO = Media(id=7, url="https://example.org/p.jpg", alt="A photo", caption="By <em>Ann</em>", width=40, height=30)


def show(raw: str, site: Site | None = None, **post: Any) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    made = Post(key="1", id=1, url="https://example.org/hello/", raw=raw, **post)
    return to_html(made, site or Site(url="https://example.org"), problems.append), problems


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def test_settings_may_hold_braces_and_escaped_dashes() -> None:
    (block,) = parse_blocks('<!-- wp:acme/x {"a":"} \\u002d\\u002d\\u003e","b":{"c":{}}} /-->')
    assert isinstance(block, Block)
    assert (block.name, block.attributes) == ("acme/x", {"a": "} -->", "b": {"c": {}}})


def test_an_end_closes_the_block_opened_last_whatever_its_name() -> None:
    outer, after = parse_blocks("<!-- wp:a -->1<!-- wp:b -->2<!-- /wp:c -->3<!-- /wp:a -->4")
    assert isinstance(outer, Block)
    assert [part if isinstance(part, str) else part.name for part in outer.parts] == ["1", "core/b", "3"]
    assert after == "4"


def test_a_block_knows_its_own_html_from_that_of_its_children() -> None:
    (block,) = parse_blocks("<!-- wp:a -->1<!-- wp:b -->2<!-- /wp:b -->3<!-- /wp:a -->")
    assert isinstance(block, Block)
    assert (block.html, [child.html for child in block.children]) == ("13", ["2"])


def test_a_comment_without_end_is_no_block() -> None:
    assert parse_blocks('a <!-- wp:x {"b":1} c') == ['a <!-- wp:x {"b":1} c']


def test_a_hidden_block_and_what_it_holds_are_left_out_and_told() -> None:
    raw = (
        '<p>a</p><!-- wp:group {"metadata":{"blockVisibility":false}} --><div><!-- wp:paragraph --><p>secret</p>'
        "<!-- /wp:paragraph --></div><!-- /wp:group --><p>b</p>"
    )
    html, problems = show(raw)
    assert (html, codes(problems)) == ("<p>a</p><p>b</p>", ["hidden-block-left-out"])


def test_a_hidden_reusable_block_is_left_out() -> None:
    site = Site(blocks={5: "<!-- wp:paragraph --><p>secret</p><!-- /wp:paragraph -->"})
    html, problems = show('<p>a</p><!-- wp:block {"ref":5,"metadata":{"blockVisibility":false}} /-->', site)
    assert (html, codes(problems)) == ("<p>a</p>", ["hidden-block-left-out"])


def test_a_block_hidden_on_some_screens_only_stays() -> None:
    raw = (
        '<!-- wp:paragraph {"metadata":{"blockVisibility":{"viewport":{"mobile":false}}}} -->'
        "<p>a</p><!-- /wp:paragraph -->"
    )
    assert show(raw) == ("<p>a</p>", [])


def test_a_film_of_another_site_behind_a_cover_is_no_picture() -> None:
    raw = (
        '<!-- wp:cover {"url":"https://vimeo.com/1","backgroundType":"embed-video"} --><div>'
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://vimeo.com/1</div></figure>'
        "</div><!-- /wp:cover -->"
    )
    html, _ = show(raw)
    assert "<img" not in html
    assert "https://vimeo.com/1" in html


def test_a_reusable_block_stands_in_its_place() -> None:
    site = Site(blocks={5: "<!-- wp:paragraph --><p>again</p><!-- /wp:paragraph -->"})
    assert show('<p>a</p><!-- wp:block {"ref":5} /--><p>b</p>', site) == ("<p>a</p><p>again</p><p>b</p>", [])


def test_a_reusable_block_says_what_is_overridden() -> None:
    pattern = (
        '<!-- wp:heading {"metadata":{"name":"Title"}} --><h2 class="wp-block-heading">old</h2><!-- /wp:heading -->'
        '<!-- wp:button {"metadata":{"name":"Go"}} --><div><a href="/old">old</a></div><!-- /wp:button -->'
        '<!-- wp:image {"metadata":{"name":"Pic"}} --><figure><img src="/old.jpg" alt=""/></figure><!-- /wp:image -->'
    )
    content = {
        "Title": {"content": "new <em>one</em>"},
        "Go": {"text": "Go", "url": "https://example.org/new"},
        "Pic": {"url": "https://example.org/new.jpg", "alt": "New"},
    }
    html, problems = show(f"<!-- wp:block {json.dumps({'ref': 5, 'content': content})} /-->", Site(blocks={5: pattern}))
    assert "<h2>new <em>one</em></h2>" in html
    assert '<a href="https://example.org/new">Go</a>' in html
    assert '<img src="https://example.org/new.jpg" alt="New" />' in html
    assert problems == []


def bound(key: str, html: str, name: str = "paragraph", setting: str = "content") -> str:
    bindings = {setting: {"source": "core/post-meta", "args": {"key": key}}}
    settings = json.dumps({"metadata": {"bindings": bindings}})
    return f"<!-- wp:{name} {settings} -->{html}<!-- /wp:{name} -->"


def test_block_shows_the_custom_field_that_it_is_bound_to() -> None:
    meta = (("mood", "<em>happy</em>"), ("cup", "https://example.org/cup.jpg"), ("_secret", "key"))
    html, problems = show(
        bound("mood", "<p>saved</p>")
        + bound("cup", '<figure><img src="/old.jpg" alt="Cup"/></figure>', "image", "url")
        + bound("_secret", "<p>shown</p>")
        + bound("missing", "<p>kept</p>"),
        meta=meta,
    )
    assert "<p><em>happy</em></p>" in html and '<img src="https://example.org/cup.jpg" alt="Cup" />' in html
    assert "<p>shown</p><p>kept</p>" in html.replace("\n", "") and problems == []


@pytest.mark.parametrize("bindings", ["x", ["content"], {"content": 1}, {"content": {"source": "core/post-meta"}}])
def test_bindings_of_no_sense_leave_a_block_alone(bindings: object) -> None:
    settings = json.dumps({"metadata": {"bindings": bindings}})
    assert show(f"<!-- wp:paragraph {settings} --><p>saved</p><!-- /wp:paragraph -->")[0] == "<p>saved</p>"


def test_picture_behind_a_cover_keeps_its_alternative_text() -> None:
    picture = '<div style="background-image:url(https://example.org/hills.jpg)" role="img" aria-label="Hills"></div>'
    html, _ = show(f'<!-- wp:cover {{"url":"https://example.org/hills.jpg"}} --><div>{picture}</div><!-- /wp:cover -->')
    assert '<img src="https://example.org/hills.jpg" alt="Hills" />' in html


def test_a_reusable_block_that_is_missing_is_a_loss() -> None:
    html, problems = show('<p>a</p><!-- wp:block {"ref":5} /-->')
    assert html == "<p>a</p>"
    assert [problem.severity for problem in problems] == [Severity.LOSS]


def test_a_reusable_block_that_holds_itself_ends() -> None:
    site = Site(blocks={5: '<p>x</p><!-- wp:block {"ref":6} /-->', 6: '<p>y</p><!-- wp:block {"ref":5} /-->'})
    html, problems = show('<!-- wp:block {"ref":5} /--><!-- wp:block {"ref":6} /-->', site)
    assert html == "<p>x</p><p>y</p><p>y</p><p>x</p>"
    assert set(codes(problems)) == {"reusable-block-missing"}


def test_reusable_blocks_that_multiply_are_bounded() -> None:
    blocks = {n: f'<!-- wp:block {{"ref":{n + 1}}} /-->' * 10 + "x" * 1000 for n in range(1, 30)}
    html, problems = show('<!-- wp:block {"ref":1} /-->', Site(blocks=blocks))
    assert len(html) < 30_000_000
    assert "reusable-block-missing" in codes(problems)


def test_a_gallery_of_ids_shows_the_media_library() -> None:
    html, problems = show('<!-- wp:gallery {"ids":[7,8]} /-->', Site(media={7: PHOTO}))
    assert html == (
        '<div class="gallery"><figure><img src="https://example.org/p.jpg" alt="A photo" width="40" height="30" />'
        "<figcaption>By <em>Ann</em></figcaption></figure></div>"
    )
    assert codes(problems) == ["block-media-missing"]


def test_a_cover_with_the_featured_image_shows_it() -> None:
    html, _ = show('<!-- wp:cover {"useFeaturedImage":true} --><div><p>over</p></div><!-- /wp:cover -->', image=PHOTO)
    assert html.startswith('<figure><img src="https://example.org/p.jpg"')


def test_an_image_of_its_id_alone_shows_the_media_library() -> None:
    html, problems = show('<!-- wp:image {"id":7} /-->', Site(media={7: PHOTO}))
    assert 'alt="A photo"' in html
    assert problems == []


def test_a_navigation_by_reference_shows_its_menu() -> None:
    site = Site(url="https://example.org", blocks={9: '<!-- wp:navigation-link {"label":"A","url":"/a"} /-->'})
    html, problems = show('<!-- wp:navigation {"ref":9} /-->', site)
    assert html == '<ul><li><a href="https://example.org/a">A</a></li></ul>'
    assert problems == []


@pytest.mark.parametrize(
    "raw",
    [
        "<!-- wp:group -->" * 3000 + "word",
        "<!-- wp:x " * 200_000 + "word",
        '<!-- wp:x {"a":"' * 100_000 + "word",
        "<!-- /wp:x -->" * 100_000 + "word",
        "<!-- wp:x -->" * 100_000 + "word",
        '<!-- wp:cover {"a":' + "[" * 50_000 + "]" * 50_000 + "} --><p>word</p>",
        "<!--" + " " * 500_000 + "word",
        "<!-- wp:paragraph -->" + "}" * 500_000 + "word",
    ],
    ids=["nested", "unclosed", "unclosed settings", "ends", "a hundred thousand", "deep settings", "blanks", "braces"],
)
def test_hostile_blocks_take_bounded_time_and_lose_no_word(raw: str) -> None:
    start = time.process_time()
    html, _ = show("<!-- wp:paragraph --><p>first</p><!-- /wp:paragraph -->" + raw)
    assert time.process_time() - start < 20
    assert "first" in html
    assert "word" in parse(html).text_content() or raw.startswith(("<!-- wp:x {", "<!-- wp:x ", "<!-- "))
