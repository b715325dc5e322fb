"""Which chapters stand in which volume and part, and in what order."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from converters.post import Site
from converters.problem import ConversionError
from writers.addresses import plain_name
from writers.epub.chapter import Chapter
from writers.epub.words import Words

BY = ("year", "category", "author")

_SIZE = re.compile(r"(\d{1,6})\s*(k|m|g)i?b?", re.IGNORECASE)
_UNITS = {"k": 10**3, "m": 10**6, "g": 10**9}
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Chapters under one heading."""

    title: str
    """Empty where a volume has no parts."""
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One book."""

    title: str
    """What tells it from the others; empty when there is one."""
    name: str
    """The same for the name of a file."""
    position: int
    pages: tuple[Chapter, ...]
    parts: tuple[Part, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter, in order."""
        return (*self.pages, *(chapter for part in self.parts for chapter in part.chapters))

    def with_chapters(self, whole: Mapping[str, Chapter]) -> "Volume":
        """The same with whole chapters, by key, in the place of what it was planned by."""
        parts = tuple(replace(part, chapters=tuple(whole[each.key] for each in part.chapters)) for part in self.parts)
        return replace(self, pages=tuple(whole[each.key] for each in self.pages), parts=parts)


def most_bytes(volumes: str) -> int | None:
    """The size of a volume that an option names (`20MB`); None when it names none. Raises ConversionError."""
    if volumes in ("", "year", "category"):
        return None
    found = _SIZE.fullmatch(volumes.strip())
    if not found or not int(found[1]):
        raise ConversionError(
            f"--volumes {volumes} means nothing: give year, category, or a size such as 20MB for each volume"
        )
    return int(found[1]) * _UNITS[found[2].lower()]


def plan(
    chapters: Sequence[Chapter],
    site: Site,
    words: Words,
    *,
    volumes: str,
    parts: str,
    size: Callable[[Chapter], int],
) -> list[Volume]:
    """The volumes of a book, each with its pages in front and its parts in order; always at least one."""
    pages = sorted((each for each in chapters if each.kind == "page"), key=lambda chapter: chapter.order)
    posts = sorted((each for each in chapters if each.kind != "page"), key=_moment)
    groups: list[tuple[str, str, list[Chapter]]]
    most = most_bytes(volumes)
    if most is not None:
        groups = _by_size([*pages, *posts], most, size)
    elif volumes:
        groups = [(title, name, each) for title, name, each in _grouped(posts, site, words, volumes)]
        first = groups[0] if groups else ("", "1", [])
        groups = [(first[0], first[1], [*pages, *first[2]]), *groups[1:]]
    else:
        groups = [("", "", [*pages, *posts])]
    return [
        Volume(
            title=title,
            name=name,
            position=number,
            pages=tuple(chapter for chapter in group if chapter.kind == "page"),
            parts=_parts([chapter for chapter in group if chapter.kind != "page"], site, words, parts),
        )
        for number, (title, name, group) in enumerate(groups, 1)
    ]


def _moment(chapter: Chapter) -> datetime:
    return chapter.date or _LAST


def _parts(posts: list[Chapter], site: Site, words: Words, by: str) -> tuple[Part, ...]:
    if by == "none":
        return (Part(title="", chapters=tuple(posts)),) if posts else ()
    return tuple(Part(title=title, chapters=tuple(group)) for title, _, group in _grouped(posts, site, words, by))


def _grouped(posts: Iterable[Chapter], site: Site, words: Words, by: str) -> list[tuple[str, str, list[Chapter]]]:
    """Posts under the years, categories or authors they belong to: (heading, name for a file, posts)."""
    groups: dict[str, tuple[str, list[Chapter]]] = {}
    for post in posts:
        name, title = _heading(post, words, by)
        groups.setdefault(name, (title, []))[1].append(post)
    if by == "category":
        known = {term.slug: at for at, term in enumerate(site.terms) if term.taxonomy == "category"}
        order = sorted(groups, key=lambda slug: (not slug, known.get(slug, len(known)), slug))
    elif by == "author":
        order = sorted(groups, key=lambda name: (not name, name.casefold(), name))
    else:
        order = sorted(groups, key=lambda year: (not year, year))
    taken: dict[str, int] = {}
    named = []
    for key in order:
        stem = plain_name(key.casefold()) or "other"
        taken[stem] = taken.get(stem, 0) + 1
        again = f"-{taken[stem]}" if taken[stem] > 1 else ""
        named.append((groups[key][0], stem + again, groups[key][1]))
    return named


def _heading(post: Chapter, words: Words, by: str) -> tuple[str, str]:
    if by == "category":
        return post.categories[0] if post.categories else ("", words.unfiled)
    if by == "author":
        return post.author, post.author or words.unfiled
    return (f"{post.date.year:04}", str(post.date.year)) if post.date else ("", words.undated)


def _by_size(
    chapters: list[Chapter], most: int, size: Callable[[Chapter], int]
) -> list[tuple[str, str, list[Chapter]]]:
    """Chapters in their order, as many in each volume as fit; one that is too large stands alone."""
    groups: list[list[Chapter]] = [[]]
    filled = 0
    for chapter in chapters:
        own = size(chapter)
        if groups[-1] and filled + own > most:
            groups.append([])
            filled = 0
        groups[-1].append(chapter)
        filled += own
    return [(str(number), str(number), group) for number, group in enumerate(groups, 1)]
