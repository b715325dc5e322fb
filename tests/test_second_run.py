"""The second run: what is unchanged stays untouched, what a person made stays, and what is gone is taken away."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from converters.abilities import Change
from converters.formats import Writer
from converters.pipeline import Ledger, convert
from converters.problem import Problem
from converters.selection import Selection
from converters.wordpress.wxr import WxrReader
from tests.kills import tree_of
from writers.destination.folder import LeftOver
from writers.hugo import HugoWriter
from writers.jekyll import JekyllWriter

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
WRITERS: list[Writer] = [HugoWriter(), JekyllWriter()]
SALT_WIND = "content/posts/2023-12-24-salt-wind.md"


def run(source: Path, site: Path, writer: Writer = WRITERS[0], **options: Any) -> tuple[Ledger, list[Problem]]:
    problems: list[Problem] = []
    ledger = convert(source, site, reader=WxrReader(), writer=writer, report=problems.append, **options)
    return ledger, problems


def codes(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """The small blog with one text in place of another."""

    def change(old: str, new: str) -> Path:
        text = EXPORT.read_text(encoding="utf-8")
        assert old in text
        file = tmp_path / "changed.xml"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return file

    return change


def without_item(number: int) -> Callable[[str], str]:
    def cut(text: str) -> str:
        items = text.split("<item>")
        [gone] = [item for item in items if f"<wp:post_id>{number}</wp:post_id>" in item]
        return text.replace(f"<item>{gone}", "" if "</channel>" not in gone else gone[gone.index("</item>") + 7 :])

    return cut


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """The small blog after its author took one post out of it."""
    text = EXPORT.read_text(encoding="utf-8")
    number = next(
        int(item.split("<wp:post_id>")[1].split("<")[0])
        for item in text.split("<item>")[1:]
        if "<wp:post_name><![CDATA[salt-wind]]>" in item
    )
    file = tmp_path / "shorter.xml"
    file.write_text(without_item(number)(text), encoding="utf-8")
    return file


@pytest.mark.parametrize("writer", WRITERS)
def test_a_second_run_writes_no_file(tmp_path: Path, writer: Writer) -> None:
    run(EXPORT, tmp_path, writer)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))}
    run(EXPORT, tmp_path, writer)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path, *tmp_path.rglob("*"))} == before


def test_a_renamed_post_is_reported_and_its_old_file_removed_on_demand(
    tmp_path: Path, changed: Callable[[str, str], Path]
) -> None:
    run(EXPORT, tmp_path / "site")
    source = changed("salt-wind", "wind-and-salt")
    _, problems = run(source, tmp_path / "site")
    assert "renamed" in codes(problems)
    assert (tmp_path / "site" / SALT_WIND).exists()
    run(source, tmp_path / "site", prune=True)
    assert not (tmp_path / "site" / SALT_WIND).exists()
    run(source, tmp_path / "fresh")
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "fresh")


def test_a_vanished_post_is_reported_and_removed_on_demand(tmp_path: Path, shorter: Path) -> None:
    run(EXPORT, tmp_path / "site")
    _, problems = run(shorter, tmp_path / "site")
    assert [problem.path for problem in problems if isinstance(problem, LeftOver)] == [SALT_WIND]
    _, problems = run(shorter, tmp_path / "site", prune=True)
    assert "removed" in codes(problems)
    assert not (tmp_path / "site" / SALT_WIND).exists()


def test_a_post_that_became_private_is_left_over(tmp_path: Path, changed: Callable[[str, str], Path]) -> None:
    run(EXPORT, tmp_path / "site")
    name = "<wp:post_name><![CDATA[salt-wind]]></wp:post_name><wp:status><![CDATA["
    source = changed(f"{name}publish", f"{name}private")
    _, problems = run(source, tmp_path / "site")
    assert "left-over" in codes(problems)


def test_what_was_only_not_chosen_is_not_left_over(tmp_path: Path) -> None:
    run(EXPORT, tmp_path)
    _, problems = run(EXPORT, tmp_path, selection=Selection(limit=1))
    assert not codes(problems) & {"left-over", "renamed"}


def test_an_edited_file_is_never_removed(tmp_path: Path, shorter: Path) -> None:
    run(EXPORT, tmp_path / "site")
    edited = tmp_path / "site" / SALT_WIND
    edited.write_text("mine")
    _, problems = run(shorter, tmp_path / "site", prune=True)
    assert "left-over-kept" in codes(problems)
    assert edited.read_text() == "mine"
    assert not codes(run(shorter, tmp_path / "site", prune=True)[1]) & {"left-over", "left-over-kept"}


def test_a_file_that_is_not_ours_is_never_removed(tmp_path: Path, shorter: Path) -> None:
    site = tmp_path / "site"
    run(EXPORT, site)
    mine = site / "content/posts/mine.md"
    mine.write_text("mine")
    run(shorter, site, prune=True)
    assert mine.read_text() == "mine"


def test_nothing_is_removed_when_not_everything_arrived(tmp_path: Path, shorter: Path) -> None:
    site = tmp_path / "site"
    run(EXPORT, site)
    text = shorter.read_text(encoding="utf-8")
    shorter.write_text(text[: text.rindex("<item>") + 400], encoding="utf-8")
    _, problems = run(shorter, site, prune=True)
    assert "nothing-removed" in codes(problems)
    assert (site / SALT_WIND).exists()


def test_folders_that_are_empty_then_are_removed_too(tmp_path: Path, changed: Callable[[str, str], Path]) -> None:
    run(EXPORT, tmp_path / "site")
    assert (tmp_path / "site/content/tags/tea").exists()
    source = changed("tea]]></wp:tag_slug>", "herbs]]></wp:tag_slug>")
    source.write_text(source.read_text(encoding="utf-8").replace('nicename="tea"', 'nicename="herbs"'), "utf-8")
    run(source, tmp_path / "site", prune=True)
    assert not (tmp_path / "site/content/tags/tea").exists()
    assert (tmp_path / "site/content/tags/herbs/_index.md").exists()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_rehearsal_foretells_every_file_and_writes_none(tmp_path: Path, writer: Writer) -> None:
    changes: list[Change] = []
    run(EXPORT, tmp_path / "site", writer, dry_run=True, note=changes.append)
    assert not (tmp_path / "site").exists()
    run(EXPORT, tmp_path / "site", writer)
    made = tree_of(tmp_path / "site")
    del made[".portpress.json"]
    assert {change.path: change.after for change in changes} == made
    assert {change.kind for change in changes} == {"new"}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_rehearsal_of_a_second_run_says_what_would_change(tmp_path: Path, writer: Writer, shorter: Path) -> None:
    site = tmp_path / "site"
    run(EXPORT, site, writer)
    [salt] = site.rglob("*salt-wind.md")
    [morning] = site.rglob("*a-quiet-morning.md")
    morning.write_text("mine")
    before = tree_of(site)
    shorter.write_text(shorter.read_text(encoding="utf-8").replace("Low water", "Lowest water"), "utf-8")
    changes: dict[str, Change] = {}
    run(shorter, site, writer, dry_run=True, note=lambda change: changes.update({change.path: change}))
    assert tree_of(site) == before
    assert changes[str(salt.relative_to(site))].kind == "left over"
    assert changes[str(morning.relative_to(site))].kind == "kept"
    changed = [change for change in changes.values() if change.kind == "changed"]
    assert len(changed) == 2
    assert all(b"Lowest" in (change.after or b"") and b"Lowest" not in (change.before or b"") for change in changed)


def test_what_the_first_version_wrote_is_known_by_its_path(tmp_path: Path) -> None:

    run(EXPORT, tmp_path)
    manifest = tmp_path / ".portpress.json"
    now = manifest.read_bytes()
    files = {path: about["sha256"] for path, about in json.loads(now)["files"].items()}
    manifest.write_text(json.dumps({"version": 1, "files": files}))
    _, problems = run(EXPORT, tmp_path)
    assert manifest.read_bytes() == now
    assert not codes(problems) & {"left-over", "renamed", "file-kept"}


@pytest.mark.parametrize("second", [False, True], ids=["first-run", "second-run"])
def test_a_run_that_was_killed_is_completed_by_the_next_to_the_same_bytes(tmp_path: Path, second: bool) -> None:
    source = tmp_path / "changed.xml"
    text = EXPORT.read_text(encoding="utf-8").replace("salt-wind", "wind-and-salt").replace("Tea first", "First, tea")
    source.write_text(text, encoding="utf-8")
    run(source, tmp_path / "undisturbed")
    command = [sys.executable, "-m", "tests.kills", source, tmp_path, "7" if second else "17"]
    command += ["--earlier", EXPORT] if second else []
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=True)
    sites = [Path(line) for line in done.stdout.splitlines()]
    assert len(sites) > 5
    undisturbed = tree_of(tmp_path / "undisturbed")
    for site in sites:
        assert tree_of(site) == undisturbed, site
