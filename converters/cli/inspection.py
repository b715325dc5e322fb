"""`convert inspect`: what a source holds, and what will need attention, before anything is converted."""

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from converters.blog import Blog
from converters.census import Census
from converters.cli.configuration import CONFIG
from converters.cli.screen import ProblemTally, open_screen, print_json, print_problems, printable
from converters.cli.source import ARGUMENT, reader_flags, reader_of
from converters.sources import opened

ROWS = 12
"""Values of one kind that are shown to people; the JSON has all of them."""


@click.pass_context
def _inspect(ctx: click.Context, /, **values: Any) -> int:
    """Print what SOURCE holds and what will need attention."""
    tally = ProblemTally()
    with opened(values["sources"], reader=values["from_"] or "") as source:
        reader, description = reader_of(source, ctx, values)
        blog = Blog(path=source, reader=reader, description=description, report=tally.add)
        census = blog.inspect()
    if values["as_json"]:
        site = census.site
        about = {"source": description, "title": site.title, "url": site.url, "language": site.language}
        counts = {name: dict(sorted(counter.items())) for name, counter in census.counts.items()}
        problems = {code: count for (_, code), count in sorted(tally.counts.items())}
        found = {**about, **counts, "attention": census.attention, "problems": problems}
        print_json(found)
    else:
        _print(open_screen(), description, census, tally)
    return 1 if tally.losses else 0


def _print(console: Console, description: str, census: Census, tally: ProblemTally) -> None:
    site = census.site
    console.print(f"[bold]{printable(site.title or 'Untitled')}[/]  {printable(site.url)}", highlight=False)
    items = sum(census.counts["kinds"].values())
    console.print(f"{printable(description)}, {items} items", highlight=False)
    table = Table.grid(padding=(0, 2))
    for name, counter in census.counts.items():
        table.add_row(f"[bold]{name}", _shown(counter, by_value=name == "years") or "[dim]none")
    console.print(table)
    for sentence in census.attention:
        console.print(f"[yellow]![/] {printable(sentence)}", highlight=False)
    print_problems(console, tally)


def _shown(counter: Mapping[str, int], *, by_value: bool) -> str:
    ordered = sorted(counter.items(), key=lambda each: (0 if by_value else -each[1], each[0]))
    shown = ", ".join(f"{printable(value)} {count}" for value, count in ordered[:ROWS])
    return shown + (f", and {len(ordered) - ROWS} more" if len(ordered) > ROWS else "")


def inspect_command() -> click.Command:
    """`convert inspect`."""
    return click.Command(
        "inspect",
        params=[
            ARGUMENT,
            *reader_flags(),
            CONFIG,
            click.Option(["--json", "as_json"], is_flag=True, help="Print everything as JSON."),
        ],
        callback=_inspect,
        help="Print what SOURCE holds and what will need attention.",
    )
