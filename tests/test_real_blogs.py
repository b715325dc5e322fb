"""Real exports become sites that the real Hugo and the real Jekyll build, with a page for every post of the ledger.

Every second export becomes a Hugo site and every fourth a Jekyll site, in turns; `PORTPRESS_SWEEP=whole` takes all for
both.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from converters.formats import Reader, Writer
from converters.frontmatter.folder import FrontMatterReader
from converters.pipeline import Ledger, convert
from converters.post import Site
from converters.problem import Problem, Severity
from converters.wordpress.wxr import WxrReader
from tests import hugo_site, jekyll_site
from tests.broken_links import broken_links
from tests.exports import exports_in_turn, front_matter_folders, name_of, read_whole, secrets_of
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter
from writers.links import LinkLeadsNowhere

pytestmark = pytest.mark.corpus


def run(source: Path, reader: Reader, writer: Writer, site: Path) -> tuple[Ledger, list[Problem]]:
    problems: list[Problem] = []
    ledger = convert(source, site, reader=reader, writer=writer, report=problems.append)
    assert ledger.balances
    assert not ledger.failed, [str(p) for p in problems if p.severity is Severity.LOSS]
    return ledger, problems


def every_text(built: Path) -> str:
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in sorted(built.rglob("*")) if file.is_file())
    return "\n".join(texts)


@pytest.mark.parametrize("export", exports_in_turn(2, 0), ids=name_of)
def test_export_becomes_a_hugo_site_with_a_page_for_every_post(export: Path, tmp_path: Path) -> None:
    ledger, problems = run(export, WxrReader(), HugoWriter(), tmp_path / "site")
    built = hugo_site.build(tmp_path / "site")
    assert len(built.pages) == ledger.written
    text = every_text(built.folder)
    site, posts = read_whole(export)
    assert [secret for secret in secrets_of(site, posts) if secret in text] == []
    assert_links_lead_somewhere(built.folder, site, problems)


@pytest.mark.jekyll
@pytest.mark.parametrize("export", exports_in_turn(4, 1), ids=name_of)
def test_export_becomes_a_jekyll_site_with_a_page_for_every_post(export: Path, tmp_path: Path) -> None:
    ledger, problems = run(export, WxrReader(), JekyllWriter(), tmp_path / "site")
    built = jekyll_site.build(tmp_path / "site")
    assert len(built.pages) == ledger.written
    text = every_text(built.folder)
    site, posts = read_whole(export)
    assert [secret for secret in secrets_of(site, posts) if secret in text] == []
    assert_links_lead_somewhere(built.folder, site, problems)


def assert_links_lead_somewhere(built: Path, site: Site, problems: list[Problem]) -> None:
    """No link of the built site leads to nothing, but for those that led to nothing before and are reported."""
    base = unquote(urlsplit(site.url).path).rstrip("/")
    reported = {problem.url for problem in problems if isinstance(problem, LinkLeadsNowhere)}
    broken = broken_links(built, base)
    assert {page: links - reported for page, links in broken.items() if links - reported} == {}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("writer", [HugoWriter(), JekyllWriter()], ids=["hugo", "jekyll"])
def test_two_processes_and_a_second_run_give_the_same_bytes(corpus: Path, writer: Writer, tmp_path: Path) -> None:
    export = corpus / "genuine" / "wxr-wp71-clean-all.xml"
    for name, jobs in (("one", 1), ("two", 2), ("again", 1), ("again", 2)):
        convert(export, tmp_path / name, reader=WxrReader(), writer=writer, jobs=jobs)
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "again")


@pytest.mark.parametrize("folder", front_matter_folders(), ids=name_of)
def test_folder_of_posts_becomes_a_hugo_site(folder: Path, tmp_path: Path) -> None:
    ledger, _ = run(folder, FrontMatterReader(timezone="Europe/Rome"), HugoWriter(), tmp_path / "site")
    assert ledger.written > 0
    assert len(hugo_site.build(tmp_path / "site").pages) == ledger.written


@pytest.mark.jekyll
@pytest.mark.parametrize("folder", front_matter_folders(), ids=name_of)
def test_folder_of_posts_becomes_a_jekyll_site(folder: Path, tmp_path: Path) -> None:
    ledger, _ = run(folder, FrontMatterReader(timezone="Europe/Rome"), JekyllWriter(), tmp_path / "site")
    assert ledger.written > 0
    assert len(jekyll_site.build(tmp_path / "site").pages) == ledger.written
