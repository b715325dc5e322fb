"""`convert show`: one post, as a writer would write it, on standard output."""

from typing import Any

import click

from converters import formats
from converters.blog import Blog
from converters.cli.configuration import CONFIG
from converters.cli.screen import print_text, visible
from converters.cli.source import ARGUMENT, reader_flags, reader_of
from converters.problem import Problem, Severity
from converters.sources import opened

ABOUT = "Print one post as a writer would write it."


@click.pass_context
def _show(ctx: click.Context, /, **values: Any) -> int:
    """Print one post as a writer would write it."""
    problems: list[Problem] = []
    with opened(values["sources"], reader=values["from_"] or "") as source:
        reader, description = reader_of(source, ctx, values)
        blog = Blog(path=source, reader=reader, description=description, report=problems.append)
        text = blog.show(values["post"], writer=values["to"])
    for problem in problems:
        click.echo(f"convert: {visible(str(problem))}", err=True)
    print_text(text)
    return int(any(problem.severity is Severity.LOSS for problem in problems))


def show_command() -> click.Command:
    """`convert show`."""
    return click.Command(
        "show",
        params=[
            ARGUMENT,
            click.Option(["--post"], required=True, metavar="ID|SLUG", help="The post: its id, or its slug."),
            click.Option(
                ["--to"],
                type=click.Choice(tuple(formats.writers())),
                default="hugo",
                show_default=True,
                help="The format to write it in.",
            ),
            *reader_flags(),
            CONFIG,
        ],
        callback=_show,
        help=ABOUT,
    )
