"""Redirects that plugins keep in an export: what the old blog led elsewhere is led there by the new site."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from converters.post import Post, Site
from converters.problem import Problem
from converters.wordpress.wxr import WxrReader
from tests.hugo_site import build
from tests.servers import Server, is_installed, serving
from writers.dialects.zola import ZolaWriter
from writers.forwards import Astray, safe_address
from writers.hugo import HugoWriter
from writers.hugo import content as hugo_content
from writers.jekyll import JekyllWriter
from writers.redirects.plan import redirects_of
from writers.redirects.redirect import Redirect
from writers.redirects.syntaxes import SYNTAXES
from writers.redirects.text import redirects_text
from writers.wxr import WxrWriter

HOME = "https://example.org"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Led</title><link>{HOME}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>{HOME}</wp:base_blog_url>"""

Item = tuple[str, str, dict[str, str]]

POSTS: Sequence[Item] = [
    ("page", "about", {}),
    ("page", "away", {"_links_to": "https://other.example/a b/?x=1&y=$2#top", "_links_to_target": "_blank"}),
    ("page", "here", {"_links_to": f"{HOME}/about/"}),
    ("page", "chain", {"_links_to": "/here/"}),
    ("page", "quick", {"_pprredirect_active": "1", "_pprredirect_type": "301", "_pprredirect_url": "1"}),
    ("page", "slow", {"_pprredirect_active": "0", "_pprredirect_url": "https://other.example/"}),
    ("page", "yoast", {"_yoast_wpseo_redirect": "https://yoast.example/"}),
    ("page", "round", {"_links_to": f"{HOME}/trip/"}),
    ("page", "trip", {"_links_to": f"{HOME}/round/"}),
    ("page", "self", {"_links_to": f"{HOME}/self"}),
    ("page", "script", {"_links_to": "javascript:alert(1)"}),
    ("page", "split", {"_links_to": "https://other.example/\r\nSet-Cookie: x=1"}),
    ("page", "nowhere", {"_links_to": "/no-such-page/"}),
    ("thirstylink", "recommends/kettle", {"_ta_destination_url": "https://shop.example/?id=7&amp;tag=tea"}),
    ("redirect_rule", "rule", {"_redirect_rule_from": "/old-tea", "_redirect_rule_to": "/about/"}),
    ("redirect_rule", "far", {"_redirect_rule_from": "/far/", "_redirect_rule_to": "https://far.example/x"}),
    ("redirect_rule", "regex", {
        "_redirect_rule_from": "/tea/(.*)", "_redirect_rule_to": "/about/", "_redirect_rule_from_regex": "1"}),
    ("redirect_rule", "star", {"_redirect_rule_from": "/cups/*", "_redirect_rule_to": "/about/"}),
    ("redirect_rule", "gone", {"_redirect_rule_from": "/gone/", "_redirect_rule_status_code": "410"}),
    ("pretty-link", "short", {}),
]  # fmt: skip

LED = {
    "/away/": "https://other.example/a%20b/?x=1&y=%242#top",
    "/away": "https://other.example/a%20b/?x=1&y=%242#top",
    "/?p=2": "https://other.example/a%20b/?x=1&y=%242#top",
    "/here/": "/about/",
    "/chain/": "/about/",
    "/quick/": "/about/",
    "/yoast/": "https://yoast.example/",
    "/recommends/kettle/": "https://shop.example/?id=7&tag=tea",
    "/old-tea": "/about/",
    "/old-tea/": "/about/",
    "/far": "https://far.example/x",
}
"""What a browser asks for, and where it is sent at once."""

UNLED = ["/about/", "/slow/", "/round/", "/trip/", "/self/", "/script/", "/split/", "/nowhere/"]


def export(folder: Path, items: Sequence[Item] = POSTS, body: str = "<p>Tea.</p>") -> Path:
    texts = [HEAD]
    for id, (kind, slug, metas) in enumerate(items, 1):
        link = f"{HOME}/{slug}/" if kind in ("page", "thirstylink") else f"{HOME}/?post_type={kind}&amp;p={id}"
        texts.append(
            f"<item><title>{slug}</title><link>{link}</link><content:encoded><![CDATA[{body}]]></content:encoded>"
            f"<wp:post_id>{id}</wp:post_id><wp:post_date>2019-04-17 12:00:00</wp:post_date>"
            f"<wp:post_date_gmt>2019-04-17 12:00:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
            f"<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>"
        )
        texts += [
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{escaped(value)}</wp:meta_value></wp:postmeta>"
            for key, value in metas.items()
        ]
        texts.append("</item>")
    path = folder / "export.xml"
    path.write_text("\n".join([*texts, "</channel></rss>"]), encoding="utf-8")
    return path


def escaped(value: str) -> str:
    return escape(value, {"\r": "&#13;", "\n": "&#10;"})


def read(path: Path, problems: list[Problem] | None = None) -> tuple[Site, list[Post]]:
    site, posts = WxrReader().read(path, (problems if problems is not None else []).append)
    return site, list(posts)


def written(posts: list[Post]) -> list[str]:
    return [post.key for post in posts if post.kind == "page"]


def plan(folder: Path, items: Sequence[Item] = POSTS) -> Sequence[Redirect]:
    site, posts = read(export(folder, items))
    return redirects_of(site, hugo_content.content_of(site), written(posts))


def text_of(syntax: str, folder: Path, problems: list[Problem]) -> str:
    site, posts = read(export(folder))
    content = hugo_content.content_of(site)
    return "".join(redirects_text(syntax, site, content, written(posts), problems.append))


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    name: str = request.param
    if not is_installed(name):
        pytest.skip(f"{name} is not installed")
    folder = tmp_path_factory.mktemp(name)
    site, posts = read(export(folder))
    writer = HugoWriter(redirects=name)
    rendered = [writer.render(post, site, lambda problem: None) for post in posts if post.kind == "page"]
    list(writer.write(rendered, site, folder / "site", lambda problem: None))
    root = build(folder / "site").folder
    file = root / ".htaccess" if name == "apache" else folder / "site" / SYNTAXES[name].file
    with serving(name, root, file, folder / "work") as running:
        yield running


@pytest.mark.servers
def test_a_real_server_leads_on_from_what_plugins_led_elsewhere(server: Server) -> None:
    here = f"http://127.0.0.1:{server.port}"  # nginx and Apache put it before a path
    answers = {old: server.get(old) for old in LED}
    found = {old: (status, where.removeprefix(here)) for old, (status, where) in answers.items()}
    assert found == {old: (301, new) for old, new in LED.items()}


@pytest.mark.servers
def test_a_real_server_shows_the_page_whose_redirect_leads_nowhere(server: Server) -> None:
    assert {old: server.get(old)[0] for old in UNLED} == dict.fromkeys(UNLED, 200)


def test_redirects_of_plugins_that_lead_nowhere_are_named_with_the_reason(tmp_path: Path) -> None:
    problems: list[Problem] = []
    text_of("netlify", tmp_path, problems)
    astray = [problem for problem in problems if problem.code == "forward-astray"]
    assert {problem.where.post: problem.as_dict()["reason"] for problem in astray} == {
        "page 8": "it leads in a circle",
        "page 9": "it leads in a circle",
        "page 10": "it leads in a circle",
        "page 11": "that is no address of the web",
        "page 12": "no browser is sent to such an address",
        "page 13": "nothing in the new site has that address",
    }


def test_rules_that_no_list_of_addresses_can_hold_are_named_once(tmp_path: Path) -> None:
    problems: list[Problem] = []
    read(export(tmp_path), problems)
    assert [problem.as_dict()["old"] for problem in problems if problem.code == "redirect-not-kept"] == [
        "/tea/(.*)",
        "/cups/*",
        "/gone/",
        "its address",
    ]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_no_syntax_holds_a_target_that_could_do_harm(syntax: str, tmp_path: Path) -> None:
    text = text_of(syntax, tmp_path, [])
    assert "javascript" not in text
    assert "Set-Cookie" not in text
    assert "$2" not in text


def test_netlify_is_told_that_the_page_must_not_be_shown(tmp_path: Path) -> None:
    assert "/yoast/ https://yoast.example/ 301!\n" in text_of("netlify", tmp_path, [])


def test_no_redirect_leads_to_an_address_that_leads_on(tmp_path: Path) -> None:
    redirects = plan(tmp_path)
    olds = {redirect.bare for redirect in redirects if redirect.query is None and not redirect.pages}
    assert olds.isdisjoint(redirect.new.partition("#")[0].rstrip("/") for redirect in redirects)


def test_a_page_that_leads_on_is_no_alias_of_another(tmp_path: Path) -> None:
    aliases = text_of("hugo-aliases", tmp_path, [])
    assert "other.example" not in aliases
    assert '"/here/"' not in aliases


def test_a_link_leads_at_once_to_where_its_page_would_lead(tmp_path: Path) -> None:
    site, _ = read(export(tmp_path))
    link = hugo_content.content_of(site).links.link
    assert link(f"{HOME}/away/") == LED["/away/"]
    assert link(f"{HOME}/?p=4") == "/about/"
    assert link(f"{HOME}/recommends/kettle/") == LED["/recommends/kettle/"]
    assert link(f"{HOME}/old-tea/") == "/about/"
    assert link(f"{HOME}/round/") == "/round/"
    assert link(f"{HOME}/script/") == "/script/"


def test_a_protected_post_leads_nobody_anywhere(tmp_path: Path) -> None:
    path = export(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</item>", "<wp:post_password>x</wp:post_password></item>"), encoding="utf-8")
    site, posts = read(path)
    assert not [r for r in redirects_of(site, hugo_content.content_of(site), written(posts)) if r.forced]


def test_an_export_gives_back_the_fields_in_which_plugins_keep_redirects(tmp_path: Path) -> None:
    site, posts = read(export(tmp_path))
    writer = WxrWriter()
    rendered = [writer.render(post, site, lambda problem: None) for post in posts]
    list(writer.write(rendered, site, tmp_path / "again.xml", lambda problem: None))
    again_site, again = read(tmp_path / "again.xml")
    assert [post.meta for post in again] == [post.meta for post in posts]
    assert [(e.leads_to, e.leads_from) for e in again_site.entries] == [
        (e.leads_to, e.leads_from) for e in site.entries
    ]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("HTTP://Example.com", "http://Example.com/"),
        ("https://x.example/100%/%41", "https://x.example/100%25/%41"),
        ("https://x.example/a?b=c+d;e", "https://x.example/a?b=c%20d%3Be"),
        ("https://x.example/:a*{b}", "https://x.example/%3Aa%2A%7Bb%7D"),
    ],
)
def test_an_address_of_another_site_is_written_so_that_it_means_itself(url: str, safe: str) -> None:
    assert safe_address(url) == safe


@pytest.mark.parametrize(
    "url",
    ["javascript:x", "data:text/html,x", "mailto:a@b.c", "https://good.example@bad.example/", "https://[::1", "https:///x",
     "https://a\tb.example/", "https://x.example\\@y.example", "//", "https://x.example/" + "a" * 3000],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Astray):
        safe_address(url)


@pytest.mark.parametrize("writer", [HugoWriter(), HugoWriter(redirects="hugo-aliases"), JekyllWriter(), ZolaWriter()])
def test_page_that_no_server_leads_on_from_is_named(
    writer: HugoWriter | JekyllWriter | ZolaWriter, tmp_path: Path
) -> None:
    site, posts = read(export(tmp_path))
    problems: list[Problem] = []
    for post in posts[:3]:
        writer.render(post, site, problems.append)
    assert [str(problem) for problem in problems if problem.code == "forward-unkept"] == [
        "the old blog showed no page here, but led its readers to 'https://other.example/a b/?x=1&y=$2#top': the page "
        "is shown now; name your server with --redirects to send them on",
        f"the old blog showed no page here, but led its readers to '{HOME}/about/': the page is shown now; name your "
        "server with --redirects to send them on",
    ]


def test_page_that_the_server_leads_on_from_is_not_named(tmp_path: Path) -> None:
    site, posts = read(export(tmp_path))
    problems: list[Problem] = []
    for post in posts[:3]:
        HugoWriter(redirects="nginx").render(post, site, problems.append)
    assert not problems
