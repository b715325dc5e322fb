"""Front matter and a path → a Post: aliases, types, dates, status, slug, terms, authors, comments."""

from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.frontmatter.dates import Clock, zone_named
from converters.frontmatter.document import Document, read_document
from converters.frontmatter.entries import Archive
from converters.frontmatter.families import Family, family_of
from converters.frontmatter.fields import ALIASES, plain_title
from converters.frontmatter.paths import place_of
from converters.frontmatter.terms import Vocabulary
from converters.frontmatter.yaml import Value
from converters.post import Post, Status
from converters.problem import ConversionError, Problem


def post_of(text: str, path: str = "_posts/2019-04-17-hello.md", problems: list[Problem] | None = None) -> Post:
    report = (problems if problems is not None else []).append
    document = read_document(f"---\n{text}\n---\nbody".encode(), report)
    assert document is not None
    return Archive(Clock()).post_of(document, path, place_of(PurePosixPath(path)), report)


def codes_of(text: str, path: str = "_posts/2019-04-17-hello.md") -> list[str]:
    problems: list[Problem] = []
    post_of(text, path, problems)
    return [problem.code for problem in problems]


def clocked(value: str, gmt: str = "", zone: str = "") -> str:
    date = Clock(zone_named(zone)).read("date", value, gmt, lambda problem: None)
    return date.isoformat() if date else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fish &amp; Chips", "Fish & Chips"),
        ("&lt;script&gt; and &amp;lt;", "<script> and &lt;"),
        ("The <i>Crew</i><br />of\n  one", "The Crewof one"),
        ("ping <hostname> twice", "ping <hostname> twice"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("10\u00a0km\u3000", "10\u00a0km\u3000"),
        ("a <!-- b --> c", "a c"),
        ("a\x0bb\x85c", "a b c"),
    ],
)
def test_title_is_freed_of_html_exactly_once(text: str, expected: str) -> None:
    assert plain_title(text, escaped=True) == expected


def test_title_that_was_never_html_stays_as_it_is() -> None:
    post = post_of("title: a &amp; <b>\ndate: 2020-01-01\nurl: /a/")
    assert (post.title, post.title_html) == ("a &amp; <b>", "a &amp;amp; &lt;b&gt;")


def test_title_html_keeps_the_source() -> None:
    assert post_of("post_title: >\n  A &#8211; <i>B</i>\n").title_html == "A &#8211; <i>B</i>"


@pytest.mark.parametrize(
    ("keys", "family"),
    [
        ("ID post_title author post_excerpt layout permalink published post_date", Family.WPGHS_2),
        ("ID post_title author post_excerpt layout permalink published", Family.WPGHS_2),
        ("ID post_title author post_date post_excerpt layout permalink published views", Family.WPGHS_1),
        ("ID post_title post_name author post_date post_excerpt layout link published tags categories", Family.WOGH),
        (
            "layout title date type parent_id published password status meta author permalink",
            Family.JEKYLL_IMPORT_EXPORT,
        ),
        ("layout title categories tags status type published meta author", Family.JEKYLL_IMPORT_EXPORT),
        ("layout status published title author author_login wordpress_id date date_gmt", Family.JEKYLL_IMPORT_DATABASE),
        ("author comments date layout link slug title wordpress_id", Family.EXITWP),
        ("id title date author layout guid permalink tags", Family.JEKYLL_EXPORTER),
        ("title author type date url categories", Family.HUGO_EXPORTER),
        ("title date categories tags coverImage", Family.OTHER),
    ],
)
def test_family_is_told_by_its_keys(keys: str, family: Family) -> None:
    assert family_of(dict.fromkeys(keys.split())) is family


def test_every_family_s_words_for_one_thing() -> None:
    for text in (
        "ID: 7\npost_title: A",
        "id: 7\ntitle: A\nguid: x",
        "wordpress_id: 7\ntitle: A",
        "post_id: 7\ntitle: A",
    ):
        assert (post_of(text).id, post_of(text).title) == (7, "A")


def test_one_element_lists_are_unwrapped() -> None:
    post = post_of(
        "ID: 1\npost_title:\n  - A\nauthor:\n  - Ada\npost_date:\n  - 2015-09-28 17:57:58\npermalink:\n  - ''"
    )
    assert (post.title, post.author, str(post.date), post.url) == ("A", "Ada", "2015-09-28 17:57:58+00:00", "")
    assert post.meta == ()


def test_key_that_nobody_knows_becomes_a_custom_field_in_order() -> None:
    post = post_of("title: A\nviews:\n  - '1'\n  - '2'\nmood: calm\nempty:\ndeep: {a: [b]}")
    assert post.meta == (("views", "1"), ("views", "2"), ("mood", "calm"), ("empty", ""), ("deep", '{"a": ["b"]}'))


def test_nested_meta_becomes_custom_fields() -> None:
    assert post_of("title: A\ntype: post\nmeta:\n  _edit_last: '1'\n  x: [a, b]").meta == (
        ("_edit_last", "1"), ("x", "a"), ("x", "b"),
    )  # fmt: skip


def test_alias_that_lost_is_kept_unless_it_says_the_same() -> None:
    post = post_of("title: A\nexcerpt: one\ndescription: two\nsummary: one")
    assert (post.excerpt, post.meta) == ("one", (("description", "two"),))


def test_empty_ruby_object_is_no_excerpt() -> None:
    post = post_of("title: A\nexcerpt: !ruby/object:Hpricot::Doc\n  options: {}")
    assert (post.excerpt, post.meta) == ("", ())


def test_excerpt_keeps_its_lines() -> None:
    assert post_of("post_title: A\npost_excerpt: |\n  one\n\n  - two\n  <b>x</b>\n").excerpt == "one\n\n- two\n<b>x</b>"


def test_block_mark_that_old_spyc_doubled_is_taken_off() -> None:
    assert post_of("post_title: A\npost_excerpt: |\n  |\n    text\n    more\n").excerpt == "text\nmore"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-04-17 22:56:31", "2019-04-17T22:56:31+00:00"),
        ("2014-06-02 10:00:08 +0200", "2014-06-02T10:00:08+02:00"),
        ("2009-03-17 05:44 -0400", "2009-03-17T05:44:00-04:00"),
        ("2017-12-02T22:35:25.000Z", "2017-12-02T22:35:25+00:00"),
        ("2012-05-30T15:24:59+12:00", "2012-05-30T15:24:59+12:00"),
        ("2010-08-26 08:04:02.000000000 -07:00", "2010-08-26T08:04:02-07:00"),
        ("2020-12-25", "2020-12-25T00:00:00+00:00"),
        ("2020-1-5 7:05", "2020-01-05T07:05:00+00:00"),
        ("2020/12/25 10:00:00 UTC", "2020-12-25T10:00:00+00:00"),
        ("Thu, 05 Jul 2012 10:00:00 +0530", "2012-07-05T10:00:00+05:30"),
        ("1955-03-01 00:00:00", "1955-03-01T00:00:00+00:00"),
        ("Jul 08 2022", "2022-07-08T00:00:00+00:00"),
        ("Friday, 8th July, 2022", "2022-07-08T00:00:00+00:00"),
        ("Feb 30 2022", ""),
        ("", ""),
        ("0000-00-00 00:00:00", ""),
        ("-001-11-30T00:00:00+00:00", ""),
        ("-0001-11-30 00:00:00", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("2019-13-01 00:00:00", ""),
        ("2019-02-30", ""),
        ("soon", ""),
        ("Mon, 99 Foo", ""),
    ],
)
def test_date_of_every_shape(value: str, expected: str) -> None:
    assert clocked(value) == expected


@pytest.mark.parametrize("value", ["2019-13-01 00:00:00", "2019-02-30", "soon"])
def test_impossible_date_is_reported(value: str) -> None:
    assert codes_of(f"title: A\ndate: {value}", "notes/a.md") == ["date-unreadable"]


@pytest.mark.parametrize("value", ["", "0000-00-00 00:00:00", "-001-11-30T00:00:00+00:00", "0001-01-01"])
def test_programs_way_to_have_no_date_is_no_problem(value: str) -> None:
    assert codes_of(f"title: A\ndate: {value}\nurl: /a/") == []


def test_local_time_takes_the_offset_of_its_day() -> None:
    assert clocked("2019-01-01 12:00:00", zone="Europe/Paris").endswith("+01:00")
    assert clocked("2019-07-01 12:00:00", zone="Europe/Paris").endswith("+02:00")


def test_local_time_that_summer_time_skips_moves_on() -> None:
    assert clocked("2019-03-31 02:30:00", zone="Europe/Paris") == "2019-03-31T03:30:00+02:00"


def test_local_time_that_happens_twice_is_the_first() -> None:
    assert clocked("2019-10-27 02:30:00", zone="Europe/Paris") == "2019-10-27T02:30:00+02:00"


def test_offset_has_no_seconds_before_there_were_zones() -> None:
    assert clocked("1890-01-01 12:00:00", zone="Europe/Paris") == "1890-01-01T12:00:00+00:09"


@pytest.mark.parametrize("value", ["0100-01-01 00:00:00", "9999-12-31 23:59:59"])
def test_ends_of_the_calendar_do_not_overflow(value: str) -> None:
    assert clocked(value, zone="America/New_York")
    assert clocked(value, zone="Asia/Tokyo")


def test_offset_is_the_difference_where_gmt_is_known() -> None:
    written_by_another_machine = clocked("2014-06-07 09:30:53 -0400", "2014-06-07 14:30:53 -0400")
    assert written_by_another_machine == "2014-06-07T09:30:53-05:00"


def test_gmt_alone_is_utc() -> None:
    assert post_of("title: A\ndate_gmt: 2014-06-07 14:30:53").date == datetime(
        2014, 6, 7, 14, 30, 53, tzinfo=timezone(timedelta())
    )


@pytest.mark.parametrize("name", ["Nowhere/Atlantis", "../../etc/passwd", "Europe", "\x00"])
def test_unknown_zone_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(ConversionError, match="no time zone"):
        zone_named(name)


def test_date_comes_from_the_file_name_where_the_keys_have_none() -> None:
    assert str(post_of("title: A").date) == "2019-04-17 00:00:00+00:00"


@pytest.mark.parametrize("key", ["pubDate", "pubDatetime", "publishDate", "published_at", "created", "published"])
def test_date_under_the_word_of_another_tool_dates_a_post(key: str) -> None:
    post = post_of(f"title: A\n{key}: 2022-07-08", "notes/a.md")
    assert (str(post.date), post.kind, post.status) == ("2022-07-08 00:00:00+00:00", "post", Status.PUBLISHED)
    assert post.meta == ()


def test_words_of_astro_paper_are_known() -> None:
    post = post_of("title: A\npubDatetime: 2022-07-08\nmodDatetime: 2023-01-02\npostSlug: b\nogImage: /x.png")
    assert (post.slug, str(post.modified), post.image and post.image.url) == (
        "b",
        "2023-01-02 00:00:00+00:00",
        "/x.png",
    )


def test_names_of_terms_are_html_in_what_exitwp_writes_and_titles_are_not() -> None:
    post = post_of("title: A &amp; B\nwordpress_id: 1\ntags:\n- Tips &amp; Tricks")
    assert (post.title, [term.name for term in post.terms]) == ("A &amp; B", ["Tips & Tricks"])


def test_word_of_another_tool_stays_a_custom_field_beside_a_date() -> None:
    post = post_of("title: A\ndate: 2022-07-09\npublished: 2022-07-08\ncreated: 2022-07-07")
    assert (post.date or datetime.max).day == 9
    assert sorted(post.meta) == [("created", "2022-07-07"), ("published", "2022-07-08")]


def test_draft_without_a_date_of_its_own_floats() -> None:
    assert post_of("post_title: A\npublished: false").floating
    assert not post_of("post_title: A\npublished: false\npost_date: 2019-01-01 00:00:00").floating


@pytest.mark.parametrize(
    ("text", "path", "status"),
    [
        ("published: true", "_posts/a.md", Status.PUBLISHED),
        ("layout: post", "_posts/a.md", Status.PUBLISHED),
        ("published: false", "_posts/a.md", Status.DRAFT),
        ("published: unk", "_posts/a.md", Status.DRAFT),
        ("draft: true", "_posts/a.md", Status.DRAFT),
        ("draft: false", "_posts/a.md", Status.PUBLISHED),
        ("private: true", "_posts/a.md", Status.PRIVATE),
        ("private: perhaps", "_posts/a.md", Status.PRIVATE),
        ("published: true", "_drafts/a.md", Status.DRAFT),
        ("status: publish\npublished: true", "_drafts/a.md", Status.DRAFT),
        ("status: future\npublished: false", "_posts/a.md", Status.SCHEDULED),
        ("status: private\npublished: false", "_posts/a.md", Status.PRIVATE),
        ("status: pending\npublished: false", "_posts/a.md", Status.PENDING),
        ("status: trash", "_posts/a.md", Status.TRASHED),
        ("status: embargoed", "_posts/a.md", Status.OTHER),
        ("status: inherit\ntype: attachment\npublished: false", "_attachments/a.html", Status.PUBLISHED),
        ("status: inherit\ntype: revision", "_revisions/a.html", Status.OTHER),
    ],
)
def test_most_hidden_sign_decides_the_status(text: str, path: str, status: Status) -> None:
    assert post_of(f"title: A\n{text}", path).status is status


def test_unclear_word_about_publishing_is_reported() -> None:
    assert codes_of("title: A\npublished: unk") == ["not-yes-or-no"]


def test_private_prefix_of_an_unpublished_title_makes_it_private() -> None:
    post = post_of("post_title: 'Private: Diary'\npublished: false", "_drafts/a.md")
    assert (post.status, post.title) == (Status.PRIVATE, "Diary")
    assert post.title_html == "Diary"


def test_private_prefix_of_a_published_title_is_the_author_s() -> None:
    post = post_of("post_title: 'Private: Diary'\npublished: true")
    assert (post.status, post.title) == (Status.PUBLISHED, "Private: Diary")


def test_protected_prefix_closes_a_post() -> None:
    post = post_of("post_title: 'Protected: Diary'\npublished: true")
    assert (post.protected, post.title) == (True, "Diary")
    assert codes_of("post_title: 'Protected: Diary'\npublished: true") == ["taken-for-protected"]


def test_password_protects() -> None:
    post = post_of("title: A\nparent_id: '0'\npassword: s3cret")
    assert (post.protected, post.password, post.parent) == (True, "s3cret", None)


@pytest.mark.parametrize(
    ("text", "path", "kind", "template"),
    [
        ("post_title: A\nlayout: page", "_pages/a.md", "page", ""),
        ("post_title: A\nlayout: handbook", "_handbook/a.md", "handbook", ""),
        ("post_title: A\nlayout: handbook", "_drafts/a.md", "handbook", ""),
        ("post_title: A\nlayout: fancy", "_posts/a.md", "post", "fancy"),
        ("title: A\nlayout: fancy", "_posts/a.md", "post", "fancy"),
        ("title: A\nlayout: default", "_pages/a.md", "page", ""),
        ("title: A\nlayout: post\ntype: portfolio", "_portfolios/a.md", "portfolio", ""),
        ("title: A\nlayout: default", "about.md", "page", ""),
        ("title: A\ndate: 2020-01-01", "hello/index.md", "post", ""),
        ("title: A\nlayout: attachment", "_attachments/a.html", "attachment", ""),
        ("title: A", "posts/a.md", "post", ""),
    ],
)
def test_kind_comes_from_the_keys_and_then_from_the_folder(text: str, path: str, kind: str, template: str) -> None:
    post = post_of(text, path)
    assert (post.kind, post.template) == (kind, template)


@pytest.mark.parametrize(
    ("text", "path", "slug"),
    [
        ("post_name: given", "_posts/2019-04-17-hello.md", "given"),
        ("post_name: '%e4%b8%ad%e6%96%87'", "_posts/2019-04-17-hello.md", "中文"),
        ("post_name: '%e4%b8%ad%e6%9'", "_posts/a.md", "中"),
        ("permalink: https://x.example/archives/83", "_posts/2019-04-17-hello.md", "hello"),
        ("permalink: 'https://x.example/c%e4%b8%adf/'", "_posts/2019-04-17-ce4b8adf.md", "c中f"),
        ("permalink: 'https://x.example/c%e4%b8%adf/'", "_posts/2019-04-17-%e5%a5%bd.md", "好"),
        ("permalink: https://x.example/last/", "_posts/2019-04-17.md", "last"),
        ("layout: post", "_posts/2019/hello.md", "hello"),
        ("layout: post", "_posts/2019-04-17-e\u0301te\u0301.md", "été"),
        ("layout: post", "_drafts/Riding home on the Train.md", "riding-home-on-the-train"),
        ("date: 2020-01-01", "2020/hello-world/index.md", "hello-world"),
        ("layout: post", "_posts/2019-04-17-v1.2.html", "v1.2"),
    ],
)
def test_slug_is_given_or_the_file_s_or_the_address_s(text: str, path: str, slug: str) -> None:
    assert post_of(f"title: A\n{text}", path).slug == slug


def test_terms_with_one_slug_stay_apart_and_case_does_not() -> None:
    words = Vocabulary()
    terms = words.file_under("post_tag", ["C", "C++", "c", "++"])
    assert [(term.name, term.slug) for term in terms] == [("C", "c"), ("C++", "c-2"), ("++", "term")]
    assert words.file_under("post_tag", ["C++"])[0].slug == "c-2"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tags: [a, b]", ["a", "b"]), ("tags: a, b", ["a", "b"]), ("tags: New York", ["New York"]), ("tags: [ ]", []),
        ("tags:", []), ("tags_input: [x]", ["x"]), ("tags: ['', a, a]", ["a"]), ("tags: [{title: T, slug: t}]", ["T"]),
    ],
)  # fmt: skip
def test_tags_are_a_list_or_words_between_commas(text: str, names: list[str]) -> None:
    assert [term.name for term in post_of(f"title: A\n{text}").terms] == names


def test_names_of_terms_are_unescaped_where_the_family_escapes() -> None:
    post = post_of("ID: 1\npost_title: A\npost_name: a\ncategories: ['Q&amp;A']\ntags: [t]\nformat: aside")
    assert [(t.taxonomy, t.slug, t.name) for t in post.terms] == [
        ("category", "qa", "Q&A"), ("post_tag", "t", "t"), ("post_format", "post-format-aside", "Aside"),
    ]  # fmt: skip
    assert post.format == "aside"


def test_author_may_be_a_name_a_list_or_a_mapping() -> None:
    assert post_of("title: A\nauthor: Ada").author == "Ada"
    assert post_of("title: A\nauthor: [Ada, Bo]").author == "Ada"
    assert post_of("title: A\nauthor: [Ada, Bo]").meta == (("author", "Ada"), ("author", "Bo"))
    assert post_of("title: A\nauthor: {login: ada, display_name: Ada Quill}").author == "ada"
    assert post_of("title: A\nauthor: ''").author == ""


def test_author_s_details_are_collected_over_the_posts() -> None:
    archive = Archive(Clock())
    for text in (
        "author: {login: ada, display_name: Ada Q}",
        "author: Ada Q\nauthor_login: ada\nauthor_email: a@x.example",
    ):
        document = read_document(f"---\ntitle: A\n{text}\n---\n".encode(), lambda problem: None)
        assert document is not None
        archive.post_of(document, "a", place_of(PurePosixPath("a.md")), lambda problem: None)
    assert [(a.login, a.name, a.email) for a in archive.authors.values()] == [("ada", "Ada Q", "a@x.example")]


def test_comments_are_a_list_or_a_switch() -> None:
    text = """title: A
comments:
- id: 9
  author: Bo &amp; Co
  author_email: b@x.example
  date: '2014-06-07 09:30:53 -0400'
  date_gmt: '2014-06-07 14:30:53 -0400'
  content: Nice.
- id: 9
  author: Di
  content: Twice the same id
  mood: calm"""
    first, second = post_of(text).comments
    assert (first.id, first.author, first.email, first.raw, first.shown) == (9, "Bo & Co", "b@x.example", "Nice.", True)
    assert str(first.date) == "2014-06-07 09:30:53-05:00"
    assert (second.id, second.meta) == (10, (("mood", "calm"),))
    assert post_of("title: A\ncomments: true").comments_open
    assert not post_of("title: A\ncomments: false").comments_open


def test_comment_that_is_only_text_becomes_a_custom_field() -> None:
    assert post_of("title: A\ncomments: [plain, {content: x}]").meta == (("comments", "plain"),)


@pytest.mark.parametrize(
    "text",
    ["image: /a.jpg", "featured_image: /a.jpg", "coverImage: /a.jpg", "image: {path: /a.jpg}", "image: [/a.jpg]"],
)
def test_image_has_many_names(text: str) -> None:
    image = post_of(f"title: A\n{text}").image
    assert image is not None
    assert image.url == "/a.jpg"


def test_guid_is_the_address_where_there_is_no_other() -> None:
    post = post_of("id: 1\ntitle: A\nguid: 'https://x.example/?p=1'")
    assert (post.guid, post.url, post.meta) == ("https://x.example/?p=1", "https://x.example/?p=1", ())


def test_id_that_is_no_number_is_a_custom_field() -> None:
    post = post_of("title: A\nid: abc\nmenu_order: '3'\nsticky: true")
    assert (post.id, post.meta, post.order, post.sticky) == (None, (("id", "abc"),), 3, True)


WORDS = st.text(max_size=12) | st.sampled_from(
    [
        "2019-04-17 22:56:31",
        "0000-00-00",
        "https://x.example/a/",
        "http://[",
        "%e4%b8",
        "true",
        "post",
        "1",
        "<b>",
        "&#x;",
    ]
)
VALUES = st.recursive(WORDS, lambda v: st.lists(v, max_size=3) | st.dictionaries(WORDS, v, max_size=3), max_leaves=6)
KEYS = st.sampled_from(sorted({key for keys in ALIASES.values() for key in keys} | {"author_login", "author_url"}))


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(KEYS | WORDS, VALUES, max_size=8), st.text(max_size=40), WORDS)
def test_any_values_under_any_keys_make_a_post(fields: dict[str, Value], body: str, name: str) -> None:
    problems: list[Problem] = []
    post = Archive(Clock()).post_of(
        Document(fields, body), "a", place_of(PurePosixPath("_posts", name or "a")), problems.append
    )
    assert "\n" not in post.title
    assert all(isinstance(value, str) for pair in post.meta for value in pair)
    assert all(str(problem) for problem in problems)


EXITWP = """author: Ada
comments: true
date: 2012-07-14 23:50:05+00:00
layout: post
link: https://x.example/2012/07/14/fish/
slug: fish
title: Fish & Chips &amp; more
wordpress_id: 12
categories:
- Food
tags: []"""
HUGO_EXPORTER = """title: Fish & Chips
author: Ada
type: post
date: 2012-07-14T23:50:05+00:00
draft: true
url: /2012/07/14/fish/
featured_image: /wp-content/uploads/f.jpg
views:
  - 12
categories:
  - Food
"""
EXPORT_TO_MARKDOWN = """title: "Fish & Chips"
date: 2012-07-14
categories:
  - "food"
coverImage: "f.jpg"
draft: true"""


def test_post_of_exitwp() -> None:
    post = post_of(EXITWP, "_posts/2012-07-14-fish.markdown")
    assert (post.id, post.title, post.slug, post.comments_open) == (12, "Fish & Chips &amp; more", "fish", True)
    assert (post.url, str(post.date)) == ("https://x.example/2012/07/14/fish/", "2012-07-14 23:50:05+00:00")
    assert ([term.name for term in post.terms], post.meta) == (["Food"], ())


def test_post_of_the_exporter_to_hugo() -> None:
    post = post_of(HUGO_EXPORTER, "posts/2012-07-14-fish.md")
    assert (post.title, post.kind, post.status, post.url) == ("Fish & Chips", "post", "draft", "/2012/07/14/fish/")
    assert post.image is not None
    assert (post.image.url, post.meta) == ("/wp-content/uploads/f.jpg", (("views", "12"),))


def test_post_of_the_exporter_to_markdown() -> None:
    post = post_of(EXPORT_TO_MARKDOWN, "2012-07-14-fish/index.md")
    assert (post.title, post.kind, post.status, post.slug) == ("Fish & Chips", "post", "draft", "fish")
    assert [term.slug for term in post.terms] == ["food"]
