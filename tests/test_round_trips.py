"""Chains of conversions: what went through two formats goes through them again unchanged, byte by byte."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from converters.formats import Reader, Writer
from converters.pipeline import convert
from converters.post import Post, Site
from converters.problem import Problem
from converters.selection import Selection
from converters.sites.hugo.reader import HugoReader
from converters.sites.jekyll.reader import JekyllReader
from converters.wordpress.wxr import WxrReader
from tests.blogs import entry_of
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.redirects.writer import RedirectsWriter
from writers.wxr import WxrWriter

SMALL_BLOG = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
EVERYTHING = Selection(include=("all", "protected"))
SITES = pytest.mark.parametrize(
    ("writer", "reader"),
    [pytest.param(HugoWriter(), HugoReader(), id="hugo"), pytest.param(JekyllWriter(), JekyllReader(), id="jekyll")],
)


def files_of(folder: Path) -> dict[str, bytes]:
    """The files below a folder, but for the record of the run."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != ".portpress.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def trip(source: Path, folder: Path, writer: Writer, reader: Reader) -> tuple[Path, Path]:
    """An export as a site, and the site as an export."""
    folder.mkdir()
    site, export = folder / "site", folder / "export.xml"
    convert(source, site, reader=WxrReader(), writer=writer, selection=EVERYTHING)
    convert(site, export, reader=reader, writer=WxrWriter(), selection=EVERYTHING)
    return site, export


@SITES
def test_second_trip_from_an_export_through_a_site_changes_no_byte(
    writer: Writer, reader: Reader, tmp_path: Path
) -> None:
    _, export = trip(SMALL_BLOG, tmp_path / "1", writer, reader)
    site, again = trip(export, tmp_path / "2", writer, reader)
    assert again.read_text() == export.read_text()
    assert files_of(trip(again, tmp_path / "3", writer, reader)[0]) == files_of(site)


@SITES
def test_of_two_pages_of_one_address_the_same_keeps_it_on_every_trip(
    writer: Writer, reader: Reader, tmp_path: Path
) -> None:
    day = datetime(2020, 1, 2, tzinfo=UTC)
    url = "https://blog.example/about/"
    posts = [Post(key=str(n), id=n, kind="page", title=f"No {n}", slug="about", url=url, date=day) for n in (8, 3)]
    site = Site(title="T", url="https://blog.example", entries=tuple(map(entry_of, posts)))
    source, wxr, problems = tmp_path / "source.xml", WxrWriter(), list[Problem]()
    list(wxr.write([wxr.render(post, site, problems.append) for post in posts], site, source, problems.append))
    first, export = trip(source, tmp_path / "1", writer, reader)
    assert files_of(trip(export, tmp_path / "2", writer, reader)[0]) == files_of(first)


FORMER: dict[str, tuple[Reader, str, str, str, str]] = {
    "hugo": (HugoReader(), "hugo.toml", 'baseURL = "https://blog.example/"\n', "content/posts/a.md", "aliases"),
    "jekyll": (JekyllReader(), "_config.yml", "url: https://blog.example\n", "_posts/2020-01-02-a.md", "redirect_from"),
}


@SITES
@pytest.mark.parametrize("source", FORMER)
def test_addresses_that_led_to_a_page_lead_to_it_in_another_site_and_after_an_export(
    source: str, writer: Writer, reader: Reader, tmp_path: Path
) -> None:
    source_reader, configuration, text, page, field = FORMER[source]
    site = tmp_path / source
    (site / page).parent.mkdir(parents=True)
    (site / configuration).write_text(text)
    aliases = "[/2017/old name/x.html, /früher/a/, 'https://else.example/b/', /2016/c]"
    body = "[link](/früher/a/) [other](/2016/c/)"
    (site / page).write_text(f"---\ntitle: A\ndate: 2020-01-02\n{field}: {aliases}\n---\n{body}")
    first, second = tmp_path / "1", tmp_path / "2"
    ledger = convert(site, first, reader=source_reader, writer=writer, selection=EVERYTHING)
    assert ledger.problems["former-address-unkept"] == 1  # of the name with a blank
    convert(first, tmp_path / "x.xml", reader=reader, writer=WxrWriter(), selection=EVERYTHING)
    convert(tmp_path / "x.xml", second, reader=WxrReader(), writer=writer, selection=EVERYTHING)
    _, [post] = WxrReader().read(tmp_path / "x.xml", lambda problem: None)
    assert post.old_paths == ("/2017/old name/x.html", "/früher/a/", "/2016/c/")
    written = next(iter(sorted(second.rglob("2020-01-02-a.md")))).read_text()
    assert '- "/früher/a/"\n- "/2016/c/"\n' in written
    assert "früher/a/)" not in written and "/2016/c/)" not in written


@SITES
def test_former_address_that_somebody_adds_to_a_site_of_ours_is_kept(
    writer: Writer, reader: Reader, tmp_path: Path
) -> None:
    site, _ = trip(SMALL_BLOG, tmp_path / "1", writer, reader)
    page = next(site.rglob("2023-05-02-a-quiet-morning.md"))
    field = "aliases" if page.match("content/posts/*") else "redirect_from"
    page.write_text(page.read_text().replace(f"{field}:\n", f'{field}:\n- "/by-hand/"\n'))
    _, posts = reader.read(site, lambda problem: None)
    [post] = [post for post in posts if post.id == 31]
    assert (post.old_slugs, post.old_paths) == (("quiet-morning",), ("/by-hand/",))


@SITES
def test_site_knows_where_every_address_of_the_old_blog_leads(writer: Writer, reader: Reader, tmp_path: Path) -> None:
    site, _ = trip(SMALL_BLOG, tmp_path / "1", writer, reader)
    redirects = RedirectsWriter(syntax="csv", site="hugo" if isinstance(writer, HugoWriter) else "jekyll")
    rules: list[set[str]] = []
    for source, its in ((SMALL_BLOG, WxrReader()), (site, reader)):
        file = tmp_path / f"{len(rules)}.csv"
        convert(source, file, reader=its, writer=redirects)
        rules.append(set(file.read_text().splitlines()))
    assert rules[0] - rules[1] == set()
    assert any("harbour-at-dawn" in rule for rule in rules[1])


@SITES
def test_page_that_leads_elsewhere_does_so_in_another_site(writer: Writer, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "site" / "_posts").mkdir(parents=True)
    (tmp_path / "site" / "_config.yml").write_text("url: https://blog.example\n")
    post = "---\ntitle: A\nredirect_to: https://else.example/x\n---\nGone.\n"
    (tmp_path / "site" / "_posts" / "2020-01-02-a.md").write_text(post)
    convert(tmp_path / "site", tmp_path / "1", reader=JekyllReader(), writer=writer)
    convert(tmp_path / "1", tmp_path / "x.xml", reader=reader, writer=WxrWriter())
    for source, its in ((tmp_path / "1", reader), (tmp_path / "x.xml", WxrReader())):
        assert [entry.leads_to for entry in its.read(source, lambda problem: None)[0].entries] == [
            "https://else.example/x"
        ]
