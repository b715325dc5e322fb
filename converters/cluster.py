"""A Dask cluster as an executor: work for many machines, done again by Dask where one of them is lost.

The one module that knows Dask (`pip install 'portpress[cluster]'`). The workers must see the same files under the same
names, and have the same portpress.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

from converters.parallel import WorkerLost
from converters.problem import ConversionError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

SCHEME = "dask://"
PATIENCE = 20
"""Seconds to wait for a scheduler."""
RETRIES = 2
"""Times that Dask does a piece of work again when it fails, besides those when a worker is lost."""


@contextmanager
def cluster_at(address: str) -> "Iterator[Cluster]":
    """The cluster whose scheduler listens at `dask://HOST:PORT`. Raises ConversionError when there is none."""
    if not address.startswith(SCHEME) or not address.removeprefix(SCHEME).rpartition(":")[2].isdecimal():
        raise ConversionError(f"{address!r} is no executor: give the address of a scheduler as dask://HOST:PORT")
    try:
        from distributed import Client
    except ImportError as error:
        raise ConversionError("a Dask cluster needs more packages: pip install 'portpress[cluster]'") from error
    try:
        connect: Any = Client
        client = connect(f"tcp://{address.removeprefix(SCHEME)}", timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConversionError(f"no scheduler of Dask answers at {address}: start one, or check the address") from error
    with client:
        cluster = Cluster(client)
        if not cluster.jobs:
            raise ConversionError(f"the scheduler at {address} has no workers: start some, then run it again")
        yield cluster


class Cluster(Executor):
    """The workers of a cluster."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False, retries=RETRIES)
        self._first: object = None
        self._everywhere: object = None

    @property
    def jobs(self) -> int:
        """How much can be done at once."""
        return sum(self._client.nthreads().values())

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> "Future[Result]":
        """Have something done. Raises WorkerLost, later, when workers die of it again and again."""
        first, *others = args or (None,)
        if args and first is self._first:  # the function and the site, which come with everything, travel once
            self._everywhere = self._everywhere or self._client.scatter(first, broadcast=True, hash=False)
            first = self._everywhere
        else:
            self._first, self._everywhere = first, None
        done: Future[Result] = Future()
        under_way = self._executor.submit(fn, *((first, *others) if args else ()), **kwargs)
        under_way.add_done_callback(partial(_hand_on, done))
        return done


def _hand_on(done: "Future[Any]", finished: "Future[Any]") -> None:
    """Give an outcome to who waits for it, in words that do not name Dask."""
    from distributed.scheduler import KilledWorker

    if finished.cancelled():  # the scheduler, or the last worker, is gone
        done.set_exception(WorkerLost())
        return
    error = finished.exception()
    if isinstance(error, KilledWorker):
        done.set_exception(WorkerLost(str(error)))
    elif error is not None:
        done.set_exception(error)
    else:
        done.set_result(finished.result())
