"""What may be wrong with a body in Markdown."""

from dataclasses import dataclass

from converters.problem import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksGivenUp(Problem):
    """A body with so many open brackets that the links after them were not looked for."""

    code = "links-given-up"
    severity = Severity.WARNING
    text = "it has too many brackets that are never closed: from there on, links in Markdown stay as they are written"
