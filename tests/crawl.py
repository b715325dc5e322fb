"""A built site, looked at as its readers do: every picture and every link of every page, in files and in Chromium."""

import json
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from urllib.parse import quote, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

_PICTURES = (("img", "src"), ("video", "poster"))
_PLAYERS = (("source", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"))
_PAGE = re.compile(r"\.(?:html?|php|aspx?)", re.IGNORECASE)

_LOOK = """<!DOCTYPE html><meta charset="utf-8"><title>look</title><script>
const pages = PAGES;
const seen = new Map();
async function look(page) {
  const text = await (await fetch(page)).text();
  const here = new URL(page, location);
  const add = url => { const full = new URL(url, here); if (full.host === location.host) seen.set(full.href, 0); };
  const tree = new DOMParser().parseFromString(text, "text/html");
  for (const image of tree.images) {
    if (image.getAttribute("src")) add(image.getAttribute("src"));
    const set = (image.getAttribute("srcset") || "").split(/,\\s+/).map(part => part.trim().split(/\\s+/)[0]);
    set.filter(url => url).forEach(add);
  }
  for (const player of tree.querySelectorAll("video[poster]")) add(player.getAttribute("poster"));
}
async function show(url) {
  const image = new Image();
  image.src = url;
  try { await image.decode(); seen.set(url, image.naturalWidth); } catch (error) {}
}
(async () => {
  for (const page of pages) await look(page);
  for (const url of seen.keys()) await show(url);
  return [...seen];
})().catch(String).then(found => fetch("/found", {method: "POST", body: JSON.stringify(found)}));
</script>"""


@dataclass
class Crawl:
    """What the pages of a built site show and link."""

    pictures: set[str] = field(default_factory=set)
    players: set[str] = field(default_factory=set)
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
        for name, attribute in _PICTURES:
            found.pictures |= {node.attributes[attribute] or "" for node in page.css(f"{name}[{attribute}]")}
        for name, attribute in _PLAYERS:
            found.players |= {node.attributes[attribute] or "" for node in page.css(f"{name}[{attribute}]")}
        for node in page.css("[srcset]"):
            found.pictures |= set(re.findall(r"(\S*[^\s,])(?:\s+[^\s,]+)?", node.attributes["srcset"] or ""))
        found.linked |= {node.attributes["href"] or "" for node in page.css("a[href], area[href], link[href]")}
    for url in found.pictures | found.players | found.linked:
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
    look = b""
    found: "Queue[bytes]"

    def log_message(self, format: str, *arguments: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.base))

    def do_GET(self) -> None:
        if self.path != "/look":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.look)

    def do_POST(self) -> None:
        self.found.put(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Chromium hangs up when it has seen enough."""


def widths_in_chromium(built: Path, base: str, profile: Path) -> dict[str, int]:
    """The width of every local picture of any page, as Chromium shows it; 0 of one that it cannot show."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    addresses = [quote(f"{base}/{file.relative_to(built).as_posix()}") for file in pages_of(built)]
    found: Queue[bytes] = Queue()
    look = _LOOK.replace("PAGES", json.dumps(addresses)).encode()
    handler = type("Handler", (_Handler,), {"base": base, "look": look, "found": found})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(built)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    host = f"http://127.0.0.1:{server.server_address[1]}"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    command += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0", f"{host}/look"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        widths = json.loads(found.get(timeout=300))
    finally:
        process.terminate()
        process.wait(30)
        server.shutdown()
        server.server_close()
        thread.join()
    assert isinstance(widths, list), widths
    return {url.removeprefix(host): width for url, width in widths}
