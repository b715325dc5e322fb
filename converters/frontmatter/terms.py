"""The words a post is filed under: names as the source has them, slugs as WordPress would make them."""

import html
import re
import unicodedata
from collections.abc import Iterable

from converters.post import Term

_TAGS = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&[^;&\s]{1,32};")
_DASHES = re.compile("[\\s./_\u00a0\u2010-\u2015-]+")
_DROPPED = re.compile("[\x00-\x1f!-,:-@\\[-^`{-\x9f\u00a1\u00ab\u00b0\u00b4\u00b8\u00bb\u00bf\u200b-\u200f\u2018-\u201f"
                      "\u2026\u2028-\u202e\u2032\u2033\u2039\u203a\u2122\u00a9\u00ae\ufeff]+")  # fmt: skip
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ĸ": "k", "ŀ": "l",
})  # fmt: skip


def slug_of(name: str) -> str:
    """The slug of a name: lower case, accents of Latin letters off, blanks and dots to hyphens, other letters kept.

    After sanitize_title() with remove_accents() and sanitize_title_with_dashes(), but decoded.
    """
    text = _ENTITY.sub("", _TAGS.sub("", name)).lower().translate(_LETTERS)
    text = "".join(_without_accent(character) for character in unicodedata.normalize("NFC", text))
    return _DASHES.sub("-", _DROPPED.sub("", text)).strip("-")


def _without_accent(character: str) -> str:
    if character.isascii():
        return character
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c)) if decomposed[0].isascii() else character


class Vocabulary:
    """The terms of a site by taxonomy and name, each with a slug of its own.

    Names that differ by case alone are one term, as in WordPress; names that give the same slug (`C`, `C++`) are not.
    """

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], Term] = {}
        self._slugs: set[tuple[str, str]] = set()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, in the order of its first use."""
        return tuple(self._by_name.values())

    def declare(self, term: Term) -> None:
        """Take up a term whose slug is certain."""
        self._slugs.add((term.taxonomy, term.slug))
        self._by_name.setdefault((term.taxonomy, term.name.casefold()), term)

    def file_under(self, taxonomy: str, names: Iterable[str]) -> tuple[Term, ...]:
        """The terms of these names, in order, each once."""
        return tuple(dict.fromkeys(self._term(taxonomy, name) for name in names))

    def _term(self, taxonomy: str, name: str) -> Term:
        key = (taxonomy, name.casefold())
        if key not in self._by_name:
            stem = slug = slug_of(name) or "term"
            number = 1
            while (taxonomy, slug) in self._slugs:
                number += 1
                slug = f"{stem}-{number}"
            self._slugs.add((taxonomy, slug))
            self._by_name[key] = Term(taxonomy=taxonomy, slug=slug, name=name)
        return self._by_name[key]


def names_in(values: Iterable[str], *, escaped: bool) -> list[str]:
    """The names of a list; `escaped` when they are HTML text."""
    names = (" ".join((html.unescape(value) if escaped else value).split()) for value in values)
    return [name for name in names if name]
