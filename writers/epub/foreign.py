"""Drawings and formulas: the SVG and MathML that every reader shows and none can be harmed by."""

import re
from collections.abc import Callable

from converters.html import Element, Node, Text, parse, serialise

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MATHML = "http://www.w3.org/1998/Math/MathML"

_DEEPEST = 40
_BLANK = " \t\n\r\f"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SVG_ELEMENTS = _names(
    """circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline radialGradient
    rect stop svg switch symbol text textPath title tspan use"""
)
_SVG_TEXT = _names("desc text textPath title tspan")
_GEOMETRY = _names(
    """cx cy d dx dy fx fy height markerHeight markerWidth offset orient points preserveAspectRatio r refX refY rotate
    rx ry spreadMethod transform gradientTransform patternTransform viewBox width x x1 x2 y y1 y2 gradientUnits
    patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits"""
)
_TRANSFORMED = _names("circle clipPath defs ellipse g line path polygon polyline rect switch text use")
"""The elements that `transform` may stand on (SVG 1.1, section 7.6)."""
_UNITS = _names("objectBoundingBox userSpaceOnUse")
_WORDS = {
    "clipPathUnits": _UNITS, "gradientUnits": _UNITS, "markerUnits": _names("strokeWidth userSpaceOnUse"),
    "maskContentUnits": _UNITS, "maskUnits": _UNITS, "patternContentUnits": _UNITS, "patternUnits": _UNITS,
    "spreadMethod": _names("pad reflect repeat"),
}  # fmt: skip
"""The attributes that take one of a few words."""
_NEEDED = {
    "circle": _names("r"), "ellipse": _names("rx ry"), "path": _names("d"), "polygon": _names("points"),
    "polyline": _names("points"), "rect": _names("height width"), "stop": _names("offset"),
}  # fmt: skip
"""What shapes must have; without it they show nothing."""
_PAINT = _names(
    """clip-path clip-rule color dominant-baseline fill fill-opacity fill-rule font-family font-size font-style
    font-weight letter-spacing marker-end marker-mid marker-start mask opacity stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-decoration visibility"""
)
_LENGTH = re.compile(r"\s*\+?(?:\d+\.?\d*|\.\d+)(?:px|em|ex|pt|pc|cm|mm|in|%)?\s*", re.ASCII)
_VIEW = re.compile(r"\s*-?[\d.]+(?:[\s,]+-?[\d.]+){3}\s*", re.ASCII)
_INWARD = re.compile(r"#[A-Za-z_][\w.-]*", re.ASCII)
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|expression|@import|\\", re.IGNORECASE)

_PAINT_SERVER = re.compile(r"\s*url\(\s*['\"]?#([^'\")\s]*)", re.IGNORECASE)
_GRADIENTS = _names("linearGradient radialGradient")
_REFERENCES = {
    "linearGradient": _GRADIENTS, "pattern": _names("pattern"), "radialGradient": _GRADIENTS,
    "textPath": _names("path"), "use": _names("circle ellipse g line path polygon polyline rect svg symbol text use"),
}  # fmt: skip
"""What the elements that refer to others may refer to."""
_SERVERS = {
    "clip-path": _names("clipPath"), "fill": _GRADIENTS | {"pattern"}, "marker-end": _names("marker"),
    "marker-mid": _names("marker"), "marker-start": _names("marker"), "mask": _names("mask"),
    "stroke": _GRADIENTS | {"pattern"},
}  # fmt: skip
"""What the attributes that refer to elements may refer to."""

_TOKENS = _names("mi mn mo ms mtext")
_ARITY = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
_MATH = _names("maligngroup math merror mpadded mphantom mrow mspace msqrt mstyle mtable mtd mtr none") | _TOKENS
_MATH_VALUES = {
    "accent": re.compile("true|false"),
    "accentunder": re.compile("true|false"),
    "columnalign": re.compile("(?:left|center|right)(?: (?:left|center|right))*"),
    "dir": re.compile("ltr|rtl"),
    "display": re.compile("block|inline"),
    "displaystyle": re.compile("true|false"),
    "fence": re.compile("true|false"),
    "form": re.compile("prefix|infix|postfix"),
    "mathvariant": re.compile(
        "normal|bold|italic|bold-italic|double-struck|script|fraktur|sans-serif|monospace|bold-script|bold-fraktur"
    ),
    "movablelimits": re.compile("true|false"),
    "separator": re.compile("true|false"),
    "stretchy": re.compile("true|false"),
    "width": re.compile(r"\d+(?:\.\d+)?(?:em|ex|px|pt)"),
}
_MATH_HOMES = {
    "accent": _names("mo mover munderover"), "accentunder": _names("munder munderover"),
    "columnalign": _names("mtable"), "dir": _names("math"), "display": _names("math"),
    "displaystyle": _names("mstyle mtable"), "fence": _names("mo"), "form": _names("mo"), "mathvariant": _TOKENS,
    "movablelimits": _names("mo"), "separator": _names("mo"), "stretchy": _names("mo"), "width": _names("mspace"),
}  # fmt: skip


def clean_drawing(svg: Element, name_id: Callable[[str], str]) -> Element | None:
    """A drawing without scripts, styles, animations and anything from elsewhere; None when nothing is left of it."""
    made = _copy_drawing(svg, name_id)
    _settle_references(made)
    if not any(child.name not in ("defs", "desc", "title") for child in made.children if isinstance(child, Element)):
        return None
    attributes = {"xmlns": SVG}
    if any("xlink:href" in element.attributes for element in made.elements()):
        attributes["xmlns:xlink"] = XLINK
    made.attributes = attributes | made.attributes
    return made


def drawing_file(text: str) -> str:
    """The same of a file: an SVG document as one that is safe to show. Empty when it is none."""
    root = next(iter(parse(text[text.find("<svg") :] if "<svg" in text else "").elements("svg")), None)
    taken: set[str] = set()

    def name_once(id: str) -> str:
        fresh = re.fullmatch(r"[A-Za-z_][\w.-]*", id, re.ASCII) is not None and id not in taken
        taken.add(id)
        return id if fresh else ""

    made = clean_drawing(root, name_once) if root is not None else None
    if made is None:
        return ""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + serialise(Element("root", None, [made])) + "\n"


def _copy_drawing(root: Element, name_id: Callable[[str], str]) -> Element:
    made = Element("svg", _drawing_attributes(root, name_id))
    tasks: list[tuple[Node, Element, int]] = [(node, made, 1) for node in reversed(root.children)]
    while tasks:
        node, target, depth = tasks.pop()
        if isinstance(node, Text):
            if target.name in _SVG_TEXT:
                target.append(Text(node.text))
        elif isinstance(node, Element):
            inner: Element | None = None
            if node.name in _SVG_ELEMENTS and depth < _DEEPEST:
                if target.name in _SVG_TEXT and node.name not in _SVG_TEXT:
                    continue
                attributes = _drawing_attributes(node, name_id)
                if not _NEEDED.get(node.name, frozenset()) <= attributes.keys():
                    continue
                inner = Element(node.name, attributes)
                target.append(inner)
            elif node.name == "a":
                inner = target
            if inner is not None:
                tasks += [(child, inner, depth + 1) for child in reversed(node.children)]
    return made


def _settle_references(drawing: Element) -> None:
    """Take out what refers to nothing in the drawing, or to what cannot stand there."""
    kinds = {element.get("id"): element.name for element in drawing.elements() if element.get("id")}
    for element in reversed(drawing.elements()):
        for name, value in list(element.attributes.items()):
            if name == "xlink:href":
                allowed, wanted = _REFERENCES[element.name], value[1:]
            elif found := _PAINT_SERVER.match(value):
                allowed, wanted = _SERVERS.get(name, frozenset()), found[1]
            else:
                continue
            if kinds.get(wanted) not in allowed:
                del element.attributes[name]
        if element.name == "use" and "xlink:href" not in element.attributes:
            element.replace()


def _drawing_attributes(element: Element, name_id: Callable[[str], str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    given = dict(element.attributes)
    for declaration in given.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() in _PAINT and value.strip() and "!" not in value:
            given[name.strip()] = value.strip()
    for name, value in given.items():
        if name in ("href", "xlink:href"):
            if element.name in _REFERENCES and _INWARD.fullmatch(value):
                kept["xlink:href"] = value
        elif name == "id":
            if value and (id := name_id(value)):
                kept["id"] = id
        elif name in _PAINT or name in _GEOMETRY:
            if not value.strip() or _ELSEWHERE.search(value):
                continue
            if name in ("width", "height") and not _LENGTH.fullmatch(value):
                continue
            if name == "viewBox" and not _VIEW.fullmatch(value):
                continue
            if name == "transform" and element.name not in _TRANSFORMED:
                continue
            if name in _WORDS and value.strip() not in _WORDS[name]:
                continue
            kept[name] = value.strip()
    return kept


def clean_formula(math: Element) -> Element | None:
    """A formula as presentation MathML with its TeX beside it; TeX alone stands as it was written."""
    tex = _tex_of(math)
    characters = tex or " ".join(math.text_content().split())
    if not characters:
        return None
    rows = _copy_formula(math) or [Element("mtext", None, [Text(tex)])]
    shown: Node = rows[0] if len(rows) == 1 else Element("mrow", None, rows)
    if tex:
        annotation = Element("annotation", {"encoding": "application/x-tex"}, [Text(tex)])
        shown = Element("semantics", None, [shown, annotation])
    attributes = {"xmlns": MATHML, "alttext": characters}
    if math.get("display") in ("block", "inline"):
        attributes["display"] = math.get("display")
    return Element("math", attributes, [shown])


def _tex_of(math: Element) -> str:
    """The TeX that a formula was written in; empty when the source does not say."""
    tex = math.get("data-latex")
    for annotation in math.elements("annotation"):
        if not tex and "tex" in annotation.get("encoding").lower():
            tex = annotation.text_content()
    return " ".join(tex.split())


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
            if (node.name in _MATH or node.name in _ARITY) and depth < _DEEPEST and target.name not in _TOKENS:
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
