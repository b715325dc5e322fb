"""How much of an index is held in memory: a constant of its own, so that a test can lower it."""

IN_MEMORY = 10_000
"""Items of one table, or of one kind. At about half a kilobyte each, what a process holds stays within megabytes."""
