"""Memory that is given back."""

import gc

import pytest

from converters import parallel
from converters.memory import give_back


class Ring:
    """An object that only a collection frees."""

    freed = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Ring.freed += 1


def test_garbage_is_collected_before_memory_is_given_back() -> None:
    gc.collect()
    before = Ring.freed
    Ring()
    give_back()
    assert Ring.freed == before + 1


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_system_without_the_function_is_left_alone(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def refuse(name: object) -> None:
        raise error

    monkeypatch.setattr("ctypes.CDLL", refuse)
    give_back()


def test_memory_is_given_back_after_large_parcels_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(parallel, "give_back", lambda: given.append(1))
    assert list(parallel.parallel_map(len, ["a", "b" * 3_000_000, "c"], jobs=2, chunk=1)) == [1, 3_000_000, 1]
    assert given == [1]
