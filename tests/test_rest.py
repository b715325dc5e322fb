"""Reading a WordPress through its REST API: what a stranger and an editor get, and what a host may do to us."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from converters import ConversionError, Post, Problem, Site, Status
from converters.cli import main
from converters.network.gateway import Gateway
from converters.network.limits import MachineClock
from converters.parallel import parallel_map
from converters.pipeline import convert
from converters.sources import opened
from converters.wordpress.rest import RestReader, archive, client
from tests.rest_host import Reply, RestHost, rest_host
from writers.posts import PostsWriter


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RestHost]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PORTPRESS_PASSWORD", "abcd efgh")
    monkeypatch.setattr(MachineClock, "sleep", slept.append_wait)
    monkeypatch.setattr("converters.network.gateway.httpx.create_ssl_context", _CONTEXT)
    slept.waits.clear()
    with rest_host() as running:
        yield running


_CONTEXT = cache(httpx.create_ssl_context)
"""It takes longer than everything else."""


class _Slept:
    """The waits that were asked for, none of which is waited."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def append_wait(self, seconds: float, stopped: threading.Event) -> None:
        self.waits.append(seconds)


slept = _Slept()


def read(url: str, user: str = "", *, private: bool = True) -> tuple[Site, dict[int | None, Post], list[Problem]]:
    problems: list[Problem] = []
    reader = RestReader(user=user, allow_private_hosts=private)
    with opened([url]) as source:
        site, posts = reader.read(source, problems.append)
        return site, {post.id: reader.clean(post, site, problems.append) for post in posts}, problems


def refusal(url: str, user: str = "", *, private: bool = True) -> str:
    with pytest.raises(ConversionError) as error:
        read(url, user, private=private)
    return str(error.value)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def kept(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "cache").rglob("*.json"))


def test_site_says_what_the_index_and_the_settings_say(host: RestHost) -> None:
    site, _, problems = read(host.url, "mara")
    assert (site.title, site.url, site.description) == ("Tea & Tides", "https://blog.example", "Notes – mostly")
    assert (site.language, site.timezone, site.icon) == ("sv-SE", "Europe/Stockholm", "https://blog.example/icon.png")
    [author] = [each for each in site.authors if each.id == 1]
    assert (author.login, author.name, author.email) == ("mara", "Mara Lindqvist", "mara@blog.example")
    assert [(line.title, line.url, line.menu) for line in site.menus] == [
        ("Who", "https://blog.example/about/", "main")
    ]
    assert problems == []


def test_editor_gets_what_the_database_holds(host: RestHost) -> None:
    _, posts, _ = read(host.url, "mara")
    post = posts[10]
    assert (post.title, post.title_html, post.slug, post.author) == ("Fog & tea", "Fog &amp; tea", "fog-tea", "mara")
    assert (post.raw, post.dialect) == ("The harbour at <em>six</em>.\n\nA second cup.", "wordpress")
    assert post.html == "<p>The harbour at <em>six</em>.</p>\n<p>A second cup.</p>"
    assert post.date == datetime.fromisoformat("2023-05-11T08:30:00+02:00")
    assert (post.excerpt, post.sticky, post.format, post.guid) == (
        "By hand", True, "aside", "https://blog.example/?p=10&x=1",
    )  # fmt: skip
    assert post.meta == (("mood", "calm"), ("mood", "foggy"), ("rank", "3"), ("shown", "1"))
    assert [(term.taxonomy, term.slug, term.parent) for term in post.terms] == [
        ("category", "boats", "harbour"), ("post_tag", "fog", ""), ("genre", "essay", ""),
        ("post_format", "post-format-aside", ""),
    ]  # fmt: skip
    assert posts[11].slug == "море"
    assert (posts[12].status, posts[12].floating) == (Status.DRAFT, True)
    assert (posts[13].password, posts[13].protected, posts[13].raw) == ("pier", True, "Only with the word.")
    assert (posts[31].parent, posts[31].template, posts[30].order) == (30, "wide.php", 2)
    assert posts[40].kind == "book"


def test_comments_are_threaded_and_keep_who_wrote_them(host: RestHost) -> None:
    first, answer, waiting = read(host.url, "mara")[1][10].comments
    assert (first.author, first.email, first.url, first.ip) == (
        "Inga & Bo", "inga@mail.example", "https://inga.example/?a=1&b=2", "192.0.2.1",
    )  # fmt: skip
    assert (answer.parent, answer.user, waiting.approved) == (100, 1, "0")
    assert first.html == "<p>First</p>\n<p>second</p>"


def test_picture_has_its_texts_and_sizes(host: RestHost) -> None:
    for user in ("mara", ""):
        site, posts, _ = read(host.url, user)
        media = site.media[20]
        assert (media.alt, media.caption, media.file) == ("The pier & the sea", "At six", "2023/05/dawn.jpg")
        assert (media.width, [size.name for size in media.sizes], media.parent) == (1200, ["medium"], 10)
        assert posts[10].image == media
        assert media.description == "Long <b>ago</b>"


def test_stranger_gets_published_posts_as_readers_see_them_and_is_told_so(host: RestHost) -> None:
    site, posts, problems = read(host.url)
    assert sorted(id or 0 for id in posts) == [10, 11, 13, 14, 20, 30, 31, 40]
    post = posts[10]
    assert (post.dialect, post.html) == ("html", "<p>The harbour at <em>six</em>.</p>\n<p>A second cup.</p>")
    assert (post.title, post.author, post.excerpt, posts[11].excerpt) == ("Fog & tea", "mara-l", "By hand", "")
    assert (posts[13].protected, posts[13].raw) == (True, "")
    assert [(comment.id, comment.email) for comment in post.comments] == [(100, ""), (101, "")]
    assert site.language == "sv-SE"
    assert codes(problems) == ["as-stranger"]
    assert not any("Authorization" in headers for _, headers in host.asked)


def test_author_whom_the_blog_does_not_show_has_a_name_of_his_own(host: RestHost) -> None:
    site, posts, _ = read(host.url)
    assert posts[14].author == "author-9"
    assert site.authors_by_login["author-9"].id == 9


def test_parents_in_a_circle_stand_at_the_top(host: RestHost) -> None:
    parents = {term.slug: term.parent for term in read(host.url)[0].terms if term.taxonomy == "category"}
    assert parents["boats"] == "harbour"
    assert "" in (parents["lost"], parents["found"])


def test_requests_say_honestly_who_asks_and_go_nowhere_else(host: RestHost) -> None:
    read(host.url, "mara")
    assert all(headers["User-Agent"].startswith("portpress/") for _, headers in host.asked)
    assert not any("wp-admin" in path or "templates" in path for path, _ in host.asked)
    assert not any("abcd" in path for path, _ in host.asked)


def test_blog_with_queries_for_addresses_is_read(host: RestHost) -> None:
    host.plain = True
    assert 12 in read(host.url, "mara")[1]


def test_address_of_the_api_itself_is_taken(host: RestHost) -> None:
    assert 10 in read(f"{host.url}/wp-json/wp/v2")[1]


def test_api_that_is_shown_to_its_users_alone_is_read_by_one(host: RestHost) -> None:
    def closed(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        is_known = "Authorization" in host.asked[-1][1]
        return None if is_known else Reply(401, {"code": "rest_login_required"})

    host.change = closed
    assert 12 in read(host.url, "mara")[1]
    assert "shows its REST API to nobody" in refusal(host.url)


def many(host: RestHost, count: int) -> None:
    [first, *_] = host.blog["collections"]["wp/v2/posts"]
    host.blog["collections"]["wp/v2/posts"] = [{**first, "id": 1000 + n, "slug": f"n{n}"} for n in range(count)]


def test_pages_are_asked_for_one_after_the_other_each_once(host: RestHost) -> None:
    many(host, 250)
    posts = read(host.url)[1]
    assert len([post for post in posts.values() if post.kind == "post"]) == 250
    pages = [route.partition("page=")[2] for route in host.routes() if route.startswith("wp/v2/posts")]
    assert len(pages) == 3
    assert len(host.routes()) == len(set(host.routes())) + 1  # the index is what finds the API


def test_reader_asks_the_network_once_however_often_it_reads(host: RestHost) -> None:
    reader = RestReader(allow_private_hosts=True)
    with opened([host.url]) as source:
        first = [post.key for post in reader.read(source, lambda problem: None)[1]]
        asked = len(host.asked)
        assert [post.key for post in reader.read(source, lambda problem: None)[1]] == first
    assert len(host.asked) == asked


def test_interrupted_reading_goes_on_where_it_stopped(host: RestHost, tmp_path: Path) -> None:
    many(host, 250)

    def broken(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        is_third = route == "wp/v2/posts" and query.get("page") == "3"
        return Reply(429, {}, {"Retry-After": "9999"}) if is_third else None

    host.change = broken
    assert "it goes on where it stopped" in refusal(host.url)
    assert kept(tmp_path)
    host.change = lambda route, query, reply: None
    host.asked.clear()
    _, posts, problems = read(host.url)
    assert len([post for post in posts.values() if post.kind == "post"]) == 250
    assert "resumed-reading" in codes(problems)
    assert [route.count("&page=3") for route in host.routes() if route.startswith("wp/v2/posts")] == [1]


def test_answers_that_are_too_old_are_asked_for_again(
    host: RestHost, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    host.change = lambda route, query, reply: Reply(401, {}) if route == "wp/v2/pages" else None
    refusal(host.url)
    assert kept(tmp_path)
    host.change = lambda route, query, reply: None
    monkeypatch.setattr(archive, "STALE", -1)
    assert "resumed-reading" not in codes(read(host.url)[2])


def test_nothing_stays_on_the_disk_after_a_whole_reading(host: RestHost, tmp_path: Path) -> None:
    read(host.url, "mara")
    assert kept(tmp_path) == []


def test_item_that_slips_to_the_next_page_is_read_once(host: RestHost) -> None:
    many(host, 150)

    def shifted(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        if route == "wp/v2/posts" and query.get("page") == "2":
            reply.value = [host.blog["collections"]["wp/v2/posts"][99], *reply.value]
        return None

    host.change = shifted
    _, posts, problems = read(host.url)
    assert len([post for post in posts.values() if post.kind == "post"]) == 150
    assert codes(problems) == ["as-stranger"]


def test_item_that_slipped_between_two_pages_is_found_by_asking_again(host: RestHost) -> None:
    many(host, 150)
    asked = 0

    def shifted(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        nonlocal asked
        if route == "wp/v2/posts" and query.get("page") == "2":
            asked += 1
            if asked == 1:
                reply.value = reply.value[1:]
        return None

    host.change = shifted
    assert len([post for post in read(host.url)[1].values() if post.kind == "post"]) == 150
    assert asked == 2


def test_items_that_a_blog_counts_and_does_not_show_are_said(host: RestHost) -> None:
    def hiding(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        reply.headers |= {"X-WP-Total": "7"} if route == "wp/v2/comments" else {}
        return None

    host.change = hiding
    assert sorted(codes(read(host.url)[2])) == ["as-stranger", "hidden-items"]


def test_blog_that_changes_all_the_time_is_a_loss(host: RestHost) -> None:
    many(host, 50)
    totals = iter(range(60, 1000))

    def growing(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        reply.headers |= {"X-WP-Total": str(next(totals))} if route == "wp/v2/posts" else {}
        return None

    host.change = growing
    assert "blog-changed" in codes(read(host.url)[2])


@pytest.mark.parametrize("headers", [{}, {"X-WP-TotalPages": "999999999"}, {"X-WP-TotalPages": "x"}])
def test_pages_without_end_end(host: RestHost, headers: dict[str, str]) -> None:
    many(host, 150)

    def endless(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        if route == "wp/v2/posts":
            first = host.blog["collections"]["wp/v2/posts"][:100]
            return Reply(200, first, {"X-WP-Total": "100", **headers})
        return None

    host.change = endless
    assert len([post for post in read(host.url)[1].values() if post.kind == "post"]) == 100


def test_new_items_without_end_are_given_up(host: RestHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PAGES", 5)

    def endless(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        start = int(query.get("page", "1")) * 1000
        items = [{"id": start + n} for n in range(100)]
        return Reply(200, items, {"X-WP-TotalPages": "99999"}) if route == "wp/v2/posts" else None

    host.change = endless
    assert "goes on for ever" in refusal(host.url)


def test_host_that_breaks_down_over_many_is_asked_for_few(host: RestHost) -> None:
    many(host, 50)

    def weak(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        return Reply(500, {}) if int(query.get("per_page", "0")) > 20 else None

    host.change = weak
    assert len([post for post in read(host.url)[1].values() if post.kind == "post"]) == 50
    assert slept.waits[:3] == [1, 2, 4]


def test_host_that_asks_for_time_gets_it(host: RestHost) -> None:
    first = True

    def busy(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        nonlocal first
        if route == "wp/v2/posts" and first:
            first = False
            return Reply(429, {}, {"Retry-After": "7"})
        return None

    host.change = busy
    read(host.url)
    assert slept.waits == [7]


def test_order_that_a_type_does_not_know_is_not_insisted_on(host: RestHost) -> None:
    def plain(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        is_wrong = route == "shelf/v1/books" and ("orderby" in query or "status" in query)
        return Reply(400, {"code": "rest_invalid_param"}) if is_wrong else None

    host.change = plain
    assert 40 in read(host.url, "mara")[1]


def everything(status: int, value: Any = None, body: bytes | None = None) -> Any:
    return lambda route, query, reply: Reply(status, value, body=body)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (everything(404, {"code": "rest_no_route"}), "has no REST API that answers"),
        (everything(200, body=b"<html>Checking your browser</html>"), "has no REST API that answers"),
        (everything(200, body=b"[" * 100_000), "has no REST API that answers"),
        (everything(200, []), "has no REST API that answers"),
        (everything(401, {"code": "rest_cannot_access"}), "shows its REST API to nobody (401 rest_cannot_access)"),
        (everything(403, body=b"<h1>Forbidden</h1>"), "shows its REST API to nobody (403)"),
    ],
)
def test_blog_without_an_api_is_refused_with_a_remedy(host: RestHost, change: Any, expected: str) -> None:
    host.change = change
    said = refusal(host.url)
    assert expected in said
    assert "Tools → Export" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(200, None, body=b"<html>Are you human?</html>"), "something else than JSON"),
        (Reply(200, None, body=b'[{"id": 1'), "something else than JSON"),
        (Reply(401, {"code": "rest_forbidden"}), "does not show its posts to you (401 rest_forbidden)"),
        (Reply(503, {}), "503"),
        (Reply(429, {}, {"Retry-After": "86400"}), "asks to wait 86400 seconds"),
        (Reply(302, None, {"Location": "http://127.0.0.1:1/wp-json/"}), "it does not answer"),
        (Reply(302, None, {"Location": "file:///etc/passwd"}), "no address of a blog"),
    ],
)
def test_posts_that_cannot_be_had_are_said_in_one_sentence(host: RestHost, reply: Reply, expected: str) -> None:
    host.change = lambda route, query, _: reply if route == "wp/v2/posts" else None
    said = refusal(host.url)
    assert expected in said
    assert "\n" not in said


def test_part_that_breaks_down_or_is_no_json_stops_nothing_else(host: RestHost) -> None:
    broken = {"wp/v2/comments": Reply(503, {}), "shelf/v1/books": Reply(200, None, body=b"<html>"),
              "wp/v2/taxonomies": Reply(500, {})}  # fmt: skip
    host.change = lambda route, query, reply: broken.get(route)
    _, posts, problems = read(host.url)
    assert 10 in posts
    assert sorted(codes(problems)) == ["as-stranger", "unanswered", "withheld", "withheld"]


def test_host_that_breaks_down_over_everything_is_said_in_one_sentence(host: RestHost) -> None:
    host.change = lambda route, query, reply: Reply(502, {}) if route == "wp/v2/types" else None
    assert "it answers 502 Bad Gateway; run it again later" in refusal(host.url)


def test_answer_without_bounds_is_given_up(host: RestHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converters.wordpress.rest.client.LIMITS", replace(client.LIMITS, largest=50_000))
    many(host, 250)
    [first, *_] = host.blog["collections"]["wp/v2/posts"]
    first["content"] = {"rendered": "x" * 100_000}
    assert "answers with more than" in refusal(host.url)


def test_warnings_that_a_plugin_prints_before_the_json_are_passed_over(host: RestHost) -> None:
    def noisy(route: str, query: Mapping[str, str], reply: Reply) -> Reply | None:
        reply.body = b"<br />\n<b>Warning</b>: [x] in y.php\n" + json.dumps(reply.value).encode()
        return None

    host.change = noisy
    assert 10 in read(host.url)[1]


HOSTILE: list[Any] = [None, 5, "text", [], ["x"], {}, {"rendered": 7}, True, -1, 10**30, 1.5, "\ud800", {"raw": []}]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_field_of_any_type_breaks_nothing(host: RestHost, number: int) -> None:
    value = HOSTILE[number]
    for collection, items in host.blog["collections"].items():
        if collection != "wp/v2/pages":
            items.extend({**items[0], "id": 5000 + place, name: value} for place, name in enumerate(list(items[0])))
            items.append(value)
    _, posts, problems = read(host.url, "mara")
    assert 30 in posts
    assert all(post.html.encode() is not None for post in posts.values())
    expected = {"item-lost", "hidden-items", "comment-without-parent", "menu-item-without-target"}
    assert {problem.code for problem in problems} <= expected


def test_item_without_an_id_is_lost_and_counted(host: RestHost, tmp_path: Path) -> None:
    host.blog["collections"]["wp/v2/posts"].append({"title": {"rendered": "nobody"}})
    with opened([host.url]) as source:
        ledger = convert(
            source, tmp_path / "posts.jsonl", reader=RestReader(allow_private_hosts=True), writer=PostsWriter()
        )
    assert (ledger.failed, ledger.balances) == (1, True)


def test_blog_inside_a_private_network_is_not_asked(host: RestHost) -> None:
    assert "--allow-private-hosts" in refusal(host.url, private=False)
    assert host.asked == []


def test_redirect_into_a_private_network_is_not_followed(host: RestHost, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Gateway.__init__

    def public_first(self: Gateway, *given: Any, **named: Any) -> None:
        named["allowed"] = lambda address: address == "127.0.0.1"
        original(self, *given, **named)

    monkeypatch.setattr(Gateway, "__init__", public_first)
    host.change = lambda route, query, reply: (
        Reply(302, None, {"Location": "http://127.0.0.3:1/"}) if route == "wp/v2/posts" else None
    )
    assert "private network" in refusal(host.url)


def test_wrong_password_is_said(host: RestHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTPRESS_PASSWORD", "wrong")
    assert "does not let you in (401 incorrect_password)" in refusal(host.url, "mara")


def test_missing_password_is_asked_for_where_there_is_somebody_to_ask(
    host: RestHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTPRESS_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert "PORTPRESS_PASSWORD" in refusal(host.url, "mara")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "abcd efgh")
    assert 12 in read(host.url, "mara")[1]


def test_password_goes_to_no_other_host(host: RestHost) -> None:
    with rest_host() as other:
        host.change = lambda route, query, reply: (
            Reply(302, None, {"Location": f"{other.url}/wp-json/wp/v2/posts"}) if route == "wp/v2/posts" else None
        )
        read(host.url, "mara")
        assert other.asked
        assert not any("Authorization" in headers for _, headers in other.asked)


def test_password_is_not_sent_where_others_can_read_it() -> None:
    asker = client.Client(Gateway(client.LIMITS, MachineClock()), credentials=client.Credentials("mara", "secret"))
    with pytest.raises(ConversionError, match="not encrypted"):
        asker.trust("http://blog.example/wp-json/", "http://blog.example")
    with pytest.raises(ConversionError, match=r"names other\.example"):
        asker.trust("https://other.example/wp-json/", "https://blog.example")
    asker.trust("https://www.blog.example/wp-json/", "https://blog.example")
    asker.close()
    assert "secret" not in repr(client.Credentials("mara", "secret"))


@pytest.mark.parametrize("address", ["https://mara:word@blog.example", "https://", "http://[x", "https://a b.example"])
def test_address_that_is_none_is_refused(address: str) -> None:
    said = refusal(address)
    assert "word" not in said.replace("password", "")


def test_shortcut_file_of_a_browser_is_an_address(host: RestHost, tmp_path: Path) -> None:
    file = tmp_path / "blog.url"
    file.write_text(f"[InternetShortcut]\r\nURL={host.url}/\r\n", encoding="utf-8")
    reader = RestReader(allow_private_hosts=True)
    assert reader.recognises(file) == f"the blog at {host.url}/, by its REST API"
    assert reader.read(file, lambda problem: None)[0].title == "Tea & Tides"


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    return done.value.code


def test_commands_take_an_address(host: RestHost, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("inspect", host.url, "--allow-private-hosts", "--json") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Tea & Tides"
    destination = str(tmp_path / "site")
    assert run("hugo", host.url, destination, "--user", "mara", "--allow-private-hosts", "--quiet") == 0
    assert (tmp_path / "site" / "content" / "posts" / "2023-05-11-fog-tea.md").exists()


def test_workers_clean_without_what_was_fetched(host: RestHost) -> None:
    reader = RestReader(allow_private_hosts=True, user="mara")
    with opened([host.url]) as source:
        site, posts = reader.read(source, lambda problem: None)
        post = next(posts)
    assert reader.__getstate__()["_fetched"] == {}
    assert list(parallel_map(_Clean(reader, site), [post], jobs=2))


class _Clean:
    def __init__(self, reader: RestReader, site: Site) -> None:
        self.reader = reader
        self.site = site

    def __call__(self, post: Post) -> Post:
        return self.reader.clean(post, self.site, lambda problem: None)
