"""A report as Chromium has it: what it says on its console, what it asks for, what becomes of it, how it looks."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

_NARROWEST = 500
"""Pixels."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@dataclass(frozen=True)
class Look:
    """What came of looking at a page."""

    document: str
    """As it is after its scripts have run; nothing where a picture was taken instead."""
    told: dict[str, Any]
    """What a script of the test's sent to `/told`."""
    console: list[str]
    requests: list[str]
    """What was asked for besides the page itself."""


def look_at(page: str, folder: Path, *, width: int = 1400, dark: bool = False, shot: Path | None = None) -> Look:
    """Open a page in Chromium: in a frame if it is narrower than the windows that Chromium makes."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with _served(page, width) as (address, requests, told):
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}", f"--window-size={width},2000",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--virtual-time-budget=20000", f"--screenshot={shot}" if shot else "--dump-dom", address,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    asked = [path for path in requests if path not in ("/", "/page", "/favicon.ico")]
    return Look(done.stdout, told, console, asked)


def with_script(page: str, script: str) -> str:
    """The page without its policy, and with a script of a test's at its end."""
    page, replaced = _POLICY.subn("", page)
    assert replaced == 1
    return page.replace("</body>\n</html>", f"<script>{script}</script></body></html>")


@contextmanager
def _served(page: str, width: int) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """A page at an address on this machine alone; what is asked for and what is told there while it stands."""
    requests: list[str] = []
    told: dict[str, Any] = {}
    frame = f'<!DOCTYPE html><body style="margin:0"><iframe src="/page" width="{width}" height="2000" frameborder="0">'
    pages = {"/": frame, "/page": page} if width < _NARROWEST else {"/": page}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def do_POST(self) -> None:
            assert self.path == "/told"
            told.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", requests, told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
