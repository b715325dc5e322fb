"""What a person sees: a progress bar while it works, and what became of everything in the end."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from converters.pipeline import Ledger
from converters.problem import Problem, Severity

EXAMPLES = 3
"""Problems of one kind that are shown in full; the rest is counted, and stands in the file of --log."""

_COLOURS = {Severity.NOTE: "dim", Severity.WARNING: "yellow", Severity.LOSS: "bold red"}
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of a line, but for line ends and tabs."""
_UNBROKEN = 1_000_000
"""Columns of a line that nobody looks at: a pipe or a file, where people search, has every message on one."""
_ORDER = (Severity.LOSS, Severity.WARNING, Severity.NOTE)


def visible(text: str) -> str:
    """A text from a stranger on one line, without the control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def printable(text: str) -> str:
    """The same, without anything that rich would take for markup."""
    return escape(visible(text))


def print_text(text: str) -> None:
    """Print a text of several lines in UTF-8; on a terminal without the control characters that it would obey."""
    shown = _OBEYED.sub("�", text) if sys.stdout.isatty() else text
    sys.stdout.flush()
    sys.stdout.buffer.write(shown.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def print_json(value: object) -> None:
    """Print a value for programs; on a terminal with an escape for each character that it would obey."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    if sys.stdout.isatty():
        text = _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    sys.stdout.write(text)


def open_screen(*, stderr: bool = False, highlight: bool = True) -> Console:
    """Where messages go. They are folded to fit a terminal, and to nothing else."""
    console = Console(stderr=stderr, highlight=highlight)
    if not console.is_terminal:
        console.width = _UNBROKEN
    return console


@dataclass(slots=True)
class ProblemTally:
    """Problems by kind, with a few examples of each."""

    counts: dict[tuple[Severity, str], int] = field(default_factory=dict)
    examples: dict[tuple[Severity, str], list[Problem]] = field(default_factory=dict)

    @property
    def losses(self) -> int:
        """How many problems are losses."""
        return sum(count for (severity, _), count in self.counts.items() if severity is Severity.LOSS)

    def add(self, problem: Problem) -> None:
        """Count a problem."""
        kind = (problem.severity, problem.code)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.examples.setdefault(kind, [])) < EXAMPLES:
            self.examples[kind].append(problem)


class Rate(ProgressColumn):
    """How many things a second."""

    def render(self, task: Task) -> Text:
        """`120/s`; nothing before anything is known."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


@contextmanager
def progress_bars(console: Console, *, shown: bool) -> Iterator[Callable[[str], Callable[[int], None]]]:
    """Bars by what they show, on a terminal; nothing elsewhere.

    They are drawn only when told, so that no thread runs beside the workers; and a bar stands there once it moves.
    Until the first of them does, the source is being read.
    """
    if not (shown and console.is_terminal):
        yield lambda label: lambda total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        reading = progress.add_task("Reading", total=None)
        progress.refresh()

        def bar(label: str) -> Callable[[int], None]:
            task = progress.add_task(label, total=None, visible=False)
            done = 0

            def advance(total: int) -> None:
                nonlocal done
                done += 1
                if done % max(1, total // 200) == 0 or done == total:
                    progress.update(reading, visible=False)
                    progress.update(task, total=total, completed=done, visible=True, refresh=True)

            return advance

        yield bar


def print_summary(
    console: Console, ledger: Ledger, tally: ProblemTally, *, destination: str, dry_run: bool, arrives: str = ""
) -> None:
    """The ledger and the problems, for a person. `arrives` stands in place of “written to”."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_row(str(ledger.read), "read")
    verb = arrives or ("would be written to" if dry_run else "written to")
    table.add_row(f"[bold green]{ledger.written}", f"{verb} {printable(destination)}")
    table.add_row(str(ledger.left_out.total()), "left out")
    for reason, count in sorted(ledger.left_out.items(), key=lambda each: (-each[1], each[0])):
        table.add_row("", f"[dim]{count:>6}  {printable(reason)}")
    table.add_row(f"[bold red]{ledger.failed}" if ledger.failed else "0", "failed")
    console.print(table)
    print_problems(console, tally)
    console.print(_verdict(ledger))


def print_problems(console: Console, tally: ProblemTally) -> None:
    """Problems by kind, the worst first, with examples."""
    for severity in _ORDER:
        for (each, code), count in sorted(tally.counts.items(), key=lambda item: (-item[1], item[0][1])):
            if each is severity:
                console.print(f"[{_COLOURS[severity]}]{count} × {severity}: {code}", highlight=False)
                for problem in tally.examples[each, code]:
                    console.print(f"    {printable(str(problem))}", highlight=False, soft_wrap=True)
                if count > EXAMPLES:
                    console.print(f"    [dim]… and {count - EXAMPLES} more (--log FILE keeps them all)")


def _verdict(ledger: Ledger) -> str:
    sum_ = f"{ledger.read} = {ledger.written} written + {ledger.left_out.total()} left out + {ledger.failed} failed"
    if not ledger.balances:
        return f"[bold red]The ledger does not balance: {sum_}. This is an error of portpress; please report it."
    if ledger.complete:
        return f"[green]Every item is accounted for: {sum_}."
    losses = "one loss is" if ledger.losses == 1 else f"{ledger.losses} losses are"
    return f"[bold red]Not everything arrived: {sum_}; {losses} reported above."
