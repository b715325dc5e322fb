"""`kill -9` at random moments of a conversion, then the run once more: every tree must be the one of a run undisturbed.

python -m benchmarks.kills [--moments 50] [--posts 100] [--writer hugo] [--seed 5] [--fetch]

With `--fetch` the blog's pictures are fetched from a server on this machine at the same time.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.generator import URL, export


def main() -> None:
    """Print a line for each moment, and how many trees were identical."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("moments", 50), ("posts", 100), ("seed", 5)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--writer", default="hugo")
    parser.add_argument("--fetch", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, _old_host() as host:
        folder = Path(name)
        source, site = folder / "blog.xml", folder / "site"
        with source.open("w", encoding="utf-8") as file:
            for piece in export(options.posts):
                file.write(piece.replace(URL, host) if options.fetch else piece)
        command = [sys.executable, "-m", "converters", options.writer, str(source)]
        more = ["--quiet", *(["--media", "fetch", "--allow-private-hosts"] if options.fetch else [])]
        subprocess.run([*command, str(folder / "undisturbed"), *more], check=True)
        wanted = _tree(folder / "undisturbed")
        print(f"undisturbed: {len(wanted)} files", flush=True)
        chance = random.Random(options.seed)
        same = 0
        for number in range(options.moments):
            moment = chance.randrange(len(wanted)), chance.uniform(0, 0.02)
            written = _kill([*command, str(site), *more], site, *moment)
            subprocess.run([*command, str(site), *more], check=True)
            is_same = _tree(site) == wanted
            same += is_same
            print(f"{number + 1:3}  killed with {written} files: {'same' if is_same else 'DIFFERENT'}", flush=True)
            shutil.rmtree(site)
        print(f"{same} of {options.moments} trees are identical")
        sys.exit(same != options.moments)


def _kill(command: list[str], site: Path, files: int, later: float) -> int:
    """Kill a run a little later than there are so many files; how many stood there then.

    The processes that it started go with it.
    """
    process = subprocess.Popen(command, start_new_session=True)
    while process.poll() is None and sum(len(names) for _, _, names in os.walk(site)) < files:
        time.sleep(0.002)
    time.sleep(later)
    with suppress(ProcessLookupError):  # it was done already
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return len(_tree(site))


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class _Pictures(BaseHTTPRequestHandler):
    """Has a picture of its own at every address, and gives it in two halves."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        picture = b"\x89PNG\r\n\x1a\n" + hashlib.sha256(self.path.encode()).digest() * 4000
        self.send_response(200)
        self.send_header("Content-Length", str(len(picture)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(picture[: len(picture) // 2])
            time.sleep(0.005)
            self.wfile.write(picture[len(picture) // 2 :])


@contextmanager
def _old_host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.2", 0), _Pictures)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.2:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
