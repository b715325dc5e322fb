"""The Liquid of a body: run as Jekyll runs it where the site is at hand, else mark by mark."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from converters.post import Post, Site
from converters.problem import Problem, Report, Severity
from converters.sites.embeds import NameStandsIn, TemplateNotRun, medium_shown, report_kept
from converters.sites.jekyll.liquid import Body, called
from converters.sites.jekyll.sources import JekyllSite, TemplateSource
from converters.sites.jekyll.tags import TAGS, include_of
from converters.sites.placeholders import Placeholders

_ALONE = ("link", "post_link", "post_path", "post_url")
_AROUND = ("blockquote", "code", "codeblock", "comment", "highlight", "note", "pullquote", "quote", "raw")
_SIMPLE = frozenset([*TAGS, *_ALONE, *_AROUND, *(f"end{name}" for name in _AROUND)])
"""Tags that are understood one by one."""
_MARK = re.compile(r"\{%-?\s*(\w*)|\{\{")
_SIMPLE_OUTPUT = re.compile(
    r"""\{\{\s*(?:site\.(?:baseurl|url)|(['"])[^'"{}]{0,500}\1\s*\|\s*(?:relative|absolute)_url)\s*\}\}"""
)
_BASE = re.compile(r"(?:\{\{-?\s*site\.(?:baseurl|url|github\.url)\s*-?\}\}){1,3}(?=\{%-?\s*(?:post_url|link)\b)")
_LANGUAGE = frozenset(
    ["assign", "capture", "case", "cycle", "decrement", "for", "if", "include", "include_cached", "include_relative",
     "increment", "tablerow", "unless"]
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateNeedsPackages(Problem):
    """A template of the site, which portpress runs where the packages for it are installed."""

    code = "template-needs-packages"
    severity = Severity.WARNING
    text = "{source} stays in the text as it is, for running it needs more packages: pip install 'portpress[jekyll]'"
    source: str


def expand_liquid(body: str, post: Post, site: Site, report: Report) -> tuple[str, Placeholders]:
    """A body in which Liquid has run as far as it can here, and what its placeholders stand for."""
    source = site.templates if isinstance(site, JekyllSite) else None
    if source is None or not needs_an_engine(body, source):
        return _expand_by_marks(body, post, site, report)
    if not source.can_be_run:
        return _expand_by_marks(body, post, site, report, needs_packages=True)
    from converters.sites.jekyll.templates.bounds import NotRun
    from converters.sites.jekyll.templates.engine import engine_of

    problems: list[Problem] = []
    places = Placeholders(body)
    marks = _Marks(Body(places, post, site, problems.append))
    try:
        expanded = engine_of(source).expand(_BASE.sub("", body), post, site, marks)
    except NotRun as error:
        report(TemplateNotRun(file="the Liquid in it", reason=error.reason))
        return _expand_by_marks(body, post, site, report)
    report_kept(marks.body.kept, problems.append)
    for problem in problems:
        report(problem)
    return expanded, places


def needs_an_engine(body: str, source: TemplateSource) -> bool:
    """Whether a body holds more than tags and addresses that are understood one by one."""
    for mark in _MARK.finditer(body):
        if mark[1] is None:
            if not _SIMPLE_OUTPUT.match(body, mark.start()):
                return True
        elif mark[1] not in _SIMPLE and not (mark[1] == "include" and not source.includes):
            return True
    return False


def _expand_by_marks(
    body: str, post: Post, site: Site, report: Report, *, needs_packages: bool = False
) -> tuple[str, Placeholders]:
    places = Placeholders(body)
    run = Body(places, post, site, report)
    expanded = run.expand(body)
    others: dict[str, None] = {}
    for kept in run.kept:
        if needs_packages and (kept.startswith("{{") or kept.split()[1] in _LANGUAGE):
            report(TemplateNeedsPackages(source=kept))
        else:
            others[kept] = None
    report_kept(others, report)
    return expanded, places


class _Marks:
    """What the engine asks of a body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._failed: set[str] = set()
        self._stood_in: set[str] = set()

    def tag(self, name: str, arguments: str) -> str | None:
        """What stands in the place of a tag; None where it is not understood."""
        return self.body.tag(name, arguments)

    def include(self, file: str, given: Mapping[str, str]) -> "_Include | None":
        """What is known of an include that many themes have; None where it is not known."""
        include = include_of(file)
        html = include(given, self.body.post) if include else None
        return None if html is None else _Include(html, self.body.places)

    def paired(self, name: str, arguments: str, inside: str) -> str:
        """What stands in the place of two tags and what is between them."""
        code = name in ("code", "codeblock", "highlight")
        return (self.body.paired if code else self.body.quoted)(name, arguments, inside)

    def keep(self, name: str, written: str, error: Exception) -> str:
        """What stands in the place of a piece of template that is not run; it is reported once."""
        said = called(written)
        file, reason = getattr(error, "file", ""), getattr(error, "reason", "")
        if file or getattr(error, "is_a_limit", False):
            if (file or said) not in self._failed:
                self.body.report(TemplateNotRun(file=file or said, reason=reason))
            self._failed.add(file or said)
        elif not name.startswith("end"):
            self.body.kept[said] = None
        return self.body.places.hold_text(written)

    def stand_in(self, file: str, reason: str) -> None:
        """Report, once, that what is known of an include's name is shown, because its file is not run."""
        if file not in self._stood_in:
            self._stood_in.add(file)
            self.body.report(NameStandsIn(file=file, reason=reason))

    def markdown_to_html(self, markdown: str) -> str:
        """HTML of Markdown, as the site renders it."""
        return self.body.markdown_to_html(markdown)


class _Include:
    """What an include shows by its name."""

    def __init__(self, html: str, places: Placeholders) -> None:
        self._html, self._places = html, places

    def held(self) -> str:
        """What stands for it in the body."""
        return self._places.hold(self._html)

    def shows(self, rendered: str) -> bool:
        """Whether it shows readers all that its file has rendered: a medium, and nothing beside it."""
        if not self._html:
            return True
        medium = medium_shown(self._html, rendered)
        self._html = self._html if medium is None else medium
        return medium is not None
