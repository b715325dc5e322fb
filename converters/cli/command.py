"""`convert`: one subcommand for each writer, and `inspect` and `formats` beside them."""

import gc
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import click

from converters import formats
from converters.problem import ConversionError

LOOKING = {
    "verify": "Compare what a writer wrote with its source, as readers see it.",
    "inspect": "Print what SOURCE holds and what will need attention.",
    "show": "Print one post as a writer would write it.",
    "batch": "Make many conversions, from a list, on all processors or a cluster.",
    "formats": "List what can be read and written, and where each format comes from.",
    "completion": "Print what a shell needs to complete the command: bash, zsh or fish.",
}


class Formats(click.Group):
    """Knows the writers by name only; what a command needs is imported when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The writers, then our own commands."""
        return [*formats.writers(), *LOOKING]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with, and the others."""
        gc.disable()  # what is imported stays for good: to look for garbage in it takes a tenth of a start
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"{error.message.rstrip('.')}{self._remedy(ctx, args[0])}", ctx) from error
        finally:
            gc.enable()

    def _remedy(self, ctx: click.Context, word: str) -> str:
        """What to type instead of a word that is no command."""
        near = get_close_matches(word, self.list_commands(ctx), 1)
        if near:
            return f": did you mean {near[0]!r}?"
        if "://" in word or Path(word).exists():
            return f": the command comes before the source, as in 'convert hugo {word} site'."
        return ": 'convert --help' lists them."

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a writer, made from its options; or one of ours."""
        if cmd_name == "inspect":
            from converters.cli.inspection import inspect_command

            return inspect_command()
        if cmd_name == "show":
            from converters.cli.show import show_command

            return show_command()
        if cmd_name == "verify":
            from converters.cli.verification import verify_command

            return verify_command()
        if cmd_name == "completion":
            from converters.cli.completion import completion_command

            return completion_command(self)
        if cmd_name == "batch":
            from converters.cli.batch import batch_command

            return batch_command()
        writer = formats.writers().get(cmd_name)
        if writer is not None:
            from converters.cli.conversion import conversion_command

            return conversion_command(writer)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in --help, made without importing a single format."""
        with formatter.section("Write"):
            formatter.write_dl([(f"convert {name}", "SOURCE DESTINATION") for name in formats.writers()])
        with formatter.section("Look"):
            formatter.write_dl([(f"convert {name}", text) for name, text in LOOKING.items()])


@click.group(
    cls=Formats,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`convert FORMAT --help` shows a format's options; `convert` alone on a terminal asks for what it needs.",
)
@click.version_option(package_name="portpress")
def convert() -> None:
    """Move a blog between WordPress and everything else, and account for every post.

    SOURCE is a WordPress export, the address of a WordPress that still runs, a folder of posts, or a Hugo or Jekyll
    site; what it is, is found by looking at it.
    """


@convert.command("formats", help=LOOKING["formats"])
def formats_command() -> None:
    """Print the table of formats."""
    for heading, found in (("Readers", formats.readers()), ("Writers", formats.writers())):
        click.echo(heading)
        for each in found.values():
            click.echo(f"  {each.name:<14} {each.distribution}")


def _is_for_a_person() -> bool:
    from converters.cli.guide import is_possible

    return is_possible()


def _guide() -> int:
    from converters.cli.guide import guide

    with convert.make_context(Path(sys.argv[0]).name, [], resilient_parsing=True) as context:
        verifies = "verify" in convert.list_commands(context)

    def run(arguments: Sequence[str]) -> int:
        return int(convert.main(list(arguments), standalone_mode=False) or 0)

    return guide(run, program=Path(sys.argv[0]).name.replace("__main__.py", "convert"), verifies=verifies)


class Ended(KeyboardInterrupt):
    """Somebody told the process to end; `number` is the signal."""

    number: ClassVar[int] = signal.SIGINT


class Terminated(Ended):
    """With `kill`, or because the machine is shut down."""

    number = signal.SIGTERM


class HungUp(Ended):
    """The terminal was closed."""

    number = signal.SIGHUP


def main(arguments: list[str] | None = None) -> Any:
    """Run the command. Exits with 0 (complete), 1 (something was lost or failed) or 2 (usage, unusable input).

    A process that is told to end tidies up, and exits with 128 and the number of the signal.
    """
    with _heeding(Terminated, HungUp):
        try:
            if not (sys.argv[1:] if arguments is None else arguments) and _is_for_a_person():
                sys.exit(_guide())
            sys.exit(convert.main(arguments, standalone_mode=False) or 0)
        except click.exceptions.Abort as abort:
            click.echo(
                "convert: interrupted; what was written so far is whole, and the next run goes on from there", err=True
            )
            cause = abort.__cause__
            sys.exit(128 + (cause.number if isinstance(cause, Ended) else signal.SIGINT))
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except ConversionError as error:
            _say(str(error))
            sys.exit(2)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone; there is nobody to tell
            sys.exit(1)
        except OSError as error:
            _say(f"{error.filename or tempfile.gettempdir()} cannot be used: {(error.strerror or str(error)).lower()}")
            sys.exit(2)


@contextmanager
def _heeding(*reasons: type[Ended]) -> Iterator[None]:
    """Within it, the signals of these reasons interrupt the work as Ctrl+C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise next(reason for reason in reasons if reason.number == number)

    if threading.current_thread() is not threading.main_thread():  # where no signal arrives
        yield
        return
    heard = [reason.number for reason in reasons if signal.getsignal(reason.number) is not signal.SIG_IGN]  # nohup
    before = {number: signal.signal(number, interrupt) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(sentence: str) -> None:
    from converters.cli.screen import visible

    click.echo(f"convert: {visible(sentence)}", err=True)
