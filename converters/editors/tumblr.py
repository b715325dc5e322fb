"""Tumblr: links as cards, and the mark of the text that a list does not show."""

import json
from collections.abc import Mapping

from converters.editors.pieces import Program, Rule, card, show, words_of
from converters.html import Element, Text
from converters.problem import Report


def _card(box: Element, report: Report) -> None:
    try:
        about = json.loads(box.get("data-npf"))
    except (ValueError, RecursionError):
        return
    url = about.get("url") if isinstance(about, Mapping) else None
    if not isinstance(url, str) or not url.startswith("http"):
        return
    title, *lines = (
        value if isinstance(value := about.get(name), str) else "" for name in ("title", "description", "site_name")
    )
    show(box, "div", card(url, [Text(title or words_of(box))], lines))


_CLASSES: Mapping[str, Rule] = {"npf_link": _card}
_LAYOUT = frozenset(["npf_link"])

PROGRAM = Program(
    signs=("npf_link", "[[MORE]]"),
    classes=_CLASSES,
    layout=_LAYOUT,
    cuts=("[[MORE]]",),
)
