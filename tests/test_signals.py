"""Signals that come at a bad moment."""

import signal
import threading
from collections.abc import Iterator

import pytest

from converters.signals import ENDING, heard_later


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """The signals that handlers of this process's own have heard."""
    found: list[int] = []
    before = {number: signal.signal(number, lambda number, frame: found.append(number)) for number in ENDING}
    yield found
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ENDING)
def test_signal_is_heard_when_the_block_has_ended(heard: list[int], number: signal.Signals) -> None:
    with heard_later():
        signal.raise_signal(number)
        assert heard == []
    assert heard == [number]
    signal.raise_signal(number)
    assert heard == [number, number]


def test_signal_that_is_ignored_stays_so(heard: list[int]) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with heard_later():
        signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert heard == []


def test_signal_is_heard_after_an_error(heard: list[int]) -> None:
    with pytest.raises(ValueError, match="in the block"), heard_later():
        signal.raise_signal(signal.SIGTERM)
        raise ValueError("in the block")
    assert heard == [signal.SIGTERM]


def test_other_threads_have_nothing_to_put_off(heard: list[int]) -> None:
    handlers: list[object] = []

    def look() -> None:
        with heard_later():
            handlers.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    before = signal.getsignal(signal.SIGTERM)
    thread.start()
    thread.join()
    assert handlers == [before]
