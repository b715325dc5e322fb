"""Shortcodes: their grammar, and each family of them as HTML."""
