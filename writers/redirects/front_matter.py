"""Redirects as lines of front matter: Hugo's `aliases`, and `redirect_from` of the plugin jekyll-redirect-from."""

import json
import re
from collections.abc import Iterable, Iterator

from writers.redirects.groups import Groups
from writers.redirects.redirect import Redirect

_PAGE = re.compile(r"(?:/|\.html?)$")


def is_possible(redirect: Redirect) -> bool:
    """Whether a page can stand at the old address and send its readers on: it cannot look at parameters."""
    if (
        redirect.forced
        or redirect.leaves
        or redirect.of_comments
        or redirect.query is not None
        or redirect.pages
        or redirect.old.endswith(".php")
    ):
        return False
    return bool(_PAGE.search(redirect.new.partition("#")[0]))  # not a feed, which programs read, nor a picture


def to_hugo_aliases(redirects: Iterable[Redirect]) -> Iterator[str]:
    """YAML: the `aliases` by the address of the page to whose front matter they belong."""
    return _by_page("aliases", redirects)


def to_redirect_from(redirects: Iterable[Redirect]) -> Iterator[str]:
    """YAML: the `redirect_from` by the address of the page to whose front matter they belong."""
    return _by_page("redirect_from", redirects)


def _by_page(field: str, redirects: Iterable[Redirect]) -> Iterator[str]:
    groups = Groups(redirects, lambda redirect: redirect.new.partition("#")[0])
    for page in groups.names:
        yield f"{_text(page)}:\n  {field}:\n"
        yield from (f"  - {_text(redirect.old)}\n" for redirect in groups.of(page))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
