"""The pictures that WordPress's pages show for emoji and smilies, which posts hold that were pasted from such a page.

An emoji comes from WordPress's own server, in its largest size; a smiley from the program's folder, which no migration
takes along. Both are characters of the text.
"""

import re

from converters.html import parse

_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_EMOJI_FILE = re.compile(
    r"/images/core/emoji/[\w.]+/(?:svg|72x72)/([0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*)\.(?:svg|png)", re.IGNORECASE
)
_SMILEY_FILE = re.compile(r"/wp-includes/images/smilies/(?:icon_)?([\w-]+)\.(?:gif|png)", re.IGNORECASE)
_EMOJI = re.compile("[#*0-9]?[\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""The number signs of a phone's keys are the only ones of ASCII in any."""
_COLOURED = "\ufe0f"
"""What asks for a coloured picture of a character, which names of files leave out."""
_SMILIES = {
    "arrow": "➡", "biggrin": "😀", "confused": "😕", "cool": "😎", "cry": "😢", "eek": "😮", "evil": "👿",
    "exclaim": "❗", "frownie": "🙁", "idea": "💡", "lol": "😆", "mad": "😡", "mrgreen": "😁", "neutral": "😐",
    "question": "❓", "razz": "😛", "redface": "😳", "rolleyes": "🙄", "sad": "🙁", "simple-smile": "🙂", "smile": "🙂",
    "surprised": "😮", "twisted": "😈", "wink": "😉",
}  # fmt: skip


def write_smilies(html: str) -> str:
    """HTML in which each emoji and smiley is a character. A picture that is none of WordPress's own stays."""
    if "/images/core/emoji/" not in html and "/wp-includes/images/smilies/" not in html:
        return html
    return _PICTURE.sub(lambda picture: _characters(picture[0]), html)


def _characters(picture: str) -> str:
    image = next(iter(parse(picture).elements("img")), None)
    source = image.get("src").partition("?")[0] if image else ""
    if smiley := _SMILEY_FILE.search(source):
        return _SMILIES.get(smiley[1].lower(), picture)
    file = _EMOJI_FILE.search(source)
    points = [int(point, 16) for point in file[1].split("-")] if file else []
    emoji = "".join(map(chr, points)) if max(points, default=0) < 0x110000 else ""
    if image is None or not _EMOJI.fullmatch(emoji):
        return picture
    written = image.get("alt").strip()
    return written if written.replace(_COLOURED, "") == emoji.replace(_COLOURED, "") else emoji
