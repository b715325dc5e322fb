"""From a source to a destination: read | clean, render | write, and the ledger that must balance."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from converters.conversion import EDITED_OUT, Conversion, Edit, Look, Outcome, where_of
from converters.formats import (
    Change,
    Choosing,
    HoldsFiles,
    LeftOut,
    LooksAhead,
    Reader,
    Repeatable,
    TakesFiles,
    Writer,
    Written,
)
from converters.parallel import WorkerLost, parallel_map
from converters.post import Post, Site
from converters.problem import ConversionError, ItemLeftOut, ItemLost, LeftBehind, Problem, Report, Severity, Where
from converters.selection import BEYOND_LIMIT, Selection


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
class NothingRemoved(Problem):
    """What is left over stays, because not everything arrived: it may be left over for that reason alone."""

    code = "nothing-removed"
    severity = Severity.WARNING
    text = "nothing is removed from {destination}, because not everything of the source arrived"
    destination: str


def convert(
    source: Path,
    destination: Path,
    *,
    reader: Reader,
    writer: Writer,
    selection: Selection | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    report: Report = lambda problem: None,
    advance: Callable[[int], None] = lambda total: None,
    gathering: Callable[[int], None] = lambda total: None,
    dry_run: bool = False,
    note: Callable[[Change], None] = lambda change: None,
    prune: bool = False,
    edit: Edit | None = None,
    edit_site: Callable[[Site], Site] = lambda site: site,
) -> Ledger:
    """Convert a source and say what became of each of its items.

    `edit` changes posts between clean and render, and `edit_site` the site before all of them; links among posts
    follow `Site.entries`. Of a post whose `html` it does not touch, a transfer keeps the `raw` body.

    Problems go to `report` as they happen. `advance` is called once for each item, with the number of all items, and
    before that `gathering` for each file that a writer gets beforehand. With `dry_run` everything happens but the
    writing, and `note` hears what would become of each file of a folder. `prune` removes what earlier runs wrote there
    and the source no longer has, if everything arrived.

    Raises ConversionError when the source cannot be read at all or the destination cannot be written to; what was
    written before that is whole.
    """
    ledger = Ledger()

    left_behind: list[LeftBehind] = []

    def record(problem: Problem) -> None:
        if prune and not dry_run and isinstance(problem, LeftBehind):
            left_behind.append(problem)
        else:
            tell(problem)

    def tell(problem: Problem) -> None:
        ledger.problems[problem.code] += 1
        ledger.losses += problem.severity is Severity.LOSS
        ledger.warnings += problem.severity is Severity.WARNING
        if isinstance(problem, ItemLost):
            ledger.read += 1
            ledger.failed += 1
        elif isinstance(problem, ItemLeftOut):
            ledger.read += 1
            ledger.left_out[problem.reason] += 1
        report(problem)

    site, posts = reader.read(source, record)
    if isinstance(writer, TakesFiles):
        held = reader.held_files(source, site) if isinstance(reader, HoldsFiles) else ()
        writer = writer.taking(held, destination)
    site = edit_site(site)
    selection = selection or Selection()
    if isinstance(writer, LooksAhead) and writer.looks_ahead:
        _, preview = reader.read(source, lambda problem: None)  # what it would report is reported when it counts
        taken = _choose(preview, site, selection, writer, Ledger(), {}, lambda: None)
        seen = parallel_map(Look(reader, writer, site, edit), taken, jobs=jobs, executor=executor)
        whole = replace(selection, include=()) == Selection()
        with _workers_at_work():
            writer = writer.prepared(seen, site, destination, record, advance=gathering, dry_run=dry_run, whole=whole)
    under_way: dict[str, Where] = {}
    chosen = _choose(posts, site, selection, writer, ledger, under_way, lambda: advance(len(site.entries)))
    outcomes = parallel_map(Conversion(reader, writer, site, edit), chosen, jobs=jobs, executor=executor)
    rendered = _successful(outcomes, ledger, under_way, record)
    receipts: Iterator[Written | LeftOut]
    if dry_run and isinstance(writer, Repeatable):
        receipts = writer.rehearse((outcome.rendered for outcome in rendered), site, destination, record, note)
    elif dry_run:
        receipts = (Written(key=outcome.key, path="") for outcome in rendered)
    else:
        receipts = writer.write((outcome.rendered for outcome in rendered), site, destination, record)
    with _workers_at_work():
        for receipt in receipts:
            if under_way.pop(receipt.key, None) is None:
                continue
            if isinstance(receipt, LeftOut):
                ledger.left_out[receipt.reason] += 1
            else:
                ledger.written += 1
    ledger.failed += len(under_way)
    if prune and not dry_run and isinstance(writer, Repeatable):
        removed: Collection[str] = ()
        if ledger.complete:
            removed = writer.prune(destination, record)
        else:
            record(NothingRemoved(destination=str(destination)))
        for each in left_behind:
            if each.path not in removed:
                tell(each)
    return ledger


@contextmanager
def _workers_at_work() -> Iterator[None]:
    """Within it, a process that dies is a ConversionError."""
    try:
        yield
    except WorkerLost as error:
        raise ConversionError(
            "a worker process died, most likely for want of memory: run it again with --jobs 1"
        ) from error


def _choose(
    posts: Iterable[Post],
    site: Site,
    selection: Selection,
    writer: Writer,
    ledger: Ledger,
    under_way: dict[str, Where],
    advance: Callable[[], None],
) -> Iterator[Post]:
    passed = _passed(posts, selection, writer, ledger, advance)
    wanted: Iterable[Post | LeftOut]
    if isinstance(writer, Choosing):
        wanted = writer.choose(passed, site, kinds=selection.kind, limit=selection.limit)
    else:
        wanted = _first(passed, selection.limit)
    for post in wanted:
        if isinstance(post, LeftOut):
            ledger.left_out[post.reason] += 1
        else:
            under_way[post.key] = where_of(post)
            yield post


def _passed(
    posts: Iterable[Post], selection: Selection, writer: Writer, ledger: Ledger, advance: Callable[[], None]
) -> Iterator[Post]:
    for post in posts:
        ledger.read += 1
        advance()
        reason = selection.reason_to_leave_out(post, statuses=writer.statuses, public=writer.public)
        if reason is None:
            yield post
        else:
            ledger.left_out[reason] += 1


def _first(posts: Iterable[Post], limit: int | None) -> Iterator[Post | LeftOut]:
    for number, post in enumerate(posts):
        yield post if limit is None or number < limit else LeftOut(key=post.key, reason=BEYOND_LIMIT)


def _successful(
    outcomes: Iterable[Outcome], ledger: Ledger, under_way: dict[str, Where], record: Report
) -> Iterator[Outcome]:
    for outcome in outcomes:
        for problem in outcome.problems:
            record(problem)
        if outcome.left_out:
            under_way.pop(outcome.key, None)
            ledger.left_out[EDITED_OUT] += 1
        elif outcome.rendered is None:
            ledger.failed += under_way.pop(outcome.key, None) is not None
        else:
            yield outcome
