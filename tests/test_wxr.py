"""Reading WordPress's own exports: every field of the small blog, and the real exports whole."""

import csv
import json
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from converters import Author, ConversionError, Post, Problem, Site, Status
from converters.wordpress.serialized import unserialize
from converters.wordpress.wxr import WxrReader, apart, items
from converters.wordpress.wxr.words import decode_slug, to_plain_text
from writers.wxr.channel import head_of

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"


def read(source: Path, timezone: str = "") -> tuple[Site, list[Post], list[Problem]]:
    problems: list[Problem] = []
    site, posts = WxrReader(timezone=timezone).read(source, problems.append)
    return site, list(posts), problems


def read_items(
    folder: Path, text: str, channel: str = "", timezone: str = ""
) -> tuple[Site, list[Post], list[Problem]]:
    """Read an export of these items, which may use every prefix undeclared."""
    file = folder / "export.xml"
    head = "<rss><channel><title>T</title><link>https://blog.example/</link><wp:wxr_version>1.2</wp:wxr_version>"
    file.write_text(f"{head}{channel}{text}</channel></rss>", encoding="utf-8")
    return read(file, timezone)


def item(id: int, fields: str) -> str:
    return f"<item><wp:post_id>{id}</wp:post_id><wp:status>publish</wp:status>{fields}</item>"


def test_small_blog_has_no_problems() -> None:
    assert read(EXPORT)[2] == []


def test_export_is_recognised_by_its_content() -> None:
    assert WxrReader().recognises(EXPORT) == "WXR 1.2 by WordPress 6.4.2"
    assert WxrReader().recognises(Path(__file__).parent / "conftest.py") is None
    assert WxrReader().recognises(Path(__file__).parent) is None


def test_addresses_without_a_host_are_those_of_the_blog(tmp_path: Path) -> None:
    media = "<wp:post_type>attachment</wp:post_type><wp:attachment_url>/s/a.jpg</wp:attachment_url>"
    items = item(4, "<link>/blog/2013/6/other</link>") + item(5, f"<link>/?p=5</link>{media}")
    site, posts, _ = read_items(tmp_path, items)
    assert [entry.url for entry in site.entries] == [
        "https://blog.example/blog/2013/6/other", "https://blog.example/?p=5",
    ]  # fmt: skip
    assert (site.media[5].url, site.media[5].page) == ("https://blog.example/s/a.jpg", "https://blog.example/?p=5")
    assert [post.attachment_url for post in posts] == ["", "https://blog.example/s/a.jpg"]


def test_term_that_is_named_as_its_slug_is_the_one_that_wordpress_makes_of_it(tmp_path: Path) -> None:
    channel = "<wp:category><wp:cat_name>Big News</wp:cat_name><wp:category_nicename>Big News</wp:category_nicename>"
    used = '<category domain="category" nicename="big-news">Big News</category>'
    below = "<wp:category><wp:cat_name>X</wp:cat_name><wp:category_parent>Big News</wp:category_parent></wp:category>"
    site, posts, problems = read_items(tmp_path, item(4, used), f"{channel}</wp:category>{below}")
    assert [(term.slug, term.name, term.parent) for term in site.terms] == [
        ("big-news", "Big News", ""), ("x", "X", "big-news"),
    ]  # fmt: skip
    assert [term.slug for term in posts[0].terms] == ["big-news"]
    assert not {problem.code for problem in problems} & {"unknown-parent-term"}


def test_site_is_known_at_once() -> None:
    site = read(EXPORT)[0]
    assert (site.title, site.url, site.language) == ("Tea & Tides", "https://blog.example", "en-GB")
    assert [author.name for author in site.authors] == ["Mara Lindqvist", "Tom “the Boat” O'Dea"]
    assert site.terms_by_slug["category", "boats"].parent == "harbour"
    assert [(line.title, line.parent) for line in site.menus] == [
        ("Home", None), ("About", None), ("The boats", 61), ("Harbour", None),
    ]  # fmt: skip
    assert "The last cup" in site.blocks[50]


def test_post_has_its_picture_comments_and_fields() -> None:
    post = next(post for post in read(EXPORT)[1] if post.id == 31)
    assert post.image is not None
    assert post.image.sizes[0].url == "https://blog.example/wp-content/uploads/2023/05/harbour-300x200.jpg"
    assert [(comment.parent, comment.kind, comment.approved) for comment in post.comments] == [
        (None, "comment", "1"),
        (1, "comment", "1"),
        (2, "comment", "1"),
        (None, "pingback", "1"),
        (None, "comment", "0"),
    ]
    assert post.meta_values("mood") == ("calm", "foggy")
    assert post.old_slugs == ("quiet-morning",)
    assert post.date == datetime(2023, 5, 2, 8, 15, 30, tzinfo=timezone(timedelta(hours=2)))


def test_titles_become_plain_text_once() -> None:
    titles = {post.id: post.title for post in read(EXPORT)[1]}
    assert titles[33] == '“Salt & Wind” isn\'t "over" 🎏'
    assert to_plain_text(" Quoi&nbsp;?\n<b>山田　太郎</b>&nbsp; ") == "Quoi\xa0? 山田　太郎"
    assert to_plain_text("a < b <em>and</em> AT&amp;T &amp;amp;\n <3") == "a < b and AT&T &amp; <3"


@pytest.mark.parametrize(
    ("slug", "decoded"),
    [
        ("%e6%b8%af", "港"),
        ("a%e6%b8%af%e5%a5", "a港"),
        ("a%e6%b8%af%e", "a港"),
        ("a%2fb", "a%2fb"),
        ("100%", "100"),
        ("x", "x"),
    ],
)
def test_slugs_are_decoded_and_cut_ones_survive(slug: str, decoded: str) -> None:
    assert decode_slug(slug) == decoded


def test_draft_without_gmt_floats_in_the_offset_of_its_neighbours() -> None:
    draft = next(post for post in read(EXPORT)[1] if post.id == 40)
    assert draft.floating
    assert draft.date == datetime(2024, 1, 20, 20, tzinfo=timezone(timedelta(hours=1)))


def test_draft_without_gmt_has_the_offset_of_its_last_change_before_that_of_neighbours(tmp_path: Path) -> None:
    summer = "<wp:post_date>2024-07-01 12:00:00</wp:post_date><wp:post_date_gmt>2024-07-01 10:00:00</wp:post_date_gmt>"
    draft = (
        "<wp:post_date>2024-11-24 03:00:00</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>"
        "<wp:post_modified>2024-11-24 03:00:00</wp:post_modified>"
        "<wp:post_modified_gmt>2024-11-24 02:00:00</wp:post_modified_gmt>"
    )
    _, posts, _ = read_items(tmp_path, item(1, summer) + item(2, draft).replace("publish", "draft"))
    assert (posts[1].floating, posts[1].date) == (True, datetime(2024, 11, 24, 3, tzinfo=timezone(timedelta(hours=1))))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (
            "<wp:post_date>1893-01-01 00:53:28</wp:post_date><wp:post_date_gmt>1893-01-01 00:00:00</wp:post_date_gmt>",
            53,
        ),
        (
            "<wp:post_date>1969-12-31 20:00:00</wp:post_date><wp:post_date_gmt>1970-01-01 01:00:00</wp:post_date_gmt>",
            -300,
        ),
        ("<wp:post_date>2020-06-01 12:00:00</wp:post_date>", 120),
        ("<pubDate>Mon, 01 Jun 2020 12:00:00 GMT+8</pubDate>", 480),
        ("<pubDate>Mon, 01 Jun 2020 12:00:00 +0000</pubDate>", 120),
        ("<wp:post_date>2020-13-01 12:00:00</wp:post_date><pubDate>Mon, 01 Jun 2020 12:00:00 +0900</pubDate>", 540),
        ("<wp:post_date>0000-00-00 00:00:00</wp:post_date><pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>", None),
    ],
)
def test_offset_is_what_the_dates_prove(tmp_path: Path, dates: str, expected: int | None) -> None:
    post = read_items(tmp_path, item(1, dates), timezone="Europe/Berlin")[1][0]
    offset = post.date.utcoffset() if post.date else None
    assert (offset is None) if expected is None else offset == timedelta(minutes=expected)


def test_dates_too_far_apart_are_reported_and_gmt_counts(tmp_path: Path) -> None:
    dates = "<wp:post_date>2022-04-13 14:02:42</wp:post_date><wp:post_date_gmt>2022-02-25 13:38:07</wp:post_date_gmt>"
    _, posts, problems = read_items(tmp_path, item(1, dates))
    assert posts[0].date == datetime(2022, 2, 25, 13, 38, 7, tzinfo=UTC)
    assert "absurd-date" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("0000-00-00 00:00:00", {"no-date"}),
        ("0001-01-01 00:00:00", {"no-date"}),
        ("0019-05-05 10:00:00", {"absurd-date"}),
    ],
)
def test_year_that_no_post_is_of_is_no_date(tmp_path: Path, written: str, codes: set[str]) -> None:
    dates = f"<wp:post_date>{written}</wp:post_date><wp:post_date_gmt>{written}</wp:post_date_gmt>"
    _, posts, problems = read_items(tmp_path, item(1, dates))
    assert posts[0].date is None
    assert {problem.code for problem in problems if "date" in problem.code} == codes


def test_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ConversionError, match="no time zone"):
        read(EXPORT, timezone="Mars/Olympus")


def test_parents_named_by_name_or_in_a_circle_are_resolved(tmp_path: Path) -> None:
    def category(slug: str, name: str, parent: str) -> str:
        return (f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:cat_name>{name}</wp:cat_name>"
                f"<wp:category_parent>{parent}</wp:category_parent></wp:category>")  # fmt: skip

    channel = category("kid", "Kid", "Old Parent") + category("op", "Old Parent", "") + category("a", "A", "b")
    site, _, problems = read_items(tmp_path, "", channel + category("b", "B", "a"))
    assert [(term.slug, term.parent) for term in site.terms] == [("op", ""), ("kid", "op"), ("a", ""), ("b", "a")]
    assert [problem.code for problem in problems] == ["term-cycle"]


def test_items_that_share_an_id_or_have_none_get_keys_of_their_own(tmp_path: Path) -> None:
    _, posts, problems = read_items(tmp_path, item(12, "") + item(12, "") + item(0, ""))
    assert [post.key for post in posts] == ["12", "12-2", "item-3"]
    assert "repeated-id" in {problem.code for problem in problems}


def test_key_that_begins_as_the_repeated_id_of_another_item_repeats_nothing(tmp_path: Path) -> None:
    _, posts, problems = read_items(tmp_path, item(12, "") + item(2024, '<?portpress portpress:key="2024-tea.md"?>'))
    assert [post.key for post in posts] == ["12", "2024-tea.md"]
    assert "repeated-id" not in {problem.code for problem in problems}


def test_end_of_an_item_inside_a_section_is_content(tmp_path: Path) -> None:
    body = "how to end an </item> and begin an <item> anew"
    _, posts, _ = read_items(tmp_path, item(1, f"<content:encoded><![CDATA[{body}]]></content:encoded>") + item(2, ""))
    assert [post.raw for post in posts] == [body, ""]


def test_section_without_an_end_does_not_swallow_the_next_item(tmp_path: Path) -> None:
    broken = item(1, "<content:encoded><![CDATA[lost end</content:encoded>")
    _, posts, problems = read_items(tmp_path, broken + item(2, "<title><![CDATA[Next]]></title>"))
    assert [(post.raw, post.title) for post in posts] == [("lost end", ""), ("", "Next")]
    assert "broken-markup" in {problem.code for problem in problems}


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xml"
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    file.write_text(f"{bomb}<rss><channel>{item(1, '<title>&b;&x;</title>')}</channel></rss>", encoding="utf-8")
    assert read(file)[1][0].title == "&b;&x;"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a:1:{s:5:"width";i:12;}', {"width": 12}),
        ('a:1:{s:3:"width";s:99:"é";}', {"width": "é"}),
        ('O:8:"stdClass":1:{s:1:"a";b:1;}', {"a": True}),
        ('s:3:"abc', None),
        ("a:1:{" * 100_000, None),
        ("no such thing", None),
    ],
)
def test_serialised_values_are_read_with_wrong_lengths_too(text: str, value: object) -> None:
    assert unserialize(text) == value


def manifest(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "wxr" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.corpus
def test_every_item_and_comment_of_every_real_export_arrives(corpus: Path) -> None:
    for row in manifest(corpus):
        site, posts, _ = read(corpus / "wxr" / row["local"])
        comments = sum(len(post.comments) for post in posts)
        assert (len(posts), comments) == (int(row["items"]), int(row["comments"])), row["local"]
        assert len(site.entries) == len({entry.key for entry in site.entries}) == len(posts), row["local"]


@pytest.mark.corpus
def test_texts_of_well_formed_exports_are_what_a_strict_parser_reads(corpus: Path) -> None:
    files = [corpus / "wxr" / row["local"] for row in manifest(corpus) if row["well_formed(libxml)"] == "yes"]
    for file in [*files, *(corpus / "genuine").glob("*-clean-all.xml"), EXPORT]:
        root = etree.parse(str(file), etree.XMLParser(huge_tree=True, resolve_entities=False, remove_comments=True))
        expected = []
        for each in root.iter("item"):
            texts: dict[str, str] = {}
            for child in each:
                texts.setdefault(f"{child.prefix or ''}:{etree.QName(child).localname}", child.text or "")
            metas = [
                [(part.text or "") for part in child] for child in each if etree.QName(child).localname == "postmeta"
            ]
            comments = [
                part.text or ""
                for child in each
                for part in child
                if etree.QName(part).localname == "comment_content"
            ]  # fmt: skip
            expected.append((texts.get(":title", ""), texts.get("content:encoded", ""), metas, comments))
        found = [(p.title_html, p.raw, [list(m) for m in p.meta], [c.raw for c in p.comments]) for p in read(file)[1]]
        assert found == expected, file


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["wp71-clean", "wp71-dirty"])
def test_counts_are_those_of_the_database(corpus: Path, name: str) -> None:
    counts = json.loads((corpus / "genuine" / f"counts-{name}.json").read_text(encoding="utf-8"))
    _, posts, _ = read(corpus / "genuine" / f"wxr-{name}-all.xml")
    kept_back = ("auto-draft", "revision/", "secret_log/")  # which WordPress does not export
    expected = {key: n for key, n in counts["posts"].items() if not any(word in key for word in kept_back)}
    assert Counter(f"{post.kind}/{post.status_word}" for post in posts) == expected


def test_statuses_are_told_apart() -> None:
    statuses = {post.id: post.status for post in read(EXPORT)[1]}
    assert [statuses[id] for id in (40, 41, 42, 44, 45, 20)] == [
        Status.DRAFT, Status.SCHEDULED, Status.PRIVATE, Status.PENDING, Status.TRASHED, Status.PUBLISHED,
    ]  # fmt: skip


def test_reply_before_what_it_answers_takes_it_no_parent_away(tmp_path: Path) -> None:
    fields = "".join(
        f"<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
        for id, parent in ((3, 2), (1, 0), (2, 1))
    )
    [post] = read_items(tmp_path, item(1, fields))[1]
    assert [(comment.id, comment.parent) for comment in post.comments] == [(3, 2), (1, None), (2, 1)]


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("post", "<wp:comment_status>open</wp:comment_status><wp:ping_status>closed</wp:ping_status>", (True, False)),
        ("page", "<wp:comment_status>open</wp:comment_status><wp:ping_status>open</wp:ping_status>", (True, True)),
        ("post", "<wp:comment_status>registered_only</wp:comment_status><wp:ping_status>x</wp:ping_status>", (0, 0)),
        ("post", "", (True, True)),
        ("attachment", "<wp:comment_status/>", (True, False)),
        ("page", "", (False, False)),
    ],
)
def test_comments_are_open_where_wordpress_would_open_them(
    tmp_path: Path, kind: str, words: str, expected: tuple[bool, bool]
) -> None:
    [post] = read_items(tmp_path, item(1, f"<title>t</title><wp:post_type>{kind}</wp:post_type>{words}"))[1]
    assert (post.comments_open, post.pings_open) == expected


def test_a_long_channel_is_cut_between_its_terms_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [
        "<wp:category><wp:category_nicename>a</wp:category_nicename><wp:cat_name>A</wp:cat_name></wp:category>",
        "\n<wp:tag><wp:tag_slug>b</wp:tag_slug><wp:tag_name><![CDATA[B</wp:tag>]]></wp:tag_name></wp:tag>",
        "<!-- </wp:tag> --><wp:term><wp:term_taxonomy>c</wp:term_taxonomy><wp:term_slug>c</wp:term_slug></wp:term >",
    ]
    whole = read_items(tmp_path, item(1, ""), "".join(terms))
    monkeypatch.setattr(items, "_ENOUGH", 10)
    assert read_items(tmp_path, item(1, ""), "".join(terms)) == whole
    assert [piece.text for piece in items.cut_items(["".join(terms)])] == terms


TAGS = ["<item>", "<item/>", "</item>", "</item >", "</items>", "<![CDATA[", "]]>", "<!--", "-->", "</wp:comment>"]


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*TAGS, "<items>", "</wp:tag>", "words of it", "\n", "]"]), max_size=40).map("".join))
def test_items_are_cut_alike_however_their_text_arrives(text: str) -> None:
    whole = list(items.cut_items([text]))
    assert list(items.cut_items(text)) == whole  # one character at a time
    assert "".join("".join(piece.text for piece in whole).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "odd",
    [
        "<wp:comment_id>9</wp:comment_id>",
        "<wp:comment_id>1</wp:comment_id><wp:comment_parent>2</wp:comment_parent>",
        "<wp:comment_content>Tea & cake</wp:comment_content>",
        "<wp:comment_content><![CDATA[</wp:comment>]]></wp:comment_content>",
        '<?portpress wp:comment_id="7"?>',
        "</wp:comment>stray<wp:comment>",
        "</wp:comment><wp:post_name>between</wp:post_name><wp:comment>",
        "</wp:comment></item><item><wp:comment>",
    ],
)
def test_comments_held_apart_are_those_of_the_item(odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    comments = [f"<wp:comment><wp:comment_id>{id}</wp:comment_id></wp:comment>\n" for id in range(1, 5)]
    text = item(1, "".join([*comments, f"<wp:comment>{odd}</wp:comment>", *comments, "<wp:post_name>x</wp:post_name>"]))
    whole = read_items(tmp_path, text)
    monkeypatch.setattr(items, "_ENOUGH", 100)
    monkeypatch.setattr(apart, "_ENOUGH", 100)
    assert read_items(tmp_path, text) == whole
    assert len(whole[1][0].comments) >= 5


def test_guests_of_co_authors_plus_are_authors_and_no_users(tmp_path: Path) -> None:
    fields = {"cap-user_login": "jane", "cap-display_name": "Jane &amp; Co.", "cap-user_email": "jane@blog.example"}
    metas = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in fields.items()
    )
    kind = "<wp:post_type>guest-author</wp:post_type>"
    site, _, _ = read_items(
        tmp_path, item(7, f"<title>Jane</title>{kind}{metas}") + item(8, "<dc:creator>bo</dc:creator>")
    )
    jane = Author(login="jane", name="Jane & Co.", email="jane@blog.example", guest=True)
    assert site.authors == (jane, Author(login="bo", name="bo"))
    assert "jane" not in "".join(
        head_of(site, url=site.url, network="", renamed={}, spelled={}, report=lambda problem: None)
    )
