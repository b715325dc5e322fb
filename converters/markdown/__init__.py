"""Markdown → HTML in process, as each of the renderers that people's sites use would make it; raw HTML stays.

One function a flavor: what exporters write (`to_html`), and what a generator reads Markdown with: Hugo goldmark, Jekyll
kramdown, Eleventy markdown-it, Astro remark, Zola pulldown-cmark. The result is HTML, not yet canonical.
"""

from converters.markdown.kramdown import kramdown_to_html
from converters.markdown.problems import LinksGivenUp
from converters.markdown.rendering import (
    goldmark_to_html,
    markdown_it_to_html,
    pulldown_to_html,
    remark_to_html,
    to_html,
)

__all__ = [
    "LinksGivenUp",
    "goldmark_to_html",
    "kramdown_to_html",
    "markdown_it_to_html",
    "pulldown_to_html",
    "remark_to_html",
    "to_html",
]
