"""A crawl of a built site: the links among its own pages that lead to nothing."""

import re
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

PAGE = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
FILE = re.compile(r"/wp-(?:content|includes)/|\.(?!(?:html?|php|aspx?|xml)$)[a-z0-9]{1,5}$", re.IGNORECASE)


def broken_links(folder: Path, base: str = "") -> dict[str, set[str]]:
    """By the path of a page the addresses on it, from the root of the host, that no page of the folder has.

    `base` is the folder of the site on its host. Files of the old blog's library are not pages.
    """
    broken: dict[str, set[str]] = {}
    is_there = cache(partial(_is_there, folder, base))  # most addresses stand on every page
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or not PAGE.search(file.name):
            continue
        for link in LexborHTMLParser(file.read_text(encoding="utf-8", errors="replace")).css("a[href], link[href]"):
            address = link.attributes["href"] or ""
            if address.startswith("/") and not address.startswith("//") and not is_there(address):
                broken.setdefault(str(file.relative_to(folder)), set()).add(address)
    return broken


def _is_there(folder: Path, base: str, address: str) -> bool:
    path = unquote(urlsplit(address).path)
    if FILE.search(path):
        return True
    if not f"{path}/".startswith(f"{base}/"):
        return False
    target = folder / path.removeprefix(base).strip("/")
    return target.is_file() or (target / "index.html").is_file()
