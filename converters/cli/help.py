"""Help that fits on a screen: options by what they are about, the first of each at a glance, all of them on request."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

_SHOWN = 3
"""Options of a section that `--help` explains; it names the others."""
_WIDEST = 100
_NAMES = 30


class SectionedCommand(click.Command):
    """A command whose options stand in sections."""

    def __init__(
        self, name: str, *, sections: Mapping[str, Sequence[click.Parameter]], examples: Sequence[str], **rest: Any
    ) -> None:
        self.sections = sections
        self.examples = examples
        flags = [option for options in sections.values() for option in options]
        super().__init__(name, params=[*rest.pop("arguments"), *flags, HELP_ALL], **rest)
        self.context_settings = {"max_content_width": _WIDEST, "help_option_names": ["-h", "--help"]}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sections; of long ones the first options, unless everything was asked for."""
        sections = {
            heading: [record for each in options if (record := each.get_help_record(ctx))]
            for heading, options in self.sections.items()
        }
        if ctx.meta.get(_WHOLE):
            for heading, records in sections.items():
                with formatter.section(heading):
                    formatter.write_dl(records, col_max=_NAMES)
            return
        shown = {heading: records[: _SHOWN + (len(records) == _SHOWN + 1)] for heading, records in sections.items()}
        widest = max(len(_short_name(name)) for records in shown.values() for name, _ in records)
        for heading, records in shown.items():
            with formatter.section(heading):
                room = formatter.width - widest - 6
                rows = [(_short_name(name).ljust(widest), _first_words(text, room)) for name, text in records]
                formatter.write_dl(rows, col_max=widest)
                if rest := [name.split()[0].rstrip(",") for name, _ in sections[heading][len(records) :]]:
                    formatter.write_text(f"also {', '.join(rest)}")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, and where there is more."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        if not ctx.meta.get(_WHOLE):
            formatter.write_paragraph()
            formatter.write_text(f"`{ctx.command_path} --help-all` explains every option.")


def _short_name(name: str) -> str:
    """An option without the list of its choices, which would fill the line."""
    option, bracket, _ = name.partition("[")
    return name if len(name) < _NAMES or not bracket else f"{option}CHOICE"


def _first_words(text: str, room: int) -> str:
    """What an option does, on one line."""
    text = text.partition("  [")[0]
    sentence = text.split("; ")[0].split(". ")[0].rstrip(".") + "."
    if len(sentence) <= room:
        return sentence
    return sentence[: room - 1].rsplit(" ", 1)[0].rstrip(",:") + "…"


_WHOLE = "converters.cli.help.whole"


def _show_all(ctx: click.Context, option: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        ctx.meta[_WHOLE] = True
        click.echo(ctx.get_help())
        ctx.exit()


HELP_ALL = click.Option(
    ["--help-all"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    hidden=True,
    callback=_show_all,
    help="Explain every option.",
)
