"""The measurements: exports that are the same for the same numbers, and tables that can be printed."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.generator import Shape, export
from benchmarks.processes import CommandFailed, cost_of
from converters.post import Post
from tests.exports import read_whole


def test_an_invented_export_holds_what_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "blog.xml").write_text("".join(export(30, Shape(comments=4, tags=7))), encoding="utf-8")
    site, posts = read_whole(tmp_path / "blog.xml")
    written: list[Post] = [post for post in posts if post.kind in ("post", "page")]
    assert len(written) == 30
    assert {len(post.comments) for post in written} == {4}
    assert sum(term.taxonomy == "post_tag" for term in site.terms) == 7


def test_the_same_numbers_make_the_same_export() -> None:
    assert list(export(20)) == list(export(20))
    assert list(export(20)) != list(export(20, Shape(seed=2)))


def test_tables_are_printed_with_a_line_for_each_contender() -> None:
    command = [sys.executable, "-m", "benchmarks", "hugo", "--posts", "3", "--runs", "1", "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": ""}, check=True)
    rows = [line.split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == 3
    assert all(float(row[2]) > 0 and float(row[5].strip(" |")) > 0 for row in rows), done.stdout


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandFailed, match=r"ended with 3: no$"):
        cost_of([sys.executable, "-c", "print('no'); raise SystemExit(3)"])
