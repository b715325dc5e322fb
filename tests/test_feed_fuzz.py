"""Posts of anything at all become valid feeds, and a reader finds each of them."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converters.canonical import to_canonical
from converters.post import Author, Media, Post, Site, Term
from tests.feeds import faults_of, make, read

PIECES = [
    *("<p>", "</p>", "<b>", "]]>", "<![CDATA[", "&amp;", "&#0;", "<!--more-->", "<iframe src=//x.example/a>", "<svg>"),
    *("</svg>", "<a href='#fn'>", "<a href=' jAvascript:x'>", "<img src=a srcset='a b, c 2x'>", "<script>x</script>"),
    *("\x00", "\x0b", "\x85", "\ud800", "\ufffe", "é", "日本", "🎏", " ", "\n", '"', "'", "%zz", "{{ x }}", "</title>"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)
URLS = st.sampled_from(["https://", "http://blog.example/", "//", "/", "?p=", "mailto:", "tag:", ""]).flatmap(
    lambda start: TEXTS.map(lambda rest: start + rest)
)
DATES = st.none() | st.datetimes(timezones=st.just(UTC), max_value=datetime(2019, 1, 1))
TERMS = st.builds(
    Term, taxonomy=st.sampled_from(["category", "post_tag", "author", "language"]), slug=TEXTS, name=TEXTS
)
METAS = st.tuples(st.sampled_from(["enclosure", "duration", "audio_file", "lang", "_x:enclosure"]), URLS | TEXTS)
POSTS = st.builds(
    Post,
    key=st.integers(0, 10**9).map(str),
    title=TEXTS,
    url=URLS,
    guid=URLS | st.just(""),
    slug=TEXTS,
    author=TEXTS,
    excerpt=TEXTS,
    html=TEXTS.map(to_canonical),
    date=DATES,
    modified=DATES,
    terms=st.lists(TERMS, max_size=3).map(tuple),
    meta=st.lists(METAS, max_size=3).map(tuple),
    image=st.none() | st.builds(Media, url=URLS, alt=TEXTS, mime=st.just("image/png")),
)
SITES = st.builds(
    Site,
    title=TEXTS,
    url=URLS,
    description=TEXTS,
    language=TEXTS | st.sampled_from(["en", "pt_BR"]),
    icon=URLS,
    authors=st.lists(st.builds(Author, login=TEXTS, name=TEXTS, email=TEXTS), max_size=2).map(tuple),
)


@pytest.mark.parametrize("format", ["rss", "atom", "jsonfeed"])
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(posts=st.lists(POSTS, max_size=3, unique_by=lambda post: post.key), site=SITES, emails=st.booleans())
def test_any_posts_become_a_valid_feed(format: str, posts: list[Post], site: Site, emails: bool) -> None:
    made = make(format, *posts, site=site, emails=emails)
    assert faults_of(made.document) == []
    assert len(read(made.document)) == len(posts)
