"""HTML as WordPress's editors store it, and read again: every fact of real bodies is still there."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from converters.canonical import to_canonical
from converters.fidelity import compare, facts_of
from converters.html import parse
from converters.post import Post, Site
from converters.wordpress.body import to_html
from writers.wxr.blocks import to_blocks
from writers.wxr.classic import to_classic

SITE = Site(url="https://blog.example")
CLASSIC_DIFFERS = ["block.math", "bhardin__spotthevuln/wordpress.xml#1241"]
"""Bodies in which WordPress's own paragraphs, which classic markup gets, change something."""


def differing(bodies: list[tuple[str, str]], store: Callable[[str], str]) -> list[str]:
    return [
        f"{key}: {'; '.join(map(str, found))[:300]}"
        for key, body in bodies
        if (found := compare(facts_of(body), facts_of(to_html(Post(key="1", raw=store(body)), SITE, print))))
    ]


def snippets(corpus: Path) -> list[tuple[str, str]]:
    each = json.loads((corpus / "fidelity" / "snippets.json").read_text(encoding="utf-8"))
    return [(snippet["id"], to_canonical(snippet["html"], base=f"{SITE.url}/")) for snippet in each]


def real_bodies(corpus: Path) -> list[tuple[str, str]]:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [json.loads(line) for line in lines]
    return [(each["id"], to_canonical(each["html"], base=f"{SITE.url}/")) for each in recorded]


@pytest.mark.corpus
@pytest.mark.parametrize("bodies", [snippets, real_bodies])
def test_blocks_keep_every_fact(corpus: Path, bodies: Callable[[Path], list[tuple[str, str]]]) -> None:
    assert differing(bodies(corpus), to_blocks) == []


@pytest.mark.corpus
@pytest.mark.parametrize("bodies", [snippets, real_bodies])
def test_classic_html_keeps_every_fact(corpus: Path, bodies: Callable[[Path], list[tuple[str, str]]]) -> None:
    found = differing(bodies(corpus), to_classic)
    assert [each for each in found if not each.startswith(tuple(CLASSIC_DIFFERS))] == []


@pytest.mark.parametrize(
    "html", ["<ul><li>" * 3000, "<div>" * 3000 + "x", "<blockquote>" * 3000 + "<p>x", "<b>" * 3000]
)
def test_deep_nesting_is_no_trouble(html: str) -> None:
    body = to_canonical(html)
    assert parse(to_blocks(body)).text_content().strip() == parse(body).text_content().strip()
    to_classic(body)


def test_nothing_becomes_nothing() -> None:
    assert to_blocks("") == to_classic("") == ""
