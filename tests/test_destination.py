"""The folder that is written into: nothing of a person's is overwritten, and nothing lands outside."""

import errno
import hashlib
import json
import os
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path, PurePosixPath

import pytest

from converters.problem import NOWHERE, ConversionError, Problem
from writers.destination import Destination
from writers.destination.manifest import MANIFEST
from writers.destination.output_file import OutputFile

PATH = PurePosixPath("content/a.md")


def put(folder: Path, text: str, *, path: PurePosixPath = PATH, force: bool = False) -> tuple[bool, list[str]]:
    problems: list[Problem] = []
    with Destination(folder, problems.append, force=force) as destination:
        arrived = destination.put(path, text, NOWHERE)
    return arrived, [problem.code for problem in problems]


def test_a_file_of_ours_is_written_anew(tmp_path: Path) -> None:
    put(tmp_path, "old")
    assert put(tmp_path, "new") == (True, [])
    assert (tmp_path / PATH).read_text() == "new"


def test_a_file_that_a_person_edited_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "old")
    (tmp_path / PATH).write_text("mine")
    assert put(tmp_path, "new") == (False, ["file-kept"])
    assert put(tmp_path, "new") == (False, ["file-kept"])
    assert (tmp_path / PATH).read_text() == "mine"


def test_a_file_that_was_there_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text("mine")
    assert put(tmp_path, "new") == (False, ["file-kept"])


def test_force_overwrites_and_makes_the_file_ours(tmp_path: Path) -> None:
    put(tmp_path, "old")
    (tmp_path / PATH).write_text("mine")
    assert put(tmp_path, "new", force=True) == (True, [])
    assert put(tmp_path, "newer") == (True, [])


def test_a_file_that_says_the_same_already_counts_as_written(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / PATH).write_text("same")
    assert put(tmp_path, "same") == (True, [])


def test_nothing_is_touched_when_nothing_changed(tmp_path: Path) -> None:
    put(tmp_path, "text")
    before = {file: file.stat().st_mtime_ns for file in (*tmp_path.rglob("*"), tmp_path)}
    put(tmp_path, "text")
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_the_manifest_has_no_clock_and_an_order(tmp_path: Path) -> None:
    with Destination(tmp_path, print) as destination:
        for name in ("b", "a", "ñ"):
            destination.put(PurePosixPath(name), name, NOWHERE)
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    assert list(manifest) == ["version", "files"]
    assert list(manifest["files"]) == ["a", "b", "ñ"]


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{", "null", '{"files": 3}', '{"files": {"content/a.md": 3}}', "[" * 100_000]
)
def test_with_a_broken_manifest_every_file_is_a_persons(tmp_path: Path, manifest: str) -> None:
    put(tmp_path, "old")
    (tmp_path / MANIFEST).write_text(manifest)
    assert put(tmp_path, "new") == (False, ["file-kept"])
    assert put(tmp_path, "old") == (True, [])


@pytest.mark.parametrize("path", ["../a.md", "content/../../a.md", "{outside}/a.md"])
def test_no_file_is_written_outside(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "site"
    path = path.format(outside=tmp_path.as_posix())
    assert put(folder, "x", path=PurePosixPath(path)) == (False, ["post-failed"])
    assert not (tmp_path / "a.md").exists()


def test_no_symbolic_link_leads_outside(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    folder.mkdir()
    (folder / "content").symlink_to(outside)
    (folder / "link.md").symlink_to(outside / "link.md")
    (folder / "round").symlink_to(folder / "round")
    assert put(folder, "x") == (False, ["post-failed"])
    assert put(folder, "x", path=PurePosixPath("link.md"), force=True) == (False, ["file-kept"])
    assert put(folder, "x", path=PurePosixPath("round/a.md")) == (False, ["post-failed"])
    assert not list(outside.iterdir())


def test_a_link_inside_the_site_may_be_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "real")
    assert put(tmp_path, "x") == (True, [])


def test_what_was_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / ".portpress-unfinished").write_text("half")
    put(tmp_path, "whole")
    assert {file.name for file in (tmp_path / "content").iterdir()} == {"a.md"}


def test_a_folder_where_a_file_should_go_is_kept(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    assert put(tmp_path, "x", force=True) == (False, ["file-kept"])


def test_a_file_where_a_folder_should_be_harms_that_post_only(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("mine")
    assert put(tmp_path, "x") == (False, ["post-failed"])
    assert put(tmp_path, "x", path=PurePosixPath("other.md")) == (True, [])


def test_a_file_as_destination_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ConversionError, match="is a file"):
        put(tmp_path / "file", "x")


@pytest.mark.parametrize(("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "no permission")])
def test_when_nothing_more_can_be_written_the_work_stops_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    put(tmp_path, "old")

    def fail(self: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ConversionError, match=words):
        put(tmp_path, "new")
    assert (tmp_path / PATH).read_text() == "old"


def test_what_a_person_made_of_a_file_without_content_stays_in_peace(tmp_path: Path) -> None:
    problems: list[Problem] = []
    for text in ("first", "second"):
        with Destination(tmp_path, problems.append) as destination:
            destination.put_unless_edited(PATH, text)
            assert destination.is_ours(PATH)
    assert (tmp_path / PATH).read_text() == "second"
    (tmp_path / PATH).write_text("mine")
    with Destination(tmp_path, problems.append, force=True) as destination:
        assert not destination.is_ours(PATH)
        destination.put_unless_edited(PATH, "third")
    assert (tmp_path / PATH).read_text() == "mine"
    assert problems == []


def test_a_file_is_written_where_standard_output_takes_no_bytes(tmp_path: Path) -> None:
    with redirect_stdout(StringIO()), OutputFile(tmp_path / "blog.xml", mark=b"<") as file:
        file.write(b"<rss/>")
    assert (tmp_path / "blog.xml").read_bytes() == b"<rss/>"


def test_bytes_are_put_like_texts(tmp_path: Path) -> None:
    with Destination(tmp_path, print) as destination:
        assert destination.put_bytes(PATH, b"\xff\x00", NOWHERE)
    assert (tmp_path / PATH).read_bytes() == b"\xff\x00"


@pytest.mark.parametrize("size", [3, 2 << 20], ids=["small", "larger than is kept in memory"])
def test_a_text_in_pieces_is_put_like_a_whole_one(tmp_path: Path, size: int) -> None:
    pieces = ["é" * size, "b"]
    put(tmp_path, "old")
    with Destination(tmp_path, print) as destination:
        assert destination.put_pieces(PATH, pieces, NOWHERE)
        assert destination.is_ours(PATH)
    assert (tmp_path / PATH).read_text() == "".join(pieces)
    assert put(tmp_path, "".join(pieces)) == (True, [])


@pytest.mark.parametrize("twin", ["content/A.md", "CONTENT/a.md", "content/é.md"])
def test_of_two_paths_that_some_file_systems_take_for_one_only_the_first_is_written(tmp_path: Path, twin: str) -> None:
    first = PurePosixPath("content/e\u0301.md") if "é" in twin else PATH
    problems: list[Problem] = []
    with Destination(tmp_path, problems.append) as destination:
        assert destination.put(first, "x", NOWHERE)
        assert not destination.put(PurePosixPath(twin), "x", NOWHERE)
    assert [problem.code for problem in problems] == ["path-twin"]
    assert not (tmp_path / twin).exists()


def test_a_file_that_was_edited_while_the_source_stayed_the_same_is_no_loss(tmp_path: Path) -> None:
    put(tmp_path, "old")
    (tmp_path / PATH).write_text("mine")
    assert put(tmp_path, "old") == (True, ["file-edited"])
    assert (tmp_path / PATH).read_text() == "mine"


def test_a_manifest_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    put(tmp_path, "old")
    digest = hashlib.sha256(b"old").hexdigest()
    (tmp_path / MANIFEST).write_text(json.dumps({"version": 1, "files": {str(PATH): digest}}))
    assert put(tmp_path, "new") == (True, [])
    assert json.loads((tmp_path / MANIFEST).read_text())["version"] == 2


def test_the_manifest_names_the_item_that_a_file_comes_of(tmp_path: Path) -> None:
    with Destination(tmp_path, print) as destination:
        destination.put(PATH, "x", NOWHERE, item="31")
    assert json.loads((tmp_path / MANIFEST).read_text())["files"][str(PATH)]["item"] == "31"
