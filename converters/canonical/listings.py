"""Listings that a highlighter made a table of, line numbers in one cell and code in the other, made listings again.

That is what CodeColorer, WP-Syntax, SyntaxHighlighter, Crayon, Pygments, Rouge, Chroma and Hexo write, and what stays
in a body that an exporter took from the page instead of from the database.
"""

import re

from converters.html import Element, Node, Text

_GUTTER = re.compile(r"(?:.+-)?(?:gutter|line[-_]?numbers?|linenos?|lnt|lntd|nums)", re.IGNORECASE)
_NUMBERS = re.compile(r"[\s\d]{1,100000}")
_WHITE = re.compile(r"[ \t\r\n]+")
_LANGUAGE = re.compile(r"(?:language|lang)-([\w+#-]{1,30})")
_NAME = re.compile(r"[a-z][a-z\d+#]{0,14}")
_NO_LANGUAGES = frozenset(["code", "container", "line", "plain", "prettyprint", "highlight", "text"])
_LINES = frozenset(["div", "li", "p", "tr"])


def listing_in(table: Element) -> list[Element]:
    """The listing that a table shows, behind a paragraph of the table's caption; nothing of any other table."""
    cells = _cells_of(table)
    if len(cells) != 2 or not _is_gutter(cells[0]):
        return []
    code = _code_in(cells[1])
    if not code.strip():
        return []
    language = _language_of(cells[1])
    attributes = {"class": f"language-{language}"} if language else {}
    listing = Element("pre", {}, [Element("code", attributes, [Text(code)])])
    captions = [Element("p", {}, each.children) for each in _elements_in(table) if each.name == "caption"]
    return [*captions, listing]


def _cells_of(table: Element) -> list[Element]:
    """The cells of a table that has one row; none of another."""
    rows: list[Element] = []
    for part in _elements_in(table):
        if part.name in ("thead", "tfoot"):
            return []
        rows += [part] if part.name == "tr" else _elements_in(part) if part.name == "tbody" else []
        if len(rows) > 1:
            return []
    return _elements_in(rows[0]) if rows else []


def _elements_in(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _is_gutter(cell: Element) -> bool:
    """Whether a cell is called after line numbers, itself or by what is first in it, and holds nothing else."""
    inner = _elements_in(cell)[:1]
    inner += [each for first in inner for each in _elements_in(first)[:1]]
    called = any(_GUTTER.fullmatch(word) for each in (cell, *inner) for word in each.classes)
    return called and _NUMBERS.fullmatch(cell.text_content()) is not None


def _code_in(cell: Element) -> str:
    """The lines of code in a cell: as they stand within `<pre>`, else as a browser breaks them."""
    as_it_stands = bool(cell.elements("pre"))
    written: list[str] = []
    stack: list[Node | str] = [*reversed(cell.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if written and not written[-1].endswith("\n"):
                written.append("\n")
        elif isinstance(node, Text):
            text = node.text if as_it_stands else _WHITE.sub(" ", node.text)
            begins = not as_it_stands and (not written or written[-1].endswith("\n"))
            text = text.removeprefix(" ") if begins else text
            written += [text] if text else []
        elif isinstance(node, Element):
            if node.name == "br":
                written.append("\n")
            elif node.name not in ("script", "style", "textarea"):
                stack += ["\n"] if node.name in _LINES else []
                stack += reversed(node.children)
    lines = "".join(written).replace("\u00a0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _language_of(cell: Element) -> str:
    """The language that the classes of a listing name, or nothing."""
    named = [each for each in cell.elements("code", "pre", "div")[:20] if each.classes]
    for each in named:
        for word in each.classes:
            if found := _LANGUAGE.fullmatch(word):
                return found[1]
    for each in named:
        first = each.classes[0]
        if (
            (each.name != "div" or "codecolorer" in each.classes)
            and _NAME.fullmatch(first)
            and first not in _NO_LANGUAGES
        ):
            return first
    return ""
