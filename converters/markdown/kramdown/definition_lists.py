"""Definition lists: the lines of a paragraph are terms where a line with a colon follows."""

import re
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import SPACE
from converters.markdown.kramdown.lists import take_items
from converters.markdown.kramdown.tree import BLANK, END, Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_DEFINITION = re.compile(r"( {0,3}:)([\t |].*?\n)", re.ASCII)


def read_definition(blocks: "Blocks") -> bool:
    """Definitions below a paragraph, whose lines they define; more of them join the list above."""
    text, at = blocks.text, blocks.at
    found = _DEFINITION.match(text, at)
    children = blocks.parent.children
    is_apart = bool(children) and children[-1].kind == BLANK
    place = len(children) - (2 if is_apart else 1)
    if not found or place < 0 or children[place].kind != "p" or (is_apart and children[-1].text.count("\n") > 1):
        return False
    terms = children[place]
    del children[place:]
    while children and children[-1].kind == BLANK and place > 1 and children[-2].kind == "dl":
        children.pop()
    if children and children[-1].kind == "dl":
        listing = children[-1]
    else:
        listing = Node("dl")
        blocks.add(listing)
    for line in "\n".join(terms.pieces).split("\n"):
        listing.children.append(Node("dt", line.strip(SPACE)))
    items = take_items(blocks, "dd", _DEFINITION, lambda margin: margin.defining, after_blank=is_apart)
    trailing = False
    for item, is_loose in items:
        listing.children.append(item.node)
        item.read(blocks)
        inside = item.node.children
        trailing = False
        if not inside:
            continue
        if len(inside) > 1 and inside[0].kind == "p" and inside[1].kind == END and inside[1].meaning:
            del inside[1]
        if inside[-1].kind == BLANK:
            inside.pop()
            trailing = True
        if inside and inside[0].kind == "p" and not is_loose:
            inside[0].transparent = True
            inside[0].meaning = "followed" if len(inside) > 1 else ""
    if trailing:
        children.append(Node(BLANK))
    return True
