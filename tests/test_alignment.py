"""Where two sequences differ: the changes tell one from the other, are as few as can be told, and take bounded time."""

from collections.abc import Sequence
from random import Random

import pytest

from converters.fidelity import alignment
from converters.fidelity.alignment import Change, changes


def applied(a: Sequence[str], b: Sequence[str], found: Sequence[Change]) -> list[str]:
    """`a` with each changed stretch replaced by what it became."""
    made: list[str] = []
    done = 0
    for i, j, k, m in found:
        made += [*a[done:i], *b[k:m]]
        done = j
    return [*made, *a[done:]]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("same", "same", []),
        ("", "", []),
        ("", "new", [(0, 0, 0, 3)]),
        ("old", "", [(0, 3, 0, 0)]),
        ("axb", "ayb", [(1, 2, 1, 2)]),
        ("ab", "axb", [(1, 1, 1, 2)]),
        ("axb", "ab", [(1, 2, 1, 1)]),
        ("aXbYc", "abZc", [(1, 2, 1, 1), (3, 4, 2, 3)]),
        ("aa", "aaa", [(2, 2, 2, 3)]),
    ],
)
def test_changes_name_the_stretches_that_differ(a: str, b: str, expected: list[Change]) -> None:
    assert list(changes(a, b)) == expected


@pytest.mark.parametrize("dearest", [100_000, 16], ids=["whole", "in parts"])
def test_changes_applied_to_one_sequence_give_the_other(monkeypatch: pytest.MonkeyPatch, dearest: int) -> None:
    monkeypatch.setattr(alignment, "_DEAREST", dearest)
    monkeypatch.setattr(alignment, "_STEP", 4)
    random = Random(1)
    for letters in ("ab", "abcdefgh", "abcdefghijklmnopqrstuvwxyz"):
        for _ in range(200):
            a, b = ("".join(random.choices(letters, k=random.randrange(40))) for _ in range(2))
            found = list(changes(a, b))
            assert applied(a, b, found) == list(b)
            assert found == sorted(found)
            assert all(i < j or k < m for i, j, k, m in found)


def test_a_word_changed_in_each_part_of_a_long_text_is_found_alone() -> None:
    words = [word for number in range(2_000) for word in ("the", "sea", f"word-{number}")]
    edited = [*words]
    for at in (5, 3_000, 5_990):
        edited[at] = "other"
    assert list(changes(words, edited)) == [(at, at + 1, at, at + 1) for at in (5, 3_000, 5_990)]


def test_a_stretch_that_moved_in_a_long_text_leaves_the_longer_part_in_place() -> None:
    filler = ["the"] * 400
    first, second = [f"a-{number}" for number in range(20)], [f"b-{number}" for number in range(60)]
    found = list(changes([*first, *filler, *second], [*second, *filler, *first]))
    gone = {word for i, j, _, _ in found for word in [*first, *filler, *second][i:j]}
    assert gone.isdisjoint(second)


def test_long_texts_without_a_unique_word_are_compared_piece_by_piece() -> None:
    a = ["tea", "tide"] * 1_000
    b = [*a[:900], "gull", *a[901:]]
    assert applied(a, b, list(changes(a, b))) == b
    assert list(changes(a, b)) == [(900, 901, 900, 901)]
