"""The ledger: what became of every item of the source, counted, and told item by item to whoever asks."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from converters.conversion import name_of
from converters.formats import LeftOut, Written
from converters.index import Table
from converters.post import Entry
from converters.problem import NOWHERE, ItemLeftOut, ItemLost, Problem, Severity, Where


@dataclass(slots=True)
class Ledger:
    """What became of every item of the source."""

    read: int = 0
    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Items by the reason why they were not taken."""
    failed: int = 0
    """Items that were to be written and were not; for each there is a problem with the reason."""
    problems: Counter[str] = field(default_factory=Counter)
    """Problems by code."""
    losses: int = 0
    """Problems that say that something of the source did not arrive."""
    warnings: int = 0

    @property
    def balances(self) -> bool:
        """Whether every item is accounted for."""
        return self.read == self.written + self.left_out.total() + self.failed

    @property
    def complete(self) -> bool:
        """Whether everything that was to arrive has arrived."""
        return self.balances and not self.failed and not self.losses

    def as_dict(self) -> dict[str, object]:
        """For programs; the keys are stable."""
        return {
            "read": self.read,
            "written": self.written,
            "left_out": dict(sorted(self.left_out.items())),
            "failed": self.failed,
            "problems": dict(sorted(self.problems.items())),
            "losses": self.losses,
            "warnings": self.warnings,
            "balances": self.balances,
            "complete": self.complete,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one item of the source."""

    outcome: Literal["written", "left out", "failed"]
    where: Where
    entry: Entry | None = None
    """None of an item that a reader could not read, or passed over."""
    path: str = ""
    """The file that was written, relative to the destination; empty when the destination is one file."""
    address: str = ""
    """Where readers find it, as a path; empty where a post has no page of its own."""
    reason: str = ""
    """Why it was left out; why it failed is said by a problem."""


@dataclass(slots=True)
class Account:
    """Writes the ledger, and says of each item what became of it."""

    ledger: Ledger
    settle: Callable[[Fate], None]
    entries: Mapping[str, Entry] = field(default_factory=dict)
    under_way: Table[str] = field(default_factory=Table)
    """The places of the posts of which nobody knows yet what becomes of them: a book is written when all are there."""

    def take(self, key: str, where: Where) -> None:
        """An item is under way."""
        self.under_way[key] = f"{where.origin}\0{where.post}"

    def give_back(self, key: str) -> Where | None:
        """The place of an item that is under way no more; None when it was not."""
        place = self.under_way.pop(key, None)
        if place is None:
            return None
        origin, _, post = place.rpartition("\0")
        return Where(origin=origin, post=post)

    def note(self, problem: Problem) -> None:
        """Count a problem, and the item that it is about where it decides over one."""
        ledger = self.ledger
        ledger.problems[problem.code] += 1
        ledger.losses += problem.severity is Severity.LOSS
        ledger.warnings += problem.severity is Severity.WARNING
        if isinstance(problem, ItemLost):
            ledger.read += 1
            ledger.failed += 1
            self.settle(Fate(outcome="failed", where=problem.where))
        elif isinstance(problem, ItemLeftOut):
            ledger.read += 1
            ledger.left_out[problem.reason] += 1
            self.settle(Fate(outcome="left out", where=problem.where, reason=problem.reason))

    def place(self, key: str) -> Where:
        """The place of an item that a writer does not want."""
        return Where(post=name_of(self.entries[key])) if key in self.entries else NOWHERE

    def leave_out(self, key: str, where: Where, reason: str) -> None:
        """An item is not taken."""
        self.ledger.left_out[reason] += 1
        self.settle(Fate(outcome="left out", where=where, entry=self.entries.get(key), reason=reason))

    def fail(self, key: str) -> None:
        """An item that was under way does not arrive."""
        if (where := self.give_back(key)) is not None:
            self.ledger.failed += 1
            self.settle(Fate(outcome="failed", where=where, entry=self.entries.get(key)))

    def receive(self, receipt: Written | LeftOut) -> None:
        """A writer says what became of an item that was under way."""
        where = self.give_back(receipt.key)
        if where is None:
            return
        if isinstance(receipt, LeftOut):
            self.leave_out(receipt.key, where, receipt.reason)
            return
        self.ledger.written += 1
        entry, path, address = self.entries.get(receipt.key), receipt.path, receipt.address
        self.settle(Fate(outcome="written", where=where, entry=entry, path=path, address=address))
