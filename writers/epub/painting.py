"""A cover in pixels: drawn, or the picture that a person chose."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

from converters.problem import ConversionError
from writers.epub.cover import HEIGHT, MARGIN, WIDTH, Cover, Words, ems, icon_box
from writers.epub.imaging import Unreadable, make_ready

LARGEST = 2400
"""Pixels of a chosen cover's longer side."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})
"""What stands for punctuation that a font may lack."""

_Font = ImageFont.FreeTypeFont


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCover:
    """A picture that a person chose."""

    content: bytes
    media_type: str
    suffix: str


def choose_cover(path: Path) -> ChosenCover:
    """A picture file as the cover of a book. Raises ConversionError when it cannot be one."""
    try:
        with path.open("rb") as file:
            ready = make_ready(file, largest=LARGEST, keep_webp=False)
            file.seek(0)
            content = ready.content if ready.content is not None else file.read()
    except OSError as error:
        raise ConversionError(
            f"the cover {path} cannot be read ({error.strerror or error}): check what --cover names"
        ) from error
    except Unreadable as error:
        raise ConversionError(f"the cover {path} cannot be shown, {error}: give a JPEG or PNG") from error
    return ChosenCover(content=content, media_type=ready.media_type, suffix=ready.suffix)


def paint(cover: Cover, icon: bytes, font: Path | None) -> bytes:
    """A cover as PNG, with an icon where there is one.

    Words in letters that the font (Pillow's own, unless one is given) lacks are drawn as bars. Raises ConversionError
    when the font cannot be read.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), cover.ground)
    draw = ImageDraw.Draw(image)
    for bar in cover.bars:
        draw.rectangle((bar.left, bar.top, bar.left + bar.width - 1, bar.top + bar.height - 1), bar.ink)
    for line in cover.lines:
        _draw_line(draw, line, font)
    if icon:
        _paste_icon(image, BytesIO(icon))
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _draw_line(draw: ImageDraw.ImageDraw, line: Words, path: Path | None) -> None:
    font = _font(path, line.size)
    text = "".join(char for char in line.text if unicodedata.category(char) != "Cf")
    for spelled in (text, text.translate(_PLAIN)):
        if font is not None and _has_letters(font, spelled):
            width = font.getlength(spelled)
            if width > WIDTH - MARGIN:
                font = _font(path, max(1, int(line.size * (WIDTH - MARGIN) / width))) or font
            draw.text((WIDTH / 2, line.baseline), spelled, font=font, fill=line.ink, anchor="ms")
            return
    for at, length in _word_bars(line):
        top = line.baseline - round(line.size * 0.55)
        draw.rounded_rectangle((at, top, at + length, line.baseline), radius=line.size // 6, fill=line.ink)


def _word_bars(line: Words) -> list[tuple[float, float]]:
    """Where the words of a line stand: (left, length)."""
    left = (WIDTH - ems(line.text) * line.size) / 2
    bars = []
    for word in line.text.split():
        length = ems(word) * line.size
        bars.append((left, length))
        left += length + 0.3 * line.size
    return bars


@lru_cache(maxsize=32)
def _font(path: Path | None, size: int) -> _Font | None:
    """A font; Pillow's own where none is given. None where this Pillow has none in outlines."""
    if path is not None:
        try:
            return ImageFont.truetype(str(path), size)
        except OSError as error:
            raise ConversionError(f"the font {path} cannot be read: give a TrueType or OpenType file") from error
    try:
        font = ImageFont.load_default(size)
    except ImportError:
        return None
    return font if isinstance(font, _Font) else None


def _has_letters(font: _Font, text: str) -> bool:
    missing = bytes(font.getmask("\U0010fffd"))
    return all(char.isspace() or bytes(font.getmask(char)) != missing for char in text)


def _paste_icon(image: Image.Image, icon: BinaryIO) -> None:
    left, top, side = icon_box()
    with Image.open(icon) as opened:
        shown = opened.convert("RGBA")
    shown.thumbnail((side, side), Image.Resampling.LANCZOS)
    at = (left + (side - shown.width) // 2, top + (side - shown.height) // 2)
    image.paste(shown, at, shown)
