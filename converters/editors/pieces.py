"""The pieces of an article that boxes become, and the ways to find what is in a box. Every one is linear in the box."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converters.html import Element, Node, Text, parse
from converters.problem import Problem, Report, Severity

Rule = Callable[[Element, Report], None]
"""Changes a box, in its place, into what readers saw."""

_NONE: Mapping[str, Rule] = {}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """What another program's boxes are known by, and what becomes of them."""

    signs: Sequence[str]
    """What stands in every body that has a box of this program, one of these."""
    silent: Sequence[str] = ()
    """What stands in every body of which less is shown than there is, where this program's own scripts are not."""
    classes: Mapping[str, Rule] = field(default_factory=lambda: _NONE)
    attributes: Mapping[str, Rule] = field(default_factory=lambda: _NONE)
    elements: Mapping[str, Rule] = field(default_factory=lambda: _NONE)
    layout: Collection[str] = ()
    """Classes of boxes that say where on the page something stands, and nothing else."""
    numbered: Collection[str] = ()
    """Classes of what has an id whether or not a link leads to it."""
    cuts: Collection[str] = ()
    """Words that mark, alone, where a list cuts the text."""


PLAYERS = ("audio", "embed", "iframe", "object", "video")
_LINES = frozenset(
    ["address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1",
     "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "nav", "ol", "p", "pre", "section", "summary", "table",
     "tbody", "td", "tr", "ul"]
)  # fmt: skip
_UNREAD = frozenset(["noscript", "script", "style", "svg", "template"])
_BOXES = frozenset(["div", "header", "nav", "section"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LATE = ("data-image", "data-src", "src")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDropped(Problem):
    """A form of another program was left out: nothing would receive what is typed into it."""

    code = "form-dropped"
    severity = Severity.NOTE
    text = "a form of {program}{title} is left out: nobody would get what is sent"
    program: str
    title: str


def become(element: Element, name: str, children: Iterable[Node], **attributes: str) -> None:
    """Make an element another one, in its place."""
    element.name, element.attributes = name, attributes
    element.children = []
    for child in children:
        element.append(child)


def show(box: Element, name: str, made: Sequence[Node], *, besides: Sequence[str] = (), **attributes: str) -> bool:
    """Make a box what its readers saw, and say so; it stays as it is where that would lose words.

    The words in parts of the classes `besides` are no loss: they are drawings of buttons and the like.
    """
    if _words_in(box.children, frozenset(besides)) - _words_in(made):
        stack: list[Node] = [box]
        while stack:  # what was made took them from their places
            node = stack.pop()
            if isinstance(node, Element):
                for child in node.children:
                    child.parent = node
                stack += node.children
        return False
    become(box, name, made, **attributes)
    return True


def _words_in(nodes: Iterable[Node], besides: frozenset[str] = frozenset()) -> Counter[str]:
    found: Counter[str] = Counter()
    stack: list[Node] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            found.update(node.text.split())
        elif (
            isinstance(node, Element) and node.name not in _UNREAD and not any(word in besides for word in node.classes)
        ):
            stack += node.children
    return found


def vanish(element: Element, report: Report | None = None) -> None:
    """Leave nothing of an element: an empty box, which goes later."""
    become(element, "span" if element.name in ("a", "button", "i", "span") else "div", ())


def drop_form(program: str) -> Rule:
    """The rule that leaves a form out and says so."""

    def drop(element: Element, report: Report) -> None:
        words = "".join(words_of(each) for each in element.elements(*_HEADINGS)[:1])
        if shows_something(element):
            report(FormDropped(program=program, title=f" ({words[:100]})" if words else ""))
        vanish(element)

    return drop


def walk_shown(element: Element) -> Iterator[Node]:
    """Every node below an element that browsers with scripts show, in order: nothing of `noscript`."""
    stack: list[Node] = element.children[::-1]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Element) and node.name not in _UNREAD:
            stack += node.children[::-1]


def shown(element: Element, *names: str) -> list[Element]:
    """The elements of these names that are shown below an element."""
    return [
        node
        for node in walk_shown(element)
        if isinstance(node, Element) and (node.name in names or (not names and node.name != "noscript"))
    ]


def of_class(element: Element, *words: str) -> list[Element]:
    """The outermost elements below an element that have one of these classes."""
    wanted = frozenset(words)
    found: list[Element] = []
    stack: list[Node] = element.children[::-1]
    while stack:
        node = stack.pop()
        if not isinstance(node, Element) or node.name == "noscript":
            continue
        if "class" in node.attributes and not wanted.isdisjoint(node.classes):
            found.append(node)
        else:
            stack += node.children[::-1]
    return found


def words_of(element: Element) -> str:
    """The words that are shown in an element, in one line."""
    return " ".join("".join(node.text for node in walk_shown(element) if isinstance(node, Text)).split())


def shows_something(element: Element) -> bool:
    """Whether there are words, pictures or players in an element."""
    return bool(words_of(element) or element.elements("img", "svg", "math", *PLAYERS))


def source_of(picture: Element) -> str:
    """The address of a picture, which scripts put in later: the original, where there are smaller ones, too."""
    sources = [value.strip() for name in _LATE if (value := picture.get(name).strip())]
    return next((source for source in sources if source.startswith(("http:", "https:", "/"))), "".join(sources[-1:]))


def picture_of(picture: Element, link: str = "") -> Element:
    """A picture without what scripts needed of it, in a link if it had one."""
    kept = {name: picture.get(name) for name in ("title", "width", "height", "srcset", "sizes") if picture.get(name)}
    made = Element("img", {"src": source_of(picture), "alt": picture.get("alt"), **kept})
    return Element("a", {"href": link}, [made]) if link else made


def link_around(element: Element, box: Element) -> Element | None:
    """The link that an element stands in, within a box."""
    above = element.parent
    for _ in range(20):
        if above is None or above is box:
            return None
        if above.name == "a":
            return above
        above = above.parent
    return None


def figure(content: Node, caption: Sequence[Node] = (), **attributes: str) -> Element:
    """A figure, with its caption where there is one."""
    made = Element("figure", attributes, [content])
    if any(not isinstance(node, Text) or node.text.strip() for node in caption):
        made.append(Element("figcaption", None, list(caption)))
    return made


def inline_of(nodes: Iterable[Node]) -> list[Node]:
    """Nodes as one line of text, broken where a block began or ended; a heading beside other lines is bold."""
    lines: list[list[Node]] = [[]]
    stack: list[Node | None] = list(nodes)
    stack.reverse()
    while stack:
        node = stack.pop()
        if node is None or (isinstance(node, Element) and node.name == "br"):
            lines.append([])
        elif isinstance(node, Element) and node.name in _HEADINGS:
            lines += [[Element("strong", None, node.children)], []]
        elif isinstance(node, Element) and node.name in _LINES:
            stack += [None, *node.children[::-1]]
            lines.append([])
        elif isinstance(node, Element) or (isinstance(node, Text) and (node.text.strip() or lines[-1])):
            lines[-1].append(node)
    lines = [line for line in lines if any(not isinstance(n, Text) or n.text.strip() for n in line)]
    if len(lines) == 1 and len(lines[0]) == 1 and isinstance(lines[0][0], Element) and lines[0][0].name == "strong":
        lines[0] = lines[0][0].children
    joined: list[Node] = []
    for at, line in enumerate(lines):
        joined += [Element("br"), *line] if at else line
    return joined


def card(url: str, title: Sequence[Node], about: Sequence[str], picture: Element | None = None) -> list[Node]:
    """A link that was shown as a card: its picture, its title, and lines that say what it leads to."""
    made: list[Node] = [figure(picture_of(picture, url))] if picture is not None and source_of(picture) else []
    lines: list[Node] = [Element("a", {"href": url}, list(title) or [Text(url)])]
    for line in about:
        lines += [Element("br"), Text(line)] if line else []
    return [*made, Element("p", None, lines)]


def html(text: str) -> list[Node]:
    """HTML that stood in an attribute."""
    return parse(text).children


def unwrap(root: Element, boxes: set[int], targets: Collection[str]) -> None:
    """Put what is in boxes (by identity, used up) in their places; one that holds words is a paragraph.

    The ids that links lead to (`targets`) and alignments stay, and their boxes with them.
    """
    for element in reversed([root, *root.elements()]):
        if not any(id(child) in boxes for child in element.children):
            continue
        children: list[Node] = []
        stack = element.children[::-1]
        while stack:
            node = stack.pop()
            if not isinstance(node, Element) or id(node) not in boxes or node.name not in _BOXES:
                children.append(node)
                continue
            node.attributes = _what_counts(node, targets)
            has_lines = any(isinstance(inner, Element) and inner.name in _LINES for inner in node.walk())
            in_link = element.name == "a" and all(each is node or _is_apart(each) for each in element.children)
            if not node.attributes and ((in_link and not has_lines) or all(map(_is_apart, node.children))):
                stack += node.children[::-1]
                continue
            if not has_lines:
                node.name = "p"
            boxes.discard(id(node))
            children.append(node)
        for child in children:
            child.parent = element
        element.children = children


def _what_counts(box: Element, targets: Collection[str]) -> dict[str, str]:
    """What a box says all the same: where a link leads, and how its words are aligned."""
    kept = {"id": box.get("id")} if box.get("id") in targets else {}
    if "text-align" in box.get("style") and "text-align:left" not in box.get("style").replace(" ", ""):
        kept["style"] = box.get("style")
    return kept


def _is_apart(node: Node) -> bool:
    """Whether a node would not be joined to the words beside it."""
    if isinstance(node, Element):
        return node.name in _LINES or node.name in ("noscript", "script", "style")
    return not isinstance(node, Text) or not node.text.strip()
