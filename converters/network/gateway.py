"""The way into the network: the one place that opens a socket, to public addresses only, and to none that dawdles.

The address that is checked is the address that is connected to: a name is resolved here, once for each connection, and
the socket opened to the number. No proxy of the environment is used, because it would resolve names of its own.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any, cast

import httpcore
import httpx

from converters.network.limits import Clock, Limits, TooSlow, Unreachable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def wait_asked_by(response: httpx.Response) -> float | None:
    """Seconds from a Retry-After, which may be a date: then by the clock of the host, which sends its own date."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, wait.total_seconds())


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, whatever it is wrapped in (IPv4 in IPv6, NAT64)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.sixtofour is not None or ip.teredo is not None:
            return False  # tunnels that nobody runs any more
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, the preferred one first. Raises OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Gateway(httpcore.NetworkBackend):
    """Opens connections, and watches the pace of what comes over them."""

    def __init__(
        self,
        limits: Limits,
        clock: Clock,
        *,
        allowed: Callable[[str], bool] = is_public,
        resolve: Callable[[str, int], list[str]] = resolve,
    ) -> None:
        self.limits = limits
        self.clock = clock
        self._allowed = allowed
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()
        self._watch = threading.local()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within it, this thread reads one answer: raises TooSlow once it has come too slowly for too long."""
        self._watch.began, self._watch.received = self.clock.now(), 0
        try:
            yield
        finally:
            self._watch.began = None

    def note(self, received: int) -> None:
        """Count bytes that came. Raises TooSlow when they were too few for the time they took."""
        began = getattr(self._watch, "began", None)
        if began is not None:
            self._watch.received += received
            elapsed = self.clock.now() - began
            if elapsed > self.limits.patience + self._watch.received / self.limits.slowest:
                raise TooSlow(f"it sent {self._watch.received} bytes in {elapsed:.0f} seconds and was given up")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of a host that answers. Raises Unreachable where none may be asked."""
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"there is no host {host}") from error
        public = [address for address in addresses if self._allowed(address)]
        if not public:
            raise Unreachable(f"{host} is {', '.join(addresses)}, an address inside a private network")
        for address in public[:-1]:
            try:
                return self._connected(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(public[-1], port, timeout, socket_options)

    def _connected(
        self, address: str, port: int, timeout: float | None, options: Iterable[Any] | None
    ) -> httpcore.NetworkStream:
        return _Watched(self._sockets.connect_tcp(address, port, timeout, None, options), self)


class _Watched(httpcore.NetworkStream):
    """A connection whose every read is counted."""

    def __init__(self, stream: httpcore.NetworkStream, gateway: Gateway) -> None:
        self._stream = stream
        self._gateway = gateway

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._stream.read(max_bytes, timeout)
        self._gateway.note(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            return _Watched(self._stream.start_tls(ssl_context, server_hostname, timeout), self._gateway)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                reason = error.__cause__.verify_message
                raise Unreachable(f"the certificate of {server_hostname} is not valid ({reason})") from error
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        cast(Any, self._stream).close()


class Transport(httpx.BaseTransport):
    """httpx's requests through a gateway."""

    def __init__(self, gateway: Gateway, *, verify: ssl.SSLContext | None = None) -> None:
        limits = gateway.limits
        self._pool = httpcore.ConnectionPool(
            ssl_context=verify or httpx.create_ssl_context(trust_env=False),
            max_connections=limits.connections * limits.hosts * 2,
            max_keepalive_connections=limits.connections * limits.hosts,
            keepalive_expiry=30,
            network_backend=gateway,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Raises httpcore's exceptions, and those of the gateway."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=cast(Iterable[bytes], request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(cast(Iterable[bytes], response.stream)),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
