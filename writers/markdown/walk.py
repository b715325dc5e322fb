"""The walk over a body: blocks are closed into finished Markdown, inline content is gathered into leaves.

One pass with a stack of its own. Inline elements stay open across blocks, so that a link or emphasis around blocks
reaches every leaf in them, and text beside blocks becomes a leaf, without changing the tree.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from converters.html import Comment, Element, Node, Text, escape_attribute
from writers.markdown import blocks, inlines
from writers.markdown.elements import BLOCKS
from writers.markdown.escape import escaper
from writers.markdown.footnotes import Footnotes, enter_footnotes, find_footnotes, holds_notes
from writers.markdown.frame import Frame
from writers.markdown.leaf import Leaves
from writers.markdown.lists import Part, join
from writers.markdown.nesting import push_down
from writers.markdown.raw import DROPPED, raw_html
from writers.markdown.runs import ATOM, BREAK, CODE, EDGE, TEXT, Group, Item, Run

if TYPE_CHECKING:
    from writers.markdown.converter import Converter

_SPACES = re.compile("  +")
_MORE = re.compile(r"\s*(more\b.*|nextpage\s*)", re.DOTALL)
_BACKGROUND = re.compile(r"(?:^|;)\s*+background(?:-image)?\s*:[^;]*?url\(\s*[\"']?([^)\"']+)")
DEEPEST = 12
"""Containers in containers: what lies deeper stays HTML, for no renderer reads it in bounded time."""
_MOST_GROUPS = 12


class Walk:
    """One walk over one body."""

    def __init__(self, converter: "Converter") -> None:
        self.converter = converter
        self.as_html: frozenset[int] = frozenset()
        """Elements that stay HTML, by identity."""
        self.flavor = converter.flavor
        self.own = converter.own
        self.leaves = Leaves(converter.flavor, escaper(converter.flavor), converter.link)
        self.emphasis = 0
        self.path: list[Group] = []
        self.items: list[Item] = []
        self.sink = self.items
        self.in_code = False
        self.plain = True
        """Whether the leaf is nothing but text without emphasis and line breaks."""
        self.broken = False
        """Whether a line break was the last thing."""
        self.todo: list[Node | Callable[[], None]] = []
        self.held: list[Part] = []
        self.targets: frozenset[str] = frozenset()
        self.footnotes = Footnotes()

    def markdown(self, root: Element, as_html: frozenset[int]) -> str:
        """The Markdown of what is inside an element; `as_html` are numbers of its children that stay HTML."""
        self.as_html = frozenset(id(root.children[number]) for number in as_html)
        self.targets = frozenset(a.get("href")[1:] for a in root.elements("a") if a.get("href").startswith("#"))
        if self.targets and self.converter.flavor.footnotes:
            self.footnotes = find_footnotes(root, self.as_html)
        self.begin(root)
        self.go_through(root)
        self.end_leaf()
        return join(self.frame.parts, tight=False, every_list=self.flavor.list_attributes)

    def begin(self, root: Element) -> None:
        """Open the outermost block."""
        self.frame = Frame(root, frozenset(), False, False, "")
        self.frames = [self.frame]

    def go_through(self, root: Element) -> None:
        """Walk what is inside an element."""
        todo = self.todo
        todo.extend(reversed(root.children))
        while todo:
            node = todo.pop()
            if isinstance(node, Text):
                self.text(node.text)
            elif isinstance(node, Element):
                self.enter(node)
            elif isinstance(node, Comment):
                self.comment(node.text)
            else:
                node()

    def enter(self, element: Element) -> None:
        """Begin an element: its method, else what a subclass has for it, else just its content."""
        name = element.name
        if self.as_html and id(element) in self.as_html:
            if name in BLOCKS:
                self.add_raw(element)
                return
            self.as_html |= {id(child) for child in element.children}  # a line may not begin with an inline element
        if name in self.own and name not in blocks.WRITTEN and name not in inlines.WRITTEN:
            (blocks.enter_own if name in BLOCKS else inlines.enter_own)(self, element)
            return
        inline = inlines.ENTER.get(name)
        if inline is not None:
            inline(self, element)
            return
        if name in BLOCKS:
            self.end_leaf()
            attributes = element.attributes
            if attributes:
                if "footnotes" in attributes.get("class", "") and holds_notes(element):
                    if id(element) in self.footnotes.notes:
                        enter_footnotes(self, element)
                    else:
                        self.add_raw(element)
                    return
                if "style" in attributes and "url(" in attributes["style"]:
                    self.background(attributes["style"])
                if "dir" in attributes:
                    blocks.enter_direction(self, element)
                if "id" in attributes and attributes["id"] in self.targets and name not in blocks.WITH_ID:
                    self.anchor(attributes["id"])
            block = blocks.ENTER.get(name)
            if block is not None:
                block(self, element)
                return
            self.todo.append(self.end_leaf)
        elif name in DROPPED:
            return
        elif "id" in element.attributes:
            self.anchor(element.get("id"))
        self.todo += element.children[::-1]

    def descend(self, children: Sequence[Node], end: Callable[[], None]) -> None:
        """Walk nodes next, and then do something."""
        self.todo.append(end)
        self.todo += children[::-1]

    def text(self, text: str) -> None:
        """Characters, their white space collapsed."""
        text = text.replace("\n", " ").replace("\t", " ").replace("\f", " ").replace("\r", " ")
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if text == " ":
            if not self.items:
                return
        else:
            self.broken = False
        if text:
            if self.emphasis or self.in_code:
                self.plain = False
            self.sink.append(Run(CODE if self.in_code else TEXT, text, self.emphasis))

    def comment(self, text: str) -> None:
        """A comment: the dividers of a page are blocks of their own, any other shows nothing."""
        if not _MORE.match(text):
            return
        if len(self.frames) > 1:
            self.held.append(self.divider(text))  # inside a list it would break it in two
            return
        self.end_leaf()
        self.frame.parts.append(self.divider(text))

    def divider(self, text: str) -> Part:
        """The divider that a comment is."""
        word = text.strip()
        return "more", "<!--more-->" if word.startswith("more") and self.flavor.exact_more else f"<!--{word}-->"

    def atom(self, markdown: str, element: Element | None = None) -> None:
        """Finished Markdown amid a leaf."""
        if markdown:
            self.broken = self.plain = False
            self.sink.append(Run(ATOM, markdown, self.emphasis, element))

    def anchor(self, name: str) -> None:
        """A place that links lead to."""
        if name:
            self.atom(f'<a id="{escape_attribute(name)}"></a>', Element("a", {"id": name}))

    def background(self, style: str) -> None:
        """The image that an element has behind it."""
        found = _BACKGROUND.search(style)
        if found:
            image = Element("img", {"src": found[1].strip()})
            self.atom(self.converter.convert_img(image, "", self.frame.names), image)
            self.end_leaf()

    def line_break(self) -> None:
        """A line break; a second one ends the paragraph."""
        if self.broken and not self.frame.one_line:
            self.end_leaf()
        self.broken = True
        self.sink.append(Run(BREAK, ""))

    def open_group(self, group: Group) -> bool:
        """Begin an inline element that goes on through every leaf until it is closed. False where too many are open."""
        if len(self.path) >= _MOST_GROUPS:
            return False
        self.plain = False
        self.path.append(group)
        self.sink.append(group)
        self.sink = group.items
        return True

    def close_group(self) -> None:
        """End the innermost inline element."""
        self.path.pop()
        self.sink = self.path[-1].items if self.path else self.items

    def end_leaf(self) -> None:
        """What was gathered becomes a paragraph of the open block; where only one line may be, the line goes on."""
        if self.frame.one_line:
            if self.items:
                self.plain = self.plain and not self.frame.cell
                self.sink.append(Run(EDGE, "") if self.frame.cell else Run(TEXT, " "))
            return
        if self.items:
            self.add_leaf()

    def add_leaf(self) -> None:
        """Finish the leaf and begin the next one, with all that is open open again."""
        items, self.items = self.items, []
        self.sink = self.items
        self.broken = False
        for at, group in enumerate(self.path):
            again = group.again()
            self.sink.append(again)
            self.sink = again.items
            self.path[at] = again
        frame = self.frame
        begins_line = not frame.one_line or frame.element.name == "dt"
        write = self.leaves.plain if self.plain else self.leaves.markdown
        self.plain = not self.path
        markdown = write(items, one_line=frame.one_line, cell=frame.cell, begins_line=begins_line)
        if markdown:
            self.frame.parts.append(("leaf", markdown))

    def open_frame(self, element: Element, *, one_line: bool = False, cell: bool = False) -> None:
        """Begin a block of which the content comes first."""
        if self.items:
            self.end_leaf()
        parent = self.frame
        names = parent.names if parent is self.frames[0] else parent.names | {parent.element.name}
        if one_line:
            names |= {"_inline"}
        self.frame = Frame(element, names, one_line, cell, parent.direction)
        self.frames.append(self.frame)

    def close_frame(self) -> Frame:
        """End the block: its leaf is finished, and its parent goes on."""
        if self.items:
            self.add_leaf()
        self.frames.pop()
        closed, self.frame = self.frame, self.frames[-1]
        return closed

    def end_frame(self) -> None:
        """End the block and write it by the method of its name."""
        frame = self.close_frame()
        self.add(frame.element.name, self.written(frame.element, self.joined(frame)))

    def written(self, element: Element, text: str) -> str:
        """An element as the converter's method of its name writes it."""
        return self.converter.method_for(element.name)(element, text, self.names)

    @property
    def names(self) -> frozenset[str]:
        """The elements that are open, the innermost included."""
        frame = self.frame
        return frame.names if frame is self.frames[0] else frame.names | {frame.element.name}

    def add(self, kind: str, markdown: str) -> None:
        """A finished block for the open one."""
        if markdown:
            self.frame.parts.append((kind, markdown))
        if self.held and len(self.frames) == 1:
            self.frame.parts.extend(self.held)
            self.held.clear()

    def add_raw(self, element: Element) -> None:
        """An element as HTML, a block of its own."""
        self.end_leaf()
        html = self.html([element])
        if element.name == "pre" and self.keeps_lines and not element.elements("pre", "textarea"):
            html = html.replace("&#10;", "\n")
        self.add("html", html)

    def html(self, nodes: list[Node], *, inline: bool = False) -> str:
        """Nodes as HTML, with all that is open around them, and without the dividers in them, which follow."""
        root = Element("body", children=nodes)
        push_down(root, self.path, self.emphasis, self.in_code)
        for node in root.walk():
            if isinstance(node, Comment) and _MORE.match(node.text):
                self.held.append(self.divider(node.text))
        return raw_html(root.children, self.flavor, self.converter.link, inline=inline)

    def joined(self, frame: Frame, *, tight: bool = False) -> str:
        """The finished blocks of a frame."""
        return join(frame.parts, tight=tight, every_list=self.flavor.list_attributes)

    @property
    def keeps_lines(self) -> bool:
        """Whether `<pre>` may hold line ends here: in a list or a quote its lines would get marks of their own."""
        return len(self.frames) == 1 and not self.flavor.is_kramdown

    @property
    def too_deep(self) -> bool:
        """Whether one more container is one too many."""
        return len(self.frames) > DEEPEST
