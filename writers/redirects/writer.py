"""`convert redirects`: the addresses that moved, in the syntax of one kind of server."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from converters.formats import Written
from converters.index import Table
from converters.options import option
from converters.post import Post, Site, Status
from converters.problem import Report
from writers.destination.output_file import OutputFile
from writers.redirects.plan import Content
from writers.redirects.syntaxes import SYNTAXES
from writers.redirects.text import FIRST_LINE, redirects_text

_MARKS = {"vercel": b'{\n "redirects"', "csv": b"old,new,status"}


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
        written: Table[int] = Table()
        for post in rendered:
            written.add(post.key, 1)
        content = self._plan(site)
        text = redirects_text(self.syntax, site, content, written, report)
        mark = _MARKS.get(self.syntax, f"# {FIRST_LINE}".encode())
        with OutputFile(destination, mark=mark, force=self.force) as file:
            for piece in text:
                file.write(piece.encode())
        yield from (Written(key=key, path="") for key in written)

    def _plan(self, site: Site) -> Content:
        from writers.hugo import content as hugo_content  # here: redirects are a part of these writers' sites, too
        from writers.jekyll import content as jekyll_content

        plans: Mapping[str, Callable[[Site], Content]] = {
            "hugo": hugo_content.content_of,
            "jekyll": jekyll_content.content_of,
        }
        return plans[self.site](site)
