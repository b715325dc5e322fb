"""What the path of a file says of its post: kind, status, date, slug."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from converters.slugs import stored_slug

MARKDOWN = frozenset([".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mkdown"])
"""What files of Markdown end with; of these are the ones that Jekyll takes for Markdown unasked."""
EXTENSIONS = MARKDOWN | {".html", ".htm", ".txt"}
UNREAD = {
    ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".mdx": "MDX", ".mmark": "mmark", ".org": "Org",
    ".pandoc": "Pandoc's Markdown", ".pdc": "Pandoc's Markdown", ".rst": "reStructuredText", ".textile": "Textile",
}  # fmt: skip
"""Languages that generators read posts in and portpress does not, by what their files end with."""

_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:-|$)", re.ASCII)
_CUT = re.compile(r"%[0-9a-fA-F]?$")
_KINDS = {
    "_posts": "post", "_pages": "page", "_attachments": "attachment", "posts": "post", "pages": "page", "post": "post",
    "page": "page",
}  # fmt: skip
_INDEXES = frozenset(["index", "_index"])


@dataclass(frozen=True, slots=True)
class Place:
    """What a path says; what it does not say is empty."""

    kind: str
    """`post`, `page`, `attachment`; a folder `_handbook` says `handbook`."""
    draft: bool
    date: str
    slug: str
    """The file's name without date and extension, or its folder's name for an `index` file."""


def place_of(path: PurePosixPath) -> Place:
    """What a file's path below its source says. The source's own name may stand before it."""
    folders = [unicodedata.normalize("NFC", part) for part in path.parts[:-1]]
    stem = unicodedata.normalize("NFC", path.name)
    if path.suffix.lower() in EXTENSIONS:
        stem = stem[: -len(path.suffix)]
    if stem.lower() in _INDEXES and folders and folders[-1] not in _KINDS:
        stem = folders[-1]
    dated = _DATED.match(stem)
    slug = stem[dated.end() :] if dated else stem
    return Place(_kind(folders), "_drafts" in folders or "drafts" in folders, dated[1] if dated else "", slug)


def _kind(folders: list[str]) -> str:
    for folder in reversed(folders):
        if folder in _KINDS:
            return _KINDS[folder]
        if folder.startswith("_") and folder != "_drafts":
            return folder[1:].lower()
    return ""


def choose_slug(given: str, place: Place, link: str) -> str:
    """The slug: the one given, else the file's, else the address's last part; decoded.

    A file name that lost the `%` of an encoded slug (sanitize_file_name()) is recovered from the address.
    """
    if given:
        return decode_slug(given)
    last = urlsplit_or_empty(link).rstrip("/").rpartition("/")[2]
    if place.slug:
        if "%" in last and last.replace("%", "").lower() == place.slug.lower():
            return decode_slug(last)
        return stored_slug(decode_slug(place.slug))
    return decode_slug(last)


def decode_slug(slug: str) -> str:
    """A slug without percent-encoding; a character that was cut through at the end is left out."""
    if "%" in slug:
        decoded = unquote(_CUT.sub("", slug), errors="replace").rstrip("\ufffd")
        slug = slug if "\ufffd" in decoded else decoded
    return unicodedata.normalize("NFC", slug.strip(" \t\r\n/"))


def urlsplit_or_empty(link: str) -> str:
    """The path of an address; nothing for a query address such as `?p=12`, or for what is no address."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return "" if parts.query else parts.path
