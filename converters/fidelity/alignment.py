"""Where two sequences differ, in time that grows with their length and not with its square."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

Change = tuple[int, int, int, int]
"""a[i:j] became b[k:l]; one of the two may be empty."""

_DEAREST = 100_000
"""Pairs of equal elements beyond which two stretches are not compared with each other whole."""
_STEP = min(200, math.isqrt(_DEAREST - 1))
"""Elements compared at a time where nothing in two long stretches is unique: they have fewer pairs than `_DEAREST`."""


def changes(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[Change]:
    """The stretches that differ, in order. Long sequences are aligned by what is unique in both of them."""
    stretches = [(0, len(a), 0, len(b))]
    while stretches:
        i, j, k, m = _trimmed(a, b, *stretches.pop())
        if i == j or k == m:
            if (i, k) != (j, m):
                yield i, j, k, m
            continue
        counts = Counter(b[k:m])
        if sum(counts[each] for each in a[i:j]) <= _DEAREST:
            for tag, i1, i2, k1, k2 in SequenceMatcher(None, a[i:j], b[k:m], autojunk=False).get_opcodes():
                if tag != "equal":
                    yield i + i1, i + i2, k + k1, k + k2
        else:
            stretches += reversed(_parted(a, b, i, j, k, m))


def _trimmed(a: Sequence[Hashable], b: Sequence[Hashable], i: int, j: int, k: int, m: int) -> Change:
    """A stretch without the equal elements at its edges."""
    while i < j and k < m and a[i] == b[k]:
        i, k = i + 1, k + 1
    while i < j and k < m and a[j - 1] == b[m - 1]:
        j, m = j - 1, m - 1
    return i, j, k, m


def _parted(a: Sequence[Hashable], b: Sequence[Hashable], i: int, j: int, k: int, m: int) -> list[Change]:
    """A long stretch cut at the elements that stand once in both, in the same order (patience), else by length."""
    once_in_a = {each for each, count in Counter(a[i:j]).items() if count == 1}
    once_in_b = {each for each, count in Counter(b[k:m]).items() if count == 1}
    place_in_b = {b[at]: at for at in range(k, m) if b[at] in once_in_a and b[at] in once_in_b}
    pairs = [(at, place_in_b[a[at]]) for at in range(i, j) if a[at] in place_in_b]
    anchors = _increasing(pairs)
    if not anchors:
        longest = max(j - i, m - k)
        anchors = [(min(i + at, j), min(k + at, m)) for at in range(_STEP, longest, _STEP)]
    starts = [(i, k), *anchors]
    ends = [*anchors, (j, m)]
    return [(start, end, start_b, end_b) for (start, start_b), (end, end_b) in zip(starts, ends, strict=True)]


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs (in order of their first) whose second numbers increase."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [second]
        ends[at : at + 1] = [number]
    found = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
