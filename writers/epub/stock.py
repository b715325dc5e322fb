"""The chapters of a book: in memory as much of each as volumes are planned by, all else in the spool."""

import pickle
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from sys import intern

from converters.index import Table
from converters.problem import Where
from writers.epub.chapter import Chapter
from writers.epub.filling import Stored
from writers.epub.marks import Picture
from writers.epub.spool import Kept, Spool

_NOTHING: Mapping[str, int] = {}
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A post as a chapter, and its place in messages."""

    chapter: Chapter
    where: Where


class Stock:
    """All chapters, each found by the key of its post."""

    def __init__(self, spool: Spool) -> None:
        self.outlines: list[Chapter] = []
        """What volumes are planned by: of each chapter its key, kind, date, order, author and first category."""
        self.languages: Counter[str] = Counter()
        self.pictures: Table[int] = Table()
        """The addresses of all pictures that the chapters show."""
        self._spool = spool
        self._numbers: Table[int] = Table()
        self._starts, self._sizes = array("q"), array("q")

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def add(self, rendered: Rendered) -> None:
        """Take a chapter. Raises ConversionError when there is no room for it."""
        chapter = rendered.chapter
        kept = tuple(
            tuple(self._spool.keep([text.encode("utf-8", "replace")]) for text in (page.body, page.comments))
            for page in chapter.pages
        )
        bare = replace(chapter, pages=tuple(replace(page, body="", comments="") for page in chapter.pages))
        whole = self._spool.keep([pickle.dumps((bare, kept, rendered.where), pickle.HIGHEST_PROTOCOL)])
        if self._numbers.add(chapter.key, len(self._starts)):
            self.outlines.append(_outline_of(chapter))
        else:
            self._numbers[chapter.key] = len(self._starts)
        self._starts.append(whole.start)
        self._sizes.append(whole.size)
        self.languages[chapter.language] += 1
        for mark in chapter.marks:
            if isinstance(mark, Picture) and not mark.url.startswith("data:"):
                self.pictures.add(mark.url, 1)

    def stored(self, key: str) -> Stored:
        """A chapter whole, but for its text."""
        number = self._numbers[key]
        place = Kept(self._starts[number], self._sizes[number], "")
        chapter, kept, where = pickle.loads(  # noqa: S301 (a file of our own, that nobody else can open)
            b"".join(self._spool.pieces(place))
        )
        return Stored(
            chapter=chapter,
            page=lambda page: (self._spool.text(kept[page][0]), self._spool.text(kept[page][1])),
            size=sum(text.size for page in kept for text in page),
            where=where,
        )


def _outline_of(chapter: Chapter) -> Chapter:
    return replace(
        chapter,
        kind=intern(chapter.kind),
        title="",
        language="",
        url="",
        modified=None,
        author=intern(chapter.author),
        categories=tuple((intern(slug), intern(name)) for slug, name in chapter.categories[:1]),
        terms=(),
        marks=(),
        ids=_NO_NAMES,
        places=_NOTHING,
        pages=(),
    )
