"""The guided way: `convert` alone on a terminal asks for what it needs, shows a sample, and does it."""

from converters.cli.guide.guide import guide, is_possible

__all__ = ["guide", "is_possible"]
