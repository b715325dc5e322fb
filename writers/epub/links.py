"""Addresses as EPUB takes them: absolute, of a scheme that readers can open, and without a character out of place."""

import re
from urllib.parse import unquote

from converters.addresses import ascii_host

_ADDRESS = re.compile(r"(https?|ftp)://([^/?#\\]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL)
_OPAQUE = re.compile(r"(mailto|tel|sms|geo):(?!//)(.+)", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_OCTET = re.compile(r"25[0-5]|2[0-4]\d|1?\d?\d")
_PORT = re.compile(r"\d{1,5}")
_OUT_OF_PLACE = re.compile(r"[^A-Za-z0-9._~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})")
_LONGEST = 4000


def clean_address(url: str) -> str:
    """An address with everything escaped that must be; empty when no reader could open it."""
    url = url.strip()
    if len(url) > _LONGEST:
        return ""
    if found := _ADDRESS.fullmatch(url):
        scheme, authority, path, query, fragment = found.groups(default="")
        host = _clean_host(authority.rpartition("@")[2])
        if not host:
            return ""
        return f"{scheme.lower()}://{host}" + "".join(
            mark + _escape(part) for mark, part in (("", path), (query[:1], query[1:]), (fragment[:1], fragment[1:]))
        )
    if found := _OPAQUE.fullmatch(url):
        scheme, rest = found[1].lower(), found[2].strip()
        if scheme in ("tel", "sms"):
            rest = re.sub(r"[^0-9+*#;=?&A-Za-z]", "", rest).replace("#", "%23")
        rest = _escape(rest)
        return f"{scheme}:{rest}" if rest else ""
    return ""


def host_of(url: str) -> str:
    """The host of an address for a person to read; the address itself when it has none."""
    found = _ADDRESS.fullmatch(url.strip())
    return found[2].rpartition("@")[2].lower().removeprefix("www.") if found else url.strip()[:100]


def _escape(part: str) -> str:
    return _OUT_OF_PLACE.sub(lambda found: _percent(found[0]), part)


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def _clean_host(host: str) -> str:
    name, colon, port = unquote(host).strip().lower().partition(":")
    if colon and port and not (_PORT.fullmatch(port) and int(port) < 65536):
        return ""
    name = ascii_host(name)
    labels = name.removesuffix(".").split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    if labels[-1].isdigit() and not (len(labels) == 4 and all(_OCTET.fullmatch(label) for label in labels)):
        return ""
    if re.fullmatch(r"0x[0-9a-f]*", labels[-1]):
        return ""
    return ".".join(labels) + (f":{int(port)}" if colon and port else "")
