"""Markdown → HTML in process, as each of the renderers that people's sites use would make it; raw HTML stays.

One function a flavor: what exporters write (`to_html`), Hugo's goldmark (`goldmark_to_html`) and Jekyll's kramdown
(`kramdown_to_html`). The result is HTML, not yet canonical.
"""

from converters.markdown.rendering import LinksGivenUp, goldmark_to_html, kramdown_to_html, to_html

__all__ = ["LinksGivenUp", "goldmark_to_html", "kramdown_to_html", "to_html"]
