"""A web server on this machine that misbehaves in every way that hosts of old blogs do, one way for each path."""

import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.parse import urlsplit

ADDRESS = "127.0.0.2"
"""Another than 127.0.0.1, so that a test can allow the one and watch over the other."""
PATIENCE = 10
"""Seconds after which a hanging answer lets go, should nobody hang up."""


def png(width: int = 2, noise: bytes = b"") -> bytes:
    """A picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + (chunk(b"tEXt", b"n\0" + noise) if noise else b"")
        + chunk(b"IDAT", zlib.compress(b"\0" + bytes(width)))
        + chunk(b"IEND", b"")
    )


PICTURE = png(noise=bytes(range(1, 256)) * 20)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
HALF = len(PICTURE) // 2
PAGE = b"<!DOCTYPE html><title>Not found</title>"


@dataclass
class MisbehavingHost:
    """A running server."""

    port: int
    scheme: str
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers, in the order they came."""
    asked: dict[str, int] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = ADDRESS) -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def requests_for(self, path: str) -> list[dict[str, str]]:
        return [headers for each, headers in self.requests if each == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host: MisbehavingHost

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.host.requests.append((path, dict(self.headers.items())))
        self.host.asked[path] = self.host.asked.get(path, 0) + 1
        self.close_connection = True
        name = path.rpartition("/")[2].partition(".")[0].replace("-", "_")
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"answer_{name}", self.answer_good)()

    @property
    def is_first(self) -> bool:
        return self.host.asked[urlsplit(self.path).path] == 1

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_good(self) -> None:
        modified = "Wed, 17 Apr 2019 10:00:00 GMT"
        self.answer(200, PICTURE, Content_Type="image/png", ETag='"1"', Last_Modified=modified)

    def answer_page(self) -> None:
        self.answer(200, PAGE, Content_Type="image/jpeg")

    def answer_home(self) -> None:
        self.answer(302, Location="/page.html")

    def answer_words(self) -> None:
        self.answer(200, b"no picture at all", Content_Type="image/jpeg")

    def answer_empty(self) -> None:
        self.answer(200, b"")

    def answer_hang(self) -> None:
        self.host.closing.wait(PATIENCE)

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self._drip(PICTURE * 100)

    def answer_drip_of_headers(self) -> None:
        self._drip(b"HTTP/1.1 200 OK\r\n" + b"X-Long: 1\r\n" * 1000)

    def _drip(self, content: bytes) -> None:
        for byte in content:
            if self.host.closing.wait(0.001):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def answer_loop(self) -> None:
        self.answer(302, Location=self.path)

    def answer_moved(self) -> None:
        self.answer(301, Location="/good.png")

    def answer_into_loopback(self) -> None:
        self.answer(302, Location=self.host.url("/secret.png", "127.0.0.1"))

    def answer_into_localhost(self) -> None:
        self.answer(302, Location=self.host.url("/secret.png", "localhost"))

    def answer_into_number(self) -> None:
        self.answer(302, Location=self.host.url("/secret.png", "2130706433"))

    def answer_into_metadata(self) -> None:
        self.answer(302, Location="http://169.254.169.254/latest/meta-data/x.png")

    def answer_into_file(self) -> None:
        self.answer(302, Location="file:///etc/passwd")

    def answer_into_nothing(self) -> None:
        self.answer(302, Location="http://[broken")

    def answer_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10 << 30))
        self.end_headers()
        self.wfile.write(PICTURE)
        self.host.closing.wait(PATIENCE)

    def answer_endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = PICTURE + bytes(60_000)
        while not self.host.closing.is_set():
            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")

    def answer_promises_more(self) -> None:
        self.answer(200, PICTURE, Content_Length=str(len(PICTURE) + 1000))

    def answer_promises_less(self) -> None:
        self.answer(200, PICTURE, Content_Length=str(HALF))

    def answer_promises_nonsense(self) -> None:
        self.answer(200, PICTURE, Content_Length="many")

    def answer_forbidden(self) -> None:
        self.answer(403, PAGE)

    def answer_missing(self) -> None:
        self.answer(404, PAGE)

    def answer_gone(self) -> None:
        self.answer(410)

    def answer_busy(self) -> None:
        if self.is_first:
            self.answer(429, Retry_After="7")
        else:
            self.answer_good()

    def answer_busy_until(self) -> None:
        if self.is_first:
            self.send_response_only(503)
            self.send_header("Date", "Wed, 17 Apr 2019 10:00:00 GMT")
            self.send_header("Retry-After", "Wed, 17 Apr 2019 10:00:30 GMT")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.answer_good()

    def answer_busy_for_a_day(self) -> None:
        self.answer(429, Retry_After="86400")

    def answer_broken(self) -> None:
        self.answer(503)

    def answer_breaks_off(self) -> None:
        asked = self.headers.get("Range")
        if asked and self.headers.get("If-Range") == '"1"':
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            span = f"bytes {start}-{len(PICTURE) - 1}/{len(PICTURE)}"
            self.answer(206, PICTURE[start:], Content_Range=span, ETag='"1"')
        else:
            self.answer(200, PICTURE[:HALF], Content_Length=str(len(PICTURE)), ETag='"1"')

    def answer_breaks_off_and_changes(self) -> None:
        if self.is_first:
            self.answer(200, b"\x89PNG\r\n\x1a\nold", Content_Length="5000", ETag='"1"')
        else:
            self.answer(200, PICTURE, ETag='"2"')

    def answer_breaks_off_and_mistakes_the_range(self) -> None:
        if self.headers.get("Range"):
            self.answer(206, PICTURE[10:], Content_Range=f"bytes 10-{len(PICTURE) - 1}/{len(PICTURE)}", ETag='"1"')
        else:
            self.answer(200, PICTURE[:HALF], Content_Length=str(len(PICTURE)), ETag='"1"')

    def answer_breaks_off_and_shrinks(self) -> None:
        if self.is_first:
            self.answer(200, PICTURE[:HALF], Content_Length=str(len(PICTURE)), ETag='"1"')
        elif self.headers.get("Range"):
            self.answer(416)
        else:
            self.answer(200, PICTURE)

    def answer_squeezed(self) -> None:
        self.answer(200, gzip.compress(PICTURE), Content_Encoding="gzip")

    def answer_squeezed_and_broken_off(self) -> None:
        packed = gzip.compress(PICTURE + bytes(100_000))
        body = packed[: len(packed) // 2] if self.is_first else packed
        self.answer(200, body, Content_Length=str(len(packed)), Content_Encoding="gzip", ETag='"1"')

    def answer_bomb(self) -> None:
        self.answer(200, gzip.compress(PICTURE + bytes(8 << 20)), Content_Encoding="gzip")

    def answer_no_http(self) -> None:
        self.wfile.write(b"\x00\x01\x02 nonsense\r\n\r\n")

    def answer_slams_the_door(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class _GoodHandler(_Handler):
    """Has every file that it is asked for, in a kind that fits its name."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.host.requests.append((path, dict(self.headers.items())))
        suffix = path.rpartition(".")[2].lower()
        self.answer(200, {"svg": DRAWING, "pdf": b"%PDF-1.4\n"}.get(suffix, PICTURE))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what these tests are about."""


@contextmanager
def misbehaving_host(
    address: str = ADDRESS, *, context: ssl.SSLContext | None = None, well_behaved: bool = False
) -> Iterator[MisbehavingHost]:
    """The server, running until the end of the block; `well_behaved`, it has every file that it is asked for."""
    base = _GoodHandler if well_behaved else _Handler
    handler = cast(type[_Handler], type("Handler", (base,), {}))  # one for each server: it has its host
    server = _Server((address, 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    host = MisbehavingHost(server.server_address[1], "https" if context else "http")
    handler.host = host
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
