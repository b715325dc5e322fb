"""What a book says of itself in its package: title, authors, dates, identifier, collection, accessibility."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from converters.machinery import MACHINERY
from converters.post import Site, Status
from writers.epub.chapter import Chapter
from writers.epub.container import Book
from writers.epub.lines import clean_text
from writers.epub.links import clean_address
from writers.epub.words import Words

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LEFT_TO_RIGHT = "\u200e"
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What readers with special needs want to know of a volume."""

    pictures: bool
    moving: bool
    sound: bool
    film: bool
    mathml: bool


class Keys(Protocol):
    """The keys of the posts of a book."""

    def __contains__(self, key: object) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...


def selection_of(site: Site, keys: Keys) -> str:
    """What tells a choice of posts from any other: nothing for everything that the blog shows, else their keys."""
    public = False
    for entry in site.entries:
        if entry.status is Status.PUBLISHED and not entry.protected and entry.kind not in MACHINERY:
            public = True
            if entry.key not in keys:
                break
    else:
        if public:
            return ""
    return "\n".join(sorted(keys))


def identifier_of(site: Site, selection: str, volume: str) -> str:
    """The identifier of a volume: the same for the same blog and selection, however often it is made.

    A book of everything that the blog shows keeps it when posts are added. Any other selection is told by its posts.
    """
    name = "\n".join((site.url or site.title, volume, selection))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name.encode('utf-8', 'replace').decode())}"


def modified_of(chapters: Iterable[Chapter]) -> datetime:
    """When the newest of the chapters was last changed, in UTC."""
    moments = [moment for chapter in chapters for moment in (chapter.modified, chapter.date) if moment is not None]
    utc = [moment.astimezone(UTC) for moment in moments if 1 < moment.year < 9999]
    return min(max([_EARLIEST, *utc]), _LATEST)


def authors_of(chapters: Iterable[Chapter]) -> list[str]:
    """The authors, those with the most chapters first."""
    counts: dict[str, int] = {}
    for chapter in chapters:
        if chapter.author:
            counts[chapter.author] = counts.get(chapter.author, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def years_of(chapters: Iterable[Chapter], *, right_to_left: bool = False) -> str:
    """The first and the last year, in one text; the earlier one left, as digits run, whatever is around them."""
    years = sorted(chapter.date.year for chapter in chapters if chapter.date)
    if not years:
        return ""
    dash = f"{_LEFT_TO_RIGHT}–{_LEFT_TO_RIGHT}" if right_to_left else "–"
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}{dash}{years[-1]}"


def describe(
    book: Book,
    site: Site,
    chapters: Sequence[Chapter],
    *,
    series: str,
    position: int,
    features: Features,
    words: Words,
) -> None:
    """Put everything that is known of a volume into its package."""
    for number, name in enumerate(authors_of(chapters), 1):
        book.add_metadata("DC", "creator", name, {"id": f"creator-{number}"})
        book.say("role", "aut", refines=f"#creator-{number}", scheme="marc:relators")
    description, source = clean_text(site.description), clean_address(site.url)
    if description:
        book.add_metadata("DC", "description", description)
    if source:
        book.add_metadata("DC", "source", source)
    if site.title.strip():
        book.add_metadata("DC", "publisher", clean_text(site.title))
    dates = [chapter.date for chapter in chapters if chapter.date]
    if dates:
        book.add_metadata("DC", "date", f"{max(dates).year:04}-{max(dates).month:02}-{max(dates).day:02}")
    for name in dict.fromkeys(name for chapter in chapters for _, name in chapter.categories):
        book.add_metadata("DC", "subject", name)
    for language in sorted({chapter.language for chapter in chapters} - {book.language}):
        book.add_metadata("DC", "language", language)
    if series:
        book.say("belongs-to-collection", series, id="collection")
        book.say("collection-type", "series", refines="#collection")
        book.say("group-position", str(position), refines="#collection")
    _describe_access(book, features, words)
    book.add_metadata("OPF", "generator", "", {"name": "generator", "content": "portpress"})
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})


def _describe_access(book: Book, features: Features, words: Words) -> None:
    modes = ["textual", "visual"] if features.pictures or features.film else ["textual"]
    for mode in [*modes, *(["auditory"] if features.sound or features.film else [])]:
        book.say("schema:accessMode", mode)
    book.say("schema:accessModeSufficient", "textual,visual" if len(modes) > 1 else "textual")
    if len(modes) > 1 and not features.film and not features.sound:
        book.say("schema:accessModeSufficient", "textual")
    known = ["alternativeText", "displayTransformability", "index", "readingOrder", "structuralNavigation"]
    for feature in [*known, "tableOfContents", *(["MathML"] if features.mathml else [])]:
        book.say("schema:accessibilityFeature", feature)
    book.say("schema:accessibilityHazard", "unknown" if features.moving or features.film else "none")
    book.say("schema:accessibilitySummary", words.summary)
