"""An ordered, bounded map over processes."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any, Protocol, TypeVar

from converters.memory import give_back
from converters.parcels import Parcel, Places, pack
from converters.signals import heard_later

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 16
"""Items that travel together: enough to make the trip worth it, few enough to keep memory flat."""

CHUNKS_AHEAD = 3
"""Chunks per process that are under way or waiting, so that no process idles and no more than that is held."""


class WorkerLost(Exception):
    """A process died, usually because the machine ran out of memory."""


_DEATHS = (BrokenExecutor, WorkerLost)
"""What says so; an executor of somebody else's may raise WorkerLost itself."""


def parallel_map(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int,
    executor: Executor | None = None,
    lost: Callable[[Item], Result] | None = None,
    chunk: int = CHUNK,
    apart: bool = False,
) -> Generator[Result, None, None]:
    """The results of `function` for each item, in the order of the items, so that they do not depend on `jobs`.

    With one job and no executor everything happens in this process, unless it is to happen `apart`. Otherwise the
    function must be picklable: it is sent to each process of ours once, and to a given executor with each chunk of so
    many items.

    What goes to a process of ours, and comes from it, is packed for the way and let go by who sent it; it lies on disk
    meanwhile unless it is small.

    A process that dies takes no result with it: what it was working on is done again, each item alone. An item at which
    a process dies then, too, gets the result that `lost` makes; without `lost`, or when a given executor is of no use
    any more, WorkerLost is raised. Who may leave before the end closes the generator, so that no process lives on.
    """
    if executor is None and jobs <= 1 and not apart:
        yield from map(function, items)
        return
    crew = _Crew(function, jobs) if executor is None else _Lent(function, executor)
    try:
        yield from _map_chunks(crew, items, chunk, jobs, lost)
    finally:
        crew.close()


class _Packed(Protocol):
    """Items that travel together (`converters.parcels.Parcel`)."""

    @property
    def is_large(self) -> bool: ...
    @property
    def file(self) -> Path | None: ...
    def unpacked(self) -> list[Any]: ...


_UnderWay = tuple[_Packed, "Future[Any]"]


class _Crew:
    """Processes of our own, which keep the function; replaced when one of them dies."""

    def __init__(self, function: Callable[[Any], Any], jobs: int) -> None:
        self._function = function
        self._jobs = jobs
        self._places = Places()
        self._answers: dict[Future[Any], Path | None] = {}
        """Where the results of what is under way are to lie."""
        self._pool = self._made(jobs)

    def _made(self, jobs: int) -> Executor:
        from concurrent.futures import (
            ProcessPoolExecutor,
        )  # all about processes takes a tenth of the start of a command

        return ProcessPoolExecutor(jobs, initializer=_keep, initargs=(self._function,))

    def pack(self, chunk: list[Any]) -> _Packed:
        place = self._places.take()
        parcel = pack(chunk, place)
        if parcel.file is None:
            self._places.give_back(place)
        return parcel

    def drop(self, parcel: _Packed) -> None:
        self._places.give_back(parcel.file)

    def submit(self, parcel: _Packed) -> "Future[Any]":
        answer = self._places.take()
        with heard_later():  # processes may be started, which a pool that is left in the middle does not know
            future = self._pool.submit(_apply_kept, parcel, answer)
        self._answers[future] = answer
        return future

    def results_of(self, future: "Future[Any]") -> list[Any]:
        try:
            answer: Parcel = future.result()
            results: list[Any] = answer.unpacked()
            return results
        finally:
            self._places.give_back(self._answers.pop(future, None))

    def renew(self, *, alone: bool = False) -> None:
        """New processes for those that are lost; `alone`, but one."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._made(1 if alone else self._jobs)

    def close(self) -> None:
        try:
            self._pool.shutdown(wait=True, cancel_futures=True)
        finally:
            self._places.close()


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """Items that travel in a way of somebody else's."""

    chunk: list[Any]
    is_large = False  # and none of ours to let go of
    file = None

    def unpacked(self) -> list[Any]:
        return self.chunk


class _Lent:
    """An executor of somebody else's, which gets the function with each chunk."""

    def __init__(self, function: Callable[[Any], Any], executor: Executor) -> None:
        self._function = function
        self._executor = executor

    def pack(self, chunk: list[Any]) -> _Packed:
        return _Unpacked([*chunk])

    def drop(self, parcel: _Packed) -> None:
        """There is nothing that would stay."""

    def submit(self, parcel: _Packed) -> "Future[Any]":
        return self._executor.submit(_apply, self._function, parcel.unpacked())

    def results_of(self, future: "Future[Any]") -> list[Any]:
        results: list[Any] = future.result()
        return results

    def renew(self, *, alone: bool = False) -> None:
        """Not ours to renew: an executor that can go on does so."""

    def close(self) -> None:
        """Not ours to close."""


def _map_chunks(
    crew: _Crew | _Lent, items: Iterable[Any], size: int, jobs: int, lost: Callable[[Any], Any] | None
) -> Iterator[Any]:
    parcels = _packed(crew, items, size)
    under_way: deque[_UnderWay] = deque()
    while True:
        while len(under_way) < jobs * CHUNKS_AHEAD and (parcel := next(parcels, None)) is not None:
            under_way.append((parcel, _submitted(crew, parcel)))
        if not under_way:
            return
        try:
            results = crew.results_of(under_way[0][1])
        except _DEATHS:
            yield from _after_a_death(crew, under_way, lost)
        else:
            crew.drop(under_way.popleft()[0])
            yield from results


def _packed(crew: _Crew | _Lent, items: Iterable[Any], size: int) -> Iterator[_Packed]:
    """The items in chunks, of which none is held here once it is packed."""
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        parcel = crew.pack(chunk)
        chunk.clear()
        if parcel.is_large:
            give_back()
        yield parcel


def _submitted(crew: _Crew | _Lent, parcel: _Packed) -> "Future[Any]":
    try:
        return crew.submit(parcel)
    except BrokenExecutor as error:  # it broke since somebody looked last
        future: Future[Any] = Future()
        future.set_exception(error)
        return future


def _after_a_death(
    crew: _Crew | _Lent, under_way: deque[_UnderWay], lost: Callable[[Any], Any] | None
) -> Iterator[Any]:
    """The results of what was under way when a process died: those that are there, and the others made once more."""
    crew.renew(alone=True)
    while under_way:
        parcel, future = under_way.popleft()
        try:
            results = crew.results_of(future)
        except (*_DEATHS, CancelledError):
            for item in parcel.unpacked():
                yield from _alone(crew, item, lost)
        else:
            yield from results
        crew.drop(parcel)
    crew.renew()


def _alone(crew: _Crew | _Lent, item: Any, lost: Callable[[Any], Any] | None) -> list[Any]:
    parcel = crew.pack([item])
    for _ in range(2):  # the first time it may have died of what others took
        try:
            results = crew.results_of(crew.submit(parcel))
        except WorkerLost as error:
            death: Exception = error
        except BrokenExecutor as error:
            if isinstance(crew, _Lent):  # it will never do anything again
                raise WorkerLost from error
            death = error
            crew.renew(alone=True)
        else:
            crew.drop(parcel)
            return results
    crew.drop(parcel)
    if lost is None:
        raise WorkerLost from death
    return [lost(item)]


_kept: Callable[[Any], Any]


def _keep(function: Callable[[Any], Any]) -> None:
    """Runs once in each process of a pool, which ends when it is told to by the one that started it, or with that."""
    from multiprocessing import parent_process

    global _kept
    _kept = function
    gc.freeze()  # what is inherited lives as long as this process: no collection needs to go through it, and copy it
    for number in (signal.SIGINT, signal.SIGHUP):  # which reach all of them at once: one is enough to see to it
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if (parent := parent_process()) is not None:
        Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this process when its parent is gone: a killed one can tell nobody to stop."""
    from multiprocessing.connection import wait

    wait([parent])
    os._exit(1)


def _apply_kept(parcel: _Packed, place: Path | None) -> Parcel:
    results = pack([_kept(item) for item in parcel.unpacked()], place)
    if parcel.is_large:
        give_back()
    return results


def _apply(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]
