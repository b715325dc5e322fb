"""Slugs: what WordPress makes of a name, so that it can stand in an address."""

import re
import unicodedata

_TAGS = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&[^;&\s]{1,32};")
_DASHES = re.compile("[\\s./_\u00a0\u2010-\u2015-]+")
_DROPPED = re.compile("[\x00-\x1f!-,:-@\\[-^`{-\x9f\u00a1\u00ab\u00b0\u00b4\u00b8\u00bb\u00bf\u200b-\u200f\u2018-\u201f"
                      "\u2026\u2028-\u202e\u2032\u2033\u2039\u203a\u2122\u00a9\u00ae\ufeff]+")  # fmt: skip
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ĸ": "k", "ŀ": "l",
})  # fmt: skip
_BY_HAND = re.compile(r"[A-Z\s]")


def slug_of(name: str) -> str:
    """The slug of a name: lower case, accents of Latin letters off, blanks and dots to hyphens, other letters kept.

    After sanitize_title() with remove_accents() and sanitize_title_with_dashes(), but decoded. Empty when nothing is
    left.
    """
    text = _ENTITY.sub("", _TAGS.sub("", name)).lower().translate(_LETTERS)
    text = "".join(_without_accent(character) for character in unicodedata.normalize("NFC", text))
    return _DASHES.sub("-", _DROPPED.sub("", text)).strip("-")


def stored_slug(slug: str) -> str:
    """The slug that WordPress keeps of one that was given: `Company News`, which it never wrote, is `company-news`."""
    return slug_of(slug) or slug if _BY_HAND.search(slug) else slug


def _without_accent(character: str) -> str:
    if character.isascii():
        return character
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(c for c in decomposed if not unicodedata.combining(c)) if decomposed[0].isascii() else character
