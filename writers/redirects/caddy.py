"""Redirects for Caddy 2: a file to `import` in the site's block of the Caddyfile.

https://caddyserver.com/docs/caddyfile/directives/map – inputs are held against the decoded path, the first that fits
counts; a `~` begins a regular expression of Go.
"""

import re
from collections.abc import Iterable, Sequence

from writers.redirects.patterns import character_pattern
from writers.redirects.redirect import Redirect

_PATH = "{http.request.uri.path}"
_PLAIN = re.compile(r"/[A-Za-z0-9/_.-]*")
_PLAIN_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def to_caddy(redirects: Iterable[Redirect]) -> str:
    """A map for all paths, one for the pages of lists, and one for each parameter."""
    paths: list[Redirect] = []
    pages: list[Redirect] = []
    asked: dict[tuple[str, str], list[Redirect]] = {}
    for redirect in redirects:
        if redirect.query:
            asked.setdefault((redirect.old, redirect.query[0]), []).append(redirect)
        else:
            (pages if redirect.pages else paths).append(redirect)
    blocks = [_map("moved", _PATH, [(pattern, r) for r in paths for pattern in _paths(r)])]
    always = [(f"~^{character_pattern(r.old)}page/[0-9]+/?$", r) for r in pages if not r.behind]
    behind = [(f"~^{character_pattern(r.old)}page/[0-9]+/?$", r) for r in pages if r.behind]
    blocks.append(_map("moved_pages", _PATH, always))
    blocks.append(_map("moved_behind", _PATH, behind, "not file {path} {path}/index.html"))
    for number, ((old, key), rules) in enumerate(asked.items(), 1):
        values = [(_value(r.query[1]), r) for r in rules if r.query]
        source = f"{{http.request.uri.query.{_name(key)}}}"
        matcher = f'path_regexp "^{character_pattern(old.rstrip("/"))}/?$"'
        blocks.append(_map(f"moved_{number}", source, values, matcher))
    return "".join(blocks)


def _paths(redirect: Redirect) -> Sequence[str]:
    """What the map compares with a path: plain texts where they will do, because they are faster."""
    if _PLAIN.fullmatch(redirect.old):
        return tuple(dict.fromkeys((redirect.old, redirect.bare)))
    return (f"~^{character_pattern(redirect.bare)}/?$",)


def _value(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else f"~^{character_pattern(value)}$"


def _map(name: str, source: str, rules: Sequence[tuple[str, Redirect]], matcher: str = "") -> str:
    if not rules:
        return ""
    lines = "".join(f'\t"{wanted}" "{redirect.target}"\n' for wanted, redirect in rules)
    conditions = "".join(f"\t{line}\n" for line in (f'not vars {{{name}}} ""', matcher) if line)
    return (
        f'map {source} {{{name}}} {{\n{lines}\tdefault ""\n}}\n'
        f"@{name} {{\n{conditions}}}\nredir @{name} {{{name}}} permanent\n"
    )


def _name(key: str) -> str:
    """The name of a parameter, which can hold no brace."""
    return "".join(char for char in key if char.isalnum() or char in "_-")
