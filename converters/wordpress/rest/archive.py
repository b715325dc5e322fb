"""What a blog answered, kept page by page in a folder, so that an interrupted reading goes on where it stopped."""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from converters.problem import ConversionError, Problem, Report, Severity
from converters.wordpress.rest.client import REMEDY, Client, NotJson, Overtaxed, Refused
from converters.wordpress.rest.records import Record, number_of

SIZES = (100, 20, 4)
"""Items to ask for at once: fewer where a host breaks down over many (WordPress gives 100 at most)."""
NO_JSON = "with something else than JSON"
MOST_PAGES = 250_000
STALE = 24 * 3600
"""Seconds after which what an interrupted reading kept is of no use: the blog has changed since."""
_ATTEMPTS = 3
_REFUSALS = frozenset({401, 403, 404})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumedReading(Problem):
    """An interrupted reading is gone on with."""

    code = "resumed-reading"
    severity = Severity.NOTE
    text = (
        "{pages} {pages:answer|answers} of the blog {pages:is|are} there already, from a run that was "
        "interrupted: nothing is asked for twice"
    )
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogChanged(Problem):
    """Items moved from page to page while they were read, and some were not seen."""

    code = "blog-changed"
    severity = Severity.LOSS
    text = "the blog has {total} {what}, and only {found} were seen, because it changed meanwhile: run it again"
    what: str
    total: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenItems(Problem):
    """A blog counts more items than it shows to whoever asks."""

    code = "hidden-items"
    severity = Severity.NOTE
    text = "the blog counts {total} {what} and shows {found} of them to you"
    what: str
    total: int
    found: int


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything of one kind that a blog has, as it was fetched."""

    name: str
    files: tuple[Path, ...] = ()
    refused: Refused | None = None
    """Why there is nothing."""


@dataclass
class Archive:
    """The folder, and the way to get what is not in it yet."""

    folder: Path
    root: str
    """The address that routes follow."""
    collections: dict[str, Collection] = field(default_factory=dict)

    def open(self, report: Report) -> None:
        """Make the folder, or say what is in it. Raises ConversionError when it cannot be used."""
        try:
            if self.folder.exists() and (
                (self.folder / "complete").exists() or time.time() - self.folder.stat().st_mtime > STALE
            ):
                shutil.rmtree(self.folder)
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            pages = sum(1 for _ in self.folder.glob("*.json"))
        except OSError as error:
            raise ConversionError(
                f"{self.folder} cannot be used to keep the blog's answers in ({error.strerror}): remove it, or "
                "make room"
            ) from error
        if pages:
            report(ResumedReading(pages=pages))

    def complete(self) -> None:
        """Everything is here: the next reading begins anew."""
        (self.folder / "complete").touch()

    def single(self, client: Client, name: str, route: str, parameters: Mapping[str, str]) -> Record:
        """One object. Raises Refused, Overtaxed and ConversionError."""
        file = self.folder / f"{name}.json"
        kept = _kept(file)
        if kept is None:
            kept = {"items": self._asked(client, self._url(route, parameters))[0]}
            _keep(file, kept)
        return Record(kept["items"])

    def gather(
        self, client: Client, name: str, route: str, choices: Sequence[Mapping[str, str]], report: Report
    ) -> Collection:
        """Fetch a collection, unless it is here.

        `choices` are the questions to try, one after the other, where a blog does not understand the one before.
        Raises Overtaxed when the host breaks down over the smallest one, and ConversionError when it stops everything.
        """
        refused: Refused | None = None
        for number, parameters in enumerate(choices):
            try:
                files = self._pages(client, f"{name}-{number}", route, parameters, report)
            except Refused as error:
                refused = error
                if error.status in _REFUSALS:
                    break
                continue
            self.collections[name] = Collection(name, files)
            return self.collections[name]
        self.collections[name] = Collection(name, (), refused)
        return self.collections[name]

    def items(self, name: str) -> Iterator[tuple[Path, int, Record]]:
        """The items of a collection, each id once, with the page and the place where it stands."""
        seen: set[int] = set()
        for file in self.collections[name].files if name in self.collections else ():
            for place, value in enumerate(page_in(file)):
                record = Record(value)
                id = record.number("id")
                if id is None or id not in seen:
                    seen.add(id or 0)
                    yield file, place, record

    def _pages(
        self, client: Client, name: str, route: str, parameters: Mapping[str, str], report: Report
    ) -> tuple[Path, ...]:
        why = Overtaxed()
        for size in SIZES:
            try:
                return self._settled(client, name, route, parameters, size, report)
            except Overtaxed as error:
                why = error
        raise why

    def _settled(
        self, client: Client, name: str, route: str, parameters: Mapping[str, str], size: int, report: Report
    ) -> tuple[Path, ...]:
        """The pages, fetched once more when items seem to have slipped from page to page meanwhile."""
        before = (0, 0)
        what = route.rpartition("/")[2]
        for attempt in range(_ATTEMPTS):
            files, total, found = self._sized(client, name, route, parameters, size)
            if found >= total:
                return files
            if before == (total, found):  # nothing slipped: it does not show them
                report(HiddenItems(what=what, total=total, found=found))
                return files
            before = (total, found)
            if attempt + 1 < _ATTEMPTS:
                for file in files:
                    file.unlink(missing_ok=True)
        report(BlogChanged(what=what, total=total, found=found))
        return files

    def _sized(
        self, client: Client, name: str, route: str, parameters: Mapping[str, str], size: int
    ) -> tuple[tuple[Path, ...], int, int]:
        """The pages of a collection, how many items the blog says there are, and how many there are."""
        files: list[Path] = []
        seen: set[int] = set()
        total = nameless = 0
        for page in range(1, MOST_PAGES + 1):
            file = self.folder / f"{name}-{size}-{page:06}.json"
            kept = _kept(file)
            if kept is None:
                url = self._url(route, {**parameters, "per_page": str(size), "page": str(page)})
                try:
                    items, headers = self._asked(client, url)
                except Refused as error:
                    if page > 1 and error.status == 400:  # beyond the last page (rest_post_invalid_page_number)
                        break
                    raise
                if not isinstance(items, list):
                    raise Refused(200, "no list")
                kept = {
                    "items": items,
                    "total": number_of(headers.get("x-wp-total")) or 0,
                    "pages": number_of(headers.get("x-wp-totalpages")) or 0,
                }
                _keep(file, kept)
            files.append(file)
            numbers = [Record(value).number("id") for value in kept["items"]]
            nameless += numbers.count(None)
            ids = {id for id in numbers if id}
            total = number_of(kept.get("total")) or 0
            if not ids - seen:  # a host that does not know pages gives the first one for ever
                break
            seen |= ids
            last = number_of(kept.get("pages")) or 0
            if page >= last and (last or len(kept["items"]) < size):
                break
        else:
            raise ConversionError(f"{self._url(route, parameters)} goes on for ever: {REMEDY}")
        return tuple(files), total, len(seen) + nameless

    def _asked(self, client: Client, url: str) -> tuple[Any, Mapping[str, str]]:
        try:
            answer = client.ask(url)
            return answer.json, answer.headers
        except NotJson as error:
            raise Refused(200, NO_JSON) from error

    def _url(self, route: str, parameters: Mapping[str, str]) -> str:
        query = urlencode(parameters)
        joint = "&" if "?" in self.root else "?"
        return f"{self.root}{route}{joint if query else ''}{query}"


@lru_cache(maxsize=64)
def page_in(file: Path) -> Sequence[Any]:
    """The items of a page that is here."""
    kept = _kept(file) or {}
    items = kept.get("items")
    return items if isinstance(items, list) else ()


def _kept(file: Path) -> dict[str, Any] | None:
    """A page that is here; None when it is not."""
    try:
        value = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and "items" in value else None


def _keep(file: Path, page: Mapping[str, Any]) -> None:
    unfinished = file.with_suffix(".part")
    try:
        unfinished.write_text(json.dumps(page), encoding="ascii")
        unfinished.replace(file)
    except OSError as error:
        raise ConversionError(
            f"{file.parent} cannot hold what the blog answers ({error.strerror}): make room and run it again"
        ) from error


def folder_for(root: str, user: str) -> Path:
    """Where the answers of a blog to somebody are kept: below `$XDG_CACHE_HOME`, readable by nobody else."""
    host = re.sub(r"[^a-z0-9.-]+", "-", root.lower().partition("://")[2])[:60].strip("-.")
    digest = hashlib.sha256(f"{root}\n{user}".encode()).hexdigest()[:16]
    caches = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(caches) if caches.startswith("/") else Path.home() / ".cache"
    return base / "portpress" / f"{host}-{digest}"
