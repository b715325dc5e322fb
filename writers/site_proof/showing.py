"""What a page of a site says of itself, as the generator or its front matter has it → `Shown`."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from converters.abilities import Shown
from writers.links import relinked
from writers.media.shelf import MANIFEST
from writers.told import commented, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSaid:
    """One page as its generator shows it: texts for readers, dates as ISO 8601."""

    place: str
    """The file of its source, below the site."""
    url: str
    """From the root of the host."""
    html: str
    key: str = ""
    title: str = ""
    date: str = ""
    draft: bool = False
    authors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """`named`."""
    comments: tuple[Mapping[str, Any], ...] = ()
    """With `depth`, `author` and `html` each."""
    image: str = ""
    excerpt: str = ""
    aliases: tuple[str, ...] = ()
    """Former addresses that lead to it."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the blog that stand in a site: those that were put there, and are there still."""

    root: Path
    """What becomes the root of the site."""
    base: str
    known: frozenset[str] = field(default=frozenset())
    """Places below the root."""
    layouts_add_base: bool = False
    """Whether layouts put the base path before the address of the featured image, as those of Jekyll do."""

    @classmethod
    def of(cls, destination: Path, folder: str, base: str, *, layouts_add_base: bool = False) -> "Files":
        """The files of a destination, whose `folder` becomes the root of the site."""
        try:
            manifest = json.loads((destination / MANIFEST).read_bytes())
            put = manifest["files"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            put = {}
        prefix = f"{folder}/" if folder else ""
        known = frozenset(str(each).removeprefix(prefix) for each in put if str(each).startswith(prefix))
        return cls(destination / folder if folder else destination, base, known, layouts_add_base)

    def image(self, address: str) -> str:
        """The address of the featured image as readers have it."""
        return f"{self.base}{address}" if self.layouts_add_base and address.startswith("/") else address

    def stands(self, address: str) -> bool:
        """Whether an address is that of a file that is there."""
        place = address.removeprefix(f"{self.base}/")
        return place in self.known and (self.root / place).is_file()


def shown_of(page: PageSaid, home: str, files: Files) -> Shown:
    """What readers see of a page. `home` is the address of the old blog, which addresses are completed with."""
    standing: set[str] = set()
    host = "/".join(home.split("/")[:3])  # a reader makes addresses complete

    def noted(url: str) -> str:
        address = unquote(url.partition("#")[0])
        address = address.removeprefix(host) if host and address.startswith(f"{host}/") else address
        if files.known and address.startswith("/") and files.stands(address):
            standing.add(address)
        return url

    html = joined(page.html, noted, home)
    said = {
        "title": [" ".join(page.title.split())],
        "published": [_moment(page.date)],
        "url": [unquote(page.url)],
        "status": [draft_word(page.draft)],
        "authors": list(page.authors),
        "terms": sorted(page.terms),
        "comments": [
            commented(_depth(each), str(each.get("author", "")), str(each.get("html", ""))) for each in page.comments
        ],
        "media": [noted(files.image(page.image))],
        "files": sorted(standing),
        "excerpt": [" ".join(page.excerpt.split())],
        "redirects": sorted(map(anchored, page.aliases)),
    }
    fields = {name: tuple(each for each in values if each) for name, values in said.items()}
    return Shown(key=page.key, place=page.place, fields=fields, html=html)


def joined(html: str, link: Callable[[str], str], home: str) -> str:
    """HTML whose addresses went through `link`, and are complete then."""
    base = f"{home.rstrip('/')}/" if home else ""

    def complete(url: str) -> str:
        url = link(url.strip())
        if url.startswith("#") or not base:
            return url
        try:
            return urljoin(base, url)
        except ValueError:  # no address at all
            return url

    return relinked(html, complete)


def named(field: str, title: str) -> str:
    """A term for a person: `tags: Sea`."""
    return f"{field}: {' '.join(title.split())}"


def draft_word(draft: bool) -> str:
    """What a page that is not for everybody is called."""
    return "draft" if draft else ""


def anchored(alias: str) -> str:
    """A former address in one form, whatever its slashes."""
    return f"/{unquote(alias).strip('/')}"


def _moment(date: str) -> str:
    try:
        return moment(datetime.fromisoformat(date))
    except ValueError:
        return date


def _depth(comment: Mapping[str, Any]) -> int:
    depth = comment.get("depth", 0)
    return min(int(depth), 20) if str(depth).isdigit() else 0
