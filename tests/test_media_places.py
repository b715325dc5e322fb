"""Where each file of a blog goes: its old path, and never outside, hidden, or over another."""

import re
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.post import Media, Site
from writers.jekyll.media import JEKYLL_LAYOUT
from writers.media.gathered import Gathered, key_of
from writers.media.places import Layout, Places, name_in, old_path
from writers.media.references import References

SITE = Site(url="https://blog.example", media={1: Media(id=1, url="https://cdn.example/x.jpg")})
BELOW = Site(url="https://blog.example/sub")


@pytest.mark.parametrize(
    ("url", "site", "path"),
    [
        ("https://blog.example/wp-content/uploads/2019/04/x.jpg", SITE, "wp-content/uploads/2019/04/x.jpg"),
        ("http://www.blog.example/wp-content/uploads/2019/04/x.jpg?w=3#a", SITE, "wp-content/uploads/2019/04/x.jpg"),
        ("https://blog.example/images/old.gif", SITE, "images/old.gif"),
        ("https://blog.example/sub/wp-content/uploads/x.jpg", BELOW, "wp-content/uploads/x.jpg"),
        ("https://blog.example/images/old.gif", BELOW, "media/blog.example/images/old.gif"),
        ("https://i2.wp.com/blog.example/wp-content/uploads/x.jpg?w=9", SITE, "wp-content/uploads/x.jpg"),
        ("https://cdn.example/wp-content/uploads/2019/04/x.jpg", SITE, "wp-content/uploads/2019/04/x.jpg"),
        ("https://cdn.example/zone/wp-content/uploads/2019/04/x.jpg", SITE, "wp-content/uploads/2019/04/x.jpg"),
        ("https://name.files.wordpress.com/2019/04/x.jpg", SITE, "wp-content/uploads/2019/04/x.jpg"),
        ("https://cdn.example/img/x.jpg", SITE, "media/cdn.example/img/x.jpg"),
        ("https://blog.example/files/2019/04/x.jpg", SITE, "files/2019/04/x.jpg"),
        ("https://blog.example/a/%2e%2e/%2E%2E/../../etc/x.jpg", SITE, "etc/x.jpg"),
        ("https://blog.example/a%2F..%2F..%2Fx.jpg", SITE, "x.jpg"),
        ("https://blog.example/a/..%5C..%5Cx.jpg", SITE, "x.jpg"),
        ("https://blog.example/caf%C3%A9/cafe%CC%81.jpg", SITE, "café/café.jpg"),
    ],
)
def test_old_path_is_kept_and_leads_nowhere_else(url: str, site: Site, path: str) -> None:
    assert str(old_path(url, site)) == path


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("x.jpg", "x.jpg"),
        ("_MG_1234.JPG", "_MG_1234.JPG"),
        ("50% off #1.jpg", "50% off #1.jpg"),
        ("a\x00b\x1fc.jpg", "a-b-c.jpg"),
        ('a:b*c?"d<e>|.jpg', "a-b-c-d-e-.jpg"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("x.jpg. ", "x.jpg"),
        ("con.jpg", "con-file.jpg"),
        ("NUL", "NUL-file"),
        ("COM1.tar.gz", "COM1-file.tar.gz"),
        ("console.jpg", "console.jpg"),
        ("a\u202egpj.exe", "a-gpj.exe"),
    ],
)
def test_name_is_fit_for_every_file_system(name: str, given: str) -> None:
    assert name_in(Layout(), name) == given


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("_MG_1234.JPG", "MG_1234.JPG"), ("#1.jpg", "1.jpg"), ("~x.jpg", "x.jpg"), ("x.jpg~", "x.jpg"),
        ("%41.jpg", "41.jpg"), ("a..jpg", "a.jpg"), ("_.~", "file"), ("_config.yml", "config.yml"),
    ],
)  # fmt: skip
def test_name_that_jekyll_would_pass_over_is_changed(name: str, given: str) -> None:
    assert name_in(JEKYLL_LAYOUT, name) == given


@pytest.mark.parametrize("name", ["x" * 300 + ".jpg", "é" * 300 + ".jpg", "x" * 300, "x." + "y" * 300])
def test_name_that_is_too_long_is_cut_and_stays_apart(name: str) -> None:
    given, other = name_in(Layout(), name), name_in(Layout(), "z" + name)
    assert len(given.encode()) <= 200
    assert given[:30] != other[:30] or given != other
    assert given.endswith(".jpg") == name.endswith(".jpg")
    assert name_in(Layout(), name + "2") != given


def test_path_that_is_too_deep_is_made_short() -> None:
    place = Places(Layout()).place_of(PurePosixPath(*["folder" * 20] * 30, "x.jpg"))
    assert re.fullmatch(r"media/[0-9a-f]{8}/x\.jpg", str(place))


def test_two_files_never_share_a_place_on_any_file_system() -> None:
    places = Places(Layout())
    paths = ["a/x.jpg", "a/X.jpg", "A/x.JPG", "a/x?.jpg", "a/x*.jpg"]
    given = [str(places.place_of(PurePosixPath(path))) for path in paths]
    assert len({place.casefold() for place in given}) == len(paths)
    assert given[0] == "a/x.jpg"
    assert given == [str(places.place_of(PurePosixPath(path))) for path in paths]


def test_link_is_rewritten_exactly_where_the_file_is_there() -> None:
    there = "https://blog.example/sub/wp-content/uploads/50%25 é.pdf"
    gathered = Gathered(base="/sub", places={key_of(there): "wp-content/uploads/50% é.pdf"})
    local = "/sub/wp-content/uploads/50%25%20%C3%A9.pdf"
    assert gathered.link(there) == local
    assert gathered.link(there.replace("https", "http") + "?ver=2#page=3") == f"{local}#page=3"
    for other in ("https://blog.example/sub/wp-content/uploads/other.pdf", "mailto:a@b.example", "#x", "", "/x"):
        assert gathered.link(other) == other


URLS = st.builds(
    "{}{}".format,
    st.sampled_from(["https://blog.example/", "//i0.wp.com/blog.example/", "http://x/https://y/", "", "/", "http://["]),
    st.text(st.one_of(st.characters(), st.sampled_from("/.%2eE5cC?#&=-~_x1 \\"))),
)


@given(URLS)
def test_no_address_fails_or_leads_outside(url: str) -> None:
    references = References(SITE)
    list(references.mentioned_in(url))
    list(references.shown_in(f'<img src="{url}" /><a href="{url}">x</a>'))
    assert Gathered(places={"x": "y"}).link(url) == url
    if key_of(url):
        for layout in (Layout(), JEKYLL_LAYOUT):
            place = Places(layout).place_of(old_path(url, SITE))
            assert not place.is_absolute()
            for name in place.parts:
                assert len(name.encode()) <= 200
                assert not name.startswith(".")
                assert not set(name) & set('\x00/\\:*?"<>|\r\n')
