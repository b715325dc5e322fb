"""Figures, embeds and details: HTML around Markdown, or HTML altogether, or a generator's own form."""

import re
from typing import TYPE_CHECKING, Final

from converters.html import Element, Node, Text

if TYPE_CHECKING:
    from writers.markdown.walk import Walk

_A_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9.eE_-]*")
"""What Hugo takes for one where it stands without quotation marks; its shortcode for YouTube wants a text."""
_TEXTUAL: Final = frozenset(
    ["blockquote", "details", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"]
)


def _caption_of(figure: Element, captions: list[Element]) -> Element | None:
    """The caption that belongs to a figure and to no figure inside it."""
    for caption in captions:
        above = caption.parent
        while above is not None and above is not figure and above.name != "figure":
            above = above.parent
        if above is figure and (caption.text_content().strip() or caption.elements("img")):
            return caption
    return None


def enter_figure(walk: "Walk", element: Element) -> None:
    """A figure without a caption is its content; with one it stays a figure, its text Markdown, its media HTML."""
    inner = element.elements()
    captions = [each for each in inner if each.name == "figcaption"]
    caption = _caption_of(element, captions)
    textual = any(each.name in _TEXTUAL and not _within(each, captions) for each in inner)
    shortcode = "" if caption else _shortcode(walk, element)
    if shortcode:
        walk.add("shortcode", shortcode)
    elif walk.too_deep or (
        (captions or "embed" in element.classes)
        and not textual
        and (caption or _shows(captions) or "embed" in element.classes)
    ):
        walk.add_raw(element)
    elif caption is None:
        if element.get("id") in walk.targets:
            walk.anchor(element.get("id"))
        walk.descend(element.children, walk.end_leaf)
    else:
        _enter_captioned(walk, element, caption)


def _shows(captions: list[Element]) -> bool:
    return any(caption.text_content().strip() or caption.elements("img") for caption in captions)


def _within(element: Element, captions: list[Element]) -> bool:
    return any(above in captions for above in _above(element))


def _above(element: Element) -> list[Element]:
    found: list[Element] = []
    above = element.parent
    while above is not None and above.name != "figure":
        found.append(above)
        above = above.parent
    return found


def _shortcode(walk: "Walk", element: Element) -> str:
    url = element.get("data-url")
    for name, exact in (walk.flavor.embed_shortcodes or {}).items():
        found = exact.fullmatch(url)
        if found:
            named = f'"{found[1]}"' if name == "youtube" and _A_NUMBER.fullmatch(found[1]) else found[1]
            return f"{{{{< {name} {named} >}}}}"
    return ""


def _enter_captioned(walk: "Walk", element: Element, caption: Element) -> None:
    first = next((child for child in element.children if not isinstance(child, Text) or child.text.strip()), None)
    html = f"<figcaption>{walk.html(caption.children, inline=True).strip()}</figcaption>"
    walk.open_frame(element)
    if first is caption:
        walk.add("html", html)
    _take_out(caption)

    def end() -> None:
        frame = walk.close_frame()
        if first is not caption:
            frame.parts.append(("html", html))
        walk.add("figure", walk.converter.convert_figure(element, walk.joined(frame), walk.frame.names))

    walk.descend(element.children, end)


def _take_out(element: Element) -> None:
    element.replace()


def enter_details(walk: "Walk", element: Element) -> None:
    """A block that opens: its summary HTML, its content Markdown."""
    if walk.too_deep:
        walk.add_raw(element)
        return
    summary = next(
        (child for child in element.children if isinstance(child, Element) and child.name == "summary"), None
    )
    head = walk.html(summary.children, inline=True).strip() if summary else ""
    children: list[Node] = [child for child in element.children if child is not summary]
    walk.open_frame(element)

    def end() -> None:
        body = walk.joined(walk.close_frame())
        text = f"<summary>{head}</summary>" + (f"\n\n{body}" if body else "") if summary else f"\n{body}"
        walk.add("details", walk.converter.convert_details(element, text, walk.frame.names))

    walk.descend(children, end)
