"""The ordered, bounded map."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from converters.parallel import CHUNK, CHUNKS_AHEAD, WorkerLost, parallel_map


def square(n: int) -> int:
    return n * n


def die_at_twenty(n: int) -> int:
    if n == 20:
        os._exit(9)
    return n


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(parallel_map(square, range(1000), jobs=jobs)) == [n * n for n in range(1000)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_items_are_taken_than_the_window_holds(jobs: int) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = parallel_map(square, endless(), jobs=jobs)
    assert next(results) == 1
    assert taken <= jobs * CHUNKS_AHEAD * CHUNK
    results.close()  # type: ignore[attr-defined]


def test_given_executor_does_the_work() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert list(parallel_map(square, range(100), jobs=2, executor=executor)) == [n * n for n in range(100)]


def test_dead_process_is_an_error_and_not_a_hang() -> None:
    with pytest.raises(WorkerLost):
        list(parallel_map(die_at_twenty, range(100), jobs=2))
