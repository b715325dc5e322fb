"""WordPress's own shortcodes: caption, gallery, playlist, audio, video, embed."""

import re
from collections.abc import Mapping

from converters.post import Media
from converters.wordpress.context import Context
from converters.wordpress.embeds import embed
from converters.wordpress.markup import write_element, write_figure, write_image, write_link, write_player, write_text
from converters.wordpress.providers import is_embeddable
from converters.wordpress.shortcodes.attachments import NoMediaAttached, attached_media, is_file_of, listed_media
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, plain_value

_IMAGE = re.compile(r"<img\s", re.IGNORECASE)
_LINK_END = re.compile(r"\s*+</a>", re.IGNORECASE)
_TRACK = re.compile(r"<(?:track|source)\s[^<>]*+>", re.IGNORECASE)
_BREAKS = re.compile(r"(?:\s|<br ?/?>|</?p>)++")
_AUDIO = ("src", "mp3", "ogg", "flac", "m4a", "wav", "wma")
_VIDEO = ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv", "mov")


def caption(shortcode: Shortcode, context: Context) -> str:
    """`[caption align width caption]`: a picture, perhaps within a link, and its caption (img_caption_shortcode).

    The caption stands after the picture, or, in old posts, in the attribute.
    """
    before, picture, after = split_picture(shortcode.html)
    words = shortcode.attributes.get("caption", "")
    if not words.strip():
        words, after = _trim_breaks(after), ""
    if not words:
        return shortcode.html
    classes = " ".join(["wp-caption", *shortcode.get("align", "alignnone").split(), *shortcode.get("class").split()])
    return before + write_figure(picture + after, words, id=shortcode.get("id"), **{"class": classes})


def split_picture(html: str) -> tuple[str, str, str]:
    """HTML before the first picture, the picture with the link around it, and what follows; all before, if none."""
    image = _IMAGE.search(html)
    end = html.find(">", image.end()) + 1 if image else 0
    if image is None or not end:
        return html, "", ""
    start, before = image.start(), html[: image.start()].rstrip()
    link = before.rfind("<")
    if before.endswith(">") and before[link : link + 3].lower() == "<a ":
        start = link
        closing = _LINK_END.match(html, end)
        end = closing.end() if closing else end
    return html[:start], html[start:end], html[end:]


def _trim_breaks(html: str) -> str:
    """Without line breaks and the remains of paragraphs at the ends."""
    start = _BREAKS.match(html)
    html = html[start.end() :] if start else html
    while (shorter := html.rstrip().removesuffix("<br />").removesuffix("<br>").removesuffix("<p>")) != html:
        html = shorter
    return html


def gallery(shortcode: Shortcode, context: Context) -> str:
    """`[gallery ids link …]`: its pictures in full size, with captions and links (gallery_shortcode)."""
    target = shortcode.get("link")
    figures = (_gallery_figure(media, target) for media in listed_media(shortcode, "image", context))
    return write_element("div", {"class": "gallery"}, "".join(figures))


def _gallery_figure(media: Media, target: str) -> str:
    url = {"none": "", "file": media.url}.get(target, media.page or media.url)
    return write_figure(write_link(url, write_image(media)), media.caption)


def playlist(shortcode: Shortcode, context: Context) -> str:
    """`[playlist type ids …]`: a player with its title for every track (wp_playlist_shortcode)."""
    kind = "video" if shortcode.get("type") == "video" else "audio"
    tracks = listed_media(shortcode, kind, context)
    players = (write_figure(write_player(kind, [each.url]), each.caption or write_text(each.title)) for each in tracks)
    return write_element("div", {"class": "playlist"}, "".join(players))


def audio(shortcode: Shortcode, context: Context) -> str | None:
    """`[audio src mp3 ogg …]`: a player of all its sources, or of the first file attached (wp_audio_shortcode).

    In old posts `[audio:URL,URL|titles=…]`, as the plugin Audio Player had it: a player for each of its files.
    """
    if tracks := _tracks(shortcode):
        return "".join(write_figure(write_player("audio", [track])) for track in tracks)
    return _player("audio", _AUDIO, shortcode, context)


def _tracks(shortcode: Shortcode) -> list[str]:
    """The files of `[audio:URL,URL|titles=…]` and of `[audio URL|titles=…]`; none where it is written otherwise."""
    source = shortcode.source.removeprefix("[audio").partition("]")[0].partition("|")[0].strip()
    if shortcode.attributes.keys() & {*_AUDIO} or not (source.startswith(":") or "|" in shortcode.source):
        return []
    files = (plain_value(each) for each in source.lstrip(":").split(","))
    return [file for file in files if file.startswith(("http://", "https://", "/")) and is_file_of(file, "audio")]


def video(shortcode: Shortcode, context: Context) -> str | None:
    """`[video src mp4 webm poster …][track][/video]`: likewise (wp_video_shortcode)."""
    return _player("video", _VIDEO, shortcode, context)


def _player(kind: str, names: tuple[str, ...], shortcode: Shortcode, context: Context) -> str | None:
    sources = [source for name in names if (source := shortcode.get(name))]
    sources += [word for word in shortcode.positions() if is_file_of(word, kind) or is_embeddable(word)][:1]
    if not sources:
        attached = attached_media(kind, context)
        if not attached:
            context.report(NoMediaAttached(name=shortcode.name))
            return None
        sources = [attached[0].url]
    if is_embeddable(sources[0]):
        return embed(sources[0], context)
    attributes = {name: shortcode.get(name) for name in ("poster", "width", "height") if kind == "video"}
    switches = ("loop", "autoplay", "muted")
    attributes |= {name: name for name in switches if shortcode.get(name) not in ("", "0", "off", "false", "no")}
    tracks = "".join(_TRACK.findall(shortcode.html))
    return write_figure(write_player(kind, dict.fromkeys(sources), tracks, **attributes))


def embed_shortcode(shortcode: Shortcode, context: Context) -> str | None:
    """`[embed]URL[/embed]`: the medium behind an address (WP_Embed::shortcode)."""
    url = plain_value(shortcode.content or "") or shortcode.get("src")
    return embed(url, context) if url.startswith(("http://", "https://", "//", "/")) and " " not in url else None


STANDARD_SHORTCODES: Mapping[str, Handler] = {
    "audio": audio,
    "caption": caption,
    "embed": embed_shortcode,
    "gallery": gallery,
    "playlist": playlist,
    "video": video,
    "wp_caption": caption,
}
