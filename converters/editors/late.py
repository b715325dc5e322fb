"""Media that scripts put in their places later, whatever program wrote them: HTML in attributes, players on demand."""

import re
from collections.abc import Mapping

from converters.editors.pieces import PLAYERS, Program, Rule, become, html, show, shown, words_of
from converters.html import Element, Text
from converters.problem import Report

_VIDEO = re.compile(r"[\w-]{6,20}", re.ASCII)
_GIST = re.compile(r"(?:https?:)?//gist\.github\.com/([\w./-]{1,200}?)\.js(?:\?file=([\w.%-]{1,200}))?", re.ASCII)
_SHOWN = ("blockquote", "img", *PLAYERS)


def _html(box: Element, report: Report) -> None:
    """An element without words whose `data-html` is what a script shows in it: a player, a quotation from elsewhere."""
    if "<" not in box.get("data-html") or words_of(box) or shown(box, *PLAYERS):
        return
    made = html(box.get("data-html"))
    if any(isinstance(node, Element) and (node.name in _SHOWN or node.elements(*_SHOWN)) for node in made):
        significant = [node for node in made if not isinstance(node, Text) or node.text.strip()]
        alone = len(significant) == 1 and isinstance(significant[0], Element) and significant[0].name in PLAYERS
        become(box, "figure" if alone else "div", made)


def _youtube(box: Element, report: Report) -> None:
    video = box.get("videoid") or box.get("data-id")
    if _VIDEO.fullmatch(video) and not shown(box, *PLAYERS):
        title = box.get("playlabel") or box.get("data-title") or box.get("title")
        show(box, "div", [_frame(f"https://www.youtube.com/embed/{video}", title)])


def _vimeo(box: Element, report: Report) -> None:
    if box.get("videoid").isdecimal():
        show(box, "div", [_frame(f"https://player.vimeo.com/video/{box.get('videoid')}", box.get("playlabel"))])


def _frame(url: str, title: str) -> Element:
    return Element("iframe", {"src": url, "allowfullscreen": "", **({"title": title} if title else {})})


def _gist(script: Element, report: Report) -> None:
    """A script that writes code of somebody's into the page: the link to it."""
    found = _GIST.fullmatch(script.get("src").strip())
    if found:
        url = f"https://gist.github.com/{found[1]}"
        link = Element("a", {"href": url}, [Text(url)])
        box = script.parent if script.parent is not None and script.parent.name == "figure" else script
        others = [each for each in box.children if isinstance(each, Element) and each is not script]
        show(box, "figure", [link, *others], **{"class": "embed embed-gist", "data-url": url})


_ATTRIBUTES: Mapping[str, Rule] = {"data-html": _html}
_CLASSES: Mapping[str, Rule] = {"rll-youtube-player": _youtube, "youtube-player": _youtube}
_ELEMENTS: Mapping[str, Rule] = {"lite-vimeo": _vimeo, "lite-youtube": _youtube, "script": _gist}

PROGRAM = Program(
    signs=("data-html", "<lite-", "youtube-player", "gist.github.com"),
    classes=_CLASSES,
    attributes=_ATTRIBUTES,
    elements=_ELEMENTS,
)
