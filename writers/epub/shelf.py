"""The pictures and recordings of a book: each looked for once, made ready once, and kept once by its content."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from converters.post import Site
from converters.problem import Problem, Report, Severity, Where
from writers.epub.imaging import Ready, Unreadable, make_ready
from writers.epub.recordings import LONGEST_HEAD, recording_type
from writers.epub.spool import Kept, Spool
from writers.media.held import Held
from writers.media.uploads import Uploads

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMissing(Problem):
    """A picture is not among the files of the blog; its address stands in its place."""

    code = "picture-missing"
    severity = Severity.WARNING
    text = "the picture {url} is not among the files of the blog: its address stands in its place"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureUnreadable(Problem):
    """A picture is there and cannot be shown; its address stands in its place."""

    code = "picture-unreadable"
    severity = Severity.WARNING
    text = "the picture {url} cannot be shown, {reason}: its address stands in its place"
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingLinked(Problem):
    """A recording is not in the book, only a link to it."""

    code = "recording-linked"
    severity = Severity.NOTE
    text = "the recording {url} is not in the book, {reason}: a link stands in its place"
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or recording in the book."""

    name: str
    """Its path in the book, the same whatever post or volume it stands in."""
    media_type: str
    kept: Kept
    width: int = 0
    height: int = 0
    moving: bool = False


@dataclass(slots=True)
class Shelf:
    """Finds files in the source and among the uploads, and keeps them."""

    site: Site
    uploads: Uploads | None
    held: Held
    spool: Spool
    largest: int
    """Pixels of a picture's longer side."""
    keep_webp: bool
    most_bytes: int
    """Of a recording."""
    _found: dict[tuple[str, str], File | str | None] = field(default_factory=dict)
    _by_content: dict[str, File] = field(default_factory=dict)

    def picture(self, url: str, where: Where, report: Report) -> File | None:
        """The file of a picture; None, with a problem for each post that shows it, when the book cannot have it."""
        wanted = ("", url)
        if wanted not in self._found:
            self._found[wanted] = self._take_picture(url)
        found = self._found[wanted]
        if isinstance(found, File):
            return found
        shown = url[:200]
        if found is not None:
            report(PictureUnreadable(url=shown, reason=found, where=where))
        elif self._was_looked_for:
            report(PictureMissing(url=shown, where=where))
        return None

    def recording(self, url: str, kind: str, where: Where, report: Report) -> File | None:
        """The file of a recording; None when the book cannot have it."""
        wanted = (kind, url)
        if wanted not in self._found:
            self._found[wanted] = self._take_recording(url, kind)
        found = self._found[wanted]
        if isinstance(found, File):
            return found
        if found is not None:
            report(RecordingLinked(url=url[:200], reason=found, where=where))
        return None

    @property
    def _was_looked_for(self) -> bool:
        return self.uploads is not None or len(self.held) > 0

    def _open(self, url: str) -> tuple[BinaryIO, int] | None:
        if url.startswith("data:"):
            content = _content_of(url)
            return BytesIO(content), len(content)
        file = self.held.find(url, self.site) or (self.uploads.find(url, self.site) if self.uploads else None)
        return (file.open(), file.size) if file else None

    def _take_picture(self, url: str) -> File | str | None:
        try:
            opened = self._open(url)
            if opened is None:
                return None
            with opened[0] as file:
                if file.seekable():
                    seekable: BinaryIO = file
                else:
                    seekable = BytesIO(file.read())
                ready = make_ready(seekable, largest=self.largest, keep_webp=self.keep_webp)
                if ready.content is not None:
                    return self._keep_picture(self.spool.keep([ready.content]), ready)
                seekable.seek(0)
                return self._keep_picture(self.spool.keep(_pieces(seekable)), ready)
        except Unreadable as reason:
            return str(reason)
        except OSError as error:
            return f"it cannot be read ({error.strerror or error})"

    def _keep_picture(self, kept: Kept, ready: Ready) -> File:
        return self._keep(
            kept,
            "pictures/picture",
            ready.suffix,
            ready.media_type,
            width=ready.width,
            height=ready.height,
            moving=ready.moving,
        )

    def _take_recording(self, url: str, kind: str) -> File | str | None:
        try:
            opened = self._open(url)
            if opened is None:
                return "it is not among the files of the blog" if self._was_looked_for else None
            with opened[0] as file:
                if opened[1] > self.most_bytes:
                    return f"it has {opened[1] / 1_000_000:.1f} MB"
                head = file.read(LONGEST_HEAD)
                media_type, suffix = recording_type(head, kind)
                if not media_type:
                    return "readers cannot play it"
                return self._keep(self.spool.keep([head, *_pieces(file)]), "media/recording", suffix, media_type)
        except OSError as error:
            return f"it cannot be read ({error.strerror or error})"

    def _keep(
        self,
        kept: Kept,
        stem: str,
        suffix: str,
        media_type: str,
        *,
        width: int = 0,
        height: int = 0,
        moving: bool = False,
    ) -> File:
        known = self._by_content.get(kept.digest)
        if known is not None and known.media_type == media_type:
            self.spool.forget(kept)
            return known
        name = f"{stem}-{len(self._by_content) + 1}.{suffix}"
        made = File(name=name, media_type=media_type, kept=kept, width=width, height=height, moving=moving)
        self._by_content[kept.digest] = made
        return made


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _content_of(url: str) -> bytes:
    """What a `data:` address holds. Raises Unreadable."""
    head, comma, body = url.partition(",")
    if not comma:
        raise Unreadable("its address is damaged")
    content = unquote_to_bytes(body)
    if not head.rstrip().endswith(";base64"):
        return content
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except (binascii.Error, ValueError) as error:
        raise Unreadable("its address is damaged") from error
