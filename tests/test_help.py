"""Help that a person reads on one screen, and all of it on request."""

from pathlib import Path

import click
import pytest

from converters import formats
from converters.cli.configuration import NAME
from converters.cli.conversion import conversion_command
from tests.test_cli import Run, run

__all__ = ["run"]

SCREEN = 44
"""Lines."""


@pytest.mark.parametrize("writer", formats.writers())
def test_help_of_a_writer_fits_on_a_screen_and_names_every_option(run: Run, writer: str) -> None:
    code, out, _ = run(writer, "--help")
    lines = out.splitlines()
    assert code == 0
    assert len(lines) <= SCREEN and max(map(len, lines)) <= 80
    assert f"  convert {writer} blog.xml " in out
    command = conversion_command(formats.writers()[writer])
    named = {option.strip(",") for line in lines for option in line.split() if option.startswith("--")}
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert named - {"--help-all"} >= {each.opts[0] for each in options if not each.hidden}


def test_help_of_a_verification_fits_on_a_screen_too(run: Run) -> None:
    code, out, _ = run("verify", "hugo", "--help")
    assert code == 0 and len(out.splitlines()) <= SCREEN
    assert "Comparing:" in out and "convert verify hugo blog.xml site --report report.html" in out


def test_help_all_explains_every_option_in_full(run: Run) -> None:
    code, out, _ = run("hugo", "--help-all")
    text = " ".join(out.split())
    assert code == 0
    assert "Media: --media" in text and "Selection: --include" in text
    assert "Remove files of earlier runs that are left over and that nobody has edited, if everything arrived." in text
    assert "old-slugs|netlify" in text


def test_help_of_all_commands_names_each_of_them(run: Run) -> None:
    _, out, _ = run("--help")
    assert all(f"convert {name}" in out for name in (*formats.writers(), "inspect", "show", "formats", "completion"))


@pytest.mark.parametrize("where", ["a pipe", "NO_COLOR"])
def test_nothing_is_coloured_in_a_pipe_or_when_told_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    if where == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    export = Path(__file__).parent.parent / "fixtures" / "exports" / "small-blog" / "export.xml"
    _, out, err = run("hugo", export, tmp_path / "site", "--jobs", 1)
    assert "\x1b" not in out + err
    assert "Converting" not in out + err
    assert not (tmp_path / NAME).exists()
