"""Many conversions from one list, on this machine; one ledger, and none of them stops the others."""

import json
import shlex
import sys
from pathlib import Path
from subprocess import CompletedProcess
from subprocess import run as run_program
from typing import Any

import pytest

from benchmarks.generator import Shape, write
from converters.batch import Order, read_orders
from converters.cli.batch import convert_order
from converters.problem import ConversionError
from tests.faults import tree_of


def batch(
    folder: Path, *lines: str, options: tuple[str, ...] = ()
) -> tuple[CompletedProcess[str], list[dict[str, Any]]]:
    """Run a list; what the command said, and the lines of the ledger."""
    (folder / "list").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "converters", "batch", "list", "--ledger", "ledger.jsonl", *options]
    done = run_program(command, capture_output=True, text=True, cwd=folder, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    ledger = folder / "ledger.jsonl"
    return done, [json.loads(line) for line in ledger.read_text().splitlines()] if ledger.exists() else []


@pytest.fixture
def blogs(tmp_path: Path) -> list[str]:
    """Six small blogs, as lines of a list."""
    lines = []
    for number in range(6):
        source = tmp_path / f"blog {number}.xml"
        write(source, 4 + number, Shape(seed=number))
        writer, target = (("hugo", f"out/{number}"), ("jekyll", f"out/{number}"), ("posts", f"out/{number}.jsonl"))[
            number % 3
        ]
        lines.append(shlex.join([writer, source.name, target, "--quiet"]))
    return lines


def test_a_list_makes_the_bytes_that_each_line_makes_alone(tmp_path: Path, blogs: list[str]) -> None:
    done, ledger = batch(tmp_path, "# all blogs", "", *blogs, options=("--jobs", "2"))
    assert done.returncode == 0, done.stdout + done.stderr
    together = tree_of(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "together")
    for line in blogs:
        alone = run_program([sys.executable, "-m", "converters", *shlex.split(line)], cwd=tmp_path, timeout=300)
        assert alone.returncode == 0
    assert tree_of(tmp_path / "out") == together
    assert [each["line"] for each in ledger[:-1]] == list(range(3, 9))


def test_the_total_is_the_sum_of_all_ledgers(tmp_path: Path, blogs: list[str]) -> None:
    done, ledger = batch(tmp_path, *blogs, options=("--json",))
    *each, total = ledger
    assert json.loads(done.stdout)["ledger"] == total["total"]["ledger"]
    for name in ("read", "written", "failed", "warnings"):
        assert total["total"]["ledger"][name] == sum(done["ledger"][name] for done in each)
    assert total["total"]["ledger"]["balances"]
    assert total["total"]["blogs"] == {"complete": 6, "lossy": 0, "failed": 0}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("hugo missing.xml out/x", "there is no file or folder missing.xml"),
        ("hogu 'blog 1.xml' out/x", "there is no writer 'hogu'"),
        ("hugo 'blog 1.xml' out/x --no-such-option", "No such option"),
        ("hugo 'blog 1.xml'", "Missing argument|DIRECTORY"),
        ("posts 'blog 1.xml' -", "cannot stand in a list"),
        ("hugo --help", "cannot stand in a list"),
        ("hugo 'blog 1.xml' out/0", "line 1 writes to"),
        ("hugo list out/x", "nothing that portpress can read"),
    ],
)
def test_a_line_that_cannot_be_converted_stops_no_other(
    tmp_path: Path, blogs: list[str], line: str, sentence: str
) -> None:
    done, ledger = batch(tmp_path, *blogs[:2], line, blogs[3])
    assert done.returncode == 1
    [failed] = [each for each in ledger[:-1] if each["exit"]]
    assert (failed["line"], failed["ledger"]) == (3, None)
    assert any(word in failed["sentences"][0] for word in sentence.split("|")), failed
    assert failed["sentences"][0] in done.stdout
    assert ledger[-1]["total"]["blogs"] == {"complete": 3, "lossy": 0, "failed": 1}


DYING = """
import os, sys
from pathlib import Path
import writers.posts
render = writers.posts.PostsWriter.render

def die(self, post, site, report):
    if os.getpid() != int(os.environ["MAIN"]):
        os.abort()
    return render(self, post, site, report)

os.environ["MAIN"] = str(os.getpid())
writers.posts.PostsWriter.render = die
from converters.cli import main
main(["batch", "list", "--ledger", "ledger.jsonl", "--quiet", *sys.argv[1:]])
"""


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_blog_that_kills_its_process_stops_no_other(tmp_path: Path, blogs: list[str], jobs: str) -> None:
    (tmp_path / "list").write_text("\n".join(blogs), encoding="utf-8")
    done = run_program([sys.executable, "-c", DYING, "--jobs", jobs], cwd=tmp_path, capture_output=True, timeout=300)
    ledger = [json.loads(line) for line in (tmp_path / "ledger.jsonl").read_text().splitlines()]
    assert done.returncode == 1
    assert [each["exit"] for each in ledger[:-1]] == [0, 0, 2, 0, 0, 2]
    assert "process that converted it died" in ledger[2]["sentences"][0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("hugo 'a b", "no line of a list"), ("\n# nothing\n", "is empty"), ("\udcff", "not a text in UTF-8")],
)
def test_a_list_that_is_none_is_refused_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "list").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConversionError, match=sentence):
        read_orders(tmp_path / "list")


@pytest.mark.parametrize("address", ["dask://127.0.0.1", "http://127.0.0.1:1", "dask://127.0.0.1:x"])
def test_an_address_that_is_none_is_refused_in_a_sentence(tmp_path: Path, blogs: list[str], address: str) -> None:
    done, _ = batch(tmp_path, blogs[0], options=("--executor", address))
    assert (done.returncode, "dask://HOST:PORT" in done.stderr) == (2, True), done.stderr


def test_each_conversion_is_proven_on_request(tmp_path: Path, blogs: list[str]) -> None:
    done, ledger = batch(tmp_path, *blogs[:3], options=("--verify", "--jobs", "2"))
    assert done.returncode == 0, done.stdout
    for each in ledger[:3]:
        assert each["verdict"]["proven"]
        assert each["verdict"]["compared"] == each["ledger"]["written"] > 0
    assert "proven: 3 of 3 blogs" in done.stdout


@pytest.mark.parametrize("line", ["redirects 'blog 0.xml' out/_redirects", "hugo 'blog 0.xml' out/0 --dry-run"])
def test_where_no_posts_were_written_nothing_is_proven(tmp_path: Path, blogs: list[str], line: str) -> None:
    done, ledger = batch(tmp_path, line, options=("--verify",))
    assert (done.returncode, ledger[0]["verdict"]) == (0, None), done.stdout
    assert "proven" not in done.stdout


def test_what_cannot_be_proven_was_converted_all_the_same(
    tmp_path: Path, blogs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise ConversionError("it cannot be looked at")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("converters.cli.batch.verify", refuse)
    done = convert_order(Order(1, tuple(shlex.split(blogs[0]))), verifying=True)
    assert (done.code, done.sentences) == (1, ("it cannot be looked at",))
    assert done.ledger is not None and done.ledger.complete


def test_a_conversion_whose_destination_shows_something_else_is_not_complete(tmp_path: Path, blogs: list[str]) -> None:
    batch(tmp_path, blogs[0])
    edited = min((tmp_path / "out" / "0" / "content" / "posts").glob("*.md"))
    edited.write_text(edited.read_text().replace("\n---\n", "\n---\n\nA person's words.\n", 1))
    done, ledger = batch(tmp_path, blogs[0], options=("--verify",))
    assert (done.returncode, ledger[0]["exit"], ledger[0]["ledger"]["complete"]) == (1, 1, True)
    assert not ledger[0]["verdict"]["proven"]
    assert "proven: 0 of 1 blogs" in done.stdout
