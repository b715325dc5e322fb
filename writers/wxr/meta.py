"""Custom fields as elements, serialised ones with the true lengths of their strings."""

from collections.abc import Iterable
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity
from converters.wordpress.serialized import with_true_lengths
from converters.wordpress.wxr.original import to_instruction
from writers.wxr.xml import Elements

_LONGEST_KEY = 255
"""Characters of the column meta_key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstorableField(Problem):
    """A custom field that WordPress cannot store."""

    code = "unstorable-field"
    severity = Severity.WARNING
    text = "WordPress will not store the custom field {key!r}: {reason}"
    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountedValue(Problem):
    """A serialised custom field whose strings have other lengths than it says."""

    code = "recounted-value"
    severity = Severity.NOTE
    text = (
        "the lengths in the serialised field {key!r} were wrong, so that WordPress would empty it: they are right now"
    )
    key: str


def metas(name: str, values: Iterable[tuple[str, str]], elements: Elements, report: Report) -> list[str]:
    """Elements called `name` (`wp:postmeta`, …) for keys and values, in order."""
    return [_element(name, key, value, elements, report) for key, value in values]


def _element(name: str, key: str, value: str, elements: Elements, report: Report) -> str:
    value = elements.allowed(key, value)
    sound = with_true_lengths(value)
    if sound is None:
        report(UnstorableField(key=key, reason="it looks serialised and cannot be read, so it will be empty"))
    elif sound != value:
        report(RecountedValue(key=key))
    if not key or len(key) > _LONGEST_KEY:
        report(UnstorableField(key=key[:60], reason="its name is empty or longer than 255 characters"))
    inner = elements.section("wp:meta_key", key)
    kept = to_instruction({"wp:meta_value": value}) if sound not in (None, value) else ""
    return f"<{name}>{inner}{elements.section('wp:meta_value', value if sound is None else sound)}{kept}</{name}>"
