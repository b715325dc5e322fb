"""The second run where a site has files: they stay linked, are shown before they are written, and go when unwanted."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from converters.cli import main
from tests.kills import convert_into, tree_of
from tests.misbehaving_host import misbehaving_host, png

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
HARBOUR = "static/wp-content/uploads/2023/05/harbour.jpg"
TEAPOT = "static/wp-content/uploads/2023/05/teapot.png"

LINK = b'"/wp-content/uploads/2023/05/harbour.jpg'

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as exit_:
            main(["hugo", *map(str, arguments), "--jobs", "1"])
        return int(exit_.value.code or 0), capsys.readouterr().out

    return call


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2023" / "05"
    folder.mkdir(parents=True)
    for number, name in enumerate(["harbour.jpg", "teapot.png", "icon-32x32.png"]):
        (folder / name).write_bytes(png(number + 1))
    return folder.parent.parent


@pytest.fixture
def without_teapot(tmp_path: Path) -> Path:
    """The small blog after every mention of one picture is gone."""
    head, *items = EXPORT.read_text(encoding="utf-8").split("<item>")
    tail = items[-1].partition("</item>")[2]
    kept = [item.partition("</item>")[0] for item in items if "teapot.png" not in item]
    file = tmp_path / "without.xml"
    file.write_text(head + "".join(f"<item>{item}</item>" for item in kept) + tail, encoding="utf-8")
    return file


def test_a_run_without_uploads_keeps_the_links_to_files_that_are_there(run: Run, uploads: Path, tmp_path: Path) -> None:
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    before = tree_of(tmp_path / "site")
    assert LINK in b"".join(before.values())
    run(EXPORT, tmp_path / "site")
    assert tree_of(tmp_path / "site") == before


def test_a_file_that_is_gone_is_linked_at_the_old_host_again(run: Run, uploads: Path, tmp_path: Path) -> None:
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    (tmp_path / "site" / HARBOUR).unlink()
    run(EXPORT, tmp_path / "site")
    texts = b"".join(tree_of(tmp_path / "site/content").values())
    assert LINK not in texts
    assert LINK.removeprefix(b'"') in texts


def test_dry_run_shows_the_files_that_would_be_written_and_those_that_stand(
    run: Run, uploads: Path, tmp_path: Path
) -> None:
    _, out = run(EXPORT, tmp_path / "site", "--uploads", uploads, "--dry-run", "--json")
    assert json.loads(out)["files"][HARBOUR] == "new"
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    (uploads / "2023/05/teapot.png").write_bytes(png(9, b"another"))
    (tmp_path / "site" / HARBOUR).write_bytes(b"mine")
    _, out = run(EXPORT, tmp_path / "site", "--uploads", uploads, "--dry-run")
    assert re.search(r"^~ +teapot\.png$", out, re.MULTILINE)
    assert re.search(r"^! +harbour\.jpg$", out, re.MULTILINE)


def test_dry_run_shows_the_files_that_would_be_fetched(run: Run, tmp_path: Path) -> None:
    _, out = run(EXPORT, tmp_path / "site", "--media", "fetch", "--dry-run", "--json")
    assert json.loads(out)["files"][HARBOUR] == "new"
    assert not (tmp_path / "site").exists()


def test_difference_names_files_that_cannot_be_shown(run: Run, uploads: Path, tmp_path: Path) -> None:
    _, out = run(EXPORT, tmp_path / "site", "--uploads", uploads, "--diff")
    assert f"Binary files /dev/null and b/{HARBOUR} differ" in out


def test_a_file_that_nothing_shows_any_more_is_reported_and_removed_on_demand(
    run: Run, uploads: Path, without_teapot: Path, tmp_path: Path
) -> None:
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    _, out = run(without_teapot, tmp_path / "site")
    assert f"{TEAPOT} was written by an earlier run" in out.replace("\n", "")
    assert (tmp_path / "site" / TEAPOT).is_file()
    _, out = run(without_teapot, tmp_path / "site", "--dry-run", "--json")
    assert json.loads(out)["files"][TEAPOT] == "left over"
    run(without_teapot, tmp_path / "site", "--prune")
    assert not (tmp_path / "site" / TEAPOT).exists()
    run(without_teapot, tmp_path / "fresh", "--uploads", uploads)
    assert tree_of(tmp_path / "site") == tree_of(tmp_path / "fresh")


def test_what_was_removed_is_no_warning(run: Run, uploads: Path, without_teapot: Path, tmp_path: Path) -> None:
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    warnings = json.loads(run(without_teapot, tmp_path / "fresh", "--uploads", uploads, "--json")[1])["warnings"]
    ledger = json.loads(run(without_teapot, tmp_path / "site", "--prune", "--json")[1])
    assert ledger["warnings"] == warnings
    assert "left-over" not in ledger["problems"]
    assert ledger["problems"]["removed"] > 1


def test_a_file_that_a_person_changed_or_put_there_is_not_removed(
    run: Run, uploads: Path, without_teapot: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / HARBOUR).parent.mkdir(parents=True)
    (site / TEAPOT).write_bytes((uploads / "2023/05/teapot.png").read_bytes())
    run(EXPORT, site, "--uploads", uploads)
    run(without_teapot, site, "--prune")
    assert (site / TEAPOT).is_file()
    (site / HARBOUR).write_bytes(b"mine")
    run(without_teapot, site, "--prune")
    assert (site / HARBOUR).read_bytes() == b"mine"


def test_a_run_with_some_of_the_posts_leaves_no_file_over(run: Run, uploads: Path, tmp_path: Path) -> None:
    run(EXPORT, tmp_path / "site", "--uploads", uploads)
    _, out = run(EXPORT, tmp_path / "site", "--limit", "1", "--json")
    assert "left-over" not in json.loads(out)["problems"]


def test_a_run_that_was_killed_while_it_fetched_is_completed_by_the_next_to_the_same_bytes(tmp_path: Path) -> None:
    with misbehaving_host(well_behaved=True) as host:
        source = tmp_path / "blog.xml"
        text = EXPORT.read_text(encoding="utf-8")
        source.write_text(re.sub(r"https://blog\.example\b", host.url(""), text), encoding="utf-8")
        convert_into(source, tmp_path / "undisturbed", fetch=True)
        command = [sys.executable, "-m", "tests.kills", source, tmp_path, "61", "--fetch"]
        done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=True)
    undisturbed = tree_of(tmp_path / "undisturbed")
    assert HARBOUR in undisturbed
    sites = [Path(line) for line in done.stdout.splitlines()]
    assert len(sites) > 3
    for site in sites:
        assert tree_of(site) == undisturbed, site
