"""Fuzzing: inputs that nobody would write, by the million, at the places where strangers' bytes come in."""
