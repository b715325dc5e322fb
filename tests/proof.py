"""From HTML to Markdown and, through a real renderer, back: what arrived, body by body and in sum."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from converters.fidelity import Difference, Facts, compare, facts_of
from converters.problem import Report
from tests.renderers import RENDERERS, BuildError, Rendered
from writers.markdown import FLAVORS, to_markdown
from writers.markdown.proving import to_proven_markdown

FAIRNESS: dict[str, dict[str, bool]] = {"gfm": {}, "hugo": {"takes_more": True, "captions_as_alt": True}, "jekyll": {}}
"""By flavor, what its generator does to every page (`converters.fidelity.compare`)."""


@dataclass(frozen=True)
class Outcome:
    """What became of a body."""

    name: str
    html: str
    markdown: str
    rendered: Rendered
    source: Facts
    differences: tuple[Difference, ...]

    @property
    def is_exact(self) -> bool:
        """Whether every fact arrived and none was made up."""
        return not self.differences and not isinstance(self.rendered, BuildError)

    def __str__(self) -> str:
        what = [str(self.rendered)[:300]] if isinstance(self.rendered, BuildError) else map(str, self.differences)
        return f"{self.name}: " + "; ".join(what)


def write_with(flavor: str) -> Callable[[str], str]:
    """The writer of a flavor."""
    return lambda html: to_markdown(html, flavor=FLAVORS[flavor])


def write_proven_with(flavor: str, report: Report) -> Callable[[str], str]:
    """The writer of a flavor that proves what it writes (`--prove`)."""
    return lambda html: to_proven_markdown(html, flavor=FLAVORS[flavor], report=report)


def prove(
    bodies: Sequence[tuple[str, str]], flavor: str, write: Callable[[str], str] | None = None
) -> tuple[Outcome, ...]:
    """Write every (name, HTML) as Markdown of a flavor, render them all in one batch, and compare the facts."""
    write = write or write_with(flavor)
    written = [write(html) for _, html in bodies]
    outcomes = []
    for (name, html), markdown, rendered in zip(bodies, written, RENDERERS[flavor](written), strict=True):
        source = facts_of(html)
        result = facts_of("" if isinstance(rendered, BuildError) else rendered)
        differences = compare(source, result, **FAIRNESS[flavor])
        outcomes.append(Outcome(name, html, markdown, rendered, source, differences))
    return tuple(outcomes)


def tally(outcomes: Iterable[Outcome]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many facts of each kind there were, were lost and were added."""
    there: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for outcome in outcomes:
        there.update(outcome.source.totals)
        for difference in outcome.differences:
            lost[difference.kind] += len(difference.lost)
            added[difference.kind] += len(difference.added)
    return there, lost, added


def summary(title: str, outcomes: Sequence[Outcome]) -> str:
    """The figures of a proof as a table, and what differs in the first bodies that do."""
    there, lost, added = tally(outcomes)
    differing = [outcome for outcome in outcomes if not outcome.is_exact]
    lines = [f"{title}: {len(outcomes) - len(differing)} of {len(outcomes)} bodies exact"]
    for kind, count in there.items():
        if count or added[kind]:
            lines.append(f"  {kind:13} {count - lost[kind]:7} of {count:7}, {added[kind]} added")
    return "\n".join([*lines, *(f"  {outcome}"[:600] for outcome in differing[:40])])
