"""The files that a source holds beside its posts – pictures, recordings, documents – and the addresses they had."""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import NamedTuple, Self
from urllib.parse import quote, unquote, urljoin, urlsplit

from converters import html as tree
from converters.abilities import HeldFile
from converters.post import Entry, Post, Site

MOST_FILES = 200_000
"""Files of one source; what comes after them is not looked at."""

_UNQUOTED = "/:@!$&'()*+,;=~-._"
_ADDRESSES = ("data", "href", "poster", "src")
_FOLDERS = ("media_subpath", "img_path")
"""Fields of a post that name the folder of its files: Chirpy's, today and once."""
_IN_A_SET = re.compile(r"[^\s,]\S*[^\s,]|[^\s,]")
_TEXTS = frozenset(
    [".coffee", ".css", ".go", ".htm", ".html", ".js", ".json", ".less", ".lock", ".map", ".markdown", ".md", ".mdown",
     ".mjs", ".mod", ".php", ".py", ".rb", ".sass", ".scss", ".sh", ".sum", ".toml", ".ts", ".xml", ".yaml", ".yml"]
)  # fmt: skip
"""What pages, layouts and programs are kept in; no file of a blog's library."""


class Holding(NamedTuple):
    """A file of a source, and where it was published."""

    address: str
    """Below the site's root: decoded, NFC, without a slash first."""
    path: str
    """Below the source, with `/`."""
    owner: str = ""
    """The key of the post to which it belongs alone."""


class SourceSite(Site):
    """A site, and the files that its source holds. They are no part of the model, and are not compared."""

    files: Mapping[str, Holding] = {}
    """By address."""

    @classmethod
    def made_of(cls, site: Site, **needs: object) -> Self:
        """The same site, and what else is known of it."""
        made = cls.__new__(cls)
        for name, value in {**vars(site), **needs}.items():
            object.__setattr__(made, name, value)
        return made

    @cached_property
    def files_by_path(self) -> Mapping[str, str]:
        """The address below the root by the path below the source; the first of several."""
        found: dict[str, str] = {}
        for each in self.files.values():
            found.setdefault(each.path, each.address)
        return found

    def url_of(self, address: str) -> str:
        """The whole address of a file; one from the root of the host where nobody knows which host that was."""
        return f"{self.url}/{quote(address, safe=_UNQUOTED)}"


def holdings_of(site: Site, source: Path) -> Iterator[HeldFile]:
    """The files of a site that was read from a folder."""
    if isinstance(site, SourceSite):
        for each in site.files.values():
            yield HeldFile(url=site.url_of(each.address), path=source / each.path, owner=each.owner)


def is_of_ours(folder: Path) -> bool:
    """Whether a folder inside a source is a destination of an earlier run, and no part of the source."""
    return (folder / ".portpress.json").is_file()


def files_below(folder: Path, passes_over: Callable[[str], bool] = lambda path: False) -> Iterator[str]:
    """The paths below a folder of what may be a file of a blog's library, sorted; a bounded number of them.

    Hidden files are not among them, nor what lies in a folder that is passed over (told by its path below the folder)
    or that an earlier run wrote, nor anything that a link leads to.
    """

    def walked() -> Iterator[str]:
        for above, folders, names in os.walk(folder):
            here = PurePosixPath(Path(above).relative_to(folder).as_posix())
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not passes_over(str(here / name)) and not is_of_ours(Path(above, name))
            )
            for name in sorted(names):
                suffix = PurePosixPath(name).suffix.lower()
                if not name.startswith(".") and suffix not in _TEXTS and _is_plain(Path(above, name)):
                    yield str(here / name)

    yield from islice(walked(), MOST_FILES)


def _is_plain(path: Path) -> bool:
    """Whether a path is that of a file, no link, whose name is text."""
    return str(path).isprintable() and path.is_file() and not path.is_symlink()


def address_below(url: str, home: str) -> str:
    """An address as one below a site's root, decoded; empty of one that is not below it."""
    try:
        parts, root = urlsplit(url), urlsplit(home)
    except ValueError:
        return ""
    if (parts.scheme, parts.netloc) != (root.scheme, root.netloc):
        return ""
    base = unquote(root.path).rstrip("/")
    path = unquote(parts.path)
    return unicodedata.normalize("NFC", path.removeprefix(f"{base}/")) if path.startswith(f"{base}/") else ""


def lead_to_files(html: str, post: Post, site: Site) -> str:
    """HTML whose references to files of the source lead to the address of the file.

    What leads there already is left alone. Else a reference means the file that lies there seen from the post's own
    file, or from the root of the site: generators and their themes do not agree on that.
    """
    if not isinstance(site, SourceSite) or not site.files:
        return html
    root = tree.parse(html)
    changed = False
    for element in root.elements():
        for name, value in list(element.attributes.items()):
            if name in _ADDRESSES:
                new = address_of_file(value, post, site)
            elif name == "srcset":
                new = _IN_A_SET.sub(lambda word: address_of_file(word[0], post, site), value)
            else:
                continue
            if new != value:
                element.attributes[name] = new
                changed = True
    return tree.serialise(root) if changed else html


def address_of_file(reference: str, post: Post, site: Site) -> str:
    """The address of the file that a reference means, seen from a post; the reference where it means none."""
    if not isinstance(site, SourceSite) or not site.files:
        return reference
    try:
        parts = urlsplit(reference.strip())
        whole = urljoin(post.url or site.url, reference.strip())
    except ValueError:
        return reference
    if not parts.path or ((parts.scheme or parts.netloc) and _host_of(whole) != _host_of(site.url)):
        return reference
    path = unicodedata.normalize("NFC", unquote(parts.path))
    below = address_below(whole, site.url)
    if below in site.files:
        return reference
    if parts.netloc:  # made absolute by the address of the post, as if the file were beside the page
        page = address_below(urljoin(post.url, "."), site.url)
        path = below.removeprefix(page) if page and below.startswith(page) else path
    here = PurePosixPath(post.origin).parent
    candidates: list[str | None] = []
    if not path.startswith("/"):
        named = [normpath(f"{folder.strip('/')}/{path}") for each in _FOLDERS for folder in post.meta_values(each)]
        candidates = [*named, site.files_by_path.get(normpath(here / path))]
    candidates += [path.lstrip("/"), site.files_by_path.get(path.lstrip("/"))]
    for candidate in candidates:
        if candidate and candidate in site.files:
            mark = f"#{parts.fragment}" if parts.fragment else ""
            return site.url_of(candidate) + mark
    return reference


def folder_of(url: str) -> str:
    """The address that addresses beside this one begin with; empty of one that is none."""
    try:
        return urljoin(url, ".")
    except ValueError:
        return ""


def _host_of(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def by_address(holdings: Iterable[Holding]) -> dict[str, Holding]:
    """Holdings by their addresses, made NFC; of several with one address the first."""
    found: dict[str, Holding] = {}
    for each in holdings:
        address = unicodedata.normalize("NFC", each.address).strip("/")
        found.setdefault(address, each._replace(address=address))
    return found


def beside_posts(paths: Iterable[str], entries: Mapping[str, Entry], home: str) -> Iterator[Holding]:
    """Files beside posts that have no page of their own folder's: below the page of the only post there, else by path.

    `entries` are those of the posts, by their files.
    """
    alone: dict[str, Entry | None] = {}
    for name, entry in entries.items():
        folder = str(PurePosixPath(name).parent)
        alone[folder] = None if folder in alone else entry
    for path in paths:
        pure = PurePosixPath(path)
        above = next((str(each) for each in pure.parents if str(each) in alone), ".")
        owner = alone.get(above)
        page = address_below(folder_of(owner.url), home) if owner is not None and owner.url else ""
        if owner is not None and page and above != ".":
            yield Holding(page + str(pure.relative_to(above)), path, owner.key)
        else:
            yield Holding("/".join(part.lstrip("_") or part for part in pure.parts), path)
