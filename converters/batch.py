"""Many conversions from one list: each for itself, on all processors or a cluster, and one ledger of all of them."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from converters.ledger import Ledger
from converters.parallel import parallel_map
from converters.problem import ConversionError
from converters.verification.verdict import Verdict

DIED = "the process that converted it died, most likely for want of memory"
UNUSABLE = 2
"""The exit code of a conversion that could not be made at all."""


@dataclass(frozen=True, slots=True)
class Order:
    """One line of a list: what stands after `convert` when the conversion is made by hand."""

    line: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        return shlex.join(self.words)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order."""

    order: Order
    code: int
    """The exit code that the command would have ended with."""
    ledger: Ledger | None = None
    """None when nothing could be converted at all."""
    sentences: tuple[str, ...] = ()
    """What is wrong: why nothing could be converted, or the first losses and differences."""
    verdict: Verdict | None = None
    """What the destination shows of the source, where that was asked for and can be seen."""

    def as_dict(self) -> dict[str, object]:
        """For programs; the keys are stable."""
        about: dict[str, object] = {"line": self.order.line, "command": list(self.order.words), "exit": self.code}
        about["ledger"] = self.ledger.as_dict() if self.ledger else None
        about["verdict"] = self.verdict.as_dict() if self.verdict else None
        return about | {"sentences": list(self.sentences)}


@dataclass(slots=True)
class Total:
    """All of them together."""

    blogs: Counter[str] = field(default_factory=Counter)
    """How many are complete, lost something, or could not be converted at all."""
    ledger: Ledger = field(default_factory=Ledger)
    verified: int = 0
    """How many were compared with their source."""
    proven: int = 0
    """How many of these show all of it."""

    def add(self, done: Done) -> None:
        """Count one more."""
        self.blogs[("complete", "lossy", "failed")[min(done.code, UNUSABLE)]] += 1
        self.verified += done.verdict is not None
        self.proven += done.verdict is not None and done.verdict.proven
        if done.ledger:
            for name in ("read", "written", "left_out", "failed", "problems", "losses", "warnings"):
                setattr(self.ledger, name, getattr(self.ledger, name) + getattr(done.ledger, name))

    def as_dict(self) -> dict[str, object]:
        """For programs; the keys are stable."""
        blogs = {name: self.blogs[name] for name in ("complete", "lossy", "failed")}
        return {"blogs": blogs, "ledger": self.ledger.as_dict(), "verified": self.verified, "proven": self.proven}


def read_orders(file: Path) -> list[Order]:
    """The orders of a list: a line for each, as a shell would read it; `#` begins a comment.

    Raises ConversionError when the list cannot be read, and for a line that is none, before anything is converted.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not a text in UTF-8"
        raise ConversionError(f"the list {file} cannot be read: {reason}") from error
    orders = []
    for number, line in enumerate(lines, 1):
        try:
            words = tuple(shlex.split(line, comments=True))
        except ValueError as error:
            raise ConversionError(f"{file}:{number} is no line of a list: {error}; quote it as for a shell") from error
        if words:
            orders.append(Order(number, words))
    if not orders:
        raise ConversionError(f"the list {file} is empty: write a line for each blog, such as `hugo blog.xml site`")
    return orders


def convert_all(
    orders: Sequence[Order], convert: Callable[[Order], Done], *, jobs: int, executor: Executor | None = None
) -> Iterator[Done]:
    """What becomes of each order, in the order of the list, as soon as it and those before it are done.

    `convert` is picklable, raises nothing, and is called in processes of their own or by the executor; one that dies of
    an order harms no other. Raises WorkerLost when there is nobody left to work.
    """
    return parallel_map(convert, orders, jobs=jobs, executor=executor, lost=_lost, chunk=1, apart=True)


def _lost(order: Order) -> Done:
    return Done(order, UNUSABLE, sentences=(DIED,))
