"""The addresses of a source's entries: its home, what is relative made absolute, and the pages above pages."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from converters.post import Entry


def home_of(urls: Iterable[str]) -> str:
    """The scheme and host that most absolute addresses share, the first of equals; empty where there is none."""
    homes: Counter[str] = Counter()
    for url in urls:
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            homes[f"{parts.scheme}://{parts.netloc}"] += 1
    return homes.most_common(1)[0][0] if homes else ""


def complete(url: str, base: str) -> str:
    """An address made absolute by the one it was seen from; as it is where that is not known or makes no sense."""
    if not url or not base:
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def parents_of(entries: Iterable[Entry]) -> dict[str, int]:
    """The id of the page above, by the key of the page below: `/about/team/` stands under `/about/`."""
    pages = {path: entry for entry in entries if entry.kind == "page" and (path := _path_of(entry))}
    found: dict[str, int] = {}
    for path, page in pages.items():
        above = pages.get(path.rpartition("/")[0])
        if above is not None and above.id is not None and above.id != page.id:
            found[page.key] = above.id
    return found


def _path_of(page: Entry) -> str:
    """A page's path without slashes at its ends; of one without address, that of its file."""
    if page.url:
        try:
            parts = urlsplit(page.url)
        except ValueError:
            return ""
        return "" if parts.query else parts.path.strip("/")
    stem = page.key.rpartition(".")[0] or page.key
    return stem.removesuffix("/index").removeprefix("_pages/").strip("/")
