"""A small WordPress on this machine that speaks the REST API of `fixtures/rest/blog.json`, well or badly."""

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

FIXTURE = Path(__file__).parent.parent / "fixtures" / "rest" / "blog.json"
PRIVATE = {"raw", "password", "author_email", "author_ip", "username", "email", "first_name", "last_name"}
"""What only those who may edit get to see."""
FOR_EDITORS = {"wp/v2/menus", "wp/v2/menu-items", "wp/v2/settings", "wp/v2/users/me", "wp/v2/statuses"}


@dataclass
class Reply:
    """An answer, which a test may change before it goes out."""

    status: int
    value: Any
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """In place of the value as JSON."""


Change = Callable[[str, Mapping[str, str], Reply], Reply | None]
"""What a test makes of the answer to a route and its parameters; None leaves it."""


@dataclass
class RestHost:
    """A running blog."""

    port: int
    blog: dict[str, Any]
    change: Change = lambda route, query, reply: None
    plain: bool = False
    """Whether it has no addresses but queries (plain permalinks)."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Paths with their queries, and headers."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def routes(self) -> list[str]:
        return [path.partition("/wp-json/")[2] for path, _ in self.asked if "/wp-json/" in path]

    def reply(self, route: str, query: Mapping[str, str], known: bool) -> Reply:
        """What a WordPress without faults answers."""
        if route in FOR_EDITORS and not known:
            return Reply(401, {"code": "rest_forbidden"})
        if route in self.blog["routes"]:
            return Reply(200, self.blog["routes"][route])
        if route not in self.blog["collections"]:
            return Reply(404, {"code": "rest_no_route"})
        items = self.blog["collections"][route]
        asked = query.get("status", "publish,inherit,approved")
        wanted = {*asked.split(","), *(("approved", "hold") if asked == "all" else ())}
        shown = [item for item in items if not (isinstance(item, dict) and _is_hidden(item.get("status"), wanted))]
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        pages = -(-len(shown) // size)
        if page > max(pages, 1):
            return Reply(400, {"code": "rest_post_invalid_page_number"})
        value = shown[(page - 1) * size : page * size]
        return Reply(
            200, value if known else public(value), {"X-WP-Total": str(len(shown)), "X-WP-TotalPages": str(pages)}
        )


def _is_hidden(status: Any, wanted: set[str]) -> bool:
    return status in ("draft", "hold") and status not in wanted


def public(value: Any) -> Any:
    """The same without what strangers do not see."""
    if isinstance(value, dict):
        return {name: public(each) for name, each in value.items() if name not in PRIVATE}
    return [public(each) for each in value] if isinstance(value, list) else value


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece: in two, each waits for the other side's acknowledgement
    host: RestHost

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        self.host.asked.append((self.path, dict(self.headers.items())))
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        route = parts.path.removeprefix("/wp-json/") if parts.path.startswith("/wp-json/") else None
        if self.host.plain:
            route = query.pop("rest_route").removeprefix("/") if "rest_route" in query else None
        if parts.path == "/" and route is None:
            reply = Reply(200, None, {"Link": f'<{self.host.url}/wp-json/>; rel="https://api.w.org/"'})
            reply.body = b'<!DOCTYPE html><html lang="sv-SE"><title>Tea</title>'
            if self.host.plain:
                reply.headers = {}
        elif route is not None:
            wanted = ":".join(self.host.blog["credentials"].values()).encode()
            said = self.headers.get("Authorization", "")
            known = said == f"Basic {base64.b64encode(wanted).decode()}"
            reply = self.host.reply(route, query, known)
            if said and not known:
                reply = Reply(401, {"code": "incorrect_password"})
            reply = self.host.change(route, query, reply) or reply
        else:
            reply = Reply(404, None, body=b"<html>not found</html>")
        body = json.dumps(reply.value).encode() if reply.body is None else reply.body
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)


@contextmanager
def rest_host() -> Iterator[RestHost]:
    """A blog, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    host = RestHost(server.server_port, json.loads(FIXTURE.read_text(encoding="utf-8")))
    server.RequestHandlerClass = type("Handler", (_Handler,), {"host": host})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
