import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.wordpress import paragraphs
from converters.wordpress.paragraphs import add_paragraphs, unwrap_shortcodes

NAMES = frozenset(["foo", "b", "caption", "foo-bar", "embed"])


@pytest.mark.corpus
def test_paragraphs_equal_those_of_wordpress(corpus: Path) -> None:
    pairs = json.loads((corpus / "fidelity" / "oracle_wp.json").read_text(encoding="utf-8"))["autop"]
    assert len(pairs) == 720
    assert [(text, add_paragraphs(text)) for text, _ in pairs] == [tuple(pair) for pair in pairs]


@pytest.mark.corpus
def test_shortcodes_lose_the_paragraphs_that_wordpress_takes_away(corpus: Path) -> None:
    pairs = json.loads((corpus / "fidelity" / "oracle_wp.json").read_text(encoding="utf-8"))["unautop"]
    assert len(pairs) == 10
    assert [(text, unwrap_shortcodes(add_paragraphs(text), NAMES)) for text, _ in pairs] == [tuple(p) for p in pairs]


def test_a_blank_line_separates_paragraphs_and_a_line_end_is_a_break() -> None:
    assert add_paragraphs("a\nb\n\nc") == "<p>a<br />\nb</p>\n<p>c</p>\n"


def test_blank_text_gives_nothing() -> None:
    assert add_paragraphs(" \t\n\r\0\v") == ""


def test_a_no_break_space_is_text() -> None:
    assert add_paragraphs("a\n\xa0\nb") == "<p>a<br />\n\xa0<br />\nb</p>\n"


@settings(max_examples=500)
@given(st.text(st.sampled_from("ab .[]/&'\"\xa0\t\0\u200b\u2028\x1c<>\n\r\f\v"), max_size=12))
def test_a_line_of_words_becomes_what_the_rules_for_all_texts_make_of_it(text: str) -> None:
    shortly = add_paragraphs(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraphs, "_ANYTHING_BUT_WORDS", re.compile(""))
        assert add_paragraphs(text) == shortly


def test_pre_stays_as_it_is() -> None:
    assert add_paragraphs("a\n<pre>x\n\ny</pre>\nb") == "<p>a</p>\n<pre>x\n\ny</pre>\n<p>b</p>\n"


def test_a_pre_that_shows_a_mark_of_ours_is_restored_once() -> None:
    text = "<pre>a <pre wp-pre-tag-1></pre> <pre>b</pre>"
    assert add_paragraphs(text) == "<pre>a <pre wp-pre-tag-1></pre>\n<pre>b</pre>\n"


def test_script_and_style_keep_their_line_ends() -> None:
    assert add_paragraphs("<script>a\nb</script>\nc") == "<p><script>a\nb</script><br />\nc</p>\n"


def test_line_ends_between_sources_make_no_breaks() -> None:
    text = '<video>\n<source src="a.mp4">\n<source src="a.webm">\n</video>'
    assert add_paragraphs(text) == '<p><video><source src="a.mp4"><source src="a.webm"></video></p>\n'


HOSTILE: dict[str, str] = {
    "brackets": "[",
    "openers": "[a ",
    "angles": "<",
    "blank lines": "\n\n",
    "breaks": "<br",
    "spaces": " ",
    "spaces and line ends": " \n",
    "unclosed blocks": "<div",
    "paragraphs with items": "<p><li",
    "items": "<li ",
    "paragraph ends": "</p>",
    "broken breaks": "<br /> ",
    "captions": "<figcaption ",
    "scripts": "<script>",
    "scripts and styles": "<script><style>\n",
    "objects": "</object><param",
    "sources": "<source",
    "options": "<option   ",
    "pre": "<pre>x</pre>",
    "unclosed pre": "<pre",
    "comments": "<!--",
    "line ends in tags": "<a\n",
    "quotes": "<p><blockquote",
    "lone shortcodes": "<p>[foo]",
    "brackets in quotes": '"[foo a="',
    "cdata": "<![CDATA[",
}


@pytest.mark.parametrize("change", [add_paragraphs, lambda text: unwrap_shortcodes(text, NAMES)], ids=["add", "unwrap"])
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_anything_repeated_takes_little_time(unit: str, change: Callable[[str], str]) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    change(text)
    assert time.process_time() - start < 5, "not linear: it takes about a second at most"
