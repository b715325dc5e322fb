"""A reader and a writer of nothing but Python, so that the pipeline can be tested apart from every format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Literal

from converters.formats import Written
from converters.post import Entry, Post, Site
from converters.problem import Report


def entry_of(post: Post) -> Entry:
    return Entry(**{name: getattr(post, name) for name in Entry.__slots__})


@dataclass(frozen=True)
class ListReader:
    """Reads the posts it is made with; one whose raw body is `broken` cannot be cleaned."""

    posts: tuple[Post, ...]

    def recognises(self, source: Path) -> str | None:
        return "a list"

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        return Site(entries=tuple(map(entry_of, self.posts))), iter(self.posts)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        if post.raw == "broken":
            raise ValueError("this body is broken")
        return replace(post, html=post.raw.upper())


@dataclass(frozen=True)
class Line:
    key: str
    text: str


@dataclass(frozen=True)
class LineWriter:
    """Writes one line a post into one file; a post called `refused` gets no receipt."""

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = ("published", "draft")

    def render(self, post: Post, site: Site, report: Report) -> Line:
        return Line(post.key, f"{post.key}: {post.html}")

    def write(self, rendered: Iterable[Line], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        with destination.open("w") as file:
            for line in rendered:
                if "REFUSED" not in line.text:
                    file.write(line.text + "\n")
                    yield Written(key=line.key, path="")
