"""What is written into, a folder or a single file: whole or not at all, and nothing of a person's ever overwritten."""

from writers.destination.folder import Destination, LeftOver, SiteKept
from writers.destination.replacement import cannot_write

__all__ = ["Destination", "LeftOver", "SiteKept", "cannot_write"]
