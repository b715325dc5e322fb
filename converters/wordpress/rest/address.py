"""The address of a blog, and the small file that stands for it where a path is wanted."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from converters.problem import ConversionError

_SHORTCUT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[InternetShortcut\]\s", re.IGNORECASE)
_URL = re.compile(r"^URL=(https?://\S+)\s*$", re.IGNORECASE | re.MULTILINE)


def address_in(file: Path) -> str | None:
    """The address that a shortcut to the web (`blog.url`) holds; None when the file is none."""
    if file.is_dir():
        return None
    with file.open("rb") as stream:
        start = stream.read(4096)
    if not _SHORTCUT.match(start):
        return None
    found = _URL.search(start.decode("utf-8", "replace"))
    return found[1] if found else None


def checked(address: str) -> str:
    """The address without what leads into the blog. Raises ConversionError when it is none of a blog."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in ("http", "https"):
        raise ConversionError(f"{address[:200]} is no address of a blog: give one such as https://blog.example")
    if parts.username or parts.password:
        raise ConversionError(
            f"the address of {host} holds a user or a password, which others can see there: give --user, and the "
            "application password in PORTPRESS_PASSWORD"
        )
    return address.partition("#")[0].rstrip("/")
