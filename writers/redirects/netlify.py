"""Redirects for Netlify: the file `_redirects`, which also Render, Azure and others read in part.

https://docs.netlify.com/routing/redirects/ – a line is an old path, parameters, a new path and a status. A rule holds
only where no file stands, unless the status has an exclamation mark. `*` and a name after `/:` stand for anything.
"""

import re
from collections.abc import Iterable, Iterator

from writers.redirects.redirect import Redirect, encoded, spellings

WILD = re.compile(r"\*|/:")
"""What no line may have in a path that means itself."""


def to_netlify(redirects: Iterable[Redirect]) -> Iterator[str]:
    """A line for each spelling of each old address."""
    return (line for redirect in redirects for line in _lines(redirect))


def _lines(redirect: Redirect) -> list[str]:
    if redirect.query:
        key, value = redirect.query
        values = [each for each in dict.fromkeys((*spellings(value), value)) if not re.search(r"[\s=&#]|^:", each)]
        return [f"{encoded(redirect.old)} {encoded(key)}={each} {redirect.target} 301!\n" for each in values]
    below = "page/*" if redirect.pages else ""
    status = "301!" if redirect.forced else "301"
    return [f"{old}{below} {redirect.target} {status}\n" for old in spellings(redirect.old) if not WILD.search(old)]
