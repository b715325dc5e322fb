"""What the writers of Eleventy, Astro, Nikola, Pelican and Zola put into the files of posts, without their programs."""

import json
from dataclasses import replace
from pathlib import Path

import frontmatter
import pytest

from converters.html import parse, serialise
from converters.post import Post, Status
from converters.problem import Problem
from tests.blogs import entry_of
from tests.dialects import hostile_blog, texts_of
from tests.epub_books import NEWS, SITE, TEA, URL, day, post
from writers.dialects.astro import AstroWriter
from writers.dialects.eleventy import EleventyWriter
from writers.dialects.nikola import NikolaWriter
from writers.dialects.pelican import PelicanWriter
from writers.dialects.writer import DialectWriter
from writers.dialects.zola import ZolaWriter
from writers.page import Page

EVERY = pytest.mark.parametrize(
    "writer",
    [AstroWriter(), EleventyWriter(), NikolaWriter(), PelicanWriter(), ZolaWriter()],
    ids=lambda writer: writer.generator,
)


def text_of(writer: DialectWriter, post: Post, problems: list[Problem] | None = None) -> str:
    site = replace(SITE, entries=(entry_of(post),), terms=post.terms)
    post = replace(post, html=post.raw)
    return writer.render(post, site, (problems if problems is not None else []).append).text


def fields_of(writer: DialectWriter, post: Post) -> dict[str, object]:
    return frontmatter.loads(text_of(writer, post)).metadata


def meta_of(post: Post) -> dict[str, str]:
    head = parse(text_of(PelicanWriter(), post).replace("<head>", "<div>").replace("</head>", "</div>"))
    return {meta.get("name"): meta.get("content") for meta in head.elements("meta")}


def nikola_page(post: Post) -> tuple[Page, dict[str, str]]:
    """The page of a post, and the metadata beside it."""
    site = replace(SITE, entries=(entry_of(post),), terms=post.terms)
    page = NikolaWriter().render(replace(post, html=post.raw), site, lambda problem: None)
    path, metadata = page.data[0]
    assert path == page.path.with_suffix(".meta")
    lines = [line.removeprefix(".. ").partition(": ") for line in metadata.decode().splitlines()]
    return page, {name: value for name, _, value in lines}


def test_eleventy_file_says_address_date_and_terms() -> None:
    fields = fields_of(EleventyWriter(), post(1, terms=(NEWS, TEA), slug="one"))
    assert fields["permalink"] == "/1/" and fields["templateEngineOverride"] == "md"
    assert fields["date"] == "2020-01-02T00:00:00+00:00"
    assert fields["terms"] == {"categories": ["news"], "tags": ["tea"], "authors": ["ann"]}


@pytest.mark.parametrize("status", [Status.PRIVATE, Status.PENDING, Status.TRASHED, Status.DRAFT, Status.OTHER])
def test_what_strangers_may_not_see_has_no_address_in_eleventy(status: Status) -> None:
    fields = fields_of(EleventyWriter(), post(1, status=status))
    assert (fields["permalink"], fields["eleventyExcludeFromCollections"], fields["draft"]) == (False, True, True)
    assert fields_of(EleventyWriter(), post(1, protected=True))["permalink"] is False


def test_scheduled_post_of_eleventy_waits_for_its_day() -> None:
    fields = fields_of(EleventyWriter(), post(1, status=Status.SCHEDULED, date=day(2999, 1, 1)))
    assert fields["scheduled"] is True and fields["permalink"] == "/1/"


def test_drafts_of_astro_say_so() -> None:
    assert fields_of(AstroWriter(), post(1, status=Status.PRIVATE))["draft"] is True
    assert "draft" not in fields_of(AstroWriter(), post(1))


def test_pelican_file_says_address_date_and_terms() -> None:
    meta = meta_of(post(1, terms=(NEWS, TEA)))
    assert (meta["url"], meta["save_as"]) == ("1/", "1/index.html")
    assert (meta["date"], meta["category"], meta["tags"]) == ("2020-01-02T00:00:00+00:00", "news", "tea;")
    assert meta["terms"] == "categories/news tags/tea authors/ann"
    assert json.loads(meta["wordpress"])["key"] == "1"


def test_pelican_reads_drafts_as_drafts_and_nothing_that_is_less() -> None:
    draft, private = meta_of(post(1, status=Status.DRAFT)), meta_of(post(1, status=Status.PRIVATE))
    assert (draft["status"], private["status"]) == ("draft", "skip")
    assert "save_as" not in draft and "save_as" not in private
    assert meta_of(post(1, status=Status.DRAFT, protected=True))["status"] == "skip"


def test_scheduled_post_of_pelican_has_the_address_of_the_configuration() -> None:
    later = post(1, status=Status.SCHEDULED, date=day(2999, 1, 2), slug="later")
    problems: list[Problem] = []
    assert "save_as" not in text_of(PelicanWriter(), later, problems)
    assert [problem.code for problem in problems] == ["scheduled-elsewhere"]
    problems.clear()
    text_of(PelicanWriter(), replace(later, url=f"{URL}/2999/01/02/later/"), problems)
    assert problems == []


def test_nikola_metadata_say_address_date_and_terms() -> None:
    page, said = nikola_page(post(1, "<p>x</p>", terms=(NEWS, TEA)))
    assert (str(page.path), page.text) == ("content/posts/2020-01-02-1.html", "<p>x</p>\n")
    assert (said["slug"], said["pretty_url"], said["address"]) == ("1", "True", "/1/")
    assert (said["date"], said["category"], said["tags"]) == ("2020-01-02T00:00:00+00:00", "news", "tea")
    assert said["terms"] == "categories/news tags/tea authors/ann" and json.loads(said["wordpress"])["key"] == "1"


@pytest.mark.parametrize(
    ("address", "slug", "pretty"),
    [("/a/b/", "a/b", "True"), ("/a/b.html", "a/b", "False"), ("/b.php", "b.php", "False")],
)
def test_nikola_keeps_the_address(address: str, slug: str, pretty: str) -> None:
    _, said = nikola_page(replace(post(1), url=f"{URL}{address}"))
    assert (said["address"], said["slug"], said["pretty_url"]) == (address, slug, pretty)


def test_nikola_reads_drafts_as_drafts_and_nothing_that_is_less() -> None:
    for status, protected, folder in (
        (Status.DRAFT, False, "content"),
        (Status.DRAFT, True, "unpublished"),
        (Status.PRIVATE, False, "unpublished"),
    ):
        page, said = nikola_page(post(1, status=status, protected=protected))
        assert (page.path.parts[0], said["status"]) == (folder, "draft")


def test_no_title_is_read_as_html_or_as_metadata_by_nikola() -> None:
    page, said = nikola_page(post(1, "<p>x</p>", title='--><meta name="filters" content="x">\n.. filters: y'))
    assert page.text == "<p>x</p>\n" and "filters" not in said
    assert said["title"] == '--><meta name="filters" content="x"> .. filters: y'


def test_shortcodes_in_a_nikola_body_are_text() -> None:
    html = '<p title="{{% t %}}">{{{% media url=x %}} {{%</p>'
    page, _ = nikola_page(post(1, html))
    assert "{{%" not in page.text and serialise(parse(page.text)) == serialise(parse(html + "\n"))


def test_no_attribute_of_a_pelican_body_holds_both_quotes() -> None:
    text = text_of(PelicanWriter(), post(1, '<p><a href="https://e.example/&quot;\'" title="&quot;\'">x</a></p>'))
    assert '<a href="https://e.example/%22\'" title="&quot;’">x</a>' in text


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ('<p><a href="{static}/../../x">x</a></p>', '<a href="%7Bstatic}/../../x">'),
        ('<p><img src="|attach|x"/></p>', '<img src="%7Cattach|x"'),
        ("<p title=\"href='{static}/x'\">x</p>", '<p title="href=’{static}/x’">'),
        ("<p title='src = \"{static}/x\"'>x</p>", '<p title="src = ”{static}/x”">'),
        ("<!--more href='{static}/x'--><p>x</p>", "<!--more href=’{static}/x’-->"),
    ],
)
def test_no_body_names_a_file_that_pelican_would_publish(html: str, written: str) -> None:
    assert written in text_of(PelicanWriter(), post(1, html))


def test_pelican_counts_the_apostrophes_that_it_cannot_hold() -> None:
    each = post(1)
    site = replace(SITE, entries=(entry_of(each),))
    body = '<p><a href="/x" title="&quot;it\'s&quot;">x</a></p>'
    shown = PelicanWriter().expected(replace(each, html=body), site)
    assert 'title="&quot;it’s&quot;"' in shown.html
    assert shown.dropped == {"apostrophes beside quotation marks in attributes": 1}


def test_no_backslash_follows_an_address_of_astro() -> None:
    body = text_of(AstroWriter(), post(1, "<p>See http://e.example/<br/>there.</p>")).rpartition("---\n\n")[2]
    assert "\\\n" not in body and "<br>\n" in body


@pytest.mark.parametrize(("writer", "code"), [(EleventyWriter(), 0), (AstroWriter(), 1), (ZolaWriter(), 1)])
def test_indented_lines_are_code_but_for_eleventy(writer: DialectWriter, code: int) -> None:
    assert len(parse(writer.rendered("Words\n\n    indented\n")).elements("pre")) == code


@pytest.mark.parametrize(("writer", "links"), [(EleventyWriter(), 0), (AstroWriter(), 1), (ZolaWriter(), 0)])
def test_bare_addresses_are_links_with_astro_alone(writer: DialectWriter, links: int) -> None:
    assert len(parse(writer.rendered("See http://e.example/")).elements("a")) == links


def test_heading_of_zola_has_the_id_in_braces() -> None:
    assert parse(ZolaWriter().rendered("## Tides {#high}")).elements("h2")[0].get("id") == "high"


@EVERY
def test_second_run_changes_nothing(writer: DialectWriter, tmp_path: Path) -> None:
    for name in ("a", "b"):
        hostile_blog(writer, tmp_path / name, lambda folder: folder, articles=3)
    first = texts_of(tmp_path / "a")
    assert first == texts_of(tmp_path / "b")
    hostile_blog(writer, tmp_path / "a", lambda folder: folder, articles=3)
    assert texts_of(tmp_path / "a") == first


@EVERY
def test_site_of_a_person_is_kept(writer: DialectWriter, tmp_path: Path) -> None:
    (tmp_path / writer.configurations[0]).write_text("mine", encoding="utf-8")
    built = hostile_blog(writer, tmp_path, lambda folder: folder, articles=1)
    assert (tmp_path / writer.configurations[0]).read_text(encoding="utf-8") == "mine"
    assert [problem.code for problem in built.problems].count("site-kept") == 1
    assert not (tmp_path / "package.json").exists() and not (tmp_path / "theme").exists()


@EVERY
def test_data_says_where_former_addresses_lead(writer: DialectWriter, tmp_path: Path) -> None:
    hostile_blog(writer, tmp_path, lambda folder: folder, articles=1)
    moved = json.loads((tmp_path / writer.data / "moved.json").read_text(encoding="utf-8"))
    assert {"from": "/2020/01/former/", "to": "/2020/01/p1/"} in moved
    terms = json.loads((tmp_path / writer.data / "termPages.json").read_text(encoding="utf-8"))
    assert {"field": "tags", "slug": "a-b", "title": "a: b, c; d", "url": "/tag/a-b/"}.items() <= next(
        term.items() for term in terms if term["url"] == "/tag/a-b/"
    )
