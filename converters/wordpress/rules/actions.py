"""The rules themselves: what is to be done with a shortcode or a block. Plain data, so that workers can get them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from converters.problem import Problem, Severity
from converters.wordpress.rules.template import Template


@dataclass(frozen=True, slots=True)
class Unwrap:
    """What a shortcode or block holds stays, without itself."""


@dataclass(frozen=True, slots=True)
class Keep:
    """A shortcode stays as it is in the text; a block keeps the HTML that it saved. Neither is reported as unknown."""


@dataclass(frozen=True, slots=True)
class Drop:
    """It goes, with all that it holds, and is reported."""


@dataclass(frozen=True, slots=True)
class Replace:
    """HTML with its attributes and content takes its place."""

    template: Template


@dataclass(frozen=True, slots=True)
class Call:
    """A function makes what takes its place."""

    function: str | Callable[..., object]
    """The function itself, or `module:function`."""
    folder: str = ""
    """Where a module of that name is looked for first; empty for what is installed."""
    origin: str = ""
    """Who brings it, for messages, where it is not the file of the rules."""


Action = Unwrap | Keep | Drop | Replace | Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is to be done with some shortcodes and blocks; the others are treated as usual."""

    shortcodes: Mapping[str, Action] = field(default_factory=dict)
    """By name."""
    blocks: Mapping[str, Action] = field(default_factory=dict)
    """By full name: `core/cover`, `acme/card`."""
    origin: str = ""
    """The file they stand in, for messages."""
    broken: "tuple[BrokenRules, ...]" = ()
    """What other distributions bring and cannot be used; a reader reports it once."""


NO_RULES = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRules(Problem):
    """Rules that another distribution brings cannot be loaded; everything else goes on without them."""

    code = "broken-rules"
    severity = Severity.WARNING
    text = "the rules {name} of the plugin {distribution} {reason}: they are not used; mend or uninstall it"
    name: str
    distribution: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedByRule(Problem):
    """Left out because a rule says so."""

    code = "dropped-by-rule"
    severity = Severity.NOTE
    text = "{what} left out, as a rule says"
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFailed(Problem):
    """The function of a rule raised an exception, or returned something that is no HTML."""

    code = "rule-failed"
    severity = Severity.WARNING
    text = "the function of the rule for {what} in {rules} {reason}: {what} stays as it is; please mend the function"
    what: str
    rules: str
    reason: str
