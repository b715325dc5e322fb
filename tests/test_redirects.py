"""Redirects: every address of the old blog leads to the right page, in one step, in every server that is here."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
import yaml

from converters.post import Author, Media, Post, Site, Status, Term
from converters.problem import Problem
from tests.hugo_site import build
from tests.servers import Server, is_installed, serving
from writers.hugo import HugoWriter
from writers.hugo import content as hugo_content
from writers.jekyll import JekyllWriter
from writers.jekyll import content as jekyll_content
from writers.redirects import RedirectsWriter
from writers.redirects.plan import redirects_of
from writers.redirects.redirect import Redirect
from writers.redirects.syntaxes import SYNTAXES
from writers.redirects.text import RedirectsLeftOut, redirects_text

DAY = datetime(2019, 4, 17, 12, tzinfo=UTC)
NASTY = [
    "with space",
    "q\"uote'",
    "per%cent",
    "(a|b)*[c]+.d",
    "dollar$1 {$HOME} {args[0]}",
    "ünï-日本-😀",
    "semi;colon",
    "a&b=c",
    "plus+plus",
    "=cmd()",
    "@at",
    "<b>",
    "^caret~",
    "#hash",
    "what?",
    "comma,comma",
    "!bang",
    "back`tick",
    ":name",
]

INJECTED = ["a\nb", "a\r\nSet-Cookie: x=1", "a\x00b", "a\x85b", "a\u2028b", "a\\", "..", ".", "a\ud800b", "\ufeffa"]
SWAPPED = ("other", *INJECTED)
OLD_PATHS = ("/1999/früher da/x/", *(f"/1998/{name}/" for name in INJECTED), "no/slash/", "//else.example/x/")


def blog(base: str = "") -> tuple[Site, list[Post]]:
    url = f"https://example.org{base}"
    secret = Post(key="10", id=10, slug="secret", url=f"{url}/secret/", old_slugs=("hidden",), date=DAY)
    posts = [
        Post(key="1", id=1, slug="hello", url=f"{url}/2019/04/17/hello/", date=DAY, old_slugs=("hi", *NASTY)),
        Post(key="2", id=2, kind="page", slug="about", url=f"{url}/about/", title="About"),
        Post(key="3", id=3, slug="10:30", url=f"{url}/2019/05/01/10:30/", date=DAY.replace(month=5, day=1)),
        Post(key="4", id=4, slug="冬", url=f"{url}/2019/05/02/%e5%86%ac/", date=DAY.replace(month=5, day=2)),
        Post(key="5", id=5, slug="swapped", url=f"{url}/swapped/", old_slugs=SWAPPED, date=DAY.replace(year=2018)),
        Post(key="6", id=6, slug="other", url=f"{url}/other/", old_slugs=("swapped",), date=DAY.replace(year=2018)),
        Post(
            key="7",
            id=7,
            slug="file",
            url=f"{url}/2017/file.html",
            old_slugs=("old file",),
            old_paths=OLD_PATHS,
            date=DAY,
        ),
        Post(key="8", id=8, kind="attachment", slug="photo", url=f"{url}/2019/04/17/hello/photo/", parent=1),
        Post(key="9", id=9, kind="attachment", slug="lone", url=f"{url}/lone/"),
        replace(secret, status=Status.PRIVATE),
        Post(key="11", id=11, kind="attachment", slug="shot", url=f"{url}/secret/shot/", parent=10),
    ]
    terms = (
        Term(taxonomy="category", slug="life", name="Life", id=20),
        Term(taxonomy="category", slug="sea", name="Sea", parent="life", id=21),
        Term(taxonomy="post_tag", slug="日本", name="日本", id=22),
    )
    site = Site(
        url=url,
        title="Old",
        entries=tuple(posts),
        terms=terms,
        authors=(Author(login="mara", id=7),),
        media={9: Media(id=9, url=f"{url}/wp-content/uploads/lone.txt")},
    )
    return site, [post for post in posts if post.kind != "attachment" and post.status is Status.PUBLISHED]


EXPECTED = {
    "/2019/04/17/hi/": "/2019/04/17/hello/",
    "/2019/04/17/hi": "/2019/04/17/hello/",
    **{f"/2019/04/17/{quote(name)}/": "/2019/04/17/hello/" for name in NASTY},
    **{f"/2019/04/17/{quote(name)}": "/2019/04/17/hello/" for name in NASTY},
    "/2019/04/17/%c3%bcn%c3%af-%e6%97%a5%e6%9c%ac-%f0%9f%98%80/": "/2019/04/17/hello/",
    "/2019/05/01/10:30/": "/2019/05/01/10-30/",
    "/2017/old%20file.html": "/2017/file.html",
    "/1999/fr%c3%bcher%20da/x/": "/2017/file.html",
    "/?p=1": "/2019/04/17/hello/",
    "/?x=1&p=1&y=2": "/2019/04/17/hello/",
    "/?p=2": "/about/",
    "/?page_id=2": "/about/",
    "/?p=4": "/2019/05/02/冬/",
    "/2019/04/17/hello/photo/": "/2019/04/17/hello/",
    "/?attachment_id=8": "/2019/04/17/hello/",
    "/lone/": "/wp-content/uploads/lone.txt",
    "/category/sea/": "/category/life/sea/",
    "/category/sea": "/category/life/sea/",
    "/?cat=21": "/category/life/sea/",
    "/?tag=%e6%97%a5%e6%9c%ac": "/tag/日本/",
    "/?tag=%E6%97%A5%E6%9C%AC": "/tag/日本/",
    "/?author=7": "/author/mara/",
    "/2019/": "/posts/#2019",
    "/2019/04/": "/posts/#2019-04",
    "/2019/04/17/": "/posts/#2019-04",
    "/page/9/": "/",
    "/page/9": "/",
    "/category/life/page/3/": "/category/life/",
    "/category/sea/page/2/": "/category/life/sea/",
    "/feed/": "/index.xml",
    "/feed/rss2/": "/index.xml",
    "/?feed=rss2": "/index.xml",
    "/category/sea/feed/": "/category/life/sea/index.xml",
    "/tag/%E6%97%A5%E6%9C%AC/feed/": "/tag/日本/index.xml",
}
"""What a browser asks for, and the page that it must be shown in the end."""

UNMOVED = ["/", "/?p=99", "/?p=11", "/about/", "/swapped/", "/other/", "/2019/04/17/hello/", "/tag/%E6%97%A5%E6%9C%AC/"]
MISSING = ["/secret/", "/hidden/", "/secret/shot/", "/2019/04/17/hello-hi/", "/x2019/04/17/hi/"]


@pytest.fixture(scope="module", params=["", "/blog"], ids=["root", "folder"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Site, list[Post], Path]:
    """A blog, at the root of its host or in a folder, built by Hugo without any redirect of its own."""
    base: str = request.param
    folder = tmp_path_factory.mktemp("redirects")
    about, posts = blog(base)
    writer = HugoWriter(redirects="csv")
    rendered = [writer.render(post, about, lambda problem: None) for post in posts]
    list(writer.write(rendered, about, folder / "site", lambda problem: None))
    root = folder / "root"
    build(folder / "site").folder.rename(root if not base else root.joinpath(*_made(root, base)))
    (root / base.strip("/") / "wp-content" / "uploads").mkdir(parents=True)
    (root / base.strip("/") / "wp-content" / "uploads" / "lone.txt").write_text("a file")
    (root / "index.html").touch()
    return base, about, posts, root


def _made(root: Path, base: str) -> list[str]:
    root.mkdir()
    return base.strip("/").split("/")


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def server(
    request: pytest.FixtureRequest, site: tuple[str, Site, list[Post], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Server]]:
    name: str = request.param
    if not is_installed(name):
        pytest.skip(f"{name} is not installed")
    base, about, posts, root = site
    text = "".join(redirects_text(name, about, hugo_content.content_of(about), [post.key for post in posts], print))
    folder = tmp_path_factory.mktemp(name)
    file = root / base.strip("/") / ".htaccess" if name == "apache" else folder / "redirects"
    file.write_text(text, encoding="utf-8")
    with serving(name, root, file, folder / "work") as running:
        yield base, running


@pytest.mark.servers
def test_every_old_address_is_served_at_the_right_new_page_in_one_step(server: tuple[str, Server]) -> None:
    base, running = server
    wrong = {}
    for old, new in EXPECTED.items():
        statuses, shown = running.follow(base + old)
        if (statuses, unquote(shown)) != ([301, 200], base + new):
            wrong[old] = (statuses, shown)
    assert wrong == {}


@pytest.mark.servers
def test_what_did_not_move_is_served_where_it_is(server: tuple[str, Server]) -> None:
    base, running = server
    assert {old: running.get(base + old) for old in UNMOVED} == dict.fromkeys(UNMOVED, (200, ""))


@pytest.mark.servers
def test_what_was_hidden_stays_missing(server: tuple[str, Server]) -> None:
    base, running = server
    assert {old: running.get(base + old)[0] for old in MISSING} == dict.fromkeys(MISSING, 404)


def plan(base: str = "", generator: Any = hugo_content) -> Sequence[Redirect]:
    about, posts = blog(base)
    return redirects_of(about, generator.content_of(about), [post.key for post in posts])


@pytest.mark.parametrize("generator", [hugo_content, jekyll_content])
def test_no_redirect_leads_to_another(generator: object) -> None:
    redirects = plan(generator=generator)
    moved = {redirect.bare.casefold() for redirect in redirects if redirect.query is None and not redirect.pages}
    assert moved.isdisjoint(redirect.new.partition("#")[0].rstrip("/").casefold() for redirect in redirects)


def test_no_redirect_hides_a_page_that_stands_there_now() -> None:
    assert not {redirect.old for redirect in plan() if redirect.query is None and not redirect.pages} & {
        "/swapped/",
        "/other/",
        "/about/",
        "/posts/",
        "/category/life/",
    }


def test_nothing_hidden_is_named() -> None:
    assert not [redirect for redirect in plan() if "secret" in redirect.old + redirect.new or "hidden" in redirect.old]


@pytest.mark.parametrize("syntax", ["netlify", "cloudflare"])
def test_a_line_of_netlify_or_cloudflare_has_three_or_four_words_and_nothing_wild(syntax: str) -> None:
    for line in text_of(syntax).splitlines():
        if not line.startswith("# "):
            words = line.split(" ")
            assert words[0].startswith("/")
            assert words[-2].startswith("/")
            assert words[-1] in ("301", "301!")
            assert len(words) == (4 if words[-1] == "301!" else 3)
            assert "*" not in words[0].removesuffix("/page/*")
            assert "/:" not in words[0]


def text_of(syntax: str, base: str = "", problems: list[Problem] | None = None) -> str:
    about, posts = blog(base)
    report = problems.append if problems is not None else lambda problem: None
    return "".join(redirects_text(syntax, about, hugo_content.content_of(about), [post.key for post in posts], report))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_no_request_can_ask_for_stands_in_no_syntax(syntax: str) -> None:
    text = text_of(syntax)
    assert "Set-Cookie" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\ud800\ufeff]", text)
    assert "/swapped/" not in [line.split(" ")[0] for line in text.splitlines()]


def test_no_cell_of_the_table_is_a_formula() -> None:
    rows = list(csv.reader(text_of("csv").splitlines()))
    assert rows[0] == ["old", "new", "status"]
    assert all(old.startswith("/") and new.startswith("/") and status == "301" for old, new, status in rows[1:])
    assert "/2019/04/17/%3Dcmd%28%29/" in {row[0] for row in rows}


def test_vercel_reads_every_rule_as_json() -> None:
    rules = json.loads(text_of("vercel"))["redirects"]
    by_id = [rule for rule in rules if rule.get("has") == [{"type": "query", "key": "p", "value": "4"}]]
    assert [rule["destination"] for rule in by_id] == ["/2019/05/02/%E5%86%AC/"]
    exact = [rule["source"].removesuffix("(/?)") for rule in rules if ":number" not in rule["source"]]
    assert not [source for source in exact if re.search(r"(?<!\\)[(){}*+?:]", source)]


@pytest.mark.parametrize(("syntax", "field"), [("hugo-aliases", "aliases"), ("jekyll-redirect-from", "redirect_from")])
def test_front_matter_lists_the_former_addresses_of_each_page(syntax: str, field: str) -> None:
    pages = yaml.safe_load(text_of(syntax))
    assert "/2019/04/17/hi/" in pages["/2019/04/17/hello/"][field]
    assert set(pages) == {
        "/2019/04/17/hello/",
        "/2019/05/01/10-30/",
        "/2017/file.html",
        "/category/life/sea/",
        "/posts/",
    }


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_a_syntax_cannot_say_is_counted(syntax: str) -> None:
    problems: list[Problem] = []
    text_of(syntax, problems=problems)
    left_out = sum(problem.count for problem in problems if isinstance(problem, RedirectsLeftOut))
    assert left_out == sum(not SYNTAXES[syntax].takes(redirect) for redirect in plan())


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_same_site_gives_the_same_text(syntax: str) -> None:
    assert text_of(syntax) == text_of(syntax)


def test_a_host_that_takes_few_gets_the_most_linked_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    about, _ = blog()
    posts = tuple(
        Post(
            key=str(n), id=n, slug=f"post-{n}", url=f"https://example.org/post-{n}/", old_slugs=(f"old-{n}",), date=DAY
        )
        for n in range(1, 1500)
    )
    site = Site(url=about.url, entries=posts)
    problems: list[Problem] = []
    text = redirects_text(
        "cloudflare", site, hugo_content.content_of(site), [post.key for post in posts], problems.append
    )
    assert len([line for line in text if line.startswith("/")]) == 2000
    assert {problem.code for problem in problems} == {"redirects-left-out"}


def test_the_file_is_written_with_a_receipt_for_each_post(tmp_path: Path) -> None:
    about, posts = blog()
    writer = RedirectsWriter(syntax="nginx")
    rendered = [writer.render(post, about, print) for post in posts]
    receipts = list(writer.write(rendered, about, tmp_path / "redirects.conf", lambda problem: None))
    assert [receipt.key for receipt in receipts] == [post.key for post in posts]
    assert (tmp_path / "redirects.conf").read_text().startswith("# Where the addresses of the old blog lead now.")


@pytest.mark.parametrize(
    ("writer", "file"),
    [
        (HugoWriter(redirects="netlify"), "static/_redirects"),
        (HugoWriter(redirects="apache"), "static/.htaccess"),
        (HugoWriter(redirects="nginx"), "_redirects.nginx.conf"),
        (JekyllWriter(redirects="cloudflare"), "_redirects"),
        (JekyllWriter(redirects="caddy"), "_redirects.caddy"),
    ],
)
def test_a_site_gets_the_file_of_its_server_and_no_pages_at_former_addresses(
    tmp_path: Path, writer: HugoWriter | JekyllWriter, file: str
) -> None:
    about, posts = blog()
    rendered = [writer.render(post, about, print) for post in posts]
    list(writer.write(rendered, about, tmp_path, lambda problem: None))
    assert "/2019/04/17/hello/" in (tmp_path / file).read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")]
    assert not [text for text in texts if "aliases:" in text or "redirect_from:" in text]
    assert not (tmp_path / "redirects").exists()


def test_hugo_makes_a_page_at_every_former_address_when_told_to(tmp_path: Path) -> None:
    about, posts = blog()
    writer = HugoWriter(redirects="hugo-aliases")
    rendered = [writer.render(post, about, print) for post in posts]
    list(writer.write(rendered, about, tmp_path / "site", lambda problem: None))
    built = build(tmp_path / "site")
    for old, new in {
        "2019/04/17/hi": "/2019/04/17/hello/",
        "2019/04/17/hello/photo": "/2019/04/17/hello/",
        "category/sea": "/category/life/sea/",
        "2019/04": "/posts/",
    }.items():
        assert f"url=https://example.org{new}" in built.text(f"{old}/index.html")


def test_the_feed_of_a_posts_comments_leads_to_the_post() -> None:
    assert "/2017/file.html/feed" in text_of("netlify")
    assert "/2019/04/17/hello/feed" in text_of("nginx")
