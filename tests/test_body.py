"""Bodies: WordPress's filters in their order, and the facts of what WordPress itself showed."""

import gzip
import json
from pathlib import Path

import pytest

from converters.canonical import assert_canonical
from converters.canonical.smilies import character_of
from converters.fidelity import compare, facts_of
from converters.html import Text, parse, serialise
from converters.post import Comment, Post, Site
from converters.problem import Problem, Severity
from converters.wordpress import body
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.code_listings import CutText
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.standard import STANDARD_SHORTCODES

NOTES = json.dumps([{"id": "9a", "content": "First <em>note</em>"}, {"id": "b2", "content": "Second"}])


def show(raw: str, *meta: tuple[str, str]) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    post = Post(key="1", id=1, url="https://example.org/hello/", raw=raw, meta=meta)
    return to_html(post, Site(url="https://example.org"), problems.append), problems


def reference(id: str) -> str:
    return f'<sup data-fn="{id}" class="fn"><a href="#{id}" id="{id}-link">9</a></sup>'


def test_classic_text_gets_paragraphs_and_breaks() -> None:
    assert show("one\r\ntwo\r\n\r\nthree") == ("<p>one<br />\ntwo</p>\n<p>three</p>", [])


def test_one_block_is_enough_for_no_paragraphs() -> None:
    html, _ = show("one\n\ntwo<!-- wp:separator --><hr/><!-- /wp:separator -->")
    assert html == "<p>one\n\ntwo</p><hr />"


def test_footnotes_come_from_the_custom_field() -> None:
    raw = f"<!-- wp:paragraph --><p>a{reference('9a')} b{reference('9a')} c{reference('b2')}</p><!-- /wp:paragraph -->"
    html, problems = show(raw + "<!-- wp:footnotes /-->", ("footnotes", NOTES))
    assert html == (
        '<p>a<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>'
        ' b<sup class="footnote-ref"><a href="#fn-1" id="fnref-1-2">1</a></sup>'
        ' c<sup class="footnote-ref"><a href="#fn-2" id="fnref-2">2</a></sup></p>'
        '<section class="footnotes"><ol><li id="fn-1">First <em>note</em></li><li id="fn-2">Second</li></ol></section>'
    )
    assert problems == []


def test_footnotes_without_their_block_stand_at_the_end() -> None:
    html, _ = show(f"<p>a{reference('b2')}</p><!-- wp:spacer /-->", ("footnotes", NOTES))
    assert html.endswith('<li id="fn-2">Second</li></ol></section>')


def test_a_footnote_without_text_is_a_loss() -> None:
    html, problems = show(f"<p>a{reference('zz')}</p>")
    assert html == "<p>a<sup>9</sup></p>"
    assert [problem.severity for problem in problems] == [Severity.LOSS]


@pytest.mark.parametrize("value", ["", "{", "[1, null]", '{"a": 1}', "[" * 5000])
def test_notes_that_cannot_be_read_are_no_notes(value: str) -> None:
    assert show("<p>a</p>", ("footnotes", value)) == ("<p>a</p>", [])


def silent(problem: Problem) -> None:
    pass


def nothing_cut(text: str, context: Context) -> CutText:
    return CutText(text, "nothing-is-cut", ())


def with_emoji(html: str) -> str:
    """HTML in which the pictures that WordPress shows for emoji are the characters that they are to us."""
    root = parse(html)
    for image in root.elements("img"):
        if character := character_of(image.get("src"), image.get("alt")):
            image.replace(Text(character))
    return serialise(root)


@pytest.mark.corpus
def test_the_facts_are_those_of_what_wordpress_showed(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "HANDLERS", STANDARD_SHORTCODES)  # the WordPress that showed them had no plugins
    monkeypatch.setattr(body, "cut_out_code", nothing_cut)
    total, equal, core = 0, 0, 0
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            html = to_html(Post(key="1", raw=row["raw"]), Site(), silent)
            kinds = {difference.kind for difference in compare(facts_of(with_emoji(row["html"])), facts_of(html))}
            total += 1
            equal += not kinds
            core += not kinds & {"words", "links", "images"}
    assert equal / total >= 0.987
    assert core / total >= 0.993


@pytest.mark.corpus
def test_every_body_becomes_canonical(corpus: Path) -> None:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            post = Post(key="1", url="https://example.org/hello/", raw=json.loads(line)["raw"])
            assert_canonical(to_html(post, Site(url="https://example.org"), silent))


HOSTILE = {
    "5 MB of words": "word " * 1_000_000,
    "nested": "<div>" * 3000 + "word",
    "nested without end": "word" + "<div>" * 200_000,
    "lists without end": "<ul><li>" * 20_000 + "word",
    "unclosed": "<b><a><p>" * 3000 + "word",
    "emphasis opened anew in every paragraph": "".join(f"<font color={n}><p>word" for n in range(10_000)),
    "emphasis around blocks": "<b>word<p>word</p></b>word" * 4_000,
    "scripts off": "<noscript><img src=x>" * 20_000 + "word",
    "a million brackets": "word" + "[" * 1_000_000,
    "a million blocks": "word" + "<!-- wp:" * 1_000_000,
    "settings without end": "word" + "<!-- wp:x {" * 100_000,
    "angles": "word" + "< " * 200_000,
    "tags without end": "word <" + "a " * 200_000,
    "captions": "word" + "[caption]" * 5_000,
    "captions of nothing": "[caption width=1 caption=word]" * 20_000,
    "notes": "[mfn]word[/mfn]" * 5_000,
    "languages": "[:en]word[:]" * 10_000,
    "numbers of tables": "[table]word,b[/table]" * 4_000,
    "formulas": "word" + "$$x" * 100_000,
    "code": "word" + "[php]" * 100_000 + "<pre lang=x>" * 20_000,
    "no characters": "word" + "*_\x00\ud800" * 50_000,
    "mixture": "<!-- wp:paragraph -->" + "[gallery <!-- wp:x -->word" * 10_000,
}
"""Bodies at which a pattern or a walk that is not linear would visibly hang."""


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies_end_and_lose_no_word(raw: str) -> None:
    html, _ = show(raw)
    assert parse(html).text_content().count("word") == raw.count("word")


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("See https://a.example/x?y=1&amp;z=2.", '<a href="https://a.example/x?y=1&amp;z=2" rel="nofollow ugc">'),
        (
            "(www.a.example/b_(c)) is it",
            '<a href="http://www.a.example/b_(c)" rel="nofollow ugc">www.a.example/b_(c)</a>)',
        ),
        ("(http://a.example/b)c", '<a href="http://a.example/b" rel="nofollow ugc">http://a.example/b</a>)c'),
        ("<http://a.example/>", '&lt;<a href="http://a.example/" rel="nofollow ugc">http://a.example/</a>&gt;'),
        ("「http://a.example/字」。", '<a href="http://a.example/字" rel="nofollow ugc">http://a.example/字</a>」。'),
        ("www.a.http://b.example", '<a href="http://www.a.http://b.example" rel="nofollow ugc">'),
    ],
)
def test_a_bare_address_in_a_comment_is_a_link(raw: str, html: str) -> None:
    post = Post(key="1", comments=(Comment(id=1, raw=raw),))
    (comment,) = comments_to_html(post, Site(), lambda problem: None)
    assert html in comment.html


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("I <3 it\nand you", "<p>I &lt;3 it<br />\nand you</p>"),
        ("a < b\n\nc", "<p>a &lt; b</p>\n<p>c</p>"),
        ("a</blockquote>\nb", "<p>a<br />\nb</p>"),
    ],
)
def test_tags_of_a_comment_are_balanced_before_its_lines_are_paragraphs(raw: str, html: str) -> None:
    (comment,) = comments_to_html(Post(key="1", comments=(Comment(id=1, raw=raw),)), Site(), lambda problem: None)
    assert comment.html == html


@pytest.mark.parametrize("raw", ['<a href="https://a.example">https://a.example</a>', "<code>https://a.example</code>"])
def test_an_address_in_a_link_or_in_code_of_a_comment_stays(raw: str) -> None:
    post = Post(key="1", comments=(Comment(id=1, raw=raw),))
    (comment,) = comments_to_html(post, Site(), lambda problem: None)
    assert comment.html == f"<p>{raw}</p>"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (
            "_bricks_page_content_2",
            'a:1:{i:0;a:2:{s:2:"id";s:3:"abc";s:8:"settings";a:1:{s:4:"text";s:12:"<p>Tides</p>";}}}',
        ),
        ("panels_data", 'a:1:{s:7:"widgets";a:1:{i:0;a:1:{s:4:"text";s:12:"<p>Tides</p>";}}}'),
        ("_fl_builder_data", 'a:1:{s:1:"a";O:8:"stdClass":1:{s:4:"text";s:12:"<p>Tides</p>";}}'),
        ("ct_builder_json", '{"children":[{"options":{"text":"Tides"}}]}'),
        ("tve_updated_post", "<div><p>Tides</p></div>"),
    ],
)
def test_an_empty_body_shows_the_words_of_its_page_builder(field: str, value: str) -> None:
    html, problems = show("", (field, value))
    assert "<p>Tides</p>" in html
    assert [problem.code for problem in problems] == ["words-of-builder"]
    assert show("Written", (field, value)) == ("<p>Written</p>", [])


def test_words_in_fields_beside_an_empty_body_are_reported() -> None:
    fields = (("intro", "The sea is calm today."), ("colour", "blue"), ("_yoast_wpseo_metadesc", "All of the tides"))
    html, (problem,) = show("", *fields)
    assert (html, problem.code) == ("", "words-in-fields")
    assert "(intro)" in problem.sentence
    assert show("", *fields[1:]) == ("", [])
