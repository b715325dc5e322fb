"""Every box of an editor is found by its class, attribute or element, and translated from the inside out."""

from collections.abc import Sequence

from converters.editors import blogger, ghost, late, livejournal, medium, squarespace, tumblr, weebly
from converters.editors.pieces import Program, Rule, unwrap
from converters.html import Comment, Element, Node, Text, parse, serialise
from converters.problem import Report

_PROGRAMS = tuple(module.PROGRAM for module in (blogger, ghost, late, livejournal, medium, squarespace, tumblr, weebly))
_LITERAL = frozenset(["code", "pre", "script", "style", "textarea"])
_DEEPEST = 12
"""Boxes within each other: a box looks at all that is in it, and shall not do so for ever."""


def programs_in(html: str) -> Sequence[Program]:
    """The programs whose boxes may stand in HTML: none in most."""
    return [program for program in _PROGRAMS if any(sign in html for sign in program.signs)]


def needs_scripts(html: str) -> bool:
    """Whether a program wrote HTML that shows less, elsewhere, than its own scripts made of it."""
    return any(sign in html for program in programs_in(html) for sign in program.silent)


def translated(html: str, programs: Sequence[Program], report: Report) -> Element:
    """The tree of HTML in which what these programs wrote is what its readers saw. What is left out is reported."""
    root = parse(html)
    _translate(root, programs, report)
    return parse(serialise(root))  # boxes that became others are nested as a browser would nest these


def _translate(root: Element, programs: Sequence[Program], report: Report) -> None:
    rules_of_class = {name: rule for program in programs for name, rule in program.classes.items()}
    rules_of_attribute = {name: rule for program in programs for name, rule in program.attributes.items()}
    rules_of_element = {name: rule for program in programs for name, rule in program.elements.items()}
    layout = frozenset(name for program in programs for name in program.layout)
    numbered = frozenset(name for program in programs for name in program.numbered)
    cuts = frozenset(text for program in programs for text in program.cuts)

    found: list[tuple[Element, list[Rule]]] = []
    marked: list[Element] = []
    in_layout: set[int] = set()
    with_number: list[Element] = []
    targets: set[str] = set()
    cut_in: dict[int, Element] = {}
    stack: list[tuple[Node, int]] = [(node, 0) for node in reversed(root.children)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, Text) and cuts and node.text.strip() in cuts and node.parent is not None:
            cut_in[id(node.parent)] = node.parent
        if not isinstance(node, Element) or node.name in ("math", "svg"):
            continue
        rules = [rules_of_element[node.name]] if node.name in rules_of_element else []
        if "class" in node.attributes:
            words = node.classes
            by_class = [rules_of_class[word] for word in words if word in rules_of_class]
            rules += by_class
            if by_class:
                marked.append(node)
            if not layout.isdisjoint(words):
                in_layout.add(id(node))
            if not numbered.isdisjoint(words):
                with_number.append(node)
        rules += [rules_of_attribute[name] for name in node.attributes if name in rules_of_attribute]
        if rules and depth < _DEEPEST:
            found.append((node, list(dict.fromkeys(rules))))
            depth += 1
        if node.name == "a" and "#" in node.get("href"):
            targets.add(node.get("href").partition("#")[2])
        if node.name not in _LITERAL:
            stack += [(child, depth) for child in reversed(node.children)]

    for parent in cut_in.values():
        for at, child in enumerate(parent.children):
            if isinstance(child, Text) and child.text.strip() in cuts:
                parent.children[at] = Comment("more")
                parent.children[at].parent = parent
    for element in with_number:
        if element.get("id") not in targets:
            element.attributes = {key: value for key, value in element.attributes.items() if key not in ("id", "name")}
    for element, rules in reversed(found):
        for rule in rules:
            rule(element, report)
    for element in marked:  # what no rule could translate is no box any more, however often one looks
        left = [word for word in element.classes if word not in rules_of_class]
        if "class" in element.attributes:
            element.attributes["class"] = " ".join(left)
    if in_layout:
        unwrap(root, in_layout, targets)
