"""Redirects for Vercel: `vercel.json`.

https://vercel.com/docs/projects/project-configuration#redirects – a source is a pattern of path-to-regexp and is held
against the encoded path, before any file is looked for; 2,048 at most.
"""

import json
import re
from collections.abc import Iterable

from writers.redirects.redirect import Redirect, spellings

MOST = 2048

_PLAIN = re.compile(r"[^\w/%.~-]", re.ASCII)


def is_possible(redirect: Redirect) -> bool:
    """Whether the syntax can say it without hiding a file."""
    return not redirect.behind


def to_vercel(redirects: Iterable[Redirect]) -> str:
    """The whole configuration."""
    rules = [rule for redirect in redirects for rule in rules_of(redirect)]
    return json.dumps({"redirects": rules}, indent=1) + "\n"


def rules_of(redirect: Redirect) -> list[dict[str, object]]:
    """A rule for each spelling of an old address."""
    below = "/page/:number(\\d+)(/?)" if redirect.pages else "(/?)"
    asked: dict[str, object] = {}
    if redirect.query:
        key, value = redirect.query
        asked = {"has": [{"type": "query", "key": key, "value": _literal(value)}]}
    return [
        {"source": _literal(old) + below if old else "/", **asked, "destination": redirect.target, "statusCode": 301}
        for old in spellings(redirect.bare)
    ]


def _literal(text: str) -> str:
    """A text with a backslash before every character that could mean something."""
    return _PLAIN.sub(lambda match: f"\\{match[0]}" if match[0].isascii() else match[0], text)
