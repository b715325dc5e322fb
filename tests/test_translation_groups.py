"""How plugins say which posts and terms are translations of one another is nothing that readers see."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from converters.post import Post, Site, Term
from writers.epub.chapter import _NOT_FOR_READERS as HIDDEN_IN_BOOKS
from writers.feed import RssWriter
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

GROUPS = ("post_translations", "term_translations", "term_language", "translation_priority")
TERMS = tuple(Term(taxonomy=taxonomy, slug=f"pll_{n}", name=f"pll_{n}") for n, taxonomy in enumerate(GROUPS))
TAG = Term(taxonomy="post_tag", slug="tea", name="Tea")
POST = Post(
    key="1",
    id=1,
    slug="tea",
    title="Tea",
    url="https://example.org/tea/",
    date=datetime(2019, 4, 17, tzinfo=UTC),
    html="<p>Tea.</p>",
    terms=(*TERMS, TAG),
)
SITE = Site(url="https://example.org", title="Tea", entries=(POST,), terms=(*TERMS, TAG))


@pytest.mark.parametrize("writer", [HugoWriter(), JekyllWriter()])
def test_a_site_has_no_terms_of_translation_groups(writer: HugoWriter | JekyllWriter, tmp_path: Path) -> None:
    rendered = [writer.render(POST, SITE, lambda problem: None)]
    list(writer.write(rendered, SITE, tmp_path, lambda problem: None))
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert any("tea" in text for text in texts)
    assert not [text for text in texts if "pll_" in text]


def test_a_feed_has_no_terms_of_translation_groups(tmp_path: Path) -> None:
    writer = RssWriter()
    list(
        writer.write([writer.render(POST, SITE, lambda problem: None)], SITE, tmp_path / "a.xml", lambda problem: None)
    )
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert "Tea</category>" in text
    assert "pll_" not in text


def test_a_book_has_no_terms_of_translation_groups() -> None:
    assert all(HIDDEN_IN_BOOKS.fullmatch(taxonomy) for taxonomy in GROUPS)
    assert not HIDDEN_IN_BOOKS.fullmatch("post_tag")
