"""Every reader and writer of ours holds to what is asked of a stranger's; and the checks find what does not hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest

from converters import convert, formats
from converters.conformance import READER_CHECKS, WRITER_CHECKS, ReaderCheck, WriterCheck
from converters.conformance import writing as checks
from converters.formats import Written
from converters.options import option
from converters.post import Post, Site
from converters.problem import Report

ROOT = Path(__file__).parent.parent
SMALL_BLOG = ROOT / "fixtures" / "exports" / "small-blog" / "export.xml"
WRITERS = sorted(formats.writers())
READERS = sorted({*formats.readers()} - {"rest"})  # what it reads is no file


@pytest.mark.parametrize("check", WRITER_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", WRITERS)
def test_our_writer_conforms(name: str, check: WriterCheck, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    uploads = {"uploads": str(tmp_path / "uploads")} if name == "media" else {}  # it writes nothing without
    (tmp_path / "uploads" / "2020" / "01").mkdir(parents=True)
    (tmp_path / "uploads" / "2020" / "01" / "x.jpg").write_bytes(b"\xff\xd8\xff\xe0 a boat")
    check(formats.writers()[name].load()(**uploads), folder)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A source for each reader."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("hugo", "jekyll"):
        convert(SMALL_BLOG, folder / name, writer=name)
    convert(SMALL_BLOG, folder / "posts.jsonl", writer="posts")
    return {
        "wxr": SMALL_BLOG,
        "frontmatter": ROOT / "fixtures" / "exports" / "github-sync",
        "hugo": folder / "hugo",
        "jekyll": folder / "jekyll",
        "posts": folder / "posts.jsonl",
    }


@pytest.mark.parametrize("check", READER_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", READERS)
def test_our_reader_conforms(name: str, check: ReaderCheck, samples: dict[str, Path], tmp_path: Path) -> None:
    check(formats.readers()[name].load()(), samples[name], tmp_path)


@dataclass(frozen=True, kw_only=True)
class Titles:
    """Writes titles, one a line."""

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = ("published",)
    bullet: str = option("-", help="What stands before a title.")

    def render(self, post: Post, site: Site, report: Report) -> tuple[str, str]:
        return post.key, f"{self.bullet} {post.title}\n"

    def write(
        self, rendered: Iterable[tuple[str, str]], site: Site, destination: Path, report: Report
    ) -> Iterator[Written]:
        with destination.open("a", encoding="utf-8") as file:
            for key, line in rendered:
                file.write(line)
                yield Written(key=key, path="")


class Forgetful(Titles):
    """Writes every post and forgets a receipt."""

    def write(
        self, rendered: Iterable[tuple[str, str]], site: Site, destination: Path, report: Report
    ) -> Iterator[Written]:
        yield from list(super().write(rendered, site, destination, report))[1:]


class Talkative(Titles):
    """Tells what nobody should know."""

    statuses = ("published", "private")


class Clever(Titles):
    """Renders what no other process can have."""

    def render(self, post: Post, site: Site, report: Report) -> tuple[Any, str]:
        return lambda: post.key, ""


@pytest.mark.parametrize(
    ("writer", "check", "sentence"),
    [
        (Forgetful(), checks.every_post_is_accounted_for, "1 posts failed"),
        (Talkative(), checks.secrets_stay_secret, "secretprivateword was published"),
        (Clever(), checks.writer_travels_to_other_processes, "local object"),
        (Titles(), checks.a_destination_that_cannot_be_is_one_sentence, "Not a directory"),
    ],
)
def test_a_check_finds_what_does_not_hold(writer: Titles, check: WriterCheck, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=sentence):
        check(writer, tmp_path)
