"""The elements that a chapter may have, and what the others of canonical HTML become (EPUB 3.3, XHTML content)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


RENAMED = {
    "address": "div", "article": "div", "aside": "div", "data": "span", "dialog": "div", "fieldset": "div",
    "footer": "div", "header": "div", "hgroup": "div", "legend": "div", "main": "div", "meter": "span", "nav": "div",
    "progress": "span", "section": "div", "time": "span",
}  # fmt: skip
"""Elements that mean something on a page of the web and nothing, or something else, in a chapter of a book."""

HEADINGS = _names("h1 h2 h3 h4 h5 h6")
BLOCKS = _names(
    """blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody
    td tfoot th thead tr ul"""
)
"""Elements that begin a new line."""

PHRASES = _names(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rb rp rt ruby s samp small span strong sub sup u var"
)
"""Elements within a line."""

LINES = _names("h1 h2 h3 h4 h5 h6 p pre summary")
"""Blocks that hold nothing but text and what stands within a line of it."""

PARENTS = {
    "caption": _names("table"), "dd": _names("dl"), "dt": _names("dl"), "figcaption": _names("figure"),
    "li": _names("ol ul"), "summary": _names("details"), "tbody": _names("table"), "td": _names("tr"),
    "tfoot": _names("table"), "th": _names("tr"), "thead": _names("table"),
    "tr": _names("table tbody tfoot thead"), "rb": _names("ruby"), "rp": _names("ruby"), "rt": _names("ruby"),
}  # fmt: skip
"""Elements that mean nothing but in certain others."""

STRUCTURES = _names("dl ol table tbody tfoot thead tr ul")
"""Elements that hold nothing but their own parts."""

NOT_WITHIN_ITSELF = _names("a dfn")
"""Elements that may not stand in another of their kind, however deep."""
