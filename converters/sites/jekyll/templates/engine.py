"""The Liquid of one Jekyll site: its includes, each read once, and its bodies run with them."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError, LiquidInterrupt
from liquid.token import Token

from converters.frontmatter.document import decode
from converters.frontmatter.files import read_bytes
from converters.post import Post, Site
from converters.problem import Problem
from converters.sites.jekyll.sources import TemplateSource
from converters.sites.jekyll.tags import TAGS
from converters.sites.jekyll.templates.bounds import Marks, NotRun, Page, Run
from converters.sites.jekyll.templates.filters import register
from converters.sites.jekyll.templates.includes import tags_known
from converters.sites.jekyll.templates.marks import cut
from converters.sites.jekyll.templates.tags import FAILURES, BoundedFor, BoundedTablerow, ShownValue, Unknown, place
from converters.sites.jekyll.templates.variables import SiteVariables, page_of, settings_of

MOST_BYTES = 1024 * 1024
"""Of an include."""
PAGES = ("link", "post_link", "post_path", "post_url")
"""Tags that name a page."""


class Language(Environment):
    """Liquid as Jekyll has it, within bounds."""

    context_depth_limit = 100
    string_first_and_last = False

    def __init__(self) -> None:
        super().__init__()
        register(self)
        place(self, Unknown, ShownValue, BoundedFor, BoundedTablerow, *tags_known(sorted({*TAGS, *PAGES})))

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """What cuts a template into tokens."""
        return cut


class Engine:
    """Runs the bodies of one site."""

    def __init__(self, source: TemplateSource) -> None:
        self._source = source
        self._language = Language()
        self._read: dict[Path, BoundTemplate | NotRun | None] = {}
        self._settings = settings_of(source.source)
        self._site = SiteVariables(source.folder, source.configuration, self._settings)

    def expand(self, body: str, post: Post, site: Site, marks: Marks) -> str:
        """A body in which its templates have run; what cannot be run is kept. Raises NotRun where it has no sense."""
        try:
            template = self._language.from_string(body)
        except (LiquidError, RecursionError, ValueError) as error:
            raise NotRun(_reason(error)) from error
        page = page_of(post, self._source.folder, site.url, self._source.configuration, self._settings)
        known = {"page": page, "site": self._site, "jekyll": {"environment": "production"}}
        run = Run(template, globals=known, marks=marks, files=self, body_file=post.origin)
        run.bounds.characters += len(body)
        written: StringIO = Page(run.bounds)
        try:
            for node in template.nodes:
                node.render(run, written)
        except LiquidInterrupt:
            pass  # a break outside of any loop ends the page
        except FAILURES as error:
            raise NotRun(_reason(error)) from error
        return written.getvalue()

    def included(self, file: str) -> BoundTemplate | None:
        """An include by its name, of the first folder that has it; None where none has."""
        for folder in self._source.includes:
            template = self._template(folder, folder / file, f"{folder.name}/{file}")
            if template is not None:
                return template
        return None

    def beside(self, page: str, file: str) -> BoundTemplate | None:
        """A file beside a page; None where there is no such file."""
        folder = (self._source.folder / page).parent
        return self._template(folder, folder / file, file)

    def _template(self, folder: Path, path: Path, name: str) -> BoundTemplate | None:
        if path not in self._read:
            self._read[path] = self._parsed(folder, path, name)
        found = self._read[path]
        if isinstance(found, NotRun):
            raise NotRun(found.reason, found.file)
        return found

    def _parsed(self, folder: Path, path: Path, name: str) -> BoundTemplate | NotRun | None:
        """The template in a file; None of one that is not there, or not in the folder."""
        try:
            real, root = path.resolve(), self._source.folder.resolve()
            is_inside = real.is_relative_to(folder.resolve()) and folder.resolve().is_relative_to(root)
            if not is_inside or ".." in path.parts or not real.is_file():
                return None
            data = read_bytes(real, MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                return NotRun("it is larger than 1 MB", name)
            return self._language.from_string(decode(data, _ignore), name=name)
        except (OSError, ValueError):
            return None
        except (LiquidError, RecursionError) as error:
            return NotRun(_reason(error), name)


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return str(getattr(error, "message", error)).partition("\n")[0]


def _ignore(problem: Problem) -> None:
    """Bytes of an include that are not UTF-8 are repaired as those of posts are."""


@lru_cache(maxsize=4)
def engine_of(source: TemplateSource) -> Engine:
    """The engine of a site: made once in a process."""
    return Engine(source)
