"""The files of a folder that may hold posts, in an order of their own; and what is passed over, with the reason."""

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from converters.frontmatter.document import MAX_BYTES, Document, NotRead, decode, read_document, without_edges
from converters.frontmatter.metadata import may_be_post, read_metadata
from converters.frontmatter.paths import EXTENSIONS, UNREAD
from converters.holdings import is_of_ours
from converters.problem import ItemLeftOut, ItemLost, Problem, Report, Severity, Where

MACHINERY = frozenset(
    ["_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "archetypes", "layouts", "node_modules", "themes",
     "vendor"]
)  # fmt: skip
"""Folders that no reader of front matter looks into."""


_METADATA = ".meta"
_MADE_MARKDOWN = {"MDX": "put text in place of its JavaScript, call it .md"}
"""What makes Markdown of a language, where Pandoc does not."""
_LONGEST_METADATA = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFiles(Problem):
    """Files that cannot hold a post."""

    code = "other-files"
    severity = Severity.NOTE
    text = (
        "{count} {count:file is|files are} not text that may hold a post ({extensions}) and {count:was|were} not read"
    )
    count: int
    extensions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPassedOver(Problem):
    """A folder that was not looked into."""

    code = "folder-passed-over"
    severity = Severity.NOTE
    text = "the folder was not looked into: {reason}"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAPost(ItemLeftOut):
    """A file that is not a post."""

    code = "not-a-post"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderLost(Problem):
    """A folder that cannot be opened, with everything in it."""

    code = "folder-lost"
    severity = Severity.LOSS
    text = "the folder cannot be opened, and nothing in it was read: {reason}"
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold a post."""

    path: Path
    name: str
    """Its path below the source, with `/`; bytes that are no text are replaced."""


def find_files(
    source: Path,
    report: Report,
    *,
    most: int | None = None,
    machinery: Collection[str] = MACHINERY,
    extensions: Collection[str] = EXTENSIONS,
) -> Iterator[Found]:
    """The candidates below a folder, sorted by the bytes of their paths; a file is its own only candidate.

    Suffixes come last: of two posts that wanted one name, `about.md` and `about-2.md`, the one that got it comes first.
    Links to folders are not followed, so that none leads round in a circle or out of the source; a link to a file
    counts when the file lies in the source. With `most`, the search ends in the folder where that many candidates
    are reached, and after as many folders.
    """
    if not source.is_dir():
        yield Found(source, name_of(source.name))
        return
    root = source.resolve()
    others: Counter[str] = Counter()
    paths: list[bytes] = []
    folders = [source]
    seen = 0
    while folders and (most is None or (len(paths) < most and seen < most)):
        folder = folders.pop()
        seen += 1
        try:
            children = list(folder.iterdir())
        except OSError as error:
            report(FolderLost(reason=error.strerror or "unknown", where=_where(folder, source)))
            continue
        for child in sorted(children, key=lambda path: os.fsencode(path.name)):
            if child.name.startswith("."):
                continue
            if child.is_dir():
                reason = _reason_to_pass_over(child, machinery)
                if reason:
                    report(FolderPassedOver(reason=reason, where=_where(child, source)))
                else:
                    folders.append(child)
            elif child.suffix.lower() not in extensions and child.suffix.lower() not in UNREAD:
                if child.suffix == _METADATA:
                    continue
                others[child.suffix.lower() or "no extension"] += 1
            elif child.is_symlink() and not Path(os.path.realpath(child)).is_relative_to(root):
                report(NotAPost(reason="it is a link that leads out of the folder", where=_where(child, source)))
            else:
                paths.append(os.fsencode(child.relative_to(source)))
    if others:
        report(OtherFiles(count=others.total(), extensions=", ".join(sorted(others))))
    for path in sorted(paths, key=os.path.splitext)[:most]:
        yield Found(source / os.fsdecode(path), name_of(os.fsdecode(path)))


def read_bytes(path: Path, limit: int) -> bytes:
    """At most `limit` bytes of a file. Raises OSError, also for what is no regular file: a pipe would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is not a regular file")
    with path.open("rb") as file:
        return file.read(limit)


def name_of(path: str) -> str:
    """A path as text that can be written anywhere."""
    return os.fsencode(path).decode("utf-8", "replace").replace(os.sep, "/")


def _reason_to_pass_over(folder: Path, machinery: Collection[str]) -> str:
    if folder.is_symlink():
        return "it is a link"
    if is_of_ours(folder):
        return "portpress wrote it"
    return "it is a part of a site's machinery" if folder.name in machinery else ""


def _where(path: Path, source: Path) -> Where:
    return Where(origin=name_of(str(path.relative_to(source))))


def read_file(found: Found, report: Report, *, plain: bool = False) -> Document | None:
    """The front matter and body of a file; None, and a problem, where it has none or cannot be read.

    With `plain`, a file that has no front matter is all body.
    """
    try:
        data = read_bytes(found.path, MAX_BYTES + 1)
        language = UNREAD.get(PurePosixPath(found.name).suffix.lower(), "")
        if language:
            _report_unread(data, language, report, plain=plain)
            return None
        document = read_document(data, report)
        if document is None and plain:
            return Document({}, without_edges(decode(data, report)))
        document = document or read_described(found.path, data)
    except OSError as error:
        report(ItemLost(reason=error.strerror or "unknown"))
        return None
    except NotRead as error:
        report(ItemLost(reason=str(error)))
        return None
    if document is None:
        report(NotAPost(reason="it has no front matter"))
    return document


def read_described(path: Path, data: bytes) -> Document | None:
    """A file with the metadata before its text, or in a file beside it (`post.meta`, as Nikola has them)."""
    text = decode(data, lambda problem: None)
    beside = path.with_suffix(_METADATA)
    if beside.is_file() and not beside.is_symlink():
        described = read_metadata(decode(read_bytes(beside, _LONGEST_METADATA), lambda problem: None))
        if described is not None:
            return Document(described.fields, without_edges(text))
    return read_metadata(text)


def _report_unread(data: bytes, language: str, report: Report, *, plain: bool) -> None:
    """Say of a file in a language that nobody here reads whether that is a loss: where it is a post."""
    document = read_document(data, lambda problem: None)
    is_post = may_be_post(decode(data, lambda problem: None)) if document is None else bool(document.fields)
    if plain or is_post:
        how = _MADE_MARKDOWN.get(language, "make Markdown of it, as Pandoc does")
        report(ItemLost(reason=f"it is written in {language}: {how}, and convert once more"))
    else:
        report(NotAPost(reason="it has no front matter"))
