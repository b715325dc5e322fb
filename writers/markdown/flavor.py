"""What the Markdown of each generator understands, and what it must not see."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavor:
    """One dialect of Markdown, with the template language that runs over it."""

    name: str


GFM = Flavor(name="gfm")
HUGO = Flavor(name="hugo")
JEKYLL = Flavor(name="jekyll")
FLAVORS: Mapping[str, Flavor] = {each.name: each for each in (GFM, HUGO, JEKYLL)}
