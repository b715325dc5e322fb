"""Which files of the media library a shortcode means: by their ids, or all that were uploaded to a post."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from converters.post import Media
from converters.problem import Problem, Severity
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Shortcode

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_ENDINGS = {
    "image": ("avif", "bmp", "gif", "heic", "ico", "jpe", "jpeg", "jpg", "png", "svg", "tif", "tiff", "webp"),
    "audio": ("aac", "flac", "m4a", "m4b", "mka", "mp3", "oga", "ogg", "wav", "wma"),
    "video": ("avi", "divx", "flv", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "ogv", "webm", "wmv"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaMissing(Problem):
    """A shortcode names files by ids that the source does not hold."""

    code = "media-missing"
    severity = Severity.WARNING
    text = "[{name}] shows files that the source does not hold: the ids {ids}"
    name: str
    ids: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMediaAttached(Problem):
    """A shortcode shows what was uploaded to its post, and the source holds nothing of the kind."""

    code = "no-media-attached"
    severity = Severity.WARNING
    text = "[{name}] shows the files uploaded to this post, and there are none"
    name: str


def read_ids(text: str) -> list[int]:
    """The numbers in a list of ids, whatever stands between them."""
    return [int(number[0]) for number in _NUMBER.finditer(text)]


def find_media(ids: Iterable[int], name: str, context: Context) -> list[Media]:
    """The files of some ids, in that order; missing ones are reported for the shortcode `name`."""
    wanted = list(ids)
    missing = [number for number in dict.fromkeys(wanted) if number not in context.site.media]
    if missing:
        context.report(MediaMissing(name=name, ids=", ".join(map(str, missing))))
    return [context.site.media[number] for number in wanted if number in context.site.media]


def is_kind(media: Media, kind: str) -> bool:
    """Whether a file is an `image`, `audio` or `video`: by its MIME type, else by the ending of its name."""
    if media.mime:
        return media.mime.startswith(kind + "/")
    return is_file_of(media.url, kind)


def is_file_of(url: str, kind: str) -> bool:
    """Whether an address ends as files of a kind do."""
    return url.partition("?")[0].partition("#")[0].lower().endswith(tuple("." + each for each in _ENDINGS[kind]))


def attached_media(kind: str, context: Context, parent: int | None = None) -> list[Media]:
    """The files of a kind that were uploaded to a post (this one), in gallery order."""
    files = context.site.media_by_parent.get(parent or context.post.id or 0, ())
    return [media for media in files if is_kind(media, kind)]


def listed_media(shortcode: Shortcode, kind: str, context: Context) -> list[Media]:
    """The files that a gallery or playlist shows: `ids`, `include`, or all of the post's, without `exclude`, in order.

    As gallery_shortcode and wp_playlist_shortcode; a random order is the usual one.
    """
    ids = read_ids(shortcode.get("ids")) or read_ids(shortcode.get("include"))
    if ids:
        files = [media for media in find_media(ids, shortcode.name, context) if is_kind(media, kind)]
    else:
        excluded = set(read_ids(shortcode.get("exclude")))
        parent = next(iter(read_ids(shortcode.get("id"))), None)
        files = [media for media in attached_media(kind, context, parent) if media.id not in excluded]
        if not files:
            context.report(NoMediaAttached(name=shortcode.name))
    order = shortcode.get("orderby").lower().partition(" ")[0]
    if order in ("title", "post_title", "name", "post_name"):
        files = sorted(files, key=lambda media: media.title)
    elif order in ("id", "date", "post_date", "modified"):
        files = sorted(files, key=lambda media: media.id or 0)
    elif order == "menu_order" and ids:
        files = sorted(files, key=lambda media: (media.order, media.id or 0))
    return files[::-1] if shortcode.get("order").upper() == "DESC" else files
