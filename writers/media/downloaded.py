"""What came of asking the network for a file."""

from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A file that cannot be had; the text says why."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone
        """Whether the host says that there is no such file."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is here whole, to be moved to its place."""

    file: Path
    modified: float
    """Seconds since 1970, as the host says; 0 where it does not."""
    cut_off: bool
    """Whether it is a picture that ends too early, at the host as here."""
