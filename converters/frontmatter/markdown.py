"""Markdown bodies → HTML: CommonMark with what the exporters and their sites use beyond it. Raw HTML stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image, link
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline
from mdit_py_plugins.tasklists import tasklists_plugin

from converters.problem import Problem, Report, Severity

MAX_SEARCHED = 20_000_000
"""Characters looked at for closing brackets, all brackets of a body together."""

_SPENT = "characters searched"

_SITE_ADDRESS = re.compile(r"\{\{-?[ \t]*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)[ \t]*-?\}\}(?=/|\{\{)")
_MORE_ANCHORS = re.compile(r'<a id="more"></a>(?:<a id="more-\d+"></a>)?')
_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?[ \t]*(?:highlight[ \t]+([\w+#-]+)[^%\n]*|(endhighlight)[ \t]*-?)%\}[ \t]*$", re.MULTILINE
)
_RUN_OF_TICKS = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksGivenUp(Problem):
    """A body with so many open brackets that the links after them were not looked for."""

    code = "links-given-up"
    severity = Severity.WARNING
    text = "it has too many brackets that are never closed: from there on, links in Markdown stay as they are written"


def to_html(markdown: str, report: Report) -> str:
    """The HTML of a Markdown text: tables, strikethrough, footnotes, definition lists and task lists included."""
    env: dict[str, Any] = {}
    rendered: str = _RENDERER.render(_fence_highlights(markdown), env)
    if env.get(_SPENT, 0) > MAX_SEARCHED:
        report(LinksGivenUp())
    return rendered


def without_exporter_marks(body: str) -> str:
    """A body freed of what jekyll-import put in: `{{ site.baseurl }}` before addresses, anchors in place of `more`."""
    return _MORE_ANCHORS.sub("<!--more-->", _SITE_ADDRESS.sub("", body))


def _fence_highlights(markdown: str) -> str:
    """Jekyll's highlight blocks as fenced ones, each fence longer than any in its code."""
    written: list[str] = []
    at = 0
    opening: re.Match[str] | None = None
    for tag in _HIGHLIGHT.finditer(markdown):
        if tag[1] and opening is None:
            opening = tag
        elif tag[2] and opening is not None:
            code = markdown[opening.end() : tag.start()].strip("\n")
            ticks = "`" * max([3, *(len(run) + 1 for run in _RUN_OF_TICKS.findall(code))])
            written += [markdown[at : opening.start()], f"{ticks}{opening[1]}\n{code}\n{ticks}"]
            at, opening = tag.end(), None
    return "".join([*written, markdown[at:]])


def _bounded(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule that looks for a closing bracket, as long as the characters it may look at are not used up.

    Each bracket that is never closed costs the rest of its paragraph: without a bound, a page of them takes hours.
    """

    def attempt(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not state.src.startswith(("[", "![", "^["), start):
            return False
        spent = state.env.get(_SPENT, 0)
        if spent > MAX_SEARCHED:
            return False
        found = rule(state, silent)
        state.env[_SPENT] = spent + (state.pos if found else state.posMax) - start
        return found

    return attempt


def _renderer() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    made.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)
    made.inline.ruler.at("link", _bounded(link))
    made.inline.ruler.at("image", _bounded(image))
    made.inline.ruler.at("footnote_inline", _bounded(footnote_inline))
    return made


_RENDERER = _renderer()
