"""Addresses in HTML: made absolute, freed of scripts, and, of images that load late, the real one."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

from converters.addresses import bare_host

ADDRESSES = frozenset(["cite", "data", "href", "longdesc", "poster", "src"])
"""Attributes that hold one address."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:", re.ASCII)
_SPACES = " \t\n\r\f\v\x00"
_IGNORED = str.maketrans("", "", "\t\n\r")
_UNSAFE = re.compile(r"(?:javascript|vbscript|livescript|mocha|data:(?:text/|application/))", re.IGNORECASE)
_PLACEHOLDER_NAME = re.compile(
    r"blank|placeholder|spacer|transparent|pixel|1x1|loading|loader|lazy|gr[ae]y", re.IGNORECASE
)
_LATE = (
    "data-lazy-src", "data-src", "data-original", "data-ll-src", "data-orig-src", "data-echo", "data-src-lazy",
    "data-full-url", "data-orig-file", "data-large-file", "data-medium-file",
)  # fmt: skip
_LATE_SETS = ("data-lazy-srcset", "data-srcset", "data-ll-srcset", "data-original-set")
_EMBEDLY = re.compile(r"(?:https?:)?//cdn\.embedly\.com/widgets/media\.html\?", re.IGNORECASE)
_PHOTON = re.compile(r"(?:https?:)?//i[0-3]\.wp\.com/", re.IGNORECASE)


def make_absolute(url: str, base: str) -> str:
    """An address seen from a page: relative ones joined to `base`, `//host` to https, a fragment alone untouched.

    An address that cannot be understood is returned as it is; a script as nothing.
    """
    url = url.strip(_SPACES)
    if "\n" in url or "\t" in url or "\r" in url:
        url = url.translate(_IGNORED)
    if url.startswith(("https://", "http://", "#")) or not url:
        return url
    if _UNSAFE.match(url):
        return ""
    if url.startswith("//") and url[2:3] not in ("", "/"):
        return "https:" + url
    if not base or _SCHEME.match(url):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def make_set_absolute(candidates: str, base: str) -> str:
    """The same for a `srcset`: addresses, each with a width or a density, between commas."""
    made: list[str] = []
    after_address = False
    for word in candidates.split():
        if after_address:
            descriptor, comma, word = word.partition(",")
            made[-1] += " " + descriptor
            after_address = not comma
        address = word.rstrip(",")
        if address:
            made.append(make_absolute(address, base))
            after_address = address == word
    return ", ".join(made)


def real_source(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of an image, frame or player with the address that a script would have put in later.

    Lazy loaders keep it in `data-src` and its like, beside a placeholder in `src`.
    """
    if not any(name.startswith("data-") for name in attributes):
        return attributes
    source = attributes.get("src", "").strip(_SPACES)
    lazy = "lazy" in attributes.get("class", "") or "data-lazy-src" in attributes
    if not source or lazy or _is_placeholder(source):
        late = next((attributes[name] for name in _LATE if attributes.get(name, "").strip(_SPACES)), "")
        if late:
            attributes = {**attributes, "src": late}
    late_set = next((attributes[name] for name in _LATE_SETS if attributes.get(name)), "")
    if late_set and not _has_real_set(attributes):
        attributes = {**attributes, "srcset": late_set}
    return attributes


def _is_placeholder(source: str) -> bool:
    if source.startswith(("data:", "about:blank")):
        return True
    return _PLACEHOLDER_NAME.search(source.partition("?")[0].rpartition("/")[2]) is not None


def _has_real_set(attributes: dict[str, str]) -> bool:
    present = attributes.get("srcset", "").strip(_SPACES)
    return bool(present) and not present.startswith("data:")


def without_frame(url: str) -> str:
    """The address of the player that Embedly's frame holds (`media.html?src=…`); any other as it is."""
    if not _EMBEDLY.match(url):
        return url
    try:
        inner = (parse_qs(urlsplit(url).query).get("src") or [""])[0]
    except ValueError:
        return url
    return inner if inner.startswith(("https://", "http://", "//")) else url


def without_proxy(url: str, base: str) -> str:
    """The address behind Jetpack's image proxy (`i0.wp.com/host/path?resize=…`) when the host is the blog's own."""
    if not _PHOTON.match(url):
        return url
    try:
        split = urlsplit(url)
        host, own = split.path[1:].partition("/")[0], urlsplit(base).hostname
    except ValueError:
        return url
    if not own or bare_host(host) != bare_host(own):
        return url
    return ("https://" if "ssl" in parse_qs(split.query) else "http://") + split.path[1:]
