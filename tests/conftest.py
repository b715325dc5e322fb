"""Fixtures of all tests: the real exports, the golden files, and `pytest --accept`."""

import os
import signal
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected documents under fixtures/")
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails: nothing may be missing here")


def pytest_configure(config: pytest.Config) -> None:
    """Programs that tests start hear signals, though the tests themselves may run in the background, or with nohup."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped where skipping is forbidden: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real exports, beside the repository; tests that need it skip without it."""
    folder = Path(os.environ.get("PORTPRESS_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("the corpus of real exports is not here")
    return folder


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the expected document at a path; `--accept` rewrites the document instead."""

    def compare(expected: Path, actual: str) -> None:
        if request.config.getoption("--accept"):
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(actual, encoding="utf-8", newline="")
        assert expected.exists(), f"no {expected.relative_to(ROOT)}: run pytest --accept and review the diff"
        assert actual == expected.read_text(encoding="utf-8")

    return compare
