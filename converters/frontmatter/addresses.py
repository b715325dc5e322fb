"""The addresses of a source's entries: its home, what is relative made absolute, and the pages above pages."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urljoin

from converters.addresses import parts_of
from converters.post import Entry


def home_of(urls: Iterable[str]) -> str:
    """The scheme and host that most absolute addresses share, the first of equals; empty where there is none."""
    homes: Counter[str] = Counter()
    for url in urls:
        parts = parts_of(url)
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


def under_parents(
    entries: list[Entry], home: str, is_foreign: Callable[[Entry], bool] = lambda entry: True
) -> list[Entry]:
    """The entries, each page below the page above it: `/about/team/` under `/about/`, and nothing under the home page.

    A page that says itself what it stands under, and one that is not foreign, is left as it is. A page above that has
    no id gets one that is free, since that is what others call it by.
    """
    pages = {path: entry for entry in entries if entry.kind == "page" and (path := _path_of(entry))}
    pages.pop(_path_of(Entry(key="", url=f"{home}/")), None)
    above: dict[str, Entry] = {}
    for path, page in pages.items():
        found = pages.get(path.rpartition("/")[0])
        if found is not None and not page.parent and is_foreign(page) and (found.id is None or found.id != page.id):
            above[page.key] = found
    ids = {entry.key: entry.id for entry in entries if entry.id is not None}
    next_id = max(ids.values(), default=0) + 1
    for page in above.values():
        if page.key not in ids:
            ids[page.key], next_id = next_id, next_id + 1
    return [
        replace(entry, id=ids.get(entry.key), parent=ids[above[entry.key].key] if entry.key in above else entry.parent)
        for entry in entries
    ]


def _path_of(page: Entry) -> str:
    """A page's path without slashes at its ends; of one without address, that of its file."""
    if page.url:
        parts = parts_of(page.url)
        return "" if parts.query else parts.path.strip("/")
    stem = page.key.rpartition(".")[0] or page.key
    return stem.removesuffix("/index").removeprefix("_pages/").strip("/")
