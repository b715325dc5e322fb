"""What a leaf is made of: runs of text, code and atoms with their emphasis, and groups of them in an element."""

import re
from collections.abc import Callable
from typing import Final

from converters.html import Element

STRONG: Final = 1
EM: Final = 2
DEL: Final = 4

TEXT, SPACE, BREAK, EDGE, CODE, ATOM = range(6)
"""Kinds of runs. An edge is where a block ends inside a leaf that must stay one line; an atom is finished Markdown."""

BLANK = " \u00a0"
SPACES = re.compile(" {2,}")


class Run:
    """Characters of one kind and one emphasis, a sum of STRONG, EM and DEL."""

    __slots__ = ("element", "emphasis", "kind", "text")

    def __init__(self, kind: int, text: str, emphasis: int = 0, element: Element | None = None) -> None:
        self.kind = kind
        self.text = text
        self.emphasis = emphasis
        self.element = element
        """Of an atom: what it stands for."""


class Group:
    """An inline element around items: a link, a tag that Markdown has no sign for, or what a subclass writes."""

    __slots__ = ("closing", "element", "emphasis", "items", "link", "opening", "raw", "write")

    def __init__(
        self,
        element: Element,
        opening: str,
        closing: str,
        *,
        link: bool = False,
        raw: bool = False,
        write: Callable[[str], str] | None = None,
    ) -> None:
        self.element = element
        self.opening = opening
        self.closing = closing
        self.link = link
        self.raw = raw
        """Its content is HTML, not Markdown."""
        self.write = write
        """Makes the Markdown of the element from the Markdown of its content."""
        self.items: list[Item] = []
        self.emphasis = 0

    def again(self) -> "Group":
        """The same element, empty, for the next leaf."""
        return Group(self.element, self.opening, self.closing, link=self.link, raw=self.raw, write=self.write)


Item = Run | Group


def tidy(items: list[Item]) -> list[Item]:
    """Items with single spaces, in runs of their own that stand outside of emphasis and groups; nothing empty left."""
    items = _with_spaces_apart(items)
    first, last = _content(items)
    items = items[first:last]
    _give_spaces_emphasis(items)
    return _joined(items)


def _with_spaces_apart(items: list[Item]) -> list[Item]:
    out: list[Item] = []
    for item in items:
        if isinstance(item, Group):
            inner = _with_spaces_apart(item.items)
            first, last = _content(inner)
            for blank in inner[:first]:
                _add_blank(out, blank)
            item.items = inner[first:last]
            if item.items or item.write:
                _give_spaces_emphasis(item.items)
                item.items = _joined(item.items)
                item.emphasis = STRONG | EM | DEL
                for each in item.items:
                    item.emphasis &= each.emphasis
                out.append(item)
            for blank in inner[max(first, last) :]:
                _add_blank(out, blank)
        elif item.kind in (TEXT, CODE):
            text = item.text
            core = text.strip(BLANK)
            if len(core) == len(text):
                out.append(item)
            elif not core:
                _add_blank(out, Run(SPACE, text))
            else:
                start = text.index(core[0])
                if start:
                    _add_blank(out, Run(SPACE, text[:start]))
                out.append(Run(item.kind, core, item.emphasis))
                if start + len(core) < len(text):
                    _add_blank(out, Run(SPACE, text[start + len(core) :]))
        elif item.kind == ATOM:
            out.append(item)
        else:
            _add_blank(out, item)
    return out


def _add_blank(out: list[Item], blank: Item) -> None:
    last = out[-1] if out else None
    kind = last.kind if isinstance(last, Run) else None
    if not isinstance(blank, Run):
        out.append(blank)
    elif blank.kind == SPACE:
        text = blank.text if blank.text == " " else SPACES.sub(" ", blank.text)
        if kind == SPACE and last is not None and isinstance(last, Run):
            if len(last.text) < 64:  # a longer gap says nothing more
                out[-1] = Run(SPACE, SPACES.sub(" ", last.text + text))
        elif kind != BREAK or text != " ":
            out.append(Run(SPACE, text))
    else:
        while out and isinstance(out[-1], Run) and out[-1].kind == SPACE and out[-1].text == " ":
            out.pop()
        if blank.kind == BREAK:
            out.append(blank)
        elif out and not (isinstance(out[-1], Run) and out[-1].kind == BREAK):
            out.append(Run(BREAK, ""))


def _content(items: list[Item]) -> tuple[int, int]:
    """Where the first and after which the last item is that is more than space."""
    first, last = 0, len(items)
    while first < last and isinstance(run := items[first], Run) and run.kind in (SPACE, BREAK):
        first += 1
    while last > first and isinstance(run := items[last - 1], Run) and run.kind in (SPACE, BREAK):
        last -= 1
    return first, last


def _give_spaces_emphasis(items: list[Item]) -> None:
    """A space has the emphasis that what is before it and what is after it share."""
    if not any(item.emphasis for item in items):
        return
    blanks: list[Item] = []
    before = 0
    for item in items:
        if isinstance(item, Run) and item.kind in (SPACE, BREAK):
            blanks.append(item)
            continue
        for blank in blanks:
            blank.emphasis = before & item.emphasis
        blanks.clear()
        before = item.emphasis


def _joined(items: list[Item]) -> list[Item]:
    """Neighbouring runs of text, and of code, made one where their emphasis is the same."""
    if len(items) < 2:
        return items
    out: list[Item] = []
    pieces: list[str] = []
    kind, emphasis = TEXT, 0

    def end() -> None:
        if pieces:
            out.append(Run(kind, "".join(pieces), emphasis))
            pieces.clear()

    for item in items:
        if isinstance(item, Group) or item.kind in (BREAK, ATOM):
            end()
            out.append(item)
            continue
        own = CODE if item.kind == CODE else TEXT
        if pieces and (own != kind or item.emphasis != emphasis):
            end()
        kind, emphasis = own, item.emphasis
        pieces.append(item.text)
    end()
    return out
