"""A file's bytes → front matter and body, whatever wrote them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.frontmatter.document import Document, NotRead, decode, read_document
from converters.frontmatter.spyc import load_lines
from converters.frontmatter.yaml import MAX_DEPTH, Refused, Unreadable, load_yaml
from converters.problem import Problem


def read(text: str | bytes) -> Document:
    document = read_document(text if isinstance(text, bytes) else text.encode(), lambda problem: None)
    assert document is not None
    return document


def codes_of(text: str | bytes) -> list[str]:
    problems: list[Problem] = []
    read_document(text if isinstance(text, bytes) else text.encode(), problems.append)
    return [problem.code for problem in problems]


def test_split_at_the_first_two_boundaries_only() -> None:
    assert read("---\ntitle: A\n---\nover\n---\nunder\n---\n").body == "over\n---\nunder\n---"


@pytest.mark.parametrize("opening", ["---", "----", "--- \t", "---\r", "\ufeff---", "\n\n---"])
def test_boundary_may_be_longer_or_have_blanks_after_it(opening: str) -> None:
    assert read(f"{opening}\ntitle: A\n---\nbody") == Document({"title": "A"}, "body")


def test_three_dots_end_a_front_matter_too() -> None:
    assert read("---\ntitle: A\n...\nbody\n---\n") == Document({"title": "A"}, "body\n---")


def test_front_matter_may_be_all_there_is() -> None:
    assert read("---\ntitle: A\n---") == Document({"title": "A"}, "")


def test_body_keeps_its_ideographic_and_fixed_blanks_at_both_ends() -> None:
    assert read("---\na: b\n---\n\n\u3000\u00a0text\u00a0\u3000\r\n").body == "\u3000\u00a0text\u00a0\u3000"


def test_body_keeps_the_indent_of_its_first_line() -> None:
    assert read("---\na: b\n---\n \n\t\n    code\n").body == "    code"


def test_body_is_not_cut_at_line_separators_other_than_the_line_feed() -> None:
    body = "a\u2028---\u2028b\x0b---\x0bc\x85---\x85d"
    assert read(f"---\ntitle: A\n---\n{body}").body == body


def test_body_keeps_a_nul() -> None:
    assert read("---\na: b\n---\n\x00x\x00").body == "\x00x\x00"


def test_crlf_front_matter_and_crlf_body_are_read() -> None:
    assert read("---\r\ntitle: A\r\nb: c\r\n---\r\none\r\ntwo\r\n") == Document({"title": "A", "b": "c"}, "one\ntwo")


def test_lone_carriage_returns_end_lines_where_there_are_no_others() -> None:
    assert read("---\rtitle: A\r---\rbody") == Document({"title": "A"}, "body")


@pytest.mark.parametrize("text", ["", "# Readme\n", "--- \n", "---\nJust a rule across the page.\n", "<html></html>"])
def test_file_without_front_matter_is_none(text: str) -> None:
    assert read_document(text.encode(), lambda problem: None) is None


def test_front_matter_without_end_is_refused() -> None:
    with pytest.raises(NotRead, match="no end"):
        read("---\ntitle: A\nbody\n")


def test_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(NotRead, match="larger"):
        read(b"---\n" + b"a: b\n" * 10_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    data = "---\ntitle: Über 字\n---\nbody".encode(encoding)
    assert read(data) == Document({"title": "Über 字"}, "body")


def test_bytes_that_are_not_utf_8_are_read_one_by_one_as_windows_1252() -> None:
    problems: list[Problem] = []
    assert decode("é ".encode() + b"caf\xe9 \x93x\x94", problems.append) == "é café “x”"
    assert [str(problem)[:7] for problem in problems] == ["3 bytes"]


def test_c1_controls_in_the_front_matter_are_windows_1252() -> None:
    assert read("---\ntitle: >\n  There\u0092s no\u0085\n  end\n---\n").fields == {"title": "There’s no… end\n"}


def test_control_characters_do_not_stop_the_front_matter() -> None:
    assert read("---\ntitle: a\x00b\x08c\x7f\ufffe\n---\n").fields == {"title": "abc"}


def test_line_separators_in_the_front_matter_are_characters() -> None:
    assert read("---\ntitle: a\u2028b\nlist: [\u2029x]\n---\n").fields == {"title": "a\u2028b", "list": ["\u2029x"]}


@pytest.mark.parametrize(
    "written",
    [
        "12:30",
        "1:30:00",
        "0x1F",
        "0b101",
        "1_000",
        ".inf",
        "2015-01-01",
        "0000-00-00 00:00:00",
        "=",
        "true",
        "0012",
        "No",
    ],
)
def test_plain_scalar_stays_the_text_it_is(written: str) -> None:
    assert load_yaml(f"a: {written}", []) == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_null_is_nothing_but_quoted_null_is_a_word(written: str) -> None:
    assert load_yaml(f"a: {written}\nb: '{written}'", []) == {"a": "", "b": written}


def test_binary_is_decoded_and_other_tags_are_ignored() -> None:
    text = "a: !binary |-\n  MjAwMy0wNC0yMQ==\nb: !ruby/object:Hpricot::Doc\n  options: {}\n"
    text += "c: ! 'x'\nd: !!python/name:os.system 1"
    assert load_yaml(text, []) == {"a": "2003-04-21", "b": {"options": {}}, "c": "x", "d": "1"}


def test_bad_binary_stays_as_it_is() -> None:
    assert load_yaml("a: !binary x", []) == {"a": "x"}


def test_last_of_two_keys_counts_and_is_reported() -> None:
    assert read("---\ntitle: A\ntitle: B\n---\n").fields == {"title": "B"}
    assert codes_of("---\ntitle: A\ntitle: B\n---\n") == ["duplicate-key"]
    assert codes_of("---\ntitle: A\ntitle: A\n---\n") == []


def test_merged_mapping_gives_the_missing_keys_only() -> None:
    text = "base: &b {a: '1', c: '3'}\nmine: {<<: *b, a: '2'}"
    assert load_yaml(text, [])["mine"] == {"c": "3", "a": "2"}


def test_backslash_in_quotes_that_spyc_wrote_is_a_backslash() -> None:
    assert read('---\npost_title: "C:\\temp isn\'t"\n---\n').fields == {"post_title": "C:\\temp isn't"}
    assert read('---\ntitle: "a\\tb"\n---\n').fields == {"title": "a\tb"}


def test_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(Refused, match="aliases"):
        load_yaml("\n".join(lines), [])


def test_long_text_repeated_by_aliases_is_refused() -> None:
    with pytest.raises(Refused, match="aliases"):
        load_yaml(f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 100)}]", [])


@pytest.mark.parametrize("unit", ["[", "{a: ", "- "])
def test_values_nested_too_deep_are_refused(unit: str) -> None:
    with pytest.raises((Refused, Unreadable)):
        load_yaml("a:\n  " + unit * 300_000, [])


def test_nesting_below_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert load_yaml(f"a: {'[' * depth}{']' * depth}", []).keys() == {"a"}


@pytest.mark.parametrize(
    "text", ["a: *unknown", "a: &a [*a]", "{a: 1}: b", "just text", "- a\n- b", "a: b: c", "a: @x", "\t- a"]
)
def test_what_is_no_mapping_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        load_yaml(text, [])


def test_front_matter_that_is_not_yaml_is_read_line_by_line_and_noted() -> None:
    text = '---\npost_title: "Hello" world\nitem_tags:\n  - ,,,,,,\nlogin: @name\nend: `x`\n---\n'
    assert read(text).fields == {
        "post_title": '"Hello" world', "item_tags": [",,,,,,"], "login": "@name", "end": "`x`",
    }  # fmt: skip
    assert codes_of(text) == ["front-matter-not-yaml"]


def test_line_that_belongs_to_no_key_is_a_loss() -> None:
    assert codes_of("---\ntitle: @x\nno key here\n---\n") == ["front-matter-not-yaml", "front-matter-lines-lost"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: >\n  one\n  two\n", "one two"),
        ("a: >\n  one\n\n  two\n", "one\ntwo"),
        ("a: |\n  one\n    two\n\n  three\n", "one\n  two\n\nthree\n".rstrip("\n")),
        ("a: 'it''s'", "it's"),
        ('a: "C:\\users"', "C:\\users"),
        ("a: [ ]", []),
        ("a: [x, 'y']", ["x", "y"]),
        ("a:\n  - x\n  - >\n    long\n    item\n  - ''\n", ["x", "long item", ""]),
        ("a:\n- x\n- y\n", ["x", "y"]),
        ("a:\n  b: c\n  d: 'e'\n", {"b": "c", "d": "e"}),
        ("a:\n  - id: 1\n    by: x\n  - id: 2\n    by: y\n", [{"id": "1", "by": "x"}, {"id": "2", "by": "y"}]),
        ("a: one\n  two\n", "one two"),
        ("a:\n", ""),
        ("a: ~", ""),
        ("a:'tight'", "tight"),
    ],
)
def test_line_is_read_as_spyc_reads_it(text: str, value: object) -> None:
    fields, lost = load_lines(text)
    assert isinstance(fields["a"], str) is isinstance(value, str)
    assert (fields["a"].rstrip("\n") if isinstance(fields["a"], str) else fields["a"]) == value
    assert lost == []


def test_line_grammar_takes_time_in_proportion() -> None:
    started = time.process_time()
    for unit in ("a:\n", "- ", " - x\n", "a:\n a:\n", "[", "'", '"', "x\n", ":", " " * 50 + "a: |\n"):
        load_lines(unit * (200_000 // len(unit)))
    load_lines("a" + " " * 200_000 + "b\n" + "c" + "\t " * 100_000 + ": d")
    assert time.process_time() - started < 10


def test_deep_indentation_is_bounded() -> None:
    fields, _ = load_lines("".join(f"{' ' * n}k{n}:\n" for n in range(2_000)))
    assert "k0" in fields


SAMPLE = """---
ID: 1
post_title: >
  A &amp; b
  c
tags:
  - x
meta: {a: 'b', c: [d, "e"]}
author: &a
  login: 'me'
more: *a
---
body
"""


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_random_damage_never_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    text = SAMPLE.encode()
    problems: list[Problem] = []
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.binary(max_size=4)) + text[at + data.draw(st.integers(0, 6)) :]
    try:
        read_document(text, problems.append)
    except NotRead as refusal:
        assert str(refusal)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab:-'\"|>[]{},#&*! \t\n\r\x85\u2028%@`~\\", max_size=80))
def test_random_front_matter_is_always_read(text: str) -> None:
    try:
        document = read_document(f"---\na: {text}\n---\nbody".encode(), lambda problem: None)
    except NotRead:
        return
    assert document is not None
