"""Hugo's shortcodes in a body: those it is born with become HTML, all others stay and are reported.

As in Hugo, each is replaced by one word, the body goes through Markdown, and then HTML takes the word's place.
"""

from converters.post import Post, Site
from converters.problem import Report
from converters.sites.embeds import PageNotFound, report_kept
from converters.sites.hugo.calls import Call, calls_in
from converters.sites.hugo.passthrough import hold_formulas
from converters.sites.hugo.shown import BOXES, SHOWN, WITH_CONTENT
from converters.sites.pages import MarkdownSite, address_of_page
from converters.sites.placeholders import Placeholders

MAX_DEPTH = 50
"""Shortcodes inside one another; deeper ones stay as they are."""


def expand_shortcodes(body: str, post: Post, site: Site, report: Report) -> tuple[str, Placeholders]:
    """A body with a placeholder for each shortcode, and what the placeholders stand for."""
    places = Placeholders(body)
    expanded = _expanded(body, places, post, site, report)
    return hold_formulas(expanded, site.formulas if isinstance(site, MarkdownSite) else (), places), places


def _expanded(body: str, places: Placeholders, post: Post, site: Site, report: Report, depth: int = 0) -> str:
    calls = list(calls_in(body))
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
        closing = (
            None if call.closes or call.complete or call.name not in WITH_CONTENT else _closing_of(calls, index, call)
        )
        inner = body[call.end : closing.start] if closing else ""
        shallow = depth < MAX_DEPTH and not call.closes
        made = _expand(call, inner, places, post, site, report, depth) if shallow else None
        if made is None or (call.name in WITH_CONTENT and closing is None):
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
    if box := BOXES.get(call.name):
        before, after = box(call)
        body = _expanded(inner, places, post, site, report, depth + 1)
        if not before:
            return body
        return f"\n\n{places.hold(before)}\n\n{body}\n\n{places.hold(after) if after else ''}\n\n"
    if call.name == "param":
        values = post.meta_values(call.argument("name"))
        return places.hold_text(values[0]) if values else None
    show = SHOWN.get(call.name)
    html = show(call, inner) if show else None
    return None if html is None else places.hold(html)


def _closing_of(calls: list[Call], index: int, call: Call) -> Call | None:
    depth = 1
    for each in calls[index:]:
        if each.name == call.name and each.literal is None and not each.complete:
            depth += -1 if each.closes else 1
            if depth == 0:
                return each
    return None
