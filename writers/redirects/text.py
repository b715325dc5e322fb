"""Everything that moved as the text of one file, and what its syntax cannot say."""

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile

from converters.post import Site
from converters.problem import Problem, Report, Severity, Where
from writers.redirects.plan import Content, forwards_astray, redirects_of
from writers.redirects.redirect import Redirect
from writers.redirects.syntaxes import SYNTAXES, Syntax

FIRST_LINE = "Where the addresses of the old blog lead now. Written by portpress."
"""Of every file whose syntax has comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsLeftOut(Problem):
    """A syntax, or a host, cannot hold all that moved."""

    code = "redirects-left-out"
    severity = Severity.WARNING
    text = "{count} {count:redirect is|redirects are} not written, because {reason}: {example} is one of them"
    count: int
    reason: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardAstray(Problem):
    """The old blog sent its readers where no redirect can lead."""

    code = "forward-astray"
    severity = Severity.WARNING
    text = "the old blog led it to {new!r}; there is no redirect, because {reason}: give it another target or none"
    new: str
    reason: str


def redirects_text(
    syntax: str, site: Site, content: Content, written: Collection[str], report: Report
) -> Iterator[str]:
    """Everything that moved in one syntax, in pieces. Reports what it cannot say."""
    about = SYNTAXES[syntax]
    for entry, reason in forwards_astray(site, content, written):
        where = Where(post=f"{entry.kind} {entry.key}")
        report(ForwardAstray(new=entry.leads_to, reason=reason, where=where))
    wanted = redirects_of(site, content, written)
    possible = _Possible(wanted, about)
    _report_left_out((each for each in wanted if not about.takes(each)), f"{syntax} cannot say them", report)
    beyond = islice(filter(about.takes, wanted), possible.room, None)
    _report_left_out(beyond, f"{syntax} accepts no more than {about.most} rules", report)
    if about.comment:
        yield f"{about.comment}{FIRST_LINE}\n{about.comment}{about.help}\n"
    yield from about.write(possible, content.addresses.base)


class _Possible(Iterable[Redirect]):
    """Of all redirects those that a syntax can say and its host has room for."""

    def __init__(self, wanted: Iterable[Redirect], about: Syntax) -> None:
        self._wanted, self._about = wanted, about
        self.room = sys.maxsize
        """How many there may be."""
        if about.most is not None:
            costs = accumulate(about.cost(redirect) for redirect in filter(about.takes, wanted))
            self.room = sum(1 for _ in takewhile(about.most.__ge__, costs))

    def __iter__(self) -> Iterator[Redirect]:
        return islice(filter(self._about.takes, self._wanted), self.room)


def _report_left_out(redirects: Iterable[Redirect], reason: str, report: Report) -> None:
    left_out = iter(redirects)
    if first := next(left_out, None):
        example = first.old + ("?{}={}".format(*first.query) if first.query else "page/2/" if first.pages else "")
        report(RedirectsLeftOut(count=1 + sum(1 for _ in left_out), reason=reason, example=example))
