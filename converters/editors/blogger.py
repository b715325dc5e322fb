"""Blogger: captions in tables, and the jump break as an anchor."""

from collections.abc import Mapping

from converters.editors.pieces import (
    Program,
    Rule,
    become,
    figure,
    inline_of,
    link_around,
    of_class,
    picture_of,
    show,
    shown,
)
from converters.html import Comment, Element, Node
from converters.problem import Report


def _captioned(table: Element, report: Report) -> None:
    """A table of a picture and the words below it."""
    pictures = shown(table, "img")
    if table.name != "table" or len(pictures) != 1:
        return
    captions: list[Node] = [node for cell in of_class(table, "tr-caption") for node in cell.children]
    link = link_around(pictures[0], table)
    made = figure(picture_of(pictures[0], link.get("href") if link is not None else ""), inline_of(captions))
    show(table, "figure", made.children)


def _jump_break(anchor: Element, report: Report) -> None:
    if anchor.get("name") == "more" and "href" not in anchor.attributes:
        become(anchor, "span", [Comment("more"), *anchor.children])


_CLASSES: Mapping[str, Rule] = {"tr-caption-container": _captioned}
_ELEMENTS: Mapping[str, Rule] = {"a": _jump_break}

PROGRAM = Program(
    signs=("tr-caption-container", 'name="more"', "name='more'"),
    classes=_CLASSES,
    elements=_ELEMENTS,
)
