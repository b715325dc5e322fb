"""What a verification found: how many facts there were and arrived, and every post that is not as its source."""

from collections import Counter
from dataclasses import dataclass, field

from converters.fidelity import Difference
from converters.problem import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One thing about a post, outside of its body, that the destination shows otherwise."""

    field: str
    """`title`, `published`, `url`, `terms`, `authors`, `comments`, `media` …"""
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDiffers(Problem):
    """A post that the destination does not show as its source has it."""

    code = "post-differs"
    severity = Severity.LOSS
    text = "is not as in the source: {summary}"
    summary: str
    """Every difference in a few words."""
    key: str
    place: str
    """Where it stands in the destination: a file, an address."""
    fields: tuple[FieldDifference, ...] = ()
    facts: tuple[Difference, ...] = ()
    source_html: str = ""
    """The canonical body, of the first posts that differ; nothing when it is too long to keep."""
    result_html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMissing(Problem):
    """A post of the source that the destination does not show."""

    code = "post-missing"
    severity = Severity.LOSS
    text = "is not in the destination: convert it once more"
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDoubled(Problem):
    """A post that the destination shows more than once."""

    code = "post-doubled"
    severity = Severity.LOSS
    text = "stands there twice: in {first} and in {again}; take one of them away"
    key: str
    first: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSurplus(Problem):
    """A post of the destination that the source does not have, or that was not to be taken from it."""

    code = "post-surplus"
    severity = Severity.LOSS
    text = "{place} shows a post that is not to be there: {title!r}"
    place: str
    title: str


@dataclass(slots=True)
class Verdict:
    """What a verification counted. Posts that differ, are missing, doubled or surplus are problems besides."""

    rendered_by: str = ""
    """Who made of the destination what its readers see: `hugo 0.168.0`, `markdown-it-py, in process`."""
    compared: int = 0
    """Posts of the source that were to be found in the destination."""
    intact: int = 0
    """Of these, the posts without any difference."""
    missing: int = 0
    doubled: int = 0
    surplus: int = 0
    """Posts of the destination that the source does not have."""
    facts: Counter[str] = field(default_factory=Counter)
    """How many facts of each kind (a field of `Facts`, or of `FieldDifference`) the source has."""
    arrived: Counter[str] = field(default_factory=Counter)
    """How many of them the destination shows."""
    dropped: Counter[str] = field(default_factory=Counter)
    """What the destination cannot hold, by name, and how many there are of it: never a difference."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Items of the source that were not to be found, by the reason."""
    problems: Counter[str] = field(default_factory=Counter)
    """Problems by code."""

    @property
    def proven(self) -> bool:
        """Whether the destination shows everything that the source has, and nothing else."""
        wrong = self.missing or self.doubled or self.surplus
        return self.intact == self.compared and not wrong

    def as_dict(self) -> dict[str, object]:
        """For programs; the keys are stable."""
        return {
            "rendered_by": self.rendered_by,
            "compared": self.compared,
            "intact": self.intact,
            "missing": self.missing,
            "doubled": self.doubled,
            "surplus": self.surplus,
            "facts": {kind: [self.arrived[kind], count] for kind, count in sorted(self.facts.items())},
            "dropped": dict(sorted(self.dropped.items())),
            "left_out": dict(sorted(self.left_out.items())),
            "problems": dict(sorted(self.problems.items())),
            "proven": self.proven,
        }
