"""Pictures made fit for a book: read with care, upright, not larger than wanted, in a format that readers show."""

import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

from writers.epub.drawings import drawing_file

MOST_PIXELS = 50_000_000
"""What is decoded at most, about 200 MB. JPEG is decoded at a fraction of its size and may be larger."""
LARGEST_DRAWING = 5_000_000
"""Bytes of an SVG file."""

_FORMATS = ("AVIF", "BMP", "GIF", "ICO", "JPEG", "PNG", "TIFF", "WEBP")
_SHOWN = {
    "GIF": ("image/gif", "gif"), "JPEG": ("image/jpeg", "jpg"), "MPO": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
}  # fmt: skip
_LOSSY = frozenset(["AVIF", "JPEG", "MPO", "WEBP"])
_PLAIN_MODES = frozenset(["1", "L", "LA", "P", "RGB", "RGBA"])
_ORIENTATION = 0x0112
_HEAD = 4096


class Unreadable(Exception):
    """A picture that cannot be shown; the text says why, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A picture as the book has it."""

    content: bytes | None
    """None where the file can stay as it is."""
    media_type: str
    suffix: str
    width: int = 0
    height: int = 0
    """Pixels; 0 where a drawing does not say."""
    moving: bool = False


def make_ready(file: BinaryIO, *, largest: int, keep_webp: bool) -> Ready:
    """A picture made fit for a book: at most `largest` pixels wide and high. Raises Unreadable."""
    head = file.read(_HEAD)
    file.seek(0)
    if not head:
        raise Unreadable("it is empty")
    if _is_drawing(head):
        return _drawing(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large pictures, which are measured here, and of odd metadata
        try:
            with Image.open(file, formats=_formats()) as image:
                return _picture(image, head, largest, keep_webp)
        except Unreadable:
            raise
        except Image.DecompressionBombError as error:
            raise Unreadable("it has too many pixels") from error
        except Exception as error:  # decoders fail in any way that a damaged file can make them
            raise Unreadable("it is damaged, or no picture") from error


@cache
def _formats() -> tuple[str, ...]:
    """The formats that are read, of those that this Pillow was built with; never one that starts a program (EPS)."""
    Image.init()
    return tuple(format for format in _FORMATS if format in Image.OPEN)


def _picture(image: Image.Image, head: bytes, largest: int, keep_webp: bool) -> Ready:
    format = image.format or ""
    width, height = image.size
    moving = bool(getattr(image, "is_animated", False))
    if format in ("JPEG", "MPO"):
        image.draft("RGB" if image.mode not in ("L", "CMYK") else None, (largest, largest))
    if image.size[0] * image.size[1] > MOST_PIXELS:
        raise Unreadable(f"it has too many pixels ({width} × {height})")
    turned = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
    small = max(width, height) <= largest
    shown = _SHOWN.get(format) or (("image/webp", "webp") if format == "WEBP" and keep_webp else None)
    image.load()
    if shown and small and not turned and image.mode in _PLAIN_MODES:
        media_type, suffix = shown
        return Ready(content=None, media_type=media_type, suffix=suffix, width=width, height=height, moving=moving)
    lossy = format in _LOSSY and not (format == "WEBP" and b"VP8L" in head[:64])
    return _encoded(image, largest, lossy)


def _encoded(image: Image.Image, largest: int, lossy: bool) -> Ready:
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA", "L") else None
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.mode or "a" in upright.mode or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    elif upright.mode not in ("L", "RGB"):
        upright = upright.convert("L" if upright.mode in ("1", "I", "I;16", "F") else "RGB")
    upright.thumbnail((largest, largest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    target = BytesIO()
    if lossy and upright.mode != "RGBA":
        upright.save(target, "JPEG", quality=85, optimize=True, progressive=True, icc_profile=profile)
    else:
        upright.save(target, "PNG", optimize=True, icc_profile=profile)
    media_type, suffix = _SHOWN["JPEG" if lossy and upright.mode != "RGBA" else "PNG"]
    width, height = upright.size
    return Ready(content=target.getvalue(), media_type=media_type, suffix=suffix, width=width, height=height)


def _is_drawing(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    return start.startswith(b"<") and b"<svg" in head.replace(b"\x00", b"")


def _drawing(file: BinaryIO) -> Ready:
    content = file.read(LARGEST_DRAWING + 1)
    if len(content) > LARGEST_DRAWING:
        raise Unreadable("the drawing is too large")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    made = drawing_file(content.decode(encoding, "replace"))
    if not made:
        raise Unreadable("nothing is left of the drawing without its scripts")
    return Ready(content=made.encode(), media_type="image/svg+xml", suffix="svg")
