"""The Markdown of a body that is walked one tree after the other, in pieces, so that nothing of it has to be kept."""

from collections.abc import Iterable, Iterator
from itertools import chain

from converters.html import Element
from writers.markdown.lists import kept_apart
from writers.markdown.walk import Walk


def pieces_of(walk: Walk, trees: Iterable[Element]) -> Iterator[str]:
    """What `Walk.markdown` makes of one tree that holds all of them. No link may lead to a place in them."""
    walk.begin(Element("body"))
    gap, before = "", ""
    for tree in chain(trees, [None]):
        if tree is None:
            walk.end_leaf()
        else:
            walk.go_through(tree)
        parts = walk.frame.parts
        finished = len(parts) if tree is None else len(parts) - 1  # what follows may change the last one
        if finished > 0:
            texts = kept_apart(parts[:finished], every_list=walk.flavor.list_attributes, before=before)
            yield gap + "\n\n".join(texts)
            gap, before = "\n\n", parts[finished - 1][0]
            del parts[:finished]
