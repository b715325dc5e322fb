"""Lists: where their items end, what stands in them, and which of them are tight."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from converters.markdown.kramdown.lines import ATTRIBUTES, BLANK_LINES, END_LINE, HTML, RULE, SPACE
from converters.markdown.kramdown.tree import BLANK, END, Node

if TYPE_CHECKING:
    from converters.markdown.kramdown.blocks import Blocks

_UNORDERED = re.compile(r"( {0,3}[+*-])([\t |].*?\n)", re.ASCII)
_ORDERED = re.compile(r"( {0,3}\d+\.)([\t |].*?\n)", re.ASCII)
_NESTED = re.compile(r" {0,3}(?:[+*-]|\d+\.)[\t |]", re.ASCII)
_OWN_ATTRIBUTES = re.compile(r"\s*\{:(?![:/]|\w[\w-]*:\s)((?:\\\}|[^\n}])+)\}\s*", re.ASCII)
_ONLY_ATTRIBUTES = re.compile(r"(?:\s*\{:(?![:/]|\w[\w-]*:\s)(?:\\\}|[^\n}])+\}\s*|\s*)\n?\Z", re.ASCII)
_LEADING_TABS = re.compile(r"\t+", re.ASCII)
_TASK = re.compile(r"\[( |x|X)\][ \t]", re.ASCII)


MAX_WIDTH = 1000
"""Columns of a margin; wider ones are as wide."""


class Margin:
    """How far the content of an item is indented, and which lines are its content."""

    def __init__(self, width: int) -> None:
        self.width = width
        tabs, rest = divmod(width, 4)
        self.own = re.compile(rf"(?:(?:\t| {{4}}){{{tabs}}} {{{rest}}}|(?:\t| {{4}}){{{tabs + 1}}}).*\S.*\n", re.ASCII)
        """A line that is indented far enough."""
        self.lazy = re.compile(rf"(?! {{0,{min(width, 3)}}}(?:{ATTRIBUTES}|{HTML})).*\S.*\n", re.ASCII)
        """A line that is taken although it is not, unless there is a blank line before it."""
        less = min(width - 1, 3)
        self.unordered = re.compile(rf"( {{0,{less}}}[+*-])([\t |].*?\n)", re.ASCII)
        self.ordered = re.compile(rf"( {{0,{less}}}\d+\.)([\t |].*?\n)", re.ASCII)
        self.defining = re.compile(rf"( {{0,{less}}}:)([\t |].*?\n)", re.ASCII)


@lru_cache(100)
def _margin(width: int) -> Margin:
    return Margin(width)


def first_line(mark: str, content: str) -> tuple[Margin, str]:
    """The margin that an item's first line sets, and the line without it."""
    width = len(mark)
    if _ONLY_ATTRIBUTES.match(content):
        width = 4
    else:
        blanks = content[: len(content) - len(content.lstrip(" \t"))]
        width = len((" " * width + blanks).expandtabs(4))
    return _margin(min(width, MAX_WIDTH)), content.lstrip(SPACE)


class Item:
    """An item as its lines are found."""

    def __init__(self, kind: str, mark: str, content: str) -> None:
        self.node = Node(kind)
        self.margin, line = first_line(mark, content)
        own = _OWN_ATTRIBUTES.match(line)
        self.attributes = own[1] if own else ""
        line = line[own.end() :] if own else line
        self.lines = [line]
        self.parts = [self.lines]
        """The lines above the first list within, and those from there on: no block goes from one into the other."""
        self.has_list = bool(_NESTED.match(self.lines[0]))

    def take(self, line: str) -> None:
        """Take a line, without the margin; a list that begins within ends the text above it."""
        tabs = _LEADING_TABS.match(line)
        if tabs:
            line = " " * (4 * len(tabs[0])) + line[tabs.end() :]
        margin = " " * self.margin.width
        is_own = line.startswith(margin)
        if is_own:
            line = line[len(margin) :]
        if self.node.kind != "li":
            pass
        elif not self.has_list and is_own and _NESTED.match(line):
            self.lines = []
            self.parts.append(self.lines)
            self.has_list = True
        elif self.has_list and not is_own and _NESTED.match(line):
            line = " " * (self.margin.width + 4) + line
        self.lines.append(line)

    def read(self, blocks: "Blocks") -> None:
        """Read what stands in it."""
        if self.attributes:
            blocks.document.given.append((self.node, self.attributes))
        for lines in self.parts:
            blocks.read_within("".join(lines), self.node)


def take_items(
    blocks: "Blocks",
    kind: str,
    starts: re.Pattern[str],
    next_starts: Callable[[Margin], re.Pattern[str]],
    *,
    after_blank: bool = False,
    ends: Callable[[int, bool], bool] = lambda place, after_blank: False,
) -> list[tuple[Item, bool]]:
    """The items from here on, each with whether a blank line stands before it; what they hold is not read yet.

    `starts` begins the first, and `next_starts` says what begins one after an item of a margin. They go on down to a
    line that is none of theirs, or to a place that `ends` them.
    """
    text, at = blocks.text, blocks.at
    items: list[tuple[Item, bool]] = []
    while at < len(text) and not ends(at, after_blank):
        if found := starts.match(text, at):
            item = Item(kind, found[1], found[2])
            items.append((item, after_blank))
            starts = next_starts(item.margin)
            after_blank = False
        elif (found := item.margin.own.match(text, at)) or (
            not after_blank and (found := item.margin.lazy.match(text, at))
        ):
            item.take(found[0])
            after_blank = False
        elif found := BLANK_LINES.match(text, at):
            item.lines.append(found[0])
            item.has_list = after_blank = True
        else:
            break
        at = found.end()
    blocks.at = at
    return items


def read_list(blocks: "Blocks") -> bool:
    """A list of one kind, its items and what stands in them."""
    text, at = blocks.text, blocks.at
    ordered = bool(_ORDERED.match(text, at))
    if not ordered and not _UNORDERED.match(text, at):
        return False
    starts = _ORDERED if ordered else _UNORDERED

    def ends(place: int, after_blank: bool) -> bool:
        return bool(END_LINE.match(text, place) or (after_blank and RULE.match(text, place)))

    items = take_items(blocks, "li", starts, lambda margin: margin.ordered if ordered else margin.unordered, ends=ends)
    end = END_LINE.match(text, blocks.at)
    if end:
        blocks.at = end.end()
    node = Node("ol" if ordered else "ul")
    blocks.add(node)
    for item, _ in items:
        _read_item(blocks, item, node)
    trailing = _tighten(node, end is not None)
    if trailing and not end:
        blocks.parent.children.append(Node(BLANK))
    return True


def _read_item(blocks: "Blocks", item: Item, parent: Node) -> None:
    parent.children.append(item.node)
    item.read(blocks)
    first = item.node.children[0] if item.node.children else None
    task = _TASK.match(first.pieces[0]) if first is not None and first.pieces else None
    if first is not None and task:
        checked = ' checked="checked"' if task[1] != " " else ""
        first.before = f'<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{checked} />'
        first.pieces[0] = first.pieces[0][task.end() :]
        item.node.attributes["class"] = "task-list-item"


def _tighten(listing: Node, has_end: bool) -> bool:
    """Make text of the paragraphs that no blank line sets apart; whether a blank line follows the list."""
    items = listing.children
    trailing = False
    for number, item in enumerate(items):
        children = item.children
        trailing = False
        if not children:
            continue
        first, is_last = children[0], number == len(items) - 1
        if len(children) > 1 and first.kind == "p" and children[1].kind == END and children[1].meaning:
            del children[1]
        if first.kind == "p":
            alone = len(children) < 2 or children[1].kind != BLANK
            if (alone or (is_last and len(children) == 2 and not has_end)) and (
                not is_last or number == 0 or any(not each.children or _is_tight(each) for each in items[:-1])
            ):
                first.transparent = True
                first.meaning = "followed" if len(children) > 1 and children[1].kind != BLANK else ""
        if children[-1].kind == BLANK:
            children.pop()
            trailing = True
    return trailing


def _is_tight(item: Node) -> bool:
    return item.children[0].kind != "p" or item.children[0].transparent
