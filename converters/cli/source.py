"""SOURCE on the command line, and the reader for it."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from converters import formats
from converters.cli.flags import build, flags_of, given_in
from converters.formats import Reader
from converters.problem import ConversionError

ARGUMENT = click.Argument(["sources"], metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
"""A file, a folder, an archive, the address of a blog, `-` for standard input; or several parts of one export."""
FROM = click.Option(
    ["--from", "from_"],
    metavar="READER",
    shell_complete=lambda ctx, option, incomplete: [name for name in formats.readers() if name.startswith(incomplete)],
    help="Read SOURCE as this format instead of looking at it.",
)


def reader_flags(*others: click.Parameter) -> list[click.Parameter]:
    """--from, and the options of every reader that can be loaded but for those that `others` are already."""
    loaded = []
    for each in formats.readers().values():
        with suppress(ConversionError):  # whoever needs that reader hears of it
            loaded.append(each.load())
    names = {other.name for other in others}
    return [FROM, *(flag for flag in flags_of(*loaded) if flag.name not in names)]


def reader_of(source: Path, ctx: click.Context, values: Mapping[str, Any]) -> tuple[Reader, str]:
    """The reader that --from names or that recognises the source, with its options, and what the source is."""
    given = given_in(ctx, values)
    if values["from_"]:
        known = formats.readers()
        if values["from_"] not in known:
            raise click.BadParameter(
                f"there is no reader {values['from_']!r}; there are: {', '.join(known)}.", ctx, FROM
            )
        formats.check_readable(source)
        reader: Reader = build(known[values["from_"]].load(), values, given)
        return reader, reader.recognises(source) or f"read as {values['from_']}"
    found, description = formats.recognise(source)
    return build(found.load(), values, given), description
