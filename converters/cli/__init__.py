"""The command: the only place that knows click and rich."""

from converters.cli.command import main

__all__ = ["main"]
