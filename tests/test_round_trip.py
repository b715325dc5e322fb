"""Through Markdown and a real renderer, and back: what tricky snippets and real bodies lose on the way."""

import gzip
import json
from pathlib import Path

import pytest

from converters.canonical import to_canonical
from tests.hostile_snippets import snippets
from tests.proof import prove, summary

FLAVOR = pytest.mark.parametrize("flavor", ["gfm", "hugo", pytest.param("jekyll", marks=pytest.mark.jekyll)])


@FLAVOR
def test_every_hostile_piece_keeps_its_facts_in_every_place(flavor: str) -> None:
    outcomes = prove([(name, to_canonical(html)) for name, html in snippets()], flavor)
    report = summary(f"{flavor}, hostile pieces", outcomes)
    print(report)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report


@pytest.mark.corpus
@FLAVOR
def test_every_snippet_keeps_its_facts(corpus: Path, flavor: str) -> None:
    snippets = json.loads((corpus / "fidelity" / "snippets.json").read_text(encoding="utf-8"))
    outcomes = prove([(snippet["id"], snippet["html"]) for snippet in snippets], flavor)
    report = summary(f"{flavor}, snippets", outcomes)
    print(report)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report


@pytest.mark.corpus
@FLAVOR
def test_real_bodies_keep_their_facts(corpus: Path, flavor: str) -> None:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [json.loads(line) for line in lines]
    outcomes = prove([(each["id"], to_canonical(each["html"])) for each in recorded], flavor)
    report = summary(f"{flavor}, real bodies", outcomes)
    print(report)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report
