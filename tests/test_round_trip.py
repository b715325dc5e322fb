"""Through Markdown and a real renderer, and back: what tricky snippets and real bodies lose on the way."""

import gzip
import json
from pathlib import Path

import pytest

from converters.canonical import to_canonical
from tests.proof import prove, summary

pytestmark = pytest.mark.corpus

FLAVOR = pytest.mark.parametrize("flavor", ["gfm", "hugo", pytest.param("jekyll", marks=pytest.mark.jekyll)])


@FLAVOR
def test_every_snippet_keeps_its_facts(corpus: Path, flavor: str) -> None:
    snippets = json.loads((corpus / "fidelity" / "snippets.json").read_text(encoding="utf-8"))
    outcomes = prove([(snippet["id"], snippet["html"]) for snippet in snippets], flavor)
    report = summary(f"{flavor}, snippets", outcomes)
    print(report)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report


@FLAVOR
def test_real_bodies_keep_their_facts(corpus: Path, flavor: str) -> None:
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [json.loads(line) for line in lines]
    outcomes = prove([(each["id"], to_canonical(each["html"])) for each in recorded], flavor)
    report = summary(f"{flavor}, real bodies", outcomes)
    print(report)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report
