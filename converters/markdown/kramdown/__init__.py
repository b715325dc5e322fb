"""Markdown as kramdown's GFM parser reads it, which is Jekyll's.

After kramdown's own description of its syntax, and what the program does where that is silent. Blocks are read first
(`blocks` and the modules of its kinds), then the spans in their text (`spans` and those of its kinds): links may be
defined below what refers to them. Hostile text takes time in proportion to its length, and no word is lost.
"""

from converters.markdown.kramdown.formulas import formula
from converters.markdown.kramdown.reading import kramdown_to_html

__all__ = ["formula", "kramdown_to_html"]
