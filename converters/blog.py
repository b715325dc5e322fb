"""A blog as a script sees it: an opened source, its site, and its posts as often as they are asked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from converters import formats
from converters.census import Census, take_census
from converters.conversion import Conversion
from converters.formats import Reader, Writer
from converters.post import Entry, Post, Site
from converters.problem import ConversionError, Problem, Report
from converters.sources import opened


def silence(problem: Problem) -> None:
    """Whoever wants to hear of problems gives a `report`."""


@dataclass(frozen=True, kw_only=True)
class Blog:
    """An opened source. Nothing of a post is kept: each walk over the posts reads the source once more."""

    path: Path
    """Of the one file or folder that is read."""
    reader: Reader
    description: str = ""
    """What the source is, in words: `WXR 1.2 by WordPress 6.4`."""
    report: Report = silence
    """Hears of every problem that a walk over the posts meets."""

    @cached_property
    def site(self) -> Site:
        """Everything but the posts. Raises ConversionError when there is nothing to read."""
        return self.reader.read(self.path, silence)[0]

    def raw_posts(self) -> Iterator[Post]:
        """The posts one at a time, as the source holds them: `html` is empty."""
        return self.reader.read(self.path, self.report)[1]

    def posts(self) -> Iterator[Post]:
        """The posts one at a time, with canonical `html`."""
        for post in self.raw_posts():
            yield self.reader.clean(post, self.site, self.report)

    def entry(self, wanted: str) -> Entry:
        """The entry of a key, an id or a slug. Raises ConversionError when there is none, or more than one."""
        exact = [entry for entry in self.site.entries if wanted in (entry.key, str(entry.id))]
        found = {entry.key: entry for entry in exact or self.site.entries if exact or entry.slug == wanted}
        if len(found) > 1:
            choice = ", ".join(f"{entry.key} ({entry.kind})" for entry in list(found.values())[:10])
            raise ConversionError(f"more than one post is called {wanted!r}: give one of {choice}")
        for entry in found.values():
            return entry
        raise ConversionError(f"there is no post {wanted!r} in the source: give an id or a slug of one that is")

    def post(self, wanted: str) -> Post:
        """The raw post of a key, an id or a slug. Raises ConversionError as `entry` does, or when it cannot be read."""
        entry = self.entry(wanted)
        for post in self.reader.read(self.path, silence)[1]:
            if post.key == entry.key:
                return post
        raise ConversionError(f"the post {wanted!r} cannot be read: `convert inspect` says why")

    def show(self, wanted: str, *, writer: Writer | str = "hugo") -> str:
        """One post (a key, an id or a slug) as a writer would write it.

        Raises ConversionError when there is no such post, it cannot be converted, or the writer knows no single post.
        """
        chosen = writer_of(writer)
        outcome = Conversion(self.reader, chosen, self.site)(self.post(wanted))
        for problem in outcome.problems:
            self.report(problem)
        if outcome.rendered is None:
            raise ConversionError(" ".join(map(str, outcome.problems)) or f"{wanted!r} cannot be written")
        text = getattr(outcome.rendered, "text", None)
        if not isinstance(text, str):
            raise ConversionError(f"{type(chosen).__name__} does not write posts one by one: choose another format")
        rest: bytes = getattr(outcome.rendered, "rest", b"")
        return text + rest.decode()

    def inspect(self) -> Census:
        """What the source holds, counted, and what in it will need attention."""
        return take_census(*self.reader.read(self.path, self.report))


@contextmanager
def open_blog(*sources: str | Path, reader: Reader | str | None = None, report: Report = silence) -> Iterator[Blog]:
    """The blog of a file, a folder, an archive, `-` (standard input), or several parts of one export.

    The reader is found by looking at the content, unless it is given, by its name or as an object with options. What
    had to be unpacked is gone when the block ends. Raises ConversionError when nothing can be read there.
    """
    name = reader if isinstance(reader, str) else "" if reader is None else type(reader).__name__
    with opened(sources, reader=name) as path:
        if reader is None:
            found, description = formats.recognise(path)
            chosen: Reader = found.load()()
        else:
            chosen = reader_of(reader)
            description = chosen.recognises(path) or f"read by {type(chosen).__name__}"
        yield Blog(path=path, reader=chosen, description=description, report=report)


def reader_of(reader: Reader | str) -> Reader:
    """A reader by its name, with no options; or the given one. Raises ConversionError when there is none."""
    return _made(reader, formats.readers(), "reader") if isinstance(reader, str) else reader


def writer_of(writer: Writer | str) -> Writer:
    """A writer by its name, with no options; or the given one. Raises ConversionError when there is none."""
    return _made(writer, formats.writers(), "writer") if isinstance(writer, str) else writer


def _made(name: str, known: Mapping[str, formats.Format], sort: str) -> Any:
    if name not in known:
        raise ConversionError(f"there is no {sort} {name!r}; there are: {', '.join(known)}")
    return known[name].load()()
