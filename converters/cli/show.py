"""`convert show`: one post, as a writer would write it, on standard output."""

from typing import Any

import click

from converters import formats
from converters.cli.screen import print_text, visible
from converters.cli.source import ARGUMENT, reader_flags, reader_of
from converters.pipeline import Conversion
from converters.post import Entry, Site
from converters.problem import ConversionError, Severity
from converters.sources import opened

ABOUT = "Print one post as a writer would write it."


def entry_of(site: Site, wanted: str) -> Entry:
    """The entry of a key, an id or a slug. Raises ConversionError when there is none, or more than one."""
    exact = [entry for entry in site.entries if wanted in (entry.key, str(entry.id))]
    found = {entry.key: entry for entry in exact or site.entries if exact or entry.slug == wanted}
    if len(found) > 1:
        choice = ", ".join(f"{entry.key} ({entry.kind})" for entry in list(found.values())[:10])
        raise ConversionError(f"more than one post is called {wanted!r}: give --post one of {choice}")
    for entry in found.values():
        return entry
    raise ConversionError(f"there is no post {wanted!r} in the source: give --post an id or a slug of one that is")


@click.pass_context
def _show(ctx: click.Context, /, **values: Any) -> int:
    """Print one post as a writer would write it."""
    writer = formats.writers()[values["to"]].load()()
    with opened(values["sources"], reader=values["from_"] or "") as source:
        reader, _ = reader_of(source, ctx, values)
        site, posts = reader.read(source, lambda problem: None)
        entry = entry_of(site, values["post"])
        post = next((post for post in posts if post.key == entry.key), None)
    if post is None:
        raise ConversionError(f"the post {values['post']!r} cannot be read: `convert inspect` says why")
    outcome = Conversion(reader, writer, site)(post)
    for problem in outcome.problems:
        click.echo(f"convert: {visible(str(problem))}", err=True)
    text = getattr(outcome.rendered, "text", None)
    if isinstance(text, str):
        print_text(text)
    elif outcome.rendered is not None:
        raise ConversionError(f"{values['to']} does not write posts one by one: choose another format with --to")
    return int(any(problem.severity is Severity.LOSS for problem in outcome.problems))


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
        ],
        callback=_show,
        help=ABOUT,
    )
