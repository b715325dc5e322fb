"""The questions of the guide: each is asked until its answer is one, and can be asked again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

import click
from rich.console import Console

from converters import formats
from converters.cli.destinations import usual_destination
from converters.cli.guide.answers import Answers
from converters.cli.guide.looking import Found, Known, look_into, sources_in, uploads_near
from converters.cli.screen import printable, visible
from converters.problem import ConversionError


@dataclass(slots=True)
class Talk:
    """One conversation: where it takes place, and what is known and answered so far."""

    console: Console
    folder: Path
    answers: Answers
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be asked, and how its answer is shown in the plan."""

    label: str
    ask: Callable[[Talk], None]
    shown: Callable[[Answers], str]
    applies: Callable[[Talk], bool] = lambda talk: True
    decides: bool = False
    """Whether the questions after it depend on the answer."""


def ask_source(talk: Talk) -> None:
    """A number of what was found, several numbers, or any path."""
    found = sources_in(talk.folder)
    for number, each in enumerate(found, 1):
        talk.console.print(
            f"  [bold]{number}[/]  {printable(each.path)}  [dim]{printable(each.description)}", highlight=False
        )
    if not found:
        talk.console.print(
            "  In this folder I see no export and no site: in WordPress use Tools → Export.", highlight=False
        )

    def accept(text: str) -> tuple[tuple[str, ...], Known]:
        sources = _sources_named(text, found)
        with talk.console.status("Looking at it …"):
            return sources, _looked(sources)

    default = " ".join(talk.answers.sources) or ("1" if found else None)
    talk.answers.sources, talk.known = click.prompt(
        "What shall be read (a number, or a path)", default, value_proc=accept
    )
    _tell(talk.console, talk.known)


def _sources_named(text: str, found: list[Found]) -> tuple[str, ...]:
    if text.startswith(("http://", "https://")) or (Path(text).exists() and not text.isdigit()):
        return (text,)
    chosen = []
    for word in text.split():
        if word.isdigit() and 0 < int(word) <= len(found):
            chosen.append(found[int(word) - 1].path)
        elif Path(word).exists():
            chosen.append(word)
        else:
            choice = f"one of 1 to {len(found)}, or " if found else ""
            raise click.UsageError(f"there is no {visible(word)!r} here: give {choice}the path of an export or a site.")
    return tuple(chosen)


def _looked(sources: tuple[str, ...]) -> Known:
    try:
        return look_into(sources)
    except ConversionError as error:
        raise click.UsageError(visible(str(error))) from error


def _tell(console: Console, known: Known) -> None:
    title = printable(known.title or "Untitled")
    console.print(f"  [bold]{title}[/]: {known.items:,} items, {printable(known.description)}", highlight=False)
    for sentence in known.attention:
        console.print(f"  [yellow]![/] {printable(sentence)}", highlight=False)


def ask_writer(talk: Talk) -> None:
    """A format by its name or number."""
    writers = list(formats.writers().values())
    names = [each.name for each in writers]
    for number, each in enumerate(writers, 1):
        about = (each.load().__doc__ or "").strip().partition("\n")[0]
        talk.console.print(f"  [bold]{number:>2}[/]  {each.name:<10} [dim]{printable(about)}", highlight=False)

    def accept(text: str) -> str:
        name = names[int(text) - 1] if text.isdigit() and 0 < int(text) <= len(names) else text.strip().lower()
        if name not in names:
            raise click.UsageError(f"there is no format {visible(text)!r}: give a name or a number of the list.")
        return name

    before = talk.answers.writer
    talk.answers.writer = click.prompt("What shall come of it", before, value_proc=accept)
    if talk.answers.writer != before:
        talk.answers.destination = ""


def ask_destination(talk: Talk) -> None:
    """A path that nothing else has."""
    is_folder = talk.answers.format.load().destination == "directory"

    def accept(text: str) -> str:
        path = Path(text)
        if any(Path(source).exists() and path.exists() and path.samefile(source) for source in talk.answers.sources):
            raise click.UsageError("that is the source itself: choose another place.")
        if path.exists() and path.is_dir() != is_folder:
            raise click.UsageError(f"{visible(text)} is a {'file' if is_folder else 'folder'}: choose another name.")
        if not is_folder and not path.parent.is_dir():
            raise click.UsageError(f"there is no folder {visible(str(path.parent))}: make it, or choose another place.")
        return text

    what = "Into which folder" if is_folder else "Into which file"
    default = talk.answers.destination or usual_destination(talk.answers.format)
    talk.answers.destination = click.prompt(what, default, value_proc=accept)


def ask_hidden(talk: Talk) -> None:
    """Whether posts that are not public come along."""
    hidden = talk.known.hidden if talk.known else {}
    shown = ", ".join(f"{count} {word}" for word, count in hidden.items())
    talk.console.print(f"  Not public: {shown}. They are left out unless you name them.", highlight=False)

    def accept(text: str) -> list[str]:
        words = [] if text.strip() in ("", "none") else text.replace(",", " ").split()
        for word in words:
            if word not in (*hidden, "all"):
                raise click.UsageError(f"{visible(word)!r} is none of them: give {', '.join(hidden)}, all or none.")
        return words

    talk.answers.include = click.prompt(
        "Which of them shall come along", " ".join(talk.answers.include) or "none", value_proc=accept
    )


def ask_pictures(talk: Talk) -> None:
    """From where pictures and files come, if at all."""
    fetches = talk.answers.takes("media")
    near = talk.answers.uploads or uploads_near(talk.folder, talk.answers.sources)
    ways = "a folder or zip of wp-content/uploads, " + ("fetch (from the old host), " if fetches else "") + "none"

    def accept(text: str) -> tuple[str, bool]:
        if text in ("none", ""):
            return "", False
        if text == "fetch" and fetches:
            return "", True
        if not Path(text).exists():
            raise click.UsageError(f"there is no {visible(text)}: give {ways}.")
        return text, False

    default = near or ("fetch" if talk.answers.fetch else "none")
    talk.answers.uploads, talk.answers.fetch = click.prompt(f"Pictures from ({ways})", default, value_proc=accept)


def ask_zone(talk: Talk) -> None:
    """The time zone of a source whose dates name none."""

    def accept(text: str) -> str:
        if text not in available_timezones():
            raise click.UsageError(f"there is no time zone {visible(text)!r}: give one such as Europe/Rome, or UTC.")
        return text

    talk.answers.zone = click.prompt("The time zone of the blog", talk.answers.zone or "UTC", value_proc=accept)


def ask_report(talk: Talk) -> None:
    """A file for the report."""

    def accept(text: str) -> str:
        if text in ("none", ""):
            return ""
        if Path(text).is_dir() or not Path(text).parent.is_dir():
            raise click.UsageError(
                f"{visible(text)} cannot be the name of a file: give one such as report.html, or none."
            )
        return text

    talk.answers.report = click.prompt("A report to look at", talk.answers.report or "none", value_proc=accept)


QUESTIONS = (
    Question("Source", ask_source, lambda answers: " ".join(answers.sources), decides=True),
    Question("Format", ask_writer, lambda answers: answers.writer, decides=True),
    Question("Destination", ask_destination, lambda answers: answers.destination),
    Question(
        "Not public",
        ask_hidden,
        lambda answers: " ".join(answers.include) or "left out",
        lambda talk: bool(talk.known and talk.known.hidden and talk.answers.format.load().public),
    ),
    Question(
        "Pictures",
        ask_pictures,
        lambda answers: answers.uploads or ("fetched from the old host" if answers.fetch else "stay where they are"),
        lambda talk: talk.answers.takes("uploads") and talk.answers.writer != "media",
    ),
    Question(
        "Time zone",
        ask_zone,
        lambda answers: answers.zone,
        lambda talk: bool(talk.known and talk.known.lacks_zone),
    ),
    Question("Report", ask_report, lambda answers: answers.report or "none"),
)
"""In the order in which they are asked."""
