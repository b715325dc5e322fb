"""Whose a media address is, and which file of the old blog it means, whatever proxy, size or query stands between."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from converters.addresses import bare_host
from converters.post import Site

NO_HOST = "blog.invalid"
"""Stands for the host of a blog whose source does not say where it was (RFC 2606: there is no such host)."""

_PROXY = re.compile(r"i[0-3]\.wp\.com", re.IGNORECASE)
_FILES_HOST = re.compile(r"([a-z0-9-]+)\.(?:files\.)?wordpress\.com")
_STEPS = re.compile(r"(?<=.)(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{9,14}|@[23]x)$", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(r"/(https?):/{1,2}([^/]+\.[^/]+/.+)$", re.IGNORECASE)
_SCRIPT = re.compile(r"\.(?:aspx?|cgi|jsp|php\d?|phtml|pl)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|tiff?|webp)$", re.IGNORECASE)
_RECENT = 1024
"""Addresses whose parts are remembered: whoever looks at one asks for them several times over."""
_LONGEST_STEP = 20
_MOST_STEPS = 5
"""Of making one picture of another that a name can show; a name with more is no honest one."""
_MADE_FROM_THE_ORIGINAL = ("", "-scaled", "-rotated")


@lru_cache(_RECENT)
def split_address(url: str) -> SplitResult | None:
    """The parts of a http(s) address with a host; None of anything else. `//host/path` counts as https.

    A path from the root of the host, which a blog has whose source does not name its host, is one at `NO_HOST`.
    """
    url = url.strip()
    try:
        if url.startswith("/"):
            url = f"https:{url}" if url.startswith("//") else f"https://{NO_HOST}{url}"
        parts = urlsplit(url)
        return parts if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def own_hosts(site: Site, others: Collection[str] = ()) -> frozenset[str]:
    """The hosts that hold the blog's files: its own, those of its attachments, and others that a person names.

    A blog at WordPress.com has its files at `name.files.wordpress.com`, too.
    """
    addresses = [site.url, *(media.url for media in site.media.values())]
    hosts = {bare_host(parts.hostname or "") for url in addresses if (parts := split_address(url))}
    hosts |= set() if site.url else {NO_HOST}
    hosts.update(bare_host(host.rpartition("//")[2].partition("/")[0]) for host in others)
    for host in list(hosts):
        if match := _FILES_HOST.fullmatch(host):
            hosts |= {f"{match[1]}.wordpress.com", f"{match[1]}.files.wordpress.com"}
    return frozenset(hosts - {""})


@lru_cache(_RECENT)
def original_address(url: str) -> str:
    """The address without what a proxy or a resizing service made of it.

    `https://i0.wp.com/host/path?ssl=1&w=300` (Jetpack's Photon) is `https://host/path`. So is an address that holds
    another whole one in its path, as those of many networks and of web.archive.org do, and that of a script which is
    told the address of a picture (`timthumb.php?src=…`). A query after the name of a file (`?w=300`, `?ver=2`) and a
    fragment go: they choose a size or a version of what is one file.
    """
    parts = split_address(url)
    if parts is None:
        return url
    if is_photon(url):
        scheme = "https" if "ssl" in parse_qs(parts.query) else "http"
        return f"{scheme}:/{parts.path}"
    if match := _WHOLE_ADDRESS.search(parts.path):
        return f"{match[1].lower()}://{match[2]}"
    if parts.query and is_script(parts.path) and (picture := _picture_in(parts)):
        return picture
    return parts._replace(query="", fragment="").geturl()


def is_photon(url: str) -> bool:
    """Whether an address is one of Jetpack's image proxy."""
    parts = split_address(url)
    return (
        parts is not None
        and bool(_PROXY.fullmatch(parts.hostname or ""))
        and "." in parts.path.partition("/")[2].partition("/")[0]
    )


def is_script(path: str) -> bool:
    """Whether what stands at a path is made when it is asked for."""
    return bool(_SCRIPT.search(path))


def _picture_in(parts: SplitResult) -> str:
    """The address of the picture that a script is told to make smaller; empty when there is none."""
    try:
        said = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    for name in ("src", "url", "image", "img", "file"):
        value = said.get(name, [""])[0]
        if not _PICTURE.search(value):
            continue
        address = value if "://" in value else f"{parts.scheme}://{parts.netloc}/{value.lstrip('/')}"
        if split_address(address) is not None:
            return address.replace(" ", "%20")
    return ""


@lru_cache(_RECENT)
def path_of(url: str) -> PurePosixPath | None:
    """The path of an address, decoded, dot segments resolved as browsers do; None where it names no file."""
    parts = split_address(url)
    if parts is None or parts.path.endswith("/"):
        return None
    path = unicodedata.normalize("NFC", unquote(parts.path, errors="replace").replace("\\", "/"))
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in ("", "."):
            names.append(name)
    return PurePosixPath(*names) if names and not path.endswith("/") else None


def better_names(name: str) -> list[str]:
    """The names under which a file may stand when it does not under its own, the likeliest first.

    WordPress makes `x-300x200.jpg`, `x-scaled.jpg`, `x-rotated.jpg` and, when a picture is edited, `x-e1234567890.jpg`
    of `x.jpg`; each step is taken back in turn.
    """
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        return []
    names: dict[str, None] = {}
    for _ in range(_MOST_STEPS):
        names.update(dict.fromkeys(f"{stem}{made}{dot}{suffix}" for made in _MADE_FROM_THE_ORIGINAL))
        shorter = _a_step_back(stem)
        if shorter == stem:
            break
        stem = shorter
    names.pop(name, None)
    return list(names)


def family_of(name: str) -> str:
    """What all files made of one picture have in common: the original's name (`x.jpg`), folded."""
    stem, dot, suffix = name.rpartition(".")
    for _ in range(_MOST_STEPS):
        stem = _a_step_back(stem)
    return f"{stem}{dot}{suffix}".casefold()


def _a_step_back(stem: str) -> str:
    return stem[:-_LONGEST_STEP] + _STEPS.sub("", stem[-_LONGEST_STEP:])
