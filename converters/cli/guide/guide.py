"""The conversation: questions, the plan with a sample, the conversion, its proof, and the command for next time."""

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from converters.cli.guide.answers import Answers
from converters.cli.guide.questions import QUESTIONS, Question, Talk
from converters.cli.guide.sample import sample_of
from converters.cli.screen import open_screen, print_text, printable, visible
from converters.problem import ConversionError

Run = Callable[[Sequence[str]], int]
"""Runs the command with arguments, as if they had been typed."""


def is_possible() -> bool:
    """Whether there is a person to talk to."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def guide(run: Run, *, program: str, verifies: bool) -> int:
    """Talk with a person until a blog is converted, and return the code to exit with.

    `verifies`: there is a command `verify`, and what was written shall be compared with its source. Raises click.Abort
    when the person leaves before anything is written.
    """
    console = open_screen(highlight=False)
    console.print("[bold]portpress[/] moves a blog. Enter takes what stands in brackets, Ctrl-C leaves.\n")
    talk = Talk(console, Path(), Answers())
    try:
        for question in QUESTIONS:
            _ask(talk, question)
        while (number := _review(talk)) is not None:
            _ask_again(talk, number)
    except (click.Abort, KeyboardInterrupt):
        console.print("\nNothing was written.")
        return 130
    answers = talk.answers
    console.print()
    code = run(answers.arguments)
    if verifies:
        code = max(code, _verify(run, answers))
    console.print("\nThe same without questions:\n")
    print_text(f"  {program} {shlex.join(answers.arguments)}\n")
    return code


def _verify(run: Run, answers: Answers) -> int:
    """Compare what was written with its source; a format that holds no posts has nothing to compare."""
    try:
        return run(answers.verification)
    except ConversionError as error:
        click.echo(f"Not verified: {visible(str(error))}")
        return 0


def _ask(talk: Talk, question: Question) -> None:
    if question.applies(talk):
        talk.console.print(f"[bold cyan]{question.label}")
        question.ask(talk)
        talk.console.print()


def _ask_again(talk: Talk, number: int) -> None:
    """One question once more, and all that depend on its answer."""
    asked = [question for question in QUESTIONS if question.applies(talk)][number - 1]
    at = QUESTIONS.index(asked)
    for question in QUESTIONS[at:] if asked.decides else (asked,):
        _ask(talk, question)


def _review(talk: Talk) -> int | None:
    """Show the plan; the number of an answer to change, or None to go on. Raises click.Abort to leave."""
    asked = [question for question in QUESTIONS if question.applies(talk)]
    talk.console.print("[bold cyan]The plan")
    for number, question in enumerate(asked, 1):
        shown = printable(question.shown(talk.answers))
        talk.console.print(f"  [bold]{number}[/]  {question.label:<12} {shown}")
    _show_sample(talk)

    def accept(text: str) -> int | None:
        if text in ("go", ""):
            return None
        if text in ("q", "quit", "n", "no"):
            raise click.Abort
        if text.isdigit() and 0 < int(text) <= len(asked):
            return int(text)
        raise click.UsageError(f"{visible(text)!r} is no answer: Enter converts, 1 to {len(asked)} changes, q leaves.")

    chosen: int | None = click.prompt("Enter converts, a number changes that answer, q leaves", "go", value_proc=accept)
    return chosen


def _show_sample(talk: Talk) -> None:
    answers = talk.answers
    try:
        with talk.console.status("Making a sample …"):
            sample = sample_of(answers.sources, answers.writer, answers.include)
    except ConversionError as error:
        talk.console.print(f"  [yellow]![/] {printable(str(error))}")
        return
    talk.console.print("\n[bold cyan]A sample")
    for path in sample.paths:
        talk.console.print(f"  {printable(path)}")
    if sample.text:
        talk.console.print()
        print_text("".join(f"  │ {line}\n" for line in sample.text.splitlines()))
    talk.console.print()
