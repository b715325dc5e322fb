"""The Liquid of one Jekyll site: its includes, each read once, and its bodies run with them."""

from collections import ChainMap
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError, LiquidInterrupt
from liquid.token import Token

from converters.post import Post, Site
from converters.sites.jekyll.sources import TemplateSource
from converters.sites.jekyll.tags import TAGS
from converters.sites.jekyll.templates.bounds import Bounds, Marks, NotRun, Page, Run, weight_of
from converters.sites.jekyll.templates.conditions import LenientIf, LenientUnless
from converters.sites.jekyll.templates.filters import register
from converters.sites.jekyll.templates.includes import tags_known
from converters.sites.jekyll.templates.marks import cut
from converters.sites.jekyll.templates.tags import FAILURES, LANGUAGE, place
from converters.sites.jekyll.templates.variables import SiteVariables, page_of, settings_of
from converters.sites.template_files import text_of_file

PAGES = ("link", "post_link", "post_path", "post_url")
"""Tags that name a page."""


class Language(Environment):
    """Liquid as Jekyll has it, within bounds."""

    context_depth_limit = 100
    string_first_and_last = False

    def __init__(self) -> None:
        super().__init__()
        register(self)
        known = tags_known(sorted({*TAGS, *PAGES}))
        place(self, *LANGUAGE, LenientIf, LenientUnless, *known)

    def tokenizer(self) -> Callable[[str], Iterator[Token]]:
        """What cuts a template into tokens."""
        return cut


class Engine:
    """Runs the bodies of one site."""

    def __init__(self, source: TemplateSource) -> None:
        self._source = source
        self._language = Language()
        self._read: dict[Path, BoundTemplate | NotRun] = {}
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
        weights: dict[int, int] = {}
        weight_of(page, weights)
        run = Run(
            template,
            globals=known,
            weights=ChainMap(weights, self._site.weights),
            marks=marks,
            files=self,
            body_file=post.origin,
        )
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
        found = self._source.include(file)
        if found is None:
            return None
        path, folder = found
        if path not in self._read:
            self._read[path] = self._parsed(path, f"{folder.name}/{file}")
        return _read(self._read[path])

    def beside(self, page: str, file: str, bounds: Bounds) -> BoundTemplate | None:
        """A file beside a page, read anew; None where there is no such file. Raises TooMuch, by its size."""
        path = self._source.file_in((self._source.folder / page).parent, file)
        if path is None:
            return None
        bounds.spend(100 + path.stat().st_size // 10)
        return _read(self._parsed(path, file))

    def _parsed(self, path: Path, name: str) -> BoundTemplate | NotRun:
        """The template in a file, or why there is none."""
        try:
            return self._language.from_string(text_of_file(path), name=name)
        except OSError as error:
            return NotRun(error.strerror or "it cannot be read", name)
        except (LiquidError, RecursionError, ValueError) as error:
            return NotRun(_reason(error), name)


def _read(found: BoundTemplate | NotRun) -> BoundTemplate:
    if isinstance(found, NotRun):
        raise NotRun(found.reason, found.file)
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    return str(getattr(error, "message", error)).partition("\n")[0]


@lru_cache(maxsize=4)
def engine_of(source: TemplateSource) -> Engine:
    """The engine of a site: made once in a process."""
    return Engine(source)
