"""What a template may take: steps, characters and depth, all counted, so that the same one stops at the same place."""

from collections.abc import Mapping

MOST_STEPS = 300_000
"""Of one body: nodes run, rounds of loops, calls, and each 200 characters or values looked at."""
MOST_CHARACTERS = 4_000_000
"""That the templates of one body may write."""
MOST_HELD = 2_000_000
"""Characters or values of one value."""
DEEPEST = 50
"""Blocks, parentheses and values in one another."""
DEEPEST_PARTIAL = 10
_LARGE = 200
_LARGEST_INTEGER = 1 << 63


class NotRun(Exception):
    """Something that is not run here; the reason in words, and the template that is to blame where it is known."""

    def __init__(self, reason: str, file: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file


class Bounds:
    """How much one body has left."""

    def __init__(self) -> None:
        self.steps, self.characters = MOST_STEPS, MOST_CHARACTERS

    @property
    def are_reached(self) -> bool:
        """Whether nothing is left."""
        return self.steps < 0 or self.characters < 0

    def spend(self, steps: int) -> None:
        """Take steps. Raises NotRun."""
        self.steps -= steps
        if self.steps < 0:
            raise NotRun(f"it takes more than {MOST_STEPS:,} steps")

    def write(self, characters: int) -> None:
        """Take room for characters. Raises NotRun."""
        self.characters -= characters
        if self.characters < 0:
            raise NotRun(f"it makes more than {MOST_CHARACTERS // 1_000_000} MB")

    def take(self, value: object) -> None:
        """Take the steps of a value that was made or is looked at. Raises NotRun, too, for one that is too large."""
        if isinstance(value, str | list | Mapping):
            size = len(value)
            if size > MOST_HELD:
                raise NotRun(f"it makes a value of more than {MOST_HELD // 1_000_000} MB")
            self.spend(size // _LARGE)
        elif isinstance(value, int) and not -_LARGEST_INTEGER <= value < _LARGEST_INTEGER:
            raise NotRun("it makes a number of more than 64 bits")

    def walk(self, value: object, depth: int = 0) -> None:
        """Take the steps of a value and of all that is in it, as often as it is. Raises NotRun."""
        if depth > DEEPEST:
            raise NotRun(f"its values are more than {DEEPEST} deep in one another")
        if isinstance(value, list | Mapping):
            self.spend(1 + len(value) // 4)
            for each in value.values() if isinstance(value, Mapping) else value:
                self.walk(each, depth + 1)
        elif isinstance(value, str):
            self.spend(len(value) // _LARGE)
