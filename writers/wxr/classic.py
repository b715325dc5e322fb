"""Canonical HTML → what the classic editor stores: HTML whose line ends WordPress makes into paragraphs and breaks."""

from converters.html import Element, Text, parse
from writers.wxr.blocks.markup import inner_html, without_embeds
from writers.wxr.blocks.text import hide_language

_KEEPS_LINES = frozenset(["math", "pre", "svg", "textarea"])


def to_classic(html: str) -> str:
    """The HTML with a line end nowhere but between blocks and in listings, and nothing in it that means a shortcode."""
    body = parse(html)
    for listing in body.elements("code", "pre"):
        hide_language(listing)
    stack: list[Element] = [body]
    while stack:
        element = stack.pop()
        for child in element.children:
            if isinstance(child, Text):
                if element is not body:
                    child.text = child.text.replace("\n", " ")
            elif isinstance(child, Element) and child.name not in _KEEPS_LINES:
                stack.append(child)
    return "\n\n".join(
        without_embeds(inner_html(Element("body", children=[node])))
        for node in list(body.children)
        if not (isinstance(node, Text) and not node.text.strip())
    )
