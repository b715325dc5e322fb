"""Everything that moved as the text of one file, and what its syntax cannot say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from converters.post import Site
from converters.problem import Problem, Report, Severity
from writers.redirects.plan import Content, Redirect, redirects_of
from writers.redirects.syntaxes import SYNTAXES

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


def redirects_text(syntax: str, site: Site, content: Content, written: Collection[str], report: Report) -> str:
    """Everything that moved in one syntax. Reports what it cannot say."""
    about = SYNTAXES[syntax]
    wanted = redirects_of(site, content, set(written))
    possible = [redirect for redirect in wanted if about.takes(redirect)]
    _report_left_out([r for r in wanted if not about.takes(r)], f"{syntax} cannot say them", report)
    if about.most is not None:
        costs = accumulate(about.cost(redirect) for redirect in possible)
        room = sum(1 for _ in takewhile(about.most.__ge__, costs))
        _report_left_out(possible[room:], f"{syntax} accepts no more than {about.most} rules", report)
        possible = possible[:room]
    heading = f"{about.comment}{FIRST_LINE}\n{about.comment}{about.help}\n" if about.comment else ""
    return heading + about.write(possible, content.addresses.base)


def _report_left_out(redirects: Sequence[Redirect], reason: str, report: Report) -> None:
    if redirects:
        first = redirects[0]
        example = first.old + ("?{}={}".format(*first.query) if first.query else "page/2/" if first.pages else "")
        report(RedirectsLeftOut(count=len(redirects), reason=reason, example=example))
