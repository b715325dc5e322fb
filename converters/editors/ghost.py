"""Ghost: its cards (`kg-…`), whose players and buttons are drawn of elements that say nothing."""

from collections.abc import Mapping

from converters.editors.pieces import (
    Program,
    Rule,
    card,
    drop_form,
    figure,
    inline_of,
    of_class,
    picture_of,
    show,
    shown,
    words_of,
)
from converters.html import Element, Node, Text
from converters.problem import Report

_BUTTONS = ("kg-audio-player", "kg-video-overlay", "kg-video-player-container")


def _words(box: Element, name: str) -> str:
    return next((words_of(each) for each in of_class(box, name)), "")


def _caption(box: Element) -> list[Node]:
    return next((inline_of(each.children) for each in shown(box, "figcaption")), [])


def _bookmark(box: Element, report: Report) -> None:
    """A link with what it leads to."""
    link = next((each for each in shown(box, "a") if each.get("href")), None)
    if link is None:
        return
    thumbnails = [part for each in of_class(link, "kg-bookmark-thumbnail") for part in (each, *shown(each, "img"))]
    picture = next((each for each in thumbnails if each.name == "img"), None)
    by = " · ".join(filter(None, (_words(link, "kg-bookmark-author"), _words(link, "kg-bookmark-publisher"))))
    title, about = _words(link, "kg-bookmark-title"), _words(link, "kg-bookmark-description")
    made = card(link.get("href"), [Text(title)] if title else [], [about, by], picture)
    caption = _caption(box)
    show(box, "div", [*made, *([Element("p", None, caption)] if caption else [])])


def _gallery(box: Element, report: Report) -> None:
    caption = _caption(box)
    figures: list[Node] = []
    for image in shown(box, "img"):
        link = image.parent if image.parent is not None and image.parent.name == "a" else None
        figures.append(figure(picture_of(image, link.get("href") if link is not None else "")))
    gallery = Element("div", {"class": "gallery"}, figures)
    show(box, "div", [gallery, *([Element("p", None, caption)] if caption else [])])


def _callout(box: Element, report: Report) -> None:
    """A box with a sign before its words."""
    sign = _words(box, "kg-callout-emoji")
    texts = [node for each in of_class(box, "kg-callout-text") for node in each.children]
    if texts:
        show(box, "blockquote", [Element("p", None, [Text(f"{sign} " if sign else ""), *inline_of(texts)])])


def _toggle(box: Element, report: Report) -> None:
    titles, contents = of_class(box, "kg-toggle-heading-text"), of_class(box, "kg-toggle-content")
    if titles and contents:
        summary = Element("summary", None, inline_of(titles[0].children))
        show(box, "details", [summary, *contents[0].children])


def _player(box: Element, report: Report) -> None:
    """Sound or film, without the buttons of its player."""
    players = shown(box, "audio", "video")
    if len(players) != 1:
        return
    player = players[0]
    player.attributes = {"controls": "", **player.attributes}
    if "spacergif.org" in player.get("poster"):
        background = player.attributes.pop("style", "").partition("url(")[2].partition(")")[0].strip("\"' ")
        player.attributes["poster"] = background
    title = _words(box, "kg-audio-title")
    caption = _caption(box) or ([Text(title)] if title else [])
    show(box, "div", [figure(player, caption)], besides=_BUTTONS)


def _file(box: Element, report: Report) -> None:
    link = next((each for each in shown(box, "a") if each.get("href")), None)
    if link is None:
        return
    name, size = _words(box, "kg-file-card-filename"), _words(box, "kg-file-card-filesize")
    title = _words(box, "kg-file-card-title") or name
    about = [_words(box, "kg-file-card-caption"), " · ".join(filter(None, (name if title != name else "", size)))]
    show(box, "div", card(link.get("href"), [Text(title)] if title else [], about))


def _rating(box: Element, report: Report) -> None:
    """Stars that are drawings."""
    stars = len(of_class(box, "kg-product-card-rating-active"))
    show(box, "div", [Text("★" * stars)] if 0 < stars <= 5 else [])


_CLASSES: Mapping[str, Rule] = {
    "kg-audio-card": _player,
    "kg-bookmark-card": _bookmark,
    "kg-callout-card": _callout,
    "kg-file-card": _file,
    "kg-gallery-card": _gallery,
    "kg-product-card-rating": _rating,
    "kg-signup-card": drop_form("Ghost"),
    "kg-toggle-card": _toggle,
    "kg-video-card": _player,
}
_LAYOUT = frozenset([
    "kg-audio-card", "kg-bookmark-card", "kg-button-card", "kg-file-card", "kg-gallery-card", "kg-header-card",
    "kg-product-card", "kg-product-card-container", "kg-product-card-description", "kg-product-card-title-container",
    "kg-video-card",
])  # fmt: skip

PROGRAM = Program(
    signs=("kg-",),
    classes=_CLASSES,
    layout=_LAYOUT,
)
