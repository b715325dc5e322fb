"""Posts become JSON lines: the canonical model as it is, for other programs, for tests, and for looking at it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Literal

from converters.abilities import Shown, Sight
from converters.formats import Written
from converters.jsonlines.schema import VERSION
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import Report
from writers.destination.output_file import OutputFile
from writers.fields import whole_minutes
from writers.told import read_by, told_of


@dataclass(frozen=True, slots=True)
class Line:
    """One post as one line."""

    key: str
    """`Entry.key`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsWriter:
    """Writes every post as a line of JSON, with nothing left out.

    The first line is `{"version": 1, "site": {…}}`, every other one a post. The fields are those of `converters.post`,
    by their own names and in their own order. Dates are ISO 8601 with the offset; maps by id have texts for keys.
    The file is a transfer, not a publication: private posts, passwords, e-mail and IP addresses are in it.
    """

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = False
    statuses: ClassVar[tuple[str, ...]] = tuple(Status)

    force: bool = option(False, help="Replace a file that is not one of JSON lines.")

    def render(self, post: Post, site: Site, report: Report) -> Line:
        """The post as a line."""
        return Line(post.key, _as_json(post))

    def fairness(self) -> Mapping[str, bool]:
        """Nothing is changed."""
        return {}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """A line has the key of its post."""
        return (post.key,)

    def expected(self, post: Post, site: Site) -> Shown:
        """Everything."""
        return Shown(key=post.key, fields=told_of(post), html=post.html)

    def read_back(
        self, destination: Path, site: Site, report: Report, *, in_process: bool
    ) -> AbstractContextManager[Sight]:
        """The lines, read by the reader for them."""
        return read_by("posts", destination)

    def write(self, rendered: Iterable[Line], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        """Write the site, then the posts as they come; `-` writes to standard output."""
        with OutputFile(destination, mark=b'{"version":', force=self.force) as file:
            for piece in _in_pieces(site):
                file.write(_encoded(piece))
            for line in rendered:
                file.write(_encoded(line.text + "\n"))
                yield Written(key=line.key, path="")


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _encoded(line: str) -> bytes:
    # A lone surrogate has no UTF-8, but what takes its place is JSON's own escape for it.
    return line.encode("utf-8", "backslashreplace")


def _in_pieces(site: Site) -> Iterator[str]:
    """The line of the site, whose entries may be too many for memory."""
    yield f'{{"version": {VERSION}, "site": {{'
    for number, field in enumerate(fields(site)):
        value = getattr(site, field.name)
        yield f'{", " if number else ""}"{field.name}": '
        if isinstance(value, Mapping):
            yield "{"
            for place, (key, each) in enumerate(value.items()):
                yield f"{', ' if place else ''}{_as_json(str(key))}: {_as_json(each)}"
            yield "}"
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield "["
            for place, each in enumerate(value):
                yield f"{', ' if place else ''}{_as_json(each)}"
            yield "]"
        else:
            yield _as_json(value)
    yield "}}\n"


def _plain(value: object) -> object:
    """What JSON can say of a value that it does not know."""
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, datetime):
        offset = value.utcoffset()  # local mean times, before 1900, have seconds in it, which few parsers read
        return (value if offset is None or offset.seconds % 60 == 0 else whole_minutes(value)).isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):  # of comments, which are not in memory
        return list(value)
    raise TypeError(f"{type(value).__name__} is no part of the model")
