"""Sites for Eleventy and others, built by the real programs: each page says what its post says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.dialects import Build, BuiltBlog, hostile_blog, links_to_pages, small_blog, texts_of
from writers.dialects.astro import AstroWriter
from writers.dialects.eleventy import EleventyWriter
from writers.dialects.nikola import NikolaWriter
from writers.dialects.pelican import PelicanWriter
from writers.dialects.writer import DialectWriter
from writers.dialects.zola import ZolaWriter

pytestmark = pytest.mark.dialects

NODE = ROOT / ".venv" / "node" / "node_modules"
ZOLA = ROOT / ".venv" / "zola" / "zola"


def run(command: list[str], folder: Path) -> None:
    quiet = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(command, cwd=folder, env=quiet, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def build_with_eleventy(folder: Path) -> Path:
    program = NODE / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.is_file() or shutil.which("node") is None:
        pytest.skip("Eleventy is not here")
    (folder / "node_modules").symlink_to(NODE)
    run(["node", str(program), "--quiet"], folder)
    return folder / "_site"


def build_with_astro(folder: Path) -> Path:
    modules = ROOT / ".venv" / "astro" / "node_modules"
    program = modules / "astro" / "astro.js"
    if not program.is_file() or shutil.which("node") is None:
        pytest.skip("Astro is not here")
    (folder / "node_modules").mkdir()  # of its own: Astro keeps its cache there
    for module in modules.iterdir():
        if not module.name.startswith("."):
            (folder / "node_modules" / module.name).symlink_to(module)
    run(["node", str(program), "build"], folder)
    return folder / "dist"


def build_with_pelican(folder: Path) -> Path:
    if find_spec("pelican") is None:
        pytest.skip("Pelican is not here")
    run([sys.executable, "-m", "pelican", "content", "--fatal", "warnings"], folder)
    return folder / "output"


def build_with_nikola(folder: Path) -> Path:
    program = ROOT / ".venv" / "nikola" / "bin" / "nikola"
    if not program.is_file():
        pytest.skip("Nikola is not here")
    run([str(program), "build", "--strict"], folder)
    return folder / "output"


def build_with_zola(folder: Path) -> Path:
    if not ZOLA.is_file():
        pytest.skip("Zola is not here")
    run([str(ZOLA), "build"], folder)
    return folder / "public"


DIALECTS: dict[str, tuple[Callable[[], DialectWriter], Build]] = {
    "astro": (AstroWriter, build_with_astro),
    "eleventy": (EleventyWriter, build_with_eleventy),
    "nikola": (NikolaWriter, build_with_nikola),
    "pelican": (PelicanWriter, build_with_pelican),
    "zola": (ZolaWriter, build_with_zola),
}


@pytest.fixture(scope="module", params=DIALECTS)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltBlog:
    writer, build = DIALECTS[request.param]
    return small_blog(writer(), tmp_path_factory.mktemp(request.param), build)


@pytest.fixture(scope="module", params=DIALECTS)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltBlog:
    writer, build = DIALECTS[request.param]
    return hostile_blog(writer(), tmp_path_factory.mktemp(request.param), build)


def test_pages_say_what_the_posts_say(small: BuiltBlog) -> None:
    assert small.ledger.balances and small.differences() == {}


def test_pages_say_what_hostile_posts_say(hostile: BuiltBlog) -> None:
    assert hostile.ledger.balances and hostile.differences() == {}


def test_pages_show_titles_dates_and_terms(small: BuiltBlog) -> None:
    for each in small.published():
        page = small.page_of(each)
        assert [h1.text_content().strip() for h1 in page.elements("h1")][:1] == [each.title or "Untitled"]
        if each.kind == "post" and each.date is not None:
            assert any(each.date.date().isoformat() in time.get("datetime") for time in page.elements("time"))
        shown = {link.text_content().strip() for link in page.elements("a") if link.get("rel") == "tag"}
        names = {
            small.site.terms_by_slug[term.taxonomy, term.slug].name
            for term in each.terms
            if term.taxonomy != "post_format"
        }
        assert shown == {name for name in names if name}


def test_links_within_the_site_lead_to_pages(small: BuiltBlog) -> None:
    assert links_to_pages(small) == []


def test_nothing_hidden_is_published(hostile: BuiltBlog) -> None:
    for path, text in texts_of(hostile.folder).items():
        for secret in ("SECRET", "secret.example", "192.0.2.7"):
            assert secret not in text, path


def test_commenter_without_a_name_is_called_so(hostile: BuiltBlog) -> None:
    texts = map(unescape, texts_of(hostile.folder).values())
    [page] = [text for text in texts if "I was here" in text and "nameless.example" in text]
    assert re.search(r'<a href="https://nameless\.example/"[^>]*>Anonymous</a>', page)


def test_former_address_leads_to_the_page(hostile: BuiltBlog) -> None:
    old = hostile.folder / "2020" / "01" / "former" / "index.html"
    assert "/2020/01/p1/" in unescape(old.read_text(encoding="utf-8"))
