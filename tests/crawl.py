"""A built site, looked at as its readers do: every picture and every link of every page, in files and in Chromium."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from writers.markdown.raw import new_srcset

_SHOWING = (
    ("img", "src"),
    ("source", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("embed", "src"),
)
_PAGE = re.compile(r"\.(?:html?|php|aspx?)", re.IGNORECASE)

_LOOK = """<!DOCTYPE html><meta charset="utf-8"><title>look</title><pre id="out"></pre><script>
const pages = PAGES;
async function look(page) {
  const frame = document.createElement("iframe");
  frame.width = 1200; frame.height = 4000; frame.src = page;
  document.body.append(frame);
  await new Promise(done => frame.onload = done);
  const found = [];
  for (const image of frame.contentDocument.images) {
    if (new URL(image.currentSrc || image.src, location).host !== location.host) continue;
    image.loading = "eager";
    try { await image.decode(); } catch (error) {}
    found.push([image.currentSrc || image.src, image.naturalWidth]);
  }
  frame.remove();
  return found;
}
(async () => {
  const found = [];
  for (const page of pages) found.push(...await look(page));
  document.getElementById("out").textContent = JSON.stringify(found);
  document.title = "done";
})();
</script>"""


@dataclass
class Crawl:
    """What the pages of a built site show and link."""

    shown: set[str] = field(default_factory=set)
    """Addresses of pictures, players and posters."""
    linked: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    """Local addresses, shown or linked, at which nothing stands."""


def pages_of(built: Path) -> list[Path]:
    return [file for file in sorted(built.rglob("*")) if file.is_file() and _PAGE.fullmatch(file.suffix)]


def crawl(built: Path, base: str = "") -> Crawl:
    """Every page of a site that is built into a folder and has its root at `base` (`/blog`)."""
    found = Crawl()
    for file in pages_of(built):
        page = LexborHTMLParser(file.read_bytes())
        for name, attribute in _SHOWING:
            found.shown |= {node.attributes[attribute] or "" for node in page.css(f"{name}[{attribute}]")}
        for node in page.css("[srcset]"):
            new_srcset(node.attributes["srcset"] or "", lambda url: (found.shown.add(url), url)[1])
        found.linked |= {node.attributes["href"] or "" for node in page.css("a[href], area[href], link[href]")}
    for url in found.shown | found.linked:
        path = unquote(urlsplit(url).path)
        if url.startswith("/") and not url.startswith("//") and not _stands(built, path, base):
            found.broken.add(url)
    return found


def _stands(built: Path, path: str, base: str) -> bool:
    if not f"{path}/".startswith(f"{base}/"):
        return False
    target = built / path.removeprefix(base).lstrip("/")
    return target.is_file() or (target / "index.html").is_file()


class _Handler(SimpleHTTPRequestHandler):
    base = ""
    extra: bytes = b""

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base))

    def do_GET(self) -> None:
        if self.path == "/look-at-all-pages":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(self.extra)
        else:
            super().do_GET()


@contextmanager
def served(built: Path, base: str = "", extra: bytes = b"") -> Iterator[str]:
    """The site on a server of its own, until the end of the block; the address of the host."""
    handler = type("Handler", (_Handler,), {"base": base, "extra": extra})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def widths_in_chromium(built: Path, base: str, profile: Path) -> dict[str, int]:
    """The width of every local picture that Chromium shows on any page; 0 of one that it cannot show."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    addresses = [f"{base}/{file.relative_to(built).as_posix()}" for file in pages_of(built)]
    look = _LOOK.replace("PAGES", json.dumps(addresses)).encode()
    with served(built, base, look) as host:
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        command += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--timeout=300000"]
        command += ["--virtual-time-budget=600000", "--dump-dom", f"{host}/look-at-all-pages"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)
    out = LexborHTMLParser(done.stdout).css_first("#out")
    assert out is not None, done.stderr
    widths = {url.removeprefix(host): width for url, width in json.loads(out.text() or "null")}
    return widths
