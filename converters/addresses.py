"""Addresses of the web, whatever somebody wrote where one was due."""

import unicodedata
from urllib.parse import SplitResult, urljoin, urlsplit


def parts_of(url: str) -> SplitResult:
    """The parts of an address; none of them where it is none (`http://[x`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def ascii_host(host: str) -> str:
    """A host, with its port, as requests name it: labels of other characters in Punycode (`🚀-science.com`).

    As browsers have it (Unicode TR 46): without regard to case and width, and `ß` is no `ss`.
    """
    if host.isascii():
        return host
    name, colon, port = unicodedata.normalize("NFKC", host).replace("。", ".").lower().partition(":")
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode', 'replace').decode()}" for label in name.split(".")
    )
    return ".".join(labels) + colon + port


def bare_host(netloc: str) -> str:
    """The host as links to it vary: without user, port and `www.`, in small letters of ASCII."""
    host = netloc.rpartition("@")[2]
    if host.count(":") < 2:  # else it is a number of IPv6
        host = host.partition(":")[0]
    return ascii_host(host).lower().removeprefix("www.").rstrip(".")


def on_site(url: str, home: str) -> str:
    """An address that names no host, as exports of other programs have them (`/blog/hello`), as one of the site's.

    Every other one, and every one of a site without a home, stays as it is.
    """
    if not url.startswith(("/", "?")) or not home:
        return url
    try:
        return urljoin(f"{home}/", url)
    except ValueError:
        return url
