"""Hugo's shortcodes in a body: those it is born with become HTML, all others stay and are reported.

As in Hugo, each is replaced by one word, the body goes through Markdown, and then HTML takes the word's place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from converters.post import Post, Site
from converters.problem import Report
from converters.sites.embeds import PageNotFound, code_block, embed, figure, report_kept
from converters.sites.hugo.passthrough import hold_formulas
from converters.sites.pages import MarkdownSite, address_of_page
from converters.sites.placeholders import Placeholders

MAX_CALLS = 10_000
"""Shortcodes of one body that are looked at."""
MAX_DEPTH = 50
"""Shortcodes inside one another; deeper ones stay as they are."""

_OPENING = re.compile(r"\{\{([<%])(/\*)?")
_NAME = re.compile(r"\s*+(/?)\s*+([A-Za-z_][\w./-]*)")
_ARGUMENT = re.compile(
    r"""\s*(?:([A-Za-z_][\w-]*)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|"""
    r"""((?:(?!/?[>%]\}\}|\{\{[<%])[^\s"`=])++))""",
    re.DOTALL,
)
_END = re.compile(r"\s*+(/?)\s*+([>%])\}\}")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(slots=True)
class Call:
    """A shortcode where it is used."""

    name: str
    source: str
    """As it is written."""
    start: int
    end: int
    closes: bool = False
    complete: bool = False
    """Whether it ends in itself (`/>}}`)."""
    positional: list[str] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    literal: str | None = None
    """Of a commented one (`{{</* x */>}}`): what it prints."""

    def argument(self, name: str, position: int = 0) -> str:
        """An argument by its name or place."""
        if name in self.named:
            return self.named[name]
        return self.positional[position] if 0 <= position < len(self.positional) else ""


def expand_shortcodes(body: str, post: Post, site: Site, report: Report) -> tuple[str, Placeholders]:
    """A body with a placeholder for each shortcode, and what the placeholders stand for."""
    places = Placeholders(body)
    expanded = _expanded(body, places, post, site, report)
    return hold_formulas(expanded, site.formulas if isinstance(site, MarkdownSite) else (), places), places


def _expanded(body: str, places: Placeholders, post: Post, site: Site, report: Report, depth: int = 0) -> str:
    calls = list(_calls(body))
    kept: dict[str, None] = {}
    written: list[str] = []
    at = index = 0
    while index < len(calls):
        call = calls[index]
        index += 1
        if call.start < at:
            continue
        written.append(body[at : call.start])
        at = call.end
        if call.literal is not None:
            written.append(places.hold_text(call.literal))
            continue
        closing = None if call.closes or call.complete or call.name not in _PAIRED else _closing_of(calls, index, call)
        inner = body[call.end : closing.start] if closing else ""
        shallow = depth < MAX_DEPTH and not call.closes
        made = _expand(call, inner, places, post, site, report, depth) if shallow else None
        if made is None or (call.name in _PAIRED and closing is None):
            kept[f"{{{{{body[call.start + 2]} {call.name} {'>' if body[call.start + 2] == '<' else '%'}}}}}"] = None
            written.append(places.hold_text(call.source))
            continue
        written.append(made)
        if closing:
            at = closing.end
    report_kept(kept, report)
    return "".join([*written, body[at:]])


def _expand(
    call: Call, inner: str, places: Placeholders, post: Post, site: Site, report: Report, depth: int
) -> str | None:
    if call.name in ("ref", "relref"):
        path = call.argument("path")
        address = address_of_page(path, post, site, call.named.get("lang", ""))
        if address is None:
            report(PageNotFound(page=path))
        return places.hold_text(path if address is None else address)
    if call.name == "details":
        summary = call.argument("summary") or "Details"
        opened = ' open="open"' if call.named.get("open") == "true" else ""
        opening = places.hold(f"<details{opened}><summary>{escape(summary, quote=False)}</summary>")
        body = _expanded(inner, places, post, site, report, depth + 1)
        return f"\n\n{opening}\n\n{body}\n\n{places.hold('</details>')}\n\n"
    if call.name == "param":
        values = post.meta_values(call.argument("name"))
        return places.hold_text(values[0]) if values else None
    make = _MAKERS.get(call.name)
    html = make(call, inner) if make else None
    return None if html is None else places.hold(html)


def _closing_of(calls: list[Call], index: int, call: Call) -> Call | None:
    depth = 1
    for each in calls[index:]:
        if each.name == call.name and each.literal is None and not each.complete:
            depth += -1 if each.closes else 1
            if depth == 0:
                return each
    return None


def _calls(body: str) -> Iterator[Call]:
    at = 0
    open_ended: set[str] = set()
    for _ in range(MAX_CALLS):
        opening = _OPENING.search(body, at)
        if not opening:
            return
        kind = opening[1]
        closing = ">" if kind == "<" else "%"
        if opening[2]:
            end = -1 if kind in open_ended else body.find(f"*/{closing}}}}}", opening.end())
            if end < 0:
                open_ended.add(kind)
                at = opening.end()
                continue
            at = end + 5
            literal = f"{{{{{kind}{body[opening.end() : end]}{closing}}}}}"
            yield Call(name="", source=literal, start=opening.start(), end=at, literal=literal)
            continue
        call = _read_call(body, opening, closing)
        at = call.end if call else opening.end()
        if call:
            yield call


def _read_call(body: str, opening: re.Match[str], closing: str) -> Call | None:
    name = _NAME.match(body, opening.end())
    if not name:
        return None
    call = Call(name=name[2].removesuffix(".html"), source="", start=opening.start(), end=0, closes=bool(name[1]))
    at = name.end()
    while True:
        end = _END.match(body, at)
        if end:
            if end[2] != closing:
                return None
            call.end, call.complete = end.end(), bool(end[1])
            call.source = body[call.start : call.end]
            return call
        found = _ARGUMENT.match(body, at)
        if not found or found.end() == at or len(call.named) + len(call.positional) > 100:
            return None
        quoted = found[2]
        value = (
            _ESCAPED.sub(r"\1", quoted) if quoted is not None else next(v for v in found.groups()[2:] if v is not None)
        )
        if found[1]:
            call.named[found[1]] = value
        else:
            call.positional.append(value)
        at = found.end()


def _figure(call: Call, inner: str) -> str | None:
    return figure(call.named, call.argument("src"))


def _youtube(call: Call, inner: str) -> str | None:
    video = call.argument("id")
    return embed(f"https://www.youtube.com/watch?v={video}", call.named.get("title", "")) if video else None


def _vimeo(call: Call, inner: str) -> str | None:
    return (
        embed(f"https://vimeo.com/{call.argument('id')}", call.named.get("title", "")) if call.argument("id") else None
    )


def _gist(call: Call, inner: str) -> str | None:
    user, gist = call.argument("user"), call.argument("id", 1)
    return embed(f"https://gist.github.com/{user}/{gist}") if gist else None


def _tweet(call: Call, inner: str) -> str | None:
    user, tweet = call.named.get("user", "i"), call.named.get("id") or call.argument("id", len(call.positional) - 1)
    return embed(f"https://twitter.com/{user}/status/{tweet}") if tweet else None


def _instagram(call: Call, inner: str) -> str | None:
    return embed(f"https://www.instagram.com/p/{call.argument('id')}/") if call.argument("id") else None


def _highlight(call: Call, inner: str) -> str | None:
    code = inner.removeprefix("\r").removeprefix("\n")
    return code_block(code.rstrip("\r\n \t"), call.argument("lang"))


def _raw(call: Call, inner: str) -> str | None:
    return inner


def _nothing(call: Call, inner: str) -> str | None:
    return ""


_MAKERS: dict[str, Callable[[Call, str], str | None]] = {
    "figure": _figure,
    "youtube": _youtube,
    "vimeo": _vimeo,
    "gist": _gist,
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "twitter_simple": _tweet,
    "vimeo_simple": _vimeo,
    "instagram": _instagram,
    "instagram_simple": _instagram,
    "highlight": _highlight,
    "rawhtml": _raw,
    "comment": _nothing,
}
"""What each shortcode becomes: those of Hugo, past and present, and the one that every second theme has for HTML."""
_PAIRED = frozenset(["highlight", "details", "rawhtml", "comment"])
