"""Places in a chapter that are filled in when the book is put together: only then is it known what is in it.

A mark is a number between two control characters, which no text of a chapter can hold: `converters.html` takes them
out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_MARK = re.compile("\x01([0-9]+)\x02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a link to another post of the blog."""

    key: str
    """`Entry.key` of the post."""
    fragment: str
    """The id in it, as the source writes it."""
    outside: str
    """Where the link leads when the post is not in the book."""
    name: str = ""
    """The chapter's own name of the place, where it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The address of a link to the blog's page of a term or an author."""

    taxonomy: str
    """Empty for an author."""
    name: str
    """The slug of the term, or the name of the author as it is printed."""
    outside: str
    """Where the link leads when the book has no such list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture."""

    url: str
    alt: str
    """The alternative text, never empty."""
    width: int = 0
    height: int = 0
    classes: str = ""
    title: str = ""
    linked: bool = False
    """Whether it stands in a link, so that no link can stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A recording."""

    kind: str
    """`audio` or `video`."""
    urls: tuple[str, ...]
    """The addresses it can be had from, the best first."""
    poster: str = ""
    label: str = ""
    linked: bool = False


Mark = Link | Listing | Picture | Player


@dataclass(slots=True)
class Marks:
    """The marks of a chapter, in the order in which they were made."""

    made: list[Mark] = field(default_factory=list)

    def put(self, mark: Mark) -> str:
        """The characters that stand for a mark."""
        self.made.append(mark)
        return f"\x01{len(self.made) - 1}\x02"


def fill_in(text: str, marks: tuple[Mark, ...], fill: Callable[[Mark], str]) -> str:
    """A text with every mark replaced by the XHTML that `fill` gives for it."""
    return _MARK.sub(lambda found: fill(marks[int(found[1])]), text)
