"""Files that posts show and no item of the source stands for, as attachments that the importer can fetch."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from posixpath import basename, splitext
from urllib.parse import unquote, urlsplit

from converters.html import parse
from converters.post import Media, Post, Site, Status
from writers.media.held import NOTHING_HELD, Held
from writers.wxr.item import described

_UPLOADS = "/wp-content/uploads/"
_LINKED = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|docx?|xlsx?|pptx?|odt|zip|mp3|m4a|ogg|wav|mp4|m4v|mov|webm)$", re.IGNORECASE
)
_SMALLER = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")


def files_in(post: Post, site: Site, held: Held = NOTHING_HELD) -> tuple[Media, ...]:
    """The uploaded files that a body shows or links to, in order, each once.

    A smaller copy (`x-300x200.jpg`) of a file that is there itself is no file of its own. A post of WordPress's with a
    guid comes from an export, which says itself which files it has. Where the source holds files (`held`), a post that
    shows another shows nothing.
    """
    raw = post.dialect == "wordpress"
    if post.kind == "attachment" or (raw and post.guid):
        return ()
    html = post.raw if raw else post.html
    found: dict[str, Media] = {}
    for element in parse(html).elements("img", "a", "video", "audio", "source") if "://" in html else ():
        address = element.get("href" if element.name == "a" else "src")
        parts = urlsplit(address) if address.startswith(("http://", "https://")) else None
        if parts is None or address in site.media_by_url or not _is_uploaded(parts.path, address, site):
            continue
        if len(held) and held.find(address, site) is None:
            continue
        if element.name != "a" or _LINKED.search(parts.path):
            alt = element.get("alt")
            known = found.get(address)
            found[address] = Media(url=address, alt=alt or (known.alt if known else ""))
    return tuple(
        each for url, each in found.items() if _SMALLER.sub("", url) == url or _SMALLER.sub("", url) not in found
    )


def _is_uploaded(path: str, address: str, site: Site) -> bool:
    return _UPLOADS in path or (bool(site.url) and address.startswith(f"{site.url}/") and bool(_LINKED.search(path)))


class Library:
    """The attachments that must be made, each with an id."""

    def __init__(self, site: Site, next_id: int) -> None:
        self._site = site
        self._next_id = next_id
        self._made: dict[str, Post] = {}
        self._names: set[str] = set()

    @cached_property
    def _date(self) -> datetime | None:
        """That of the newest entry: the attachments have none of their own."""
        return max((entry.date for entry in self._site.entries if entry.date), default=None)

    def id_of(self, media: Media, post_id: int) -> int:
        """The id of the attachment of a file, which is made when it is asked for the first time."""
        made = self._made.get(media.url)
        if made is None:
            made = self._made[media.url] = self._attachment(media, post_id)
            self._next_id += 1
        return made.id or 0

    def posts(self) -> Iterator[Post]:
        """The attachments made, in the order of their ids."""
        yield from self._made.values()

    def _attachment(self, media: Media, post_id: int) -> Post:
        path = unquote(urlsplit(media.url).path)
        name = media.title or splitext(basename(path))[0] or "file"
        title, count = name, 1
        while title.casefold() in self._names:  # two of one title and second are one to WordPress
            count += 1
            title = f"{name} {count}"
        self._names.add(title.casefold())
        file = media.file or (path.partition(_UPLOADS)[2] if _UPLOADS in path else "")
        return Post(
            key=f"file-{self._next_id}",
            id=self._next_id,
            kind="attachment",
            status=Status.PUBLISHED,
            status_word="inherit",
            title=title,
            date=self._date,
            parent=post_id or None,
            raw=media.description,
            excerpt=media.caption,
            guid=media.url,
            attachment_url=media.url,
            meta=tuple(described(Media(url=media.url, file=file, alt=media.alt))),
        )
