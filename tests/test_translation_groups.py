"""How plugins say which posts and terms are translations of one another: nothing that readers see, but kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from converters.formats import Reader
from converters.post import Post, Site, Term
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from writers.epub.chapter import _NOT_FOR_READERS as HIDDEN_IN_BOOKS
from writers.feed import RssWriter
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

GROUPS = ("post_translations", "term_translations", "term_language", "translation_priority")
TERMS = tuple(
    Term(taxonomy=taxonomy, slug=f"pll_{n}", name=f"pll_{n}", id=n + 7, description='a:1:{s:2:"en";i:1;}')
    for n, taxonomy in enumerate(GROUPS)
)
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


@pytest.mark.parametrize(
    ("writer", "reader"), [(HugoWriter(), HugoReader()), (JekyllWriter(), JekyllReader())], ids=["hugo", "jekyll"]
)
def test_a_site_shows_no_translation_groups_and_is_read_back_with_them(
    writer: HugoWriter | JekyllWriter, reader: Reader, tmp_path: Path
) -> None:
    rendered = [writer.render(POST, SITE, lambda problem: None)]
    list(writer.write(rendered, SITE, tmp_path, lambda problem: None))
    assert not [path for path in tmp_path.rglob("*") if "pll_" in path.name or "translation" in path.name]
    assert "post_translations" not in next(tmp_path.glob("*.[ty]*ml")).read_text()
    site, posts = reader.read(tmp_path, lambda problem: None)
    assert {term for term in site.terms if term != TAG} == set(TERMS)
    assert [set(post.terms) for post in posts] == [{*TERMS, TAG}]


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
