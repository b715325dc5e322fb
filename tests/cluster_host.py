"""A real Dask cluster on this machine: worker processes that may be killed.

Run as a program of its own: `python -m tests.cluster_host WORKERS` prints the address and the workers' process ids, and
ends with its standard input.
"""

import os
import sys
from typing import Any

from distributed import LocalCluster


def main(workers: int) -> None:
    """Hold a cluster until nobody wants it any more."""
    make: Any = LocalCluster
    with make(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        pids = [str(worker.process.process.pid) for worker in cluster.workers.values()]
        print(cluster.scheduler_address.removeprefix("tcp://"), *pids, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
    os._exit(0)
