"""Elements of HTML by what they are to Markdown: blocks, and what begins a line where it stays HTML."""

from typing import Final

BLOCKS: Final = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
"""Elements that begin and end a block."""

BLOCKS_OF_HTML: Final = BLOCKS | {"optgroup", "option", "select"}
"""Those of a body that stays HTML, where the parts of a form are blocks, too."""

_WITHOUT_LINES = frozenset(["center", "dir", "hgroup", "html", "menu", "pre", "search", "select"])
LINES: Final = (BLOCKS_OF_HTML - _WITHOUT_LINES) | {"col", "colgroup", "iframe", "noscript", "source", "track"}
"""Elements around which white space shows nothing: as HTML, each begins a line of its own."""
