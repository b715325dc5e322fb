"""A body as a row of blocks."""

import re

from converters.canonical.elements import HEADINGS
from converters.html import Comment, Element, Node, Text, parse
from writers.wxr.blocks.markup import block, outer_html, significant, without_embeds
from writers.wxr.blocks.media import figure, frame, gallery, image, picture_in, player, table
from writers.wxr.blocks.text import (
    code,
    details,
    group,
    heading,
    hide_language,
    is_text,
    list_,
    paragraph,
    quote,
    separator,
)

_BOXES = frozenset(["article", "aside", "div", "footer", "header", "main", "section"])
_DEEPEST = 50
"""Boxes in boxes; what is deeper stays HTML."""
_MORE = re.compile(r"more\b\s*(.*)", re.DOTALL)


def to_blocks(html: str) -> str:
    """Canonical HTML as the block editor stores it: every element a block, and nothing outside of blocks."""
    body = parse(html)
    for listing in body.elements("code", "pre"):
        hide_language(listing)
    return _row(body.children, 0)


def _row(nodes: list[Node], depth: int) -> str:
    made: list[str] = []
    line: list[Node] = []

    def end_line() -> None:
        shown = significant(line)
        pictures = [node for node in shown if isinstance(node, Element) and node.name == "img"]
        if len(pictures) == len(shown):
            made.extend(_block_of(picture, depth) for picture in pictures)
        else:
            made.append(_block_of(Element("p", children=list(line)), depth))
        line.clear()

    for node in nodes:
        if isinstance(node, Text) or (isinstance(node, Element) and is_text([node])):
            line.append(node)  # words and pictures without a paragraph, which canonical HTML has in boxes only
            continue
        end_line()
        made.append(_mark(node) if isinstance(node, Comment) else _block_of(node, depth))
    end_line()
    return "\n\n".join(each for each in made if each)


def _block_of(element: Element, depth: int) -> str:
    return _own_block(element, depth) or html_block(element)


def _own_block(element: Element, depth: int) -> str | None:
    """The block made for such an element; None when there is none, or none that keeps all of it."""
    name = element.name

    def inside(nodes: list[Node]) -> str:
        return _row(nodes, depth + 1)

    if name == "p":
        return _paragraph(element)
    if name in HEADINGS:
        return heading(element)
    if name in ("ol", "ul"):
        return list_(element)
    if name == "pre":
        return code(element)
    if name == "hr":
        return separator(element)
    if name == "figure":
        return figure(element)
    if name == "img" or (name == "a" and picture_in(element)):
        found = picture_in(Element("body", children=[element]))
        return image(*found) if found else None
    if name == "table":
        return table(element)
    if name in ("audio", "video"):
        return player(element)
    if name == "iframe":
        return frame(element)
    if depth >= _DEEPEST:
        return None
    if name == "blockquote":
        return quote(element, inside)
    if name == "details":
        return details(element, inside)
    if name in _BOXES:
        return (gallery(element) if "gallery" in element.classes else None) or group(element, inside)
    return None


def _paragraph(element: Element) -> str | None:
    found = picture_in(element)
    if found:
        return image(*found, element)
    nodes = significant(element.children)
    if len(nodes) == 1 and isinstance(nodes[0], Element) and not element.attributes:
        only = nodes[0]
        if only.name in ("audio", "video"):
            return player(only)
        if only.name == "iframe":
            return frame(only)
    return paragraph(element)


def html_block(*nodes: Node) -> str:
    """`core/html`: HTML as it is."""
    return block("html", {}, without_embeds(outer_html(*nodes)))


def _mark(comment: Comment) -> str:
    """`core/more` and `core/nextpage`; a `noteaser` alone stays what it is."""
    word = comment.text.strip()
    if word == "nextpage":
        return block("nextpage", {}, "<!--nextpage-->")
    more = _MORE.fullmatch(word)
    if more:
        return block("more", {"customText": more[1]}, f"<!--{word}-->")
    return f"<!--{word}-->"
