"""Links within the blog → links within the new one, in any text that WordPress stores."""

import re
from collections.abc import Callable

from converters.post import Site

_END = r"(?=[/?#\"'<>\s)\]&\\]|$)"
_REST = r"(?:[^\s\"'<>)\]]*)"


def rewriter(site: Site, base_url: str) -> Callable[[str], str]:
    """What gives a text with the blog's address in links replaced by `base_url`; nothing changes when that is empty.

    Files of the media library keep their addresses: the importer fetches them there and puts their new ones in.
    Addresses in the JSON of blocks, whose slashes are escaped, are links too.
    """
    old = site.url.rstrip("/")
    if not base_url or not old:
        return str
    return _Rewriter(old, base_url.rstrip("/"), site)


class _Rewriter:
    def __init__(self, old: str, new: str, site: Site) -> None:
        self._new = new
        self._site = site
        bare = re.sub(r"^https?://", "", old)
        escaped = re.escape(bare.replace("/", r"\/"))
        self._plain = re.compile(rf"https?://{re.escape(bare)}{_END}{_REST}", re.IGNORECASE)
        self._escaped = re.compile(rf"https?:\\/\\/{escaped}{_END}{_REST}", re.IGNORECASE)
        self._length = len(bare)

    def __call__(self, text: str) -> str:
        text = self._plain.sub(lambda match: self._replaced(match[0], "//"), text)
        return self._escaped.sub(lambda match: self._replaced(match[0], r"\/\/"), text) if r":\/\/" in text else text

    def _replaced(self, link: str, slashes: str) -> str:
        plain = link.replace(r"\/", "/")
        if self._is_a_file(plain.rstrip("\\.,;")):
            return link
        rest = plain[plain.index("//") + 2 + self._length :]
        new = f"{self._new}{rest}"
        return new if slashes == "//" else new.replace("/", r"\/")

    def _is_a_file(self, url: str) -> bool:
        return url in self._site.media_by_url or "/wp-content/uploads/" in url
