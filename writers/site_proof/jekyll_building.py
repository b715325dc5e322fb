"""A Jekyll site as the real Jekyll builds it, with layouts of ours that print each page as data.

It is built in a folder of ours that holds copies of the site's content and data, and those settings that decide what
pages say: no plugin, no theme and no layout of a stranger has a part in it, and nothing of the site is changed.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from converters.abilities import Sight
from converters.frontmatter.files import Found, find_files
from converters.frontmatter.yaml import Value
from converters.sites.data import mapping_of
from converters.sites.jekyll.configuration import read_settings
from converters.sites.values import typed
from writers.site_proof.built import Built, BuiltPage
from writers.site_proof.programs import Program
from writers.site_proof.showing import Files

_KEPT = (
    "title", "url", "baseurl", "permalink", "timezone", "collections", "collections_dir", "data_dir", "defaults",
    "exclude", "include", "excerpt_separator",
)  # fmt: skip
"""Settings that decide which pages there are, where, and what they say."""
_KRAMDOWN = (
    "input", "hard_wrap", "smart_quotes", "typographic_symbols", "math_engine", "auto_ids", "auto_id_prefix",
    "auto_id_stripping", "entity_output", "footnote_nr", "parse_block_html", "parse_span_html",
    "transliterated_header_ids",
)  # fmt: skip
_OPTIONS = ("--safe", "--quiet", "--future", "--drafts", "--unpublished", "--disable-disk-cache")
_MACHINERY = frozenset(
    ["_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "node_modules", "vendor", "assets", "terms"]
)
"""Folders that hold no page of a post; what lists terms needs includes."""
_LAYOUT = re.compile(rb"^layout:[ \t]*[\"']?([\w-]{1,100})", re.MULTILINE)
_OURS = re.compile(rb"^wordpress:", re.MULTILINE)
_PLAIN_PAGES = (".md", ".markdown", ".mkd", ".mkdown")
_HEAD = 1 << 16
_LIST = "portpress-list.txt"
_SHOWN_AS_HTML = re.compile(r"(?:/|\.x?html?)$")
"""Pages of the old blog may end otherwise: `/2007/hello.php`."""


@contextmanager
def built_by_jekyll(
    jekyll: Program, destination: Path, home: str, put: Files, redirects: Mapping[str, tuple[str, ...]]
) -> Iterator[Sight]:
    """The pages of a site as Jekyll shows them; `redirects` holds the former addresses that lead to an address.

    Raises BuildFailed when it cannot be built.
    """
    with TemporaryDirectory(prefix="portpress-jekyll-") as name:
        folder = Path(name).resolve()
        source, public = folder / "source", folder / "public"
        settings = _settings(read_settings(destination, lambda problem: None))
        layouts = {"post", "page"} | _copy_content(destination, source)
        _copy_data(destination, source, str(settings.get("data_dir") or "_data"))
        ours = files("writers.site_proof").joinpath("jekyll")
        (source / "_layouts").mkdir()
        for layout in sorted(layouts):
            (source / "_layouts" / f"{layout}.html").write_bytes(ours.joinpath("page.html").read_bytes())
        (source / _LIST).write_bytes(ours.joinpath("list.txt").read_bytes())
        (source / "_config.yml").write_text(json.dumps(settings), encoding="utf-8")
        options = ("--source", str(source), "--destination", str(public), "--config", str(source / "_config.yml"))
        jekyll.run("build", *_OPTIONS, *options, folder=folder, JEKYLL_ENV="production", JEKYLL_NO_BUNDLER_REQUIRE="1")
        pages = _listed(public, str(settings.get("baseurl") or "").rstrip("/"), redirects)
        yield Sight(rendered_by=str(jekyll), pieces=pages, show=BuiltPage(home, put))


def _settings(said: Mapping[str, Value]) -> dict[str, Any]:
    """Our configuration: the site's own where it decides what pages say."""
    kept: dict[str, Any] = {name: typed(said[name]) for name in _KEPT if name in said}
    about = mapping_of(said.get("kramdown", ""))
    kramdown = {name: typed(about[name]) for name in _KRAMDOWN if name in about}
    if "math_engine" in kramdown and kramdown["math_engine"] in ("", "null", "~"):
        kramdown["math_engine"] = None
    return {**kept, "markdown": "kramdown", "kramdown": kramdown, "plugins": [], "strict_front_matter": False}


def _copy_content(site: Path, target: Path) -> set[str]:
    """Copy every file that may be the page of a post; the names of the layouts that they ask for."""
    target.mkdir()
    layouts: set[str] = set()
    for found in find_files(site, lambda problem: None, machinery=_MACHINERY):
        with found.path.open("rb") as file:
            head = file.read(_HEAD)
        if not _is_content(found, head):
            continue
        layouts.update(name.decode() for name in _LAYOUT.findall(head))
        place = target / found.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found.path, place)
    return layouts


def _is_content(found: Found, head: bytes) -> bool:
    """Whether Jekyll makes the page of a post of a file: of each in a collection; else of plain pages, and of ours."""
    if not head.startswith(b"---") or found.name.startswith("redirects/"):
        return False
    folder, _, _ = found.name.partition("/")
    return folder.startswith("_") or found.path.suffix.lower() in _PLAIN_PAGES or bool(_OURS.search(head))


def _copy_data(site: Path, target: Path, name: str) -> None:
    folder = site / name
    if folder.is_dir() and not folder.is_symlink() and folder.resolve().is_relative_to(site.resolve()):
        shutil.copytree(folder, target / name, symlinks=True)


def _listed(public: Path, base: str, redirects: Mapping[str, tuple[str, ...]]) -> list[Built]:
    pages: list[Built] = []
    with (public / _LIST).open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if not line.strip():
                continue
            row = json.loads(line)
            if not row["key"] and not _SHOWN_AS_HTML.search(row["url"]):  # a feed, a style
                continue
            path = unquote(row["url"]).strip("/")
            pages.append(
                Built(
                    file=str(public / path / "index.html" if row["url"].endswith("/") else public / path),
                    place=row["file"],
                    url=base + row["url"],
                    key=str(row["key"] or ""),
                    title=str(row["title"] or ""),
                    aliases=redirects.get(f"/{path}", ()),
                )
            )
    return pages
