"""Posts become a book: EPUB 3.3 that readers of EPUB 2 open, too, with its pictures, and without the network."""

import glob
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, ClassVar, Literal, Self

from converters.abilities import HeldFile, Shown, Sight
from converters.formats import Written
from converters.options import option
from converters.post import Post, Site
from converters.problem import ConversionError, Problem, Report, Severity, Where
from writers.destination import cannot_write
from writers.destination.output_file import OutputFile
from writers.epub.binding import Edition, bind
from writers.epub.chapter import Chapter, make_chapter
from writers.epub.container import MARK
from writers.epub.language import UNKNOWN, language_tag
from writers.epub.lines import clean_text
from writers.epub.marks import Picture
from writers.epub.metadata import identifier_of, selection_of
from writers.epub.painting import choose_cover
from writers.epub.proof import BookReader, documents_of, expected_in_book
from writers.epub.shelf import Shelf
from writers.epub.spool import Spool
from writers.epub.stock import Rendered, Stock
from writers.epub.volumes import BY, Volume, most_bytes, plan
from writers.epub.words import words_for
from writers.media.held import NOTHING_HELD, Held
from writers.media.uploads import Uploads

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NoUploads(Problem):
    """The posts show pictures, and nobody said where their files are."""

    code = "no-uploads"
    severity = Severity.WARNING
    text = (
        "{count} {count:picture is|pictures are} not in the book, only {count:its address|their addresses}: name the "
        "folder of uploads with --uploads"
    )
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubWriter:
    """Writes a book: a cover, pages, posts by year, an index of terms; or several volumes.

    Only published posts are taken by default. Commenters' e-mail and IP addresses are never in it.
    """

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = ("published",)

    uploads: Path | None = option(
        None, help="The blog's uploads: a folder or a zip of wp-content/uploads.", metavar="PATH"
    )
    parts: str = option("year", help="What the posts are put under.", choices=(*BY, "none"))
    volumes: str = option(
        "",
        help="Make several books: one for each year or category, or of this size (20MB).",
        metavar="year|category|SIZE",
    )
    comments: bool = option(False, help="Add the comments that readers saw to each post.")
    cover: Path | None = option(None, help="A picture for the cover, instead of a drawn one.", metavar="FILE")
    cover_font: Path | None = option(
        None, help="A font for the drawn cover, for letters that Pillow's own lacks.", metavar="FILE"
    )
    title: str = option("", help="The title of the book, instead of the blog's.", metavar="TEXT")
    language: str = option("", help="The language of the book, where the blog names none.", metavar="TAG")
    identifier: str = option("", help="The identifier of an earlier edition, to keep it.", metavar="URI")
    vertical: bool = option(False, help="Set Japanese and Chinese in vertical lines, pages from right to left.")
    max_image: int = option(1600, help="Pixels of a picture's longer side.", metavar="PIXELS")
    keep_webp: bool = option(False, help="Keep WebP pictures as they are: readers of EPUB 3.3 show them.")
    max_media: int = option(10, help="Megabytes of a recording that is put into the book; 0 for none.", metavar="MB")
    force: bool = option(False, help="Replace a file that is no book of ours.")

    held: Held = NOTHING_HELD
    """What the source itself has beside its posts."""

    def taking(self, files: Iterable[HeldFile], destination: Path) -> Self:
        """The writer that knows which files the source holds."""
        return replace(self, held=Held(files))

    def render(self, post: Post, site: Site, report: Report) -> Rendered:
        """The post as a chapter."""
        name = " ".join(
            part for part in (post.kind, str(post.id or ""), f"“{post.title}”" if post.title else "") if part
        )
        return Rendered(
            chapter=make_chapter(post, site, report, language=self.language, with_comments=self.comments),
            where=Where(origin=post.origin, post=name),
        )

    def fairness(self) -> Mapping[str, bool]:
        """A book has no mark of where a post goes on."""
        return {"takes_more": True}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """A chapter has the key of its post."""
        return (post.key,)

    def expected(self, post: Post, site: Site) -> Shown:
        """What a reader of books is to show of the post."""
        rendered = self.render(post, site, lambda problem: None)
        return expected_in_book(post, site, rendered.chapter, comments=self.comments)

    @contextmanager
    def read_back(self, destination: Path, site: Site, report: Report, *, in_process: bool) -> Iterator[Sight]:
        """The chapters of the book, or of all volumes."""
        books = [destination]
        if self.volumes:
            name = glob.escape(destination.stem[:150])
            books = sorted(destination.parent.glob(f"{name}-*{destination.suffix}"))
        yield Sight(rendered_by="portpress's reader of EPUB", pieces=documents_of(books), show=BookReader(site))

    def write(self, rendered: Iterable[Rendered], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        """Write the book, or its volumes beside each other (`blog-2019.epub`); `-` is standard output."""
        most = most_bytes(self.volumes)
        if self.volumes and str(destination) == "-":
            raise ConversionError("several volumes cannot be written to standard output: name a file")
        with ExitStack() as stack:
            cover = choose_cover(self.cover) if self.cover else None
            uploads = stack.enter_context(Uploads(self.uploads)) if self.uploads else None
            spool = stack.enter_context(Spool(destination))
            shelf = Shelf(
                site=site,
                uploads=uploads,
                held=self.held,
                spool=spool,
                largest=max(self.max_image, 1),
                keep_webp=self.keep_webp,
                most_bytes=max(self.max_media, 0) * 1_000_000,
            )
            stock = Stock(spool)
            for each in rendered:
                stock.add(each)
            commonest = max(sorted(stock.languages), key=stock.languages.__getitem__, default=UNKNOWN)
            language = language_tag(self.language) or language_tag(site.language) or commonest
            title = clean_text(self.title) or clean_text(site.title) or words_for(language).untitled
            volumes = plan(
                stock.outlines,
                site,
                words_for(language),
                volumes=self.volumes,
                parts=self.parts,
                size=partial(_size, stock=stock, shelf=shelf) if most else lambda chapter: 0,
            )
            if uploads is None and not len(self.held) and stock.pictures:
                report(NoUploads(count=len(stock.pictures)))
            edition = Edition(
                site=site,
                title=title,
                language=language,
                series=bool(self.volumes),
                by_author=self.parts == "author",
                vertical=self.vertical,
                cover=cover,
                font=self.cover_font,
                style=(files("writers.epub") / "style.css").read_bytes(),
            )
            selection = selection_of(site, stock)
            for outline in volumes:
                stored = {chapter.key: stock.stored(chapter.key) for chapter in outline.chapters}
                volume = outline.with_chapters({key: each.chapter for key, each in stored.items()})
                identifier = self.identifier or identifier_of(site, selection, volume.name)
                if self.identifier and volume.name:
                    identifier = f"{identifier}-{volume.name}"
                with self._output(_path_of(volume, destination)) as archive:
                    bind(volume, edition, stored, shelf, identifier, archive, report)
                for chapter in volume.chapters:
                    yield Written(key=chapter.key, path="")

    @contextmanager
    def _output(self, path: Path) -> Iterator[BinaryIO]:
        """A file that can be searched while it is written, which is then copied to where it belongs."""
        with OutputFile(path, mark=MARK, force=self.force) as output:
            folder = path.parent if path.parent.is_dir() and str(path) != "-" else None
            try:
                with TemporaryFile(dir=folder) as archive:
                    yield archive
                    archive.seek(0)
                    while piece := archive.read(_PIECE):
                        output.write(piece)
            except BrokenPipeError:
                raise
            except OSError as error:
                raise cannot_write(path, error) from error


def _size(chapter: Chapter, *, stock: Stock, shelf: Shelf) -> int:
    """About what a chapter adds to a volume, pictures included; text shrinks to a third."""
    stored = stock.stored(chapter.key)
    pictures = (mark.url for mark in stored.chapter.marks if isinstance(mark, Picture))
    files = [shelf.picture(url, Where(), lambda problem: None) for url in pictures]
    return stored.size // 3 + sum(file.kept.size for file in files if file)


def _path_of(volume: Volume, destination: Path) -> Path:
    if not volume.name:
        return destination
    return destination.with_name(f"{destination.stem[:150]}-{volume.name[:60]}{destination.suffix}")
