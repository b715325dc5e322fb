"""Drawings: the SVG that every reader shows and none can be harmed by."""

import re
from collections.abc import Callable

from converters.html import Element, Node, Text, parse, serialise

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_DEEPEST = 40


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
_LENGTH = re.compile(r"\s*\+?(?:\d++\.?\d*+|\.\d+)(?:px|em|ex|pt|pc|cm|mm|in|%)?\s*", re.ASCII)
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
