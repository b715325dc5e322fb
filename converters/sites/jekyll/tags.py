"""What tags and includes show: those of Jekyll's usual plugins and themes, and of Octopress, by their documentation."""

import json
import re
from collections.abc import Callable, Mapping
from html import escape

from converters.post import Post
from converters.sites.embeds import code_block, embed, figure, player, write_attributes

_ADDRESS = r"(?:https?://|/)\S+"
_IMG = re.compile(
    r"(?P<classes>(?:[A-Za-z][\w-]{0,40}\s+){0,5})(?P<src>(?:https?://|/|\S{1,200}/)\S+)"
    r"(?:\s+(?P<width>\d+))?(?:\s+(?P<height>\d+))?(?:\s+(?P<words>.+))?",
    re.DOTALL,
)
_LONGEST_IMG = 4000
_ASSET = re.compile(r"((?:[A-Za-z][\w-]{0,40} ){0,5})(\S{1,200}\.\w{2,5})((?: .+)?)")
_TITLE_AND_ALT = re.compile(
    r"""(?:"(?P<title>[^"]*)"|'(?P<title_>[^']*)')(?: (?:"(?P<alt>[^"]*)"|'(?P<alt_>[^']*)'))?"""
)
_ALIGNED = {name: f"align{name}" for name in ("left", "right", "center")}
_CODE_OPTION = re.compile(r" ?(?:lang|start|mark|range|linenos|escape):(\S*)")
_CODE_LANGUAGE = re.compile(r"\blang:(\S+)")
_CODE_LINK = re.compile(rf"(?P<title>.*?) ?(?P<url>{_ADDRESS}) ?(?P<label>.*)")
_QUOTE_LINK = re.compile(r"(?P<author>.*?) (?P<url>https?://\S+) ?(?P<label>.*)")
_PICTURE = re.compile(r"\S.{0,1000}\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]\S*)?", re.IGNORECASE)
_OF_A_PICTURE = re.compile(r"(?:\A|[-_])(?:fig|figure|image|img|photo|pic|picture)(?:[-_]|\Z)")
_VIDEO = re.compile(r"\.(?:mp4|m4v|ogv|ogg|webm|mov)(?:\?|\Z)", re.IGNORECASE)


def code_of_octopress(arguments: str, code: str) -> str:
    """`{% codeblock [title] [lang:language] [url] [link text] %}`."""
    arguments = " ".join(arguments.split())
    language = _CODE_LANGUAGE.search(arguments)
    words = _CODE_OPTION.sub("", arguments).strip()
    linked = _CODE_LINK.fullmatch(words)
    caption = escape(linked["title"] if linked else words, quote=False)
    if linked:
        caption += f' <a href="{escape(linked["url"])}">{escape(linked["label"] or "link", quote=False)}</a>'
    listing = code_block(code, language[1] if language else "")
    return f"<figure><figcaption>{caption.strip()}</figcaption>{listing}</figure>" if caption else listing


def quote_of_octopress(arguments: str, quoted: str) -> str:
    """`{% blockquote [author[, source]] [link] [title of the source] %}`, as Markdown."""
    arguments = " ".join(arguments.split())
    linked = _QUOTE_LINK.fullmatch(f" {arguments}")
    author, _, source = (linked["author"] if linked else arguments).strip().partition(",")
    label = source.strip() or (linked["label"] if linked else "")
    if linked:
        label = f'<a href="{escape(linked["url"])}">{escape(label or linked["url"], quote=False)}</a>'
    else:
        label = escape(label, quote=False)
    names = [f"<strong>{escape(author.strip(), quote=False)}</strong>" if author.strip() else "", label]
    said = " ".join(name for name in names if name)
    lines = [*quoted.strip("\r\n").splitlines(), *(("", f"— {said}") if said else ())]
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def _img(arguments: str) -> str | None:
    """`{% img [class names] /path/to/image [width] [height] [title [alt]] %}`: Octopress."""
    found = _IMG.fullmatch(" ".join(arguments.split())) if len(arguments) <= _LONGEST_IMG else None
    if not found:
        return None
    words = (found["words"] or "").strip()
    quoted = _TITLE_AND_ALT.fullmatch(words)
    title = (quoted["title"] or quoted["title_"] or "") if quoted else words.strip("\"'")
    attributes = {
        "src": found["src"],
        "alt": (quoted and (quoted["alt"] or quoted["alt_"])) or title,
        "title": title,
        "width": found["width"] or "",
        "height": found["height"] or "",
        "class": " ".join(_ALIGNED.get(name, name) for name in found["classes"].split()),
    }
    return f"<img{write_attributes(attributes)} />"


def _video(arguments: str) -> str | None:
    """`{% video url [url …] [width height] [poster] %}`: Octopress."""
    words = arguments.split()
    sources = [word for word in words if _VIDEO.search(word)]
    if not sources:
        return None
    sizes = [word for word in words if word.isdecimal()][:2]
    poster = next((word for word in words if word not in sources and not word.isdecimal()), "")
    width, height = sizes if len(sizes) == 2 else ("", "")
    return player(sources, poster=poster, width=width, height=height)


def _asset(arguments: str) -> str | None:
    """`{% asset_img [classes] slug [width] [height] [title [alt]] %}`: Hexo's, of a file in the folder of the post."""
    found = _ASSET.fullmatch(" ".join(arguments.split()))
    return _img(f"{found[1]}./{found[2]}{found[3]}") if found else None


def _iframe(arguments: str) -> str | None:
    """`{% iframe url [width] [height] %}`: Hexo."""
    src, *sizes = arguments.split()[:3] or [""]
    width, height = (*sizes, "", "")[:2]
    return f"<iframe{write_attributes({'src': src, 'width': width, 'height': height})}></iframe>" if src else None


def _first_of(arguments: str) -> str:
    return next(iter(arguments.strip("\"' ").split()), "").strip("\"'")


def _gist(arguments: str) -> str | None:
    gist = _first_of(arguments)
    return embed(f"https://gist.github.com/{gist}") if gist else None


def _fiddle(arguments: str) -> str | None:
    fiddle = _first_of(arguments)
    return embed(f"https://jsfiddle.net/{fiddle}/") if fiddle else None


def _youtube(arguments: str) -> str | None:
    video = _first_of(arguments)
    return embed(video if "://" in video else f"https://www.youtube.com/watch?v={video}") if video else None


def _vimeo(arguments: str) -> str | None:
    video = _first_of(arguments)
    return embed(video if "://" in video else f"https://vimeo.com/{video}") if video else None


def _tweet(arguments: str) -> str | None:
    address = next((word for word in arguments.strip("\"'").split() if "://" in word), "")
    return embed(address) if address else None


TAGS: Mapping[str, Callable[[str], str | None]] = {
    "asset_img": _asset,
    "iframe": _iframe,
    "gist": _gist,
    "img": _img,
    "jsfiddle": _fiddle,
    "youtube": _youtube,
    "video": _video,
    "vimeo": _vimeo,
    "tweet": _tweet,
    "twitter": _tweet,
    "tweet_embed": _tweet,
}
"""What stands in the place of a tag, as HTML; None where its arguments are not understood."""

Given = Mapping[str, str]
"""The parameters of an include."""


def _figure_included(given: Given, post: Post) -> str | None:
    """A picture, whatever its theme calls the parameters: one of them has its address."""
    named = [given[name] for name in ("image_path", "src", "path") if given.get(name)]
    src = next(iter([*named, *filter(_PICTURE.fullmatch, given.values()), *filter(None, [given.get("url")])]), "")
    link = given.get("link") or given.get("href") or given.get("url", "")
    caption = given.get("caption") or given.get("description") or given.get("text", "")
    facts = {**given, "caption": caption, "link": link if link != src else ""}
    return figure(facts, src) if src else None


def _video_included(given: Given, post: Post) -> str | None:
    """A video by its `id` and `provider` (Minimal Mistakes), or by its file (`src` of Chirpy, `path` of al-folio)."""
    return _file_included(given, "video") or (
        _vimeo(given.get("id", "")) if given.get("provider") == "vimeo" else _youtube(given.get("id", ""))
    )


def _audio_included(given: Given, post: Post) -> str | None:
    return _file_included(given, "audio")


def _file_included(given: Given, kind: str) -> str | None:
    file = given.get("src") or given.get("path") or ""
    if not file:
        return None
    if kind == "video" and "://" in file and not _VIDEO.search(file):
        return embed(file)
    stem = file.rpartition(".")[0]
    others = [f"{stem}.{suffix}" for suffix in given.get("types", "").split("|") if suffix and stem]
    poster = given.get("poster", "") if kind == "video" else ""
    shown = player([file, *(other for other in others if other != file)], poster=poster, kind=kind)
    title = given.get("title") or given.get("caption") or ""
    return f"<figure>{shown}<figcaption>{escape(title, quote=False)}</figcaption></figure>" if title else shown


def _gallery_included(given: Given, post: Post) -> str | None:
    """Minimal Mistakes' gallery: pictures that the front matter lists."""
    pictures = [
        figure({"alt": about.get("alt", ""), "title": "", "link": about.get("url", "")}, about["image_path"])
        for about in _listed(post, given.get("id") or "gallery")
        if about.get("image_path")
    ]
    caption = f"<figcaption>{escape(given['caption'], quote=False)}</figcaption>" if given.get("caption") else ""
    return f'<figure class="gallery">{"".join(pictures)}{caption}</figure>' if pictures else None


def _listed(post: Post, field: str) -> list[dict[str, str]]:
    """The mappings of texts that a field of the front matter lists."""
    found = []
    for value in post.meta_values(field):
        try:
            about = json.loads(value)
        except ValueError:
            continue
        if isinstance(about, dict):
            found.append({str(name): str(each) for name, each in about.items()})
    return found


def _nothing_included(given: Given, post: Post) -> str:
    """A table of contents is made of the headings, wherever the post goes."""
    return ""


def include_of(file: str) -> "Callable[[Given, Post], str | None] | None":
    """What stands in the place of an include of a file; None where nothing is known of it."""
    name = file.rpartition("/")[2].removesuffix(".html").removesuffix(".liquid").lower()
    return INCLUDES.get(name) or (_figure_included if _OF_A_PICTURE.search(name) else None)


INCLUDES: Mapping[str, Callable[[Given, Post], str | None]] = {
    "audio": _audio_included,
    "figure": _figure_included,
    "gallery": _gallery_included,
    "toc": _nothing_included,
    "video": _video_included,
    "vimeo": lambda given, post: _vimeo(given.get("id", "")),
    "youtube": _video_included,
    "youtubeplayer": _video_included,
}
"""Includes that many themes have under the same names with the same parameters."""
