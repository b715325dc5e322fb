"""A file with front matter: its path, its fields, its body; and writing many of them, never one over another.

python-frontmatter joins fields and body through `QuotedYaml`, a handler of ours. YAML's plain style is a guessing game
in which every generator guesses differently (`1e3`, `08`, `no`, a title with a colon), so every text is double-quoted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from converters.formats import Written
from converters.index import Table
from converters.post import Post
from converters.problem import Problem, Report, Severity, Where
from writers.destination import Destination
from writers.paths import fold

if TYPE_CHECKING:  # the feeds know what a page is, too
    from writers.feed.entry import FeedEntry

FrontMatter = Mapping[str, "str | int | float | bool | Sequence[FrontMatterValue] | FrontMatter"]
"""Fields in the order they are written. A date is a text, in the form that the generator reads."""

FrontMatterValue = str | int | float | bool | Sequence["FrontMatterValue"] | FrontMatter

_PLAIN_KEY = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_]+", re.ASCII | re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:U([0-9A-F]{8})|.)", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTaken(Problem):
    """Two posts wanted one file; both were written."""

    code = "path-taken"
    severity = Severity.WARNING
    text = "another post has the file {wanted}: this one is written to {given}"
    wanted: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasTaken(Problem):
    """Two posts had one former address; it leads to the first."""

    code = "alias-taken"
    severity = Severity.WARNING
    text = "its former address {alias} leads to another post"
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One post as a file, and the data files that belong to it (its comments, for instance)."""

    key: str
    """`Entry.key`."""
    label: str
    """The post as messages call it."""
    path: PurePosixPath
    """Below the destination."""
    text: str
    """Front matter and body."""
    rest: bytes = b""
    """What follows the text, as UTF-8, where the body is very long: then the text is the front matter alone."""
    data: tuple[tuple[PurePosixPath, bytes], ...] = ()
    """The paths and the contents of its data files: as bytes, of which a text in Chinese would take twice as many."""
    aliases: tuple[str, ...] = ()
    """Former addresses, each a line of a list in the front matter. No two pages may keep the same one."""
    address: str = ""
    """Where readers find it, as a path."""
    feed: "FeedEntry | None" = None
    """The post as the feeds beside the site say it, where there are any."""


def label_of(post: Post) -> str:
    """The post as messages call it: `post 12 “Hello”`."""
    return " ".join(part for part in (post.kind, str(post.id or ""), f"“{post.title}”" if post.title else "") if part)


def _document(fields: Mapping[str, object]) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _events(fields)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _events(value: object) -> Iterator[yaml.Event]:
    """A value with double quotes around every text in it, and plain keys where every reader agrees on them."""
    if isinstance(value, str):
        yield yaml.ScalarEvent(None, None, (False, True), value, style='"')
    elif isinstance(value, Mapping):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key, each in value.items():
            yield yaml.ScalarEvent(None, None, (True, True), key, style=None if _PLAIN_KEY.fullmatch(key) else '"')
            yield from _events(each)
        yield yaml.MappingEndEvent()
    elif isinstance(value, Sequence):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for each in value:
            yield from _events(each)
        yield yaml.SequenceEndEvent()
    else:
        written = yaml.representer.SafeRepresenter().represent_data(value).value
        yield yaml.ScalarEvent(None, None, (True, False), written)


class QuotedYaml(YAMLHandler):
    """python-frontmatter's YAML with every text quoted, long lines, keys in our order, and the body untouched."""

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """The fields as YAML."""
        written = yaml.emit(_document(metadata), Dumper=yaml.CSafeDumper, allow_unicode=True, width=1 << 30)
        return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[0], written)  # emoji, for human readers

    def format(self, post: frontmatter.Post, **kwargs: object) -> str:
        """The whole file."""
        return f"---\n{self.export(post.metadata)}---\n\n{post.content}"


def page_text(fields: FrontMatter, body: str) -> str:
    """A file of front matter and body, without characters that no XML may hold: they would break the site's feed."""
    post = frontmatter.Post(_FORBIDDEN.sub("", body).rstrip("\n") + "\n")
    post.metadata = {_FORBIDDEN.sub("", key): without_forbidden(value) for key, value in fields.items()}
    return QuotedYaml().format(post)


def long_page_text(fields: FrontMatter, pieces: Iterable[str]) -> tuple[str, bytes]:
    """The same for a body in pieces, which together are too long for one text: the text of a page, and its rest."""
    body = BytesIO()  # which gives its bytes away without copying them
    line_ends = ""
    for piece in pieces:
        allowed = line_ends + _FORBIDDEN.sub("", piece)
        text = allowed.rstrip("\n")
        line_ends = allowed[len(text) :]
        body.write(text.encode())
    body.write(b"\n")
    return page_text(fields, "").removesuffix("\n"), body.getvalue()


def without_forbidden(value: object) -> object:
    """A value, and all that is in it, without characters that no XML may hold."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, Mapping):
        return {without_forbidden(key): without_forbidden(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [without_forbidden(each) for each in value]
    return value


def write_pages(pages: Iterable[Page], destination: Destination, report: Report) -> Iterator[Written]:
    """Write each page and its data, yielding a receipt for each that arrived.

    Paths are unique by the writers' own making; should two pages want one path all the same, the second gets another
    and a problem says so.
    """
    taken: Table[int] = Table()
    aliases: Table[int] = Table()
    for page in pages:
        path = page.path
        number = 2
        while not taken.add(fold(str(path)), 1):
            path = page.path.with_stem(f"{page.path.stem}-{number}")
            number += 1
        where = Where(post=page.label)
        if path != page.path:
            report(PathTaken(wanted=str(page.path), given=str(path), where=where))
        text = page.text
        for alias in page.aliases:
            if not aliases.add(fold(alias), 1):
                text = _without_alias(text, alias)
                report(AliasTaken(alias=alias, where=where))
        if page.rest:
            content = text.encode("utf-8", "replace")
            arrived = destination.put_pieces(path, [content, page.rest], where, item=page.key)
        else:
            arrived = destination.put(path, text, where, item=page.key)
        if arrived and all(destination.put_bytes(p, data, where, item=page.key) for p, data in page.data):
            yield Written(key=page.key, path=str(path), address=page.address)


def in_utf8(pieces: Iterable[str]) -> bytes:
    """Pieces of a text as the content of a file, of which there is no other copy on the way."""
    written = BytesIO()
    for piece in pieces:
        written.write(piece.encode("utf-8", "replace"))
    return written.getvalue()


def _without_alias(text: str, alias: str) -> str:
    fields, end, body = text.partition("\n---\n")
    return fields.replace(f'\n- "{alias}"', "", 1) + end + body
