"""The real WordPress with its real importer, as tests use them: a fresh blog for each, in a database file of its own.

WordPress 7.1.1, the importer 0.9.5 and the SQLite drop-in come in one package of npm, `wp-studio`, which is unpacked
into a cache and never installed. They are under the GPL: they are run here, and nothing of them is part of portpress.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

PACKAGE = "wp-studio@1.22.0"
_HERE = Path(__file__).parent / "wordpress"
_INSIDE = "package/dist/cli/wp-files/"
_PARTS = {
    "latest/wordpress": "wordpress",
    "wordpress-importer": "importer",
    "sqlite-database-integration": "wordpress/wp-content/plugins/sqlite-database-integration",
    "wp-cli": "wp-cli",
}
"""Folders of the package, and where they go."""


@dataclass(frozen=True)
class Import:
    """What the importer said."""

    refused: str | None
    """Why it read nothing at all, or what it died of."""
    said: tuple[str, ...]
    """Its messages, a line each, without the first and the last that it always prints."""


@dataclass(frozen=True)
class Judgement:
    """What the block editor found in bodies."""

    blocks: dict[str, int]
    """How many of each kind."""
    invalid: list[tuple[str, str, str]]
    """Those that it marks as invalid, or that are no blocks: the key of the body, the kind, and the HTML."""


def browse(address: str, *options: str) -> str:
    """Look at a page with Chromium; returns what it prints. Skips where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        _skip("Chromium is not installed")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            str(chromium), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--timeout=120000", f"--user-data-dir={profile}", *options, address,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Blog:
    """One installed WordPress."""

    def __init__(self, core: Path, folder: Path, *, types: tuple[str, ...] = (), taxonomies: tuple[str, ...] = ()):
        self.core = core
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.ports: list[int] = [self.port]
        self._needs = json.dumps({"types": types, "taxonomies": taxonomies})

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "BLOG_FOLDER": str(self.folder),
            "BLOG_ADDRESS": self.address,
            "BLOG_NEEDS": self._needs,
            "BLOG_PORTS": ",".join(map(str, self.ports)),
            "WORDPRESS_IMPORTER": str(self.core / "importer"),
        }

    def _run(self, *arguments: str) -> Any:
        answer, complaint = self._try(*arguments)
        assert answer is not None, f"{arguments}: {complaint}"
        return answer

    def _try(self, *arguments: str) -> tuple[Any, str]:
        """The answer; None and a complaint when PHP died."""
        command = ["php", "-d", "memory_limit=1G", str(_HERE / "control.php"), str(self.core / "wordpress"), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=600, check=False, env=self._environment()
        )
        if done.returncode or not done.stdout.strip():
            fatal = [line for line in done.stderr.splitlines() if "Fatal error" in line]
            return None, fatal[0] if fatal else done.stderr[-1000:] + done.stdout[-1000:]
        return json.loads(done.stdout.strip().split("\n")[-1]), ""

    def install(self) -> None:
        """Make an empty blog."""
        self._run("install")

    def take(self, export: Path, *, attachments: bool = False) -> Import:
        """Import a file with WordPress's own importer, as the administrator, its authors created."""
        answer, complaint = self._try("import", str(export), *(["attachments"] if attachments else []))
        if answer is None:
            return Import(complaint, ())
        said = [line for line in answer["said"] if not line.startswith(("All done.", "Remember to update"))]
        return Import(answer["refused"], tuple(said))

    def export(self, file: Path) -> Path:
        """Export everything with WordPress's own exporter."""
        self._run("export", str(file))
        return file

    def dump(self) -> dict[str, Any]:
        """Everything in the database that an import can put there."""
        dumped: dict[str, Any] = self._run("dump")
        return dumped

    def application_password(self) -> str:
        """A new application password of the administrator, `admin`."""
        return str(self._run("password"))

    def judge_blocks(self, bodies: Mapping[str, str]) -> Judgement:
        """What the block editor itself says of bodies, in a real browser."""
        (self.folder / "bodies.json").write_text(json.dumps(bodies), encoding="utf-8")
        with self.serving() as address:
            page = LexborHTMLParser(browse(f"{address}/portpress-editor", "--dump-dom"))
        [answer] = page.css("#found")
        found = json.loads(answer.text())
        assert "error" not in found, found["error"]
        return Judgement(found["blocks"], [tuple(each) for each in found["invalid"]])

    def read_front_matter(self, files: Sequence[Path]) -> list[dict[str, Any]]:
        """What Spyc, the parser of the synchronising plugins, reads in files; wp-cli brings it along."""
        phar = str(self.core / "wp-cli" / "wp-cli.phar")
        command = ["php", str(_HERE / "spyc.php"), phar, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The blog on PHP's own server; yields its address."""
        command = ["php", "-S", f"127.0.0.1:{self.port}", "-t", str(self.core / "wordpress"), str(_HERE / "router.php")]
        with subprocess.Popen(
            command, env=self._environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait_for(self.port)
                yield self.address
            finally:
                server.terminate()


@cache
def unpacked() -> Path:
    """The folder of WordPress and importer, fetched when it is not there yet. Skips, loudly, when it cannot be had."""
    if shutil.which("php") is None:
        _skip("PHP is not installed (php-cli php-sqlite3 php-xml php-mbstring php-gd php-curl)")
    cache_folder = Path(os.environ.get("PORTPRESS_CACHE", Path(tempfile.gettempdir()) / f"portpress-{os.getuid()}"))
    core = cache_folder / PACKAGE.replace("@", "-")
    if not (core / "complete").exists():
        cache_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=cache_folder) as work:
            _fetch(Path(work))
            if not (core / "complete").exists():
                shutil.rmtree(core, ignore_errors=True)
            with suppress(OSError):  # another process was faster
                (Path(work) / "core").rename(core)
    content = core / "wordpress" / "wp-content"
    (content / "mu-plugins").mkdir(exist_ok=True)
    _put(_HERE / "types.php", content / "mu-plugins" / "types.php")
    _put(_HERE / "wp-config.php", core / "wordpress" / "wp-config.php")
    _put(content / "plugins" / "sqlite-database-integration" / "db.copy", content / "db.php")
    return core


def _put(source: Path, target: Path) -> None:
    """Copy a file at once: a WordPress of another process may be reading it."""
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as copied:
        copied.write(source.read_bytes())
    Path(copied.name).chmod(0o644)
    Path(copied.name).replace(target)


def _fetch(work: Path) -> None:
    """Fetch the package and unpack what is needed of it."""
    if shutil.which("npm") is None:
        _skip("npm is not installed")
    command = ["npm", "pack", "--silent", "--ignore-scripts", PACKAGE]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=300, check=False)
    package = next(work.glob("*.tgz"), None)
    if done.returncode or package is None:
        _skip(f"npm cannot fetch {PACKAGE}: {done.stderr.strip()[-300:]}")
        return
    with tarfile.open(package) as archive:
        for member in archive:
            for source, target in _PARTS.items():
                if member.name.startswith(f"{_INSIDE}{source}/"):
                    member.name = f"core/{target}/{member.name.removeprefix(f'{_INSIDE}{source}/')}"
                    archive.extract(member, work, filter="data")
                    break
    (work / "core" / "complete").touch()


def _skip(reason: str) -> None:
    print(f"\n!!! The tests with a real WordPress do not run: {reason}\n", file=sys.stderr)
    pytest.skip(f"no WordPress: {reason}")


@cache
def _template() -> Path:
    """A folder with the database of an empty blog, made once."""
    folder = Path(tempfile.mkdtemp(prefix="portpress-blog-"))
    Blog(unpacked(), folder).install()
    return folder


def fresh_blog(folder: Path, *, types: tuple[str, ...] = (), taxonomies: tuple[str, ...] = ()) -> Blog:
    """An empty blog in a folder, which knows these custom types and taxonomies."""
    shutil.copytree(_template(), folder)
    (folder / "uploads").mkdir(exist_ok=True)
    return Blog(unpacked(), folder, types=types, taxonomies=taxonomies)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("HEAD", "/license.txt")
            connection.getresponse()
            return
        time.sleep(0.05)
    raise AssertionError("PHP's server does not answer")
