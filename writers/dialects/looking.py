"""A site of a dialect looked at: what the file of each post says, and what stands beside it as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from converters.abilities import Shown
from converters.frontmatter.fields import text_of
from converters.frontmatter.files import find_files
from converters.frontmatter.yaml import Value
from converters.problem import ConversionError
from converters.sites.data import list_of, mapping_of, read_data
from writers.dialects.files import FileSaid
from writers.site_proof.showing import Files, PageSaid, named, shown_of
from writers.terms import AUTHORS


class Dialect(Protocol):
    """What is a generator's own."""

    @property
    def data(self) -> PurePosixPath:
        """The folder of data files."""
        ...

    def said(self, path: Path) -> FileSaid:
        """What the file of a post says."""
        ...

    def rendered(self, body: str) -> str:
        """A body as HTML."""
        ...

    def moved(self, destination: Path) -> Iterator[tuple[str, str]]:
        """Each former address, and the new one to which it leads, from the root of the host."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What a site has besides the files of its posts."""

    dialect: Dialect
    destination: Path
    home: str
    """The address of the old blog."""
    base: str
    """Its path."""
    files: Files
    titles: Mapping[tuple[str, str], str]
    """The title of each term's page by field and slug."""
    lists: Mapping[str, str]
    """The field that each term's page belongs to, by its address."""
    former: Mapping[str, tuple[str, ...]]
    """The former addresses that lead to an address."""

    def __call__(self, place: str) -> Shown:
        """What the page of a post shows; `place` is its file below the site."""
        return self.shown(self.page(place, self.said(place)))

    def said(self, place: str) -> FileSaid:
        """What the file of a post says."""
        return self.dialect.said(self.destination / place)

    def page(self, place: str, said: FileSaid) -> PageSaid:
        """The page of a post, as its file and the data of the site have it."""
        url = self.base + said.address if said.address else ""
        return PageSaid(
            place=place,
            url=url,
            html=self.dialect.rendered(said.body),
            key=said.key,
            title=said.title,
            date=said.date,
            draft=said.hidden,
            authors=tuple(self._title(field, slug) for field, slug in said.terms if field == AUTHORS),
            terms=tuple(named(field, self._title(field, slug)) for field, slug in said.terms if field != AUTHORS),
            comments=self._comments(said.comments),
            image=said.image,
            excerpt=said.summary,
            aliases=self.former.get(url, ()),
        )

    def shown(self, page: PageSaid) -> Shown:
        """What readers see of a page."""
        return shown_of(page, self.home, self.files)

    def _title(self, field: str, slug: str) -> str:
        return self.titles.get((field, slug), slug)

    def _comments(self, name: str) -> tuple[Mapping[str, object], ...]:
        if not name or name != Path(name).name:
            return ()
        file = self.destination / self.dialect.data / "comments" / f"{name}.json"
        return tuple(map(mapping_of, _list_in(file)))


def looking_at(dialect: Dialect, destination: Path, *, home: str, base: str, files: Files) -> Looking:
    """A site, and what it has as data. Raises ConversionError when there is none."""
    if not destination.is_dir():
        raise ConversionError(f"{destination} is no folder: name the one that the site stands in")
    pages = [
        {name: text_of(mapping_of(page).get(name, "")) for name in ("field", "slug", "title", "url")}
        for page in _list_in(destination / dialect.data / "termPages.json")
    ]
    former: dict[str, tuple[str, ...]] = {}
    for old, new in dialect.moved(destination):
        former[new] = (*former.get(new, ()), old)
    return Looking(
        dialect=dialect,
        destination=destination,
        home=home,
        base=base,
        files=files,
        titles={(page["field"], page["slug"]): page["title"] for page in pages},
        lists={base + page["url"]: page["field"] for page in pages},
        former=former,
    )


def moved_by_data(destination: Path, data: PurePosixPath) -> Iterator[tuple[str, str]]:
    """The former addresses that the data of the site tell of, with the new ones."""
    for move in map(mapping_of, _list_in(destination / data / "moved.json")):
        yield text_of(move.get("from", "")), text_of(move.get("to", ""))


def files_below(destination: Path, folder: PurePosixPath, suffix: str) -> Iterator[str]:
    """The files of one kind in a folder of a site."""
    if (destination / folder).is_dir():
        for found in find_files(destination / folder, lambda problem: None, machinery=()):
            if found.path.suffix == suffix:
                yield str(folder / found.name)


def _list_in(file: Path) -> list[Value]:
    return list_of(read_data(file, file.name, lambda problem: None))
