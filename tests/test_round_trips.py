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
