"""Presentation MathML: the elements and attributes that show a formula, and nothing that could do more."""

import re

from converters.canonical.tex import DEEPEST
from converters.html import Element, Node, Text

_BLANK = " \t\n\r\f"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKENS = _names("mi mn mo ms mtext")
_ARITY = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_MATH = (
    _names("maligngroup math menclose merror mpadded mphantom mrow mspace msqrt mstyle mtable mtd mtr none") | _TOKENS
)
_SIZE = re.compile(r"[-+]?(?:\d{1,3}(?:\.\d{1,4})?|\.\d{1,4})(?:em|ex|px|pt)|0", re.ASCII)
_LINES = re.compile("(?:none|solid|dashed)(?: (?:none|solid|dashed)){0,40}")
_MATH_VALUES = {
    "accent": re.compile("true|false"),
    "accentunder": re.compile("true|false"),
    "columnlines": _LINES,
    "columnalign": re.compile("(?:left|center|right)(?: (?:left|center|right))*"),
    "dir": re.compile("ltr|rtl"),
    "display": re.compile("block|inline"),
    "displaystyle": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "height": _SIZE,
    "linethickness": re.compile("0"),
    "lspace": _SIZE,
    "mathvariant": re.compile(
        "normal|bold|italic|bold-italic|double-struck|script|fraktur|sans-serif|monospace|bold-script|bold-fraktur"
    ),
    "maxsize": _SIZE,
    "minsize": _SIZE,
    "movablelimits": re.compile("true|false"),
    "notation": re.compile(r"(?:box|(?:up|down)diagonalstrike|horizontalstrike|top|bottom| (?=\w)){1,4}"),
    "rowlines": _LINES,
    "scriptlevel": re.compile("[0-3]"),
    "separator": re.compile("true|false"),
    "stretchy": re.compile("true|false"),
    "voffset": _SIZE,
    "width": _SIZE,
}
_MATH_HOMES = {
    "accent": _names("mo mover munderover"), "accentunder": _names("munder munderover"),
    "columnalign": _names("mtable mtd"), "columnlines": _names("mtable"), "dir": _names("math"),
    "display": _names("math"), "displaystyle": _names("mstyle mtable"), "fence": _names("mo"), "form": _names("mo"),
    "height": _names("mpadded mspace"), "linethickness": _names("mfrac"), "lspace": _names("mpadded"),
    "mathvariant": _TOKENS, "maxsize": _names("mo"), "minsize": _names("mo"), "movablelimits": _names("mo"),
    "notation": _names("menclose"), "rowlines": _names("mtable"), "scriptlevel": _names("mstyle"),
    "separator": _names("mo"), "stretchy": _names("mo"), "voffset": _names("mpadded"),
    "width": _names("mpadded mspace"),
}  # fmt: skip


def shown_by(math: Element) -> list[Node]:
    """What a formula shows, copied into elements that each have as many parts as they must; empty for nothing."""
    root = Element("mrow")
    tasks: list[tuple[Node, Element, int]] = [(node, root, 1) for node in reversed(math.children)]
    while tasks:
        node, target, depth = tasks.pop()
        if isinstance(node, Text):
            if target.name in _TOKENS:
                target.append(Text(node.text))
            elif node.text.strip(_BLANK):
                target.append(Element("mtext", None, [Text(node.text)]))
        elif isinstance(node, Element) and node.name not in ("annotation", "annotation-xml"):
            inner = target
            if (node.name in _MATH or node.name in _ARITY) and depth <= DEEPEST + 1 and target.name not in _TOKENS:
                inner = Element("mrow") if node.name == "math" else Element(node.name, _formula_attributes(node))
                target.append(inner)
            tasks += [(child, inner, depth + 1) for child in reversed(node.children)]
    for element in reversed(root.elements()):
        _complete(element)
    return root.children if root.text_content().strip() else []


def _complete(element: Element) -> None:
    wanted = _ARITY.get(element.name)
    if wanted is not None and len(element.children) != wanted:
        element.name, element.attributes = "mrow", {}
    if element.name == "mtable":
        _wrap_others(element, "mtr", "mtd")
    elif element.name == "mtr":
        _wrap_others(element, "mtd")
    if element.name in ("mspace", "none", "maligngroup"):
        element.children = []
    home = element.parent.name if element.parent else ""
    if (element.name == "mtr" and home != "mtable") or (element.name == "mtd" and home != "mtr"):
        element.name, element.attributes = "mrow", {}
    if element.name == "none":
        element.name = "mrow"


def _wrap_others(element: Element, *names: str) -> None:
    """Put everything in an element that is none of its parts (`names[0]`) into one, and into what that must hold."""
    children = element.children
    element.children = []
    for child in children:
        if not (isinstance(child, Element) and child.name == names[0]):
            for name in reversed(names):
                child = Element(name, None, [child])
        element.append(child)


def _formula_attributes(element: Element) -> dict[str, str]:
    return {
        name: value
        for name, value in element.attributes.items()
        if name in _MATH_VALUES and element.name in _MATH_HOMES[name] and _MATH_VALUES[name].fullmatch(value)
    }
