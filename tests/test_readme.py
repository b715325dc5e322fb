"""What the README shows can be typed: every command runs, and prints what stands below it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BY_OTHERS = ("sh .ci/setup", ".venv/bin/ruff", ".venv/bin/mypy", ".venv/bin/python -m pytest", "bash .ci/run")
"""Commands that make this environment, or that are these tests."""


def blocks() -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match in FENCE.finditer(README)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as a person has it, where the commands are typed one after the other."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / ".venv").symlink_to(Path(sys.prefix))
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    return folder


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def test_every_command_runs_and_prints_what_stands_below_it(folder: Path) -> None:
    found = blocks()
    for number, (language, text) in enumerate(found):
        if language != "sh":
            continue
        commands = [line for line in text.splitlines() if not line.startswith(BY_OTHERS)]
        printed = "".join(run(command, folder) for command in commands)
        if number + 1 < len(found) and found[number + 1][0] == "text":
            pieces = [re.escape(" ".join(part.split())) for part in found[number + 1][1].split("…")]
            assert re.search(".*".join(pieces), " ".join(printed.split())), printed
    assert (folder / "site" / "public" / "about" / "index.html").is_file()


def test_every_python_example_runs(folder: Path) -> None:
    examples = [text for language, text in blocks() if language == "python" and "open_blog" in text]
    assert examples
    for text in examples:
        script = folder / "example.py"
        script.write_text(text, encoding="utf-8")
        (folder / "blog.xml").write_bytes((ROOT / "fixtures/exports/small-blog/export.xml").read_bytes())
        run(f"{sys.executable} example.py", folder)


def test_every_file_and_folder_that_is_named_is_there() -> None:
    for name in re.findall(r"\]\(([\w/.-]+)\)", README) + re.findall(
        r"`((?:converters|writers|fixtures|tests)/[\w/.-]+)`", README
    ):
        assert (ROOT / name).exists(), name


def test_every_command_has_a_row_or_a_section() -> None:
    import click

    from converters.cli.command import convert

    for name in convert.list_commands(click.Context(convert)):
        assert f"convert {name}" in README, name
