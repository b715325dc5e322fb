"""A page that a generator made with layouts of ours: the body, and on the last line what it says of itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from converters.abilities import Shown
from writers.site_proof.showing import Files, PageSaid, named, shown_of
from writers.told import text_of

_MARK = "<portpress-page>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A page of a built site, on its way to a process that reads it."""

    file: str
    """Where it was built."""
    place: str
    """The file of its source, below the site."""
    url: str
    key: str
    title: str
    aliases: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What one built page shows."""

    home: str
    files: Files

    def __call__(self, built: Built) -> Shown:
        """The page, read from the file that was made of it."""
        html, said = _parts_of(built)
        page = PageSaid(
            place=built.place,
            url=built.url,
            html=html,
            key=built.key,
            title=str(said.get("title") or ""),
            date=str(said.get("date") or ""),
            draft=bool(said.get("draft")),
            authors=tuple(str(each) for each in said.get("authors") or () if each),
            terms=tuple(named(str(each["field"]), str(each["title"])) for each in said.get("terms") or () if each),
            comments=tuple(each for each in said.get("comments") or () if isinstance(each, dict)),
            image=str(said.get("image") or ""),
            excerpt=text_of(str(said.get("excerpt") or "")),
            aliases=built.aliases,
        )
        return shown_of(page, self.home, self.files)


def _parts_of(built: Built) -> tuple[str, Mapping[str, Any]]:
    """The body of a page, and what it says besides; no body where another page, or a file, stands in its place."""
    try:
        whole = Path(built.file).read_text(encoding="utf-8", errors="replace").rstrip("\n")
        html, _, last = whole.rpartition("\n")
        said = json.loads(last.removeprefix(_MARK)) if last.startswith(_MARK) else None
    except (OSError, ValueError):
        said = None
    return (html, said) if isinstance(said, dict) else ("", {"title": built.title})
