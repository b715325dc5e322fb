"""Random hostile articles keep their facts through Markdown, in each of the three renderers.

`PORTPRESS_FUZZ_SEED` chooses the seed (`fresh`: a new one, printed), `PORTPRESS_FUZZ_DOCUMENTS` how many articles.
"""

import os
import secrets

import pytest

from converters.canonical import to_canonical
from converters.fidelity import compare, facts_of
from converters.problem import Problem
from tests.fuzz_documents import documents
from tests.proof import prove, summary, write_proven_with
from writers.markdown.proving import BodyNotProven

DOCUMENTS = int(os.environ.get("PORTPRESS_FUZZ_DOCUMENTS", "200"))
EXACT = 0.999
"""The share of articles that must keep every fact without being proved; of a small number, one may fail."""

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
    assert sum(not outcome.is_exact for outcome in outcomes) <= max(1, (1 - EXACT) * DOCUMENTS), report


@pytest.mark.parametrize("flavor", ["hugo", pytest.param("jekyll", marks=pytest.mark.jekyll)])
def test_random_articles_that_are_proved_keep_all_facts(flavor: str, seed: int) -> None:
    articles = [(name, to_canonical(html)) for name, html in documents(seed, DOCUMENTS)]
    problems: list[Problem] = []
    outcomes = prove(articles, flavor, write_proven_with(flavor, problems.append))
    report = summary(f"{flavor}, proved, seed {seed}: {len(problems)} articles with blocks kept as HTML", outcomes)
    print(report)
    assert not any(isinstance(problem, BodyNotProven) for problem in problems)
    assert [outcome.name for outcome in outcomes if not outcome.is_exact] == [], report
    assert len(problems) <= 0.05 * DOCUMENTS, report


def test_tidying_keeps_the_facts_of_random_articles(seed: int) -> None:
    differing = []
    for name, html in documents(seed, DOCUMENTS):
        differences = compare(facts_of(with_one_divider(html)), facts_of(to_canonical(html)))
        if differences:
            differing.append(f"{name}: " + "; ".join(map(str, differences)))
    print(f"tidied, seed {seed}: {DOCUMENTS - len(differing)} of {DOCUMENTS} exact", *differing[:40], sep="\n  ")
    assert DOCUMENTS - len(differing) >= TIDY_EXACT * DOCUMENTS, differing


def with_one_divider(html: str) -> str:
    """A document without the dividers after its first, which WordPress takes for comments."""
    before, divider, after = html.partition("<!--more-->")
    return before + divider + after.replace(divider, "")


def test_documents_depend_on_their_seed_alone() -> None:
    assert documents(1, 3) == documents(1, 3)
    assert documents(1, 3) != documents(2, 3)
