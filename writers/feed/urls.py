"""Addresses as every feed reader takes them: absolute, of ASCII alone, whatever was written in the post."""

import re
from urllib.parse import quote, urljoin, urlsplit

from converters.addresses import ascii_host
from converters.canonical.sources import make_absolute

_NOT_IN_A_URL = re.compile(r"[^0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
_PLAIN = re.compile(r"https?://[0-9a-z.-]++(?:/[0-9a-zA-Z;/?:@&=+$.\-_!~*'(),]*+)?")  # most are
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#\\]*)(.*)", re.DOTALL)
_INVISIBLE = "[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+"
_OUTER = re.compile(f"^{_INVISIBLE}|{_INVISIBLE}$")


def ascii_url(url: str) -> str:
    """The same address in ASCII: the host in IDNA, everything else percent-encoded (RFC 3987, section 3.1).

    What is encoded already stays as it is.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _OUTER.sub("", url)
    parts = _AUTHORITY.fullmatch(url)
    if parts is None:
        return _encoded(url)
    user, at, host = parts[2].rpartition("@")
    return f"{parts[1].lower()}{_encoded(user)}{at}{_ascii_host(host)}{_encoded(parts[3])}"


def absolute_url(url: str, base: str) -> str:
    """An address seen from a page, in ASCII; nothing where it is none, or a script's.

    What cannot be made absolute is returned as it is.
    """
    return ascii_url(make_absolute(url, base))


def beside(url: str, path: str) -> str:
    """The address of a file that stands in the folder of another, or below it."""
    return ascii_url(urljoin(url, quote(path)))


def is_web_url(url: str) -> bool:
    """Whether an address is one of the web's, with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def origin_of(url: str) -> str:
    """The scheme and host of an address; nothing where it has none."""
    parts = _AUTHORITY.match(url)
    return f"{parts[1]}{parts[2]}" if parts and is_web_url(url) else ""


def _encoded(text: str) -> str:
    text = _STRAY_PERCENT.sub("%25", text)
    before, hash_, fragment = text.partition("#")
    text = before + hash_ + fragment.replace("#", "%23")
    return _NOT_IN_A_URL.sub(lambda found: quote(found[0].encode("utf-8", "replace"), safe=""), text)


def _ascii_host(host: str) -> str:
    return host if host.startswith("[") else _encoded(ascii_host(host))
