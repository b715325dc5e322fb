"""Programs that read feeds, as tests use them: jing with the schema of RFC 4287, newsboat, Chromium."""

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.feeds import SCHEMAS


def needs(program: str) -> str:
    """The program; the test is skipped where it is not installed."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def schema_faults(*documents: Path) -> str:
    """What jing says of documents of Atom; nothing when they are valid."""
    command = [needs("jing"), "-c", str(SCHEMAS / "atom.rnc"), *map(str, documents)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def newsboat(url: str, home: Path, *execute: str) -> str:
    """What newsboat prints of a feed after it has fetched it, with nothing but its own files in `home`."""
    (home / "urls").write_text(f"{url}\n")
    (home / "config").write_text("use-proxy no\n")
    files = ["-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]
    command = [needs("newsboat"), *files, *execute]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def chromium(url: str, profile: Path, *options: str) -> str:
    """The document that Chromium made of an address."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--virtual-time-budget=3000"]
    command = [needs("chromium"), *flags, *options, url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_in_newsboat(home: Path, *wanted: str) -> str:
    """What stands on the screen of newsboat once the first entry of the first feed is open: until it shows `wanted`.

    It is driven as a person drives it: Enter opens the feed, Enter opens the entry, q leaves.
    """
    files = ["-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", str(home / "config")]
    command = [needs("newsboat"), *files]
    process, screen = pty.fork()
    if process == 0:
        environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "vt100"}
        os.execve(command[0], command, environment)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    seen = b""
    try:
        for key in (b"", b"\r", b"\r", b"", b"", b"", b"", b""):
            os.write(screen, key) if key else None
            patience = 3.0
            while select.select([screen], [], [], patience)[0]:
                seen += os.read(screen, 65536)
                patience = 0.5  # what belongs together comes without a pause
            if all(each.encode() in seen for each in wanted):
                break
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(screen)
    return seen.decode("utf-8", "replace")
