"""Shortcodes that nobody here knows: found in finished HTML and reported, never changed."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape

from converters.problem import Problem, Report, Severity
from converters.wordpress.shortcodes.expansion import hide_brackets_in_tags
from converters.wordpress.spans import Spans

_BRACKET = re.compile(r"\[[A-Za-z]")
_OPENER = re.compile(r"\[([A-Za-z][\w-]*+)([^\[\]\n]*+(?:\n[^\[\]\n]++){0,20})\]", re.ASCII)
_CLOSER = re.compile(r"\[/([A-Za-z][\w-]*+)\]", re.ASCII)
_ATTRIBUTE = re.compile(r"""\s[\w-]++\s?=\s?["'“”‘’″&\w/#]""", re.ASCII)
_PLUGIN = re.compile(
    r"(?:av|bbp|cmsmasters|contact-form|cs|dm|edd|eltdf|et_pb|fusion|gravityform|kc|learn|llms|mailmunch|mc4wp|mk|nectar"
    r"|ngg|nggallery|ninja|pods|qode|rev|social|su|tatsu|themify|thrive|tribe|ultimate|us|vc|woocommerce|wp|wpforms"
    r"|wpv|x)[_-]\w.*|(?:nggallery|rev_slider|smartslider3|ninja_form|wpgmza|layerslider|metaslider|wpforms)",
    re.ASCII,
)
_LONE_NAME = re.compile(r"[a-z][a-z0-9]{2,}|[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)+")
_LINE_BEFORE = re.compile(r"(?:\A|[\n>])[ \t]*+\Z")
_LINE_AFTER = re.compile(r"[ \t]*+(?:\Z|[\n<])")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownShortcode(Problem):
    """A shortcode that nobody here knows; it stays in the text as it is."""

    code = "unknown-shortcode"
    severity = Severity.WARNING
    text = "the shortcode [{name}] is unknown: it stays in the text as it is ({count} of them)"
    name: str
    count: int
    example: str = ""
    """How the first of them is written: `[recipe title="Tea"]…[/recipe]`."""


_LONGEST_EXAMPLE = 200


def report_unknown_shortcodes(html: str, report: Report, known: Collection[str] = ()) -> None:
    """Report, once a name, what looks like a shortcode in HTML in which all others have been expanded.

    Brackets in prose are no shortcodes, nor are those in code: it must have attributes, a closing tag or a plugin's
    prefix, or stand on a line alone. `known` are names not to report. To be called once a post, so that a name is
    reported once.
    """
    if not _BRACKET.search(html):
        return
    visible = hide_brackets_in_tags(html)
    code = Spans(html)
    closed = {closer[1] for closer in _CLOSER.finditer(visible) if closer.start() not in code}
    found: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for opener in _OPENER.finditer(visible):
        name, rest = opener.groups()
        if name not in known and opener.start() not in code and _is_shortcode(visible, opener, name, rest, closed):
            found[name] += 1
            examples.setdefault(name, _example(html[opener.start() : opener.end()], name, closed))
    for name, count in found.items():
        report(UnknownShortcode(name=name, count=count, example=examples[name]))


def _example(opener: str, name: str, closed: Collection[str]) -> str:
    """One line of a shortcode as it is written, unless it is long."""
    opener = unescape(" ".join(opener.split()))
    if len(opener) > _LONGEST_EXAMPLE:
        opener = f"{opener[: _LONGEST_EXAMPLE - 1]}…"
    return f"{opener}…[/{name}]" if name in closed else opener


def _is_shortcode(text: str, opener: re.Match[str], name: str, rest: str, closed: set[str]) -> bool:
    if rest and rest[0] not in " \t\n/=\xa0":
        return False
    if name in closed or _ATTRIBUTE.search(rest):
        return True
    if _PLUGIN.fullmatch(name):
        return text[opener.end() : opener.end() + 1] not in ("(", ":")  # [wp_query](…) is a link in Markdown
    if rest.strip(" /") or not _LONE_NAME.fullmatch(name):
        return False
    before = text[max(0, opener.start() - 40) : opener.start()]
    return bool(_LINE_BEFORE.search(before) and _LINE_AFTER.match(text, opener.end()))
