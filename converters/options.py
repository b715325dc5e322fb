"""Options are fields: one declaration gives the keyword argument, the command-line flag and its help text."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields
from inspect import get_annotations
from typing import Any, get_type_hints


def option(default: Any = MISSING, *, help: str, metavar: str = "", choices: tuple[str, ...] = ()) -> Any:
    """A dataclass field that is also a command-line flag: `slug_length` becomes `--slug-length`.

    A `bool` becomes a switch, a tuple a flag that may be repeated.
    """
    return field(default=default, metadata={"help": help, "metavar": metavar, "choices": choices})


@dataclass(frozen=True, slots=True)
class Option:
    """A declared option, for whoever builds a command line or a form from it."""

    name: str
    type: Any
    default: Any
    help: str
    metavar: str
    choices: tuple[str, ...]
    heading: str = ""
    """The `heading` of the class that declares it, if that has one: what several components share stands together."""


def options_of(component: type) -> Iterator[Option]:
    """The options that a reader, a writer or a selection declares, in order."""
    types = get_type_hints(component)
    declared: tuple[Field[Any], ...] = fields(component)
    for each in declared:
        if "help" in each.metadata:
            help_, metavar, choices = (each.metadata[key] for key in ("help", "metavar", "choices"))
            heading = _heading_of(component, each.name)
            yield Option(each.name, types[each.name], each.default, help_, metavar, choices, heading)


def _heading_of(component: type, name: str) -> str:
    declaring = [each for each in component.__mro__ if name in get_annotations(each)]
    return str(vars(declaring[-1]).get("heading", "")) if declaring else ""
