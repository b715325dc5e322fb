"""What Jekyll makes of files that it should copy: some it passes over, and some it takes for pages."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from writers.media.places import Layout, Refused

_FRONT_MATTER = re.compile(rb"---[ \t\f\v\r]*\n")
_CONVERTED = frozenset([".coffee", ".markdown", ".md", ".mkd", ".mkdn", ".mkdown", ".sass", ".scss"])
_LARGEST_TEXT = 4 << 20
_PREFACE = b"---\nlayout: null\nrender_with_liquid: false\nsitemap: false\n---\n"


def preface_of(name: str, opened: Callable[[], BinaryIO]) -> bytes:
    """Front matter for a file that seems to have some, so that what seemed to be it is published as it is.

    Raises Refused where Jekyll would make something else of the file all the same; OSError when it cannot be read.
    """
    with opened() as file:
        content = file.read(16)
        if not _FRONT_MATTER.match(content):
            return b""
        content += file.read(_LARGEST_TEXT)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("it begins with ---, and Jekyll would fail over its bytes") from None
    if PurePosixPath(name).suffix.lower() in _CONVERTED or len(content) > _LARGEST_TEXT:
        raise Refused("it begins with ---, and Jekyll would take it for a page and convert it")
    return _PREFACE


JEKYLL_LAYOUT = Layout(unwanted=re.compile(r"^[._#~]+|~+$|%|(?<=\.)\.+"), preface=preface_of)
"""Files stand beside the pages. Names that begin with `_`, `.`, `#` or `~`, or end with `~`, are not copied, `%41`
becomes `A`, and two dots one."""
