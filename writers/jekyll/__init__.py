"""Sites for Jekyll: where everything stands in them, their configuration and other files, and the writer."""

from writers.jekyll.writer import JekyllWriter

__all__ = ["JekyllWriter"]
