"""One address that moved."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from converters.index.records import Records

_ENCODED = re.compile(r"%[0-9A-F]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One address that moved. Paths are decoded and start at the root of the host."""

    old: str
    """Also matched without its last slash, or with one."""
    new: str
    """May end with a fragment. An address of another site is whole, in ASCII (`writers.forwards.safe_address`)."""
    query: tuple[str, str] | None = None
    """A parameter that must have a value: `("p", "12")`."""
    pages: bool = False
    """Stands for every `page/N/` below `old`."""
    behind: bool = False
    """Holds only where no file stands: the new site has some of these addresses itself."""
    of_comments: bool = False
    """`old` was the feed of an entry's comments: worth a rule of a server, but no page."""
    forced: bool = False
    """Holds even where a page stands: the old blog's readers never saw that page, but were sent on."""

    @property
    def leaves(self) -> bool:
        """Whether it leads to another site."""
        return not self.new.startswith("/")

    @property
    def target(self) -> str:
        """`new` as a header has it: ASCII alone, everything else percent-encoded."""
        if self.leaves:
            return self.new
        path, mark, fragment = self.new.partition("#")
        return encoded(path) + mark + encoded(fragment)

    @property
    def bare(self) -> str:
        """`old` without a slash at its end."""
        return self.old.rstrip("/")


def encoded(path: str) -> str:
    """A path in ASCII, every character percent-encoded that is not a letter, a digit or one of `/-._~`."""
    return quote(path, safe="/-._~", errors="replace")


def spellings(path: str) -> tuple[str, ...]:
    """The forms in which a path is asked for: as `encoded`, as WordPress wrote it, and as browsers leave it.

    For servers that compare the bytes of a request. WordPress (`sanitize_title`) encodes in lower case; browsers (the
    URL standard) leave many signs as they are.
    """
    usual = encoded(path)
    browsers = quote(path, safe="/-._~!$&'()*+,;=:@|", errors="replace")
    return tuple(dict.fromkeys((usual, _ENCODED.sub(lambda match: match[0].lower(), usual), browsers)))


def redirects_on_disk(
    names: Mapping[str, Callable[[Redirect], Iterable[str]]],
) -> Records[Redirect]:
    """A file for redirects that are too many for memory, found by what they are called."""
    return Records(_row_of, _redirect_of, names)


def _row_of(redirect: Redirect) -> list[Any]:
    return [redirect.old, redirect.new, redirect.query, redirect.pages, redirect.behind, redirect.of_comments,
            redirect.forced]  # fmt: skip


def _redirect_of(row: list[Any]) -> Redirect:
    old, new, query, pages, behind, of_comments, forced = row
    return Redirect(
        old=old,
        new=new,
        query=tuple(query) if query else None,
        pages=pages,
        behind=behind,
        of_comments=of_comments,
        forced=forced,
    )
