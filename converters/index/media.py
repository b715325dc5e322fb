"""The media library of a blog: a dict, or beyond a size a file."""

from collections.abc import Iterator, Mapping, ValuesView
from typing import Any

from converters.index import limit
from converters.index.records import Finding, Records
from converters.post import Media, MediaIndex, MediaSize


class MediaOnDisk(MediaIndex):
    """Files by id, in the order they came."""

    def __init__(self) -> None:
        self._records = Records(_row_of, _media_of, {"id": _id_of, "parent": _parent_of, "url": _urls_of})

    def append(self, media: Media) -> None:
        """Put a file, whose id no other has, at the end."""
        self._records.append(media)

    def __getitem__(self, id: int) -> Media:
        found = self._records.first("id", str(id))
        if found is None:
            raise KeyError(id)
        return found

    def __contains__(self, id: object) -> bool:
        return self._records.place_of("id", str(id)) is not None

    def __iter__(self) -> Iterator[int]:
        return (media.id for media in self._records if media.id is not None)

    def __len__(self) -> int:
        return len(self._records)

    def values(self) -> ValuesView[Media]:
        """Every file, in order."""
        return _Files(self, self._records)

    @property
    def by_parent(self) -> Mapping[int, tuple[Media, ...]]:
        """The files uploaded to each post, in gallery order."""
        return Finding(self._uploaded_to, self._parents)

    @property
    def by_url(self) -> Mapping[str, Media]:
        """Files by address, the addresses of their smaller copies included."""
        return Finding(self._at, self._urls)

    def _uploaded_to(self, parent: int) -> tuple[Media, ...] | None:
        found = self._records.all("parent", str(parent))
        return tuple(sorted(found, key=lambda media: (media.order, media.id or 0))) or None

    def _at(self, url: str) -> Media | None:
        return self._records.first("url", url)

    def _parents(self) -> Iterator[int]:
        for place, media in enumerate(self._records):
            if media.parent and self._records.place_of("parent", str(media.parent)) == place:
                yield media.parent

    def _urls(self) -> Iterator[str]:
        for place, media in enumerate(self._records):
            for url in dict.fromkeys(_urls_of(media)):
                if self._records.place_of("url", url) == place:
                    yield url


class _Files(ValuesView[Media]):
    """The files read one after the other, not each looked up by its id."""

    def __init__(self, media: MediaOnDisk, records: Records[Media]) -> None:
        super().__init__(media)
        self._records = records

    def __iter__(self) -> Iterator[Media]:
        return iter(self._records)


class MediaLibrary:
    """Collects the files of a blog, each id once."""

    def __init__(self) -> None:
        self._kept: dict[int, Media] = {}
        self._file: MediaOnDisk | None = None
        self._most = limit.IN_MEMORY

    def __contains__(self, id: object) -> bool:
        return id in (self._kept if self._file is None else self._file)

    def add(self, id: int, media: Media) -> None:
        """Take a file whose id no other has."""
        if self._file is not None:
            self._file.append(media)
            return
        self._kept[id] = media
        if len(self._kept) > self._most:
            self._file = MediaOnDisk()
            for each in self._kept.values():
                self._file.append(each)
            self._kept = {}

    def collected(self) -> Mapping[int, Media]:
        """All files by id."""
        return self._kept if self._file is None else self._file


def _id_of(media: Media) -> tuple[str, ...]:
    return (str(media.id),)


def _parent_of(media: Media) -> tuple[str, ...]:
    return (str(media.parent),) if media.parent else ()


def _urls_of(media: Media) -> tuple[str, ...]:
    return (media.url, *(size.url for size in media.sizes))


def _row_of(media: Media) -> list[Any]:
    sizes = [[size.name, size.url, size.width, size.height] for size in media.sizes]
    return [
        media.url, media.id, media.title, media.alt, media.caption, media.description, media.parent, media.file,
        media.mime, media.width, media.height, sizes, media.page, media.order,
    ]  # fmt: skip


def _media_of(row: list[Any]) -> Media:
    url, id, title, alt, caption, description, parent, file, mime, width, height, sizes, page, order = row
    return Media(
        url=url,
        id=id,
        title=title,
        alt=alt,
        caption=caption,
        description=description,
        parent=parent,
        file=file,
        mime=mime,
        width=width,
        height=height,
        sizes=tuple(MediaSize(name=name, url=url, width=w, height=h) for name, url, w, h in sizes),
        page=page,
        order=order,
    )
