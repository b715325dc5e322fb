"""Former addresses of a page, as sites name them (`aliases`, `redirect_from`): slugs and paths that lead to it."""

import re
from collections.abc import Iterable
from posixpath import normpath
from urllib.parse import unquote

from converters.addresses import parts_of

FIELDS = ("aliases", "redirect_from")
"""Hugo's name for them, and that of jekyll-redirect-from."""
_FILE_NAME = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)


def name_in(address: str) -> str:
    """The last name in an address, without the suffix of a file."""
    path = unquote(address)
    return (path.rstrip("/") if path.endswith("/") else _FILE.sub("", path)).rpartition("/")[2]


def old_slugs_in(aliases: Iterable[str], address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slugs that a page had before, from former addresses that differ in the last name alone; and the others."""
    folder = _folder_of(address)
    slugs: list[str] = []
    others: list[str] = []
    for alias in aliases:
        is_sibling = "/" not in alias.strip("/") if not alias.startswith("/") else _folder_of(alias) == folder
        name = name_in(alias)
        if is_sibling and name:
            slugs.append(name)
        else:
            others.append(alias)
    return tuple(dict.fromkeys(slugs)), tuple(others)


def old_paths_in(aliases: Iterable[str], address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths that lead to a page from other folders than its own, and what is none: an address of another host."""
    paths: list[str] = []
    others: list[str] = []
    for alias in aliases:
        parts = parts_of(alias)
        whole = unquote(parts.path) if alias.startswith("/") else f"{_folder_of(address)}/{unquote(parts.path)}"
        path = normpath(f"/{whole.lstrip('/')}")
        if parts.scheme or parts.netloc or parts.query or path == "/":
            others.append(alias)
        elif path != unquote(address).rstrip("/"):
            paths.append(path if _FILE_NAME.search(path) else f"{path}/")
    return tuple(dict.fromkeys(paths)), tuple(others)


def _folder_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[0]
