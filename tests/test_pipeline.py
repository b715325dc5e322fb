"""The pipeline: every item is accounted for, whatever happens to it."""

from pathlib import Path
from typing import Any

import pytest

from converters.pipeline import Fate, Ledger, convert
from converters.post import Post, Status
from converters.problem import PostFailed, Problem
from converters.selection import Selection
from tests.blogs import LineWriter, ListReader


def posts(*raws: str) -> tuple[Post, ...]:
    return tuple(Post(key=str(n), id=n, title=f"Post {n}", raw=raw) for n, raw in enumerate(raws, 1))


def run(reader: ListReader, destination: Path, **options: Any) -> tuple[Ledger, list[Problem]]:
    problems: list[Problem] = []
    ledger = convert(
        Path("nowhere"),
        destination,
        reader=reader,
        writer=LineWriter(),
        report=problems.append,
        **options,
    )
    return ledger, problems


def test_every_post_is_cleaned_rendered_and_written_in_order(tmp_path: Path) -> None:
    ledger, _ = run(ListReader(posts("a", "b", "c")), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "1: A\n2: B\n3: C\n"
    assert (ledger.read, ledger.written, ledger.complete) == (3, 3, True)


def test_post_that_fails_is_counted_and_the_others_go_on(tmp_path: Path) -> None:
    ledger, problems = run(ListReader(posts("a", "broken", "c")), tmp_path / "out")
    assert (ledger.written, ledger.failed, ledger.balances, ledger.complete) == (2, 1, True, False)
    [problem] = problems
    assert isinstance(problem, PostFailed)
    assert str(problem).startswith("post 2 “Post 2”: could not be converted: ValueError: this body is broken")


def test_post_without_a_receipt_counts_as_failed(tmp_path: Path) -> None:
    ledger, _ = run(ListReader(posts("a", "refused")), tmp_path / "out")
    assert (ledger.written, ledger.failed, ledger.balances) == (1, 1, True)


def test_post_left_out_is_counted_with_its_reason(tmp_path: Path) -> None:
    private = Post(key="9", status=Status.PRIVATE, raw="secret")
    ledger, _ = run(ListReader((*posts("a"), private)), tmp_path / "out")
    assert ledger.left_out == {"private": 1}
    assert ledger.complete
    assert "SECRET" not in (tmp_path / "out").read_text()


def test_posts_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    ledger, _ = run(ListReader(posts("a", "b", "c")), tmp_path / "out", selection=Selection(limit=2))
    assert (ledger.written, dict(ledger.left_out)) == (2, {"beyond --limit": 1})


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    reader = ListReader(posts(*(f"text {n}" if n % 7 else "broken" for n in range(200))))
    one, problems_of_one = run(reader, tmp_path / "one", jobs=1)
    two, problems_of_two = run(reader, tmp_path / "two", jobs=2)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert one == two
    assert problems_of_one == problems_of_two


def test_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    ledger, _ = run(ListReader(posts("a", "b")), tmp_path / "out", dry_run=True)
    assert ledger.written == 2
    assert not (tmp_path / "out").exists()


def test_advance_is_called_once_an_item_with_their_number(tmp_path: Path) -> None:
    calls: list[int] = []
    run(ListReader(posts("a", "b", "c")), tmp_path / "out", advance=calls.append)
    assert calls == [3, 3, 3]


@pytest.mark.parametrize("failed", [0, 1])
def test_ledger_that_does_not_add_up_is_not_complete(failed: int) -> None:
    ledger = Ledger(read=3, written=1, failed=failed)
    assert not ledger.balances
    assert not ledger.complete


def test_what_became_of_each_item_is_told_as_the_ledger_counts_it(tmp_path: Path) -> None:
    fates: list[Fate] = []
    private = Post(key="9", status=Status.PRIVATE, raw="secret")
    reader = ListReader((*posts("a", "broken", "refused", "d", "e"), private))
    ledger, _ = run(reader, tmp_path / "out", selection=Selection(limit=4), settle=fates.append)
    assert ledger.balances and len(fates) == ledger.read
    assert sorted((fate.where.post, fate.outcome, fate.reason) for fate in fates) == [
        ("post", "left out", "private"),
        ("post 1 “Post 1”", "written", ""),
        ("post 2 “Post 2”", "failed", ""),
        ("post 3 “Post 3”", "failed", ""),
        ("post 4 “Post 4”", "written", ""),
        ("post 5 “Post 5”", "left out", "beyond --limit"),
    ]
    assert all(fate.entry is not None for fate in fates)
