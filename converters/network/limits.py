"""How patient we are with hosts, and what comes of asking one in vain."""

import threading
import time
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """The time, for whoever waits."""

    def now(self) -> float:
        """Seconds that only ever grow."""
        ...

    def sleep(self, seconds: float, stopped: threading.Event) -> None:
        """Wait, unless everything is stopped."""
        ...


class MachineClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float, stopped: threading.Event) -> None:
        """Wait, unless everything is stopped."""
        stopped.wait(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a host may cost. Times are in seconds, sizes in bytes."""

    connect: float = 10
    read: float = 20
    """Without a byte."""
    patience: float = 60
    """Of one answer before its speed counts."""
    slowest: float = 4096
    """Bytes a second, on average, after that."""
    largest: int = 2 << 30
    """Of one file."""
    redirects: int = 5
    tries: int = 4
    first_pause: float = 1
    """Before the second try; twice that before the third, and so on."""
    longest_pause: float = 120
    """That a host may ask for (Retry-After)."""
    failures: int = 3
    """In a row, after which a host counts as dead."""
    connections: int = 3
    """To one host."""
    hosts: int = 8
    """At once."""

    def pause_after(self, count: int, again: "Again") -> float:
        """Seconds to wait after a try; `count` is how many there were before it."""
        return self.first_pause * 2**count if again.after is None else again.after


PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that may be another in a while."""


class Again(Exception):
    """It failed, and may not the next time. `after`: how many seconds the host asks to wait; None when it does not."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Unreachable(Exception):
    """A host that cannot or must not be connected to; the text says why. Nothing changes by trying again at once."""


class TooSlow(Exception):
    """An answer that comes so slowly that it would never end."""
