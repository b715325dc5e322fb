"""Players of plugins: Shortcodes Ultimate (`su_`), Advanced Responsive Video Embedder (`arve`) and PowerPress."""

from collections.abc import Mapping

from converters.wordpress.context import Context
from converters.wordpress.embeds import embed
from converters.wordpress.markup import write_figure, write_player, write_text
from converters.wordpress.providers import is_embeddable
from converters.wordpress.shortcodes.attachments import is_file_of
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, plain_value

_FILES = ("mp4", "m4v", "webm", "ogv", "mov")
_PROVIDERS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "twitch": "https://www.twitch.tv/{}",
}
"""Whose ids `[arve provider id]` may name, and the address of one."""


def medium(shortcode: Shortcode, context: Context) -> str | None:
    """`[su_youtube url]`, `[arve url mp4 webm thumbnail title]`: the medium behind an address, or a player of files."""
    url = shortcode.get("url") or plain_value(shortcode.content or "")
    files = [value for name in _FILES if (value := shortcode.get(name))]
    make = _PROVIDERS.get(shortcode.get("provider").lower())
    if not url and make and shortcode.get("id"):
        url = make.format(shortcode.get("id"))
    if url.startswith(("http://", "https://", "//", "/")) and is_file_of(url, "video"):
        return _player("video", [url, *files], shortcode)
    if url.startswith(("http://", "https://", "//")) and " " not in url:
        return embed(url, context, shortcode.get("title"))
    return _player("video", files, shortcode)


def sound(shortcode: Shortcode, context: Context) -> str | None:
    """`[su_audio url title]`: a player of one file."""
    return _player("audio", [shortcode.get("url")], shortcode)


def episode(shortcode: Shortcode, context: Context) -> str | None:
    """`[powerpress]`: the recording that it names or, without one, the post's own.

    The field `enclosure` has its address on the first line; a channel (`feed`) has a field `_channel:enclosure`.
    """
    url = shortcode.get("url") or plain_value(shortcode.content or "")
    channel = shortcode.get("feed") or shortcode.get("channel")
    if not url:
        field = "enclosure" if channel in ("", "podcast") else f"_{channel}:enclosure"
        kept = next(iter(context.post.meta_values(field)), "").strip().splitlines()
        url = kept[0].strip() if kept else ""
    if is_embeddable(url):
        return embed(url, context, shortcode.get("title"))
    return _player("video" if is_file_of(url, "video") else "audio", [url], shortcode)


def _player(kind: str, sources: list[str], shortcode: Shortcode) -> str | None:
    known = [source for source in sources if source.startswith(("http://", "https://", "//", "/"))]
    if not known:
        return None
    picture = next((value for name in ("poster", "image", "thumbnail") if (value := shortcode.get(name))), "")
    attributes = {"poster": picture} if kind == "video" and "/" in picture else {}
    return write_figure(write_player(kind, dict.fromkeys(known), **attributes), write_text(shortcode.get("title")))


PLAYER_SHORTCODES: Mapping[str, Handler] = {
    "arve": medium,
    "powerpress": episode,
    "su_audio": sound,
    "su_dailymotion": medium,
    "su_video": medium,
    "su_vimeo": medium,
    "su_youtube": medium,
    "su_youtube_advanced": medium,
}
