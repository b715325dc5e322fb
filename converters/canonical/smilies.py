"""The pictures that WordPress's pages show for emoji and smilies, which posts hold that were pasted from such a page.

An emoji comes from WordPress's own server, in its largest size; a smiley from the program's folder, which no migration
takes along. Both are characters of the text.
"""

import re

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


def character_of(source: str, alternative: str) -> str:
    """The character that a picture shows, by its address and its text; empty for any other picture."""
    path = source.partition("?")[0]
    if smiley := _SMILEY_FILE.search(path):
        return _SMILIES.get(smiley[1].lower(), "")
    file = _EMOJI_FILE.search(path)
    points = [int(point, 16) for point in file[1].split("-")] if file else []
    emoji = "".join(map(chr, points)) if max(points, default=0) < 0x110000 else ""
    if not _EMOJI.fullmatch(emoji):
        return ""
    written = alternative.strip()
    return written if written.replace(_COLOURED, "") == emoji.replace(_COLOURED, "") else emoji
