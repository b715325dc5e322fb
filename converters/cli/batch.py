"""`convert batch LIST`: many conversions, on all processors or on a Dask cluster, with one ledger."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.table import Table

from converters.abilities import ReadsBack
from converters.batch import UNUSABLE, Done, Order, Total, convert_all, read_orders
from converters.cli.conversion import Heard, conversion_command
from converters.cli.executor import EXECUTOR, workers_at
from converters.cli.flags import build, given_in
from converters.cli.screen import open_screen, print_json, printable, visible
from converters.cli.source import reader_of
from converters.formats import writers
from converters.parallel import WorkerLost
from converters.problem import ConversionError
from converters.selection import Selection
from converters.sources import opened
from converters.verification import Verdict, verify

ABOUT = "Make many conversions: LIST has a line for each, with what stands after `convert`."
SHOWN = 20
"""Conversions that are not complete which are shown to people; the file of --ledger has all of them."""
_NOT_HERE = frozenset(["-", "-h", "--help", "--diff"])
"""Words that ask for something else than files."""


@cache
def _command_of(writer: str) -> click.Command:
    known = writers().get(writer)
    if known is None:
        raise click.UsageError(f"there is no writer {writer!r}: `convert formats` lists those that there are")
    return conversion_command(known)


def _context_of(order: Order, heard: Heard) -> click.Context:
    """The words of an order, understood. Raises what click raises."""
    name, *words = order.words
    if unfit := _NOT_HERE.intersection(words):
        raise click.UsageError(f"{min(unfit)} cannot stand in a list, where each line turns files into files")
    return _command_of(name).make_context(name, ["--jobs", "1", *words], obj=heard)


def convert_order(order: Order, *, verifying: bool = False) -> Done:
    """Make one conversion as the command would, and have it proven; whatever happens is said and not raised."""
    heard, verdict = Heard(), None
    try:
        with _context_of(order, heard) as context:
            code = context.command.invoke(context)
            if verifying:
                verdict = _verdict_on(order, context, heard)
    except click.ClickException as error:
        return Done(order, UNUSABLE, sentences=(visible(error.format_message()),))
    except ConversionError as error:
        return _broken_off(order, heard, str(error))
    except Exception as error:  # whatever one blog does to us, the next one must come
        return _broken_off(order, heard, f"{type(error).__name__}: {error}")
    proven = verdict is None or verdict.proven
    return Done(order, code if proven else 1, heard.ledger, tuple(heard.losses), verdict)


def _broken_off(order: Order, heard: Heard, sentence: str) -> Done:
    """What became of an order that could not be made, or not be proven: there is a ledger of what was converted."""
    return Done(order, UNUSABLE if heard.ledger is None else 1, heard.ledger, (*heard.losses, visible(sentence)))


def _verdict_on(order: Order, context: click.Context, heard: Heard) -> Verdict | None:
    """What the destination of an order shows of its source; None where no posts were written that can be read back."""
    values, writer_type = context.params, writers()[order.words[0]].load()
    given = given_in(context, values)
    writer: Any = build(writer_type, values, given)
    if values["dry_run"] or not issubclass(writer_type, ReadsBack):
        return None
    with opened(values["sources"], reader=values["from_"] or "") as source:
        reader, _ = reader_of(source, context, values)
        return verify(
            source,
            Path(values["destination"]),
            reader=reader,
            writer=writer,
            selection=build(Selection, values, given),
            report=heard.note,
        )


def _refusals(orders: Sequence[Order], *, elsewhere: bool) -> dict[int, str]:
    """The lines that must not be carried out beside the others, or `elsewhere` at all, with the reason."""
    found: dict[int, str] = {}
    taken: dict[str, int] = {}
    for order in orders:
        try:
            values = _context_of(order, Heard()).params
        except click.ClickException:
            continue  # which is said when it is its turn
        files = [
            *values["sources"],
            values["destination"],
            *(each for each in values.values() if isinstance(each, Path)),
        ]
        if elsewhere and (
            relative := [str(each) for each in files if not Path(each).is_absolute() and not _is_web(each)]
        ):
            found[order.line] = f"{relative[0]} is in another folder for each machine: give whole paths (/srv/…)"
            continue
        place = os.path.realpath(values["destination"])
        first = taken.setdefault(place, order.line)
        if first != order.line:
            found[order.line] = f"line {first} writes to {place}, too: give each blog a place of its own"
    return found


def _is_web(source: str | Path) -> bool:
    return "://" in str(source)


@contextmanager
def _ledger(path: Path | None) -> Iterator[IO[str]]:
    """Where a line is kept for each conversion as soon as it is made."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path or os.devnull).open("w", encoding="utf-8", errors="backslashreplace"))
        except OSError as error:
            raise ConversionError(
                f"{path} cannot be written: {error.strerror}; choose another file for --ledger"
            ) from error
        yield file


@click.pass_context
def _batch(ctx: click.Context, /, **values: Any) -> int:
    """Make many conversions."""
    orders = read_orders(values["list_file"])
    refusals = _refusals(orders, elsewhere=bool(values["executor"]))
    total, failed = Total(), list[Done]()
    console = open_screen(stderr=values["as_json"])
    with _ledger(values["ledger"]) as ledger, workers_at(values["executor"], values["jobs"]) as (executor, jobs):

        def note(done: Done) -> None:
            total.add(done)
            ledger.write(json.dumps(done.as_dict(), ensure_ascii=False) + "\n")
            ledger.flush()  # a run that is killed leaves what it knows
            if done.code:
                failed.append(done)

        alone = [order for order in orders if order.line not in refusals]
        try:
            convert = partial(convert_order, verifying=values["verify"])
            for done in convert_all(alone, convert, jobs=jobs, executor=executor):
                note(done)
        except WorkerLost as error:
            raise ConversionError("all workers are gone: what is done stands in the ledger; run it again") from error
        for order in orders:
            if order.line in refusals:
                note(Done(order, UNUSABLE, sentences=(refusals[order.line],)))
        ledger.write(json.dumps({"total": total.as_dict()}, ensure_ascii=False) + "\n")
    if values["as_json"]:
        print_json({**total.as_dict(), "not complete": [done.as_dict() for done in failed]})
    elif not values["quiet"]:
        _print(console, total, failed)
    return 1 if failed else 0


def _print(console: Console, total: Total, failed: Sequence[Done]) -> None:
    for done in failed[:SHOWN]:
        console.print(
            f"[bold red]line {done.order.line}[/]: {printable(str(done.order))}", highlight=False, soft_wrap=True
        )
        for sentence in done.sentences:
            console.print(f"    {printable(sentence)}", highlight=False, soft_wrap=True)
    if len(failed) > SHOWN:
        console.print(f"… and {len(failed) - SHOWN} more (--ledger FILE keeps them all)")
    ledger = total.ledger
    table = Table("", "complete", "with losses", "not converted", box=None)
    table.add_row("blogs", *(str(total.blogs[name]) for name in ("complete", "lossy", "failed")))
    console.print(table)
    sum_ = f"{ledger.read} = {ledger.written} written + {ledger.left_out.total()} left out + {ledger.failed} failed"
    console.print(f"items: {sum_}", highlight=False)
    if total.verified:
        console.print(f"proven: {total.proven} of {total.verified} blogs", highlight=False)


def batch_command() -> click.Command:
    """`convert batch`."""
    return click.Command(
        "batch",
        params=[
            click.Argument(["list_file"], metavar="LIST", type=click.Path(path_type=Path)),
            click.Option(["--jobs"], type=click.IntRange(1), metavar="N", help="Make N conversions at a time."),
            EXECUTOR,
            click.Option(
                ["--ledger"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Write what became of each line to FILE, as JSON lines, and the total at the end.",
            ),
            click.Option(
                ["--verify"], is_flag=True, help="Compare what each conversion wrote with its source, as `verify` does."
            ),
            click.Option(["--json", "as_json"], is_flag=True, help="Print the total as JSON on standard output."),
            click.Option(["--quiet"], is_flag=True, help="Print nothing but errors."),
        ],
        callback=_batch,
        help=ABOUT,
    )
