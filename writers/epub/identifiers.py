"""The ids of a chapter: names that XML allows, each one once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTwice(Problem):
    """Two elements of a post have one id: links lead to the first."""

    code = "id-twice"
    severity = Severity.NOTE
    text = "the id {id} stands twice: links lead to the first place"
    id: str


class Identifiers:
    """Gives every id of a source its name in the chapter."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self.given: dict[str, str] = {}
        """The chapter's name for each id of the source."""
        self._taken = {name.casefold() for name in reserved}

    def give(self, id: str, report: Report) -> str:
        """The name for an element with an id; empty when an element has it already."""
        if id in self.given:
            report(IdTwice(id=id[:100]))
            return ""
        self.given[id] = name = self.invent(id)
        return name

    def find(self, id: str) -> str:
        """The name that an id was given; empty when no element has it."""
        return self.given.get(id, "")

    def invent(self, wish: str) -> str:
        """A name that nothing has yet, like the one wished for."""
        stem = wish if _NAME.fullmatch(wish) else "id-" + _NOT_IN_A_NAME.sub("-", wish)[:80].strip("-.")
        name, number = stem.strip("-") or "id", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.casefold())
        return name
