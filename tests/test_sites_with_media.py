"""Real exports with their files become sites that show every picture: built by Hugo and Jekyll, seen in Chromium."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpcore
import pytest

from converters.addresses import bare_host
from converters.formats import Writer
from converters.network.gateway import Gateway
from converters.network.limits import MachineClock
from converters.pipeline import convert
from converters.post import Site
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests import hugo_site, jekyll_site
from tests.crawl import crawl, widths_in_chromium
from tests.misbehaving_host import ADDRESS, MisbehavingHost, misbehaving_host
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.media.hosts import own_hosts, split_address
from writers.media.reports import MediaGone, MediaLost, MediaNoFile

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


def old_blog(export: Path) -> Site:
    site, _ = WxrReader().read(export, lambda problem: None)
    return site


def migrated(export: Path, writer: Writer, folder: Path) -> list[Problem]:
    problems: list[Problem] = []
    ledger = convert(export, folder, reader=WxrReader(), writer=writer, report=problems.append)
    assert ledger.balances
    return problems


def left_at_the_old_host(shown: set[str], site: Site, problems: list[Problem]) -> set[str]:
    """The pictures that a site still shows from the blog's own hosts, but for those that no file stands behind."""
    hosts = own_hosts(site)
    own = {url for url in shown if (parts := split_address(url)) and bare_host(parts.hostname or "") in hosts}
    return own - {problem.url for problem in problems if isinstance(problem, MediaNoFile)}


def check(export: Path, writer: Hugo | Jekyll, folder: Path) -> None:
    """Convert with the files fetched, build, and look at every page."""
    site = old_blog(export)
    problems = migrated(export, writer, folder / "site")
    assert [str(problem) for problem in problems if isinstance(problem, MediaLost | MediaGone)] == []
    generator = hugo_site if isinstance(writer, Hugo) else jekyll_site
    built = generator.build(folder / "site")
    base = unquote(urlsplit(site.url).path).rstrip("/")
    found = crawl(built.folder, base)
    assert left_at_the_old_host(found.pictures | found.players, site, problems) == set()
    assert found.broken == set()
    widths = widths_in_chromium(built.folder, base, folder / "profile")
    assert any(url.startswith(f"{base}/wp-content/uploads/") for url in widths)
    assert set(widths) == {url for url in found.pictures if url.startswith("/")}
    assert [url for url, width in widths.items() if not width] == []


THEME_UNIT_TEST = "wxr/WPTT__theme-unit-test/themeunittestdata.wordpress.xml"
IN_A_FOLDER = "wxr/joesepi__joesepi.github.io/wp-export.xml"
OF_A_REAL_WORDPRESS = "genuine/wxr-wp71-all.xml"


@pytest.mark.chromium
@pytest.mark.parametrize("export", [THEME_UNIT_TEST, IN_A_FOLDER, OF_A_REAL_WORDPRESS])
def test_every_picture_of_a_real_blog_is_shown_by_hugo(
    export: str, corpus: Path, host: MisbehavingHost, tmp_path: Path
) -> None:
    check(corpus / export, Hugo(media="fetch", port=host.port), tmp_path)


@pytest.mark.jekyll
@pytest.mark.chromium
def test_every_picture_of_a_real_blog_is_shown_by_jekyll(corpus: Path, host: MisbehavingHost, tmp_path: Path) -> None:
    check(corpus / IN_A_FOLDER, Jekyll(media="fetch", port=host.port), tmp_path)
