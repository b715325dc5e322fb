"""Redirects for nginx: maps for the `http` block, and three lines for the `server` block of the site.

https://nginx.org/en/docs/http/ngx_http_map_module.html – texts are held against the decoded path without regard to case
and found by hash, however many there are; nginx needs a minute to read as many exact locations.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from writers.redirects.patterns import byte_pattern
from writers.redirects.plan import Redirect

SERVER_LINES = (
    "set $moved_to $moved;",
    "if (!-e $request_filename) { set $moved_to $moved$moved_list; }",
    "if ($moved_to) { return 301 $moved_to; }",
)
"""What makes a server follow the maps; `root` must stand above it."""

_PLAIN = re.compile(r"\w+", re.ASCII)


def to_nginx(redirects: Iterable[Redirect]) -> str:
    """A map for all paths, one for each parameter, and one for the pages of lists."""
    paths: list[tuple[str, str]] = []
    pages: list[tuple[str, str]] = []
    asked: dict[str, list[tuple[str, str]]] = {}
    for redirect in redirects:
        if redirect.query:
            asked.setdefault(redirect.query[0], []).append((_query(redirect.old, *redirect.query), redirect.target))
        elif redirect.pages:
            pages.append((_quoted(f"~^{byte_pattern(redirect.old)}page/[0-9]+/?$"), redirect.target))
        else:
            olds = dict.fromkeys((redirect.old, redirect.bare))
            paths += [(_quoted(old), redirect.target) for old in olds]
    text = ""
    following = '""'
    for number, (key, rules) in enumerate(asked.items(), 1):
        name = f"$moved_{number}"
        source = f'"$uri?{key}=$arg_{key}"' if _PLAIN.fullmatch(key) else '"$uri?$args"'
        text += _map(source, name, rules, following)
        following = name
    text += _map("$uri", "$moved", paths, following) + _map("$uri", "$moved_list", pages, '""')
    keys = [key for rules in (paths, pages, *asked.values()) for key, _ in rules]
    return _sizes(keys) + text


def _map(source: str, name: str, rules: Sequence[tuple[str, str]], default: str) -> str:
    lines = "".join(f"  {key} {_quoted(target)};\n" for key, target in rules)
    return f"map {source} {name} {{\n  default {default};\n{lines}}}\n"


def _query(old: str, key: str, value: str) -> str:
    """What a parameter is compared with; a value of other characters may be encoded in either case."""
    if _PLAIN.fullmatch(key) and _PLAIN.fullmatch(value):
        return _quoted(f"{old}?{key}={value}")
    encoded = f"{byte_pattern(quote(key, safe=''))}={byte_pattern(quote(value, safe=''))}"
    others = "" if _PLAIN.fullmatch(key) else "(?:.*&)?"
    return _quoted(f"~*^{byte_pattern(old)}\\x3f{others}{encoded}(?:&|$)")


def _sizes(keys: Sequence[str]) -> str:
    """Room for the longest key and for all of them: by default nginx refuses keys of more than some forty bytes."""
    longest = max((len(key.encode("utf-8", "replace")) for key in keys), default=0)
    bucket = 1 << (longest + 64).bit_length()
    return f"map_hash_bucket_size {bucket};\nmap_hash_max_size {1 << (2 * len(keys) + 2048).bit_length()};\n"


def _quoted(text: str) -> str:
    """A text between quotation marks, as nginx reads it. Targets have no `$`: they are percent-encoded."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
