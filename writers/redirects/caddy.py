"""Redirects for Caddy 2: a file to `import` in the site's block of the Caddyfile.

https://caddyserver.com/docs/caddyfile/directives/map – inputs are held against the decoded path, the first that fits
counts; a `~` begins a regular expression of Go.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from writers.redirects.groups import Groups
from writers.redirects.patterns import character_pattern
from writers.redirects.redirect import Redirect

_PATH = "{http.request.uri.path}"
_PLAIN = re.compile(r"/[A-Za-z0-9/_.-]*")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def to_caddy(redirects: Iterable[Redirect]) -> Iterator[str]:
    """A map for all paths, two for the pages of lists, and one for each parameter, in pieces."""
    groups = Groups(redirects, _group_of)
    paths = ((pattern, redirect) for redirect in groups.of("paths") for pattern in _paths(redirect))
    yield from _map("moved", _PATH, paths)
    yield from _map("moved_pages", _PATH, map(_of_pages, groups.of("pages")))
    yield from _map("moved_behind", _PATH, map(_of_pages, groups.of("behind")), "not file {path} {path}/index.html")
    asked = [name for name in groups.names if name.startswith("?")]
    for number, group in enumerate(asked, 1):
        key, old = json.loads(group[1:])
        values = ((_value(redirect.query[1]), redirect) for redirect in groups.of(group) if redirect.query)
        source = f"{{http.request.uri.query.{_name(key)}}}"
        yield from _map(f"moved_{number}", source, values, f'path_regexp "^{character_pattern(old.rstrip("/"))}/?$"')


def _group_of(redirect: Redirect) -> str:
    """The map that it stands in: a question mark, the parameter and the path, or `paths`, `pages`, `behind`."""
    if redirect.query:
        return "?" + json.dumps([redirect.query[0], redirect.old])
    if redirect.pages:
        return "behind" if redirect.behind else "pages"
    return "paths"


def _of_pages(redirect: Redirect) -> tuple[str, Redirect]:
    return f"~^{character_pattern(redirect.old)}page/[0-9]+/?$", redirect


def _paths(redirect: Redirect) -> Sequence[str]:
    """What the map compares with a path: plain texts where they will do, because they are faster."""
    if _PLAIN.fullmatch(redirect.old):
        return tuple(dict.fromkeys((redirect.old, redirect.bare)))
    return (f"~^{character_pattern(redirect.bare)}/?$",)


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else f"~^{character_pattern(value)}$"


def _map(name: str, source: str, rules: Iterable[tuple[str, Redirect]], matcher: str = "") -> Iterator[str]:
    """A map with what follows it; nothing where it would be empty."""
    first = True
    for wanted, redirect in rules:
        if first:
            yield f"map {source} {{{name}}} {{\n"
        first = False
        yield f'\t"{wanted}" "{redirect.target}"\n'
    if not first:
        conditions = "".join(f"\t{line}\n" for line in (f'not vars {{{name}}} ""', matcher) if line)
        yield f'\tdefault ""\n}}\n@{name} {{\n{conditions}}}\nredir @{name} {{{name}}} permanent\n'


def _name(key: str) -> str:
    """The name of a parameter, which can hold no brace."""
    return "".join(char for char in key if char.isalnum() or char in "_-")
