"""The template language that exporters put into bodies, taken out again: no template engine will run over them here."""

import re
from dataclasses import dataclass

from converters.problem import Problem, Report, Severity

_SITE_ADDRESS = re.compile(r"\{\{-?[ \t]*(?:site\.(?:baseurl|url)|\.Site\.BaseURL)[ \t]*-?\}\}(?=/|\{\{)")
_FILE_OF_PELICAN = re.compile(
    r"(?<=[(<\"'\s=])(?:\{(?:filename|static|attach)\}|\|(?:filename|static|attach)\|)(?=[^\s\"'>)])"
)
_MORE_ANCHORS = re.compile(r'<a id="more"></a>(?:<a id="more-\d+"></a>)?')
_HIGHLIGHT = re.compile(
    r"^[ \t]*\{%-?[ \t]*(?:highlight[ \t]+([\w+#-]++)[^%\n]*+|(endhighlight)[ \t]*-?)%\}[ \t]*$", re.MULTILINE
)
_ESCAPED_SLASH = "&#47;"
_RUN_OF_TICKS = re.compile(r"`{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlashesRepaired(Problem):
    """Closing tags that are none, because an exporter wrote each slash as a reference to one."""

    code = "slashes-repaired"
    severity = Severity.NOTE
    text = (
        "{count} {count:slash was|slashes were} written as &#47; by an exporter, so that no tag was closed: read as /"
    )
    count: int


def with_slashes(body: str, report: Report) -> str:
    """A body whose closing tags begin with a slash: early jekyll-import escaped the slashes of tags, too."""
    if f"<{_ESCAPED_SLASH}" not in body:
        return body
    report(SlashesRepaired(count=body.count(_ESCAPED_SLASH)))
    return body.replace(_ESCAPED_SLASH, "/")


def without_exporter_marks(body: str) -> str:
    """A body freed of what stands before addresses in it, and with `more` where jekyll-import put anchors.

    That is `{{ site.baseurl }}` of jekyll-import's, and `{static}` and the like, by which Pelican finds files.
    """
    return with_more(_FILE_OF_PELICAN.sub("", _SITE_ADDRESS.sub("", body)))


def with_more(body: str) -> str:
    """A body in which jekyll-import's anchors are the divider that they were."""
    return _MORE_ANCHORS.sub("<!--more-->", body)


def fence_highlights(markdown: str) -> str:
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
