"""The index of what is promised about hostile sources: each attack is made on the command itself, and fails.

What a module does about an attack in detail is tested beside that module; here every door is tried once.
"""

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests import hugo_site, jekyll_site
from tests.hostile_blog import CLIMB, SCRIPTS, TEMPLATES, cdata, climbing_lines, comment, export, item, meta, write
from writers.dialects.astro import AstroWriter
from writers.dialects.eleventy import EleventyWriter
from writers.dialects.looking import files_below
from writers.dialects.nikola import NikolaWriter
from writers.dialects.pelican import PelicanWriter
from writers.dialects.writer import DialectWriter
from writers.dialects.zola import ZolaWriter

SECRET = "the-secret-of-the-house"
PATIENCE = 120
"""Seconds after which a run counts as hanging; what is tested here takes one or two."""
TARGETS = {
    "hugo": "out", "jekyll": "out", "wpghs": "out", "posts": "out/posts.jsonl", "wxr": "out/blog.xml",
    "epub": "out/blog.epub", "rss": "out/feed.xml", "atom": "out/feed.xml", "jsonfeed": "out/feed.json",
    "redirects": "out/redirects.txt", "astro": "out", "eleventy": "out", "nikola": "out", "pelican": "out",
    "zola": "out",
}  # fmt: skip

DIALECTS: dict[str, DialectWriter] = {
    "astro": AstroWriter(), "eleventy": EleventyWriter(), "nikola": NikolaWriter(), "pelican": PelicanWriter(),
    "zola": ZolaWriter(),
}  # fmt: skip


def run(*arguments: str | Path, fails: bool = False) -> subprocess.CompletedProcess[str]:
    """The command, from a folder of its own; it may lose something, and never ends with a traceback."""
    command = [sys.executable, "-m", "converters", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    assert done.returncode in ((2,) if fails else (0, 1)), done.stderr + done.stdout
    return done


def everything_in(folder: Path) -> bytes:
    """All that was written, unpacked."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".epub":
            with zipfile.ZipFile(file) as book:
                found += [book.read(name) for name in book.namelist()]
        elif file.is_file():
            found.append(file.read_bytes())
    return b"\n".join(found)


@pytest.mark.parametrize("writer", TARGETS)
def test_external_entity_of_an_export_is_never_read(tmp_path: Path, writer: str) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    prolog = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">'
        f'<!ENTITY % y SYSTEM "{(tmp_path / "secret.txt").as_uri()}">%y;]>'
    )
    xinclude = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{tmp_path / "secret.txt"}" parse="text"/>'
    first = item(1, more=f"<excerpt:encoded>&x;</excerpt:encoded>{xinclude}").replace("<title>", "<title>&x;")
    source = write(tmp_path / "blog.xml", first, item(2), prolog=prolog)
    run(writer, source, tmp_path / TARGETS[writer])
    written = everything_in(tmp_path / "out")
    assert SECRET.encode() not in written
    assert written


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    prolog = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]>'
    first = item(1).replace("<title>", "<title>&e11;")
    run("posts", write(tmp_path / "blog.xml", first, prolog=prolog), tmp_path / "out" / "posts.jsonl")
    assert len(everything_in(tmp_path / "out")) < 10_000


def test_aliases_that_multiply_are_one_loss(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    posts = tmp_path / "_posts"
    posts.mkdir()
    (posts / "2020-01-01-bomb.md").write_text(f"---\npost_title: Bomb\nlayout: post\n{bomb}---\nBody\n")
    (posts / "2020-01-02-tea.md").write_text("---\npost_title: Tea\nlayout: post\npublished: true\n---\nBody\n")
    done = run("hugo", posts, tmp_path / "out", "--json")
    assert json.loads(done.stdout)["failed"] == 1
    assert len(everything_in(tmp_path / "out")) < 100_000


@pytest.mark.parametrize("folder", ["_posts", "content", "_data", "data"])
def test_tags_of_yaml_are_text(tmp_path: Path, folder: str) -> None:
    made = tmp_path / "made"
    call = f"!!python/object/apply:os.mkdir ['{made}']"
    site = tmp_path / "site"
    (site / folder).mkdir(parents=True)
    text = f"a: {call}\nb: !!python/name:os.system x\nc: !ruby/object:Gem::Installer {{}}\n"
    for name in ("hugo.yaml", "_config.yml"):
        (site / name).write_text(f"title: Blog\nurl: https://blog.example\n{text}")
    (site / folder / "menus.yaml").write_text(text)
    (site / folder / "2020-01-01-tea.md").write_text(f"---\ntitle: Tea\npost_title: Tea\nlayout: post\n{text}---\nBody")
    for writer in ("hugo", "jekyll"):
        subprocess.run(
            [sys.executable, "-m", "converters", writer, site, tmp_path / writer], capture_output=True, timeout=PATIENCE
        )
    assert not made.exists()


@pytest.mark.parametrize("writer", [*TARGETS, "rss --per author --per category --per tag", "media"])
def test_no_name_of_a_source_leads_out_of_the_destination(tmp_path: Path, writer: str) -> None:
    name, *options = writer.split()
    work, uploads = tmp_path / "a/b/c/d", tmp_path / "a/b/uploads"
    work.mkdir(parents=True)
    uploads.mkdir()
    source = climbing_lines(work)
    (tmp_path / "outside.jpg").write_text(SECRET)
    (tmp_path / "a" / "outside.jpg").write_text(SECRET)
    if name in ("hugo", "jekyll", "media"):
        options += ["--uploads", str(uploads)]
    before = {file for file in tmp_path.rglob("*") if work not in file.parents}
    run(name, source, work / TARGETS.get(name, "out"), *options)
    assert {file for file in tmp_path.rglob("*") if work not in file.parents} == before
    assert {file.name for file in work.iterdir()} == {"climbing.jsonl", "out"}
    assert SECRET.encode() not in everything_in(work / "out")


def test_attachment_takes_no_file_from_outside_the_uploads(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    (uploads / "2020").mkdir(parents=True)
    (uploads / "2020" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    (tmp_path / "secret.jpg").write_text(SECRET)
    (uploads / "2020" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    urls = [
        f"https://blog.example/wp-content/uploads/{way}secret.jpg" for way in ("../", "%2e%2e/", "2020/../../", "..\\")
    ]
    urls += [
        "https://blog.example/wp-content/uploads/2020/link.jpg",
        "https://blog.example/wp-content/uploads/2020/a.jpg",
    ]
    body = "".join(f'<img src="{url}">' for url in urls)
    attachments = [
        item(
            number,
            more=f"<wp:attachment_url>{url}</wp:attachment_url>{meta('_wp_attached_file', '../secret.jpg')}",
        ).replace("<wp:post_type>post", "<wp:post_type>attachment")
        for number, url in enumerate(urls, 10)
    ]
    source = write(tmp_path / "blog.xml", item(1, body=body), *attachments)
    for writer in ("hugo", "jekyll", "media", "epub"):
        out = tmp_path / writer
        run(writer, source, out / "blog.epub" if writer == "epub" else out, "--uploads", uploads)
        assert SECRET.encode() not in everything_in(out), writer
    assert b"a picture" in everything_in(tmp_path / "hugo")


@pytest.mark.parametrize(
    ("name", "start"), [("a.xml.gz", export("").encode()[:-16]), ("a.jsonl.gz", b'{"version": 1, "site": {"title": "')]
)
def test_gzip_bomb_is_refused(tmp_path: Path, name: str, start: bytes) -> None:
    with gzip.open(tmp_path / name, "wb", compresslevel=1) as bomb:
        bomb.write(start)
        for _ in range(300):
            bomb.write(b" " * (1 << 20))
    assert "zip bombs" in run("hugo", tmp_path / name, tmp_path / "site", fails=True).stderr


@pytest.mark.parametrize("options", [(), ("--from", "wxr")])
def test_pipe_that_nobody_writes_to_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "blog.xml")
    assert "is a pipe" in run("hugo", tmp_path / "blog.xml", tmp_path / "site", *options, fails=True).stderr


def test_archive_with_a_path_outside_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "a" / "blog.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("blog.xml", "<rss><channel></channel></rss>")
        packed.writestr("../../outside.xml", "x")
    done = run("hugo", archive, tmp_path / "a" / "site", fails=True)
    assert "outside its folder" in done.stderr
    assert {file.name for file in tmp_path.rglob("*")} == {"a", "blog.zip"}


@pytest.mark.parametrize("writer", [writer for writer in TARGETS if writer != "redirects"])
def test_links_in_the_destination_lead_nowhere(tmp_path: Path, writer: str) -> None:
    outside, out = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    out.mkdir()
    (outside / "mine.txt").write_text("mine")
    for name in (
        "content",
        "_posts",
        "data",
        "_data",
        "static",
        "layouts",
        "src",
        "posts",
        "files",
        "templates",
        "public",
    ):
        (out / name).symlink_to(outside)
    for name in (".portpress.json", ".portpress-journal", ".portpress-unfinished", "hugo.toml", "_config.yml"):
        (out / name).symlink_to(outside / "mine.txt")
    for name in ("blog.epub", "posts.jsonl", "blog.xml", "feed.xml"):
        (out / f".{name}.portpress-unfinished").symlink_to(outside / "mine.txt")
    source = write(tmp_path / "blog.xml", item(1), item(2))
    subprocess.run(
        [sys.executable, "-m", "converters", writer, source, tmp_path / TARGETS[writer], "--force"],
        capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    assert [file.name for file in outside.rglob("*")] == ["mine.txt"]
    assert (outside / "mine.txt").read_text() == "mine"


BLOWING_UP = {
    "nested shortcodes": "[gallery [caption " * 20_000,
    "open shortcodes": "[caption]" * 20_000,
    "closed shortcodes": "[/caption]" * 20_000,
    "attributes": f"[gallery {'a=' * 60_000}]",
    "quotes": f"[gallery a={chr(34) * 60_001}]",
    "blocks": "<!-- wp:group -->" * 10_000,
    "settings": "<!-- wp:group {" * 20_000,
    "deep settings": f'<!-- wp:group {{"a":{"[" * 60_000} -->',
    "emphasis": "<b><i>" * 20_000 + "word",
    "stars": "*a **b _c " * 20_000,
    "brackets": "[" * 60_000 + "](" * 20_000,
    "blanks": "a" + " " * 200_000 + "b" + "\n" * 100_000 + "c",
    "urls": "http://a.b/" * 20_000 + "https://youtu.be/" * 20_000,
    "numbers": "1. " * 50_000,
    "code": "`" * 60_000 + "<code>" + "`a" * 30_000,
    "comments": "<!--" * 50_000,
    "entities": "&#x1F;&amp;&lt" * 20_000,
}


def test_bodies_that_blow_patterns_up_do_not_stop_a_conversion(tmp_path: Path) -> None:
    items = [item(number, title=name, body=body) for number, (name, body) in enumerate(BLOWING_UP.items(), 1)]
    source = write(tmp_path / "blog.xml", *items)
    for writer in ("hugo", "jekyll", "epub", "rss"):
        out = tmp_path / writer
        done = run(
            writer, source, out / TARGETS[writer].removeprefix("out/") if "/" in TARGETS[writer] else out, "--json"
        )
        ledger = json.loads(done.stdout)
        assert (ledger["written"], ledger["failed"]) == (len(BLOWING_UP), 0)


def template_blog(folder: Path) -> Path:
    """Template syntax in every field that a site shows."""
    text = " ".join(TEMPLATES)
    channel = (
        f"<wp:author><wp:author_login>ann</wp:author_login><wp:author_display_name>{cdata(text)}"
        f"</wp:author_display_name></wp:author><wp:category><wp:category_nicename>cat</wp:category_nicename>"
        f"<wp:cat_name>{cdata(text)}</wp:cat_name><wp:category_description>{cdata(text)}</wp:category_description>"
        "</wp:category>"
    )
    more = (
        "<dc:creator>ann</dc:creator>"
        f'<category domain="category" nicename="cat">{cdata(text)}</category><excerpt:encoded>{cdata(text)}'
        f"</excerpt:encoded>{comment(text, text)}"
    )
    body = (
        f'<p>{text}</p><pre><code>{text}</code></pre><p title="{text}"><code>{text}</code></p><h2>{text}</h2>'
        + "".join(
            f'<p>{piece}</p><img src="https://blog.example/{piece}.jpg" alt="{piece}">'
            f"<table><tr><td>{piece}</td></tr></table>"
            for piece in TEMPLATES
        )
    )
    (folder / "secret.txt").write_text(SECRET)
    return write(folder / "blog.xml", item(1, title=text, body=body, more=more), item(2, title="Next"), channel=channel)


def check_templates_are_text(page: LexborHTMLParser) -> None:
    article = page.css_first("article")
    assert article is not None
    shown = " ".join(article.text().split())
    for piece in TEMPLATES:
        assert shown.count(piece) >= 5, piece
    assert SECRET not in shown


def test_templates_in_a_post_are_text_to_hugo(tmp_path: Path) -> None:
    run("hugo", template_blog(tmp_path), tmp_path / "site")
    check_templates_are_text(hugo_site.build(tmp_path / "site").pages["1"])


@pytest.mark.jekyll
def test_templates_in_a_post_are_text_to_jekyll(tmp_path: Path) -> None:
    run("jekyll", template_blog(tmp_path), tmp_path / "site")
    check_templates_are_text(jekyll_site.build(tmp_path / "site").pages["1"])


def scripts_in(html: str) -> list[str]:
    """What a browser would carry out."""
    page = LexborHTMLParser(html)
    found = [str(node.html) for node in page.css("script, base, meta[http-equiv]") if node.html]
    for node in page.css("*"):
        for name, value in node.attributes.items():
            bare = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("srcdoc", "style") or bare.startswith(("javascript:", "data:text")):
                found.append(f"{name}={value}")
    return found


def test_templates_of_a_source_end_and_take_no_file_from_outside_their_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(SECRET, encoding="utf-8")
    site = tmp_path / "site"
    for folder in ("_posts", "_includes"):
        (site / folder).mkdir(parents=True)
    (site / "_config.yml").write_text("title: A\nurl: https://a.example\n", encoding="utf-8")
    (site / "_includes" / "self.html").write_text("{% include self.html %}" * 2, encoding="utf-8")
    (site / "_includes" / "link.html").symlink_to(tmp_path / "secret.html")
    body = (
        "First {% include link.html %}{% include ../../secret.html %}{% include_relative ../../secret.html %}\n\n"
        "{% for i in (1..1000000000) reversed %}x{% endfor %}{% include self.html %}\n\nLast {{ page.title | upcase }}"
    )
    (site / "_posts" / "2020-01-02-a.md").write_text(f"---\ntitle: A\n---\n{body}\n", encoding="utf-8")
    run("hugo", site, tmp_path / "out")
    made = everything_in(tmp_path / "out")
    assert SECRET.encode() not in made
    assert b"Last A" in made


@pytest.mark.parametrize("writer", ["rss", "atom", "jsonfeed", "epub", "hugo", *DIALECTS])
def test_no_script_of_a_body_is_in_a_book_a_feed_or_a_site(tmp_path: Path, writer: str) -> None:
    said = comment("".join(SCRIPTS))
    items = [
        item(number, title=f"T {script}", body=f"<p>word</p>{script}", more=said)
        for number, script in enumerate(SCRIPTS, 1)
    ]
    options = ["--comments"] if writer == "epub" else []
    run(writer, write(tmp_path / "blog.xml", *items), tmp_path / TARGETS[writer], *options)
    bodies = list(bodies_of(writer, tmp_path))
    assert len(bodies) >= len(SCRIPTS)
    for body in bodies:
        assert not scripts_in(body), body


def bodies_of(writer: str, folder: Path) -> Iterator[str]:
    """The HTML that is shown of each post."""
    match writer:
        case "epub":
            with zipfile.ZipFile(folder / TARGETS[writer]) as book:
                for name in book.namelist():
                    if name.endswith((".xhtml", ".svg")):
                        yield re.sub(r"<meta http-equiv[^>]*>", "", book.read(name).decode())
        case "jsonfeed":
            for each in json.loads((folder / TARGETS[writer]).read_text())["items"]:
                yield each["content_html"]
        case _ if writer in DIALECTS:
            dialect = DIALECTS[writer]
            for place in filter(dialect.holds_post, files_below(folder / "out", dialect.content, dialect.suffix)):
                yield dialect.rendered(dialect.said(folder / "out" / place).body)
            for file in (folder / "out" / dialect.data / "comments").iterdir():
                yield from (each["html"] for each in json.loads(file.read_bytes()))
        case "hugo":
            for page in hugo_site.build(folder / "out").pages.values():
                article = page.css_first("article")
                assert article is not None
                yield str(article.html)
        case _:
            from lxml import etree

            for node in etree.parse(folder / TARGETS[writer]).iter(
                "{*}encoded", "{*}content", "description", "{*}summary"
            ):
                yield node.text or ""


def test_no_cell_of_a_table_of_redirects_is_a_formula(tmp_path: Path) -> None:
    formulas = ('=cmd|"/c calc"!A1', "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=HYPERLINK(1)")
    items = [
        item(
            number, slug=formula,
            more=meta("_wp_old_slug", f"{formula}x"),
        )
        for number, formula in enumerate(formulas, 1)
    ]  # fmt: skip
    run("redirects", write(tmp_path / "blog.xml", *items), tmp_path / "out.csv", "--syntax", "csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_bytes().decode())))
    assert len(rows) > len(formulas)
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


SPLITTING = "a\r\nSet-Cookie: x=1\r\n\r\n<script>\u2028Location: //evil.example\x85b"


@pytest.mark.parametrize("syntax", ["netlify", "cloudflare", "apache", "nginx", "vercel", "caddy", "csv"])
def test_no_name_of_a_source_splits_a_line_of_redirects(tmp_path: Path, syntax: str) -> None:
    more = meta("_wp_old_slug", SPLITTING)
    source = write(tmp_path / "blog.xml", item(1, title=SPLITTING, slug=SPLITTING, more=more), item(2))
    run("redirects", source, tmp_path / "out.txt", "--syntax", syntax)
    text = (tmp_path / "out.txt").read_bytes().decode()
    assert not [
        line for line in re.split(r"[\r\n\x85\u2028]", text) if re.match(r"\W*(set-cookie|location)\b", line, re.I)
    ]
    assert "\r" not in text


@pytest.mark.parametrize("writer", ["rss", "atom", "jsonfeed"])
def test_no_name_of_a_source_splits_a_line_of_a_feed(tmp_path: Path, writer: str) -> None:
    more = (
        f"<dc:creator>{cdata(SPLITTING)}</dc:creator>"
        f"<category domain='post_tag' nicename='a'>{cdata(SPLITTING)}</category>"
        f"{meta('enclosure', 'https://blog.example/' + SPLITTING)}"
    )
    source = write(tmp_path / "blog.xml", item(1, title=SPLITTING, more=more), item(2))
    run(writer, source, tmp_path / TARGETS[writer])
    text = (tmp_path / TARGETS[writer]).read_bytes().decode()
    assert not [
        line for line in re.split(r"[\r\n\x85\u2028]", text) if re.match(r"\W*(set-cookie|location):", line, re.I)
    ]


ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x08\x7f\u202eevil\u2066"
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def escaping(tmp_path: Path) -> Path:
    """JSON lines with control characters in every text that the command may print."""
    site = {"title": ESCAPES, "url": f"https://blog.example/{ESCAPES}", "language": ESCAPES, "generator": ESCAPES}
    posts = [
        {
            "key": str(number), "id": number, "kind": kind, "status": status, "status_word": ESCAPES, "slug": ESCAPES,
            "title": ESCAPES, "author": ESCAPES,
            "raw": f"[unknown{ESCAPES}] [odd] {ESCAPES} <!-- wp:acme/{ESCAPES} /-->",
            "terms": [{"taxonomy": ESCAPES, "slug": ESCAPES, "name": ESCAPES}], "url": f"https://blog.example/{ESCAPES}",
            "date": "2020-01-02T03:04:05+00:00", "origin": ESCAPES,
        }
        for number, (kind, status) in enumerate([("post", "published"), (ESCAPES, "published"), ("post", "other")], 1)
    ]  # fmt: skip
    file = tmp_path / "blog.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in [{"version": 1, "site": site}, *posts]))
    return file


COMMANDS = (
    "hugo {source} {out}", "hugo {source} {out} --dry-run", "hugo {source} {out} --diff", "hugo {source} {out} --json",
    "hugo {source} {out} --quiet", "inspect {source}", "inspect {source} --json", "show {source} --post 1",
    "show {source} --post " + "\x1b[2J", "jekyll {source} {out}", "hugo {missing} {out}",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_of_a_source_commands_the_terminal(tmp_path: Path, escaping: Path, command: str) -> None:
    missing = tmp_path / f"no{ESCAPES}"
    words = [word.format(source=escaping, out=tmp_path / "out", missing=missing) for word in command.split()]
    shown = on_a_terminal([sys.executable, "-m", "converters", *words])
    bare = (
        re.sub(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[[0-9]*[AK]|\x1b\[2K", "", shown)
        .replace("\r\n", "\n")
        .replace("\r", "")
    )
    assert not _OBEYED.search(bare), ascii(bare)
    assert "\x1b[2J" not in shown


def on_a_terminal(command: list[str]) -> str:
    """What a command prints when a person looks on."""
    parent, child = os.openpty()
    running = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=child, stderr=child, env={**os.environ, "TERM": "xterm"}
    )
    os.close(child)
    said = b""
    try:
        while piece := os.read(parent, 65536):
            said += piece
    except OSError:
        pass  # the last process that had the terminal has ended
    finally:
        os.close(parent)
        running.wait(PATIENCE)
    return said.decode("utf-8", "replace")


class _Asked(BaseHTTPRequestHandler):
    paths: list[str]

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def inner_host() -> Iterator[tuple[int, list[str]]]:
    """A server inside the network, and what it was asked for."""
    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), type("Asked", (_Asked,), {"paths": asked}))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_no_address_of_a_source_makes_us_ask_an_inner_host(
    tmp_path: Path, inner_host: tuple[int, list[str]], host: str
) -> None:
    port, asked = inner_host
    url = f"http://{host}:{port}/wp-content/uploads/a.jpg"
    first = item(1, body=f'<img src="{url}">')
    second = item(2, more=f"<wp:attachment_url>{url}</wp:attachment_url>").replace(">post<", ">attachment<")
    source = write(tmp_path / "blog.xml", first, second, channel=f"<link>http://{host}:{port}</link>")
    run("hugo", source, tmp_path / "out", "--media", "fetch", "--media-hosts", host.strip("[]"), "--json")
    assert asked == []
    assert SECRET.encode() not in everything_in(tmp_path / "out")


def test_nothing_is_fetched_that_nobody_asked_for(tmp_path: Path, inner_host: tuple[int, list[str]]) -> None:
    port, asked = inner_host
    base = f"http://127.0.0.1:{port}"
    body = f'<img src="{base}/a.jpg"><iframe src="{base}/b"></iframe>\n{base}/c\n<link rel=stylesheet href="{base}/d">'
    source = write(tmp_path / "blog.xml", item(1, body=body), prolog=f'<!DOCTYPE rss SYSTEM "{base}/e.dtd">')
    for writer, target in TARGETS.items():
        run(writer, source, tmp_path / writer / target)
    run("inspect", source)
    assert asked == []


def test_markup_of_a_body_never_leaves_its_section_of_an_export(tmp_path: Path) -> None:
    body = "a]]></content:encoded><wp:status>draft</wp:status><content:encoded><![CDATA[b"
    source = write(tmp_path / "blog.xml", item(1, title="x]]><y>", body=body))
    run("wxr", source, tmp_path / "out.xml")
    run("posts", tmp_path / "out.xml", tmp_path / "out.jsonl")
    post = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[1])
    assert (post["raw"], post["status"], CLIMB in post["slug"]) == (body, "published", False)


def test_shortcodes_of_a_source_end_and_take_no_file_from_outside_their_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(SECRET, encoding="utf-8")
    site = tmp_path / "site"
    for folder in ("content", "layouts/shortcodes", "layouts/partials"):
        (site / folder).mkdir(parents=True)
    (site / "hugo.toml").write_text('title = "A"\nbaseURL = "https://a.example/"\n', encoding="utf-8")
    (site / "layouts" / "shortcodes" / "link.html").symlink_to(tmp_path / "secret.html")
    (site / "layouts" / "partials" / "self.html").write_text('{{ partial "self.html" . }}' * 2, encoding="utf-8")
    templates = {
        "self": '{{ partial "self.html" . }}',
        "out": '{{ partial "../../../secret.html" . }}{{ readFile "../secret.html" }}',
        "loop": "{{ range seq 1000000000 }}{{ range seq 1000000000 }}x{{ end }}{{ end }}",
        "fine": "{{ upper .Page.Title }}",
    }
    for name, template in templates.items():
        (site / "layouts" / "shortcodes" / f"{name}.html").write_text(template, encoding="utf-8")
    body = "".join(f"{{{{< {name} >}}}} " for name in ("link", "../../secret", *templates))
    (site / "content" / "a.md").write_text(f"---\ntitle: Last\n---\nFirst {body}\n", encoding="utf-8")
    run("jekyll", site, tmp_path / "out")
    made = everything_in(tmp_path / "out")
    assert SECRET.encode() not in made
    assert b"LAST" in made
