"""`--report FILE`: the report as a file, with links to the files that it speaks of."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

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


def write_report(path: Path, findings: "Findings", *, destination: Path | None) -> None:
    """Write a page that links files below `destination`, if that is a folder. Raises ConversionError when it cannot."""
    from converters.report import report_page

    findings.files = _address_of(destination, path.parent) if destination and destination.is_dir() else None
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
