"""Where Jekyll puts the page of a file: posts, drafts, collections, pages, and their permalinks."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from converters.frontmatter.paths import Place
from converters.sites.jekyll.configuration import Configuration
from converters.sites.permalinks import date_words

_DATED = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.+)", re.ASCII)
_WORD = re.compile(r":(slugified_categories|[a-z]+(?:_[a-z]+)*)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


@dataclass(frozen=True, slots=True)
class FilePlace:
    """What the path of a file says."""

    type: str
    """As defaults name it: `posts`, `drafts`, `pages`, or the label of a collection."""
    folders: tuple[str, ...]
    """Of a post those above `_posts`, which are its categories; of any other file those below its collection."""
    name: str
    """Without date and suffix."""
    date: str
    suffix: str
    stem: str
    """Without suffix, the date included."""
    below: str = ""
    """The folders between `_posts` and the file, with a slash at the end: in Hexo a part of the address."""


def place_of(path: str, configuration: Configuration) -> FilePlace | None:
    """What a path below the source says; None where Jekyll makes no page of the file."""
    pure = PurePosixPath(unicodedata.normalize("NFC", path.removeprefix(configuration.collections_folder)))
    stem, suffix = pure.name[: -len(pure.suffix)] if pure.suffix else pure.name, pure.suffix.lower()
    folders = pure.parts[:-1]
    for special, type_ in (("_posts", "posts"), ("_drafts", "drafts")):
        if special in folders:
            above = folders[: folders.index(special)]
            if any(part.startswith("_") for part in above):
                return None
            name, date = _name_and_date(stem) if configuration.dates_in_names else (stem, "")
            below = "".join(f"{folder}/" for folder in folders[len(above) + 1 :])
            return FilePlace(type_, above, name, date, suffix, stem, below)
    if folders and folders[0].startswith("_"):
        label = folders[0][1:]
        if label in configuration.collections and not any(part.startswith("_") for part in folders[1:]):
            name, date = _name_and_date(stem)
            return FilePlace(label, folders[1:], name, date, suffix, stem)
    for count, part in enumerate(pure.parts, 1):
        if part.startswith("_") and not configuration.names("/".join(pure.parts[:count])):
            return None
    return FilePlace("pages", folders, stem, "", suffix, stem)


def _name_and_date(stem: str) -> tuple[str, str]:
    """The name of a post's file without its date, and the date; a year of two digits as Ruby takes it."""
    dated = _DATED.fullmatch(stem)
    if not dated:
        return stem, ""
    year, dash, day = dated[1].partition("-")
    if len(year) == 2:
        year = f"20{year}" if year < "69" else f"19{year}"
    return dated[2], year + dash + day


def kind_of(place: FilePlace) -> str:
    """Post, page, or the label of a collection."""
    return {"posts": "post", "drafts": "post", "pages": "page"}.get(place.type, place.type)


def frontmatter_place(place: FilePlace) -> Place:
    """The same as the readers of front matter take it."""
    name = place.folders[-1] if place.name == "index" and place.folders else place.name
    return Place(kind_of(place), place.type == "drafts", place.date, name)


def address_of(
    place: FilePlace,
    permalink: str,
    slug: str,
    categories: Sequence[str],
    date: datetime | None,
    configuration: Configuration,
) -> str:
    """The address of a page: its own permalink, else its collection's, else the site's."""
    if permalink and ":" not in permalink:
        return absolute(permalink, configuration)
    pattern = _pattern_of(place, permalink, configuration)
    return absolute(_expand(pattern, place, slug, categories, date), configuration)


def is_placed_by_date(place: FilePlace, permalink: str, configuration: Configuration) -> bool:
    """Whether the address has a part of the date in it."""
    return any(word[1] in date_words(None) for word in _WORD.finditer(_pattern_of(place, permalink, configuration)))


def _pattern_of(place: FilePlace, permalink: str, configuration: Configuration) -> str:
    style = configuration.permalink
    is_pretty = style == "pretty" or (style not in _STYLES and style.endswith("/"))
    if permalink:
        return permalink
    if place.type in ("posts", "drafts"):
        return _STYLES.get(style, style)
    if place.type == "pages":
        return _page_pattern(place, pretty=is_pretty)
    own = configuration.collections[place.type].permalink
    return _STYLES.get(own, own) or f"/:collection/:path{'/' if is_pretty else ':output_ext'}"


def _page_pattern(place: FilePlace, *, pretty: bool) -> str:
    if place.name == "index":
        return "/:path/"
    return "/:path/:basename/" if pretty else "/:path/:basename:output_ext"


def _expand(pattern: str, place: FilePlace, slug: str, categories: Sequence[str], date: datetime | None) -> str:
    of_page = place.type == "pages"
    name = slug or place.name
    words = {
        **date_words(date),
        "week": f"{(date or datetime(1, 1, 1)).isocalendar().week:02d}",
        "title": _slugified(name, cased=True),
        "slug": _slugified(name, cased=False),
        "name": _slugified(place.stem, cased=False),
        "basename": place.name,
        "path": "/".join(place.folders if of_page else (*place.folders, place.stem)),
        "collection": place.type,
        "categories": "/".join(dict.fromkeys(category.lower() for category in categories)),
        "slugified_categories": "/".join(dict.fromkeys(_slugified(each, cased=False) for each in categories)),
        "output_ext": ".html",
    }
    path = _WORD.sub(lambda found: words.get(found[1], found[0]), pattern)
    return "/" + re.sub("/{2,}", "/", path).lstrip("/")


def _slugified(name: str, *, cased: bool) -> str:
    """As Jekyll's `slugify` with its default: what is neither letter nor digit becomes a hyphen."""
    made = "".join(c if unicodedata.category(c)[0] in "LMN" or (cased and c in "._~!$&'()+,;=@") else "-" for c in name)
    made = re.sub("-{2,}", "-", made).strip("-")
    return made if cased else made.lower()


def absolute(path: str, configuration: Configuration) -> str:
    """An address of the site with everything encoded that must be."""
    path = f"/{path.lstrip('/')}"
    return configuration.url + quote(path, safe="/:@!$&'()*+,;=~%-._")
