"""`convert verify`: a destination compared with its source, with the options that it was converted with."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from converters import formats
from converters.abilities import ReadsBack
from converters.cli.configuration import CONFIG
from converters.cli.destinations import usual_destination
from converters.cli.flags import build, given_in, sections_of
from converters.cli.help import SectionedCommand
from converters.cli.log_file import log_to
from converters.cli.report_file import REPORT, gathering_for, write_report
from converters.cli.screen import open_screen, print_json, printable, progress_bars, visible
from converters.cli.source import ARGUMENT, reader_flags, reader_of
from converters.cli.writer_flags import JOBS
from converters.formats import Format
from converters.problem import ConversionError, Problem, Severity
from converters.selection import Selection
from converters.sources import opened
from converters.verification import Verdict, verify

ABOUT = "Compare what a writer wrote with its source, as readers see it: post by post, fact by fact."
_MOST_LINES = 40
"""Problems that are shown; all of them stand in the file of --log."""
_LONGEST_LINE = 600

VERIFYING: tuple[click.Parameter, ...] = (
    JOBS,
    click.Option(
        ["--in-process"], is_flag=True, help="Run no other program: render a site here, even where its generator is."
    ),
    click.Option(
        ["--log"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write every difference to FILE, as JSON lines.",
    ),
    REPORT,
    click.Option(["--json", "as_json"], is_flag=True, help="Print the verdict as JSON on standard output."),
    click.Option(["--strict"], is_flag=True, help="Exit with 1 also for what the format cannot hold."),
    click.Option(["--quiet"], is_flag=True, help="Print nothing but differences."),
)


class Verifiers(click.Group):
    """A subcommand for each writer that can read back what it wrote; a format is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The writers."""
        return list(formats.writers())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a writer, made from its options."""
        writer = formats.writers().get(cmd_name)
        return _command_of(writer) if writer else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in --help, made without importing a single format."""
        with formatter.section("Writers"):
            formatter.write_dl([(f"convert verify {name}", "SOURCE DESTINATION") for name in formats.writers()])


def verify_command() -> click.Group:
    """`convert verify`."""
    return Verifiers("verify", help=f"{ABOUT}\n\nGive it the same options as the conversion.")


def _command_of(format_: Format) -> click.Command:
    """`convert verify hugo` and its like."""
    writer_type: type[Any] = format_.load()
    if not hasattr(writer_type, ReadsBack.read_back.__name__):
        raise ConversionError(f"what convert {format_.name} writes holds no posts: there is nothing to compare")
    sections = sections_of(writer_type, Selection, heading="Output")
    own = [flag for flags in sections.values() for flag in flags]
    sections |= {"Reading": [*reader_flags(*own), CONFIG], "Comparing": [*VERIFYING]}
    destination = click.Argument(["destination"], metavar="DESTINATION", type=click.Path())

    @click.pass_context
    def run(ctx: click.Context, /, **values: Any) -> int:
        return _run(ctx, format_.name, writer_type, values)

    usual = usual_destination(format_)
    return SectionedCommand(
        format_.name,
        sections=sections,
        examples=[f"convert verify {format_.name} blog.xml {usual}{more}" for more in ("", " --report report.html")],
        arguments=[ARGUMENT, destination],
        callback=run,
        help=f"Compare what `convert {format_.name}` wrote with its source, as readers see it.",
    )


def _run(ctx: click.Context, name: str, writer_type: type[Any], values: Mapping[str, Any]) -> int:
    """Compare as the command line says, and print the verdict; the exit code."""
    given = given_in(ctx, values)
    writer, selection = build(writer_type, values, given), build(Selection, values, given)
    shown: list[Problem] = []
    gathering = gathering_for(values["report_file"])
    with opened(values["sources"], reader=values["from_"] or "") as source, log_to(values["log"]) as log:
        reader, description = reader_of(source, ctx, values)

        def report(problem: Problem) -> None:
            log(problem)
            if gathering:
                gathering.add(problem)
            if len(shown) < _MOST_LINES:
                shown.append(problem)

        with progress_bars(open_screen(stderr=True), shown=not values["quiet"]) as bar:
            verdict = verify(
                source,
                Path(values["destination"]),
                reader=reader,
                writer=writer,
                selection=selection,
                jobs=values["jobs"] or os.cpu_count() or 1,
                report=report,
                advance=bar("Comparing"),
                in_process=values["in_process"],
            )
    if gathering:
        gathering.findings.verdict = verdict
        write_report(values, gathering.findings, description=description, format_name=name)
    if values["as_json"]:
        print_json(verdict.as_dict())
    else:
        print_verdict(open_screen(highlight=False), verdict, shown, quiet=values["quiet"])
        if gathering and not values["quiet"]:
            click.echo(f"The report: {visible(str(values['report_file']))}")
    return 0 if verdict.proven and not (values["strict"] and verdict.dropped) else 1


def print_verdict(console: Console, verdict: Verdict, problems: list[Problem], *, quiet: bool) -> None:
    """What differs, each in a line; and what was proven, for a person."""
    for problem in problems:
        colour = "bold red" if problem.severity is Severity.LOSS else "yellow"
        line = visible(str(problem))
        line = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …"
        console.print(f"[{colour}]{problem.code}[/]: {printable(line)}", soft_wrap=True)
    more = verdict.problems.total() - len(problems)
    if more > 0:
        console.print(f"[dim]… and {more:,} more (--log FILE keeps them all)")
    if quiet:
        return
    console.print(f"[dim]as shown by {printable(verdict.rendered_by)}")
    for name, count in sorted(verdict.dropped.items(), key=lambda each: (-each[1], each[0])):
        console.print(f"[dim]{count:>8,}  {printable(name)}: the format cannot hold them")
    for reason, count in sorted(verdict.left_out.items(), key=lambda each: (-each[1], each[0])):
        console.print(f"[dim]{count:>8,}  left out: {printable(reason)}")
    console.print(_sentence(verdict), soft_wrap=True)


def _sentence(verdict: Verdict) -> str:
    kinds = sorted(verdict.facts.items(), key=lambda each: (-each[1], each[0]))
    facts = ", ".join(
        f"{verdict.arrived[kind]:,} of {count:,} {kind.replace('_', ' ')}" for kind, count in kinds if count
    )
    posts = f"{verdict.intact:,} of {verdict.compared:,} posts" + (f", {facts}" if facts else "")
    if verdict.proven:
        return f"[bold green]Proven:[/] {posts}."
    wrong = {"missing": verdict.missing, "doubled": verdict.doubled, "surplus": verdict.surplus}
    also = "; ".join(f"{count:,} {name}" for name, count in wrong.items() if count)
    return f"[bold red]Not proven:[/] {posts} intact" + (f"; {also}." if also else ".")
