"""The parts that a template consists of: texts, actions, and the expressions in them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, a number, a truth, or nil."""

    value: object


@dataclass(frozen=True, slots=True)
class Name:
    """A function, or a family of them."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`$x`; `$` is what the template was given."""

    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    """What the template looks at."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The fields of a value, each below the one before it."""

    start: "Term"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A word, and what it is given."""

    word: "Term"
    arguments: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands, each of which is given what the one before it makes; and the variables that take the result."""

    commands: tuple[Command, ...]
    variables: tuple[str, ...] = ()
    declares: bool = False


Term = Literal | Name | Variable | Dot | Chain | Pipeline


@dataclass(frozen=True, slots=True)
class Text:
    """What stands outside of actions."""

    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """A value that is shown, unless it goes into a variable."""

    pipeline: Pipeline


@dataclass(frozen=True, slots=True)
class Leave:
    """`break`, `continue` or `return`."""

    word: str
    pipeline: Pipeline | None = None


@dataclass(slots=True)
class Block:
    """`if`, `with` or `range`."""

    word: str
    pipeline: Pipeline
    body: "list[Node]" = field(default_factory=list)
    otherwise: "list[Node]" = field(default_factory=list)


Node = Text | Action | Leave | Block


@dataclass(frozen=True, slots=True)
class Template:
    """A file of a template."""

    file: str
    nodes: "list[Node]"
    has_content: bool
    """Whether it mentions what stands between the two marks of a shortcode."""
    is_old: bool
    """Whether it says that it was made for Hugo before 0.55."""
