"""What a report shows: gathered while the work goes on, and never more of it than a person will read."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from converters.ledger import Fate, Ledger
from converters.problem import Problem, Severity
from converters.verification.verdict import PostDiffers, Verdict

LISTED = 100
"""Problems of one kind that are listed; the rest is counted."""
ITEMS = 500
"""Items of one fate that are listed."""
MOVED = 500
"""Addresses that moved, listed."""
COMPARED = 50
"""Posts that differ and are shown with both sides."""
NAMES = 200
"""Unknown shortcodes or blocks that are told apart by name."""
REASONS = 100
"""Fates, and other words that are counted, that are told apart."""
_LONGEST_BODY = 300_000

Kind = tuple[Severity, str]

_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(text: str, longest: int = 400) -> str:
    """A text of a stranger on one line, no longer than that, without characters that steer what shows it."""
    line = " ".join(text[: 4 * longest].split())
    line = _STRANGE.sub("\ufffd", line)
    return line if len(line) <= longest and len(text) <= 4 * longest else f"{line[: longest - 1]}…"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the source, as a line of the report."""

    name: str
    old: str = ""
    """Its address in the old blog."""
    path: str = ""
    """Its file, relative to the destination."""
    address: str = ""
    """Its address in the new site."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One problem, as a line of the report."""

    sentence: str
    origin: str
    post: str


@dataclass(slots=True)
class Known:
    """All problems of one kind."""

    about: str = ""
    """What the kind is, in a sentence."""
    count: int = 0
    first: list[Shown] = field(default_factory=list)


@dataclass(slots=True)
class Unknown:
    """A shortcode or a block that nobody knows, by its name."""

    count: int = 0
    """How often it occurs."""
    posts: int = 0
    example: str = ""
    first: str = ""
    """The first post that has it."""


@dataclass(slots=True)
class Findings:
    """All that a page shows. What is listed is bounded; what is counted is everything."""

    title: str = ""
    source: str = ""
    """What was read, in words."""
    destination: str = ""
    """Where it was written to, and as what."""
    files: str | None = None
    """The folder of the destination as the report links it: a relative address with a slash at its end, or nothing."""
    rehearsed: bool = False
    """Whether nothing was written."""
    ledger: Ledger | None = None
    verdict: Verdict | None = None
    years: Counter[int] = field(default_factory=Counter)
    """Written items by the year of their date."""
    fates: dict[tuple[str, str, bool], list[Item]] = field(default_factory=dict)
    """The first items by outcome, reason, and whether they are posts that could be read."""
    fate_counts: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    kinds: dict[Kind, Known] = field(default_factory=dict)
    places: dict[str, Item] = field(default_factory=dict)
    """Where the posts of the listed problems stand, by the name of the post."""
    unknown: dict[str, dict[str, Unknown]] = field(default_factory=dict)
    """`shortcodes` and `blocks`, by name."""
    nameless: Counter[str] = field(default_factory=Counter)
    """Of `shortcodes` and `blocks`: how many are not told apart by name."""
    moved: list[Item] = field(default_factory=list)
    moved_count: int = 0
    differing: list[PostDiffers] = field(default_factory=list)

    @property
    def totals(self) -> Mapping[Severity, int]:
        """How many problems there are of each severity."""
        found: Counter[Severity] = Counter()
        for (severity, _), known in self.kinds.items():
            found[severity] += known.count
        return found


_TABLES = {"unknown-shortcode": "shortcodes", "unknown-block": "blocks", "unknown-empty-block": "blocks"}
"""Problems that a rule can handle, by code, and the table of the file of rules in which it stands."""


class Gathering:
    """Takes problems and fates as they come, and keeps what a report shows of them."""

    def __init__(self) -> None:
        self.findings = Findings()
        self._awaited: set[str] = set()

    def add(self, problem: Problem) -> None:
        """Take a problem in."""
        found = self.findings
        known = found.kinds.setdefault((problem.severity, problem.code), Known(_about(problem)))
        known.count += 1
        if table := _TABLES.get(problem.code):
            self._add_unknown(table, problem)
        if isinstance(problem, PostDiffers) and len(found.differing) < COMPARED:
            found.differing.append(_bounded(problem))
            found.places.setdefault(plain(problem.where.post), Item(plain(problem.where.post), path=problem.place))
        if len(known.first) < LISTED:
            post = plain(problem.where.post)
            known.first.append(Shown(plain(problem.sentence), plain(problem.where.origin), post))
            if post:
                self._awaited.add(post)

    def settle(self, fate: Fate) -> None:
        """Take in what became of an item."""
        found = self.findings
        entry = fate.entry
        name = plain(fate.where.post or fate.where.origin)
        old = plain(entry.url, 1000) if entry else ""
        item = Item(name, old, fate.path, plain(fate.address, 1000))
        kind = (str(fate.outcome), plain(fate.reason), entry is not None)
        if kind not in found.fates and len(found.fates) >= REASONS:
            kind = (kind[0], "other reasons", kind[2])
        found.fate_counts[kind] += 1
        listed = found.fates.setdefault(kind, [])
        if len(listed) < ITEMS:
            listed.append(item)
        if fate.outcome != "written":
            return
        if entry and entry.date:
            found.years[entry.date.year] += 1
        if item.path and name in self._awaited:
            self._awaited.discard(name)
            found.places[name] = item
        if item.old and item.address and _path_of(item.old) != item.address.strip("/"):
            found.moved_count += 1
            if len(found.moved) < MOVED:
                found.moved.append(item)

    def _add_unknown(self, table: str, problem: Problem) -> None:
        name = plain(str(getattr(problem, "name", "")), 100)
        names = self.findings.unknown.setdefault(table, {})
        if name not in names and len(names) >= NAMES:
            self.findings.nameless[table] += 1
            return
        unknown = names.setdefault(name, Unknown())
        unknown.posts += 1
        unknown.count += int(getattr(problem, "count", 1))
        unknown.example = unknown.example or plain(str(getattr(problem, "example", "")))
        unknown.first = unknown.first or plain(problem.where.post)
        self._awaited.add(unknown.first)


def _about(problem: Problem) -> str:
    """What a kind of problem is, in the words of its class; nothing when nobody wrote any."""
    text = (type(problem).__doc__ or "").strip().partition("\n")[0]
    return "" if text.startswith(f"{type(problem).__name__}(") else text


def _bounded(problem: PostDiffers) -> PostDiffers:
    """A post that differs, without bodies that are too long to show."""
    if max(len(problem.source_html), len(problem.result_html)) <= _LONGEST_BODY:
        return problem
    return PostDiffers(
        where=problem.where,
        summary=problem.summary,
        key=problem.key,
        place=problem.place,
        fields=problem.fields,
        facts=problem.facts,
    )


def _path_of(url: str) -> str:
    """The path of an address, decoded, with its query, without slashes at its ends."""
    rest = url.partition("://")[2] or url
    return unquote(rest.partition("/")[2]).strip("/")
