"""Tables, lists, figures and their like put in the order that XHTML wants their parts in, once everything is nested."""

from collections.abc import Callable

from converters.html import Element, Node, Text
from writers.epub.vocabulary import HEADINGS

_SHOWN = frozenset(["audio", "br", "hr", "img", "math", "svg", "video"])
_MOST_LEVELS = 6
_WIDE = 5
"""Columns that a phone shows in small letters only."""


def put_in_order(body: Element, level: int) -> None:
    """Change a nested tree so that every structure in it is whole. Headings begin at `level` and leave none out."""
    for element in reversed(body.elements()):
        arrange = _ARRANGEMENTS.get(element.name)
        if arrange:
            arrange(element)
    rank_headings(body, level)


def is_empty(element: Element) -> bool:
    """Whether an element shows nothing."""
    return not any(
        (isinstance(node, Text) and node.text.strip()) or (isinstance(node, Element) and node.name in _SHOWN)
        for node in element.walk()
    )


def rank_headings(body: Element, level: int) -> None:
    """Give every heading the level that its rank among those before it means, none of them left out."""
    open_levels: list[int] = []
    for heading in body.elements(*HEADINGS):
        if is_empty(heading):
            heading.name = "div"
            continue
        own = int(heading.name[1])
        while open_levels and open_levels[-1] >= own:
            open_levels.pop()
        open_levels.append(own)
        heading.name = f"h{min(level + len(open_levels) - 1, _MOST_LEVELS)}"


def _elements(nodes: list[Node]) -> list[Element]:
    return [node for node in nodes if isinstance(node, Element)]


def _become(element: Element, name: str) -> None:
    """Let an element be another one, without the attributes that only it had."""
    element.name = name
    element.attributes = {
        key: value for key, value in element.attributes.items() if key in ("class", "dir", "id", "lang", "xml:lang")
    }


def _unwrap(element: Element) -> None:
    """Put what is in an element in its place; a place that is named stays."""
    if element.get("id"):
        _become(element, "div")
    else:
        element.replace(*element.children)


def _arrange_list(element: Element) -> None:
    if not _elements(element.children):
        _unwrap(element)


def _arrange_definitions(element: Element) -> None:
    """Every run of terms is followed by a description, and there is none without a term."""
    arranged: list[Node] = []
    last = "dd"
    for part in _elements(element.children):
        if part.name == "dd" and not arranged:
            arranged.append(Element("dt"))
        arranged.append(part)
        last = part.name
    if last == "dt":
        arranged.append(Element("dd"))
    element.children = []
    for node in arranged:
        element.append(node)
    if not arranged:
        _unwrap(element)


def _arrange_figure(element: Element) -> None:
    """One caption, the first thing or the last; others are text."""
    children = [node for node in element.children if isinstance(node, Element) or _text_of(node).strip()]
    captions = [node for node in _elements(children) if node.name == "figcaption"]
    ends = [captions[-1]] if captions and children[-1] is captions[-1] else []
    kept = ends or ([captions[0]] if captions and children[0] is captions[0] else [])
    for caption in captions:
        if caption not in kept:
            _become(caption, "div")
            caption.attributes["class"] = "caption"
    if captions and not kept:
        captions[-1].attributes["class"] = "caption"
    if not children:
        _unwrap(element)


def _text_of(node: Node) -> str:
    """The characters of a text; of anything else, none."""
    return node.text if isinstance(node, Text) else ""


def _arrange_details(element: Element) -> None:
    """What can be unfolded stands open, below its summary; without one it is plain."""
    children = [node for node in element.children if isinstance(node, Element) or _text_of(node).strip()]
    first = children[0] if children else None
    for summary in _elements(element.children):
        if summary.name == "summary" and summary is not first:
            _become(summary, "div")
    if isinstance(first, Element) and first.name == "summary" and not is_empty(first):
        element.attributes["open"] = "open"
    else:
        if isinstance(first, Element) and first.name == "summary":
            _become(first, "div")
        _become(element, "div")


def _arrange_ruby(element: Element) -> None:
    """Characters, then their reading, as often as wanted; characters without a reading stand behind."""
    parenthesised = any(part.name == "rp" for part in _elements(element.children))
    arranged: list[Node] = []
    base: list[Node] = []
    readings = 0
    for node in element.children:
        name = node.name if isinstance(node, Element) else ""
        if name == "rt":
            arranged += base
            base = []
            arranged += [Element("rp", None, [Text("(")]), node] if parenthesised else [node]
            arranged += [Element("rp", None, [Text(")")])] if parenthesised else []
            readings += 1
        elif name == "rb" and isinstance(node, Element):
            base += node.children
        elif name != "rp":
            base.append(node)
    if not readings:
        _become(element, "span")
        element.children = []
        arranged = base
        base = []
    element.children = []
    for node in arranged:
        element.append(node)
    element.replace(element, *base)


def _arrange_table(element: Element) -> None:
    """Caption, head, bodies, foot; parts that come too late or too often are rows of a body."""
    caption: list[Node] = []
    sections: list[Element] = []
    loose: Element | None = None
    for part in _elements(element.children):
        if part.name == "caption" and not caption and not sections:
            caption.append(part)
        elif part.name in ("tr", "caption"):
            row = part
            if part.name == "caption":
                _become(part, "td")
                row = Element("tr", None, [part])
            if loose is None:
                loose = Element("tbody")
                sections.append(loose)
            loose.append(row)
        else:
            loose = None
            sections.append(part)
    sections = [part for part in sections if _elements(part.children)]
    for at, part in enumerate(sections):
        if (part.name == "thead" and at > 0) or (part.name == "tfoot" and at < len(sections) - 1):
            part.name = "tbody"
    if sections:
        element.children = []
        for node in (*caption, *sections):
            element.append(node)
        if max(len(_elements(row.children)) for part in sections for row in _elements(part.children)) >= _WIDE:
            element.attributes["class"] = f"{element.get('class')} wide".strip()
    else:
        for node in caption:
            if isinstance(node, Element):
                _become(node, "div")
        element.children = []
        for node in caption:
            element.append(node)
        _unwrap(element)


def _arrange_row(element: Element) -> None:
    if not _elements(element.children):
        element.replace()


_ARRANGEMENTS: dict[str, Callable[[Element], None]] = {
    "details": _arrange_details, "dl": _arrange_definitions, "figure": _arrange_figure, "ol": _arrange_list,
    "ruby": _arrange_ruby, "table": _arrange_table, "tr": _arrange_row, "ul": _arrange_list,
}  # fmt: skip
