"""What a destination shows of a post, held against what it is to show."""

from collections import Counter

from converters.abilities import Shown
from converters.verification.comparison import compare_shown, count


def shown(html: str = "<p>one two</p>", **fields: tuple[str, ...]) -> Shown:
    return Shown(html=html, fields=fields)


def summary(expected: Shown, found: Shown) -> str:
    return compare_shown(expected, found, {}).summary


def test_the_same_differs_in_nothing_and_all_of_it_arrived() -> None:
    same = shown(title=("Hello",), tags=("a", "b"))
    compared = compare_shown(same, same, {})
    assert (compared.fields, compared.facts, compared.summary) == ((), (), "")
    assert compared.there == compared.arrived
    assert (compared.there["title"], compared.there["tags"]) == (1, 2)


def test_facts_and_values_are_counted_and_what_is_not_there_is_not() -> None:
    counted = count(shown("<p>one <a href='https://else.example/'>two</a></p>", tags=("a", "b"), series=()))
    assert counted["tags"] == 2
    assert "series" not in counted
    assert all(number > 0 for number in counted.values()) and len(counted) > 1


def test_values_lost_and_added_are_named_without_those_that_stayed() -> None:
    expected, found = shown(tags=("a", "b", "c")), shown(tags=("a", "x", "c"))
    assert summary(expected, found) == "tags: “b” became “x”"
    compared = compare_shown(expected, found, {})
    assert (compared.there["tags"], compared.arrived["tags"]) == (3, 2)


def test_values_that_only_went_became_nothing() -> None:
    assert summary(shown(tags=("a", "b")), shown(tags=("a",))) == "tags: “b” became nothing"
    assert summary(shown(tags=("a",)), shown(tags=("a", "b"))) == "tags: nothing became “b”"
    assert summary(shown(tags=("a",)), shown()) == "tags: “a” became nothing"


def test_another_order_is_told_as_the_whole_and_loses_nothing() -> None:
    expected, found = shown(tags=("a", "b")), shown(tags=("b", "a"))
    assert summary(expected, found) == "tags: “a”, “b” became “b”, “a”"
    assert compare_shown(expected, found, {}).arrived["tags"] == 2


def test_five_values_are_told_and_the_others_counted() -> None:
    five, seven = tuple("abcde"), tuple("abcdefg")
    assert summary(shown(tags=five), shown()) == "tags: “a”, “b”, “c”, “d”, “e” became nothing"
    assert summary(shown(tags=seven), shown()) == "tags: “a”, “b”, “c”, “d”, “e” and 2 more became nothing"


def test_long_values_are_cut() -> None:
    assert summary(shown(title=("x" * 300,)), shown()) == f"title: “{'x' * 200}” became nothing"


def test_what_is_not_expected_is_not_looked_at() -> None:
    assert summary(shown(), shown(tags=("a",))) == ""


def test_words_of_a_body_that_did_not_arrive_are_counted() -> None:
    compared = compare_shown(shown("<p>one two three</p>"), shown("<p>one three</p>"), {})
    lost = Counter[str]()
    for each in compared.facts:
        lost[each.kind] += len(each.lost)
    assert lost.total() > 0
    assert {kind: compared.there[kind] - compared.arrived[kind] for kind in lost} == lost


def test_nothing_expected_and_nothing_shown_is_the_same() -> None:
    assert summary(shown(tags=()), shown()) == ""
