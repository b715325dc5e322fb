"""Medium: sections, and cards that are links."""

from collections.abc import Mapping

from converters.editors.pieces import Program, Rule, inline_of, show, shown, vanish, words_of
from converters.html import Element, Node, Text
from converters.problem import Report


def _card(box: Element, report: Report) -> None:
    """A link with what it leads to (Medium's mixtape)."""
    links = [each for each in shown(box, "a") if each.get("href")]
    if not links or not words_of(links[0]):
        return
    words: list[Node] = []
    for node in inline_of(links[0].children):
        apart = isinstance(node, Text) and words and isinstance(words[-1], Element) and words[-1].name == "em"
        words += [Element("br"), node] if apart else [node]
    show(box, "p", [Element("a", {"href": links[0].get("href")}, words), *links[1:]])


def _line(line: Element, report: Report) -> None:
    """The line between sections, which the first section does not show."""
    above = line.parent
    for _ in range(4):
        if above is None:
            return
        if "section--first" in above.classes:
            vanish(line)
            return
        above = above.parent


_CLASSES: Mapping[str, Rule] = {"graf--mixtapeEmbed": _card, "section-divider": _line}
_LAYOUT = frozenset(["section", "section-content", "section-divider", "section-inner"])

PROGRAM = Program(
    signs=("graf--",),
    classes=_CLASSES,
    layout=_LAYOUT,
    numbered=("graf",),
)
