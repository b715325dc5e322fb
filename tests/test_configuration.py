"""`portpress.toml`: options from a file, the command line above it, and one sentence for whatever is wrong there."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import Run, run

EXPORT = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"

__all__ = ["run"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder: Path, text: str, name: str = "portpress.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def ledger_of(run: Run, *arguments: object) -> dict[str, object]:
    _, out, err = run(*arguments, "--json", "--jobs", 1)
    assert out, err
    ledger: dict[str, object] = json.loads(out)
    return ledger


def test_options_of_all_commands_and_of_one_writer_come_from_the_current_folder(run: Run, here: Path) -> None:
    configure(here, 'kind = ["page"]\nreport = "report.html"\n[hugo]\nlimit = 1\n[jekyll]\nlimit = 2\n')
    assert ledger_of(run, "hugo", EXPORT, "site")["written"] == 1
    assert ledger_of(run, "jekyll", EXPORT, "other")["written"] == 2
    assert (here / "report.html").is_file()


def test_command_line_wins_over_the_file(run: Run, here: Path) -> None:
    configure(here, "[hugo]\nlimit = 1\ndry-run = true\n")
    assert ledger_of(run, "hugo", EXPORT, "site", "--limit", 3)["written"] == 3


def test_another_file_is_named_and_the_one_here_is_not_read(run: Run, here: Path) -> None:
    configure(here, "nonsense = 1")
    (here / "else").mkdir()
    configure(here / "else", 'limit = 2\nlog = "problems.jsonl"\nsince = 2020-01-01', "mine.toml")
    assert ledger_of(run, "hugo", EXPORT, "site", "--config", "else/mine.toml")["written"] == 2
    assert (here / "else" / "problems.jsonl").is_file()


def test_underscores_a_single_value_and_repeated_values_are_understood(run: Run, here: Path) -> None:
    configure(here, 'dry_run = true\nonly = "private"\ninclude = ["private", "pending"]\n')
    assert ledger_of(run, "hugo", EXPORT, "site")["written"] == 1
    assert not (here / "site").exists()


def test_every_option_of_every_command_can_stand_in_the_file(run: Run, here: Path) -> None:
    configure(here, 'timezone = "Europe/Rome"\n[epub]\nparts = "none"\n[inspect]\njson = true\n')
    assert ledger_of(run, "epub", EXPORT, "blog.epub")["complete"] is True
    code, out, _ = run("inspect", EXPORT)
    assert code == 0 and json.loads(out)["kinds"]
    assert run("show", EXPORT, "--post", "31")[0] == 0


BAD = {
    "an unknown option": ("[hugo]\nredirect = 'nginx'", "there is no option 'redirect'; did you mean 'redirects'?"),
    "an unknown option of all": ("limmit = 1", "there is no option 'limmit'; did you mean 'limit'?"),
    "an unknown table": ("[huggo]\nlimit = 1", "there is no table [huggo]; did you mean [hugo]?"),
    "a wrong choice": ("[hugo]\nmedia = 'maybe'", "media: 'maybe' is not one of"),
    "a word for a number": ("limit = 'many'", "limit: 'many' is not a valid integer"),
    "a word for a switch": ("strict = 'yes'", "strict = yes is not possible: write true or false"),
    "a switch for a word": ("timezone = true", "timezone = true is not possible: write a value in quotes"),
    "a list for one value": ("limit = [1, 2]", "limit takes one value"),
    "a table for a value": ("[hugo]\nlimit = { a = 1 }", "limit takes one value"),
    "a time for a day": ("since = 2020-01-01T10:00:00", "since takes one value"),
    "no TOML": ("limit = ", "is not TOML"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_wrong_in_the_file_is_one_sentence_and_exit_2(run: Run, here: Path, kind: str) -> None:
    text, said = BAD[kind]
    configure(here, text)
    code, out, err = run("hugo", EXPORT, "site")
    assert (code, out) == (2, "")
    assert f"portpress.toml: {said}" in err or (kind == "no TOML" and f"portpress.toml {said}" in err)
    assert "Traceback" not in err and not (here / "site").exists()


def test_file_that_is_not_there_or_not_utf8_is_one_sentence(run: Run, here: Path) -> None:
    code, _, err = run("hugo", EXPORT, "site", "--config", "nowhere.toml")
    assert (code, err.count("\n")) == (2, 1) and "nowhere.toml cannot be read" in err
    (here / "portpress.toml").write_bytes(b"limit = '\xff'")
    code, _, err = run("hugo", EXPORT, "site")
    assert (code, err.count("\n")) == (2, 1) and "is not UTF-8" in err
