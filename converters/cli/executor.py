"""Who does the work: the processors of this machine, or a Dask cluster."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import click

EXECUTOR = click.Option(
    ["--executor"], metavar="dask://HOST:PORT", help="Let the workers of a Dask cluster do the work."
)


@contextmanager
def workers_at(address: str | None, jobs: int | None) -> Iterator[tuple[Executor | None, int]]:
    """An executor, or None for processes of our own, and how much is to be done at once: all that can be, by default.

    Raises ConversionError when there is no such cluster.
    """
    if not address:
        yield None, jobs or os.cpu_count() or 1
        return
    from converters.cluster import cluster_at

    with cluster_at(address) as cluster:
        yield cluster, jobs or cluster.jobs
