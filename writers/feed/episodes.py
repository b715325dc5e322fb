"""What a post says of itself as an episode of a podcast: fields of PowerPress and of Seriously Simple Podcasting."""

import re
from collections.abc import Mapping

import phpserialize

from converters.post import Post
from writers.feed.entry import Episode
from writers.feed.texts import one_line
from writers.feed.urls import absolute_url, is_web_url

_FIELD = re.compile(r"enclosure|_[\w-]+:enclosure")
_LONGEST = 1 << 16
"""Characters; PowerPress keeps a few short values."""
_SIGNS = ("duration", "itunes_duration", "itunes_episode_number", "itunes_season_number", "itunes_episode_type")
_KINDS = frozenset(["full", "trailer", "bonus"])
_TRANSCRIPTS = {
    ".html": "text/html", ".json": "application/json", ".srt": "application/x-subrip", ".txt": "text/plain",
    ".vtt": "text/vtt",
}  # fmt: skip


def episode_of(post: Post, home: str) -> Episode | None:
    """What a podcast's feed says of a post beside its file; None of a post that is no episode."""
    fields = _fields_of(post)
    if fields is None:
        return None

    def first(*names: str) -> str:
        return next((fields[name].strip() for name in names if fields.get(name, "").strip()), "")

    def address(*names: str) -> str:
        found = absolute_url(first(*names), home)
        return found if is_web_url(found) else ""

    kind = first("episode_type", "itunes_episode_type").lower()
    transcript = address("pci_transcript_url", "transcript_url", "transcript_file")
    return Episode(
        duration=_seconds(first("duration", "itunes_duration")),
        number=_number(first("episode_no", "itunes_episode_number")),
        season=_number(first("season", "itunes_season_number")),
        kind=kind if kind in _KINDS else "",
        explicit=_explicit(first("explicit", "itunes_explicit")),
        title=one_line(first("episode_title", "itunes_title")),
        image=address("itunes_image", "image", "cover_image"),
        transcript=transcript,
        transcript_type=_TRANSCRIPTS.get("." + transcript.rpartition(".")[2].lower(), "text/html")
        if transcript
        else "",
        chapters=address("pci_chapters_url", "chapters_url"),
    )


def _fields_of(post: Post) -> Mapping[str, str] | None:
    """The fields of an episode by name; None when nothing says that the post is one."""
    for name, value in post.meta:
        lines = value.strip().split("\n", 3)
        if _FIELD.fullmatch(name) and len(lines) == 4:
            return _unserialized(lines[3].strip())
    if any(value.strip() for name in _SIGNS for value in post.meta_values(name)):
        return dict(reversed(post.meta))
    return None


def _unserialized(text: str) -> Mapping[str, str]:
    """The flat array that PowerPress keeps on the fourth line; empty when it cannot be read."""
    try:
        value = phpserialize.loads(text[:_LONGEST].encode("utf-8", "replace"), decode_strings=True, errors="replace")
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {str(name): str(each) for name, each in value.items() if isinstance(each, str | int)}


def _seconds(text: str) -> int:
    """The length that is written as `1:02:03`, `62:03` or `3723`."""
    if not re.fullmatch(r"\d{1,6}(?::\d{1,2}){0,2}", text, re.ASCII):
        return 0
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0


def _explicit(text: str) -> bool | None:
    """PowerPress writes 0 (not said), 1 (yes) or 2 (clean), others words."""
    return {"1": True, "yes": True, "true": True, "on": True, "explicit": True, "2": False, "no": False,
            "false": False, "clean": False}.get(text.lower())  # fmt: skip
