"""Dataclass fields become command-line flags, and flags become dataclasses again."""

import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

import click

from converters.options import Option, options_of

Component = TypeVar("Component")


def flags_of(*components: type) -> list[click.Parameter]:
    """The flags of all options that the components declare; where several declare the same name, that of the first."""
    return [_flag(option) for option in _options_of_all(components)]


def sections_of(*components: type, heading: str) -> dict[str, list[click.Parameter]]:
    """The same by the headings under which they are declared; those without one, under this heading, come first."""
    sections: dict[str, list[click.Parameter]] = {heading: []}
    for option in _options_of_all(components):
        sections.setdefault(option.heading or heading, []).append(_flag(option))
    return sections


def _options_of_all(components: Iterable[type]) -> Iterable[Option]:
    options: dict[str, Option] = {}
    for component in components:
        for option in options_of(component):
            options.setdefault(option.name, option)
    return options.values()


def build(component: type[Component], values: Mapping[str, Any], given: Iterable[str]) -> Component:
    """A component made with those of its options that were given on the command line."""
    chosen = set(given)
    return component(**{o.name: values[o.name] for o in options_of(component) if o.name in chosen})


def given_in(ctx: click.Context, values: Iterable[str]) -> list[str]:
    """The names of those values that somebody gave, on the command line or in a file of options."""
    unsaid = (None, click.core.ParameterSource.DEFAULT)
    return [name for name in values if ctx.get_parameter_source(name) not in unsaid]


def _flag(option: Option) -> click.Option:
    name = f"--{option.name.replace('_', '-')}"
    kind, repeated = _kind_of(option.type)
    shared: dict[str, Any] = {
        "help": option.help,
        "default": option.default,
        "show_default": option.default not in ((), None, "", False),
    }
    if kind is bool:
        return click.Option([name], is_flag=True, **shared)
    types_: dict[Any, Any] = {int: click.INT, float: click.FLOAT, date: Day(), Path: click.Path(path_type=Path)}
    type_ = types_.get(kind, click.STRING)
    if kind is str and option.metavar in ("FILE", "FOLDER"):
        type_ = click.Path()  # which shells complete
    if option.choices:
        type_ = click.Choice(option.choices)
    return click.Option([name], type=type_, multiple=repeated, metavar=option.metavar or None, **shared)


def _kind_of(annotation: Any) -> tuple[Any, bool]:
    """`tuple[str, ...]` → str, repeated; `date | None` → date."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    if get_origin(annotation) in (Union, types.UnionType):
        return next(each for each in get_args(annotation) if each is not type(None)), False
    return annotation, False


class Day(click.ParamType[date]):
    """A day, as `2019-04-17`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2019-04-17.", param, ctx)
