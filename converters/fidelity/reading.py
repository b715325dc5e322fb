"""What one walk over a body finds: the raw material of its facts."""

from collections import Counter
from dataclasses import dataclass, field

from converters.fidelity.embeds import Embed
from converters.fidelity.leaves import Leaf
from converters.fidelity.places import Cell, Item, Listing


@dataclass(slots=True)
class Reading:
    """What a walk found. Texts are lists of the texts of leaves, in order."""

    leaves: list[Leaf] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    titles: list[tuple[str, str, str]] = field(default_factory=list)
    headings: list[tuple[int, list[str]]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    captions: list[tuple[list[str], list[str]]] = field(default_factory=list)
    details: list[list[str]] = field(default_factory=list)
    embeds: list[Embed] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    """Of each rule, how many leaves stand before it."""
    more: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    notes: dict[str, list[str]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    tables: int = 0
    strays: dict[int, Listing] = field(default_factory=dict)
    """The items that stand in no list, by the identity of the element they stand in."""
