"""`--report FILE`: the report as a file, with links to the files that it speaks of."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from converters.problem import ConversionError

if TYPE_CHECKING:  # few conversions are asked for a report
    from converters.report import Findings, Gathering

REPORT = click.Option(
    ["--report", "report_file"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a report to look at to FILE, as one HTML page.",
)


def gathering_for(path: Path | None) -> "Gathering | None":
    """What gathers the findings of a run, if they are to be written to a file."""
    if path is None:
        return None
    from converters.report import Gathering

    return Gathering()


def write_report(values: Mapping[str, Any], findings: "Findings", *, description: str, format_name: str) -> None:
    """Write the page that a command line asks for, with links to the files of the destination, if that is a folder.

    `values` are those of the command line; `description` says what the source is. Raises ConversionError when the page
    cannot be written.
    """
    from converters.report import report_page

    path, destination = Path(values["report_file"]), Path(values["destination"])
    findings.title = " ".join(Path(each).name for each in values["sources"])
    findings.source = f"{findings.title}: {description}"
    findings.destination = f"{values['destination']} ({format_name})"
    findings.files = _address_of(destination, path.parent) if str(destination) != "-" and destination.is_dir() else None
    try:
        path.write_text(report_page(findings), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ConversionError(
            f"{path} cannot be written: {error.strerror}; choose another file for --report"
        ) from error


def _address_of(folder: Path, start: Path) -> str | None:
    """A folder as a relative address; nothing where none leads there (another drive)."""
    try:
        return f"{Path(os.path.relpath(folder, start)).as_posix()}/"
    except ValueError:
        return None
