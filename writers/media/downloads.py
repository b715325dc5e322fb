"""Many files from the network: a few at a time from each host, and their outcomes in an order of ours."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from converters.addresses import bare_host
from writers.media.downloaded import Download, Failed
from writers.media.hosts import split_address

if TYPE_CHECKING:  # the network itself is for those who go there
    from writers.media.download import Downloader


def download_all(urls: Iterable[str], downloader: "Downloader") -> Iterator[tuple[str, Download | Failed]]:
    """Each address with what came of it: host by host, and of each host in the order given.

    A few hosts are asked at once, and each of them for a few files at once: a host that hangs delays the others little.
    Leaving the iteration stops what is under way. Raises OSError when the folder cannot be written to.
    """
    by_host: dict[str, list[str]] = {}
    for url in urls:
        parts = split_address(url)
        by_host.setdefault(bare_host(parts.hostname or "") if parts else "", []).append(url)
    hosts = sorted(by_host)
    limits = downloader.limits
    for start in range(0, len(hosts), limits.hosts):
        some = hosts[start : start + limits.hosts]
        pools = {host: ThreadPoolExecutor(limits.connections, thread_name_prefix=host) for host in some}
        try:
            futures = [(url, pools[host].submit(_outcome, downloader, url)) for host in some for url in by_host[host]]
            for url, future in _emptying(futures):
                yield url, future.result()
        finally:
            for pool in pools.values():
                pool.shutdown(wait=False, cancel_futures=True)
            downloader.stopped.set()
            for pool in pools.values():
                pool.shutdown(wait=True)
            downloader.stopped.clear()


def _emptying(
    futures: list[tuple[str, "Future[Download | Failed]"]],
) -> Iterator[tuple[str, "Future[Download | Failed]"]]:
    futures.reverse()
    while futures:
        yield futures.pop()


def _outcome(downloader: "Downloader", url: str) -> Download | Failed:
    try:
        return downloader.fetch(url)
    except Failed as failure:
        return failure
