"""The canonical model as JSON lines."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from converters.pipeline import Ledger, convert
from converters.post import Author, Comment, Media, Post, Site, Status, Term
from converters.problem import ConversionError
from tests.blogs import ListReader
from writers.destination.output_file import OutputFile
from writers.posts import PostsWriter

POST = Post(
    key="7",
    id=7,
    status=Status.PRIVATE,
    title="Tea 😀 “&” \u2028",
    raw="a\n[caption]b",
    date=datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    terms=(Term(taxonomy="category", slug="a", name="A"),),
    comments=(Comment(id=1, author="x", email="x@blog.example", ip="192.0.2.1"),),
    meta=(("k", "1"), ("k", "2")),
)


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().decode().split("\n")[:-1]]


def written(path: Path, *posts: Post, writer: PostsWriter | None = None) -> Ledger:
    return convert(Path("nowhere"), path, reader=ListReader(posts), writer=writer or PostsWriter())


def test_first_line_is_the_site_and_each_other_a_post(tmp_path: Path) -> None:
    ledger = written(tmp_path / "posts.jsonl", POST, Post(key="8"))
    site, first, second = lines_of(tmp_path / "posts.jsonl")
    assert (site["version"], list(site)) == (1, ["version", "site"])
    assert (first["key"], second["key"], ledger.written, ledger.complete) == ("7", "8", 2, True)


def test_post_keeps_every_field_by_its_own_name(tmp_path: Path) -> None:
    written(tmp_path / "posts.jsonl", POST)
    post = lines_of(tmp_path / "posts.jsonl")[1]
    assert set(post) == {*Post.__dataclass_fields__}
    assert post["status"] == "private"
    assert post["title"] == POST.title
    assert (post["raw"], post["html"]) == (POST.raw, POST.raw.upper())
    assert post["meta"] == [["k", "1"], ["k", "2"]]


def test_date_keeps_its_offset(tmp_path: Path) -> None:
    written(tmp_path / "posts.jsonl", POST)
    assert lines_of(tmp_path / "posts.jsonl")[1]["date"] == "2020-01-02T03:04:05-03:30"


def test_date_before_time_zones_keeps_its_moment_in_whole_minutes() -> None:
    date = datetime(1880, 1, 1, tzinfo=timezone(timedelta(minutes=53, seconds=28)))
    text = json.loads(PostsWriter().render(Post(key="1", date=date), Site(), print).text)["date"]
    assert text.endswith("+00:53") and datetime.fromisoformat(text) == date


def test_transfer_takes_every_status_and_keeps_addresses_of_people(tmp_path: Path) -> None:
    posts = [Post(key=status, status=status, protected=True) for status in Status]
    ledger = written(tmp_path / "posts.jsonl", POST, *posts)
    assert ledger.written == len(posts) + 1
    assert "x@blog.example" in (tmp_path / "posts.jsonl").read_text()


def test_lone_surrogate_comes_back_as_it_was(tmp_path: Path) -> None:
    written(tmp_path / "posts.jsonl", Post(key="1", title="a\ud800b", raw="\x00\x1f\x7f"))
    post = lines_of(tmp_path / "posts.jsonl")[1]
    assert (post["title"], post["raw"]) == ("a\ud800b", "\x00\x1f\x7f")


def test_maps_of_the_site_have_texts_for_keys(tmp_path: Path) -> None:
    media = MappingProxyType({3: Media(id=3, url="https://blog.example/x.png")})
    site = Site(media=media, authors=(Author(login="a", email="a@blog.example"),))
    list(PostsWriter().write([], site, tmp_path / "posts.jsonl", print))
    [line] = lines_of(tmp_path / "posts.jsonl")
    assert line["site"]["media"]["3"]["url"] == "https://blog.example/x.png"


def test_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    written(Path("-"), POST)
    assert [json.loads(line).get("key") for line in capfdbinary.readouterr().out.splitlines()] == [None, "7"]
    assert not Path("-").exists()


def test_lines_are_written_as_they_come(tmp_path: Path) -> None:
    writer, taken = PostsWriter(), []

    def rendered() -> Iterator[Any]:
        for n in range(3):
            taken.append(n)
            yield writer.render(Post(key=str(n)), Site(), print)

    receipts = writer.write(rendered(), Site(), tmp_path / "posts.jsonl", print)
    assert next(receipts).key == "0"
    assert taken == [0]
    assert not (tmp_path / "posts.jsonl").exists()
    list(receipts)
    assert len(lines_of(tmp_path / "posts.jsonl")) == 4


def test_run_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    written(tmp_path / "posts.jsonl", POST)
    before = (tmp_path / "posts.jsonl").read_bytes()

    def broken() -> Iterator[Any]:
        raise ConversionError("cut off")
        yield

    with pytest.raises(ConversionError, match="cut off"):
        list(PostsWriter().write(broken(), Site(), tmp_path / "posts.jsonl", print))
    assert (tmp_path / "posts.jsonl").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["posts.jsonl"]


def test_file_of_another_kind_is_kept_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ConversionError, match="is kept"):
        written(tmp_path / "thesis.txt", POST)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    written(tmp_path / "thesis.txt", POST, writer=PostsWriter(force=True))
    assert len(lines_of(tmp_path / "thesis.txt")) == 2


def test_second_run_does_not_touch_the_file(tmp_path: Path) -> None:
    written(tmp_path / "posts.jsonl", POST)
    before = (tmp_path / "posts.jsonl").stat()
    written(tmp_path / "posts.jsonl", POST)
    assert (tmp_path / "posts.jsonl").stat() == before


def test_folder_as_destination_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="name a file"):
        written(tmp_path, POST)


def test_full_disk_is_said_in_one_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(ConversionError, match="disk is full"):
        written(Path("/dev/full"), *[Post(key=str(n), raw="x" * 10_000) for n in range(100)])


def test_moment_in_utc_is_written_with_its_offset() -> None:
    text = PostsWriter().render(Post(key="1", date=datetime(2020, 1, 2, tzinfo=UTC)), Site(), print).text
    assert '"date": "2020-01-02T00:00:00+00:00"' in text


def test_file_on_a_full_disk_is_closed_for_good() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    output = OutputFile(Path("/dev/full"), mark=b"")
    with pytest.raises(ConversionError, match="disk is full"), output:
        output.write(b"x" * 100)
    assert output._file.closed


def test_what_a_killed_run_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    program = (
        "import os\nfrom pathlib import Path\nfrom writers.destination.output_file import OutputFile\n"
        "with OutputFile(Path('posts.jsonl'), mark=b'{') as file:\n    file.write(b'{half')\n    os._exit(137)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert [path.name for path in tmp_path.iterdir()] != ["posts.jsonl"]
    written(tmp_path / "posts.jsonl", POST)
    assert [path.name for path in tmp_path.iterdir()] == ["posts.jsonl"]
