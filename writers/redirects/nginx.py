"""Redirects for nginx: a file to `include` in the `server` block of the site.

https://nginx.org/en/docs/http/ngx_http_core_module.html#location – exact locations are held against the decoded path.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from writers.redirects.patterns import byte_pattern
from writers.redirects.plan import Redirect

_PLAIN = re.compile(r"[A-Za-z0-9_]+")


def to_nginx(redirects: Iterable[Redirect]) -> str:
    """A location for each path; one for all parameters of one page."""
    asked: dict[str, list[Redirect]] = {}
    lines: list[str] = []
    for redirect in redirects:
        if redirect.query:
            asked.setdefault(redirect.old, []).append(redirect)
        elif redirect.pages:
            action = _action(redirect)
            action = f"{{ if (!-e $request_filename) {action} }}" if redirect.behind else action
            lines.append(f'location ~ "^{byte_pattern(redirect.old)}page/[0-9]+/?$" {action}\n')
        else:
            olds = dict.fromkeys((redirect.old, redirect.bare))
            lines += [f"location = {_quoted(old)} {_action(redirect)}\n" for old in olds]
    for old, rules in asked.items():
        conditions = "".join(f"  if ({_test(*rule.query)}) {_action(rule)}\n" for rule in rules if rule.query)
        lines.append(f"location = {_quoted(old)} {{\n{conditions}}}\n")
    return "".join(lines)


def _action(redirect: Redirect) -> str:
    return f"{{ return 301 {_quoted(redirect.target)}; }}"


def _test(key: str, value: str) -> str:
    """Whether a parameter has a value; one with other characters than these may be encoded in either case."""
    if _PLAIN.fullmatch(key) and _PLAIN.fullmatch(value):
        return f'$arg_{key} = "{value}"'
    pattern = f"(?:^|&){byte_pattern(quote(key, safe=''))}={byte_pattern(quote(value, safe=''))}(?:&|$)"
    return f"$args ~* {_quoted(pattern)}"


def _quoted(text: str) -> str:
    """A text between quotation marks, as nginx reads it. Targets have no `$`: they are percent-encoded."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
