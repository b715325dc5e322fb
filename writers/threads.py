"""Replies below what they answer, and lines of menus below those they belong to."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

DEEPEST = 10
"""Levels of replies and of menus; what hangs deeper stands on the last one, as in WordPress's own threads."""


class _Threaded(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def parent(self) -> int | None: ...


_T = TypeVar("_T", bound=_Threaded)


def in_threads(items: Sequence[_T]) -> Iterator[tuple[int, _T]]:
    """Items below those they belong to, each with its depth; what belongs to nothing, or in circles, is on top."""
    below = _by_parent(items)
    for start in below.pop(None, ()):
        yield from _thread(start, below)
    left = {id(item) for answers in below.values() for item in answers}  # in circles, or hanging on them
    for start in items if left else ():
        for depth, item in _thread(start, below) if id(start) in left else ():
            if id(item) in left:
                left.discard(id(item))
                yield depth, item


def _by_parent(items: Sequence[_T]) -> dict[int | None, list[_T]]:
    known = {item.id for item in items}
    below: dict[int | None, list[_T]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known and item.parent != item.id else None, []).append(item)
    return below


def _thread(start: _T, below: dict[int | None, list[_T]]) -> Iterator[tuple[int, _T]]:
    """An item and what hangs on it, which is taken out of `below`."""
    stack = [(0, start)]
    while stack:
        depth, item = stack.pop()
        yield min(depth, DEEPEST - 1), item
        stack.extend((depth + 1, answer) for answer in reversed(below.pop(item.id, ())))
