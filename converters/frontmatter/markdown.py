"""Markdown bodies → HTML: CommonMark with what the exporters and their sites use beyond it. Raw HTML stays."""

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

_SITE_ADDRESS = re.compile(r"\{\{-?[ \t]*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)[ \t]*-?\}\}(?=/|\{\{)")
_MORE_ANCHORS = re.compile(r'<a id="more"></a>(?:<a id="more-\d+"></a>)?')
_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?[ \t]*(?:highlight[ \t]+([\w+#-]+)[^%\n]*|(endhighlight)[ \t]*-?)%\}[ \t]*$", re.MULTILINE
)
_RUN_OF_TICKS = re.compile(r"`{3,}")


def to_html(markdown: str) -> str:
    """The HTML of a Markdown text: tables, strikethrough, footnotes, definition lists and task lists included."""
    rendered: str = _RENDERER.render(_fence_highlights(markdown))
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


def _renderer() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
    return made.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)


_RENDERER = _renderer()
