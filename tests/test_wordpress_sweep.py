"""Every real export, imported as it is and through us into two fresh blogs: minutes, therefore only when asked for."""

from pathlib import Path

import pytest

from tests.exports import name_of, real_exports
from tests.imports import compare_imports

pytestmark = [pytest.mark.sweep, pytest.mark.corpus]


@pytest.mark.parametrize("source", real_exports(), ids=name_of)
def test_every_real_export_arrives_whole_and_as_it_would_itself(source: Path, tmp_path: Path) -> None:
    found = compare_imports(source, tmp_path)
    assert found.ours.refused is None
    assert found.arrived == found.expected >= found.arrived_of_theirs
    assert found.unexplained == ()
