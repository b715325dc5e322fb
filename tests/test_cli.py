"""The command as a person meets it: exit codes, sentences instead of tracebacks, a ledger for people and programs."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pytest

from converters.cli import main
from converters.cli.flags import build, flags_of
from converters.cli.screen import open_screen, printable, visible
from converters.options import option

EXPORT = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return int(exit_.value.code or 0), out, err

    return call


def test_conversion_that_arrives_exits_with_0_and_says_the_sum(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("posts", EXPORT, tmp_path / "posts.jsonl", "--jobs", 1)
    assert code == 0
    assert "Every item is accounted for" in out


def test_ledger_as_json_is_all_of_standard_output(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("hugo", EXPORT, tmp_path / "site", "--json", "--jobs", 1)
    ledger = json.loads(out)
    assert ledger["read"] == ledger["written"] + sum(ledger["left_out"].values()) + ledger["failed"]
    assert ledger["left_out"]["private"] == 1
    assert code == (0 if ledger["complete"] else 1)


def test_posts_to_standard_output_are_json_lines_and_nothing_else(run: Run) -> None:
    _, out, _ = run("posts", EXPORT, "-", "--jobs", 1)
    lines = [json.loads(line) for line in out.splitlines()]
    assert "site" in lines[0]
    assert lines[1]["kind"]


def test_book_is_made_with_pictures_from_a_folder_that_a_flag_names(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("epub", EXPORT, tmp_path / "blog.epub", "--uploads", tmp_path, "--volumes", "year", "--jobs", 1)
    assert code == 0 and "Every item is accounted for" in out
    assert len(list(tmp_path.glob("blog-*.epub"))) == 2
    assert run("epub", EXPORT, tmp_path / "blog.epub", "--uploads", tmp_path / "nowhere", "--jobs", 1)[0] == 2


def test_message_that_nobody_looks_at_stands_on_one_line_however_long(run: Run, tmp_path: Path) -> None:
    site, report = tmp_path / ("a-long-name-" * 15), tmp_path / f"{'another-' * 20}.html"
    _, out, _ = run("hugo", EXPORT, site, "--report", report, "--jobs", 1)
    assert any(line.endswith(f"written to {site}") for line in out.splitlines())
    assert f"The report: {report}" in out.splitlines()


def test_message_on_a_terminal_is_folded_to_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    open_screen().print("word " * 20)
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_quiet_conversion_prints_nothing(run: Run, tmp_path: Path) -> None:
    assert run("posts", EXPORT, tmp_path / "posts.jsonl", "--quiet", "--jobs", 1)[1:] == ("", "")


def test_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("hugo", EXPORT, tmp_path / "site", "--dry-run", "--jobs", 1)
    assert "would be written" in out
    assert not (tmp_path / "site").exists()


@pytest.fixture
def troubled_export(tmp_path: Path) -> Path:
    """The small export with a shortcode that nobody knows."""
    start = "<content:encoded><![CDATA["
    text = EXPORT.read_text(encoding="utf-8").replace(start, f'{start}[nobody_knows id="1"]')
    return written(tmp_path / "troubled.xml", text.encode())


def test_log_holds_every_problem_as_a_json_line(run: Run, tmp_path: Path, troubled_export: Path) -> None:
    log = tmp_path / "problems.jsonl"
    _, out, _ = run("hugo", troubled_export, tmp_path / "site", "--json", "--log", log, "--jobs", 1)
    problems = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert len(problems) == sum(json.loads(out)["problems"].values())
    assert {"code", "severity", "origin", "post", "sentence"} <= set(problems[0])


def test_strict_conversion_fails_on_a_warning(run: Run, tmp_path: Path, troubled_export: Path) -> None:
    assert run("hugo", troubled_export, tmp_path / "a", "--jobs", 1)[0] == 0
    assert run("hugo", troubled_export, tmp_path / "b", "--strict", "--jobs", 1)[0] == 1


def test_inspect_counts_as_json(run: Run) -> None:
    code, out, _ = run("inspect", EXPORT, "--json")
    assert code == 0
    assert json.loads(out)["kinds"]["page"] >= 2


def test_inspect_prints_a_table_for_people(run: Run) -> None:
    assert "kinds" in run("inspect", EXPORT)[1]


def test_formats_are_listed_with_their_distribution(run: Run) -> None:
    _, out, _ = run("formats")
    registered = tomllib.loads((EXPORT.parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readers, writers = (sorted(registered["entry-points"][f"portpress.{kind}"]) for kind in ("readers", "writers"))
    assert [line.split()[0] for line in out.splitlines()] == ["Readers", *readers, "Writers", *writers]


def refuse(path: Path) -> Path:
    path.write_text("<rss/>", encoding="utf-8")
    path.chmod(0)
    return path


BAD_SOURCES: dict[str, Callable[[Path], Path]] = {
    "missing": lambda folder: folder / "missing.xml",
    "empty": lambda folder: written(folder / "empty.xml", b""),
    "web-page": lambda folder: written(folder / "blog.xml", b"<!DOCTYPE html><html><body>Hello</body></html>"),
    "picture": lambda folder: written(folder / "blog.xml", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    "other-xml": lambda folder: written(folder / "blog.xml", b"<?xml version='1.0'?><feed/>"),
    "empty-folder": lambda folder: folder,
    "folder-without-posts": lambda folder: written(folder / "README.md", b"# Hello\n").parent,
    "cut-off-at-once": lambda folder: written(folder / "blog.xml", b"<?xml version='1.0'?><rss><chan"),
    "yaml-bomb": lambda folder: (
        written(
            folder / "bomb.md",
            b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % ((n, n) + (n - 1,) * 8) for n in range(98, 122))
            + b"---\nbody\n",
        ).parent
    ),
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", BAD_SOURCES)
def test_unusable_source_is_one_sentence_and_exit_2(run: Run, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    source = BAD_SOURCES[kind](folder)
    code, out, err = run("hugo", source, tmp_path / "site", "--jobs", 1)
    assert (code, out) == (2, "")
    assert err.startswith("convert: ")
    assert err.count("\n") == 1
    assert str(source) in err
    assert not (tmp_path / "site").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_source_without_permission_is_one_sentence_and_exit_2(run: Run, tmp_path: Path) -> None:
    code, _, err = run("hugo", refuse(tmp_path / "blog.xml"), tmp_path / "site")
    assert code == 2
    assert "permission" in err


def test_destination_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    site = written(tmp_path / "site", b"mine")
    code, _, err = run("hugo", EXPORT, site, "--jobs", 1)
    assert code == 2
    assert "is a file" in err
    assert site.read_bytes() == b"mine"


def test_source_is_never_its_own_destination(run: Run, tmp_path: Path) -> None:
    source = written(tmp_path / "blog.xml", EXPORT.read_bytes())
    code, _, err = run("posts", source, source)
    assert code == 2
    assert "source and destination at once" in err
    assert source.read_bytes() == EXPORT.read_bytes()


def test_full_disk_is_one_sentence(run: Run, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    code, _, err = run("posts", EXPORT, full, "--jobs", 1)
    assert code == 2
    assert "disk is full" in err


def test_unknown_reader_is_a_usage_error_that_names_the_known_ones(run: Run, tmp_path: Path) -> None:
    code, _, err = run("hugo", EXPORT, tmp_path / "site", "--from", "wrx")
    assert code == 2
    assert "frontmatter, " in err


def test_unknown_zone_is_one_sentence(run: Run, tmp_path: Path) -> None:
    code, _, err = run("hugo", EXPORT, tmp_path / "site", "--timezone", "Mars/Olympus", "--jobs", 1)
    assert code == 2
    assert "Mars/Olympus" in err


def test_standard_input_is_a_source(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "converters", "posts", "-", str(tmp_path / "posts.jsonl"), "--quiet", "--jobs", "1"],
        input=EXPORT.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "posts.jsonl").stat().st_size > 0


def test_title_cannot_steer_the_terminal() -> None:
    assert visible("a\x1b[31mb\nc\u202ed") == "a�[31mb c�d"
    assert printable("[bold]x") == r"\[bold]x"


@dataclass(frozen=True, kw_only=True)
class Sample:
    names: tuple[str, ...] = option((), help="Some names.", metavar="NAME")
    day: date | None = option(None, help="A day.")
    many: int = option(3, help="A number.")
    loud: bool = option(False, help="A switch.")
    style: str = option("a", help="A choice.", choices=("a", "b"))
    hidden: int = 7


def test_flags_come_from_fields_and_go_back_into_them() -> None:
    command = click.Command("sample", params=flags_of(Sample))
    context = command.make_context("sample", ["--names", "x", "--names", "y", "--day", "2020-05-04", "--loud"])
    assert build(Sample, context.params, context.params) == Sample(names=("x", "y"), day=date(2020, 5, 4), loud=True)


@pytest.mark.parametrize("arguments", [["--day", "4.5.2020"], ["--style", "c"], ["--many", "x"]])
def test_flag_of_the_wrong_kind_is_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        click.Command("sample", params=flags_of(Sample)).make_context("sample", arguments)


def test_dry_run_shows_the_tree_that_would_be(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("hugo", EXPORT, tmp_path / "site", "--dry-run", "--jobs", 1)
    assert "  content/\n" in out
    assert "+     2023-12-24-salt-wind.md\n" in out


def test_diff_is_a_patch_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    source = written(tmp_path / "blog.xml", EXPORT.read_bytes())
    run("hugo", source, tmp_path / "site", "--quiet", "--jobs", 1)
    written(source, EXPORT.read_bytes().replace(b"Nobody minded.", b"All minded.").replace(b"salt-wind", b"salt"))
    _, out, err = run("hugo", source, tmp_path / "site", "--diff", "--jobs", 1)
    assert "-Nobody minded.\n+All minded.\n" in out
    assert "--- /dev/null\n+++ b/content/posts/2023-12-24-salt.md\n" in out
    assert "would be written" in err
    assert "All minded" not in (tmp_path / "site/content/posts/2023-05-02-a-quiet-morning.md").read_text("utf-8")


def test_prune_is_refused_when_posts_are_chosen(run: Run, tmp_path: Path) -> None:
    code, _, err = run("hugo", EXPORT, tmp_path / "site", "--prune", "--limit", 1)
    assert code == 2
    assert "--prune needs the whole blog" in err


@pytest.mark.parametrize("name", ["31", "a-quiet-morning"])
def test_one_post_is_shown_as_it_would_be_written(run: Run, tmp_path: Path, name: str) -> None:
    run("hugo", EXPORT, tmp_path / "site", "--quiet", "--jobs", 1)
    code, out, _ = run("show", EXPORT, "--post", name)
    assert code == 0
    assert out == (tmp_path / "site/content/posts/2023-05-02-a-quiet-morning.md").read_text("utf-8")


def test_a_slug_that_two_posts_have_is_not_guessed_at(run: Run) -> None:
    code, _, err = run("show", EXPORT, "--post", "low-water", "--to", "jekyll")
    assert code == 2
    assert "35 (post), 36 (post)" in err


def test_a_post_that_is_not_there_is_one_sentence(run: Run) -> None:
    code, out, err = run("show", EXPORT, "--post", "nowhere")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hgou", "blog.xml", "out"], "did you mean 'hugo'?"),
        ([str(Path(__file__)), "hugo", "out"], "the command comes before the source"),
        (["https://blog.example", "out"], "the command comes before the source"),
        (["xyzzy"], "'convert --help' lists them"),
    ],
)
def test_word_that_is_no_command_is_answered_with_one(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "converters", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr
