"""Proof: what a destination shows, compared with its source, post by post and fact by fact."""
