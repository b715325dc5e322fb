"""Real exports with their files become sites that show every picture: built by Hugo and Jekyll, looked at in Chromium."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
import pytest

from converters.formats import Writer
from converters.pipeline import convert
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests import hugo_site, jekyll_site
from tests.crawl import Crawl, crawl, widths_in_chromium
from tests.misbehaving_host import ADDRESS, MisbehavingHost, misbehaving_host
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.media.hosts import bare_host, own_hosts, split_address
from writers.media.network import Gateway, MachineClock

pytestmark = pytest.mark.corpus


class _Unlocked(httpcore.NetworkStream):
    """A connection that only says that it is encrypted."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return self


class OldHosts(Gateway):
    """A network in which one server on this machine is every host."""

    def __init__(self, writer: HugoWriter | JekyllWriter, port: int) -> None:
        super().__init__(writer.limits, MachineClock())
        self.port = port

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Unlocked(self._connected(ADDRESS, self.port, timeout, socket_options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hugo(HugoWriter):
    port: int

    def _gateway(self) -> Gateway:
        return OldHosts(self, self.port)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jekyll(JekyllWriter):
    port: int

    def _gateway(self) -> Gateway:
        return OldHosts(self, self.port)


@pytest.fixture(scope="module")
def host() -> Iterator[MisbehavingHost]:
    with misbehaving_host(well_behaved=True) as running:
        yield running


def migrated(export: Path, writer: Writer, folder: Path) -> list[Problem]:
    problems: list[Problem] = []
    ledger = convert(export, folder, reader=WxrReader(), writer=writer, report=problems.append, jobs=2)
    assert ledger.balances
    return problems


def left_at_the_old_host(found: Crawl, export: Path) -> set[str]:
    """The pictures that a site still shows from the blog's own hosts."""
    site, _ = WxrReader().read(export, lambda problem: None)
    hosts = own_hosts(site)
    return {url for url in found.shown if (parts := split_address(url)) and bare_host(parts.hostname or "") in hosts}


def base_of(export: Path) -> str:
    site, _ = WxrReader().read(export, lambda problem: None)
    return unquote(urlsplit(site.url).path).rstrip("/")


EXPORTS = [
    "wxr/WPTT__theme-unit-test/themeunittestdata.wordpress.xml",
    "wxr/joesepi__joesepi.github.io/wp-export.xml",
    "genuine/wxr-wp71-all.xml",
]
