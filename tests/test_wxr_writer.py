"""Writing WXR: what is read again is what was read, and what the importer would lose is repaired or said before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest
from lxml import etree

from converters.jsonlines.reader import PostsReader
from converters.pipeline import Ledger, convert
from converters.post import Author, Comment, Media, MediaSize, MenuItem, Post, Site, Status, Term
from converters.problem import ConversionError, Problem, Severity
from converters.selection import Selection
from converters.wordpress.vocabulary import NAMESPACES
from converters.wordpress.wxr import WxrReader
from tests.blogs import entry_of
from tests.exports import CORPUS, name_of, real_exports
from writers.posts import PostsWriter
from writers.wxr import WxrWriter

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
DAY = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
UNREADABLE = ["38-empty.xml"]


def read(source: Path) -> tuple[Site, list[Post]]:
    site, posts = WxrReader().read(source, lambda problem: None)
    return site, list(posts)


def written(
    folder: Path, posts: Sequence[Post], site: Site | None = None, writer: WxrWriter | None = None
) -> tuple[Path, list[Problem]]:
    """Posts written, without a reader: a site of just these, unless another is given."""
    writer, problems = writer or WxrWriter(), list[Problem]()
    site = replace(site or Site(), entries=tuple(map(entry_of, posts)))
    file = folder / "blog.xml"
    items = [writer.render(post, site, problems.append) for post in posts]
    assert [receipt.key for receipt in writer.write(items, site, file, problems.append)] == [p.key for p in posts]
    return file, problems


def passed_on(source: Path, folder: Path, writer: WxrWriter | None = None, **choice: Any) -> tuple[Path, Ledger]:
    file = folder / "again.xml"
    selection = Selection(**choice)
    return file, convert(source, file, reader=WxrReader(), writer=writer or WxrWriter(), selection=selection)


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def values(file: Path, element: str) -> list[str]:
    """What the importer reads in these elements: their text, whatever else we keep beside it."""
    root = etree.parse(str(file), etree.XMLParser(remove_pis=True, resolve_entities=False)).getroot()
    return [each.text or "" for each in root.iterfind(f".//{element}", namespaces=dict(NAMESPACES))]


def assert_same(first: tuple[Site, list[Post]], second: tuple[Site, list[Post]]) -> None:
    for post, again in zip(first[1], second[1], strict=True):
        passed_on_whole = post.dialect == "wordpress"
        assert again == (post if passed_on_whole else replace(post, raw=again.raw, dialect=again.dialect))
    assert second[0] == first[0]


def test_small_blog_is_read_again_as_it_was(tmp_path: Path) -> None:
    file, ledger = passed_on(EXPORT, tmp_path)
    assert ledger.complete and ledger.written == ledger.read
    assert_same(read(EXPORT), read(file))


def test_writing_what_was_written_gives_the_same_bytes(tmp_path: Path) -> None:
    file, _ = passed_on(EXPORT, tmp_path)
    (tmp_path / "more").mkdir()
    assert passed_on(file, tmp_path / "more")[0].read_bytes() == file.read_bytes()


@pytest.mark.corpus
@pytest.mark.parametrize(
    "source",
    [
        path
        for path in (*real_exports(), *CORPUS.glob("genuine/malformed/*.xml"), *CORPUS.glob("adversarial/*.xml"))
        if path.name not in UNREADABLE
    ],
    ids=name_of,
)
def test_every_export_is_read_again_as_it_was(source: Path, tmp_path: Path) -> None:
    file, ledger = passed_on(source, tmp_path)
    assert ledger.written == ledger.read - ledger.failed
    expat.ParserCreate(namespace_separator=" ").Parse(file.read_bytes(), True)
    assert_same(read(source), read(file))


def test_elements_stand_in_the_order_of_wordpress(tmp_path: Path) -> None:
    file, _ = passed_on(EXPORT, tmp_path)
    item = next(etree.parse(str(file)).getroot().iter("item"))
    names = [f"{child.prefix}:{etree.QName(child).localname}" if child.prefix else child.tag for child in item]
    assert names[:11] == [
        "title", "link", "pubDate", "dc:creator", "guid", "description", "content:encoded", "excerpt:encoded",
        "wp:post_id", "wp:post_date", "wp:post_date_gmt",
    ]  # fmt: skip
    last = [name for name in names if name in ("category", "wp:postmeta", "wp:comment")]
    assert last == sorted(last, key=["category", "wp:postmeta", "wp:comment"].index)
    assert names[-len(last) :] == last


def test_ids_missing_or_doubled_are_given_and_the_old_ones_read_again(tmp_path: Path) -> None:
    posts = [Post(key="7", id=7, title="a"), Post(key="7-2", id=7, title="b"), Post(key="item-3", title="c")]
    file, problems = written(tmp_path, [replace(post, date=DAY) for post in posts])
    assert values(file, "wp:post_id") == ["7", "8", "9"]
    assert codes(problems) == ["gave-id", "gave-id"]
    assert [post.id for post in read(file)[1]] == [7, 7, None]


def test_items_that_the_importer_would_take_for_one_are_seconds_apart(tmp_path: Path) -> None:
    alike = [Post(key=str(n), id=n, title=t, raw="x", date=DAY) for n, t in enumerate(["Tea", "téa", "", "Tide"], 1)]
    file, problems = written(tmp_path, [*alike, Post(key="5", id=5, kind="page", title="Tea", raw="x", date=DAY)])
    assert [date[-2:] for date in values(file, "wp:post_date")] == ["05", "06", "07", "05", "05"]
    assert codes(problems) == ["moved-date", "moved-date"]
    assert {post.date for post in read(file)[1]} == {DAY}


def test_thousands_of_untitled_items_of_one_second_find_seconds_of_their_own(tmp_path: Path) -> None:
    posts = [Post(key=str(n), id=n, raw="x", date=DAY) for n in range(1, 5001)]
    file, _ = written(tmp_path, posts)
    assert len(set(values(file, "wp:post_date"))) == len(posts)


def test_post_without_anything_in_it_gets_a_blank(tmp_path: Path) -> None:
    file, _ = written(tmp_path, [Post(key="1", id=1, date=DAY)])
    assert values(file, "content:encoded") == [" "]
    assert read(file)[1][0].raw == ""


@pytest.mark.parametrize(
    ("login", "spelled"),
    [
        ("Админ", "mara"), ("admin", "admin"), ("jörg", "jörg"), ("x" * 61, "x" * 50), ("日本", "mara"),
    ],
)  # fmt: skip
def test_login_that_wordpress_cannot_have_is_spelled_anew(tmp_path: Path, login: str, spelled: str) -> None:
    site = Site(authors=(Author(login=login, name="N", email="mara@blog.example"),))
    file, problems = written(tmp_path, [Post(key="1", id=1, title="t", date=DAY, author=login)], site)
    assert values(file, "wp:author_login") == values(file, "dc:creator") == [spelled]
    assert codes(problems) == (["spelled-login"] if spelled != login else [])
    again, [post] = read(file)
    assert (again.authors[0].login, post.author) == (login, login)


def test_two_authors_whom_wordpress_would_call_the_same_stay_two(tmp_path: Path) -> None:
    site = Site(authors=(Author(login="muller", email="a@x.example"), Author(login="Müller", email="b@x.example")))
    posts = [Post(key=str(n), id=n, title=f"t{n}", author=a.login) for n, a in enumerate(site.authors, 1)]
    file, _ = written(tmp_path, posts, site)
    assert values(file, "dc:creator") == values(file, "wp:author_login") == ["muller", "Muller-2"]


def test_typing_error_in_a_login_makes_no_second_author(tmp_path: Path) -> None:
    site = Site(authors=(Author(login="mara", name="Mara", id=4), Author(login="mara>", name="mara>")))
    posts = [Post(key=str(n), id=n, title=f"t{n}", author=a.login) for n, a in enumerate(site.authors, 1)]
    file, _ = written(tmp_path, posts, site)
    assert values(file, "dc:creator") == ["mara", "mara"]
    assert set(values(file, "wp:author_display_name")) == {"Mara"}
    assert read(file)[0].authors == site.authors


def test_authors_are_renamed_as_a_file_says(tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text("\ufeffmara,editor\nnobody,x\n", encoding="utf-8")
    site = Site(authors=(Author(login="mara", name="Mara"),))
    writer = WxrWriter(authors=str(tmp_path / "map.csv"))
    file, problems = written(tmp_path, [Post(key="1", id=1, title="t", author="mara")], site, writer)
    assert values(file, "dc:creator") == values(file, "wp:author_login") == ["editor"]
    assert codes(problems) == ["unknown-login"]


@pytest.mark.parametrize("text", ["mara", "mara,", "mara,Админ", ",x", "mara,\ud800"])
def test_file_of_authors_that_says_nothing_usable_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ConversionError, match=r"map\.csv"):
        written(tmp_path, [Post(key="1", id=1)], writer=WxrWriter(authors=str(tmp_path / "map.csv")))


def test_missing_file_of_authors_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match=r"nowhere\.csv cannot be read"):
        written(tmp_path, [Post(key="1", id=1)], writer=WxrWriter(authors="nowhere.csv"))


def comment(id: int, parent: int | None = None, **fields: Any) -> Comment:
    return Comment(id=id, parent=parent, author="a", raw="x", date=DAY, **fields)


def commented(folder: Path, *comments: Comment) -> tuple[Path, list[Problem]]:
    return written(folder, [Post(key="1", id=1, title="t", date=DAY, comments=comments)])


def test_reply_gets_a_greater_id_than_what_it_answers(tmp_path: Path) -> None:
    file, problems = commented(tmp_path, comment(5, 9), comment(9), comment(7, 5))
    ids, parents = values(file, "wp:comment_id"), values(file, "wp:comment_parent")
    assert list(zip(ids, parents, strict=True)) == [("10", "9"), ("9", "0"), ("11", "10")]
    assert codes(problems) == ["renumbered-reply", "renumbered-reply"]
    assert [(c.id, c.parent) for c in read(file)[1][0].comments] == [(5, 9), (9, None), (7, 5)]


@pytest.mark.parametrize(
    ("comments", "numbers"),
    [
        ([comment(1, 2), comment(2, 1)], [("2", "0"), ("3", "2")]),
        ([comment(1, 1)], [("1", "0")]),
        ([comment(3), comment(3)], [("3", "0"), ("4", "0")]),
        ([comment(0), comment(-1)], [("1", "0"), ("2", "0")]),
        ([comment(2, 99)], [("2", "0")]),
    ],
)
def test_comments_in_a_circle_or_without_ids_are_numbered(
    tmp_path: Path, comments: list[Comment], numbers: list[tuple[str, str]]
) -> None:
    file, _ = commented(tmp_path, *comments)
    found = sorted(zip(values(file, "wp:comment_id"), values(file, "wp:comment_parent"), strict=True))
    assert found == numbers


@pytest.mark.parametrize(
    ("field", "element", "longest"),
    [("author", "comment_author", 255), ("url", "comment_author_url", 200), ("raw", "comment_content", 65_535)],
)
def test_comment_too_long_for_its_column_is_cut_and_reported(
    tmp_path: Path, field: str, element: str, longest: int
) -> None:
    changed: dict[str, Any] = {field: "é" * longest}
    long = replace(comment(1), **changed)
    file, problems = commented(tmp_path, long)
    [text] = values(file, f"wp:{element}")
    assert longest - 2 <= len(text.encode()) <= longest
    assert [(p.code, p.severity) for p in problems] == [("cut-comment", Severity.LOSS)]
    assert read(file)[1][0].comments == (long,)


def test_room_is_left_for_what_wordpress_adds_to_the_links_of_a_comment(tmp_path: Path) -> None:
    file, _ = commented(tmp_path, replace(comment(1), raw='<a href="https://x.example">x</a>' * 2000))
    [text] = values(file, "wp:comment_content")
    added = text.replace("<a ", '<a rel="nofollow ugc" ')
    assert len(added.encode()) <= 65_535


def test_circle_of_parents_is_broken(tmp_path: Path) -> None:
    posts = [Post(key=str(n), id=n, title=str(n), kind="page", parent=3 - n) for n in (1, 2)]
    file, problems = written(tmp_path, posts)
    assert sorted(values(file, "wp:post_parent")) == ["0", "1"] or values(file, "wp:post_parent") == ["2", "0"]
    assert codes(problems) == ["parent-circle"]
    assert [post.parent for post in read(file)[1]] == [2, 1]


def test_terms_stand_before_their_children_and_circles_are_broken(tmp_path: Path) -> None:
    terms = [("c", "b"), ("b", "a"), ("a", ""), ("x", "y"), ("y", "x"), ("z", "gone")]
    site = Site(terms=tuple(Term(taxonomy="category", slug=s, name=s, parent=p) for s, p in terms))
    file, problems = written(tmp_path, [Post(key="1", id=1, title="t")], site)
    slugs, parents = values(file, "wp:category_nicename"), values(file, "wp:category_parent")
    assert list(zip(slugs, parents, strict=True)) == [
        ("a", ""), ("b", "a"), ("c", "b"), ("y", ""), ("x", "y"), ("z", ""),
    ]  # fmt: skip
    assert codes(problems) == ["term-at-the-top", "term-at-the-top"]


def test_serialised_values_get_true_lengths_with_the_line_ends_they_were_counted_with(tmp_path: Path) -> None:
    values_of = {"lf": 'a:1:{i:0;s:4:"a\nb";}', "chars": 's:1:"é";', "sound": 's:2:"é";', "text": "s: no value"}
    file, problems = written(tmp_path, [Post(key="1", id=1, title="t", meta=tuple(values_of.items()))])
    assert values(file, "wp:meta_value") == ['a:1:{i:0;s:4:"a\r\nb";}', 's:2:"é";', 's:2:"é";', "s: no value"]
    assert codes(problems) == ["recounted-value", "recounted-value"]
    assert dict(read(file)[1][0].meta) == values_of


@pytest.mark.parametrize(("key", "value"), [("broken", "a:9:{nonsense}"), ("", "x"), ("k" * 256, "x")])
def test_field_that_wordpress_cannot_store_is_reported(tmp_path: Path, key: str, value: str) -> None:
    _, problems = written(tmp_path, [Post(key="1", id=1, title="t", meta=((key, value),))])
    assert codes(problems) == ["unstorable-field"]


def test_texts_come_back_character_for_character(tmp_path: Path) -> None:
    text = "]]> <![CDATA[ ]]]]><![CDATA[> &amp; \r\n \r \t <?portpress x?> \u2028 😀 ]]"
    post = Post(key="1", id=1, title="t", title_html="t", raw=text, excerpt=text, meta=(("k", text),), password=text)
    file, problems = written(tmp_path, [post])
    [again] = read(file)[1]
    assert (again.raw, again.excerpt, again.meta, again.password) == (text, text, (("k", text),), text)
    assert not problems


def test_control_characters_are_left_out_and_reported(tmp_path: Path) -> None:
    file, problems = written(tmp_path, [Post(key="1", id=1, title="t", raw="a\0b\x0bc\ufffed\ud800e")])
    assert values(file, "content:encoded") == ["abcde"]
    assert codes(problems) == ["dropped-characters"]


def test_title_keeps_what_looks_like_a_tag_and_is_none(tmp_path: Path) -> None:
    titles = ["a < b & c", "<em>", "Tea &amp; tides", "&lt;", "0"]
    file, _ = written(tmp_path, [Post(key=str(n), id=n, title=title, raw="x") for n, title in enumerate(titles, 1)])
    assert [post.title for post in read(file)[1]] == titles


def test_draft_has_no_date_in_gmt_and_local_time_is_the_blogs(tmp_path: Path) -> None:
    date = DAY.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    posts = [Post(key="1", id=1, title="a", date=date), Post(key="2", id=2, title="b", date=date, floating=True,
             status=Status.DRAFT)]  # fmt: skip
    file, _ = written(tmp_path, posts)
    assert values(file, "wp:post_date") == ["2020-01-01 23:34:05"] * 2
    assert values(file, "wp:post_date_gmt") == ["2020-01-02 03:04:05", "0000-00-00 00:00:00"]
    assert values(file, "pubDate")[1:] == ["Thu, 02 Jan 2020 03:04:05 +0000", ""]


@pytest.mark.parametrize("slug", ["tide", "новости", "100%", "a%41", "ü%", "%zz", "日本語" * 20])
def test_slug_is_stored_as_wordpress_has_it(tmp_path: Path, slug: str) -> None:
    file, _ = written(tmp_path, [Post(key="1", id=1, title="t", slug=slug)])
    assert values(file, "wp:post_name")[0].isascii()
    assert read(file)[1][0].slug == slug


def test_bodies_of_other_sources_become_blocks_or_classic_html(tmp_path: Path) -> None:
    post = Post(key="1", id=1, title="t", raw="# Hi", dialect="markdown", html="<p>Hi</p>")
    assert values(written(tmp_path, [post])[0], "content:encoded") == [
        "<!-- wp:paragraph -->\n<p>Hi</p>\n<!-- /wp:paragraph -->"
    ]
    (tmp_path / "classic").mkdir()
    assert values(written(tmp_path / "classic", [post], writer=WxrWriter(body="classic"))[0], "content:encoded") == [
        "<p>Hi</p>"
    ]


def test_bodies_of_wordpress_are_not_touched_nor_even_looked_at(tmp_path: Path) -> None:
    source = tmp_path / "in.xml"
    source.write_text(EXPORT.read_text(encoding="utf-8").replace("[caption ", "[unheard-of]x[/unheard-of][caption "))
    _, ledger = passed_on(source, tmp_path)
    assert "unknown-shortcode" not in ledger.problems


def image_post(key: int, **fields: Any) -> Post:
    return Post(key=str(key), id=key, title=f"t{key}", date=DAY, dialect="html", **fields)


def test_files_without_items_of_their_own_become_attachments(tmp_path: Path) -> None:
    uploads = "https://blog.example/wp-content/uploads/2020/01"
    html = f'<p><a href="{uploads}/b.jpg"><img src="{uploads}/b-300x200.jpg" alt="B" /></a> <a href="/c">x</a></p>'
    cover = Media(url=f"{uploads}/größe.jpg", alt="A & b")
    file, _ = written(tmp_path, [image_post(1, image=cover, html=html), image_post(2, image=cover)])
    _, posts = read(file)
    assert [post.attachment_url for post in posts if post.kind == "attachment"] == [cover.url, f"{uploads}/b.jpg"]
    assert [dict(post.meta).get("_thumbnail_id") for post in posts[:2]] == ["3", "3"]
    assert dict(posts[2].meta) == {"_wp_attached_file": "2020/01/größe.jpg", "_wp_attachment_image_alt": "A &amp; b"}
    assert (posts[2].id, posts[2].parent, posts[2].status_word) == (3, 1, "inherit")


def test_menus_without_items_of_their_own_become_items(tmp_path: Path) -> None:
    menus = (
        MenuItem(menu="main", id=1, title="Home", url="https://blog.example/t1/"),
        MenuItem(menu="main", id=2, title="Else", url="https://x.example/", parent=1, order=1),
    )
    post = Post(key="1", id=1, title="t1", date=DAY, url="https://blog.example/t1/")
    file, _ = written(tmp_path, [post], Site(menus=menus, url="https://blog.example"))
    site, posts = read(file)
    assert [(i.menu, i.title, i.url, i.parent) for i in site.menus] == [
        ("main", "Home", "https://blog.example/t1/", None), ("main", "Else", "https://x.example/", 3),
    ]  # fmt: skip
    assert dict(posts[1].meta)["_menu_item_object_id"] == "1"
    assert len(posts[2].meta) == 8


def test_featured_image_whose_field_names_nothing_that_is_there_becomes_an_attachment(tmp_path: Path) -> None:
    cover = Media(url="https://blog.example/wp-content/uploads/a.jpg")
    file, _ = written(tmp_path, [image_post(1, image=cover, meta=(("_thumbnail_id", "99"), ("mood", "calm")))])
    post, attachment = read(file)[1]
    assert (post.meta, attachment.attachment_url) == ((("mood", "calm"), ("_thumbnail_id", "2")), cover.url)
    assert post.image is not None and post.image.url == cover.url


def test_library_of_a_source_without_items_for_it_becomes_attachments(tmp_path: Path) -> None:
    uploads = "https://blog.example/wp-content/uploads/2020/01"
    small = MediaSize(name="medium", url=f"{uploads}/b-300x200.jpg", width=300, height=200)
    boat = Media(
        url=f"{uploads}/b.jpg", id=7, title="Boat", alt="A & b", caption="At <em>dawn</em>", description="Old.",
        parent=1, file="2020/01/b.jpg", mime="image/jpeg", width=900, height=600, sizes=(small,),
        page="https://blog.example/t1/boat/", order=2,
    )  # fmt: skip
    other = replace(boat, url=f"{uploads}/c.jpg", id=8, file="2020/01/c.jpg", sizes=())
    html = f'<p><img src="{uploads}/b-300x200.jpg" alt=""/><img src="{uploads}/c-150x150.jpg" alt=""/></p>'
    site = Site(media={7: boat, 8: other})
    file, _ = written(tmp_path, [image_post(1, image=boat, html=html)], site)
    again, posts = read(file)
    assert again.media == site.media
    assert [(post.kind, post.id) for post in posts] == [("post", 1), ("attachment", 7), ("attachment", 8)]
    assert posts[0].image == boat
    assert posts[1].date != posts[2].date  # one title and one second are one file to WordPress
    other_folder = tmp_path / "taken"
    other_folder.mkdir()
    file, _ = written(other_folder, [image_post(7), image_post(8, image=other)], site)  # whose ids those of files are
    assert [(post.kind, post.id) for post in read(file)[1]][2:] == [("attachment", 9), ("attachment", 10)]


def test_menus_lead_to_posts_without_ids_of_their_own(tmp_path: Path) -> None:
    menus = (MenuItem(menu="main", id=1, title="Home", url="https://blog.example/t1/"),)
    post = Post(key="about.md", title="t1", date=DAY, url="https://blog.example/t1/")
    file, _ = written(tmp_path, [post], Site(menus=menus, url="https://blog.example"))
    site, posts = read(file)
    assert ([(line.title, line.url) for line in site.menus], posts[0].id) == ([("Home", post.url)], None)
    assert dict(posts[1].meta)["_menu_item_object_id"] == values(file, "wp:post_id")[0]


def test_lines_of_menus_lead_to_the_new_blog(tmp_path: Path) -> None:
    menus = (MenuItem(menu="main", id=1, title="Home", url="https://blog.example/"),)
    line = Post(
        key="7", id=7, kind="nav_menu_item", title="Home", meta=(("_menu_item_url", "https://blog.example/x/"),)
    )
    writer = WxrWriter(base_url="https://new.example")
    for name, posts, site in (("made", [Post(key="1", id=1, title="t")], Site(menus=menus)), ("held", [line], Site())):
        (tmp_path / name).mkdir()
        file, _ = written(tmp_path / name, posts, replace(site, url="https://blog.example"), writer)
        assert "https://new.example/" in file.read_text() and "https://blog.example" not in file.read_text()


def test_menus_keep_the_ids_of_their_lines_where_nothing_else_has_them(tmp_path: Path) -> None:
    menus = tuple(MenuItem(menu="main", id=id, title=f"Line {id}", url="https://x.example/") for id in (1, 40, 41))
    file, _ = written(tmp_path, [Post(key="1", id=1, title="t1", date=DAY)], Site(menus=menus))
    assert [item.id for item in read(file)[0].menus] == [42, 40, 41]


def test_post_whose_password_nobody_knows_is_private_in_wordpress_and_protected_when_read_again(
    tmp_path: Path,
) -> None:
    hidden = Post(key="1", id=1, title="t", date=DAY, html="<p>x</p>", dialect="html", protected=True)
    draft = replace(hidden, key="2", id=2, title="u", status=Status.DRAFT)
    file, problems = written(tmp_path, [hidden, draft])
    assert values(file, "wp:status") == ["private", "draft"]
    assert codes(problems) == ["password-unknown"]
    assert [(post.status, post.protected) for post in read(file)[1]] == [
        (Status.PUBLISHED, True), (Status.DRAFT, True)
    ]  # fmt: skip


def test_types_and_taxonomies_that_need_a_plugin_are_named_once(tmp_path: Path) -> None:
    genre = Term(taxonomy="genre", slug="x", name="x")
    posts = [Post(key=str(n), id=n, title=str(n), kind="book", terms=(genre,)) for n in (1, 2)]
    _, problems = written(tmp_path, posts, Site(terms=(genre,)))
    assert [(p.as_dict()["name"], p.as_dict()["count"]) for p in problems] == [("book", 2), ("genre", 2)]


def test_links_lead_to_the_new_blog_and_files_stay_where_they_can_be_fetched(tmp_path: Path) -> None:
    raw = (
        '<a href="https://blog.example/a/">a</a> <a href="https://blog.example.org/">o</a> http://blog.example\n'
        '<img src="https://blog.example/wp-content/uploads/a.jpg"><!-- wp:x {"url":"https:\\/\\/blog.example\\/b"} -->'
    )
    post = Post(key="1", id=1, title="t", url="https://blog.example/t/", guid="https://blog.example/?p=1", raw=raw)
    writer = WxrWriter(base_url="https://new.example/blog/")
    file, _ = written(tmp_path, [post], Site(url="https://blog.example"), writer)
    assert values(file, "content:encoded") == [
        '<a href="https://new.example/blog/a/">a</a> <a href="https://blog.example.org/">o</a> https://new.example/blog\n'
        '<img src="https://blog.example/wp-content/uploads/a.jpg">'
        '<!-- wp:x {"url":"https:\\/\\/new.example\\/blog\\/b"} -->'
    ]
    assert values(file, "link")[1:] == ["https://new.example/blog/t/"]
    assert values(file, "guid") == ["https://blog.example/?p=1"]
    assert read(file)[0].url == "https://new.example/blog"


def split_blog(folder: Path, *posts: Post) -> tuple[list[list[int | None]], list[Problem]]:
    """The ids in each file of 20 kB."""
    site = Site(authors=(Author(login="a"),))
    _, problems = written(folder, posts, site, WxrWriter(split="20kB"))
    files = sorted(folder.glob("*.xml"), key=lambda file: (len(file.name), file.name))
    assert [file.name for file in files[:2]] == ["blog.xml", "blog-2.xml"]
    assert all(file.stat().st_size <= 20_000 for file in files)
    assert all(read(file)[0].authors[0].login == "a" for file in files)
    return [[post.id for post in read(file)[1]] for file in files], problems


def large_page(id: int, *, parent: int | None = None, size: int = 3000) -> Post:
    return Post(key=str(id), id=id, title=f"t{id}", raw="x" * size, date=DAY, kind="page", parent=parent)


def test_split_files_are_whole_exports_of_the_size_asked_for_in_the_order_of_the_source(tmp_path: Path) -> None:
    parts, problems = split_blog(tmp_path, *map(large_page, range(1, 31)))
    assert [id for part in parts for id in part] == list(range(1, 31))
    assert codes(problems) == []


def test_child_comes_into_the_file_of_its_parent(tmp_path: Path) -> None:
    parts, problems = split_blog(tmp_path, *map(large_page, range(1, 20)), large_page(20, parent=2))
    assert parts[0][:4] == [1, 2, 20, 3]
    assert sorted(id or 0 for part in parts for id in part) == list(range(1, 21))
    assert codes(problems) == []


def test_line_of_a_menu_comes_into_the_file_of_what_it_points_at(tmp_path: Path) -> None:
    meta = (("_menu_item_type", "post_type"), ("_menu_item_object_id", "1"), ("_menu_item_menu_item_parent", "0"))
    line = Post(key="30", id=30, title="Start", kind="nav_menu_item", date=DAY, meta=meta)
    parts, problems = split_blog(tmp_path, *map(large_page, range(1, 20)), line)
    assert parts[0][:2] == [1, 30]
    assert codes(problems) == []


def test_family_too_large_for_a_file_is_divided_parents_first_and_said(tmp_path: Path) -> None:
    pages = [large_page(id, parent=20) for id in range(1, 20)]
    parts, problems = split_blog(tmp_path, *pages, large_page(20))
    assert [id for part in parts for id in part] == [20, *range(1, 20)]
    assert codes(problems) == ["family-apart"]
    assert problems[0].as_dict()["count"] == 20 - len(parts[0])


def test_large_menu_does_not_tear_children_from_their_parents(tmp_path: Path) -> None:
    def line(id: int, target: int) -> Post:
        above = "0" if id == 30 else "30"
        meta = (
            ("_menu_item_type", "post_type"),
            ("_menu_item_object_id", str(target)),
            ("_menu_item_menu_item_parent", above),
        )
        return Post(key=str(id), id=id, title=f"line {id}", kind="nav_menu_item", date=DAY, meta=meta)

    pages = [*map(large_page, range(1, 19)), large_page(19, parent=1)]
    parts, problems = split_blog(tmp_path, *pages, *(line(29 + id, id) for id in range(1, 20)))
    assert parts[0][:2] == [1, 19]
    assert codes(problems) == ["family-apart"]


@pytest.mark.parametrize("split", ["lots", "0", "-1MB", "15XB"])
def test_size_that_is_none_is_refused(tmp_path: Path, split: str) -> None:
    with pytest.raises(ConversionError, match="no size"):
        written(tmp_path, [Post(key="1", id=1, title="t")], writer=WxrWriter(split=split))


def test_standard_output_cannot_be_split() -> None:
    with pytest.raises(ConversionError, match="cannot be split"):
        list(WxrWriter(split="1MB").write([], Site(), Path("-"), print))


def test_export_of_wordpress_itself_is_not_overwritten(tmp_path: Path) -> None:
    kept = EXPORT.read_bytes()
    (tmp_path / "again.xml").write_bytes(kept)
    with pytest.raises(ConversionError, match="is kept"):
        passed_on(EXPORT, tmp_path)
    assert (tmp_path / "again.xml").read_bytes() == kept


def test_chosen_posts_are_written_and_the_others_left_out(tmp_path: Path) -> None:
    file, ledger = passed_on(EXPORT, tmp_path, kind=("page",))
    assert {post.kind for post in read(file)[1]} == {"page"}
    assert ledger.balances and ledger.left_out.total() > 0


def test_instruction_of_a_hostile_file_is_read_as_nothing_but_text(tmp_path: Path) -> None:
    hostile = (
        '<?portpress wp:post_type="page" nonsense wp:status="&#0;<x>"?><?portpress wp:comment="x"?><?php echo 1 ?>'
    )
    source = tmp_path / "in.xml"
    source.write_text(EXPORT.read_text(encoding="utf-8").replace("</item>", f"{hostile}</item>", 1), encoding="utf-8")
    _, posts = read(source)
    assert (posts[0].kind, len(posts)) == ("page", len(read(EXPORT)[1]))


def test_posts_as_json_lines_become_the_same_bytes(tmp_path: Path) -> None:
    file, _ = passed_on(EXPORT, tmp_path)
    convert(EXPORT, tmp_path / "posts.jsonl", reader=WxrReader(), writer=PostsWriter())
    convert(tmp_path / "posts.jsonl", tmp_path / "third.xml", reader=PostsReader(), writer=WxrWriter())
    assert (tmp_path / "third.xml").read_bytes() == file.read_bytes()


def test_address_of_a_network_of_blogs_is_kept(tmp_path: Path) -> None:
    site = Site(url="https://tea.blogs.example", network="https://blogs.example")
    file, _ = written(tmp_path, [Post(key="1", id=1, title="t")], site)
    assert values(file, "wp:base_site_url") == ["https://blogs.example"]
    assert (read(file)[0].url, read(file)[0].network) == (site.url, site.network)


def test_new_blog_is_not_part_of_the_old_network(tmp_path: Path) -> None:
    site = Site(url="https://tea.blogs.example", network="https://blogs.example")
    file, _ = written(tmp_path, [Post(key="1", id=1, title="t")], site, WxrWriter(base_url="https://new.example"))
    assert values(file, "wp:base_site_url") == ["https://new.example"]
