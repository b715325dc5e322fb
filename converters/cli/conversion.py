"""The command of one writer: its flags come from the fields of the writer, of the selection and of the readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from converters.cli.configuration import CONFIG
from converters.cli.destinations import usual_destination
from converters.cli.executor import workers_at
from converters.cli.flags import build, given_in
from converters.cli.help import SectionedCommand
from converters.cli.log_file import log_to
from converters.cli.preview import Tree, print_difference
from converters.cli.report_file import gathering_for, write_report
from converters.cli.screen import (
    EXAMPLES,
    ProblemTally,
    open_screen,
    print_json,
    print_summary,
    printable,
    progress_bars,
    visible,
)
from converters.cli.source import ARGUMENT, reader_of
from converters.cli.writer_flags import writer_sections
from converters.formats import Format
from converters.ledger import Ledger
from converters.pipeline import convert
from converters.problem import ConversionError, Problem, Report, Severity
from converters.selection import Selection
from converters.sources import opened

if TYPE_CHECKING:  # few conversions are asked for a report
    from converters.report import Gathering


@dataclass(slots=True)
class Heard:
    """What a run tells a program that started it in place of a person, who sees nothing then (`click.Context.obj`)."""

    ledger: Ledger | None = None
    losses: list[str] = field(default_factory=list)
    """The first sentences about what was lost."""

    def note(self, problem: Problem) -> None:
        """Hear of a problem."""
        if problem.severity is Severity.LOSS and len(self.losses) < EXAMPLES:
            self.losses.append(visible(str(problem)))


@dataclass(slots=True)
class Listener:
    """Hears of every problem of a run, and tells all who want to know."""

    log: Report
    gathering: "Gathering | None"
    heard: Heard | None
    quiet: bool
    tally: ProblemTally = field(default_factory=ProblemTally)

    def __call__(self, problem: Problem) -> None:
        """Hear of a problem."""
        self.tally.add(problem)
        self.log(problem)
        if self.gathering:
            self.gathering.add(problem)
        if self.heard:
            self.heard.note(problem)
        elif self.quiet and problem.severity is Severity.LOSS:
            click.echo(f"convert: {visible(str(problem))}", err=True)


def conversion_command(format_: Format) -> click.Command:
    """`convert hugo` and its like."""
    writer_type = format_.load()
    sections = writer_sections(writer_type)
    sections["Reading"].append(CONFIG)
    where = "DIRECTORY" if writer_type.destination == "directory" else "FILE"
    destination = click.Argument(["destination"], metavar=where, type=click.Path())

    @click.pass_context
    def run(ctx: click.Context, /, **values: Any) -> int:
        return _run(ctx, format_.name, writer_type, values)

    return SectionedCommand(
        format_.name,
        sections=sections,
        examples=_examples(format_),
        arguments=[ARGUMENT, destination],
        callback=run,
        help=(writer_type.__doc__ or "").strip().partition("\n")[0],
    )


def _run(ctx: click.Context, name: str, writer_type: type[Any], values: Mapping[str, Any]) -> int:
    """Convert as the command line says, and print what became of everything; the exit code."""
    given = given_in(ctx, values)
    writer, selection = build(writer_type, values, given), build(Selection, values, given)
    heard = ctx.find_object(Heard)
    quiet = values["quiet"] or heard is not None
    diff, prune = values.get("diff", False), values.get("prune", False)
    dry_run = values["dry_run"] or diff
    if prune and replace(selection, include=()) != Selection():
        raise click.UsageError("--prune needs the whole blog: give it without options that choose among posts.")
    for each in values["sources"]:
        _check_apart(Path(each), Path(values["destination"]))
    console = open_screen(stderr=values["destination"] == "-" or values["as_json"] or diff)
    tree, gathering = Tree(), gathering_for(values["report_file"])
    with opened(values["sources"], reader=values["from_"] or "") as source, log_to(values["log"]) as log:
        reader, description = reader_of(source, ctx, values)
        if not quiet:
            sources = printable(" ".join(values["sources"]))
            console.print(f"[bold]{sources}[/]: {printable(description)}", highlight=False)
        listener = Listener(log, gathering, heard, quiet)
        with (
            progress_bars(open_screen(stderr=True), shown=not quiet) as bar,
            workers_at(values["executor"], values["jobs"]) as (executor, jobs),
        ):
            ledger = convert(
                source,
                Path(values["destination"]),
                reader=reader,
                writer=writer,
                selection=selection,
                jobs=jobs,
                executor=executor,
                report=listener,
                advance=bar("Converting"),
                gathering=bar("Gathering files"),
                dry_run=dry_run,
                note=print_difference if diff else tree.note,
                prune=prune,
                settle=gathering.settle if gathering else None,
            )
    if gathering:
        gathering.findings.ledger, gathering.findings.rehearsed = ledger, dry_run
        write_report(values, gathering.findings, description=description, format_name=name)
    if heard:
        heard.ledger = ledger
    elif values["as_json"] and not diff:
        files = {"files": dict(sorted(tree.changes.items()))} if tree.changes else {}
        print_json({**ledger.as_dict(), **files})
    elif not quiet:
        for line in tree.lines() if tree.changes else ():
            click.echo(line)
        arrives = getattr(writer, "arrives", "")
        destination = values["destination"]
        print_summary(console, ledger, listener.tally, destination=destination, dry_run=dry_run, arrives=arrives)
        if gathering:
            console.print(f"The report: {printable(str(values['report_file']))}", highlight=False)
    return 0 if ledger.complete and not (values["strict"] and ledger.warnings) else 1


def _examples(format_: Format) -> list[str]:
    usual = usual_destination(format_)
    command = f"convert {format_.name} blog.xml {usual}"
    return [command, f"{command} --report report.html", f"convert {format_.name} blog.000.xml blog.001.xml {usual}"]


def _check_apart(source: Path, destination: Path) -> None:
    """Refuses to write into the source itself."""
    if str(destination) != "-" and source.exists() and destination.exists() and source.samefile(destination):
        raise ConversionError(f"{source} is source and destination at once: choose another destination")
