"""A post as an entry of a feed: its id, its addresses, its dates, its people and files, and what bad input becomes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from converters.post import Author, Media, Post, Site, Status, Term
from tests.blogs import entry_of
from tests.feeds import faults_of, make, read

SITE = Site(title="Tea", url="https://blog.example", language="en")
POST = Post(
    key="posts/fog.md",
    title="Fog",
    slug="fog",
    url="https://blog.example/fog/",
    author="mara",
    date=datetime(2020, 5, 4, 12, 0, tzinfo=UTC),
    modified=datetime(2020, 5, 5, tzinfo=UTC),
    html="<p>Fog.</p>",
)
FORMATS = ("rss", "atom", "jsonfeed")


def id_of(post: Post, site: Site = SITE) -> str:
    ids = {read(make(format, post, site=site).document)[0].id for format in FORMATS}
    assert len(ids) == 1
    return ids.pop()


def test_guid_of_the_old_blog_is_the_id_letter_for_letter() -> None:
    assert (
        id_of(replace(POST, guid="http://Blog.example/?p=12&preview=true")) == "http://Blog.example/?p=12&preview=true"
    )


def test_guid_is_never_a_permalink() -> None:
    assert '<guid isPermaLink="false">' in make("rss", replace(POST, guid="https://blog.example/?p=1"), site=SITE).text


def test_post_without_guid_is_known_by_its_address() -> None:
    assert id_of(POST) == "https://blog.example/fog/"


def test_post_without_any_address_is_known_by_its_key() -> None:
    first, again = id_of(replace(POST, url="")), id_of(replace(POST, url=""))
    assert first == again
    assert first.startswith("urn:uuid:")
    assert first != id_of(replace(POST, url="", key="posts/rain.md"))


@pytest.mark.parametrize("post", [POST, replace(POST, url=""), replace(POST, guid="https://blog.example/?p=1")])
def test_edited_post_keeps_its_id(post: Post) -> None:
    edited = replace(
        post, title="Rain", html="<p>New.</p>", date=datetime(2021, 1, 1, tzinfo=UTC), author="tom", slug="rain"
    )
    assert id_of(edited) == id_of(post)


def test_guid_that_is_no_iri_stays_in_rss_and_becomes_a_uuid_in_atom() -> None:
    post = replace(POST, guid="post number one")
    assert read(make("rss", post, site=SITE).document)[0].id == "post number one"
    made = make("atom", post, site=SITE)
    assert read(made.document)[0].id.startswith("urn:uuid:")
    assert faults_of(made.document) == []


@pytest.mark.parametrize("format", FORMATS)
def test_older_of_two_posts_with_one_guid_keeps_it(format: str) -> None:
    old = replace(POST, guid="urn:x", key="old")
    new = replace(POST, guid="urn:x", key="new", date=datetime(2021, 1, 1, tzinfo=UTC))
    for posts in ((old, new), (new, old)):
        made = make(format, *posts, site=SITE)
        newer, older = read(made.document)
        assert older.id == "urn:x"
        assert newer.id.startswith("urn:uuid:")
        assert made.codes == ["repeated-guid"]


@pytest.mark.parametrize("format", FORMATS)
def test_addresses_are_ascii(format: str) -> None:
    post = replace(
        POST,
        url="https://bücher.example/größe/a b/?q=ü#ä",
        image=Media(url="https://blog.example/bild ü.png", mime="image/png"),
        meta=(("enclosure", "https://blog.example/ton ö.mp3\n1\naudio/mpeg"),),
    )
    made = make(format, post, site=replace(SITE, url="https://bücher.example"))
    [entry] = read(made.document)
    assert entry.url == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe/a%20b/?q=%C3%BC#%C3%A4"
    assert entry.enclosures[0][0] == "https://blog.example/ton%20%C3%B6.mp3"
    assert "bild%20%C3%BC.png" in made.text
    assert faults_of(made.document) == []


@pytest.mark.parametrize("format", FORMATS)
def test_dates_of_publication_and_of_the_last_change_are_kept(format: str) -> None:
    [entry] = read(make(format, POST, site=SITE).document)
    assert entry.published[:19] == "2020-05-04T12:00:00"
    assert entry.updated[:19] == ("" if format == "rss" else "2020-05-05T00:00:00")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("date", [datetime(1965, 6, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)])
def test_date_before_1970_is_left_out_and_reported(format: str, date: datetime) -> None:
    made = make(format, replace(POST, date=date, modified=None), site=SITE)
    assert faults_of(made.document) == []
    assert made.codes == ["implausible-date"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("date", [datetime(2099, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_date_in_the_future_is_left_out_and_reported(format: str, date: datetime) -> None:
    others = [replace(POST, key=f"{n}", guid=f"urn:{n}") for n in range(3)]
    future = replace(POST, date=date)
    site = replace(SITE, exported=datetime(2020, 6, 1, tzinfo=UTC), entries=tuple(map(entry_of, [*others, future])))
    made = make(format, *others, future, site=site)
    assert faults_of(made.document) == []
    assert made.codes == ["implausible-date"]
    assert read(made.document)[0].id == future.url  # by the date of its last change, the newest


def test_post_that_was_saved_before_the_export_to_be_public_after_it_is_from_the_future() -> None:
    site = replace(SITE, exported=datetime(2020, 6, 1, tzinfo=UTC), entries=tuple(map(entry_of, [POST] * 3)))
    assert make("rss", replace(POST, date=datetime(2020, 9, 1, tzinfo=UTC)), site=site).codes == ["implausible-date"]


def test_export_that_claims_to_be_older_than_its_posts_is_not_believed() -> None:
    posts = [replace(POST, key=f"{n}", guid=f"urn:{n}") for n in range(3)]
    site = replace(SITE, exported=datetime(2010, 6, 1, tzinfo=UTC), entries=tuple(map(entry_of, posts)))
    made = make("rss", *posts, site=site)
    assert made.codes == []
    assert all(entry.published for entry in read(made.document))


@pytest.mark.parametrize("format", FORMATS)
def test_post_without_anything_becomes_a_valid_entry(format: str) -> None:
    made = make(format, Post(key="x"))
    assert faults_of(made.document) == []
    assert len(read(made.document)) == 1
    expected = ["site-untitled", "home-unknown", "untitled", "unsigned", "unaddressed", "undated"]
    assert sorted(made.codes) == sorted(expected)


@pytest.mark.parametrize("format", FORMATS)
def test_feed_without_posts_is_valid(format: str) -> None:
    assert faults_of(make(format, site=SITE).document) == []


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PUBLISHED])
def test_post_that_is_not_published_is_in_no_feed(format: str, status: Status) -> None:
    assert read(make(format, replace(POST, status=status), site=SITE).document) == []


@pytest.mark.parametrize("format", FORMATS)
def test_post_behind_a_password_is_in_no_feed(format: str) -> None:
    assert read(make(format, replace(POST, protected=True), site=SITE).document) == []


@pytest.mark.parametrize("format", FORMATS)
def test_categories_and_tags_are_named_and_machinery_is_not(format: str) -> None:
    terms = (
        Term(taxonomy="category", slug="life", name="Life & Weather"),
        Term(taxonomy="post_tag", slug="tea", name="tea"),
        Term(taxonomy="genre", slug="essay", name="Essay"),
        Term(taxonomy="post_format", slug="post-format-aside", name="Aside"),
        Term(taxonomy="nav_menu", slug="main", name="Main"),
    )
    [entry] = read(make(format, replace(POST, terms=terms), site=SITE).document)
    assert entry.categories == {"Life & Weather", "tea", "Essay"}


def test_category_names_its_scheme() -> None:
    post = replace(POST, terms=(Term(taxonomy="post_tag", slug="c-plus-plus", name="C++"),))
    assert '<category domain="https://blog.example/tag/">C++</category>' in make("rss", post, site=SITE).text
    assert 'term="c-plus-plus" scheme="https://blog.example/tag/" label="C++"' in make("atom", post, site=SITE).text


@pytest.mark.parametrize("format", FORMATS)
def test_co_authors_are_all_named(format: str) -> None:
    site = replace(SITE, authors=(Author(login="mara", name="Mara"), Author(login="tom", name="tom@blog.example")))
    terms = tuple(Term(taxonomy="author", slug=f"cap-{name}", name=name) for name in ("tom", "mara", "guest"))
    [entry] = read(make(format, replace(POST, terms=terms), site=site).document)
    assert entry.authors == ("tom", "Mara", "guest")
    assert entry.categories == frozenset()


@pytest.mark.parametrize(("language", "written"), [("en_US", "en-US"), ("de", "de"), ("English", ""), ("", "")])
def test_language_is_a_valid_tag_or_none(language: str, written: str) -> None:
    for format, wanted in (("rss", f"<language>{written}<"), ("atom", f'xml:lang="{written}"'), ("jsonfeed", "")):
        made = make(format, POST, site=replace(SITE, language=language))
        assert faults_of(made.document) == []
        assert wanted in made.text or not written
        assert ("language-left-out" in made.codes) == (language == "English")


def test_language_of_a_post_is_told_where_it_is_another() -> None:
    german = replace(POST, terms=(Term(taxonomy="language", slug="de", name="Deutsch"),))
    assert "<dc:language>de</dc:language>" in make("rss", german, site=SITE).text
    assert '<entry xml:lang="de">' in make("atom", german, site=SITE).text
    assert '"language": "de"' in make("jsonfeed", german, site=SITE).text
    assert "dc:language" not in make("rss", replace(POST, meta=(("lang", "en"),)), site=SITE).text


POWERPRESS = (
    "https://blog.example/e7.mp3\n31415\naudio/mpeg\n"
    'a:7:{s:8:"duration";s:8:"01:02:03";s:10:"episode_no";s:1:"7";s:6:"season";s:1:"2";s:8:"explicit";s:1:"1";'
    's:12:"episode_type";s:5:"bonus";s:18:"pci_transcript_url";s:26:"https://blog.example/e.vtt";'
    's:16:"pci_chapters_url";s:27:"https://blog.example/e.json";}'
)


def test_episode_of_powerpress_says_what_podcasts_say() -> None:
    made = make("rss", replace(POST, meta=(("enclosure", POWERPRESS),)), site=SITE, podcast_category="Arts > Books")
    for tag in (
        '<enclosure url="https://blog.example/e7.mp3" length="31415" type="audio/mpeg"/>',
        "<itunes:duration>01:02:03</itunes:duration>",
        "<itunes:episode>7</itunes:episode>",
        "<itunes:season>2</itunes:season>",
        "<itunes:episodeType>bonus</itunes:episodeType>",
        "<itunes:explicit>true</itunes:explicit>",
        '<podcast:transcript url="https://blog.example/e.vtt" type="text/vtt"/>',
        '<podcast:chapters url="https://blog.example/e.json" type="application/json+chapters"/>',
        '<itunes:category text="Arts">',
        '<itunes:category text="Books"/>',
        "<podcast:guid>",
    ):
        assert tag in made.text
    assert faults_of(made.document) == []
    assert '"duration_in_seconds": 3723' in make("jsonfeed", replace(POST, meta=(("enclosure", POWERPRESS),))).text


def test_damaged_fields_of_an_episode_cost_nothing_but_themselves() -> None:
    made = make("rss", replace(POST, meta=(("enclosure", POWERPRESS[:120]),)), site=SITE)
    assert '<enclosure url="https://blog.example/e7.mp3"' in made.text
    assert "itunes:duration" not in made.text
    assert faults_of(made.document) == []


def test_episode_of_seriously_simple_podcasting_is_one() -> None:
    meta = (("audio_file", "https://blog.example/e.m4a"), ("filesize_raw", "99"), ("duration", "12:34"))
    made = make("rss", replace(POST, meta=meta), site=SITE)
    assert '<enclosure url="https://blog.example/e.m4a" length="99" type="audio/mp4"/>' in made.text
    assert "<itunes:duration>00:12:34</itunes:duration>" in made.text


@pytest.mark.parametrize("format", FORMATS)
def test_player_in_the_text_is_an_enclosure_where_no_field_names_one(format: str) -> None:
    html = '<figure><audio controls src="https://blog.example/a.ogg"></audio></figure>'
    [entry] = read(make(format, replace(POST, html=html), site=SITE).document)
    assert entry.enclosures == (("https://blog.example/a.ogg", "audio/ogg", 0),)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "just words", "//", "http://"])
def test_enclosure_that_nobody_could_fetch_is_left_out_and_reported(format: str, url: str) -> None:
    made = make(format, replace(POST, meta=(("enclosure", url),)), site=replace(SITE, url=""), home="")
    assert faults_of(made.document) == []
    assert "bad-enclosure" in made.codes


def test_featured_image_is_a_picture_an_enclosure_or_nothing() -> None:
    post = replace(POST, image=Media(url="https://blog.example/x.png", mime="image/png", alt="A cup"))
    assert '<media:content url="https://blog.example/x.png" medium="image"' in make("rss", post, site=SITE).text
    assert '"image": "https://blog.example/x.png"' in make("jsonfeed", post, site=SITE).text
    enclosed = make("rss", post, site=SITE, image="enclosure")
    assert '<enclosure url="https://blog.example/x.png" length="0" type="image/png"/>' in enclosed.text
    assert "x.png" not in make("rss", post, site=SITE, image="none").text


def test_feed_says_rights_icon_and_patience() -> None:
    site = replace(SITE, icon="https://blog.example/icon.png")
    made = make("rss", POST, site=site, rights="© 2020 Mara & co", ttl=60)
    assert "<ttl>60</ttl>" in made.text
    assert "<copyright>© 2020 Mara &#x26; co</copyright>" in made.text
    assert "<url>https://blog.example/icon.png</url>" in made.text
    assert faults_of(made.document) == []
    assert "<icon>https://blog.example/icon.png</icon>" in make("atom", POST, site=site).text


def test_newest_twenty_posts_are_taken_and_fewer_when_asked() -> None:
    posts = [
        replace(POST, key=f"{n}", guid=f"urn:{n}", date=datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=n))
        for n in range(30)
    ]
    assert [e.id for e in read(make("rss", *posts, site=SITE).document)] == [f"urn:{n}" for n in range(29, 9, -1)]
    assert [e.id for e in read(make("rss", *posts, site=SITE, limit=2).document)] == ["urn:29", "urn:28"]


@pytest.mark.parametrize("format", FORMATS)
def test_body_of_five_megabytes_arrives_whole(format: str) -> None:
    html = "<p>" + "word " * 1_000_000 + "</p>"
    [entry] = read(make(format, replace(POST, html=html), site=SITE).document)
    assert entry.html.count("word") == 1_000_000
    assert len(entry.summary) < 500
