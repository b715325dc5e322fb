"""Replies below what they answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.post import Comment
from writers.threads import DEEPEST, in_threads


def depths(*parents: int | None) -> list[tuple[int, int]]:
    """Depth and id of comments 1, 2, 3 …, each with such a parent."""
    comments = [Comment(id=number, parent=parent) for number, parent in enumerate(parents, 1)]
    return [(depth, comment.id) for depth, comment in in_threads(comments)]


def test_replies_stand_below_what_they_answer() -> None:
    assert depths(None, None, 1, 2, 1, 3) == [(0, 1), (1, 3), (2, 6), (1, 5), (0, 2), (1, 4)]


def test_reply_may_stand_before_what_it_answers() -> None:
    assert depths(2, None) == [(0, 2), (1, 1)]


@pytest.mark.parametrize("parent", [1, 9])
def test_what_answers_itself_or_nothing_there_is_on_top(parent: int) -> None:
    assert depths(parent) == [(0, 1)]


def test_circle_begins_with_its_first_and_comes_last() -> None:
    assert depths(2, 1, 1, None) == [(0, 4), (0, 1), (1, 2), (1, 3)]


def test_what_hangs_deeper_than_there_are_levels_stands_on_the_last() -> None:
    assert [depth for depth, _ in depths(None, *range(1, 15))] == [*range(DEEPEST), *[DEEPEST - 1] * 5]


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=12))
def test_each_comes_once_whatever_the_ids_say(pairs: list[tuple[int, int | None]]) -> None:
    comments = [Comment(id=id, parent=parent, raw=str(place)) for place, (id, parent) in enumerate(pairs)]
    assert sorted(int(comment.raw) for _, comment in in_threads(comments)) == list(range(len(pairs)))
