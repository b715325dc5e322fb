"""Replies below what they answer, and lines of menus below those they belong to."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

DEEPEST = 10
"""Levels of replies and of menus; what hangs deeper stands on the last one, as in WordPress's own threads."""


class _Threaded(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def parent(self) -> int | None: ...


_T = TypeVar("_T", bound=_Threaded)


def in_threads(items: Sequence[_T], wanted: Callable[[_T], bool] = lambda item: True) -> Iterator[tuple[int, _T]]:
    """The wanted items below those they belong to, each with its depth; what belongs nowhere or in circles is on top.

    Items that are not in memory stay there: only their places and ids are held.
    """
    belonging = [(place, item.id, item.parent) for place, item in enumerate(items) if wanted(item)]
    below = _by_parent(belonging)
    for start in below.pop(None, ()):
        yield from ((depth, items[place]) for depth, place in _thread(start, below))
    left = {place for answers in below.values() for place, _ in answers}  # in circles, or hanging on them
    for start in [(place, id) for place, id, _ in belonging if place in left]:
        for depth, place in _thread(start, below) if start[0] in left else ():
            if place in left:
                left.discard(place)
                yield depth, items[place]


_Places = list[tuple[int, int]]
"""Places of items, each with the id of the item."""


def _by_parent(belonging: Sequence[tuple[int, int, int | None]]) -> dict[int | None, _Places]:
    known = {id for _, id, _ in belonging}
    below: dict[int | None, _Places] = {}
    for place, id, parent in belonging:
        below.setdefault(parent if parent in known and parent != id else None, []).append((place, id))
    return below


def _thread(start: tuple[int, int], below: dict[int | None, _Places]) -> Iterator[tuple[int, int]]:
    """The depth and the place of an item and of what hangs on it, which is taken out of `below`."""
    stack = [(0, *start)]
    while stack:
        depth, place, id = stack.pop()
        yield min(depth, DEEPEST - 1), place
        stack.extend((depth + 1, *answer) for answer in reversed(below.pop(id, ())))
