"""The marks of chapters filled in for one volume: links, pictures and players, or what stands for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import unquote

from converters.problem import Problem, Report, Where
from writers.epub.chapter import Chapter
from writers.epub.links import clean_address
from writers.epub.marks import Link, Listing, Mark, Picture, Player
from writers.epub.pages import file_of
from writers.epub.shelf import File, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A chapter whose text is kept elsewhere."""

    chapter: Chapter
    """Without what its pages show."""
    page: Callable[[int], tuple[str, str]]
    """The body and the comments of a page."""
    size: int
    """Bytes of all of them."""
    where: Where


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What stands for the marks of the chapters of a volume."""

    shelf: Shelf
    chapters: Sequence[Stored]
    """Those of the volume, in order."""
    files: Mapping[str, str]
    """The name of each chapter's first file by the key of its post."""
    lists: Mapping[tuple[str, str], str]
    """Where the book lists the posts of a term, by taxonomy and slug, or of an author, by "" and name."""

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: at for at, key in enumerate(self.files)}

    def has(self, picture: Picture) -> bool:
        """Whether a picture is in the book."""
        return self.shelf.picture(picture.url, Where(), silent) is not None

    def files_used(self, report: Report) -> list[File]:
        """The pictures and recordings of the volume, in the order of their names; what is missing is reported."""
        found: dict[str, File] = {}
        for stored in self.chapters:
            for mark in stored.chapter.marks:
                for file in self.files_of(mark, stored.where, report):
                    found.setdefault(file.name, file)
        return sorted(found.values(), key=lambda file: (len(file.name), file.name))

    def files_of(self, mark: Mark, where: Where, report: Report) -> Iterator[File]:
        """The files that a mark shows."""
        if isinstance(mark, Picture):
            file = self.shelf.picture(mark.url, where, report)
            if file:
                yield file
        elif isinstance(mark, Player):
            file = self.recording_of(mark, where, report)
            if file:
                yield file
            if poster := self.poster_of(mark):
                yield poster

    def recording_of(self, player: Player, where: Where, report: Report) -> File | None:
        """The first file of a player that the book can have."""
        if player.linked:
            return None
        for url in player.urls:
            file = self.shelf.recording(url, player.kind, where, report)
            if file:
                return file
        return None

    def poster_of(self, player: Player) -> File | None:
        """The picture that a film shows before it begins."""
        return self.shelf.picture(player.poster, Where(), silent) if player.poster else None

    def fill(self, mark: Mark) -> str:
        """The XHTML for a mark."""
        if isinstance(mark, Link):
            return self.fill_link(mark)
        if isinstance(mark, Listing):
            return self.fill_listing(mark)
        if isinstance(mark, Picture):
            return self.fill_picture(mark)
        return self.fill_player(mark)

    def fill_link(self, link: Link) -> str:
        """The address of a link: inside where the post is in this volume."""
        file = self.files.get(link.key)
        if file is None:
            return escape(link.outside)
        chapter = self.chapters[self._places[link.key]].chapter
        if link.name:
            return f'{file_of(file, chapter.places.get(link.name, 0))}#{link.name}" data-address="#{link.name}'
        id = chapter.ids.get(link.fragment) or chapter.ids.get(unquote(link.fragment))
        return f"{file_of(file, chapter.places.get(id, 0))}#{id}" if id else file

    def fill_listing(self, listing: Listing) -> str:
        """The address of a link to a list: inside where the book has that list, with the old one beside it."""
        outside = escape(listing.outside)
        place = self.lists.get((listing.taxonomy, listing.name))
        return f'{place}" data-address="{outside}' if place else outside

    def fill_picture(self, picture: Picture) -> str:
        """A picture, or a caption with its address."""
        file = self.shelf.picture(picture.url, Where(), silent)
        if file is None:
            return _missing(picture)
        width, height = file.width, file.height
        if picture.width and width and picture.width < width:
            width, height = picture.width, max(1, round(height * picture.width / width))
        attributes = {
            "src": file.name,
            "alt": picture.alt,
            "width": str(width) if width else "",
            "height": str(height) if height else "",
            "class": picture.classes,
            "title": picture.title,
            "data-address": "" if picture.url.startswith("data:") else picture.url,
        }
        return "<img" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value) + " />"

    def fill_player(self, player: Player) -> str:
        """A player, or a link with a picture."""
        address = next((clean for url in player.urls if (clean := clean_address(url))), "")
        label = escape(player.label or unquote((address or player.urls[0]).rpartition("/")[2]) or address)
        kept = f' data-element="{player.kind}" data-addresses="{escape(" ".join(player.urls))}"'
        kept += f' data-poster="{escape(player.poster)}"' if player.poster else ""
        if player.linked:
            return f'<span class="card"{kept}>{label}</span>'
        poster = self.poster_of(player)
        file = self.recording_of(player, Where(), silent)
        if file:
            shown = f' poster="{poster.name}"' if poster and player.kind == "video" else ""
            inside = f'<a href="{escape(address)}">{label}</a>' if address else label
            return (
                f'<{player.kind} src="{file.name}" controls="controls" preload="metadata"{shown}{kept}>'
                f"{inside}</{player.kind}>"
            )
        image = f'<img src="{poster.name}" alt="" /> ' if poster else ""
        if not address:
            return f'<span class="card"{kept}>{image}{label}</span>'
        return f'<a class="card" href="{escape(address)}"{kept}>{image}{label}</a>'


def _missing(picture: Picture) -> str:
    """What stands for a picture that the book does not have: its text and its address."""
    address = "" if picture.url.startswith("data:") else clean_address(picture.url)
    alt = f'<span class="alt">{escape(picture.alt)}</span>'
    told = f' title="{escape(picture.title)}"' if picture.title else ""
    if not address:
        told += "" if picture.url.startswith("data:") else f' data-address="{escape(picture.url)}"'
        return f'<span class="missing"{told}>{alt}</span>'
    shown = escape(unquote(address) if unquote(address).isprintable() else address)
    if picture.linked:
        return f'<span class="missing"{told}>{alt} <span class="address">{shown}</span></span>'
    return f'<span class="missing"{told}>{alt} <a class="address" href="{escape(address)}">{shown}</a></span>'


def silent(problem: Problem) -> None:
    """What was reported when the files were looked for is not reported again."""
