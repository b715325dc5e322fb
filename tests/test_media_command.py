"""`convert media` as a person meets it: files in a folder, what is known of them, and a ledger of what lacks one."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from converters.cli import main
from converters.cli.screen import progress_bars
from tests.misbehaving_host import png

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            main([*map(str, arguments), "--jobs", "1"])
        out, err = capsys.readouterr()
        return int(exit_.value.code or 0), out, err

    return call


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2023" / "05"
    folder.mkdir(parents=True)
    for number, name in enumerate(["harbour.jpg", "teapot.png", "icon-32x32.png"]):
        (folder / name).write_bytes(png(number + 1))
    return folder.parent.parent


def test_every_file_stands_at_its_old_path_with_what_is_known_of_it(run: Run, uploads: Path, tmp_path: Path) -> None:
    code, out, _ = run("media", EXPORT, tmp_path / "files", "--uploads", uploads)
    assert code == 0
    assert "Every item is accounted for: 23 = 23 written" in out
    assert "23  of them with every file that they show, in" in out
    assert "4 files wanted = 3 arrived + 1 there already + 0 missing" in out  # one of them is another made smaller
    names = [str(file.relative_to(tmp_path / "files")) for file in sorted((tmp_path / "files").rglob("*.[jp][pn]g"))]
    assert names == [f"wp-content/uploads/2023/05/{name}" for name in ("harbour.jpg", "icon-32x32.png", "teapot.png")]
    library = json.loads((tmp_path / "files/media.json").read_bytes())
    assert [(each["id"], each["local"]) for each in library] == [
        (20, "/wp-content/uploads/2023/05/harbour.jpg"),
        (21, "/wp-content/uploads/2023/05/teapot.png"),
    ]
    assert library[0]["alt"] == 'Boats in the "old" harbour & fog'
    assert "Taken from the north pier." in library[0]["description"]


def test_item_whose_file_is_missing_is_counted_as_failed_with_the_reason(
    run: Run, uploads: Path, tmp_path: Path
) -> None:
    (uploads / "2023/05/teapot.png").unlink()
    code, out, _ = run(
        "media", EXPORT, tmp_path / "files", "--uploads", uploads, "--json", "--log", tmp_path / "log.jsonl"
    )
    ledger = json.loads(out)
    assert code == 1
    assert ledger["balances"]
    assert ledger["failed"] > 0
    problems = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = [problem["sentence"] for problem in problems if problem["code"] == "post-failed"]
    assert len(failed) == ledger["failed"]
    assert all("teapot.png: it is not among the uploads" in sentence for sentence in failed)


def test_files_from_nowhere_are_a_question_and_not_a_traceback(run: Run, tmp_path: Path) -> None:
    code, _, err = run("media", EXPORT, tmp_path / "files")
    assert code == 2
    assert "name the blog's uploads with --uploads, or --media fetch" in err
    code, _, err = run("hugo", EXPORT, tmp_path / "site", "--uploads", tmp_path / "nothing")
    assert code == 2
    assert "check what --uploads names" in err


def test_dry_run_writes_nothing(run: Run, uploads: Path, tmp_path: Path) -> None:
    for command in ("media", "hugo", "jekyll"):
        code, _, _ = run(command, EXPORT, tmp_path / "out", "--uploads", uploads, "--dry-run")
        assert code == 0
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["hugo", "jekyll"])
def test_second_run_writes_nothing(command: str, run: Run, uploads: Path, tmp_path: Path) -> None:
    run(command, EXPORT, tmp_path / "site", "--uploads", uploads)
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "site").rglob("*")}
    run(command, EXPORT, tmp_path / "site", "--uploads", uploads)
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "site").rglob("*")} == before


def test_bar_of_the_files_moves_before_that_of_the_posts() -> None:
    screen = io.StringIO()
    with progress_bars(Console(file=screen, force_terminal=True, width=80), shown=True) as bar:
        posts, files = bar("Converting"), bar("Gathering files")
        for _ in range(2):
            files(2)
        shown = screen.getvalue()
        assert "Gathering files" in shown
        assert "2/2" in shown
        assert "Converting" not in shown
        posts(1)
        assert "Converting" in screen.getvalue()
