"""`convert redirects`: the addresses that moved, in the syntax of one kind of server."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from pathlib import Path
from typing import ClassVar, Literal

from converters.formats import Written
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers import hugo_content, jekyll_content
from writers.output_file import OutputFile
from writers.redirects.plan import Content, Redirect, redirects_of
from writers.redirects.syntaxes import SYNTAXES

_FIRST_LINE = "Where the addresses of the old blog lead now. Written by portpress."
_MARKS = {"vercel": b'{\n "redirects"', "csv": b"old,new,status"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsLeftOut(Problem):
    """A syntax, or a host, cannot hold all that moved."""

    code = "redirects-left-out"
    severity = Severity.WARNING
    text = "{count} redirects are not written, because {reason}: {example} is one of them"
    count: int
    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class Key:
    """All that redirects need of a post: that it is there."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectsWriter:
    """Writes where the old blog's addresses lead in the new site, for the server that will have it."""

    destination: ClassVar[Literal["directory", "file"]] = "file"
    public: ClassVar[bool] = True
    statuses: ClassVar[tuple[str, ...]] = (Status.PUBLISHED, Status.DRAFT, Status.SCHEDULED)

    syntax: str = option("netlify", help="The syntax to write.", choices=tuple(SYNTAXES))
    site: str = option("hugo", help="What the new site is made with.", choices=("hugo", "jekyll"))
    force: bool = option(False, help="Replace a file that is not one of redirects.")

    def render(self, post: Post, site: Site, report: Report) -> Key:
        """The post as something to lead to."""
        return Key(post.key)

    def write(self, rendered: Iterable[Key], site: Site, destination: Path, report: Report) -> Iterator[Written]:
        """Write the file; `-` is standard output."""
        written = [post.key for post in rendered]
        content: Content = {"hugo": hugo_content, "jekyll": jekyll_content}[self.site].content_of(site)
        text = redirects_text(self.syntax, site, content, written, report)
        mark = _MARKS.get(self.syntax, f"# {_FIRST_LINE}".encode())
        with OutputFile(destination, mark=mark, force=self.force) as file:
            file.write(text.encode())
        yield from (Written(key=key, path="") for key in written)


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
    heading = f"{about.comment}{_FIRST_LINE}\n{about.comment}{about.help}\n" if about.comment else ""
    return heading + about.write(possible, content.addresses.base)


def _report_left_out(redirects: Sequence[Redirect], reason: str, report: Report) -> None:
    if redirects:
        first = redirects[0]
        example = first.old + ("?{}={}".format(*first.query) if first.query else "page/2/" if first.pages else "")
        report(RedirectsLeftOut(count=len(redirects), reason=reason, example=example))
