"""Custom fields as elements, serialised ones with the true lengths of their strings."""

from collections.abc import Iterable
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity
from converters.wordpress.wxr.serialized import with_true_lengths
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


def metas(name: str, values: Iterable[tuple[str, str]], elements: Elements, report: Report) -> list[str]:
    """Elements called `name` (`wp:postmeta`, …) for keys and values, in order."""
    return [_element(name, key, value, elements, report) for key, value in values]


def _element(name: str, key: str, value: str, elements: Elements, report: Report) -> str:
    value = elements.allowed(key, value)
    sound = with_true_lengths(value)
    if sound is None:
        report(UnstorableField(key=key, reason="it looks serialised and cannot be read, so it will be empty"))
    if not key or len(key) > _LONGEST_KEY:
        report(UnstorableField(key=key[:60], reason="its name is empty or longer than 255 characters"))
    inner = elements.section("wp:meta_key", key)
    return f"<{name}>{inner}{elements.section('wp:meta_value', value if sound is None else sound)}</{name}>"
