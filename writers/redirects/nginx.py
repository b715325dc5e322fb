"""Redirects for nginx: maps for the `http` block, and three lines for the `server` block of the site.

https://nginx.org/en/docs/http/ngx_http_map_module.html – texts are held against the decoded path without regard to case
and found by hash, however many there are; nginx needs a minute to read as many exact locations.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from writers.redirects.groups import Groups
from writers.redirects.patterns import byte_pattern
from writers.redirects.redirect import Redirect

SERVER_LINES = (
    "set $moved_to $moved;",
    "if (!-e $request_filename) { set $moved_to $moved$moved_list; }",
    "if ($moved_to) { return 301 $moved_to; }",
)
"""What makes a server follow the maps; `root` must stand above it."""

_PLAIN = re.compile(r"\w+", re.ASCII)


def to_nginx(redirects: Iterable[Redirect]) -> Iterator[str]:
    """A map for all paths, one for each parameter, and one for the pages of lists."""
    yield _sizes(key for redirect in redirects for key in _keys(redirect))
    groups = Groups(redirects, _group_of)
    following = '""'
    asked = [name for name in groups.names if name.startswith("?")]
    for number, group in enumerate(asked, 1):
        name, parameter = f"$moved_{number}", group[1:]
        source = f'"$uri?{parameter}=$arg_{parameter}"' if _PLAIN.fullmatch(parameter) else '"$uri?$args"'
        yield from _map(source, name, groups.of(group), following)
        following = name
    yield from _map("$uri", "$moved", groups.of("paths"), following)
    yield from _map("$uri", "$moved_list", groups.of("pages"), '""')


def _group_of(redirect: Redirect) -> str:
    """The map that it stands in: a question mark and the parameter, `paths` or `pages`."""
    if redirect.query:
        return f"?{redirect.query[0]}"
    return "pages" if redirect.pages else "paths"


def _map(source: str, name: str, rules: Iterable[Redirect], default: str) -> Iterator[str]:
    yield f"map {source} {name} {{\n  default {default};\n"
    yield from (f"  {key} {_quoted(redirect.target)};\n" for redirect in rules for key in _keys(redirect))
    yield "}\n"


def _keys(redirect: Redirect) -> list[str]:
    """What a request for the old address looks like."""
    if redirect.query:
        return [_query(redirect.old, *redirect.query)]
    if redirect.pages:
        return [_quoted(f"~^{byte_pattern(redirect.old)}page/[0-9]+/?$")]
    return [_quoted(old) for old in dict.fromkeys((redirect.old, redirect.bare))]


def _query(old: str, key: str, value: str) -> str:
    """What a parameter is compared with; a value of other characters may be encoded in either case."""
    if _PLAIN.fullmatch(key) and _PLAIN.fullmatch(value):
        return _quoted(f"{old}?{key}={value}")
    encoded = f"{byte_pattern(quote(key, safe=''))}={byte_pattern(quote(value, safe=''))}"
    others = "" if _PLAIN.fullmatch(key) else "(?:.*&)?"
    return _quoted(f"~*^{byte_pattern(old)}\\x3f{others}{encoded}(?:&|$)")


def _sizes(keys: Iterable[str]) -> str:
    """Room for the longest key and for all of them: by default nginx refuses keys of more than some forty bytes."""
    longest = count = 0
    for key in keys:
        longest, count = max(longest, len(key.encode("utf-8", "replace"))), count + 1
    bucket = 1 << (longest + 64).bit_length()
    return f"map_hash_bucket_size {bucket};\nmap_hash_max_size {1 << (2 * count + 2048).bit_length()};\n"


def _quoted(text: str) -> str:
    """A text between quotation marks, as nginx reads it. Targets have no `$`: they are percent-encoded."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
