"""The starters, as they lie in an installed package."""

import compileall
import shutil
from pathlib import Path

import pytest

from writers import starters

STARTER = Path(starters.__file__).parent / "starter"


@pytest.mark.parametrize("generator", sorted(folder.name for folder in STARTER.iterdir() if folder.is_dir()))
def test_what_an_installer_compiled_is_no_part_of_a_starter(
    generator: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(STARTER, tmp_path / "starter", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(starters, "files", lambda package: tmp_path)
    before = list(starters.starter_files(generator))
    compileall.compile_dir(tmp_path, quiet=1)
    assert before
    assert list(starters.starter_files(generator)) == before
