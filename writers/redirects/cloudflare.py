"""Redirects for Cloudflare Pages: the file `_redirects`, exact paths alone.

https://developers.cloudflare.com/pages/configuration/redirects/ – rules come before files, a slash at the end counts,
and a parameter cannot be asked for; 2,000 lines at most.
"""

from collections.abc import Iterable, Iterator

from writers.redirects.netlify import WILD
from writers.redirects.redirect import Redirect, spellings

MOST = 2000


def is_possible(redirect: Redirect) -> bool:
    """Whether the syntax can say it without hiding a file."""
    return redirect.query is None and not redirect.pages


def lines_of(redirect: Redirect) -> list[str]:
    """A line for each spelling of an old address, with a slash at its end and without one."""
    olds = dict.fromkeys((*spellings(redirect.old), *spellings(redirect.bare)))
    return [f"{old} {redirect.target} 301\n" for old in olds if old and not WILD.search(old)]


def to_cloudflare(redirects: Iterable[Redirect]) -> Iterator[str]:
    """The lines of all."""
    return (line for redirect in redirects for line in lines_of(redirect))
