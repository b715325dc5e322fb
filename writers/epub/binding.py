"""A volume put together: its pages and chapters in order, its contents, its pictures, its cover, and its archive."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import BinaryIO

from converters.post import Site
from converters.problem import Report, Where
from writers.epub.chapter import Chapter
from writers.epub.chapter_page import Neighbour, chapter_page, page_title
from writers.epub.container import Book, Entry, Item, Ncx, Writer, pieces_of
from writers.epub.cover import Cover, design
from writers.epub.document import STYLE, document
from writers.epub.filling import Filling, Stored, silent
from writers.epub.language import VERTICAL, primary, runs_right_to_left
from writers.epub.lines import clean_text
from writers.epub.marks import Picture, fill_in
from writers.epub.matter import colophon_page, contents_page, index_page, part_page, terms_of, title_page
from writers.epub.metadata import Features, authors_of, describe, modified_of, years_of
from writers.epub.pages import file_of
from writers.epub.painting import ChosenCover, paint
from writers.epub.shelf import File, Shelf
from writers.epub.volumes import Volume
from writers.epub.words import words_for

PROGRAM = "portpress"

_XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is the same for all volumes."""

    site: Site
    title: str
    language: str
    series: bool
    """Whether there are several volumes."""
    by_author: bool
    """Whether the parts are those of authors."""
    vertical: bool
    cover: ChosenCover | None
    font: Path | None
    """Of the drawn cover."""
    style: bytes

    def is_vertical(self, language: str) -> bool:
        """Whether a text in a language is set in vertical lines."""
        return self.vertical and primary(language) in VERTICAL


def bind(
    volume: Volume,
    edition: Edition,
    stored: Mapping[str, Stored],
    shelf: Shelf,
    identifier: str,
    file: BinaryIO,
    report: Report,
) -> None:
    """Write a volume into an open file. `stored` holds every chapter by the key of its post."""
    Binding(volume, edition, stored, shelf).write(identifier, file, report)


class Binding:
    """One volume on its way into an archive."""

    def __init__(self, volume: Volume, edition: Edition, stored: Mapping[str, Stored], shelf: Shelf) -> None:
        self.volume = volume
        self.edition = edition
        self.stored = stored
        self.shelf = shelf
        self.words = words_for(edition.language)
        self.files = {chapter.key: f"chapter-{at}.xhtml" for at, chapter in enumerate(volume.chapters, 1)}
        self.pages = [(each.key, number) for each in volume.chapters for number in range(len(each.pages))]
        self.places = {page: at for at, page in enumerate(self.pages)}
        self.terms = terms_of(volume.chapters)
        self.term_addresses = {key: f"index.xhtml#{term.anchor}" for key, term in self.terms.items()}
        lists = dict(self.term_addresses)
        if edition.by_author:
            lists |= {("", part.title): f"part-{number}.xhtml" for number, part in enumerate(volume.parts, 1)}
        self.filling = Filling(shelf=shelf, files=self.files, lists=lists, chapters=[stored[key] for key in self.files])
        self.authors = authors_of(volume.chapters)
        self.years = years_of(volume.chapters, right_to_left=runs_right_to_left(edition.language))
        self.full_title = f"{edition.title}: {volume.title}" if volume.title else edition.title

    def write(self, identifier: str, file: BinaryIO, report: Report) -> None:
        """Write the volume. What is missing in it is reported."""
        edition = self.edition
        used = self.filling.files_used(report)
        book = Book(identifier, self.full_title, edition.language)
        for item in (*self.front(), *self.chapters(), *self.back()):
            book.add_item(item)
            book.spine.append(item)
        for each in used:
            book.add_item(self.file_item(each))
        for item in self.cover_items(used):
            book.add_item(item)
        book.add_item(Item("style", STYLE, "text/css", lambda: [edition.style]))
        book.add_item(Ncx())
        book.set_contents(self.entries())
        book.guide = [
            {"type": kind, "href": href, "title": title}
            for kind, href, title in self.landmarks()
            if kind in ("cover", "toc")
        ]
        describe(
            book,
            edition.site,
            self.volume.chapters,
            series=edition.title if edition.series else "",
            position=self.volume.position,
            features=self.features(used),
            words=self.words,
        )
        right_to_left = runs_right_to_left(edition.language)
        book.direction = "rtl" if right_to_left or edition.is_vertical(edition.language) else "ltr"
        Writer(file, book, modified_of(self.volume.chapters), right_to_left=right_to_left).write()

    def features(self, used: Iterable[File]) -> Features:
        """What readers with special needs want to know."""
        kinds = {file.media_type.partition("/")[0] for file in used}
        return Features(
            pictures="image" in kinds,
            moving=any(file.moving for file in used),
            sound="audio" in kinds,
            film="video" in kinds,
            mathml=any("mathml" in page.features for chapter in self.volume.chapters for page in chapter.pages),
        )

    def front(self) -> Iterator[Item]:
        """Cover, title page, contents."""
        chosen = self.edition.cover
        if chosen is None:
            yield self.page("cover", self.words.cover, self.drawn_cover, "svg", kind="cover")
        else:
            image = f'<div><img src="cover.{chosen.suffix}" alt="{escape(self.full_title)}" /></div>'
            yield self.page("cover", self.words.cover, lambda: image, kind="cover")
        title = title_page(
            self.edition.title, self.volume.title, clean_text(self.edition.site.description), self.authors, self.years
        )
        yield self.page("title", self.full_title, lambda: title, kind="frontmatter")
        yield self.page(
            "nav", self.words.contents, lambda: contents_page(self.entries(), self.landmarks(), self.words), "nav"
        )

    def chapters(self) -> Iterator[Item]:
        """The pages, then each part with its posts."""
        yield from self.chapter_items(self.volume.pages)
        for number, part in enumerate(self.volume.parts, 1):
            if part.title:
                yield self.part_item(number, part.title)
            yield from self.chapter_items(part.chapters)

    def back(self) -> Iterator[Item]:
        """Index and colophon."""
        if self.terms:
            yield self.page("index", self.words.index, lambda: index_page(self.terms.values(), self.files, self.words))
        dates = sorted(chapter.date for chapter in self.volume.chapters if chapter.date)
        told = " – ".join(dict.fromkeys(self.words.dated(date) for date in (*dates[:1], *dates[-1:])))
        text = colophon_page(self.edition.site, len(self.volume.chapters), told, PROGRAM, self.words)
        yield self.page("colophon", self.words.about, lambda: text, kind="backmatter")

    def entries(self) -> Iterator[Entry]:
        """The lines of the contents, in reading order."""
        yield Entry(title=self.full_title, href="title.xhtml")
        if pages := self.chapter_entries(self.volume.pages):
            yield Entry(title=self.words.pages, href=pages[0].href, below=pages)
        for number, part in enumerate(self.volume.parts, 1):
            posts = self.chapter_entries(part.chapters)
            if part.title:
                yield Entry(title=part.title, href=f"part-{number}.xhtml", below=posts)
            else:
                yield from posts
        if self.terms:
            yield Entry(title=self.words.index, href="index.xhtml")
        yield Entry(title=self.words.about, href="colophon.xhtml")

    def chapter_entries(self, chapters: Iterable[Chapter]) -> tuple[Entry, ...]:
        """A line for each chapter."""
        return tuple(Entry(title=each.title, href=self.files[each.key]) for each in chapters)

    def landmarks(self) -> Iterator[tuple[str, str, str]]:
        """The places that readers jump to: (`epub:type`, file, title)."""
        yield "cover", "cover.xhtml", self.words.cover
        yield "toc", "nav.xhtml", self.words.contents
        if self.volume.chapters:
            first = self.volume.chapters[0]
            yield "bodymatter", self.files[first.key], first.title
        if self.terms:
            yield "index", "index.xhtml", self.words.index
        yield "backmatter", "colophon.xhtml", self.words.about

    def page(self, uid: str, title: str, body: Callable[[], str], *properties: str, kind: str = "") -> Item:
        """A page that is no post."""
        language = self.edition.language
        is_cover = uid == "cover"
        vertical = self.edition.is_vertical(language) and not is_cover
        classes = "cover" if is_cover else ""
        pieces = pieces_of(lambda: document(title, language, body(), kind=kind, vertical=vertical, classes=classes))
        return Item(uid, f"{uid}.xhtml", _XHTML, pieces, properties)

    def part_item(self, number: int, title: str) -> Item:
        """The page before a part."""
        return self.page(f"part-{number}", title, lambda: part_page(title))

    def chapter_items(self, chapters: Iterable[Chapter]) -> Iterator[Item]:
        """The files of posts."""
        for chapter in chapters:
            for number in range(len(chapter.pages)):
                yield self.page_item(chapter, number)

    def page_item(self, chapter: Chapter, number: int) -> Item:
        """The file of a page of a post."""
        name = file_of(self.files[chapter.key], number)
        pieces = pieces_of(lambda: self.page_text(chapter, number))
        return Item(name.partition(".")[0], name, _XHTML, pieces, tuple(sorted(chapter.pages[number].features)))

    def page_text(self, chapter: Chapter, number: int) -> str:
        """The XHTML of a page of a post, with every mark filled in."""
        body, comments = self.stored[chapter.key].page(number)
        at, fill = self.places[chapter.key, number], self.filling.fill
        featured = ""
        if chapter.featured is not None and number == 0:
            mark = chapter.marks[chapter.featured]
            if isinstance(mark, Picture) and self.filling.has(mark):
                featured = fill(mark)
        page = chapter_page(
            chapter,
            number,
            fill_in(body, chapter.marks, fill),
            featured,
            fill_in(comments, chapter.marks, fill),
            words=words_for(chapter.language),
            terms=self.term_addresses,
            before=self.neighbour(at - 1),
            after=self.neighbour(at + 1),
        )
        vertical = self.edition.is_vertical(chapter.language)
        source = {"post": chapter.key, "address": chapter.url}
        return document(
            page_title(chapter, number), chapter.language, page, kind="bodymatter", vertical=vertical, source=source
        )

    def neighbour(self, at: int) -> Neighbour | None:
        """The page at a place in the volume; None beyond its ends."""
        if not 0 <= at < len(self.pages):
            return None
        key, number = self.pages[at]
        return Neighbour(self.stored[key].chapter, number, file_of(self.files[key], number))

    def file_item(self, file: File) -> Item:
        """A picture or recording."""
        uid = file.name.rpartition("/")[2].partition(".")[0]
        return Item(uid, file.name, file.media_type, lambda: self.shelf.spool.pieces(file.kept))

    def cover_items(self, used: Iterable[File]) -> Iterator[Item]:
        """The picture of the cover; the icon on it, where no post shows it."""
        chosen = self.edition.cover
        if chosen is not None:
            name, media_type = f"cover.{chosen.suffix}", chosen.media_type
            yield Item("cover-image", name, media_type, lambda: [chosen.content], ("cover-image",))
            return
        icon = self.icon()
        is_drawing = icon is None or icon.media_type == "image/svg+xml"

        def painted() -> list[bytes]:
            content = b"" if icon is None or is_drawing else b"".join(self.shelf.spool.pieces(icon.kept))
            return [paint(self.design(), content, self.edition.font)]

        yield Item("cover-image", "cover.png", "image/png", painted, ("cover-image",))
        if icon is not None and all(file.name != icon.name for file in used):
            yield self.file_item(icon)

    def design(self) -> Cover:
        """The cover laid out."""
        return design(self.edition.title, self.volume.title, self.authors, self.years)

    def drawn_cover(self) -> str:
        """The page with the drawn cover."""
        icon = self.icon()
        return f"<div>{self.design().svg(icon.name if icon else '')}</div>"

    def icon(self) -> File | None:
        """The icon of the site."""
        address = self.edition.site.icon
        return self.shelf.picture(address, Where(), silent) if address else None
