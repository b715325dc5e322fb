import html
import json
import time
from pathlib import Path

import pytest

from converters.post import Post, Site
from converters.problem import Problem
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, expand_shortcodes
from converters.wordpress.shortcodes.grammar import Grammar, parse_attributes
from converters.wordpress.shortcodes.unknown import report_unknown_shortcodes


def show(shortcode: Shortcode, context: Context) -> str:
    """What the recorded handler printed: `{name|attributes as JSON|content as JSON}`."""
    return "{" + "|".join([shortcode.name, as_json(attributes_of(shortcode)), as_json(shortcode.content or "")]) + "}"


def attributes_of(shortcode: Shortcode) -> object:
    return as_php(dict(shortcode.attributes), shortcode.positional)


def as_php(named: dict[str, str], positional: tuple[str, ...]) -> object:
    if not named:
        return list(positional) or ""
    return named | {str(number): value for number, value in enumerate(positional)}


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


SHOWN: dict[str, Handler] = dict.fromkeys(["foo", "b", "caption", "foo-bar", "embed"], show)
CONTEXT = Context(post=Post(key="1", id=1), site=Site(), report=lambda problem: None)


@pytest.mark.corpus
def test_shortcodes_are_found_where_wordpress_finds_them(corpus: Path) -> None:
    pairs = json.loads((corpus / "fidelity" / "oracle_wp.json").read_text(encoding="utf-8"))["shortcode"]
    assert len(pairs) == 40
    assert [(text, expand_shortcodes(text, CONTEXT, SHOWN)) for text, _ in pairs] == [tuple(pair) for pair in pairs]


@pytest.mark.corpus
def test_attributes_are_read_as_wordpress_reads_them(corpus: Path) -> None:
    pairs = json.loads((corpus / "fidelity" / "oracle_wp.json").read_text(encoding="utf-8"))["atts"]
    assert len(pairs) == 22
    assert [(text, as_php(*parse_attributes(text))) for text, _ in pairs] == [tuple(pair) for pair in pairs]


def expand(text: str, **handlers: Handler) -> str:
    return expand_shortcodes(text, CONTEXT, handlers)


def test_a_shortcode_inside_of_another_is_expanded_first() -> None:
    assert expand("[a]x [b][/a]", a=lambda s, c: f"<i>{s.html}</i>", b=lambda s, c: "y") == "<i>x y</i>"


def test_a_handler_that_declines_leaves_the_tags_and_expands_what_is_between() -> None:
    assert expand("[a x='1']-[b]-[/a]", a=lambda s, c: None, b=lambda s, c: "y") == "[a x='1']-y-[/a]"


def test_a_closer_beyond_the_outer_shortcode_does_not_count() -> None:
    assert expand("[a][b][/a][/b]", a=lambda s, c: f"({s.html})", b=lambda s, c: f"<{s.content}>") == "(<None>)[/b]"


def test_people_get_values_without_curly_quotes_and_entities() -> None:
    assert expand("[a id=”5″ t='x &amp; y']", a=lambda s, c: s.get("id") + s.get("t")) == "5x & y"


def test_backslash_escapes_are_resolved_as_php_does() -> None:
    assert parse_attributes(r'a="\x41\102\n\q\xe2\x80\x93"')[0] == {"a": "AB\nq–"}


def test_brackets_in_tags_neither_open_nor_close() -> None:
    assert expand('[a x="<i title=]>"]', a=lambda s, c: s.get("x")) == "<i title=]>"


@pytest.mark.parametrize("name", ["expand", "report"])
@pytest.mark.parametrize(
    "unit",
    [
        *(
            "[",
            "[a ",
            "[a]",
            "[a][b]",
            "[/a]",
            "[[a]]",
            "<",
            "<i [a",
            '<i x="[a]">',
            "[a x='",
            '[a "',
            "[a x=1 ",
            "[caption",
        ),
        *("[a\n", "[zzz x=1]", "[zzz]\n", "[zzz", "<pre>", "\\", "[a =", "]", "[a x" + " " * 99),
    ],
)
def test_anything_repeated_takes_little_time(unit: str, name: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.process_time()
    if name == "expand":
        expand(text, a=lambda s, c: s.html, b=lambda s, c: s.html, caption=lambda s, c: s.html)
    else:
        report_unknown_shortcodes(text, lambda problem: None)
    assert time.process_time() - start < 5, "not linear: it takes about half a second at most"


def test_attributes_without_end_take_little_time() -> None:
    start = time.process_time()
    for unit in ("a", "a ", '"', "'", "a='", 'a="', "a =", "\\x4", "<", "a='<", "\xa0"):
        parse_attributes(unit * (400_000 // len(unit)))
    assert time.process_time() - start < 10


def test_shortcodes_nested_by_thousands_need_no_recursion() -> None:
    names = [f"n{number}" for number in range(3000)]
    text = "".join(f"[{name}]" for name in names) + "x" + "".join(f"[/{name}]" for name in reversed(names))
    assert expand(text, **dict.fromkeys(names, lambda s, c: s.html)) == "x"


def unknown(text: str) -> list[str]:
    problems: list[Problem] = []
    report_unknown_shortcodes(text, problems.append)
    return ["{name} {count}".format_map(problem.as_dict()) for problem in problems]


@pytest.mark.parametrize(
    "text",
    ["[recipe id=5]", "<p>[recipe]</p>", "a [box]b[/box]", "[my_thing]", "x [su_note] y", "[recipe id=”5″]"],
)
def test_what_looks_like_a_shortcode_is_reported(text: str) -> None:
    assert len(unknown(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("[1]", "see [1] and [x]", "[sic]b", "[link](http://x)", "a [word] b", "[a b c]", "<pre>[recipe id=5]</pre>"),
        *(
            "<a title='[recipe id=5]'>",
            "[Update: it works]",
            "[...]",
            "<code>[x y=1]</code>",
            "array[i = 0]",
            "[ref]: x",
        ),
    ],
)
def test_brackets_in_prose_are_not_reported(text: str) -> None:
    assert unknown(text) == []


def test_shortcodes_side_by_side_are_all_reported() -> None:
    assert unknown('[timeline id="5"][vc_flickr][spin a="b"]x[/spin][vc_facebook]') == [
        *("timeline 1", "vc_flickr 1", "spin 1", "vc_facebook 1")
    ]
    assert unknown("[wp_query](http://x)") == []


def test_a_name_is_reported_once_with_its_count() -> None:
    assert unknown("[recipe id=5] [recipe id=6] [menu x=1]") == ["recipe 2", "menu 1"]


def test_addresses_made_by_shortcodes_are_harmless() -> None:
    made = expand('<a href="[a]">x</a>', a=lambda s, c: 'javascript:alert("1")')
    assert html.unescape(made) == '<a href="alert("1")">x</a>'


def test_a_shortcode_may_end_after_its_closer_or_after_its_opening_tag() -> None:
    grammar = Grammar("x [a]y[/a] z", ["a"])
    assert list(grammar.ends(2)) == [10, 5]


def test_a_shortcode_without_closer_ends_after_its_opening_tag() -> None:
    assert list(Grammar("[a] y", ["a"]).ends(0)) == [3]
    assert list(Grammar("[a/] y [/a]", ["a"]).ends(0)) == [4]


def test_no_shortcode_ends_where_none_begins() -> None:
    assert list(Grammar("x [a]", ["a"]).ends(0)) == []
    assert list(Grammar("[b] [a]", ["a"]).ends(0)) == []


def test_a_value_in_which_a_tag_is_cut_off_is_empty() -> None:
    assert parse_attributes('a="<b>x</b>" b="<b" c="1 > 0"') == ({"a": "<b>x</b>", "b": "", "c": "1 > 0"}, ())


@pytest.mark.parametrize(
    ("written", "value"),
    [(r"\x41\102\n", "AB\n"), (r"\xff", "\ufffd"), ("\ud800\\n", "\ufffd\ufffd\ufffd\n"), ("x\\", "x")],
)
def test_escapes_of_a_value_are_resolved_as_bytes(written: str, value: str) -> None:
    assert parse_attributes(f'a="{written}"') == ({"a": value}, ())
