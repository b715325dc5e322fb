"""Where Hugo puts the page of a file: sections, bundles, languages, permalink patterns."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from converters.addresses import parts_of
from converters.frontmatter.paths import Place
from converters.sites.hugo.configuration import Configuration
from converters.sites.permalinks import date_words

POST_SECTIONS = frozenset(
    ["article", "articles", "blog", "entries", "essays", "journal", "log", "news", "note", "notes", "post", "posts",
     "writing"]
)  # fmt: skip
"""What people call the section of their posts where the configuration does not say."""

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T_ -](?=\S)|$)", re.ASCII)
_WORD = re.compile(r":(\w+)(\[[^\]]*\])?")
_ALLOWED = "._#+~-@"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """What the path of a file of content says."""

    sections: tuple[str, ...]
    name: str
    """Without suffix and language; of a bundle, its folder's."""
    language: str
    prefix: str
    is_list: bool
    """`_index.md`: a page that lists others, or a term."""
    is_bundle: bool
    """`index.md`: a page with files of its own beside it."""
    suffix: str

    @property
    def date(self) -> str:
        """The date its name begins with."""
        found = _DATED.match(self.name)
        return found[1] if found else ""


def place_of(path: str, configuration: Configuration) -> FilePlace | None:
    """What a path below the source says; None where it is not below a folder of content."""
    for root in configuration.roots:
        if path.startswith(f"{root.folder}/"):
            below = PurePosixPath(unicodedata.normalize("NFC", path.removeprefix(f"{root.folder}/")))
            break
    else:
        return None
    name, language, prefix = (
        below.name[: -len(below.suffix)] if below.suffix else below.name,
        root.language,
        root.prefix,
    )
    stem, dot, code = name.rpartition(".")
    if dot and code.lower() in configuration.languages:
        name, language, prefix = stem, code.lower(), configuration.languages[code.lower()]
    folders = (*root.sections, *below.parts[:-1])
    is_list, is_bundle = name == "_index", name == "index"
    if is_bundle or is_list:
        name = folders[-1] if folders else ""
        folders = folders[:-1]
    return FilePlace(folders, name, language, prefix, is_list, is_bundle, below.suffix.lower())


def kind_of(place: FilePlace, type_: str, *, dated: bool, configuration: Configuration) -> str:
    """Post or page: by its type, else by its section, else a dated page of a section is a post."""
    if type_.lower() in ("page", "pages"):
        return "page"
    section = place.sections[0].lower() if place.sections else ""
    if place.is_list or not section:
        return "page"
    if section in (configuration.main_sections or POST_SECTIONS) or type_.lower() in POST_SECTIONS:
        return "post"
    return "post" if dated and section not in ("page", "pages") else "page"


def frontmatter_place(place: FilePlace, kind: str) -> Place:
    """The same as the readers of front matter take it."""
    name = place.name[len(place.date) + 1 :] if place.date and place.name[len(place.date) :] else place.name
    return Place(kind, False, place.date, name)


def is_placed_by_date(place: FilePlace, configuration: Configuration) -> bool:
    """Whether the address has a part of the date in it."""
    pattern = configuration.permalinks.get(place.sections[0].lower() if place.sections else "", "")
    return not place.is_list and any(word[1] in date_words(None) for word in _WORD.finditer(pattern))


def address_of(
    place: FilePlace,
    fields: Mapping[str, str],
    title: str,
    date: datetime | None,
    configuration: Configuration,
    sections: tuple[str, ...],
) -> str:
    """The address of a page: `url`, else the pattern of its section, else its path with the slug as last name.

    `sections` are the folders above it that are sections: the first, and those with a list of their own.
    """
    url, slug = fields.get("url", ""), fields.get("slug", "")
    if url:
        if parts_of(url).scheme in ("http", "https"):
            return url
        below = replace(place, sections=sections, name=place.name.lower())
        path = "/" + _expand(url, below, slug.lower(), title.lower(), date).lstrip("/")  # only its words change case
        return _absolute(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/", configuration)
    name = place.name
    pattern = "" if place.is_list else configuration.permalinks.get(place.sections[0].lower() if place.sections else "")
    if pattern:
        path = _expand(pattern, replace(place, sections=sections), slug, title, date)
        path = path if path.startswith("/") else f"/{path}"
        address = place.prefix + _sanitized(path, configuration)
    else:
        parts = [*place.sections, _slugged(slug, _ALLOWED) or name]
        if not configuration.keeps_case:  # as Hugo makes its logical paths, blank by blank
            parts = [part.replace(" ", "-") for part in parts]
        address = place.prefix + _sanitized("/" + "/".join(part for part in parts if part), configuration)
    if (configuration.ugly or _section_of(place) in configuration.ugly_sections) and not place.is_list:
        return _absolute(f"{address.rstrip('/')}.html", configuration)
    return _absolute(f"{address.rstrip('/')}/", configuration)


def _section_of(place: FilePlace) -> str:
    return place.sections[0].lower() if place.sections else ""


def section_address(folders: tuple[str, ...], prefix: str, configuration: Configuration) -> str:
    """The address below which the files of a section stand that are no pages."""
    path = "/" + "/".join(part.replace(" ", "-") for part in folders)
    return _absolute(f"{prefix}{_sanitized(path, configuration)}/", configuration)


def _expand(pattern: str, place: FilePlace, slug: str, title: str, date: datetime | None) -> str:
    name, given = _urlized(place.name), _slugged(slug.replace("+", "-"), _ALLOWED).removesuffix("#")
    words = {
        **date_words(date),
        "section": place.sections[0] if place.sections else "",
        "title": _urlized(title),
        "slug": given or _urlized(title) or name,
        "slugorfilename": given or name,
        "slugorcontentbasename": given or name,
        "filename": name,
        "contentbasename": name,
    }

    def replacement(found: re.Match[str]) -> str:
        if found[1] == "sections":
            return "/".join(_sliced(place.sections, found[2] or ""))
        return words.get(found[1], found[0])

    return _WORD.sub(replacement, pattern)


def _sliced(sections: tuple[str, ...], index: str) -> tuple[str, ...]:
    """`:sections[1:]`, `:sections[last]`, `:sections[:last]`."""
    count = len(sections)
    first, colon, end = index.strip("[]").partition(":")

    def number(word: str, otherwise: int) -> int:
        return count - 1 if word == "last" else int(word) if word.isdecimal() and len(word) < 4 else otherwise

    if not index:
        return sections
    start = number(first, 0)
    return sections[start : number(end, count)] if colon else sections[start : start + 1]


def _sanitized(path: str, configuration: Configuration) -> str:
    """As Hugo cleans a path: blanks to hyphens, marks off, lower case unless the site says no."""
    made = "/".join(_cleaned(part, _ALLOWED) for part in path.split("/"))
    if configuration.without_accents:
        made = "".join(char for char in unicodedata.normalize("NFD", made) if unicodedata.category(char) != "Mn")
    return made if configuration.keeps_case else made.replace("İ", "i").lower()  # in Go, a letter stays one letter


def _urlized(name: str) -> str:
    """A title or a name as it stands for a word of a pattern: as an address, so that a plus is a blank in it."""
    made = _cleaned(name.replace("/", "-").replace("+", " "), _ALLOWED).removesuffix("#")
    return f"-{made}" if name.startswith("+") else made


def urlized(text: str) -> str:
    """A text as `urlize` makes a part of an address of it."""
    return quote("/".join(_cleaned(part, _ALLOWED) for part in text.split("/")).lower(), safe="/:@!$&'()*+,;=~%-._#")


def _slugged(slug: str, allowed: str) -> str:
    """A slug as it stands in an address, where it may be several folders."""
    return "/".join(_cleaned(part, allowed) for part in slug.split("/")).strip("-")


def _cleaned(name: str, allowed: str) -> str:
    written: list[str] = []
    blank = False
    for char in name:
        if char in allowed or _is_plain(char):
            written.append(f"-{char}" if blank and char != "-" else char)
            blank = False
        elif char.isspace() and written:
            blank = True
    return "".join(written)


def _is_plain(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"  # neither ½ nor ②


def _absolute(path: str, configuration: Configuration) -> str:
    return configuration.url + quote(path, safe="/:@!$&'()*+,;=~%-._")
