"""The reference says what the code says, all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import converters
from tests import reference

FOLDER = Path(__file__).parent.parent / "fixtures" / "reference"


@pytest.mark.parametrize("name", ["commands", "library"])
def test_reference_is_what_the_code_says(name: str, expect: Callable[[Path, str], None]) -> None:
    expect(FOLDER / f"{name}.md", getattr(reference, name)())


def test_reference_of_the_library_is_complete() -> None:
    text = reference.library()
    for name in converters.__all__:
        assert f"\n## {name}\n" in text
