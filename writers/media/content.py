"""What a file is, by its first bytes: so that no page that reports an error, nor half a picture, is taken for one."""

import re
from pathlib import PurePosixPath

HEAD = 2048
"""How many bytes at the beginning are looked at."""
TAIL = 65536
"""How many at the end."""

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|script|meta)\b", re.I | re.S
)
_PICTURES = frozenset(re.findall(r"\w+", "avif bmp gif heic heif ico jfif jpe jpeg jpg jp2 png tif tiff webp"))
_PAGES = frozenset(["htm", "html", "xhtml"])
_PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|BM|\x00\x00\x01\x00|\x00\x00\x02\x00|II\*\x00|MM\x00\*|"
    rb"....ftyp|\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51|\s*(?:<\?xml|<svg|<!--)",
    re.S,
)


def complaint_about(name: str, head: bytes) -> str | None:
    """Why the bytes of a file cannot be what its name says, in a few words; None when they may be."""
    suffix = PurePosixPath(name).suffix[1:].lower()
    if not head:
        return "the file is empty"
    if suffix not in _PAGES and _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "the host sent a web page in its place"
    if suffix in _PICTURES and not _PICTURE.match(head):
        return "what the host sent is no picture"
    if suffix == "pdf" and b"%PDF" not in head:
        return "what the host sent is no PDF"
    return None


def is_cut_off(head: bytes, tail: bytes, size: int) -> bool:
    """Whether a picture ends before its end: a PNG, GIF, JPEG or WebP; any other file never."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"IEND" not in tail
    if head.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd9" not in tail
    if head.startswith((b"GIF87a", b"GIF89a")):
        return b"\x3b" not in tail[-64:]
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return int.from_bytes(head[4:8], "little") + 8 > size
    return False
