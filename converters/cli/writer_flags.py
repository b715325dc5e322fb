"""The flags of a conversion by their sections: the writer's own, those that choose posts, the readers', the run's."""

from pathlib import Path
from typing import Any

import click

from converters.abilities import Repeatable
from converters.cli.executor import EXECUTOR
from converters.cli.flags import sections_of
from converters.cli.report_file import REPORT
from converters.cli.source import reader_flags
from converters.selection import Selection

JOBS = click.Option(
    ["--jobs"],
    type=click.IntRange(1),
    default=None,
    metavar="N",
    help="Work in N processes; by default as many as there are processors. The result is the same.",
)
RUNNING: tuple[click.Parameter, ...] = (
    JOBS,
    EXECUTOR,
    click.Option(["--dry-run"], is_flag=True, help="Do everything but write; show the tree that would be."),
    REPORT,
    click.Option(
        ["--log"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Write every problem to FILE, as JSON lines.",
    ),
    click.Option(["--json", "as_json"], is_flag=True, help="Print the ledger as JSON on standard output."),
    click.Option(["--strict"], is_flag=True, help="Exit with 1 on a warning, too."),
    click.Option(["--quiet"], is_flag=True, help="Print nothing but errors."),
)


REPEATING: tuple[click.Parameter, ...] = (
    click.Option(["--diff"], is_flag=True, help="Print what would change in each file, and write nothing."),
    click.Option(
        ["--prune"],
        is_flag=True,
        help="Remove files of earlier runs that are left over and that nobody has edited, if everything arrived.",
    ),
)
"""What writers into a folder can do, beside."""


def writer_sections(writer_type: type[Any]) -> dict[str, list[click.Parameter]]:
    """The flags of the command of a writer, without --config, which stands for any of them."""
    sections = sections_of(writer_type, Selection, heading="Output")
    own = [flag for flags in sections.values() for flag in flags]
    repeating = REPEATING if issubclass(writer_type, Repeatable) else ()
    return sections | {"Reading": reader_flags(*own), "Running": [*RUNNING, *repeating]}
