"""A text too long for one file, divided among several: between blocks where it can be, and within them where it must.

What an element holds on both sides of a division is put into one like it on each; those that go on say so with
`data-continued`, and whoever reads the book back puts them together again.
"""

import re
from collections.abc import Iterator

from converters.html import VOID, Element, Node, Text

LONGEST_FILE = 250_000
"""Bytes of XHTML in a file. Adobe's readers and those built on them give up beyond 300 KB; calibre splits at 260
(the help of its `ebook-convert`: `--flow-size`)."""

CONTINUED = "data-continued"

_DIVISIBLE = frozenset(
    ["blockquote", "div", "li", "ol", "p", "pre", "section", "table", "tbody", "ul", "code", "em", "span", "strong"]
)
_OF_A_MARK, _OF_A_LINK = 300, 60
"""Bytes that a picture or the address of a link has, for which a mark of a few characters stands."""
_BREAK = re.compile(r"\s(?=\S)")
_LONGEST_TAG = 2000
_LONGEST_SLICE = 1_000_000
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?:[^>\"]|\"[^\"]*\")*?(?P<closed>/?)>")


def slices(html: str, longest: int = _LONGEST_SLICE) -> Iterator[str]:
    """Canonical HTML in slices of whole blocks, so that of a long text never all is a tree of the source's elements."""
    if len(html) <= longest:
        yield html
        return
    start = depth = 0
    for tag in _TAG.finditer(html):
        if tag["closed"] or tag["name"] in VOID:
            continue
        depth += -1 if tag["end"] else 1
        if depth <= 0 and tag.end() - start > longest:
            yield html[start : tag.end()]
            start = tag.end()
    yield html[start:]


def split(body: Element, longest: int = LONGEST_FILE) -> list[Element]:
    """The bodies of the files that a body is divided among; the tree is used up."""
    if _size(body, longest) <= longest:
        return [body]
    return _Splitting(longest).divide(body)


def join(body: Element, continued: Element) -> None:
    """Put what goes on in another file behind what it was divided from."""
    while True:
        first = continued.children[0] if continued.children else None
        last = body.children[-1] if body.children else None
        if isinstance(first, Element) and isinstance(last, Element) and CONTINUED in first.attributes:
            _append(body, continued.children[1:])
            body, continued = last, first
        else:
            _append_at_joint(body, last, continued.children)
            return


def _append(body: Element, nodes: list[Node]) -> None:
    for node in nodes:
        body.append(node)


def _append_at_joint(body: Element, last: Node | None, nodes: list[Node]) -> None:
    """Put the rest of a text that was divided behind its beginning, and then what follows."""
    first = nodes[0] if nodes else None
    if isinstance(last, Text) and isinstance(first, Text):
        last.text += first.text
        nodes = nodes[1:]
    _append(body, nodes)


class _Splitting:
    """One walk over a body, from file to file."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.files = [Element("div")]
        self.filled = 0
        self.open: list[Element] = [self.files[0]]
        """The elements of the current file that are open, the file itself first."""
        self.begun = False
        """Whether the current file has anything but what was opened again."""

    def divide(self, body: Element) -> list[Element]:
        """The files of a body."""
        tasks: list[Node | None] = [*reversed(body.children)]  # None closes an element
        while tasks:
            node = tasks.pop()
            if node is None:
                self.open.pop()
                continue
            room = self.longest - self.filled
            size = _size(node, self.longest)
            if size > room and self.begun and (size <= self.longest or not _is_divisible(node)):
                self.turn()
            if size <= self.longest or not _is_divisible(node):
                self.put(node, size)
            elif isinstance(node, Element):
                shell = Element(node.name, node.attributes)
                self.put(shell, _size(shell, self.longest))
                self.open.append(shell)
                tasks.append(None)
                tasks += reversed(node.children)
            elif isinstance(node, Text):
                for piece in _pieces(node.text, self.longest, room):
                    if self.begun and self.filled + _bytes(piece) > self.longest:
                        self.turn()
                    self.put(Text(piece), _bytes(piece))
        return self.files

    def put(self, node: Node, size: int) -> None:
        """Put a node into the current file."""
        self.open[-1].append(node)
        self.filled += size
        self.begun = True

    def turn(self) -> None:
        """Begin a new file, with everything that is open opened again."""
        file = Element("div")
        opened = [file]
        for element in self.open[1:]:
            again = Element(element.name, {k: v for k, v in element.attributes.items() if k != "id"} | {CONTINUED: ""})
            if element.name == "ol":
                again.attributes["start"] = str(_next_number(element) - (element is not self.open[-1]))
            opened[-1].append(again)
            opened.append(again)
        self.files.append(file)
        self.open = opened
        self.filled, self.begun = 0, False


def _next_number(ol: Element) -> int:
    """The number of the item after those that a list has."""
    items = [child for child in ol.children if isinstance(child, Element)]
    start = ol.get("start", "1")
    return (int(start) if re.fullmatch(r"-?\d{1,9}", start) else 1) + len(items)


def _is_divisible(node: Node) -> bool:
    if isinstance(node, Text):
        return True
    if not isinstance(node, Element) or node.name not in _DIVISIBLE:
        return False
    if node.name == "ol" and ("reversed" in node.attributes or any(li.get("value") for li in node.elements("li"))):
        return False
    return node.name != "table" or not any(cell.get("rowspan") for cell in node.elements("td", "th"))


def _size(node: Node, enough: int) -> int:
    """About how many bytes a node has as XHTML; when there are more than enough, no more are counted."""
    size = 0
    stack = [node]
    while stack and size <= enough:
        each = stack.pop()
        if isinstance(each, Text):
            size += _bytes(each.text) + each.text.count("\x01") * _OF_A_MARK
        elif isinstance(each, Element):
            size += 2 * len(each.name) + 5 + (_OF_A_LINK if each.name == "a" else 0)
            size += sum(len(key) + len(value) + 4 for key, value in each.attributes.items())
            stack += each.children
    return size


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _pieces(text: str, longest: int, first: int) -> Iterator[str]:
    """A text in pieces, the first as long as there is room for; none begins with a blank, and no mark is divided."""
    width = -(-_bytes(text) // max(len(text), 1))
    longest = max(longest // width, 1)
    at, room = 0, first // width if first > _LONGEST_TAG else longest
    while len(text) - at > room:
        ends = [found.end() for found in _BREAK.finditer(text, at + room * 9 // 10, at + room)]
        end = ends[-1] if ends else at + room
        mark = text.rfind("\x01", at, end)
        if mark > at and "\x02" not in text[mark:end]:
            end = mark
        yield text[at:end]
        at, room = end, longest
    yield text[at:]
