"""Pictures and recordings of a body, as marks: where their files may be found, and what stands for them without."""

import re
from urllib.parse import unquote, urlsplit

from converters.html import Element
from converters.post import Media, Site
from writers.epub.links import clean_address
from writers.epub.marks import Picture, Player
from writers.epub.words import Words

_SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{13})++(\.[A-Za-z]{3,4}$)?")
_PICTURE_FILE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|jpe|png|svg|tiff?|webp)$", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"[\W\d_]*(?:img|dsc[nf]?|image|photo|pict?|screen ?shot|untitled|foto|p)?[\W\d_]*", re.IGNORECASE
)
_WHOLE = re.compile(r"\d{1,5}", re.ASCII)
_LONGEST_ALT = 500


def picture_of(image: Element, site: Site, words: Words, *, linked: bool) -> Picture | None:
    """The mark of an `img`; None when it shows nothing."""
    url = image.get("src").strip()
    media = site.media_by_url.get(url)
    alt = alternative(image.get("alt"), media, words)
    if not url:
        return None
    classes = " ".join(word for word in image.classes if word in ("alignleft", "alignright", "aligncenter"))
    return Picture(
        url=url,
        alt=alt,
        width=_pixels(image.get("width")),
        height=_pixels(image.get("height")),
        classes=classes,
        title=image.get("title").strip(),
        linked=linked,
    )


def featured_picture(media: Media, words: Words) -> Picture:
    """The mark of a featured image."""
    return Picture(url=media.url, alt=alternative("", media, words), width=media.width, height=media.height)


_LOCAL = re.compile(r"(?!//)[^\s:?#][^\s:]{0,2000}")
"""An address that only its blog completes: `/uploads/talk.mp3`."""


def alternative(alt: str, media: Media | None, words: Words) -> str:
    """The alternative text of a picture: its own, that of the media library, its title there, else a word."""
    for text in (alt, media.alt if media else "", media.title if media else ""):
        text = " ".join(text.split())
        if text and (text is alt or not _SAYS_NOTHING.fullmatch(text)):
            return text[:_LONGEST_ALT]
    return " ".join(alt.split())[:_LONGEST_ALT] or words.picture


def player_of(element: Element, *, linked: bool) -> Player | None:
    """The mark of an `audio` or `video` element; None when it has no address.

    One without a host, of a blog whose address nobody knows, may still be that of a file that the source holds.
    """
    urls = [element.get("src"), *(source.get("src") for source in element.elements("source"))]
    urls += [link.get("href") for link in element.elements("a")]
    known = tuple(dict.fromkeys(url for url in urls if clean_address(url) or _LOCAL.fullmatch(url)))
    if not known:
        return None
    label = " ".join((element.get("title") or element.get("aria-label")).split())
    return Player(kind=element.name, urls=known, poster=element.get("poster"), label=label, linked=linked)


def same_picture(one: str, other: str, site: Site) -> bool:
    """Whether two addresses are of one picture, maybe in two sizes."""
    first, second = site.media_by_url.get(one), site.media_by_url.get(other)
    if first is not None and first == second:
        return True
    name = _file_name(one)
    return bool(_PICTURE_FILE.search(name)) and _without_size(name) == _without_size(_file_name(other))


def _without_size(name: str) -> str:
    return _SIZE.sub(lambda found: found[1] or found[0], name)


def _file_name(url: str) -> str:
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""


def _pixels(text: str) -> int:
    found = _WHOLE.match(text.strip())
    return int(found[0]) if found and not text.strip().endswith("%") else 0
