"""The files that come with a post: WordPress's `enclosure` field, PowerPress's, and the players in its text."""

import mimetypes
import re
from dataclasses import dataclass

from converters.html import Element, parse
from converters.post import Media, Post, Site
from converters.problem import Problem, Report, Severity
from writers.feed.entry import Enclosure, Picture
from writers.feed.texts import one_line
from writers.feed.urls import absolute_url, is_web_url

_TYPES = mimetypes.MimeTypes().types_map[True]  # the table of Python, whatever the machine has installed
_LATE_TYPES = {
    ".avif": "image/avif", ".flac": "audio/flac", ".m4a": "audio/mp4", ".m4v": "video/mp4", ".oga": "audio/ogg",
    ".ogg": "audio/ogg", ".ogv": "video/ogg", ".opus": "audio/ogg", ".webp": "image/webp",
}  # fmt: skip
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]|/[^/]", re.IGNORECASE)
_FIELDS = re.compile(r"enclosure|_[\w-]+:enclosure")
_FILE_FIELDS = ("audio_file", "episode_audio", "podcast_url")
_SIZE_FIELDS = ("filesize_raw", "enclosure_length", "podcast_size")
_SECONDARY = 10
"""No post has more files than that in earnest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownLength(Problem):
    """The source does not say how large an enclosure is."""

    code = "enclosure-length"
    severity = Severity.NOTE
    text = "how large {url} is stands nowhere: the feed says 0, which means unknown"
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEnclosure(Problem):
    """What should be the address of an enclosure is none."""

    code = "bad-enclosure"
    severity = Severity.WARNING
    text = "the enclosure {url!r} has no address that a feed reader could fetch: it is left out"
    url: str


def enclosures_of(post: Post, site: Site, home: str, report: Report) -> tuple[Enclosure, ...]:
    """The files of a post, the main one first: those named by its custom fields, then those its players play."""
    found: dict[str, Enclosure] = {}
    for url, length, type in _declared(post):
        address = absolute_url(url, home)
        if not _ADDRESS.match(url) or not is_web_url(address):
            report(BadEnclosure(url=url[:200]))
            continue
        size = _length(length)
        if address not in found and len(found) < _SECONDARY:
            found[address] = Enclosure(url=address, type=_type(type, address, site), length=size)
            if size is None:
                report(UnknownLength(url=address))
    if not found and ("<audio" in post.html or "<video" in post.html):
        for player in parse(post.html).elements("audio", "video"):
            address = absolute_url(_source(player), post.url or home)
            if is_web_url(address) and address not in found and len(found) < _SECONDARY:
                type = _type("", address, site, player.name)
                found[address] = Enclosure(url=address, type=type)
                report(UnknownLength(url=address))
    return tuple(found.values())


def picture_of(image: Media | None, home: str) -> Picture | None:
    """The featured image."""
    address = absolute_url(image.url, home) if image else ""
    if image is None or not is_web_url(address):
        return None
    type = image.mime or _guessed(address)
    return Picture(url=address, type=type, alt=one_line(image.alt), width=image.width, height=image.height)


def _declared(post: Post) -> list[tuple[str, str, str]]:
    """Address, length and type of each file that the custom fields name.

    `enclosure` holds them on lines of its own (WordPress's `do_enclose`); PowerPress adds a fourth line, and channels
    named before a colon. Seriously Simple Podcasting keeps address and size in fields of their own.
    """
    declared = []
    for name, value in post.meta:
        if _FIELDS.fullmatch(name):
            lines = [line.strip() for line in value.strip().splitlines()] + ["", "", ""]
            if lines[0]:
                declared.append((lines[0], lines[1], lines[2]))
    sizes = [value for name in _SIZE_FIELDS for value in post.meta_values(name)]
    for name in _FILE_FIELDS:
        declared += [
            (value.strip(), sizes[0] if sizes else "", "") for value in post.meta_values(name) if value.strip()
        ]
    return declared


def _source(player: Element) -> str:
    inner = player.elements("source")
    return player.get("src") or (inner[0].get("src") if inner else "")


def _length(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text) else None


def _type(given: str, address: str, site: Site, player: str = "") -> str:
    if _TYPE.fullmatch(given):
        return given.lower()
    known = site.media_by_url.get(address)
    guessed = (known.mime if known else "") or _guessed(address)
    return guessed or {"audio": "audio/mpeg", "video": "video/mp4"}.get(player, "application/octet-stream")


def _guessed(address: str) -> str:
    path = address.partition("?")[0].partition("#")[0]
    ending = "." + path.rpartition("/")[2].rpartition(".")[2].lower()
    return _LATE_TYPES.get(ending) or _TYPES.get(ending, "")
