"""Inputs made of other inputs by chance: what runs where no fuzzer that sees coverage is installed."""

from collections.abc import Sequence
from random import Random

KEPT = 2000
"""Inputs that later ones are made of."""


class Mutator:
    """An endless source of inputs, the same for the same number."""

    def __init__(self, seeds: Sequence[bytes], words: Sequence[str], longest: int, seed: int) -> None:
        self.random = Random(seed)
        self.pool = [each[:longest] for each in seeds] or [b""]
        self.words = [word.encode("utf-8", "surrogatepass") for word in words]
        self.longest = longest

    def next(self) -> bytes:
        """An input like one of the others, but for a few changes."""
        random = self.random
        data = bytearray(random.choice(self.pool))
        for _ in range(random.choice((1, 1, 2, 3, 5, 12))):
            self._change(data)
        made = bytes(data[: self.longest])
        if random.random() < 0.05:
            if len(self.pool) < KEPT:
                self.pool.append(made)
            else:
                self.pool[random.randrange(KEPT)] = made
        return made

    def _change(self, data: bytearray) -> None:
        random = self.random
        start = random.randint(0, len(data))
        end = min(len(data), start + random.choice((1, 2, 8, 40, 200)))
        match random.randrange(7):
            case 0:
                data[start:start] = random.choice(self.words)
            case 1:
                data[start:end] = random.choice(self.words)
            case 2:
                del data[start:end]
            case 3:
                data[start:start] = data[start:end] * random.choice((1, 1, 3, 30))
            case 4:
                data[start:end] = random.randbytes(random.choice((1, 1, 2, 4)))
            case 5:
                other = random.choice(self.pool)
                at = random.randint(0, len(other))
                data[start:end] = other[at : at + random.choice((8, 80, 400))]
            case _:
                to = random.randint(0, len(data))
                data[to:to] = data[start:end]
