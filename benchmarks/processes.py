"""What a command costs: seconds, and the memory of all its processes together at the worst moment."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

INTERVAL = 0.05
"""Seconds between two looks at the memory: more often would cost the measured what it measures."""


class CommandFailed(Exception):
    """A command ended with something else than 0. Its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    seconds: float
    """By the clock on the wall."""
    processor: float
    """Seconds of all processors together, which depend less on what else the machine does."""
    memory: float
    """Megabytes at the worst moment that was seen: of all processes, what they share counted once (PSS)."""


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure, and the worst of the memory."""
    return Cost(
        median(cost.seconds for cost in costs),
        median(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


def cost_of(command: Sequence[str | Path], *, accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end. Raises CommandFailed, with the end of what it said."""
    with subprocess.Popen(
        [str(each) for each in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        assert running.stdout is not None
        os.set_blocking(running.stdout.fileno(), False)
        before, start = _used_by_children(), time.perf_counter()
        said, worst = b"", 0.0
        while running.poll() is None:
            worst = max(worst, sum(map(_memory, _tree(running.pid))))
            said = (said + (running.stdout.read() or b""))[-2000:]
            with suppress(subprocess.TimeoutExpired):
                running.wait(INTERVAL)
        seconds = time.perf_counter() - start
        said = (said + (running.stdout.read() or b""))[-2000:]
    if running.returncode not in accepted:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise CommandFailed(f"{command[0]} … ended with {running.returncode}: {last}")
    return Cost(seconds, _used_by_children() - before, worst)


def _used_by_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _tree(int(child))


def _memory(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0
