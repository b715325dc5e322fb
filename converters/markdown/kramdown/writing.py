"""The tree as HTML."""

import re
from html import escape

from converters.markdown.fences import language_of
from converters.markdown.kramdown.document import Document
from converters.markdown.kramdown.formulas import formula
from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.tree import (
    BLANK,
    END,
    FORMULA,
    HTML,
    HTML_SPAN,
    LISTING,
    MARKUP,
    NOTE,
    ROOT,
    SPANS,
    TEXT,
    Node,
)

_BARE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);)", re.ASCII)
_NO_TAGS = frozenset([ROOT, SPANS])
_EMPTY = frozenset(["br", "hr", "img", "input"])
_LINE_AFTER_ALL = "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote table thead tbody tfoot tr td th hr"
_LINE_AFTER = frozenset(_LINE_AFTER_ALL.split())
_OF_LINES = frozenset(["ul", "ol", "dl", "blockquote", "table", "thead", "tbody", "tfoot", "tr"])
_ITEMS = frozenset(["li", "dd"])


def write(document: Document, root: Node) -> str:
    """The HTML of a document: its blocks, and the notes that are referred to, in the order of their marks.

    Notes have the ids that kramdown gives them, which other pages may link to, and the classes of canonical HTML.
    """
    out: list[str] = []
    marks = _Marks(document)
    _write(root, marks, out)
    if marks.names:
        out.append('<section class="footnotes">\n<ol class="footnotes-list">\n')
        for name in marks.names:  # a note may refer to others, which join the list
            _write_note(name, marks, out)
        out.append("</ol>\n</section>\n")
    return "".join(out)


class _Marks:
    """The notes that were referred to so far, and how often each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.names: list[str] = []
        self.numbers: dict[str, int] = {}
        self.times: dict[str, int] = {}


def tag(name: str, attributes: dict[str, str], end: str = "") -> str:
    """A start tag."""
    inside = "".join(f' {key}="{escape_kept(value)}"' for key, value in attributes.items())
    return f"<{name}{inside}{end}>"


def escape_kept(text: str) -> str:
    """Text of a source as HTML, character references left as they are."""
    return (
        _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        if any(mark in text for mark in '&<>"')
        else text
    )


def _write(node: Node, marks: _Marks, out: list[str]) -> None:
    kind = node.kind
    if kind == TEXT:
        out.append(escape(node.text, quote=False))
    elif kind == MARKUP:
        out.append(node.text)
    elif kind in (BLANK, END) or (kind in ("ul", "ol") and node.meaning):
        pass
    elif kind in (HTML, HTML_SPAN):
        out.append(tag(node.meaning, node.attributes, " /" if node.text else ""))
        for child in node.children:
            _write(child, marks, out)
        out.append("" if node.text else f"</{node.meaning}>")
        out.append("\n" if kind == HTML else "")
    elif kind == LISTING:
        _write_listing(node, out)
    elif kind == NOTE:
        _write_mark(node.text, marks, out)
    elif kind == FORMULA:
        out.append(formula(node.text, display=bool(node.meaning)) + ("\n" if node.meaning else ""))
    elif kind in _EMPTY:
        out.append(tag(kind, node.attributes, " /") + ("\n" if kind in ("br", "hr") else ""))
    elif kind in _NO_TAGS or node.transparent:
        for child in node.children:
            _write(child, marks, out)
        if node.meaning or (kind == SPANS and node.pieces):  # another block follows
            out.append("\n")
    else:
        is_of_lines = kind in _OF_LINES or (kind in _ITEMS and bool(node.children) and not node.children[0].transparent)
        out.append(tag(kind, node.attributes) + ("\n" if is_of_lines else ""))
        for child in node.children:
            _write(child, marks, out)
        out.append(f"</{kind}>\n" if kind in _LINE_AFTER else f"</{kind}>")


def _write_listing(node: Node, out: list[str]) -> None:
    attributes = dict(node.attributes)
    if language := language_of(node.meaning):
        attributes["class"] = f"language-{language} {attributes.get('class', '')}".rstrip(SPACE)
    out.append(f"<pre>{tag('code', attributes)}{escape(node.text, quote=False)}</code></pre>\n")


def _write_mark(name: str, marks: _Marks, out: list[str]) -> None:
    times = marks.times[name] = marks.times.get(name, 0) + 1
    if times == 1:
        marks.names.append(name)
        marks.numbers[name] = len(marks.names)
    anchor = f"fnref:{name}" + (f":{times - 1}" if times > 1 else "")
    out.append(f'<sup class="footnote-ref"><a href="#fn:{name}" id="{anchor}">{marks.numbers[name]}</a></sup>')


def _write_note(name: str, marks: _Marks, out: list[str]) -> None:
    out.append(f'<li id="fn:{name}" class="footnote-item">\n')
    note = marks.document.notes[name]
    place = len(out)
    for child in note.children:
        _write(child, marks, out)
    back = "".join(
        f'\xa0<a href="#fnref:{name}{f":{time}" if time else ""}" class="footnote-backref">&#8617;'
        + (f"<sup>{time + 1}</sup></a>" if time else "</a>")
        for time in range(marks.times[name])
    )
    if len(out) > place and out[-1] == "</p>\n":
        out[-1] = f"{back}</p>\n"
    else:
        out.append(f"<p>{back.lstrip(chr(160))}</p>\n")
    out.append("</li>\n")
