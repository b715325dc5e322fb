"""Random hostile articles keep their facts through Markdown, in each of the three renderers.

`PORTPRESS_FUZZ_SEED` chooses the seed (`fresh`: a new one, printed), `PORTPRESS_FUZZ_DOCUMENTS` how many articles.
"""

import os
import secrets

import pytest

from converters.canonical import to_canonical
from converters.fidelity import compare, facts_of
from tests.fuzz_documents import documents
from tests.proof import prove, summary

DOCUMENTS = int(os.environ.get("PORTPRESS_FUZZ_DOCUMENTS", "200"))
EXACT = {"gfm": 0.995, "hugo": 0.995, "jekyll": 0.99}
"""The share of articles that must keep every fact without any being proved."""

TIDY_EXACT = 0.995
"""The share of articles whose facts tidying (`to_canonical`) must keep."""


@pytest.fixture(scope="module")
def seed() -> int:
    asked = os.environ.get("PORTPRESS_FUZZ_SEED", "2026")
    chosen = secrets.randbelow(1_000_000) if asked == "fresh" else int(asked)
    print(f"PORTPRESS_FUZZ_SEED={chosen} PORTPRESS_FUZZ_DOCUMENTS={DOCUMENTS}")
    return chosen


@pytest.mark.parametrize("flavor", ["gfm", "hugo", pytest.param("jekyll", marks=pytest.mark.jekyll)])
def test_random_articles_keep_their_facts(flavor: str, seed: int) -> None:
    articles = [(name, to_canonical(html)) for name, html in documents(seed, DOCUMENTS)]
    outcomes = prove(articles, flavor)
    report = summary(f"{flavor}, seed {seed}", outcomes)
    print(report)
    assert sum(outcome.is_exact for outcome in outcomes) >= EXACT[flavor] * DOCUMENTS, report


def test_tidying_keeps_the_facts_of_random_articles(seed: int) -> None:
    differing = []
    for name, html in documents(seed, DOCUMENTS):
        differences = compare(facts_of(html), facts_of(to_canonical(html)))
        if differences:
            differing.append(f"{name}: " + "; ".join(map(str, differences)))
    print(f"tidied, seed {seed}: {DOCUMENTS - len(differing)} of {DOCUMENTS} exact", *differing[:40], sep="\n  ")
    assert DOCUMENTS - len(differing) >= TIDY_EXACT * DOCUMENTS, differing


def test_documents_depend_on_their_seed_alone() -> None:
    assert documents(1, 3) == documents(1, 3)
    assert documents(1, 3) != documents(2, 3)
