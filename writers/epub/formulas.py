"""Formulas: the presentation MathML that every reader shows and none can be harmed by, made of TeX where need be."""

import re

from converters.html import Element, Node, Text
from writers.epub.tex import DEEPEST, typeset

MATHML = "http://www.w3.org/1998/Math/MathML"

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


def clean_formula(math: Element) -> Element | None:
    """A formula as presentation MathML with its TeX beside it; as code where nothing but TeX says what it shows.

    None when it is empty.
    """
    tex = _tex_of(math)
    characters = " ".join((tex or math.text_content()).split())
    if not characters:
        return None
    display = math.get("display")
    rows = _copy_formula(math)
    made = not rows
    if made:
        rows = _copy_formula(Element("math", None, typeset(tex, display=display == "block")))
    if not rows:
        return Element("code", {"class": "tex display" if display == "block" else "tex"}, [Text(tex)])
    shown: Node = rows[0] if len(rows) == 1 else Element("mrow", None, rows)
    if tex:
        annotation = Element("annotation", {"encoding": "application/x-tex"}, [Text(tex)])
        shown = Element("semantics", None, [shown, annotation])
    attributes = {"xmlns": MATHML, "alttext": characters, "class": "made"}
    if not made:
        del attributes["class"]
    if display in ("block", "inline"):
        attributes["display"] = display
    return Element("math", attributes, [shown])


def formula_read_back(element: Element) -> Element | None:
    """The formula of canonical HTML that one of a book was made of; None for an element that is no such formula."""
    if element.name == "code" and element.classes[:1] == ["tex"]:
        tex = element.text_content()
        display = "block" if "display" in element.classes else ""
    elif element.name == "math" and element.classes == ["made"]:
        tex, display = _tex_of(element), element.get("display")
    else:
        return None
    attributes = {"data-latex": tex} | ({"display": display} if display else {})
    annotation = Element("annotation", {"encoding": "application/x-tex"}, [Text(tex)])
    return Element("math", attributes, [Element("semantics", None, [annotation])])


def _tex_of(math: Element) -> str:
    """The TeX that a formula was written in; empty when the source does not say."""
    tex = math.get("data-latex")
    for annotation in math.elements("annotation"):
        if not tex and "tex" in annotation.get("encoding").lower():
            tex = annotation.text_content()
    return tex.strip()


def _copy_formula(math: Element) -> list[Node]:
    """What a formula shows, in elements that each have as many parts as they must."""
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
