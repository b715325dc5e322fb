"""`portpress.toml`: every option of every command in a file, those of all commands above, those of one in its table."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from converters import formats
from converters.cli.writer_flags import writer_sections
from converters.problem import ConversionError

NAME = "portpress.toml"
_OTHER_TABLES = ("inspect", "show")
_NEVER = ("config", "help", "help-all")


def _configure(ctx: click.Context, option: click.Parameter, given: Path | None) -> None:
    """Make the options of a file those of the command, where the command line does not say otherwise."""
    if ctx.resilient_parsing:
        return
    path = given or Path(NAME)
    if given or path.is_file():
        ctx.default_map = {**(ctx.default_map or {}), **_options_in(path, ctx)}


CONFIG = click.Option(
    ["--config"],
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=_configure,
    help=f"Take options from FILE; without it, from {NAME} where there is one.",
)
"""Comes before every other option, since it says what they are without the command line."""


def _options_in(path: Path, ctx: click.Context) -> dict[str, Any]:
    """The options of a file for one command, by the names of its parameters."""
    document = _read(path)
    options = _named(ctx.command.params)
    tables = {key: value for key, value in document.items() if isinstance(value, Mapping)}
    known_tables = (*formats.writers(), *_OTHER_TABLES)
    for name in tables:
        if name not in known_tables:
            raise click.UsageError(
                f"{path}: there is no table [{name}]; did you mean [{_nearest(name, known_tables)}]?"
            )
    own = tables.get(ctx.info_name or "", {})
    found: dict[str, Any] = {}
    for table, values in (("", document), (ctx.info_name, own)):
        for key, value in values.items():
            if table == "" and key in tables:
                continue
            name = key.replace("_", "-")
            if name in options:
                found[options[name].name or ""] = _value(path, key, value, options[name], ctx)
            elif name not in (known := _all_options()):
                raise click.UsageError(f"{path}: there is no option {key!r}; did you mean {_nearest(name, known)!r}?")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConversionError(f"{path} cannot be read ({error.strerror}): give another file to --config") from error
    except UnicodeDecodeError as error:
        raise ConversionError(f"{path} is not UTF-8: save it in that encoding") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConversionError(f"{path} is not TOML ({error}): mend it there") from error


def _value(path: Path, key: str, value: Any, option: click.Option, ctx: click.Context) -> Any:
    """A value as the command line would have given it. Raises UsageError, naming the file and the option."""
    if option.is_flag != isinstance(value, bool):
        what = "true or false" if option.is_flag else "a value in quotes"
        raise click.UsageError(f"{path}: {key} = {str(value).lower()} is not possible: write {what}.")
    if isinstance(value, Mapping | datetime) or (isinstance(value, list) and not option.multiple):
        raise click.UsageError(f"{path}: {key} takes one value: write it as on the command line.")
    values = value if isinstance(value, list) else [value]
    if option.metavar in ("FILE", "FOLDER"):  # beside the file that names it
        values = [str(path.parent / each) if isinstance(each, str) and each else each for each in values]
    given = values if option.multiple else values[0]
    try:
        option.type_cast_value(ctx, given)
    except click.BadParameter as error:
        raise click.UsageError(f"{path}: {key}: {error.message}") from error
    return given


def _named(flags: Iterable[click.Parameter]) -> dict[str, click.Option]:
    """The options among the parameters of a command by their names without dashes."""
    named = {max(each.opts, key=len).lstrip("-"): each for each in flags if isinstance(each, click.Option)}
    return {name: option for name, option in named.items() if name not in _NEVER}


def _all_options() -> set[str]:
    """The names of the options of all writers: what one of them does not have may be meant for another."""
    return {
        name
        for each in formats.writers().values()
        for flags in writer_sections(each.load()).values()
        for name in _named(flags)
    }


def _nearest(name: str, names: Any) -> str:
    return next(iter(get_close_matches(name, sorted(names), 1, 0)), "")
