"""The blocks of pictures, galleries, tables, sound, film, and of what stands elsewhere."""

import re

from converters.html import Element, Node
from writers.wxr.blocks.markup import attribute, block, inner_html, joined, only_has, significant, tag
from writers.wxr.blocks.text import is_text

_ALIGNMENTS = {f"align{side}": side for side in ("left", "right", "center", "wide", "full")}
_CAPTION = "wp-element-caption"
_LINK = ("href", "rel", "target")
_PICTURE = ("src", "alt", "title", "width", "height", "srcset", "sizes", "id")
_REFERENCE = re.compile(r"&(?:[a-z0-9]+|#[0-9]+|#x[a-f0-9]+);", re.IGNORECASE)
"""Text that the editor takes for the character itself in an attribute, so that it finds a block with it invalid."""
_TEXT_ALIGN = re.compile(r"text-align: (left|center|right)")
_YOUTUBE = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})/?(?:\?[^#]*)?")
_VIMEO = re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+)/?")


def picture_in(element: Element) -> tuple[Element, Element | None] | None:
    """The one picture that an element shows, with the link around it; None when there is more in it, or less."""
    link = None
    at = element
    while at.name != "img":
        nodes = significant(at.children)
        if len(nodes) != 1 or not isinstance(nodes[0], Element) or at.name not in ("a", "figure", "p", "body"):
            return None
        if at.name == "a":
            link = at
        at = nodes[0]
    if not only_has(at, *_PICTURE) or (link is not None and not only_has(link, *_LINK)):
        return None
    return at, link


def image(picture: Element, link: Element | None, box: Element | None = None, caption: str | None = "") -> str | None:
    """`core/image`. `box` is the figure or paragraph around it; no caption can be shown where that is None."""
    if caption is None or not picture.get("src") or (box is not None and not only_has(box, "id")):
        return None
    if any(_REFERENCE.search(picture.get(name)) for name in ("src", "alt", "title")):
        return None
    words = [*(box.classes if box is not None else ()), *picture.classes]
    align = next((_ALIGNMENTS[word] for word in words if word in _ALIGNMENTS), "")
    others = [word for word in words if word not in _ALIGNMENTS and word != "alignnone"]
    width = _width_of(picture)
    style = f"width:{width};height:auto" if width else ""
    settings = {
        "width": width or None, "height": "auto" if style else None,
        "linkDestination": "custom" if link is not None else None, "align": align, "className": joined(others),
    }  # fmt: skip
    shown = f"<img{attribute('src', picture.get('src'))}{attribute('alt', picture.get('alt'))}"
    shown += attribute("style", style) if style else ""
    shown += attribute("title", picture.get("title")) if picture.get("title") else ""
    shown += "/>"
    if link is not None:
        shown = tag("a", class_=joined(link.classes), **{name: link.get(name) for name in _LINK}) + f"{shown}</a>"
    anchor = (box.get("id") if box is not None else "") or picture.get("id")
    classes = joined(["wp-block-image", f"align{align}" if align else "", "is-resized" if style else "", *others])
    return block("image", settings, f"{tag('figure', id=anchor, class_=classes)}{shown}{caption}</figure>")


def _width_of(picture: Element) -> str:
    """The width of a picture as CSS has it; empty where there is none."""
    said = picture.get("width").removesuffix("px")
    if said.removesuffix("%").isdecimal() and said.strip("0%"):
        return said if said.endswith("%") else f"{said}px"
    return ""


def caption_of(figure: Element) -> tuple[list[Node], str | None]:
    """What a figure shows, and its caption as the editor writes it: empty without one, None when no block keeps it."""
    nodes = significant(figure.children)
    last = nodes[-1] if nodes else None
    if not isinstance(last, Element) or last.name != "figcaption":
        return nodes, "" if not any(isinstance(n, Element) and n.name == "figcaption" for n in nodes) else None
    inner = significant(last.children)
    if len(inner) == 1 and isinstance(inner[0], Element) and inner[0].name == "p" and not inner[0].attributes:
        text, words = inner_html(inner[0]), inner[0].children
    else:
        text, words = inner_html(last), last.children
    if last.attributes or not is_text(words):
        return nodes[:-1], None
    return nodes[:-1], f'<figcaption class="{_CAPTION}">{text.strip()}</figcaption>' if text.strip() else ""


def figure(element: Element) -> str | None:
    """A figure as the block of what it shows: a picture, a table, a player, an embed."""
    nodes, caption = caption_of(element)
    if caption is None or len(nodes) != 1 or not isinstance(nodes[0], Element):
        return None
    shown = nodes[0]
    if "data-url" in element.attributes:
        return _embed_of(element, shown, caption)
    if shown.name == "table":
        return table(shown, element, caption)
    if shown.name in ("audio", "video"):
        return player(shown, element, caption)
    if shown.name == "iframe" and only_has(element) and not element.classes:
        return frame(shown, caption)
    found = _picture(shown) if shown.name in ("a", "img", "p") else None
    return image(*found, element, caption) if found else None


def _picture(shown: Element) -> tuple[Element, Element | None] | None:
    return (shown, None) if shown.name == "img" and only_has(shown, *_PICTURE) else picture_in(shown)


def gallery(element: Element) -> str | None:
    """`core/gallery`: pictures alone, each a block of its own; None when there is anything else in it."""
    images = []
    for node in significant(element.children):
        if not isinstance(node, Element):
            return None
        found = _picture(node)
        made = figure(node) if node.name == "figure" else image(*found) if found else None
        if made is None or not made.startswith("<!-- wp:image"):
            return None
        images.append(made)
    others = [word for word in element.classes if word != "gallery"]
    if not images or not only_has(element, "id"):
        return None
    classes = joined(["wp-block-gallery", "has-nested-images", "columns-default", "is-cropped", *others])
    inner = "\n\n".join(images)
    settings = {"linkTo": "none", "className": joined(others)}
    return block("gallery", settings, f"{tag('figure', id=element.get('id'), class_=classes)}{inner}</figure>")


def table(element: Element, box: Element | None = None, caption: str = "") -> str | None:
    """`core/table`: rows of head, body and foot; None when a cell holds blocks, or the table columns and a caption."""
    if element.attributes or (box is not None and not only_has(box, "id")):
        return None
    sections = {"thead": "", "tbody": "", "tfoot": ""}
    last = -1
    for section in significant(element.children):
        order = list(sections)
        if not isinstance(section, Element) or section.name not in order or section.attributes:
            return None
        if order.index(section.name) <= last:
            return None
        last = order.index(section.name)
        rows = _rows(section)
        if rows is None:
            return None
        sections[section.name] = f"<{section.name}>{rows}</{section.name}>"
    if not sections["tbody"]:
        return None
    words = box.classes if box is not None else []
    align = next((_ALIGNMENTS[word] for word in words if word in _ALIGNMENTS), "")
    others = joined([word for word in words if word not in _ALIGNMENTS])
    classes = joined(["wp-block-table", f"align{align}" if align else "", others])
    start = tag("figure", id=box.get("id") if box is not None else "", class_=classes)
    inner = f'{start}<table class="has-fixed-layout">{"".join(sections.values())}</table>{caption}</figure>'
    return block("table", {"align": align, "className": others}, inner)


def _rows(section: Element) -> str | None:
    rows = []
    for row in significant(section.children):
        if not isinstance(row, Element) or row.name != "tr" or row.attributes:
            return None
        cells = []
        for cell in significant(row.children):
            if not isinstance(cell, Element) or cell.name not in ("td", "th") or not is_text(cell.children):
                return None
            aligned = _TEXT_ALIGN.fullmatch(cell.get("style"))
            if not set(cell.attributes) <= {"colspan", "rowspan", "scope", *(("style",) if aligned else ())} or (
                "scope" in cell.attributes and cell.name == "td"
            ):
                return None
            align = f' class="has-text-align-{aligned[1]}" data-align="{aligned[1]}"' if aligned else ""
            spans = "".join(
                attribute(name, cell.get(name)) for name in ("scope", "colspan", "rowspan") if cell.get(name)
            )
            cells.append(f"<{cell.name}{align}{spans}>{inner_html(cell)}</{cell.name}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(rows) or None


def player(element: Element, box: Element | None = None, caption: str = "") -> str | None:
    """`core/audio` or `core/video`, of one file."""
    if significant(element.children) or not element.get("src") or (box is not None and not only_has(box, "id")):
        return None
    if not set(element.attributes) <= {"src", "controls", "preload", "poster"}:
        return None
    name, src = element.name, element.get("src")
    if "poster" in element.attributes and name == "audio":
        return None
    poster = attribute("poster", element.get("poster")) if element.get("poster") else ""
    others = joined(box.classes if box is not None else [])
    start = tag("figure", id=box.get("id") if box is not None else "", class_=joined([f"wp-block-{name}", others]))
    shown = f"<{name} controls{poster}{attribute('src', src)}></{name}>"
    return block(name, {"className": others}, f"{start}{shown}{caption}</figure>")


def frame(element: Element, caption: str = "") -> str | None:
    """A player of YouTube or Vimeo as `core/embed`; what other sites show has no address that WordPress knows."""
    src = element.get("src")
    video, film = _YOUTUBE.fullmatch(src), _VIMEO.fullmatch(src)
    if element.get("title") or (video and re.search(r"[?&](?:start|list|t)=", src)):
        return None
    if video and video[1] != "videoseries":
        return embed(f"https://www.youtube.com/watch?v={video[1]}", caption)
    return embed(f"https://vimeo.com/{film[1]}", caption) if film else None


def _embed_of(element: Element, shown: Element, caption: str) -> str | None:
    """The block of an embed, unless words stand in it that its address does not tell."""
    url = element.get("data-url")
    if (
        not only_has(element, "data-url")
        or not url.startswith(("http://", "https://"))
        or any(c in url for c in ' "<>\n')
    ):
        return None
    named = shown.name == "iframe" and not shown.get("title")
    linked = shown.name in ("a", "p") and shown.text_content().strip() == url
    others = [word for word in element.classes if word != "embed" and not word.startswith("embed-")]
    return embed(url, caption, joined(others)) if named or linked else None


def embed(url: str, caption: str = "", classes: str = "") -> str:
    """`core/embed`: an address on a line of its own, which WordPress shows as what is there."""
    start = tag("figure", class_=joined(["wp-block-embed", classes]))
    line = url.replace("&", "&amp;").replace("[", "&#91;")
    inner = f'{start}<div class="wp-block-embed__wrapper">\n{line}\n</div>{caption}</figure>'
    return block("embed", {"url": url, "className": classes}, inner)
