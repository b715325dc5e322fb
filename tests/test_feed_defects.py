"""What feedgen gets wrong by itself, and what our extension makes of it: one test for each defect."""

import locale
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest

from converters.post import Author, Comment, Post, Site, Term
from tests.feeds import faults_of, make, read

SITE = Site(
    title="Tea & Tides",
    url="https://blog.example",
    description="Notes",
    language="en-GB",
    authors=(Author(login="mara", name="Mara", email="mara@blog.example"),),
)
POST = Post(
    key="1",
    id=1,
    title="Fog",
    url="https://blog.example/fog/",
    guid="https://blog.example/?p=1",
    author="mara",
    date=datetime(2020, 5, 4, 12, 0, tzinfo=UTC),
    html="<p>Fog.</p>",
    meta=(("enclosure", "https://blog.example/fog.mp3\n1234\naudio/mpeg\n"),),
)
ATOM = "{http://www.w3.org/2005/Atom}"


def atom_links(*posts: Post, **options: object) -> list[dict[str, str]]:
    feed = ElementTree.fromstring(make("atom", *posts, site=SITE, **options).document)
    return [dict(link.attrib) for link in feed.findall(f"{ATOM}entry/{ATOM}link")]


def channel_of(*posts: Post, site: Site = SITE, **options: object) -> ElementTree.Element:
    channel = ElementTree.fromstring(make("rss", *posts, site=site, **options).document).find("channel")
    assert channel is not None
    return channel


def test_links_of_an_atom_entry_keep_relation_type_and_length() -> None:
    assert {"href": "https://blog.example/fog.mp3", "rel": "enclosure", "type": "audio/mpeg", "length": "1234"} in (
        atom_links(POST)
    )


def test_atom_entry_has_one_alternate_link() -> None:
    assert [link["href"] for link in atom_links(POST) if link["rel"] == "alternate"] == [POST.url]


def test_content_of_atom_is_of_type_html_and_that_of_rss_is_cdata() -> None:
    assert '<content type="html">' in make("atom", POST, site=SITE).text
    assert "<content:encoded><![CDATA[<p>Fog.</p>]]></content:encoded>" in make("rss", POST, site=SITE).text


def test_end_of_cdata_in_a_text_ends_nothing() -> None:
    post = replace(POST, html="<pre>a[b[0]]>1</pre>")
    [entry] = read(make("rss", post, site=SITE).document)
    assert "a[b[0]]&gt;1" in entry.html
    assert faults_of(make("rss", replace(POST, title="]]>"), site=SITE).document) == []


def test_link_of_the_channel_is_the_site_whatever_links_there_are() -> None:
    channel = channel_of(POST, hub=("https://hub.example/",), url="https://blog.example/feed.xml")
    assert channel.findtext("link") == "https://blog.example/"


def test_hub_and_the_feed_itself_are_linked_in_rss() -> None:
    channel = channel_of(POST, hub=("https://hub.example/",), url="https://blog.example/feed.xml")
    links = [(link.get("rel"), link.get("href")) for link in channel.findall(f"{ATOM}link")]
    assert links == [("self", "https://blog.example/feed.xml"), ("hub", "https://hub.example/")]


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
def test_newest_entry_stands_first(format: str) -> None:
    later = replace(POST, key="2", guid="urn:2", date=POST.date and POST.date + timedelta(days=1))
    assert [entry.id for entry in read(make(format, POST, later, site=SITE).document)] == ["urn:2", POST.guid]


def test_author_without_e_mail_address_is_named_in_rss() -> None:
    [entry] = read(make("rss", POST, site=SITE).document)
    assert entry.authors == ("Mara",)


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
def test_e_mail_address_is_told_only_when_asked_for(format: str) -> None:
    assert "mara@" not in make(format, POST, site=SITE).text
    told = make(format, POST, site=SITE, emails=True)
    assert ("mara@blog.example" in told.text) == (format != "jsonfeed")
    assert faults_of(told.document) == []


def test_second_enclosure_of_rss_is_no_second_enclosure() -> None:
    post = replace(POST, meta=(*POST.meta, ("enclosure", "https://blog.example/fog.ogg\n99\naudio/ogg")))
    made = make("rss", post, site=SITE)
    assert made.text.count("<enclosure ") == 1
    assert 'media:content url="https://blog.example/fog.ogg"' in made.text
    assert faults_of(made.document) == []


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
def test_enclosure_without_length_is_written_and_reported(format: str) -> None:
    made = make(format, replace(POST, meta=(("enclosure", "https://blog.example/fog.mp3"),)), site=SITE)
    [entry] = read(made.document)
    assert entry.enclosures == (("https://blog.example/fog.mp3", "audio/mpeg", 0),)
    assert faults_of(made.document) == []
    assert made.codes == ["enclosure-length"]


def test_summary_is_the_description_and_the_whole_text_the_content() -> None:
    [entry] = read(make("rss", replace(POST, excerpt="About <em>fog</em>."), site=SITE).document)
    assert (entry.summary, entry.html) == ("About fog.", "<p>Fog.</p>")


def test_date_of_the_feed_comes_from_its_posts_and_never_from_the_clock() -> None:
    assert channel_of(POST).findtext("lastBuildDate") == "Mon, 04 May 2020 12:00:00 +0000"
    assert "<updated>2020-05-04T12:00:00+00:00</updated>" in make("atom", POST, site=SITE).text
    assert channel_of(replace(POST, date=None)).findtext("lastBuildDate") is None


def test_date_with_seconds_in_its_offset_is_one_of_rfc_3339() -> None:
    zone = timezone(timedelta(hours=1, minutes=19, seconds=32))
    post = replace(POST, date=datetime(1999, 1, 1, tzinfo=zone))
    for format in ("rss", "atom", "jsonfeed"):
        assert faults_of(make(format, post, site=SITE).document) == []


@pytest.fixture
def german() -> Iterator[None]:
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "C.UTF-8"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        break
    yield
    locale.setlocale(locale.LC_TIME, before)


@pytest.mark.usefixtures("german")
def test_locale_has_no_part_in_a_date_and_stays_as_it_was() -> None:
    before = locale.setlocale(locale.LC_ALL)
    assert "<pubDate>Mon, 04 May 2020 12:00:00 +0000</pubDate>" in make("rss", POST, site=SITE).text
    assert locale.setlocale(locale.LC_ALL) == before


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
@pytest.mark.parametrize("bad", ["\x00\x0b\x1f", "\ufffe\uffff", "\ud800", "\x85"])
def test_characters_that_no_xml_may_hold_are_left_out(format: str, bad: str) -> None:
    post = replace(
        POST,
        title=f"F{bad}og",
        html=f"<p>F{bad}og.</p>",
        excerpt=f"a{bad}b",
        author=f"m{bad}ara",
        guid=f"urn:{bad}1",
        terms=(Term(taxonomy="category", slug=f"x{bad}", name=f"X{bad}"),),
    )
    made = make(format, post, site=replace(SITE, title=f"T{bad}ea", description=f"{bad}"))
    assert faults_of(made.document) == []
    assert [entry.title for entry in read(made.document)] == ["Fog"]
    assert "characters-left-out" in made.codes


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
def test_post_without_title_is_written(format: str) -> None:
    made = make(format, replace(POST, title=""), site=SITE)
    assert [entry.title for entry in read(made.document)] == ["Fog." if format == "atom" else ""]
    assert faults_of(made.document) == []
    assert made.codes == ["untitled"]


@pytest.mark.parametrize("title", ["<b>bold</b> & <div>", "Q&A; &amp; &#x3C; &copy;", "</title>", "a < b > c"])
@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
def test_markup_in_a_title_is_text(format: str, title: str) -> None:
    term = Term(taxonomy="post_tag", slug="x", name=title)
    made = make(format, replace(POST, title=title, terms=(term,)), site=replace(SITE, title=title, description=title))
    [entry] = read(made.document)
    assert entry.title == title
    assert entry.categories == {title}
    assert faults_of(made.document) == []


def test_comments_are_linked_and_counted() -> None:
    comments = tuple(Comment(id=n, raw="x", approved=word) for n, word in enumerate(("1", "1", "0", "spam")))
    post = replace(POST, comments=comments)
    assert "<slash:comments>2</slash:comments>" in make("rss", post, site=SITE).text
    assert 'rel="replies" type="text/html" thr:count="2"' in make("atom", post, site=SITE).text
    assert '"total": 2' in make("jsonfeed", post, site=SITE).text
