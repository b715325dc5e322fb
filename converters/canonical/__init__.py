"""Canonical HTML: what every reader's `clean` makes and every writer may rely on.

The contract: XHTML without a wrapper; well nested, as browsers nest it; paragraphs explicit, none empty; only elements
and attributes that an article has (`converters.canonical.elements`); no script, style, handler or `javascript:`;
addresses absolute, pictures with their real source; emphasis said by elements; of comments only `<!--more-->` (a label
may follow: `<!--more Read on-->`), `<!--noteaser-->` and `<!--nextpage-->`, standing between blocks. Making it twice
changes nothing.
"""

from converters.canonical.handover import tree_of
from converters.canonical.rounds import (
    ElementsDropped,
    assert_canonical,
    canonical_text,
    canonical_text_of,
    to_canonical,
)
from converters.canonical.stretches import LONG, Stretches

__all__ = [
    "LONG",
    "ElementsDropped",
    "Stretches",
    "assert_canonical",
    "canonical_text",
    "canonical_text_of",
    "to_canonical",
    "tree_of",
]
