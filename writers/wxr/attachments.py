"""Files that no item of the source stands for, as attachments that the importer can fetch.

The pages of a site show files, and its data describe them (`Site.media`), but only an export has items for them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from posixpath import basename, splitext
from urllib.parse import unquote

from converters.addresses import parts_of
from converters.html import parse
from converters.index import Table
from converters.post import Media, Post, Site, Status
from writers.media.held import NOTHING_HELD, Held
from writers.wxr.item import described, stands_alone
from writers.wxr.plan import collated

_UPLOADS = "/wp-content/uploads/"
_LINKED = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|docx?|xlsx?|pptx?|odt|zip|mp3|m4a|ogg|wav|mp4|m4v|mov|webm)$", re.IGNORECASE
)
_SMALLER = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")


def files_in(post: Post, site: Site, held: Held = NOTHING_HELD) -> tuple[Media, ...]:
    """The uploaded files that a body shows or links to, in order, each once.

    A smaller copy (`x-300x200.jpg`) of a file that is there itself, or in the library, is no file of its own. A post of
    WordPress's with a guid comes from an export, which says itself which files it has. Where the source holds files
    (`held`), a post that shows another shows nothing.
    """
    raw = post.dialect == "wordpress"
    if post.kind == "attachment" or (raw and post.guid):
        return ()
    html = post.raw if raw else post.html
    found: dict[str, Media] = {}
    for element in parse(html).elements("img", "a", "video", "audio", "source") if "://" in html else ():
        address = element.get("href" if element.name == "a" else "src")
        parts = parts_of(address)
        if parts.scheme not in ("http", "https") or address in site.media_by_url:
            continue
        if not _is_uploaded(parts.path, address, site):
            continue
        if len(held) and held.find(address, site) is None:
            continue
        if element.name != "a" or _LINKED.search(parts.path):
            alt = element.get("alt")
            known = found.get(address)
            found[address] = Media(url=address, alt=alt or (known.alt if known else ""))
    return tuple(
        each
        for url, each in found.items()
        if not any(whole in found or whole in site.media_by_url for whole in _larger(url))
    )


def _larger(url: str) -> tuple[str, ...]:
    """The files that an address by its name is a smaller copy of: the one uploaded, or WordPress's own reduction."""
    whole = _SMALLER.sub("", url)
    stem, ending = splitext(whole)
    return (whole, f"{stem}-scaled{ending}") if whole != url else ()


def _is_uploaded(path: str, address: str, site: Site) -> bool:
    return _UPLOADS in path or (bool(site.url) and address.startswith(f"{site.url}/") and bool(_LINKED.search(path)))


class Library:
    """The attachments that must be made, each with an id: those of the library with the ids they had, where free."""

    def __init__(self, site: Site, next_id: int) -> None:
        self._site = site
        self._next_id = next_id
        self._ids: dict[str, int] = {}
        self._made: list[Media] = []
        self._titled: Table[int] = Table()

    @cached_property
    def _date(self) -> datetime | None:
        """That of the newest entry: the attachments have none of their own."""
        return max((entry.date for entry in self._site.entries if entry.date), default=None)

    def id_of(self, media: Media, post_id: int) -> int:
        """The id of the attachment of a file, which is made when it is asked for the first time."""
        id = self._ids.get(media.url)
        if id is None:
            id = self._ids[media.url] = self._next_id
            self._made.append(replace(media, id=id, parent=post_id or None))
            self._next_id += 1
        return id

    def posts(self) -> Iterator[Post]:
        """The attachments: those of the library, then those made in the order of their ids."""
        is_export = any(entry.kind == "attachment" for entry in self._site.entries)
        for media in self._site.media.values():
            if stands_alone(media, self._site):
                yield self._attachment(media)
            elif media.url and media.id and not is_export:  # another item has its id
                self.id_of(media, media.parent or 0)
        yield from map(self._attachment, self._made)

    def _attachment(self, media: Media) -> Post:
        path = unquote(parts_of(media.url).path)
        title = media.title or splitext(basename(path))[0] or "file"
        file = media.file or (path.partition(_UPLOADS)[2] if _UPLOADS in path else "")
        return Post(
            key=str(media.id) if str(media.id) not in self._site.entries_by_key else f"file-{media.id}",
            id=media.id,
            kind="attachment",
            status=Status.PUBLISHED,
            status_word="inherit",
            title=title,
            url=media.page,
            date=self._date_of(title),
            parent=media.parent,
            raw=media.description,
            excerpt=media.caption,
            guid=media.url,
            order=media.order,
            attachment_url=media.url,
            meta=tuple(described(replace(media, file=file))),
        )

    def _date_of(self, title: str) -> datetime | None:
        """A second of its own among those of its title: two of one title and second are one to WordPress."""
        later = self._titled.get(collated(title), 0)
        self._titled[collated(title)] = later + 1
        try:
            return self._date + timedelta(seconds=later) if self._date else None
        except OverflowError:
            return self._date
