"""What every writer must hold to."""

import pickle
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from inspect import getdoc
from io import BytesIO
from pathlib import Path

from converters.abilities import LooksAhead, Repeatable
from converters.conformance.sample import DRAFT, PERSONAL, SECRETS, SampleReader, sample_posts, sample_site
from converters.formats import Reader, Writer
from converters.options import options_of
from converters.pipeline import Ledger, convert
from converters.post import Status
from converters.problem import ConversionError, Problem

WriterCheck = Callable[[Writer, Path], None]


def writer_describes_itself(writer: Writer, folder: Path) -> None:
    """A frozen dataclass with a docstring, whose every option has a help text and a default."""
    kind = type(writer)
    parameters = getattr(kind, "__dataclass_params__", None)
    assert parameters is not None and parameters.frozen, f"{kind.__name__} is no frozen dataclass"
    assert (getdoc(kind) or "").strip(), f"{kind.__name__} has no docstring: its first line is the help of the command"
    assert writer.destination in ("directory", "file"), "destination is neither 'directory' nor 'file'"
    assert isinstance(writer.public, bool), "public is no bool"
    assert set(writer.statuses) <= {*Status}, "statuses has a word that is no Status"
    for option in options_of(kind):
        assert option.help.endswith((".", "…")), f"the help of {option.name} is no sentence"


def writer_travels_to_other_processes(writer: Writer, folder: Path) -> None:
    """The writer and what it renders can be pickled, and the writer then renders the same."""
    again = pickle.loads(pickle.dumps(writer))
    assert pickle.dumps(_rendered(again)) == pickle.dumps(_rendered(writer)), "a pickled writer renders something else"


def rendering_is_pure(writer: Writer, folder: Path) -> None:
    """A post rendered twice is the same, whatever was rendered in between."""
    assert pickle.dumps(_rendered(writer)) == pickle.dumps(_rendered(writer)), "rendering twice gives two things"


def every_post_is_accounted_for(writer: Writer, folder: Path) -> None:
    """The ledger balances and is complete: no hostile post fails, no receipt is forgotten or made up."""
    problems: list[Problem] = []
    ledger = _convert(writer, folder, problems.append)
    said = "; ".join(map(str, problems))
    assert ledger.read == len(sample_posts()), f"{ledger.read} posts were read"
    assert ledger.balances, f"the ledger does not balance: {ledger.as_dict()}"
    assert not ledger.failed, f"{ledger.failed} posts failed: {said}"
    assert ledger.complete, f"something was lost: {said}"


def secrets_stay_secret(writer: Writer, folder: Path) -> None:
    """What is public holds no private, pending, trashed or protected post, and no commenter's e-mail or IP address."""
    _convert(writer, folder)
    found = b"\n".join(_contents(folder))
    if writer.public:
        for word in (*SECRETS, *PERSONAL):
            assert word.encode() not in found, f"{word} was published"
        if Status.DRAFT not in writer.statuses:
            assert DRAFT.encode() not in found, "a draft was published"


def same_input_gives_same_bytes(writer: Writer, folder: Path) -> None:
    """Two conversions, and one with two processes, give the same bytes."""
    trees = []
    for name, jobs in (("first", 1), ("second", 1), ("third", 2)):
        _convert(writer, folder / name, jobs=jobs)
        trees.append(_tree(folder / name))
    assert trees[0], "nothing was written"
    assert trees[0] == trees[1], f"another run gives other bytes: {_differing(trees[0], trees[1])}"
    assert trees[0] == trees[2], f"two processes give other bytes: {_differing(trees[0], trees[2])}"


def nothing_is_written_elsewhere(writer: Writer, folder: Path) -> None:
    """Whatever posts are called, all files are at or below the destination."""
    inner = folder / "a" / "b" / "c"
    _convert(writer, inner)
    outside = [file for file in folder.rglob("*") if file.is_file() and inner not in file.parents]
    assert not outside, f"written outside of the destination: {outside[0]}"


def a_second_run_changes_nothing(writer: Writer, folder: Path) -> None:
    """A writer that knows what it wrote touches no file when nothing has changed."""
    if not isinstance(writer, Repeatable):
        return
    _convert(writer, folder)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
    _convert(writer, folder)
    after = {file: file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
    assert before.keys() == after.keys(), "a second run wrote other files"
    touched = [file for file in before if before[file] != after[file] and not file.name.startswith(".")]
    assert not touched, f"a second run wrote {touched[0]} again"


def an_empty_blog_is_no_error(writer: Writer, folder: Path) -> None:
    """A blog without posts is written without a complaint."""
    ledger = _convert(writer, folder, reader=SampleReader(empty=True))
    assert ledger.complete, "an empty blog is not complete"


def a_destination_that_cannot_be_is_one_sentence(writer: Writer, folder: Path) -> None:
    """Where nothing can be written, a ConversionError says so, and no other exception comes through."""
    blocked = folder / "blocked"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    try:
        convert(folder, blocked / "below" / "out", reader=SampleReader(), writer=writer)
    except ConversionError as error:
        assert "\n" not in str(error), "the sentence has several lines"
    else:
        raise AssertionError("nothing was said about a destination that cannot be written")


WRITER_CHECKS: tuple[WriterCheck, ...] = (
    writer_describes_itself,
    writer_travels_to_other_processes,
    rendering_is_pure,
    every_post_is_accounted_for,
    secrets_stay_secret,
    same_input_gives_same_bytes,
    nothing_is_written_elsewhere,
    a_second_run_changes_nothing,
    an_empty_blog_is_no_error,
    a_destination_that_cannot_be_is_one_sentence,
)


_SAMPLE = SampleReader()


def _convert(
    writer: Writer,
    folder: Path,
    report: Callable[[Problem], None] = lambda problem: None,
    *,
    jobs: int = 1,
    reader: Reader = _SAMPLE,
) -> Ledger:
    folder.mkdir(parents=True, exist_ok=True)
    destination = folder if writer.destination == "directory" else folder / "out"
    return convert(folder, destination, reader=reader, writer=writer, jobs=jobs, report=report)


def _rendered(writer: Writer) -> list[object]:
    """The public posts of the sample, rendered."""
    posts = sample_posts()
    site = sample_site(posts)
    with tempfile.TemporaryDirectory() as name:
        if isinstance(writer, LooksAhead) and writer.looks_ahead:
            seen = [writer.look(post, site) for post in posts]
            writer = writer.prepared(
                seen,
                site,
                Path(name) / "out",
                lambda problem: None,
                advance=lambda total: None,
                dry_run=True,
                whole=True,
            )
        taken = [post for post in posts if post.status is Status.PUBLISHED and not post.protected]
        return [writer.render(post, site, lambda problem: None) for post in taken]


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def _contents(folder: Path) -> Iterator[bytes]:
    """The bytes of every file; what is in a ZIP archive as well."""
    for name, content in _tree(folder).items():
        yield name.encode()
        yield content
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for member in archive.namelist():
                    yield member.encode()
                    yield archive.read(member)


def _differing(one: dict[str, bytes], other: dict[str, bytes]) -> str:
    return ", ".join(name for name in sorted({*one, *other}) if one.get(name) != other.get(name))[:300]
