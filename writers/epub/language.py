"""Which language a text is in and which way it runs, as far as its letters and the source tell."""

import re
from itertools import islice

from converters.post import Post

RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "syr", "ug", "ur", "yi"])
"""Primary languages written from right to left."""
VERTICAL = frozenset(["ja", "zh"])
"""Primary languages that may be set in vertical lines, too."""
UNKNOWN = "und"

_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_MOST_LETTERS = 4000
_SCRIPTS = (  # script, first and last letter; the languages written in it, the commonest first
    ("cyrillic", 0x0400, 0x052F, ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn", "ky", "tg")),
    ("greek", 0x0370, 0x03FF, ("el",)),
    ("armenian", 0x0530, 0x058F, ("hy",)),
    ("hebrew", 0x0590, 0x05FF, ("he", "yi")),
    ("arabic", 0x0600, 0x06FF, ("ar", "fa", "ur", "ps", "ckb", "sd", "ug", "ks")),
    ("devanagari", 0x0900, 0x097F, ("hi", "mr", "ne", "sa")),
    ("bengali", 0x0980, 0x09FF, ("bn", "as")),
    ("tamil", 0x0B80, 0x0BFF, ("ta",)),
    ("thai", 0x0E00, 0x0E7F, ("th",)),
    ("georgian", 0x10A0, 0x10FF, ("ka",)),
    ("hangul", 0x1100, 0x11FF, ("ko",)),
    ("kana", 0x3040, 0x30FF, ("ja",)),
    ("han", 0x4E00, 0x9FFF, ("zh", "ja", "ko", "yue")),
    ("hangul", 0xAC00, 0xD7AF, ("ko",)),
)


def language_tag(text: str) -> str:
    """A language as BCP 47 writes it (`pt_BR` → `pt-BR`); empty when it is none."""
    found = _TAG.fullmatch(text.strip())
    if not found:
        return ""
    parts = [part for part in re.split("[-_]", found[2]) if part]
    if any(len(part) == 1 for part in parts) or len(parts) > 3:
        return ""
    sensible = [part for part in parts if not re.fullmatch("formal|informal|ao90", part)]  # WordPress's own variants
    region = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in sensible]
    region = [part for part in region if re.fullmatch(r"[A-Z]{2}|[A-Z][a-z]{3}|\d{3}", part)]
    return "-".join([found[1].lower(), *region])


def primary(language: str) -> str:
    """The language without script and region."""
    return language.partition("-")[0]


def runs_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return primary(language) in RIGHT_TO_LEFT


def language_of(post: Post, usual: str, text: str) -> str:
    """The language of a post: the one that a plugin noted, else the usual one if it is written in these letters."""
    for term in post.terms:
        if term.taxonomy == "language" and (noted := language_tag(term.slug)):
            return noted
    for key in ("_wpml_language", "wpml_language", "_locale", "language"):
        for value in post.meta_values(key):
            if noted := language_tag(value):
                return noted
    return language_of_text(text, language_tag(usual))


def language_of_text(text: str, usual: str) -> str:
    """The usual language if a text may be in it by its letters, else the commonest one in those letters."""
    counts: dict[str, int] = {}
    languages: dict[str, tuple[str, ...]] = {}
    letters = 0
    for char in islice((char for char in text if char.isalpha()), _MOST_LETTERS):
        letters += 1
        code = ord(char)
        if code < 0x370:
            continue
        for script, first, last, written in _SCRIPTS:
            if first <= code <= last:
                counts[script] = counts.get(script, 0) + 1
                languages.setdefault(script, written)
                break
    if "kana" in counts and "han" in counts and counts["kana"] * 20 > counts["han"]:
        counts["kana"] += counts.pop("han")
    if not counts:
        return usual or UNKNOWN
    script = max(sorted(counts), key=lambda name: counts[name])
    if counts[script] * 3 < letters:
        return usual or UNKNOWN
    return usual if primary(usual) in languages[script] else languages[script][0]
