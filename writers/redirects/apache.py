"""Redirects for Apache: an `.htaccess` for the folder of the site, with mod_rewrite.

https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html – in a folder patterns see the decoded path below it.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from writers.redirects.patterns import byte_pattern
from writers.redirects.redirect import Redirect

_SKIPPING = """RewriteCond %{{REQUEST_FILENAME}} -f
RewriteRule ^ - [L]
RewriteCond %{{QUERY_STRING}} ^$
RewriteRule ^ - [S={}]
"""
"""Files are served at once, and a request without parameters is spared the rules about them."""


def to_apache(redirects: Iterable[Redirect], *, base: str = "") -> Iterator[str]:
    """The rules; `base` is the folder of the site on its host."""
    asked = sum(redirect.query is not None for redirect in redirects)
    yield "<IfModule mod_rewrite.c>\nRewriteEngine On\n"
    yield from (_rule(redirect, base) for redirect in redirects if redirect.forced)
    yield _SKIPPING.format(asked)
    yield from (_rule(redirect, base) for redirect in redirects if redirect.query)
    yield from (_rule(redirect, base) for redirect in redirects if not redirect.query and not redirect.forced)
    yield "</IfModule>\n"


def _rule(redirect: Redirect, base: str) -> str:
    target = redirect.target.replace("%", "\\%")  # else %2 would be the second group of a condition
    below = byte_pattern(redirect.bare.removeprefix(base).strip("/"))
    if redirect.query:
        key, value = redirect.query
        condition = f'RewriteCond %{{QUERY_STRING}} "(?:^|&){byte_pattern(key)}={_either_case(value)}(?:&|$)"\n'
        return f'{condition}RewriteRule "^{below}/?$" "{target}" [R=301,L,NE,QSD]\n'
    if redirect.pages:
        there = "RewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\n"
        below += "/" if below else ""
        return f'{there}RewriteRule "^{below}page/[0-9]+/?$" "{target}" [R=301,L,NE,QSD]\n'
    return f'RewriteRule "^{below}/?$" "{target}" [R=301,L,NE,QSD]\n'


def _either_case(value: str) -> str:
    """A value as it stands in a query, whatever the case of its percent-encoding."""
    return "(?i:" + byte_pattern(quote(value, safe="")) + ")" if not value.isalnum() or not value.isascii() else value
