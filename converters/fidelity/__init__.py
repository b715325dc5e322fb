"""The facts of an HTML body (words, links, images, headings, lists, tables …), and how two bodies differ in them."""

from converters.fidelity.comparison import Difference, compare
from converters.fidelity.facts import Facts, facts_of

__all__ = ["Difference", "Facts", "compare", "facts_of"]
