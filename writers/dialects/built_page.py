"""Pages that a generator built with the layouts of its starter, read again: what readers see of each post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from converters.abilities import Shown
from converters.html import Element, parse, serialise
from writers.dialects.looking import Looking
from writers.links import relinked
from writers.site_proof.showing import PageSaid, named

_UNTITLED = "Untitled"
"""What the layouts call a post without a title."""
_ANONYMOUS = "Anonymous"
"""What they call a commenter without a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingAtBuilt:
    """A site as its generator built it. What is no page yet, a draft or a day to come, is looked at in its file."""

    looking: Looking
    public: Path
    """The folder that is published."""
    now: datetime

    def __call__(self, place: str) -> Shown:
        """What the page of a post shows; `place` is its file below the site."""
        said = self.looking.said(place)
        page = self.looking.page(place, said)
        if said.hidden or not said.address or _moment(said.date) > self.now:
            return self.looking.shown(page)
        return self.looking.shown(self._built(page, said.address))

    def _built(self, page: PageSaid, address: str) -> PageSaid:
        """The page at an address; without anything but its title where no post stands there."""
        root = parse(_read(_file_at(self.public, address)))
        article = next((each for each in root.elements("article") if "data-key" in each.attributes), None)
        if article is None:
            return PageSaid(place=page.place, url=page.url, html="", key=page.key, title=page.title)
        own = f"{'/'.join(self.looking.home.split('/')[:3])}{page.url}#"
        header = _part(article, "header")
        title = " ".join(text for h1 in header.elements("h1")[:1] if (text := h1.text_content().strip()))
        meta = [each for each in header.elements("p") if each.classes == ["meta"]]  # of a page it is not said
        images = _part(article, "figure", "featured").elements("img")
        body = serialise(_part(article, "div", "body"))
        terms = _part(article, "ul", "terms").elements("a")
        return replace(
            page,
            html=relinked(body, lambda url: f"#{url.removeprefix(own)}" if url.startswith(own) else url),
            key=article.get("data-key"),
            title=page.title if title == _UNTITLED and not page.title.strip() else title,
            date=next((each.get("datetime") for part in meta for each in part.elements("time")), page.date),
            authors=tuple(a.text_content() for a in meta[0].elements("a")) if meta else page.authors,
            terms=tuple(named(self.looking.lists.get(a.get("href"), ""), a.text_content()) for a in terms),
            comments=_comments(root, page.comments),
            image=images[0].get("src") if images else "",
            aliases=tuple(alias for alias in page.aliases if _file_at(self.public, alias).is_file()),
        )


def _part(article: Element, name: str, *classes: str) -> Element:
    """A part of an article, and nothing that its body has alike; an empty one where it has none."""
    parts = (each for each in article.children if isinstance(each, Element) and each.name == name)
    return next((each for each in parts if each.classes == [*classes]), Element(name))


def _comments(root: Element, held: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The comments that a page shows; `held` are those of its data."""
    blocks = [each for each in root.elements("div") if each.classes[:1] == ["comment"]]
    return tuple(
        _comment(block, is_named=bool(said is None or str(said.get("author", "")).strip()))
        for block, said in zip_longest(blocks, held[: len(blocks)])
    )


def _comment(block: Element, *, is_named: bool) -> Mapping[str, Any]:
    depths = [word.removeprefix("depth-") for word in block.classes if word.startswith("depth-")]
    said = [each for each in block.elements("div") if each.classes == ["body"]]
    author = "".join(each.text_content().strip() for each in block.elements("b")[:1])
    return {
        "depth": "".join(depths[:1]),
        "author": author if is_named or author != _ANONYMOUS else "",
        "html": serialise(said[0]) if said else "",
    }


def _file_at(public: Path, address: str) -> Path:
    """The file that a server shows at an address."""
    place = public / address.strip("/")
    return place if not address.endswith("/") and place.is_file() else place / "index.html"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _moment(date: str) -> datetime:
    """A date; the first of all where it is none."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
