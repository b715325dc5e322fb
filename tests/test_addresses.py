"""Addresses: the old ones wherever they can be kept, and never one for two entries."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.post import Entry, Site, Status
from writers.addresses import (
    LONGEST_NAME,
    AddressChanged,
    Addresses,
    AddressTaken,
    FrontPage,
    addresses_of,
    name_of,
    plain_name,
)


def entry(key: str, url: str = "", **facts: Any) -> Entry:
    usual: dict[str, Any] = {"key": key, "id": int(key) if key.isdigit() else None, "url": url}
    return Entry(**{**usual, **facts})


def addresses(*entries: Entry, url: str = "https://example.org", reserved: tuple[str, ...] = ()) -> Addresses:
    return Addresses(Site(url=url, entries=entries), reserved)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.org/2019/04/hello/", "/2019/04/hello/"),
        ("https://example.org/2019/04/hello", "/2019/04/hello/"),
        ("http://www.example.org:80/hello/", "/hello/"),
        ("https://example.org/2007/10/16/807.html", "/2007/10/16/807.html"),
        ("https://example.org/index.php/2007/hello/", "/index.php/2007/hello/"),
        ("https://example.org/%E4%BD%A0%E5%A5%BD/", "/你好/"),
        ("https://example.org/Mixed/Case/", "/Mixed/Case/"),
        ("https://example.org/a//b/", "/a/b/"),
        ("https://example.org/about/index.html", "/about/"),
        ("https://example.org/../../etc/passwd", "/etc/passwd/"),
        ("https://example.org/%2e%2e/%2e%2e/x/", "/x/"),
        ("https://example.org/?p=12", "/the-slug/"),
        ("https://elsewhere.example/hello/", "/the-slug/"),
        ("https://example.org/" + "long/" * 300, "/the-slug/"),
        ("http://[", "/the-slug/"),
        ("", "/the-slug/"),
    ],
)
def test_an_address_is_the_old_path_where_there_is_one(url: str, path: str) -> None:
    one = entry("1", url, slug="the-slug")
    assert addresses(one).path_of(one) == path


def test_an_entry_without_slug_is_called_by_its_title_or_its_id() -> None:
    named, unnamed = entry("1", title="Hello World"), entry("2", kind="page")
    given = addresses(named, unnamed)
    assert (given.path_of(named), given.path_of(unnamed)) == ("/hello-world/", "/page-2/")


def test_of_two_with_one_address_the_second_gets_its_id_and_a_problem() -> None:
    first, second = entry("1", "https://example.org/a/"), entry("2", "https://example.org/A/")
    given = addresses(first, second)
    assert (given.path_of(first), given.path_of(second)) == ("/a/", "/A-2/")
    assert given.conflict_of(first) is None
    assert given.conflict_of(second) == AddressTaken(wanted="/A/", given="/A-2/")


def test_what_readers_see_keeps_its_address_before_a_draft() -> None:
    draft = entry("1", "https://example.org/a/", status=Status.DRAFT)
    shown = entry("2", "https://example.org/a/")
    assert addresses(draft, shown).path_of(shown) == "/a/"


def test_a_draft_is_named_before_the_line_of_a_menu() -> None:
    line = entry("1", "https://example.org/?p=1", kind="nav_menu_item", slug="home")
    draft = entry("2", "", status=Status.DRAFT, slug="home")
    assert addresses(line, draft).path_of(draft) == "/home/"


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("https://example.org/index.xml/a.html", "https://example.org/page/2/a.html/b/"),
        ("https://example.org/a.html", "https://example.org/a.html/b/"),
        ("https://example.org/a.html", "/a.html/"),
    ],
)
def test_no_folder_has_the_name_of_a_file(file: str, folder: str) -> None:
    one, other = entry("1", file), entry("2", folder, slug="a.html")
    for made in (addresses(one, other), addresses(other, one)):
        paths = {made.path_of(one).strip("/"), made.path_of(other).strip("/")}
        assert "a.html" not in paths or not any(path.startswith("a.html/") for path in paths)
        assert len(paths) == 2


def test_what_the_generator_needs_is_nobodys_address() -> None:
    missing, feed, second = entry("1", "https://example.org/404.html"), entry("2", slug="feed.xml"), entry("3")
    paged = entry("4", "https://example.org/page/2/")
    listed = entry("5", "https://example.org/tag/x/index.xml")
    given = addresses(missing, feed, second, paged, listed, reserved=("/404.html", "/feed.xml"))
    assert given.path_of(missing) == "/404-1.html"
    assert given.path_of(feed) == "/feed.xml-2/"
    assert given.path_of(paged) == "/page/2-4/"
    assert given.path_of(listed) == "/tag/x/index.xml-5/"


def test_an_address_that_no_file_can_have_is_changed_with_a_problem() -> None:
    timed = entry("1", "https://example.org/10:30/")
    assert addresses(timed).conflict_of(timed) == AddressChanged(wanted="/10:30", given="/10-30/")


def test_the_addresses_of_a_site_are_worked_out_once() -> None:
    site, reserved = Site(url="https://example.org"), {"/404.html": None}
    assert addresses_of(site, reserved) is addresses_of(site, reserved)
    assert addresses_of(site, reserved) is not addresses_of(Site(url="https://example.org"), reserved)


@pytest.mark.parametrize("home", ["https://example.org", "https://example.org/blog"])
def test_a_page_that_was_the_front_page_is_said_to_stand_elsewhere(home: str) -> None:
    front = entry("7", f"{home}/", kind="page", slug="welcome")
    numbered = entry("8", f"{home}/?page_id=8", kind="page", slug="numbered")
    given_addresses = addresses(front, numbered, url=home)
    assert given_addresses.conflict_of(front) == FrontPage(given="/welcome/")
    assert given_addresses.conflict_of(numbered) is None


def test_a_name_of_a_million_characters_is_cut_at_once() -> None:
    assert name_of("a-" * 1_000_000) == ("a-" * LONGEST_NAME)[: LONGEST_NAME - 1]
    assert len(plain_name("中" * 1_000_000).encode()) <= LONGEST_NAME


@given(st.text())
def test_a_name_can_be_that_of_a_file_anywhere(text: str) -> None:
    for name in (name_of(text), plain_name(text)):
        assert unicodedata.is_normalized("NFC", name)
        assert len(name.encode()) <= LONGEST_NAME
        assert not set(name) & set('\x00/\\:*?"<>|#%&\n\t ')
        assert not name.startswith((".", "-", "~", " "))
        assert not name.endswith((".", " "))
        assert name_of(name) == name
    assert plain_name(plain_name(text)) == plain_name(text)
    assert plain_name(text) or not text.strip()


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.booleans()), max_size=12))
def test_no_two_entries_share_an_address(facts: list[tuple[str, str, bool]]) -> None:
    entries = tuple(
        entry(str(number), f"https://example.org/{path}" if own else "", slug=slug)
        for number, (path, slug, own) in enumerate(facts, 1)
    )
    given_addresses = addresses(*entries)
    paths = [given_addresses.path_of(each).casefold().strip("/") for each in entries]
    assert len(set(paths)) == len(paths)
    assert all(path and ".." not in path.split("/") for path in paths)
