"""How an article flows: text beside blocks gets its paragraph, empty ones go, marks of pages stand between blocks."""

import re

from converters.canonical.elements import BLOCKS, CONTAINERS, HEADINGS, INLINE, PHRASES
from converters.html import Comment, Element, Node, Text

_CAPTIONED = frozenset(["div", "p"])
_FRAMED = frozenset(["a", "figcaption", "figure"])
_HELD = frozenset(["a", "audio", "div", "embed", "iframe", "img", "object", "p", "video"])
_LISTS = frozenset(["dl", "ol", "ul"])
_CLOSED = frozenset(["math", "pre", "svg"])
_KEPT_EMPTY = frozenset(["caption", "col", "colgroup", "dd", "details", "dt", "hr", "li", "pre", "summary", "table"])
_DISPENSABLE = BLOCKS - _KEPT_EMPTY - {"tbody", "td", "tfoot", "th", "thead", "tr"}
_SPACES = re.compile(r"[\s\u200b\ufeff]*")
_EDGE = " \t\n\r\f"
_MOST_BLANKS = 20
"""Spaces and breaks that are left of empty elements in one place: of nested ones there would be ever more."""


def make_paragraphs(root: Element) -> bool:
    """Change a tree so that no text stands beside a block, and nothing is empty that is only there for its content.

    Returns whether a paragraph holds a block, which a parser would nest otherwise.
    """
    doubtful = False
    has_blocks: set[int] = set()  # of inline elements, by identity: they are treated as blocks
    for element in reversed(_open_elements(root)):
        _leave_out_empty(element, has_blocks)
        if element.name in _FRAMED:
            _take_out_of_frames(element)
        if element.name in CONTAINERS or element.name in INLINE:
            _split_mixed(element, has_blocks)
        if element.name in CONTAINERS:
            _wrap_text(element, has_blocks)
            if element.name == "figcaption" and not any(_is_block(child, has_blocks) for child in element.children):
                element.children = _trimmed(element.children)
        elif element.name == "p" or element.name in HEADINGS:
            element.children = _without_outer_breaks(element.children)
        if element.name not in BLOCKS and any(_is_block(child, has_blocks) for child in element.children):
            has_blocks.add(id(element))
        elif element.name == "p" and any(_is_block(child, has_blocks) for child in element.children):
            doubtful = True
    return doubtful


def lift_marks(root: Element) -> bool:
    """Move every `more` and `nextpage` mark out of the paragraph it stands in, which becomes two.

    Readers of a post whose mark stood in the middle of a paragraph saw it cut there, too (`get_the_content`).
    Returns whether there was one.
    """
    marks = [node for node in root.walk() if isinstance(node, Comment)]
    affected: dict[int, Element] = {}
    for mark in marks:
        parent = mark.parent
        while parent is not None and parent.name not in CONTAINERS and id(parent) not in affected:
            affected[id(parent)] = parent
            parent = parent.parent
    for element in reversed(root.elements() if affected else []):
        if id(element) in affected and any(isinstance(child, Comment) for child in element.children):
            element.replace(*_split_at_marks(element))
    return bool(affected)


def _split_at_marks(element: Element) -> list[Node]:
    pieces: list[Node] = []
    alone = element.name in BLOCKS  # beside others stand words: what parts them from its own stays
    part = Element(element.name, dict(element.attributes))
    for child in [*element.children, None]:
        if isinstance(child, Comment) or child is None:
            part.children = _trimmed(part.children, begin=alone or bool(pieces), end=alone or child is not None)
            if any(not _is_blank(inner) for inner in part.children):
                pieces.append(part)
                rest = {name: value for name, value in element.attributes.items() if name != "id"}
                part = Element(element.name, rest)
            else:
                part.children = []
            if child is not None:
                pieces.append(child)
        else:
            part.append(child)
    return pieces


def _open_elements(root: Element) -> list[Element]:
    """Every element, the root first, whose content is to be put in order: not what is inside code and drawings.

    Elements that are empty or hold one piece of text, as most do, need nothing.
    """
    found, stack = [], [root]
    while stack:
        element = stack.pop()
        children = element.children
        if len(children) == 1 and isinstance(children[0], Text) and element.name not in ("blockquote", "body"):
            continue
        found.append(element)
        stack += [c for c in reversed(children) if isinstance(c, Element) and c.children and c.name not in _CLOSED]
    return found


def _take_out_of_frames(element: Element) -> None:
    """Take a figure's picture out of boxes that hold it in place, and the one paragraph of a caption out of its own."""
    if element.name == "a" and (element.parent is None or element.parent.name != "figure"):
        return
    held = _CAPTIONED if element.name == "figcaption" else _HELD
    if element.name == "figcaption" and _only_element(element) is None:
        return
    kept: list[Node] = []
    stack = element.children[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Element) and node.name in ("div", "p") and _is_frame(node, held):
            spaced = held is _CAPTIONED and node.name == "p"
            stack += [child for child in reversed(node.children) if spaced or isinstance(child, Element)]
        else:
            kept.append(node)
    for node in kept:
        node.parent = element
    element.children = kept


def _is_frame(box: Element, held: frozenset[str]) -> bool:
    if box.get("id") or box.get("dir") == "rtl" or "gallery" in box.classes:
        return False
    one = _only_element(box)
    return (one is not None and one.name in held) or (held is _CAPTIONED and box.name == "p")


def _only_element(element: Element) -> Element | None:
    """The one thing that there is in an element; None where there are words or other things."""
    found = None
    for child in element.children:
        if not isinstance(child, Element):
            if not _is_blank(child):
                return None
        elif found is not None:
            return None
        else:
            found = child
    return found


def _is_block(node: Node, has_blocks: set[int]) -> bool:
    if isinstance(node, Element):
        return node.name in BLOCKS or (len(has_blocks) > 0 and id(node) in has_blocks)
    return isinstance(node, Comment)


def _is_blank(node: Node) -> bool:
    if isinstance(node, Text):
        text = node.text
        return text.isspace() or (not text[:1].isalnum() and _SPACES.fullmatch(text) is not None)
    return isinstance(node, Element) and node.name in ("br", "wbr")


def _leave_out_empty(element: Element, has_blocks: set[int]) -> None:
    """Take out what shows nothing. An empty block between words parts them all the same: what is left is a break."""
    if not any(map(_is_empty, element.children)):
        return
    kept: list[Node] = []
    parted = False
    shown: Node | None = None  # the last node that shows something
    blanks = 0  # nodes after it
    for child in element.children:
        if isinstance(child, Element) and _is_empty(child):
            if child.name in _DISPENSABLE:
                parted = shown is not None and not _is_block(shown, has_blocks)
                continue
            spaces = child.children[: max(0, _MOST_BLANKS - blanks)]
            blanks += len(spaces)
            for space in spaces:
                space.parent = element
            kept += spaces
        elif _is_blank(child):
            blanks += 1
            kept.append(child)
        else:
            if parted and not _is_block(child, has_blocks):
                kept += _part(element)
            shown, parted, blanks = child, False, 0
            kept.append(child)
    element.children = kept


def _is_empty(node: Node) -> bool:
    """Whether a node is an element that shows nothing and is there only for what it could show."""
    return (
        isinstance(node, Element)
        and (not node.children or _is_blank(node.children[0]))
        and (node.name in PHRASES or node.name in _DISPENSABLE)
        and not node.get("id")
        and all(map(_is_blank, node.children))
    )


def _split_mixed(element: Element, has_blocks: set[int]) -> None:
    """Take out of each inline element that holds blocks what stands in one line with the words beside it.

    `x<b>y<p>z</p></b>` shows `xy` in one line.
    """
    if not has_blocks or not any(id(child) in has_blocks for child in element.children):
        return
    split: list[Node] = []
    edge: list[Node] = [] if element.name in CONTAINERS else [Text("")]  # words may stand beside the element, too
    for at, child in enumerate(element.children):
        if not isinstance(child, Element) or id(child) not in has_blocks:
            split.append(child)
            continue
        inner = child.children
        blocks = [number for number, each in enumerate(inner) if _is_block(each, has_blocks)]
        first, last = blocks[0], blocks[-1] + 1
        if _stands_beside(split[-1:] or edge, inner[:first], has_blocks):
            split.append(Element(child.name, dict(child.attributes), inner[:first]))
            child.attributes = {name: value for name, value in child.attributes.items() if name != "id"}
        else:
            first = 0
        beside = _stands_beside(element.children[at + 1 : at + 2] or edge, inner[last:], has_blocks)
        split.append(child)
        if beside:
            rest = {name: value for name, value in child.attributes.items() if name != "id"}
            split.append(Element(child.name, rest, inner[last:]))
        child.children = inner[first : last if beside else len(inner)]
    for each in split:
        each.parent = element
    element.children = split


def _stands_beside(neighbour: list[Node], inner: list[Node], has_blocks: set[int]) -> bool:
    """Whether nodes that show something stand in one line with a neighbour, if there is one."""
    return any(not _is_block(node, has_blocks) for node in neighbour) and not all(map(_is_blank, inner))


def _part(element: Element) -> list[Node]:
    """What parts two runs of words: a block without anything in it, which goes later, or a line break."""
    parting = Element("p" if element.name in CONTAINERS else "br")
    parting.parent = element
    return [parting]


def _visible(children: list[Node]) -> tuple[int, int]:
    """Where what shows something begins and ends."""
    start, end = 0, len(children)
    while start < end and _is_blank(children[start]):
        start += 1
    while end > start and _is_blank(children[end - 1]):
        end -= 1
    return start, end


def _trimmed(children: list[Node], *, begin: bool = True, end: bool = True) -> list[Node]:
    """Inline nodes without white space and breaks at the ends, or at one of them."""
    first, last = _visible(children)
    inner = children[first if begin else 0 : last if end else len(children)]
    if begin and inner and isinstance(inner[0], Text):
        inner[0].text = inner[0].text.lstrip(_EDGE)
    if end and inner and isinstance(inner[-1], Text):
        inner[-1].text = inner[-1].text.rstrip(_EDGE)
    return inner


def _without_outer_breaks(children: list[Node]) -> list[Node]:
    start, end = _visible(children)
    if any(isinstance(child, Element) for child in children[:start] + children[end:]):
        return children[start:end]
    return children


def _wrap_text(container: Element, has_blocks: set[int]) -> None:
    blocks = [_is_block(child, has_blocks) for child in container.children]
    if not any(blocks) and container.name not in ("body", "blockquote"):
        return
    if container.name in ("li", "dd", "td", "th") and _is_tight(container.children, blocks):
        return
    wrapped: list[Node] = []
    run: list[Node] = []
    for child, block in zip(container.children, blocks, strict=True):
        if block:
            wrapped += _paragraph(run)
            run = []
            if not (isinstance(child, Element) and child.name == "p" and not child.children and not child.get("id")):
                wrapped.append(child)
        else:
            run.append(child)
    wrapped += _paragraph(run)
    for child in wrapped:
        child.parent = container
    container.children = wrapped


def _is_tight(children: list[Node], blocks: list[bool]) -> bool:
    """Whether an item is a line of text and then nothing but the lists below it."""
    below = False
    for child, block in zip(children, blocks, strict=True):
        if block:
            below = True
            if not (isinstance(child, Element) and child.name in _LISTS):
                return False
        elif below and not _is_blank(child):
            return False
    return True


def _begins_apart(run: list[Node], last: bool = False) -> bool:
    """Whether there is white space or a break at the beginning of a run (of a reversed one, at its end)."""
    node = run[0] if run else None
    if isinstance(node, Text):
        return node.text[-1:] in _EDGE if last else node.text[:1] in _EDGE
    return node is not None and _is_blank(node)


def _paragraph(run: list[Node]) -> list[Node]:
    """A run of text and inline elements as a paragraph between spaces; one that shows nothing as its spaces."""
    if not run:
        return []
    if len(run) == 1 and isinstance(run[0], Text) and run[0].text.isspace():  # what stands between most blocks
        return [Text("\n")] if "\n" in run[0].text else []
    before, after = _begins_apart(run), _begins_apart(run[::-1], last=True)
    inner = _trimmed(run)
    if not inner:
        return [Text("\n")] if any(isinstance(node, Text) and "\n" in node.text for node in run) else []
    paragraph = Element("p", None, inner)
    return [*([Text("\n")] if before else []), paragraph, *([Text("\n")] if after else [])]
