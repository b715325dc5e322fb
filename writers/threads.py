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
    known = {item.id for item in items}
    below: dict[int | None, list[_T]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known and item.parent != item.id else None, []).append(item)
    seen: set[int] = set()
    for start in (*below.get(None, ()), *items):
        stack = [(0, start)]
        while stack:
            depth, item = stack.pop()
            if id(item) not in seen:
                seen.add(id(item))
                yield min(depth, DEEPEST - 1), item
                stack.extend((depth + 1, answer) for answer in reversed(below.get(item.id, [])))
