"""How the block editor writes a block: its delimiters with the settings as JSON, and the HTML between them."""

import html
import json
import re
from collections.abc import Mapping, Sequence

from converters.html import Comment, Element, Node, Text, serialise

Settings = Mapping[str, object]

_LONE_ADDRESS = re.compile(
    r"(^[ \t]*|<p(?: [^<>]*)?>\s*)(https?:)//(?=[^\s<>\"]+[ \t]*$|[^\s<>\"]+\s*</p>)", re.MULTILINE | re.IGNORECASE
)
_FORMULA = re.compile(r"\$(?=latex\b|\$)|(?<=\$)\$")
"""A dollar sign that plugins for formulas look for."""


def block(name: str, settings: Settings, inner: str) -> str:
    """A block of the editor's own (`paragraph`, `image` …), each delimiter on a line."""
    return f"<!-- wp:{name}{_json(settings)} -->\n{inner}\n<!-- /wp:{name} -->"


def _json(settings: Settings) -> str:
    """Settings as the editor writes them (serializeAttributes): nothing in them that ends a comment or opens a tag."""
    kept = {name: value for name, value in settings.items() if value is not None and value is not False and value != ""}
    if not kept:
        return ""
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    for character, escape in (("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, escape)
    return " " + text.replace('\\"', "\\u0022")


def inner_html(element: Element) -> str:
    """What is inside an element, as the editor writes HTML; `[`, which begins a shortcode, as a reference."""
    return _written(serialise(element))


def outer_html(*nodes: Node) -> str:
    """Nodes with their own tags."""
    return inner_html(Element("body", children=[_copy(node) for node in nodes]))


def without_embeds(text: str) -> str:
    """HTML in which no line and no paragraph is an address alone, which WordPress would embed (autoembed)."""
    return _LONE_ADDRESS.sub(r"\1\2&#47;&#47;", text) if "://" in text else text


def tag(name: str, **attributes: str) -> str:
    """A start tag; empty attributes are left out, `class_` is `class`."""
    kept = {key.rstrip("_"): value for key, value in attributes.items() if value}
    return f"<{name}{''.join(attribute(key, value) for key, value in kept.items())}>"


def attribute(name: str, value: str) -> str:
    """An attribute with the blank before it."""
    return f' {name}="{html.escape(value, quote=False).replace(chr(34), "&quot;").replace("[", "&#91;")}"'


def joined(classes: Sequence[str]) -> str:
    """The words of a class attribute, each once."""
    return " ".join(dict.fromkeys(word for word in classes if word))


def significant(nodes: Sequence[Node]) -> list[Node]:
    """The nodes that are more than white space."""
    return [node for node in nodes if not (isinstance(node, Text) and not node.text.strip())]


def only_has(element: Element, *names: str) -> bool:
    """Whether an element has no attribute but these, and `class`."""
    return set(element.attributes) <= {"class", *names}


def _copy(node: Node) -> Node:
    if isinstance(node, Element):
        copy = Element(node.name, dict(node.attributes))
        copy.children = node.children  # the parents of the children stay what they are
        return copy
    return Text(node.text) if isinstance(node, Text) else Comment(node.text)


def _written(text: str) -> str:
    text = text.replace("<br />", "<br>").replace(" />", "/>").replace("[", "&#91;")
    return _FORMULA.sub("&#36;", text)
