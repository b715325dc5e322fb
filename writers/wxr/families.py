"""Which items must come into one file: those that the importer finds only among the items of the file it reads.

It gives a child its parent, and a line of a menu its target, from what it has read in the same run; in another file
they are strangers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple


class Member(NamedTuple):
    """One item, as far as it must be known to find its place."""

    id: int
    size: int
    """In bytes."""
    parent: int
    """An id; zero for none."""
    needs: tuple[int, ...] = ()
    """Ids of others without which the importer drops it."""


def in_parts(members: Sequence[Member], room: int) -> list[list[int]]:
    """The places of the members in each part, no part larger than `room` unless a single member is.

    What fits into one part stays as it is. Beyond that the order changes only where a family would be torn apart: it
    comes whole at the place of its first member. A family too large for any part is divided into the smaller ones that
    parents alone make, and such a one into its members, parents first.
    """
    parts: list[list[int]] = [[]]
    used = 0
    for family in _fitting(members, range(len(members)), room, _BONDS):
        size = sum(members[place].size for place in family)
        if parts[-1] and used + size > room:
            parts.append([])
            used = 0
        parts[-1] += family
        used += size
    return parts


_Bond = Callable[[Member], Iterable[int]]
_BONDS: tuple[_Bond, ...] = (
    lambda member: (member.parent, *member.needs),
    lambda member: (member.parent,),
)
"""What holds families together, the largest families first."""


def _fitting(
    members: Sequence[Member], places: Sequence[int], room: int, bonds: Sequence[_Bond]
) -> Iterator[list[int]]:
    """Families that fit into the room, and single members of those that do not."""
    if sum(members[place].size for place in places) <= room:
        yield list(places)
    elif not bonds:
        yield from ([place] for place in _parents_first(members, places))
    else:
        for family in _families(members, places, bonds[0]):
            yield from _fitting(members, family, room, bonds[1:])


def _families(members: Sequence[Member], places: Sequence[int], bond: _Bond) -> list[list[int]]:
    """The members that a bond joins, each family at the place of its first one, in their own order."""
    at = {members[place].id: place for place in places}
    above = {place: place for place in places}

    def root(place: int) -> int:
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    for place in places:
        for id in bond(members[place]):
            if id in at:
                first, second = sorted((root(place), root(at[id])))
                above[second] = first
    found: dict[int, list[int]] = {}
    for place in places:
        found.setdefault(root(place), []).append(place)
    return list(found.values())


def _parents_first(members: Sequence[Member], places: Sequence[int]) -> Iterator[int]:
    """Each member behind its parent and before its parent's next child; in their own order otherwise."""
    ids = {members[place].id for place in places}
    children: dict[int, list[int]] = {}
    for place in reversed(places):
        parent = members[place].parent
        children.setdefault(parent if parent in ids else 0, []).append(place)
    waiting = children.pop(0, [])
    while waiting:
        place = waiting.pop()
        yield place
        waiting += children.pop(members[place].id, [])
    for circle in children.values():  # of parents, which nothing above leads to
        yield from reversed(circle)
