"""What can go wrong: a `Problem` is reported and the work goes on; a `ConversionError` is raised and the work stops.

A problem is a value: a severity, a stable code for programs, a place, and one sentence that says what happened and
what a person can do. Readers and writers receive `report`, a callable that takes a problem; `list.append` will do.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import ClassVar, Self


class ConversionError(Exception):
    """The conversion cannot go on. Its text is one sentence for a person: the file, what is wrong, the remedy."""


class Severity(StrEnum):
    """How much a problem matters."""

    NOTE = "note"
    """Something was done that a person may want to know."""
    WARNING = "warning"
    """Something may not be as the author meant it."""
    LOSS = "loss"
    """Something of the source did not arrive. The command exits with 1."""


class _Counted(int):
    """A number in a sentence, which knows the words that go with one and with many."""

    def __format__(self, words: str) -> str:
        one, bar, many = words.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of a problem: the file and line, and the post."""

    origin: str = ""
    post: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.origin, self.post) if part)


NOWHERE = Where()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What every problem has. A kind of problem is a subclass, declared beside the code that reports it."""

    code: ClassVar[str]
    severity: ClassVar[Severity]
    text: ClassVar[str]
    """What happened, and the remedy if there is one; `{name}` stands for the field of that name, and of a number
    `{count:file|files}` for the word that goes with it."""
    where: Where = NOWHERE

    @property
    def sentence(self) -> str:
        """What happened, without the place."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return self.text.format_map({name: _Counted(v) if type(v) is int else v for name, v in said.items()})

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where != NOWHERE else self.sentence

    def as_dict(self) -> dict[str, object]:
        """For programs: the code, the severity, the place, the sentence, and the problem's own facts."""
        facts = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "where"}
        place = {"origin": self.where.origin, "post": self.where.post}
        return {"code": self.code, "severity": str(self.severity), **place, "sentence": self.sentence, **facts}

    def at(self, where: Where) -> Self:
        """The same problem with a place, unless it has one already."""
        return self if self.where != NOWHERE else replace(self, where=where)


Report = Callable[[Problem], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFailed(Problem):
    """A post could not be converted or written; the others go on."""

    code = "post-failed"
    severity = Severity.LOSS
    text = "could not be converted: {reason}"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind(Problem):
    """An earlier run wrote a file that nothing asks for any more. Nobody hears of one that is removed at once."""

    severity = Severity.WARNING
    path: str
    """Below the destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLost(Problem):
    """An item of the source could not be read at all, so that no post came of it. The ledger counts it as failed."""

    code = "item-lost"
    severity = Severity.LOSS
    text = "could not be read: {reason}"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLeftOut(Problem):
    """A reader passed over an item of the source, on purpose. The ledger counts it as left out, by the reason."""

    code = "item-left-out"
    severity = Severity.NOTE
    text = "left out: {reason}"
    reason: str
