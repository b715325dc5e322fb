"""Proof: what a destination shows, compared with its source, post by post and fact by fact."""

from converters.verification.verdict import FieldDifference, PostDiffers, Verdict
from converters.verification.verifying import verify

__all__ = ["FieldDifference", "PostDiffers", "Verdict", "verify"]
