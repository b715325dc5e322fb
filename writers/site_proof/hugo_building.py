"""A Hugo site as the real Hugo builds it, with layouts of ours that print each page as data.

It is built in a folder of ours that has nothing of the site but its content and data, mounted where they are, and those
settings that decide what pages say: no theme, no layout, no module and no program of a stranger has a part in it, and
nothing of the site is changed.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from converters.abilities import Sight
from converters.frontmatter.yaml import Value
from converters.sites.data import mapping_of
from converters.sites.hugo.configuration import read_settings
from converters.sites.values import text, typed
from writers.site_proof.built import Built, BuiltPage
from writers.site_proof.programs import Program
from writers.site_proof.showing import Files

_KEPT = (
    "baseurl", "languagecode", "locale", "defaultcontentlanguage", "defaultcontentlanguageinsubdir", "timezone",
    "disablepathtolower", "removepathaccents", "uglyurls", "permalinks", "taxonomies", "frontmatter", "hascjklanguage",
    "languages", "ignorefiles", "pluralizelisttitles", "capitalizelisttitles", "titlecasestyle", "enableemoji",
    "summarylength",
)  # fmt: skip
"""Settings that decide which pages there are, where, and what they say."""
_MARKUP = ("goldmark", "highlight", "tableofcontents")
_SECURITY = {
    "enableInlineShortcodes": False,
    "exec": {"allow": ["none"], "osEnv": ["none"]},
    "funcs": {"getenv": ["none"]},
    "http": {"urls": ["none"], "methods": ["none"]},
}
_OPTIONS = ("--buildDrafts", "--buildFuture", "--buildExpired", "--noBuildLock")


@contextmanager
def built_by_hugo(hugo: Program, destination: Path, home: str, put: Files) -> Iterator[Sight]:
    """The pages of a site as Hugo shows them. Raises BuildFailed when it cannot be built."""
    with TemporaryDirectory(prefix="portpress-hugo-") as name:
        folder = Path(name).resolve()
        layouts = folder / "layouts"
        (layouts / "_default").mkdir(parents=True)
        ours = files("writers.site_proof").joinpath("hugo")
        for source, target in (("index.html", "index.html"), ("single.html", "_default/single.html")):
            (layouts / target).write_text(ours.joinpath(source).read_text(encoding="utf-8"), encoding="utf-8")
        settings = _settings(read_settings(destination, lambda problem: None), destination.resolve())
        (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
        public = folder / "public"
        options = ("--source", str(folder), "--destination", str(public), "--config", "hugo.json")
        hugo.run(*_OPTIONS, *options, folder=folder, HUGO_CACHEDIR=str(folder / "cache"))
        base = unquote(_path_of(str(settings.get("baseurl", ""))))
        yield Sight(rendered_by=str(hugo), pieces=_listed(public, base), show=BuiltPage(home, put))


def _settings(said: Mapping[str, Value], site: Path) -> dict[str, Any]:
    """Our configuration: the site's own where it decides what pages say, and mounts of its content and data."""
    kept: dict[str, Any] = {name: typed(said[name]) for name in _KEPT if name in said}
    markup = mapping_of(said.get("markup", ""))
    kept["markup"] = {name: typed(markup[name]) for name in _MARKUP if name in markup}
    languages = {code: mapping_of(about) for code, about in mapping_of(said.get("languages", "")).items()}
    mounts = [
        {"source": str(site / text(about["contentdir"])), "target": "content", "lang": code}
        for code, about in languages.items()
        if "contentdir" in about
    ]
    for about in kept.get("languages", {}).values():
        about.pop("contentdir", None)
    if not mounts:
        mounts = [{"source": str(site / (text(said.get("contentdir", "")) or "content")), "target": "content"}]
    data = site / (text(said.get("datadir", "")) or "data")
    mounts += [{"source": str(data), "target": "data"}, {"source": "layouts", "target": "layouts"}]
    return {
        **kept,
        "title": "Proof",
        "module": {"mounts": mounts},
        "disableKinds": ["rss", "sitemap", "robotsTXT", "404"],
        "security": _SECURITY,
        "timeout": "600s",
    }


def _listed(public: Path, base: str) -> list[Built]:
    """The pages in the lists that our home pages are, one for each language.

    Each has those former addresses alone that lead to it: not to a page that stands there itself.
    """
    rows: list[dict[str, Any]] = []
    for each in (public / "index.html", *sorted(public.glob("*/index.html"))):
        if each.is_file():
            with each.open(encoding="utf-8", errors="replace") as lines:
                rows += map(json.loads, takewhile(lambda line: line.startswith('{"aliases":'), lines))
    standing = {_plain(row["url"], base) for row in rows}
    pages: list[Built] = []
    for row in rows:
        path = _plain(row["url"], base)
        pages.append(
            Built(
                file=str(public / path / "index.html" if row["url"].endswith("/") else public / path),
                place=f"content/{row['file']}",
                url=row["url"],
                key=row["key"],
                title=row["title"],
                aliases=tuple(alias for alias in row["aliases"] or () if _plain(alias, "") not in standing),
            )
        )
    return pages


def _plain(url: str, base: str) -> str:
    """An address as a path below the site."""
    return unquote(url).removeprefix(base).strip("/")


def _path_of(url: str) -> str:
    host = url.partition("://")[2] or url
    return "/" + host.partition("/")[2].strip("/") if "/" in host else ""
