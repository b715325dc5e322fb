"""Addresses of the web, whatever somebody wrote where one was due."""

from urllib.parse import SplitResult, urljoin, urlsplit


def parts_of(url: str) -> SplitResult:
    """The parts of an address; none of them where it is none (`http://[x`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


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
