"""Differences of spelling that readers cannot see: white space, composition, percent-encoding, typography."""

import re
import unicodedata
from urllib.parse import unquote

from converters.addresses import ascii_host

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner, byte order mark. The joiners of emoji and of Persian stay."""
_FIXED_SPACE = re.compile("[\u00a0\u202f]")
_LINE_OF_ADDRESS = re.compile("[\t\n\r]")
_WEB = re.compile("(https?://)([^/?#]{1,300})", re.IGNORECASE)
_TYPOGRAPHY = re.compile("[‘’‚‛′“”„‟″«»–—…]|---?|\\.\\.\\.|<<|>>")
_PLAIN = {
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys(["–", "—", "--", "---"], "-"),
    **dict.fromkeys(["<<", ">>"], '"'),
    **dict.fromkeys(["…", "..."], "…"),
}


def seen(text: str) -> str:
    """The characters that readers see: composed (NFC), without invisible ones, no-break spaces as spaces."""
    if text.isascii():
        return text
    return _FIXED_SPACE.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def one_line(text: str) -> str:
    """Every run of white space as one space, none at the edges."""
    return " ".join(text.split())


def address(url: str) -> str:
    """A URL as browsers read it, percent-encoding undone."""
    url = _LINE_OF_ADDRESS.sub("", url.strip())
    if url.startswith("//"):
        url = "https:" + url
    if not url.isascii() and (web := _WEB.match(url)):
        url = f"{web[1]}{ascii_host(web[2])}{url[web.end() :]}"
    return unquote(url) if "%" in url else url


def untypeset(text: str) -> str:
    """A text as it was typed, before a typographer chose its quotation marks, dashes and dots."""
    return _TYPOGRAPHY.sub(lambda found: _PLAIN[found.group()], text)
