"""From a source to a destination: read | clean, render | write, and the ledger that must balance."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from converters.abilities import Change, Choosing, HoldsFiles, LooksAhead, Repeatable, TakesFiles
from converters.conversion import EDITED_OUT, Conversion, Edit, Look, Outcome, lost, where_of
from converters.formats import LeftOut, Reader, Writer, Written
from converters.ledger import Account, Fate, Ledger
from converters.parallel import WorkerLost, parallel_map
from converters.post import Post, Site
from converters.problem import ConversionError, LeftBehind, Problem, Report, Severity
from converters.selection import BEYOND_LIMIT, Selection

__all__ = ["Conversion", "Fate", "Ledger", "Look", "NothingRemoved", "Outcome", "convert", "where_of"]


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
    settle: Callable[[Fate], None] | None = None,
) -> Ledger:
    """Convert a source and say what became of each of its items.

    `edit` changes posts between clean and render, and `edit_site` the site before all of them; links among posts
    follow `Site.entries`. Of a post whose `html` it does not touch, a transfer keeps the `raw` body.

    Problems go to `report` as they happen. `advance` is called once for each item, with the number of all items, and
    before that `gathering` for each file that a writer gets beforehand. With `dry_run` everything happens but the
    writing, and `note` hears what would become of each file of a folder. `prune` removes what earlier runs wrote there
    and the source no longer has, if everything arrived. `settle` hears of each item what became of it.

    Raises ConversionError when the source cannot be read at all or the destination cannot be written to; what was
    written before that is whole.
    """
    ledger = Ledger()
    account = Account(ledger, settle or (lambda fate: None))
    left_behind: list[LeftBehind] | None = [] if prune and not dry_run else None

    def tell(problem: Problem) -> None:
        account.note(problem)
        report(problem)

    def record(problem: Problem) -> None:
        if left_behind is not None and isinstance(problem, LeftBehind):
            left_behind.append(problem)
        else:
            tell(problem)

    site, posts = reader.read(source, record)
    writer = _knowing_files(writer, reader, source, site, destination)
    site = edit_site(site)
    if settle:
        account.entries = site.entries_by_key
    work = Work(reader, source, site, selection or Selection(), edit, jobs, executor)
    if isinstance(writer, LooksAhead) and writer.looks_ahead:
        whole = replace(work.selection, include=()) == Selection()
        with workers_at_work(), closing(work.look_ahead(writer)) as seen:
            writer = writer.prepared(seen, site, destination, record, advance=gathering, dry_run=dry_run, whole=whole)
    chosen = choose(posts, site, work.selection, writer, account, lambda: advance(len(site.entries)))
    outcomes = parallel_map(Conversion(reader, writer, site, edit), chosen, jobs=jobs, executor=executor, lost=lost)
    rendered = _successful(outcomes, account, record)
    receipts: Iterator[Written | LeftOut]
    if dry_run and isinstance(writer, Repeatable):
        receipts = writer.rehearse((outcome.rendered for outcome in rendered), site, destination, record, note)
    elif dry_run:
        receipts = (Written(key=outcome.key, path="") for outcome in rendered)
    else:
        receipts = writer.write((outcome.rendered for outcome in rendered), site, destination, record)
    with workers_at_work(), closing(outcomes):
        for receipt in receipts:
            account.receive(receipt)
    for key in account.under_way:
        account.fail(key)
    if left_behind is not None and isinstance(writer, Repeatable):
        _prune(writer, destination, left_behind, ledger, tell)
    return ledger


def _prune(
    writer: Repeatable, destination: Path, left_behind: Iterable[LeftBehind], ledger: Ledger, report: Report
) -> None:
    """Remove what is left over, if everything arrived, and report what stays."""
    removed: Collection[str] = ()
    if ledger.complete:
        removed = writer.prune(destination, report)
    else:
        report(NothingRemoved(destination=str(destination)))
    for each in left_behind:
        if each.path not in removed:
            report(each)


@dataclass(frozen=True, slots=True)
class Work:
    """A source, and how its posts are taken, edited and shared among processes."""

    reader: Reader
    source: Path
    site: Site
    """Of the source, edited."""
    selection: Selection
    edit: Edit | None
    jobs: int
    executor: Executor | None

    def look_ahead(self, writer: LooksAhead) -> Generator[Any]:
        """What the writer sees of each post beforehand. What it would report is reported when the post counts."""
        _, preview = self.reader.read(self.source, lambda problem: None)
        nobody = Account(Ledger(), lambda fate: None)
        taken = choose(preview, self.site, self.selection, writer, nobody, lambda: None)
        look = Look(self.reader, writer, self.site, self.edit)
        return parallel_map(look, taken, jobs=self.jobs, executor=self.executor, lost=lambda post: None)


def as_it_wrote(writer: Writer, work: Work, destination: Path) -> Writer:
    """The writer that knows of a destination what it knew when it wrote it. Nothing is written."""
    writer = _knowing_files(writer, work.reader, work.source, work.site, destination)
    if not (isinstance(writer, LooksAhead) and writer.looks_ahead):
        return writer
    with workers_at_work(), closing(work.look_ahead(writer)) as seen:
        return writer.prepared(
            seen, work.site, destination, lambda problem: None, advance=lambda total: None, dry_run=True, whole=False
        )


def _knowing_files(writer: Writer, reader: Reader, source: Path, site: Site, destination: Path) -> Writer:
    """The writer that knows which files the source holds, if it takes any."""
    if not isinstance(writer, TakesFiles):
        return writer
    return writer.taking(reader.held_files(source, site) if isinstance(reader, HoldsFiles) else (), destination)


@contextmanager
def workers_at_work() -> Iterator[None]:
    """Within it, a process that dies is a ConversionError."""
    try:
        yield
    except WorkerLost as error:
        raise ConversionError(
            "the worker processes died, most likely for want of memory: run it again, with --jobs 1 or elsewhere"
        ) from error


def choose(
    posts: Iterable[Post],
    site: Site,
    selection: Selection,
    writer: Any,
    account: Account,
    advance: Callable[[], None],
) -> Iterator[Post]:
    """The posts that are to be written; the account is told of every other one, with the reason.

    Those that are taken are under way from then on. `advance` is called once for each item.
    """
    passed = _passed(posts, selection, writer, account, advance)
    wanted: Iterable[Post | LeftOut]
    if isinstance(writer, Choosing):
        wanted = writer.choose(passed, site, kinds=selection.kind, limit=selection.limit)
    else:
        wanted = _first(passed, selection.limit)
    for post in wanted:
        if isinstance(post, LeftOut):
            account.leave_out(post.key, account.place(post.key), post.reason)
        else:
            account.take(post.key, where_of(post))
            yield post


def _passed(
    posts: Iterable[Post], selection: Selection, writer: Writer, account: Account, advance: Callable[[], None]
) -> Iterator[Post]:
    for post in posts:
        account.ledger.read += 1
        advance()
        reason = selection.reason_to_leave_out(post, statuses=writer.statuses, public=writer.public)
        if reason is None:
            yield post
        else:
            account.leave_out(post.key, where_of(post), reason)


def _first(posts: Iterable[Post], limit: int | None) -> Iterator[Post | LeftOut]:
    for number, post in enumerate(posts):
        yield post if limit is None or number < limit else LeftOut(key=post.key, reason=BEYOND_LIMIT)


def _successful(outcomes: Iterable[Outcome], account: Account, record: Report) -> Iterator[Outcome]:
    for outcome in outcomes:
        for problem in outcome.problems:
            record(problem)
        if outcome.left_out:
            account.receive(LeftOut(key=outcome.key, reason=EDITED_OUT))
        elif outcome.rendered is None:
            account.fail(outcome.key)
        else:
            yield outcome
