"""HTML as a tree that is cheap to walk: parsed as browsers parse it, written as XHTML.

The parser is lexbor (HTML5, so that WordPress's nesting comes out as readers saw it); its nodes are copied at once into
the three small classes below, which any step may change in place. Nothing here recurses: bodies from the wild are
nested thousands of elements deep.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
"""Elements without content, which HTML writes without an end tag."""

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)[^>]*+>?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_MANY_TAGS = 1000
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_CLOSED_BY_OTHERS = frozenset([
    "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "tbody", "td", "tfoot", "th", "thead",
    "tr",
])  # fmt: skip
_DEEPEST = 4000
"""Elements open at once; browsers stop at 512. A parser looks through them at every tag."""
_MOST_FORMATTING = 100
"""Emphases open at once: each is opened anew in every paragraph that follows."""

_END_OF_DOCUMENT = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE | re.ASCII)
_AT_ONCE = 1 << 20
"""Characters that are looked at together."""
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DOUBTFUL_REFERENCE = re.compile(
    r"&#(?:0*(?:[12]?\d|3[01]|6553[45])(?!\d)|x0*(?:1?[\da-f]|fff[ef])(?![\da-f]))", re.I | re.A
)
"""A reference to a character of these, or to an end of line."""


class Text:
    """A run of characters."""

    __slots__ = ("parent", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.parent: Element | None = None


class Comment:
    """A comment; `text` is what stands between `<!--` and `-->`."""

    __slots__ = ("parent", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.parent: Element | None = None


class Element:
    """An element: lower-case `name`, `attributes` in source order, and `children`."""

    __slots__ = ("attributes", "children", "name", "parent")

    def __init__(
        self, name: str, attributes: dict[str, str] | None = None, children: "list[Node] | None" = None
    ) -> None:
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.children: list[Node] = [] if children is None else children
        self.parent: Element | None = None
        if children:
            for child in children:
                child.parent = self

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(attribute, default)

    @property
    def classes(self) -> list[str]:
        """The words of the class attribute."""
        return self.attributes.get("class", "").split()

    def walk(self) -> "Iterator[Node]":
        """Every node below this one, in document order. Do not change the tree meanwhile: take a list first."""
        stack: list[Node] = self.children[::-1]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element) and node.children:
                stack += node.children[::-1]

    def elements(self, *names: str) -> "list[Element]":
        """Every element below this one with one of these names (any, when none is given), in document order."""
        found: list[Element] = []
        stack: list[Node] = self.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                if not names or node.name in names:
                    found.append(node)
                if node.children:
                    stack += node.children[::-1]
        return found

    def text_content(self) -> str:
        """All characters below this element, comments aside."""
        return "".join(node.text for node in self.walk() if isinstance(node, Text))

    def append(self, node: "Node") -> None:
        """Put a node (taken out of its old place by the caller) last."""
        node.parent = self
        self.children.append(node)

    def replace(self, *nodes: "Node") -> None:
        """Put nodes in this element's place; with none, take it out; with its own children, unwrap it."""
        if self.parent is None:
            raise ValueError("the root of a tree cannot be replaced")
        siblings = self.parent.children
        at = next(i for i, node in enumerate(siblings) if node is self)
        siblings[at : at + 1] = nodes
        for node in nodes:
            node.parent = self.parent
        self.parent = None


Node = Element | Text | Comment


def escape(text: str) -> str:
    """Characters as they stand between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # many times faster than `translate`


def escape_attribute(value: str) -> str:
    """Characters as they stand between double quotes."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;")


def replace_all(replacements: Mapping[Element, Sequence[Node]]) -> None:
    """Put nodes in the place of each of many elements, in time linear in the number of their siblings."""
    parents = {id(element.parent): element.parent for element in replacements}
    for parent in parents.values():
        if parent is None:
            continue
        children: list[Node] = []
        for child in parent.children:
            children += replacements.get(child, (child,)) if isinstance(child, Element) else (child,)
        for child in children:
            child.parent = parent
        parent.children = children


def parse(html: str) -> Element:
    """The body of an HTML fragment as an element named `body`.

    Repairs as a browser does. Characters that no XML may hold are left out, line ends become LF.
    """
    return parse_prepared(prepare(html))


def prepare(html: str) -> str:
    """An HTML fragment without what would spoil its tree."""
    html = _allowed(html)
    if html.count("<") > _MANY_TAGS:
        html = _limit_nesting(html)
    return _END_OF_DOCUMENT.sub("", html)  # else what follows it, a comment for instance, would land outside the body


def parse_prepared(html: str) -> Element:
    """`parse` of a fragment that is prepared."""
    source = LexborHTMLParser("<!DOCTYPE html><body>" + html).body
    doubtful = _DOUBTFUL_REFERENCE.search(html) is not None
    body = Element("body")
    open_elements = [(source.child if source else None, body)]
    while open_elements:
        node, parent = open_elements.pop()
        siblings = parent.children
        while node is not None:
            if node.is_text_node:
                characters = node.text_content or ""
                text = Text(_allowed(characters) if doubtful else characters)
                text.parent = parent
                siblings.append(text)
            elif node.is_element_node:
                attributes = node.attributes
                if attributes and (doubtful or None in attributes.values()):
                    attributes = {name: _allowed(value or "") for name, value in attributes.items()}
                element = Element(node.tag or "", attributes)  # type: ignore[arg-type]  # no value is None
                element.parent = parent
                siblings.append(element)
                child = node.child
                if child is not None:
                    open_elements.append((node.next, parent))
                    node, parent, siblings = child, element, element.children
                    continue
            elif node.is_comment_node:
                parent.append(Comment((node.html or "")[4:-3]))  # comment_content would lose the blanks at its ends
            node = node.next
    return body


def _allowed(text: str) -> str:
    """Text without the characters that no XML may hold, its line ends LF."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:  # to look for them among bytes takes a third of the time
        for start in range(0, len(text), _AT_ONCE):
            encoded = text[start : start + _AT_ONCE].encode()
            if len(encoded.translate(None, _CONTROLS)) != len(encoded):
                return _FORBIDDEN.sub("", text)
    except UnicodeEncodeError:
        return _FORBIDDEN.sub("", text)  # there are surrogates
    return _FORBIDDEN.sub("", text) if "\ufffe" in text or "\uffff" in text else text


def _limit_nesting(html: str) -> str:
    """HTML without the tags of elements that are nested too deep; what is in them stays."""
    written: list[str] = []
    open_: dict[str, int] = {}
    left_out: dict[str, int] = {}
    depth = formatting = done = 0
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name or name in VOID or name in _CLOSED_BY_OTHERS:
            continue
        is_formatting = name in _FORMATTING
        if not tag["end"]:
            if depth < _DEEPEST and not (is_formatting and formatting >= _MOST_FORMATTING):
                open_[name] = open_.get(name, 0) + 1
                depth += 1
                formatting += is_formatting
                continue
            left_out[name] = left_out.get(name, 0) + 1
        elif left_out.get(name):
            left_out[name] -= 1
        else:
            if open_.get(name):
                open_[name] -= 1
                depth -= 1
                formatting -= is_formatting
            continue
        written.append(html[done : tag.start()])
        done = tag.end()
    return "".join(written) + html[done:] if written else html


def serialise(root: Element) -> str:
    """What is inside an element, as XHTML that HTML parsers read alike.

    Every attribute is quoted, void elements are closed, only `&amp;`, `&lt;`, `&gt;` and `&quot;` are escaped;
    attributes and elements whose names XML does not allow are left out (their content stays).
    """
    written: list[str] = []
    stack: list[Node | str] = [*reversed(root.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            written.append(escape(node.text))
        elif isinstance(node, str):
            written.append(node)
        elif isinstance(node, Comment):
            written.append("<!--" + re.sub("-(?=-)|-$", "- ", node.text) + "-->")
        elif not _is_xml_name(name := node.name):
            stack += node.children[::-1]
        else:
            written.append(f"<{name}")
            for key, value in node.attributes.items():
                if _is_xml_name(key):
                    written.append(f' {key}="{escape_attribute(value)}"')
            if name in VOID:
                written.append(" />")
                continue
            children = node.children
            first = children[0] if children else None
            is_cut = name in ("pre", "textarea") and isinstance(first, Text) and first.text.startswith("\n")
            written.append(">\n" if is_cut else ">")  # HTML parsers drop the first line end after these tags
            if len(children) == 1 and isinstance(first, Text):
                written += escape(first.text), f"</{name}>"
                continue
            stack.append(f"</{name}>")
            stack += children[::-1]
    return "".join(written)


@lru_cache(maxsize=4096)
def _is_xml_name(name: str) -> bool:
    return _XML_NAME.fullmatch(name) is not None
