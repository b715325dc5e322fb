"""Canonical HTML → the block editor's markup: one function for each block, and a block of HTML for all else."""

from writers.wxr.blocks.body import to_blocks

__all__ = ["to_blocks"]
