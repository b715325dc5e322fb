"""What we write, in the real WordPress: taken by its importer, exported again, judged by its editor, looked at."""

import gzip
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from converters.canonical import to_canonical
from converters.fidelity import compare, facts_of
from converters.formats import Reader
from converters.frontmatter.folder import FrontMatterReader
from converters.pipeline import convert
from converters.post import Author, Comment, Post, Site
from converters.sites.hugo.reader import HugoReader
from converters.wordpress.wxr import WxrReader
from tests.epub_documents import wild_documents
from tests.fuzz_documents import documents
from tests.imports import compare_imports
from tests.test_cases import read_cases
from tests.wordpress_site import browse, fresh_blog
from writers.hugo import HugoWriter
from writers.wxr import WxrWriter
from writers.wxr.blocks import to_blocks

pytestmark = pytest.mark.wordpress

SMALL_BLOG = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
SAMPLE = [
    "genuine/wxr-wp71-clean-all.xml",
    "genuine/wxr-wp61-clean-all.xml",
    "wxr/CodeFriendly__panthar.org/wordpress.xml",
    "wxr/DissidentTrainings__dissidenttrainings.github.io/wordpress.xml",
    "wxr/WPTT__theme-unit-test/themeunittestdata.wordpress.xml",
    "wxr/WordPress__wordpress-importer/phpunit__data__valid-wxr-1.0.xml",
    "wxr/ericcecchi__wuerl/wordpress-export.xml",
    "wxr/getpelican__pelican/pelican__tests__content__wordpressexport.xml",
    "wxr/torchbox__wagtail-wordpress-import/wagtail_wordpress_import__test__fixtures__raw_xml.xml",
]
"""Real exports of WXR 1.0 to 1.2, one with every kind of content. `python -m tests.imports` takes all of them."""
LOSING = [
    "genuine/wxr-wp71-dirty-all.xml",
    "genuine/malformed/22-unsplit-cdata-end.xml",
    "genuine/malformed/08-control-vt.xml",
    "wxr/WordPress__wordpress-importer/phpunit__data__crazy-cdata.xml",
]
"""Damaged exports, of which the importer itself loses some or all."""


def test_small_blog_arrives_whole_and_as_its_own_export_does(tmp_path: Path) -> None:
    found = compare_imports(SMALL_BLOG, tmp_path)
    assert found.arrived == found.expected > 10
    assert found.unexplained == ()


@pytest.mark.corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_real_export_arrives_whole_and_as_it_would_itself(corpus: Path, tmp_path: Path, name: str) -> None:
    found = compare_imports(corpus / name, tmp_path)
    assert found.arrived == found.expected >= found.arrived_of_theirs
    assert found.unexplained == ()


@pytest.mark.corpus
@pytest.mark.parametrize("name", LOSING)
def test_export_that_the_importer_cannot_take_arrives_whole_through_us(corpus: Path, tmp_path: Path, name: str) -> None:
    found = compare_imports(corpus / name, tmp_path)
    assert found.ours.refused is None
    assert found.arrived == found.expected


def posts_of(reader: Reader, source: Path) -> dict[int | None, Post]:
    site, posts = reader.read(source, lambda problem: None)
    return {post.id: reader.clean(post, site, lambda problem: None) for post in posts}


def assert_same_blog(
    first: Mapping[int | None, Post], second: Mapping[int | None, Post], *, private: bool = True
) -> None:
    """Titles, bodies by their facts, dates, slugs, terms, authors, comments and custom fields.

    Without `private`, commenters' addresses and WordPress's own custom fields, which no site holds, are not asked for.
    """
    assert first.keys() <= second.keys()
    slugs: dict[str, int] = {}
    for id, post in first.items():
        again = second[id]
        slugs[post.slug] = times = slugs.get(post.slug, 0) + 1  # WordPress has no two posts of one slug
        assert again.slug == (post.slug if times == 1 or not post.slug else f"{post.slug}-{times}")
        same = ("kind", "status", "title", "date", "excerpt", "author", "parent", "sticky", "password", "order")
        assert [(name, getattr(again, name)) for name in same] == [(name, getattr(post, name)) for name in same]
        assert compare(facts_of(post.html), facts_of(again.html)) == ()
        assert {(term.taxonomy, term.slug, term.name) for term in post.terms} <= {
            (term.taxonomy, term.slug, term.name) for term in again.terms
        }
        assert {(key, value) for key, value in post.meta if private or key[:1] != "_"} <= set(again.meta)
        shown = [comment for comment in post.comments if private or comment.shown]
        assert [comment_facts(c, private) for c in again.comments] == [comment_facts(c, private) for c in shown]


def comment_facts(comment: Comment, private: bool) -> tuple[object, ...]:
    names = ("author", "url", "date", "approved", "kind", *(("email", "ip", "meta") if private else ()))
    return (*(getattr(comment, name) for name in names), facts_of(comment.html).words)


def test_circle_closes_through_wordpress(tmp_path: Path) -> None:
    kinds = ("post", "page", "book")
    convert(SMALL_BLOG, tmp_path / "ours.xml", reader=WxrReader(), writer=WxrWriter())
    blog = fresh_blog(tmp_path / "blog", types=("book",), taxonomies=("genre",))
    blog.take(tmp_path / "ours.xml")
    first = {id: post for id, post in posts_of(WxrReader(), SMALL_BLOG).items() if post.kind in kinds}
    assert_same_blog(first, posts_of(WxrReader(), blog.export(tmp_path / "again.xml")))


def close_circle_through_hugo(source: Path, folder: Path, *types: str) -> int:
    """Compare a blog with what WordPress exports after it went through a Hugo site; the number of its posts."""
    convert(source, folder / "site", reader=WxrReader(), writer=HugoWriter())
    ledger = convert(folder / "site", folder / "ours.xml", reader=HugoReader(), writer=WxrWriter())
    assert ledger.complete
    blog = fresh_blog(folder / "blog", types=types, taxonomies=("genre",))
    blog.take(folder / "ours.xml")
    written = posts_of(HugoReader(), folder / "site")
    first = {id: post for id, post in posts_of(WxrReader(), source).items() if id in written}
    assert_same_blog(first, posts_of(WxrReader(), blog.export(folder / "again.xml")), private=False)
    return len(first)


def test_circle_closes_through_a_hugo_site_and_wordpress(tmp_path: Path) -> None:
    assert close_circle_through_hugo(SMALL_BLOG, tmp_path, "book") == 12


@pytest.mark.corpus
def test_circle_of_a_real_blog_closes_through_a_hugo_site_and_wordpress(corpus: Path, tmp_path: Path) -> None:
    assert close_circle_through_hugo(corpus / "wxr/CodeFriendly__panthar.org/wordpress.xml", tmp_path) == 83


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: tests print what matters."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """A folder on a port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def synchronised(folder: Path, number: int, address: str, *lines: str, body: str) -> None:
    front = [f"ID: {number}", f"post_title: 'Post {number}'", "author: 'Ada Quill'", "layout: post", *lines]
    front += [f"permalink: '{address}/post-{number}/'", "published: true", f"post_date: 2019-04-1{number} 10:00:00"]
    (folder / "_posts").mkdir(parents=True, exist_ok=True)
    text = "\n".join(["---", *front, "---", body])
    (folder / "_posts" / f"2019-04-1{number}-post-{number}.md").write_text(text, encoding="utf-8")


def test_files_of_synchronised_posts_land_in_the_media_library(tmp_path: Path) -> None:
    uploads = tmp_path / "old" / "wp-content" / "uploads" / "2019" / "04"
    uploads.mkdir(parents=True)
    for name in ("lamp.png", "fog.png", "größe.png"):
        (uploads / name).write_bytes(PIXEL)
    with served(tmp_path / "old") as port:
        old = f"http://127.0.0.1:{port}"
        media = f"{old}/wp-content/uploads/2019/04"
        body = f'<p>Light.</p><img src="{media}/lamp.png" alt="The lamp" /> <a href="{media}/fog.png">fog</a>'
        synchronised(tmp_path / "posts", 1, old, body=body)
        synchronised(tmp_path / "posts", 2, old, f"image: '{media}/größe.png'", body="<p>Second.</p>")
        ledger = convert(
            tmp_path / "posts", tmp_path / "ours.xml", reader=FrontMatterReader(timezone="UTC"), writer=WxrWriter()
        )
        assert ledger.complete
        blog = fresh_blog(tmp_path / "blog")
        blog.ports.append(port)
        said = blog.take(tmp_path / "ours.xml", attachments=True).said
    assert said == ()
    dump = blog.dump()
    attachments = {post["ID"]: dict(post["meta"]) for post in dump["posts"] if post["post_type"] == "attachment"}
    files = sorted(meta["_wp_attached_file"] for meta in attachments.values())
    assert files == ["2019/04/fog.png", "2019/04/grose.png", "2019/04/lamp.png"]
    assert all((tmp_path / "blog" / "uploads" / file).read_bytes() == PIXEL for file in files)
    [first, second] = [post for post in dump["posts"] if post["post_type"] == "post"]
    assert first["post_content"].count("/uploads/2019/04/") == 2 and old not in first["post_content"]
    assert dict(second["meta"])["_thumbnail_id"] in attachments
    assert (first["author"], first["post_date"]) == ("Ada Quill", "2019-04-11 10:00:00")


def test_library_and_featured_image_of_a_hugo_site_arrive(tmp_path: Path) -> None:
    uploads = tmp_path / "old" / "wp-content" / "uploads" / "2023" / "05"
    uploads.mkdir(parents=True)
    for name in ("harbour.png", "teapot.png"):
        (uploads / name).write_bytes(PIXEL)
    with served(tmp_path / "old") as port:
        text = SMALL_BLOG.read_text(encoding="utf-8").replace("https://blog.example", f"http://127.0.0.1:{port}")
        (tmp_path / "export.xml").write_text(text.replace("harbour.jpg", "harbour.png"), encoding="utf-8")
        convert(tmp_path / "export.xml", tmp_path / "site", reader=WxrReader(), writer=HugoWriter())
        convert(tmp_path / "site", tmp_path / "ours.xml", reader=HugoReader(), writer=WxrWriter())
        blog = fresh_blog(tmp_path / "blog", types=("book",), taxonomies=("genre",))
        blog.ports.append(port)
        assert blog.take(tmp_path / "ours.xml", attachments=True).said == ()
    posts = blog.dump()["posts"]
    files = {post["ID"]: post for post in posts if post["post_type"] == "attachment"}
    assert sorted(post["post_title"] for post in files.values()) == ["Harbour at dawn", "Teapot"]
    [shown] = [post for post in posts if post["post_name"] == "a-quiet-morning"]
    harbour = files[dict(shown["meta"])["_thumbnail_id"]]
    assert harbour["post_excerpt"] == "The harbour <em>before</em> the ferry"
    assert dict(harbour["meta"])["_wp_attachment_image_alt"] == 'Boats in the "old" harbour &amp; fog'
    lines = [post["post_title"] for post in posts if post["post_type"] == "nav_menu_item"]
    assert len(lines) == 4


@pytest.mark.corpus
def test_seed_alone_is_a_blog_of_one_post(corpus: Path, tmp_path: Path) -> None:
    [seed] = (corpus / "front-matter" / "developjavier__wordpress").rglob("2019-04-17-kim-jong-un-and-putin*.md")
    reader = FrontMatterReader(timezone="America/New_York")
    ledger = convert(seed, tmp_path / "ours.xml", reader=reader, writer=WxrWriter())
    assert (ledger.written, ledger.complete) == (1, True)
    blog = fresh_blog(tmp_path / "blog")
    assert blog.take(tmp_path / "ours.xml", attachments=True).said == ()
    [post] = blog.dump()["posts"]
    [original] = posts_of(reader, seed).values()
    assert (post["post_date"], post["post_date_gmt"]) == ("2019-04-17 16:06:32", "2019-04-17 20:06:32")
    assert (post["author"], post["post_excerpt"]) == ("Jessica Goldberg", original.excerpt)
    assert (post["post_title"], post["post_content"]) == (original.title_html, original.raw)


def test_parts_of_a_split_export_leave_children_with_their_parents(tmp_path: Path) -> None:
    day = datetime(2023, 5, 1, tzinfo=UTC)
    pages = [
        Post(key=str(id), id=id, kind="page", title=f"Page {id}", slug=f"page-{id}", raw="x" * 3000, date=day,
             author="ada", parent=id - 20 if id > 20 else None)
        for id in range(1, 41)
    ]  # fmt: skip
    writer = WxrWriter(split="20kB")
    site = Site(title="Pages", url="https://blog.example", entries=tuple(pages), authors=(Author(login="ada"),))
    items = [writer.render(page, site, lambda problem: None) for page in pages]
    list(writer.write(items, site, tmp_path / "ours.xml", lambda problem: None))
    blog = fresh_blog(tmp_path / "blog")
    files = sorted(tmp_path.glob("*.xml"))
    assert len(files) > 5
    for file in files:
        assert blog.take(file).said == ()
    assert {post["ID"]: post["post_parent"] for post in blog.dump()["posts"]} == {
        str(page.id): str(page.parent or 0) for page in pages
    }


def test_front_page_shows_what_was_imported(tmp_path: Path) -> None:
    convert(SMALL_BLOG, tmp_path / "ours.xml", reader=WxrReader(), writer=WxrWriter())
    blog = fresh_blog(tmp_path / "blog", types=("book",), taxonomies=("genre",))
    blog.take(tmp_path / "ours.xml")
    with blog.serving() as address:
        page = LexborHTMLParser(browse(f"{address}/", "--dump-dom"))
        post = LexborHTMLParser(browse(f"{address}/2023/05/a-quiet-morning/", "--dump-dom"))
    shown = page.body.text() if page.body else ""
    for title in ("A quiet morning", "Brewing by numbers", "港の冬"):
        assert title in shown
    assert "The harbour before the ferry" in (post.body.text() if post.body else "")


def judged(folder: Path, bodies: Sequence[tuple[str, str]]) -> tuple[int, list[tuple[str, str, str]]]:
    judgement = fresh_blog(folder / "editor").judge_blocks(dict(bodies))
    return sum(judgement.blocks.values()), judgement.invalid


def test_editor_finds_no_case_invalid(tmp_path: Path) -> None:
    cases = [(case.title, to_blocks(case.fences[0][1])) for case in read_cases() if case.fences[1][0] == "blocks"]
    count, invalid = judged(tmp_path, cases)
    assert invalid == []
    assert count > 40


def real_bodies(corpus: Path) -> list[tuple[str, str]]:
    snippets = json.loads((corpus / "fidelity" / "snippets.json").read_text(encoding="utf-8"))
    with gzip.open(corpus / "wordpress-shows.jsonl.gz", "rt", encoding="utf-8") as lines:
        recorded = [json.loads(line) for line in lines]
    base = "https://blog.example/"
    return [(each["id"], to_canonical(each["html"], base=base)) for each in (*snippets, *recorded)]


def test_editor_finds_nothing_invalid_in_random_articles(tmp_path: Path) -> None:
    bodies = [*documents(1729, 300), *wild_documents(1729, 300)]
    made = [(key, to_blocks(to_canonical(body, base="https://blog.example/"))) for key, body in bodies]
    count, invalid = judged(tmp_path, made)
    assert invalid == []
    assert count > 1500


@pytest.mark.corpus
def test_editor_finds_nothing_invalid_in_real_bodies(corpus: Path, tmp_path: Path) -> None:
    count, invalid = judged(tmp_path, [(key, to_blocks(body)) for key, body in real_bodies(corpus)])
    assert invalid == []
    assert count > 20_000
