"""Addresses of the web, whatever somebody wrote where one was due."""

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str) -> SplitResult:
    """The parts of an address; none of them where it is none (`http://[x`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
