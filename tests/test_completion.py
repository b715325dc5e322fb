"""Completion: the script for each shell, and what real shells make of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal, terminal
from tests.test_cli import Run, run

__all__ = ["run"]

COMMANDS = Path(sys.executable).parent


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_script_is_for_both_names_of_the_command(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_CONVERT_COMPLETE" in out and "_PORTPRESS_COMPLETE" in out


def test_unknown_shell_is_a_usage_error(run: Run) -> None:
    assert run("completion", "sh")[0] == 2


def completed(words: str, incomplete: str) -> list[str]:
    """What is offered after some words."""
    environment = {
        **os.environ, "_CONVERT_COMPLETE": "fish_complete", "COMP_WORDS": words, "COMP_CWORD": incomplete,
    }  # fmt: skip
    command = [str(COMMANDS / "convert")]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return said.splitlines()


def test_commands_options_and_values_are_completed(tmp_path: Path) -> None:
    assert completed("convert j", "j") == [
        "plain,jekyll\tWrites a site for Jekyll 4, without plugins.",
        "plain,jsonfeed\tWrites a feed as JSON Feed 1.1.",
    ]
    assert [each.partition("\t")[0] for each in completed("convert hugo --m", "--m")] == [
        "plain,--media", "plain,--media-hosts", "plain,--max-file",
    ]  # fmt: skip
    assert completed("convert hugo --media ", "") == ["plain,keep", "plain,copy", "plain,fetch"]
    assert completed("convert hugo --from h", "h") == ["plain,hugo"]
    assert completed("convert hugo bl", "bl") == ["file,bl"]
    assert completed("convert completion z", "z") == ["plain,zsh"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file."""
    folder = tmp_path / "here"
    folder.mkdir()
    shutil.copy(ROOT / "fixtures" / "exports" / "small-blog" / "export.xml", folder / "harbour-blog.xml")
    return folder


def complete_in(person: Terminal, program: str) -> None:
    """Tab, where a command, an option, a value and a file are due; each line is printed instead of run."""
    person.type(f"echo _; {program} jek\t")
    person.wait_for(f"{program} jekyll ")
    person.type("--red\t")
    person.wait_for("--redirects ")
    person.type("jekyll-r\t")
    person.wait_for("jekyll-redirect-from ")
    person.type("harb\t")
    person.wait_for("harbour-blog.xml")
    person.type("\x03exit\r")


@pytest.mark.shells
@pytest.mark.parametrize("program", ["convert", "portpress"])
@pytest.mark.parametrize(
    ("shell", "start"),
    [
        (["bash", "--norc", "-i"], 'eval "$(convert completion bash)"'),
        (["zsh", "-f", "-i"], 'autoload -U compinit && compinit -D; eval "$(portpress completion zsh)"'),
        (["fish", "--no-config", "-i"], "convert completion fish | source"),
    ],
    ids=["bash", "zsh", "fish"],
)
def test_real_shell_completes(folder: Path, shell: list[str], start: str, program: str) -> None:
    if shutil.which(shell[0]) is None:
        pytest.skip(f"{shell[0]} is not installed")
    environment = {
        "PATH": f"{COMMANDS}:{os.environ['PATH']}", "HOME": str(folder), "PS1": "$ ", "TERM": "dumb",
        "BASH_SILENCE_DEPRECATION_WARNING": "1",
    }  # fmt: skip
    with terminal(shell, folder, environment, columns=200) as person:
        person.type(f"{start}; echo re''ady\r")
        person.wait_for("ready")
        complete_in(person, program)
