"""Signals that come at a bad moment."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What tells a process to end."""


@contextmanager
def heard_later() -> Iterator[None]:
    """Within it, no signal that tells this process to end interrupts anything: it is heard when the block has ended.

    For what must not be left in the middle. What the system does by itself (to ignore a signal, to end the process) it
    does all the same. Where it is not the main thread nothing has to be done: no signal interrupts any other.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: dict[int, None] = {}

    def note(number: int, frame: FrameType | None) -> None:
        came[number] = None

    before = {ending: handler for ending in ENDING if callable(handler := signal.getsignal(ending))}
    for ending in before:
        signal.signal(ending, note)
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)
        for number in came:
            signal.raise_signal(number)
