"""`convert inspect`: what a source holds, and what will need attention, before anything is converted."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from converters.cli.screen import ProblemTally, print_problems, printable
from converters.cli.source import ARGUMENT, reader_flags, reader_of
from converters.post import Post, Site
from converters.sources import opened

BLOCK = re.compile(r"<!-- wp:([a-z][a-z0-9_/-]*)")
SHORTCODE = re.compile(r"\[([a-zA-Z][\w-]*)(?=[\s\]/=])")

ROWS = 12
"""Values of one kind that are shown to people; the JSON has all of them."""


def census(site: Site, posts: Iterable[Post]) -> dict[str, Counter[str]]:
    """How often each kind, status, year, author, term's taxonomy, block and shortcode occurs."""
    counts: dict[str, Counter[str]] = {
        name: Counter()
        for name in ("kinds", "statuses", "years", "authors", "taxonomies", "comments", "blocks", "shortcodes")
    }
    for post in posts:
        counts["kinds"][post.kind] += 1
        counts["statuses"]["protected" if post.protected else post.status] += 1
        counts["years"][str(post.date.year) if post.date else "undated"] += 1
        counts["authors"][post.author or "nobody"] += 1
        counts["comments"].update(comment.kind for comment in post.comments)
        counts["blocks"].update(BLOCK.findall(post.raw))
        counts["shortcodes"].update(SHORTCODE.findall(post.raw))
    counts["taxonomies"].update(term.taxonomy for term in site.terms)
    return counts


@click.pass_context
def _inspect(ctx: click.Context, /, **values: Any) -> int:
    """Print what SOURCE holds and what will need attention."""
    tally = ProblemTally()
    with opened(values["sources"], reader=values["from_"] or "") as source:
        reader, description = reader_of(source, ctx, values)
        site, posts = reader.read(source, tally.add)
        counts = census(site, posts)
    if values["as_json"]:
        about = {"source": description, "title": site.title, "url": site.url, "language": site.language}
        tables = {name: dict(sorted(counter.items())) for name, counter in counts.items()}
        problems = {code: count for (_, code), count in sorted(tally.counts.items())}
        json.dump({**about, **tables, "problems": problems}, sys.stdout, indent=2, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        _print(Console(), description, site, counts, tally)
    return 1 if tally.losses else 0


def _print(
    console: Console, description: str, site: Site, counts: dict[str, Counter[str]], tally: ProblemTally
) -> None:
    console.print(f"[bold]{printable(site.title or 'Untitled')}[/]  {printable(site.url)}", highlight=False)
    console.print(printable(description), highlight=False)
    table = Table.grid(padding=(0, 2))
    for name, counter in counts.items():
        ordered = sorted(counter.items()) if name == "years" else counter.most_common()
        shown = ", ".join(f"{printable(value)} {count}" for value, count in ordered[:ROWS])
        more = f", and {len(ordered) - ROWS} more" if len(ordered) > ROWS else ""
        table.add_row(f"[bold]{name}", shown + more or "[dim]none")
    console.print(table)
    print_problems(console, tally)


def inspect_command() -> click.Command:
    """`convert inspect`."""
    return click.Command(
        "inspect",
        params=[
            ARGUMENT,
            *reader_flags(),
            click.Option(["--json", "as_json"], is_flag=True, help="Print everything as JSON."),
        ],
        callback=_inspect,
        help="Print what SOURCE holds and what will need attention.",
    )
