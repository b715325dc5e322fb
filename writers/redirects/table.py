"""Redirects as a table (CSV), for everything else: plugins, importers of content delivery networks, spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator

from writers.redirects.redirect import Redirect, encoded

HEADING = ("old", "new", "status")


def to_csv(redirects: Iterable[Redirect]) -> Iterator[str]:
    """A line for each. Every cell begins with a slash, a digit or a letter: no spreadsheet takes one for a formula."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(HEADING)
    for redirect in redirects:
        yield _taken(file)
        if redirect.query:
            key, value = redirect.query
            table.writerow((f"{encoded(redirect.old)}?{encoded(key)}={encoded(value)}", redirect.target, 301))
        else:
            table.writerow((encoded(redirect.old), redirect.target, 301))
    yield _taken(file)


def _taken(file: io.StringIO) -> str:
    """What was written to a file since it was taken last."""
    text = file.getvalue()
    file.seek(0)
    file.truncate()
    return text


def is_possible(redirect: Redirect) -> bool:
    """Whether a line can say it: patterns are everybody's own."""
    return not redirect.pages
