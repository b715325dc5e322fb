"""An ordered, bounded map over processes."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""Items that travel together: enough to make the trip worth it, few enough to keep memory flat."""

CHUNKS_AHEAD = 3
"""Chunks per process that are under way or waiting, so that no process idles and no more than that is held."""


class WorkerLost(Exception):
    """A process died, usually because the machine ran out of memory."""


def parallel_map(
    function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int, executor: Executor | None = None
) -> Iterator[Result]:
    """The results of `function` for each item, in the order of the items, so that they do not depend on `jobs`.

    With one job and no executor everything happens in this process. Otherwise the function must be picklable: it is
    sent to each process of ours once, and to a given executor with each chunk. Raises WorkerLost when a process dies.
    """
    if executor is not None:
        yield from _map_chunks(lambda chunk: executor.submit(_apply, function, chunk), items, jobs)
    elif jobs <= 1:
        yield from map(function, items)
    else:
        pool = ProcessPoolExecutor(jobs, initializer=_keep, initargs=(function,))
        try:
            yield from _map_chunks(lambda chunk: pool.submit(_apply_kept, chunk), items, jobs)
        except BrokenProcessPool as error:
            raise WorkerLost from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _map_chunks(
    submit: Callable[[list[Item]], "Future[list[Result]]"], items: Iterable[Item], jobs: int
) -> Iterator[Result]:
    remaining = iter(items)
    under_way: deque[Future[list[Result]]] = deque()
    while chunk := list(islice(remaining, CHUNK)):
        under_way.append(submit(chunk))
        if len(under_way) >= jobs * CHUNKS_AHEAD:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


_kept: Callable[[Any], Any]


def _keep(function: Callable[[Any], Any]) -> None:
    """Runs once in each process of a pool."""
    global _kept
    _kept = function
    if (parent := parent_process()) is not None:
        Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this process when its parent is gone: a killed one can tell nobody to stop."""
    wait([parent])
    os._exit(1)


def _apply_kept(chunk: list[Any]) -> list[Any]:
    return [_kept(item) for item in chunk]


def _apply(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]
