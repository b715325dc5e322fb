"""The blocks of pictures, sound, film and files; addresses come from settings and media library where needed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from converters.html import Element, parse, serialise
from converters.post import Media
from converters.problem import Problem, Severity
from converters.wordpress.blocks.grammar import Block, BlockRenderer, Part
from converters.wordpress.context import Context

_CAPTION = re.compile(r"<figcaption\b.*?</figcaption>|$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaMissing(Problem):
    """A block shows a file by its id alone, and the source does not hold that file."""

    code = "block-media-missing"
    severity = Severity.WARNING
    text = "the block {name} shows the file {id}, which is not in the source"
    name: str
    id: str


def figure_of(media: Media, caption: str = "") -> str:
    """A picture of the media library, whole, with its alternative text; its caption unless another is given."""
    size = "".join(f' {key}="{value}"' for key, value in (("width", media.width), ("height", media.height)) if value)
    caption = caption or media.caption
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(media.url)}" alt="{escape(media.alt)}"{size} />{below}</figure>'


def _media(block: Block, attribute: str, context: Context) -> Media | None:
    """The file whose id is in a setting; reported when the source does not hold it."""
    wanted = block.text(attribute)
    found = context.site.media.get(int(wanted)) if wanted.isascii() and wanted.isdigit() else None
    if wanted and found is None:
        context.report(MediaMissing(name=block.name, id=wanted))
    return found


def _shows(block: Block, *names: str) -> bool:
    html = block.html.lower()
    return any(f"<{name}" in html for name in names)


def show_cover(block: Block, context: Context) -> list[Part]:
    """A picture or film with blocks over it: the picture first, wherever only the settings name it."""
    url, parts = block.text("url"), [*block.parts]
    if block.attributes.get("useFeaturedImage") is True and context.post.image:
        return [figure_of(context.post.image), *parts]
    if not url or _shows(block, "img", "video") or "background-image" in block.html:
        return parts
    kind = block.text("backgroundType")
    if kind == "embed-video":
        return parts  # its HTML names the film: the address is a page, and no picture
    if kind == "video":
        return [f'<video src="{escape(url)}" controls=""></video>', *parts]
    return [f'<img src="{escape(url)}" alt="{escape(block.text("alt"))}" />', *parts]


def show_media_text(block: Block, context: Context) -> list[Part]:
    """A picture or film beside text; a picture that is the post's own image stands in no HTML."""
    if block.attributes.get("useFeaturedImage") is True and context.post.image and not _shows(block, "img"):
        return [figure_of(context.post.image), *block.parts]
    if not _shows(block, "img", "video") and "background-image" not in block.html:
        url = block.text("mediaUrl")
        if url:
            return [f'<img src="{escape(url)}" alt="{escape(block.text("mediaAlt"))}" />', *block.parts]
        media = _media(block, "mediaId", context)
        if media and block.text("mediaType") == "video":
            return [f'<figure><video src="{escape(media.url)}" controls=""></video></figure>', *block.parts]
        if media:
            return [figure_of(media), *block.parts]
    return [*block.parts]


def show_image(block: Block, context: Context) -> list[Part]:
    """A picture; one without HTML is named by its id or address."""
    if _shows(block, "img") or block.children:
        return [*block.parts]
    caption = block.text("caption")
    url = block.text("url") or block.text("src")
    if url:
        return [figure_of(Media(url=url, alt=block.text("alt"), caption=caption))]
    media = _media(block, "id", context)
    return [figure_of(media, caption)] if media else [*block.parts]


def show_gallery(block: Block, context: Context) -> list[Part]:
    """Pictures together: figures in one `div.gallery`, never the bullet list that older editors saved."""
    ids = block.attributes.get("ids")
    if block.children:
        return _gathered([*block.parts])
    if _shows(block, "img"):
        body = parse(block.html)
        for item in body.elements("ul", "li"):
            if {"blocks-gallery-grid", "blocks-gallery-item", "wp-block-gallery"} & set(item.classes):
                item.replace(*item.children)
        return _gathered([serialise(body)])
    if not isinstance(ids, list) or not ids:
        return [*block.parts]
    figures: list[Part] = []
    for each in ids:
        media = _media(Block(block.name, {"id": each}), "id", context)
        if media:
            figures.append(figure_of(media))
    captions = parse(block.html).elements("figcaption")
    return _gathered([*figures, *(f"<p>{serialise(caption)}</p>" for caption in captions[:1])])


def _gathered(parts: list[Part]) -> list[Part]:
    return ['<div class="gallery">', *parts, "</div>"]


def show_player(block: Block, context: Context) -> list[Part]:
    """Sound or film; a player without HTML is named by its address or id."""
    name = "audio" if block.name == "core/audio" else "video"
    if _shows(block, name, "source", "a"):
        return [*block.parts]
    media = None if block.text("src") else _media(block, "id", context)
    url = block.text("src") or (media.url if media else "")
    if not url:
        return [*block.parts]
    caption = _CAPTION.search(block.html)
    return [f'<figure><{name} src="{escape(url)}" controls=""></{name}>{caption[0] if caption else ""}</figure>']


def show_videopress(block: Block, context: Context) -> list[Part]:
    """A film at VideoPress, which is known by its guid."""
    guid = block.text("guid")
    if _shows(block, "iframe", "a") or "http" in block.html or not guid:
        return [*block.parts]
    return [f"\n<p>https://videopress.com/v/{escape(guid)}</p>\n", *block.parts]


def show_playlist(block: Block, context: Context) -> list[Part]:
    """Tracks: a list of links, each with artist and album; they stand in the settings only."""
    tracks = [track for track in block.children if track.name == "core/playlist-track"]
    items = "".join(_track(track, context) for track in tracks)
    others: list[Part] = [part for part in block.parts if not (isinstance(part, Block) and part in tracks)]
    return [*others, f"<ul>{items}</ul>"] if items else others


def _track(block: Block, context: Context) -> str:
    media = None if block.text("src") else _media(block, "id", context)
    url = block.text("src") or (media.url if media else "")
    title = block.text("title") or escape((media.title if media else "") or url.rpartition("/")[2], quote=False)
    if not title:
        return ""
    of = " – ".join(filter(None, (block.text("artist"), block.text("album"), block.text("length"))))
    link = f'<a href="{escape(url)}">{title}</a>' if url else title
    return f"<li>{link}{' – ' + of if of else ''}</li>"


def show_track(block: Block, context: Context) -> list[Part]:
    """A track that stands outside of a playlist."""
    item = _track(block, context)
    return [f"<ul>{item}</ul>"] if item else []


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadButtonDropped(Problem):
    """The button beside a file's name led to the same address as the name."""

    code = "download-button-dropped"
    severity = Severity.NOTE
    text = "the button “{label}” repeats the link beside it: left out"
    label: str


def show_file(block: Block, context: Context) -> list[Part]:
    """A file to download: its name as a link. The button beside it is the same link again."""
    if "wp-block-file__button" not in block.html or block.children:
        return [*block.parts]
    body = parse(block.html)
    links = body.elements("a")
    named = {link.get("href") for link in links if not _is_button(link) and link.text_content().strip()}
    for link in links:
        if _is_button(link) and link.get("href") in named:
            context.report(DownloadButtonDropped(label=" ".join(link.text_content().split())))
            link.replace()
    return [serialise(body)]


def _is_button(link: Element) -> bool:
    return "wp-block-file__button" in link.classes


MEDIA_BLOCKS: Mapping[str, BlockRenderer] = {
    "core/audio": show_player,
    "core/cover": show_cover,
    "core/file": show_file,
    "core/gallery": show_gallery,
    "core/image": show_image,
    "core/media-text": show_media_text,
    "core/playlist": show_playlist,
    "core/playlist-track": show_track,
    "core/video": show_player,
    "jetpack/slideshow": show_gallery,
    "jetpack/tiled-gallery": show_gallery,
    "videopress/video": show_videopress,
}
