"""The ordered, bounded map."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from converters import parcels
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
    results.close()


def test_given_executor_does_the_work() -> None:
    with ThreadPoolExecutor(2) as executor:
        assert list(parallel_map(square, range(100), jobs=2, executor=executor)) == [n * n for n in range(100)]


def test_dead_process_is_an_error_and_not_a_hang() -> None:
    with pytest.raises(WorkerLost):
        list(parallel_map(die_at_twenty, range(100), jobs=2))


def process_of(n: int) -> int:
    return os.getpid()


PRINT_PROCESSES = """
from converters.parallel import parallel_map
from tests.test_parallel import process_of

if __name__ == "__main__":
    for each in parallel_map(process_of, iter(int, 1), jobs=2):
        print(each, flush=True)
"""


def test_processes_end_with_the_one_that_started_them() -> None:
    running = subprocess.Popen([sys.executable, "-c", PRINT_PROCESSES], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    worker = int(running.stdout.readline())
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()
    for _ in range(300):
        if not _is_alive(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker lives on")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except (OSError, ProcessLookupError):
        return False
    return state != "Z"


def die_once(marker: str) -> str:
    """Die, unless that has happened already."""
    if marker.endswith("once") and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return marker[-4:]


def test_what_a_dead_process_was_working_on_is_done_again(tmp_path: Path) -> None:
    items = [f"{tmp_path}/{number:04}" for number in range(300)]
    items[150] = f"{tmp_path}/once"
    assert list(parallel_map(die_once, items, jobs=2)) == [item[-4:] for item in items]


def test_an_item_that_every_process_dies_of_is_lost_alone() -> None:
    results = list(parallel_map(die_at_twenty, range(200), jobs=2, lost=lambda n: -n))
    assert results == [n if n != 20 else -20 for n in range(200)]


INTERRUPT_EVERY_START = """
import os, signal
from converters.parallel import parallel_map
from tests.test_parallel import square

def interrupt(number, frame):
    raise KeyboardInterrupt

signal.signal(signal.SIGTERM, interrupt)
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
try:
    list(parallel_map(square, range(100), jobs=2))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_signal_while_processes_are_started_leaves_none_behind() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPT_EVERY_START], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "interrupted\n"), done.stderr


def fill(marker: str) -> bytes:
    """Far more than a pipe takes at once, from a process that says who it is."""
    Path(marker).write_text(str(os.getpid()))
    return b"x" * 100_000_000


KILL_WHO_SENDS = """
import os, signal, sys, threading, time
from pathlib import Path
from converters.parallel import parallel_map
from tests.test_parallel import fill

def memory():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def kill(marker):
    before = memory()
    while memory() < before + 10_000_000:
        time.sleep(0.001)
    os.kill(int(marker.read_text()), signal.SIGKILL)

marker = Path(sys.argv[1])
threading.Thread(target=kill, args=[marker], daemon=True).start()
print([len(result) for result in parallel_map(fill, [str(marker)], jobs=2)])
"""


def test_process_that_is_killed_while_its_result_is_received_keeps_nobody_waiting(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", KILL_WHO_SENDS, str(tmp_path / "marker")]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "[100000000]\n"), done.stderr


@pytest.fixture
def on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder into which every parcel goes."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(parcels, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_large_items_wait_on_disk_and_leave_nothing_there(on_disk: Path) -> None:
    results = parallel_map(len, ("x" * number for number in range(200)), jobs=2)
    assert next(results) == 0
    assert any(file.is_file() for file in on_disk.rglob("*"))
    assert list(results) == list(range(1, 200))
    assert not any(on_disk.iterdir())


def test_signal_before_there_are_processes_leaves_nothing_on_disk(
    on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(parallel_map(square, range(100), jobs=2))
    assert not any(on_disk.iterdir())


class Large:
    """An item that knows how many of its kind this process holds."""

    held: ClassVar["weakref.WeakSet[Large]"] = weakref.WeakSet()

    def __init__(self, number: int) -> None:
        self.number = number
        self.held.add(self)


def number_of(item: Large) -> int:
    return item.number


def test_items_that_are_under_way_are_not_held_by_who_sent_them() -> None:
    results = parallel_map(number_of, map(Large, range(1000)), jobs=2)
    assert next(results) == 0
    assert len(Large.held) <= 1
    assert list(results) == list(range(1, 1000))


@pytest.mark.usefixtures("on_disk")
def test_what_a_dead_process_was_working_on_is_read_from_disk_again(tmp_path: Path) -> None:
    items = [f"{tmp_path}/{number:04}" for number in range(100)]
    items[50] = f"{tmp_path}/once"
    assert list(parallel_map(die_once, items, jobs=2)) == [item[-4:] for item in items]


def test_an_item_on_disk_that_every_process_dies_of_is_lost_alone(on_disk: Path) -> None:
    results = list(parallel_map(die_at_twenty, range(40), jobs=2, lost=lambda n: -n))
    assert results == [n if n != 20 else -20 for n in range(40)]
    assert not any(on_disk.iterdir())


def test_items_travel_in_memory_where_no_file_can_be_written(on_disk: Path) -> None:
    on_disk.rmdir()
    assert list(parallel_map(square, range(100), jobs=2)) == [n * n for n in range(100)]


def test_executor_that_is_broken_is_an_error() -> None:
    with ProcessPoolExecutor(2) as executor, pytest.raises(WorkerLost):
        list(parallel_map(die_at_twenty, range(100), jobs=2, executor=executor, lost=lambda n: -n))
