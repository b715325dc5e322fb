"""What pages of a Hugo site inherit: values that the configuration, or a section's list, hands down to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.sites.data import mapping_of
from converters.sites.hugo.places import FilePlace

_TARGETS = ("target", "_target")
_MOST_STARS = 2
_MOST_CHARACTERS = 1000
_GLOB = re.compile(r"\*\*|\*|\?|\{|\}|,|[^*?{},]+")
_MEANING = {"**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}


@dataclass(frozen=True, slots=True)
class _Hand:
    """Values, and the pages that get them."""

    target: Mapping[str, Value]
    values: Mapping[str, Value]


class Cascade:
    """What is handed down, by the folder below which it counts."""

    def __init__(self, configured: Value) -> None:
        self._everywhere = _hands(configured)
        self._below: dict[tuple[str, tuple[str, ...]], list[_Hand]] = {}

    def declare(self, place: FilePlace, value: Value) -> None:
        """Take up what the list of a section hands down to itself and to everything below it."""
        self._below[place.language, _folders(place)] = _hands(value)

    def fields_of(self, place: FilePlace) -> dict[str, Value]:
        """What a page has unless it says otherwise; what is handed down from nearer counts."""
        folders = _folders(place) if place.is_list else place.sections
        made: dict[str, Value] = {}
        for depth in range(len(folders), -1, -1):
            for hand in self._below.get((place.language, folders[:depth]), []):
                made |= _new(hand, place, made)
        for hand in self._everywhere:
            made |= _new(hand, place, made)
        return made


def _folders(place: FilePlace) -> tuple[str, ...]:
    return (*place.sections, place.name) if place.name else place.sections


def _hands(value: Value) -> list[_Hand]:
    found = []
    for each in map(mapping_of, value if isinstance(value, list) else [value]):
        target = next((mapping_of(each[key]) for key in _TARGETS if key in each), {})
        found.append(_Hand(target, {key: held for key, held in each.items() if key not in _TARGETS}))
    return found


def _new(hand: _Hand, place: FilePlace, made: Mapping[str, Value]) -> dict[str, Value]:
    if not _fits(hand.target, place):
        return {}
    return {key: value for key, value in hand.values.items() if key not in made}


def _fits(target: Mapping[str, Value], place: FilePlace) -> bool:
    kind = ("section" if place.sections or place.name else "home") if place.is_list else "page"
    facts = {"kind": kind, "lang": place.language, "environment": "production"}
    if any(text_of(target[name]).lower() not in ("", fact) for name, fact in facts.items() if name in target):
        return False
    path = text_of(target.get("path", "")).lower()
    return not path or _matches(path, "/" + "/".join(_folders(place)).lower().replace(" ", "-"))


def _matches(pattern: str, path: str) -> bool:
    """Whether a path fits a glob. One so intricate that matching may take long fits all: it may be there to hide."""
    words = _GLOB.findall(pattern)
    if sum(word in ("*", "**") for word in words) > _MOST_STARS or max(len(pattern), len(path)) > _MOST_CHARACTERS:
        return True
    if words.count("{") != words.count("}"):
        return True
    depth = 0
    written = []
    for word in words:
        depth += (word == "{") - (word == "}")
        if depth < 0:
            return True
        written.append(_MEANING[word] if word in _MEANING and (word != "," or depth) else re.escape(word))
    return re.fullmatch("".join(written), path) is not None
