"""The blocks of words: paragraph, heading, list, quote, code, verse of lines, separator, and what opens."""

import re
from collections.abc import Callable

from converters.canonical.elements import BLOCKS
from converters.html import Element, Node, Text
from writers.wxr.blocks.markup import (
    block,
    inner_html,
    joined,
    only_has,
    outer_html,
    significant,
    tag,
    without_embeds,
)

Inside = Callable[[list[Node]], str]
"""Makes blocks of the nodes in a block that holds blocks."""

NOT_IN_TEXT = BLOCKS | {"audio", "embed", "iframe", "input", "math", "object", "svg", "video"}
"""What the editor does not keep in a line of text."""

_PLUGIN_LANGUAGE = re.compile(r"\b(?:lang|brush)\s*:\s*([\w+#.-]+)")
_PLUGIN_SETTING = re.compile(r"[:;]|^crayon|^Enlighter")


def is_text(nodes: list[Node]) -> bool:
    """Whether nodes are nothing but words and what formats them."""
    return not any(
        isinstance(each, Element) and each.name in NOT_IN_TEXT
        for node in nodes
        if isinstance(node, Element)
        for each in (node, *node.walk())
    )


def paragraph(element: Element) -> str | None:
    """`core/paragraph`."""
    if not only_has(element, "id", "dir") or not is_text(element.children):
        return None
    classes, direction = joined(element.classes), element.get("dir")
    if direction not in ("", "ltr", "rtl"):
        return None
    start = tag("p", id=element.get("id"), class_=classes, dir=direction)
    return block(
        "paragraph", {"direction": direction, "className": classes}, without_embeds(f"{start}{inner_html(element)}</p>")
    )


def heading(element: Element) -> str | None:
    """`core/heading`, of level 2 unless its settings say so."""
    if not only_has(element, "id") or not is_text(element.children):
        return None
    level, classes = int(element.name[1]), joined(element.classes)
    start = tag(element.name, id=element.get("id"), class_=joined(["wp-block-heading", *element.classes]))
    settings = {"level": level if level != 2 else None, "className": classes}
    return block("heading", settings, f"{start}{inner_html(element)}</{element.name}>")


def list_(element: Element) -> str | None:
    """`core/list` of `core/list-item`, nested as the list is; None when an item holds more than text and lists."""
    made: dict[int, str | None] = {}
    lists = [each for each in (element, *element.elements("ol", "ul"))]
    for each in reversed(lists):  # the innermost first, so that nothing recurses however deep they are
        made[id(each)] = _list(each, made)
    return made[id(element)]


def _list(element: Element, made: dict[int, str | None]) -> str | None:
    ordered = element.name == "ol"
    allowed = ("id", "start", "reversed") if ordered else ("id",)
    if not only_has(element, *allowed):
        return None
    start = element.get("start")
    if start and not start.lstrip("-").isdecimal():
        return None
    items = []
    for item in significant(element.children):
        written = _item(item, made) if isinstance(item, Element) and item.name == "li" else None
        if written is None:
            return None
        items.append(written)
    reversed_ = "reversed" in element.attributes
    classes = joined(element.classes)
    settings = {
        "ordered": ordered, "reversed": reversed_, "start": int(start) if start else None, "className": classes,
    }  # fmt: skip
    opening = tag(element.name, id=element.get("id"), class_=joined(["wp-block-list", *element.classes]), start=start)
    if reversed_:
        opening = opening.replace(f"<{element.name}", f"<{element.name} reversed", 1)
    return block("list", settings, f"{opening}{chr(10).join(items)}</{element.name}>".replace("\n\n\n", "\n\n"))


def _item(item: Element, made: dict[int, str | None]) -> str | None:
    if not only_has(item, "id"):
        return None
    words: list[Node] = []
    inner: list[str] = []
    nodes = significant(item.children)
    if nodes and isinstance(nodes[0], Element) and nodes[0].name == "p" and not nodes[0].attributes:
        rest = nodes[1:]
        if all(isinstance(node, Element) and node.name in ("ol", "ul") for node in rest):
            nodes = [*nodes[0].children, *rest]
    else:
        nodes = item.children
    for node in nodes:
        if isinstance(node, Element) and node.name in ("ol", "ul"):
            below = made.get(id(node))
            if below is None:
                return None
            inner.append(below)
        elif inner and not (isinstance(node, Text) and not node.text.strip()):
            return None  # text behind a list within the item
        elif not inner:
            words.append(node)
    if not is_text(words):
        return None
    classes = joined(item.classes)
    text = outer_html(*words).strip("\n")
    opening = tag("li", id=item.get("id"), class_=classes)
    return block("list-item", {"className": classes}, f"{opening}{text}{chr(10).join(inner)}</li>")


def quote(element: Element, inside: Inside) -> str | None:
    """`core/quote`, which holds blocks."""
    if not only_has(element, "id"):
        return None
    start = tag("blockquote", id=element.get("id"), class_=joined(["wp-block-quote", *element.classes]))
    settings = {"className": joined(element.classes)}
    return block("quote", settings, f"{start}{inside(element.children)}</blockquote>")


def code(element: Element) -> str | None:
    """`core/code`, its language as a class of the block; `core/preformatted` where nothing says that it is code."""
    nodes = element.children
    if not only_has(element, "id") or (nodes and not element.text_content()):
        return None  # the editor drops marks around nothing
    if len(nodes) == 1 and isinstance(nodes[0], Element) and nodes[0].name == "code":
        inner = nodes[0]
        if not only_has(inner) or not is_text(inner.children):
            return None
        classes = joined([*element.classes, *inner.classes])
        start = tag("pre", id=element.get("id"), class_=joined(["wp-block-code", classes]))
        text = without_embeds(inner_html(inner))
        return block("code", {"className": classes}, f"{start}<code>{text}</code></pre>")
    if not is_text(nodes):
        return None
    classes = joined(element.classes)
    start = tag("pre", id=element.get("id"), class_=joined(["wp-block-preformatted", classes]))
    text = inner_html(element)
    text = f"\n{text}" if text.startswith("\n") else text  # of which parsers drop the first
    return block("preformatted", {"className": classes}, f"{start}{without_embeds(text)}</pre>")


def hide_language(listing: Element) -> None:
    """Say the language of a listing by a class: plugins take what is inside for raw code where they see their words."""
    classes = [f"language-{listing.attributes.pop('lang')}"] if listing.get("lang") else []
    words, named = listing.get("class"), _PLUGIN_LANGUAGE.search(listing.get("class"))
    if named:
        classes.append(f"language-{named[1]}")
        words = words.replace(named[0], " ")
    classes += [word for word in words.split() if not _PLUGIN_SETTING.search(word) and word not in ("true", "false")]
    if classes:
        listing.attributes["class"] = joined(classes)
    else:
        listing.attributes.pop("class", None)


def separator(element: Element) -> str | None:
    """`core/separator`."""
    if not only_has(element, "id"):
        return None
    classes = ["wp-block-separator", "has-alpha-channel-opacity", *element.classes]
    start = tag("hr", id=element.get("id"), class_=joined(classes))
    return block("separator", {"className": joined(element.classes)}, start.replace(">", "/>"))


def details(element: Element, inside: Inside) -> str | None:
    """`core/details`: a summary, and blocks that it opens."""
    nodes = significant(element.children)
    summary = nodes[0] if nodes else None
    if not isinstance(summary, Element) or summary.name != "summary" or summary.attributes:
        return None
    if not only_has(element, "id", "open") or not is_text(summary.children):
        return None
    is_open = "open" in element.attributes
    start = tag("details", id=element.get("id"), class_=joined(["wp-block-details", *element.classes]))
    start = start[:-1] + " open>" if is_open else start
    settings = {"showContent": is_open, "className": joined(element.classes)}
    body = f"{start}<summary>{inner_html(summary)}</summary>{inside(nodes[1:])}</details>"
    return block("details", settings, body)


def group(element: Element, inside: Inside) -> str | None:
    """`core/group`: any box of blocks."""
    if not only_has(element, "id"):
        return None
    start = tag(element.name, id=element.get("id"), class_=joined(["wp-block-group", *element.classes]))
    name = element.name if element.name != "div" else None
    settings = {"tagName": name, "className": joined(element.classes)}
    return block("group", settings, f"{start}{inside(element.children)}</{element.name}>")
