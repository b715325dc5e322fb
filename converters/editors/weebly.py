"""Weebly: columns that are tables, pictures that are boxes, galleries that are piles of boxes."""

from collections.abc import Mapping

from converters.editors.pieces import (
    Program,
    Rule,
    figure,
    inline_of,
    link_around,
    of_class,
    picture_of,
    show,
    shown,
)
from converters.html import Element, Node, Text
from converters.problem import Report


def _columns(table: Element, report: Report) -> None:
    """Columns side by side: boxes one below the other."""
    if table.name == "table":
        for part in table.elements("tbody", "tr", "td"):
            if any(word.startswith("wsite-multicol-") for word in part.classes):
                part.name, part.attributes = "div", {}
        table.name, table.attributes = "div", {}


def _image(box: Element, report: Report) -> None:
    """A picture with the words below it."""
    pictures = shown(box, "img")
    if box.name != "div" or len(pictures) != 1:
        return
    picture, link = pictures[0], link_around(pictures[0], box)
    words: list[Node] = [node for node in box.children if node is not (link if link is not None else picture)]
    show(box, "figure", _captioned(picture, link, words).children)


def _beside(caption: Element, report: Report) -> None:
    """The words of a picture that stands beside the text, in a table of two spans."""
    box = caption.parent
    pictures = shown(box, "img") if box is not None and box.name == "span" else []
    if box is not None and len(pictures) == 1:
        show(box, "div", [_captioned(pictures[0], link_around(pictures[0], box), caption.children)])


def _captioned(picture: Element, link: Element | None, words: list[Node]) -> Element:
    href = link.get("href") if link is not None else ""
    kept = picture_of(picture, href)
    image = kept if kept.name == "img" else kept.elements("img")[0]
    if image.get("alt") == "Picture":  # Weebly's own word where nobody wrote one
        image.attributes["alt"] = ""
    return figure(kept, inline_of(words))


def _gallery(box: Element, report: Report) -> None:
    figures: list[Node] = []
    for picture in shown(box, "img"):
        link = link_around(picture, box)
        title = link.get("title").strip() if link is not None else ""
        figures.append(figure(picture_of(picture, link.get("href") if link is not None else ""), [Text(title)]))
    if figures:
        show(box, "div", figures, **{"class": "gallery"})


def _button(link: Element, report: Report) -> None:
    inner = of_class(link, "wsite-button-inner")
    if link.name == "a" and inner:
        show(link, "a", inline_of(inner[0].children), href=link.get("href"))


_CLASSES: Mapping[str, Rule] = {
    "imageGallery": _gallery,
    "wsite-button": _button,
    "wsite-caption": _beside,
    "wsite-image": _image,
    "wsite-multicol-table": _columns,
}
_LAYOUT = frozenset([
    "paragraph", "wcustomhtml", "wsite-multicol", "wsite-multicol-col", "wsite-multicol-table",
    "wsite-multicol-table-wrap", "wsite-multicol-tbody", "wsite-multicol-tr", "wsite-section-elements",
    "wsite-youtube", "wsite-youtube-container", "wsite-youtube-wrapper",
])  # fmt: skip

PROGRAM = Program(
    signs=("wsite-",),
    classes=_CLASSES,
    layout=_LAYOUT,
)
