"""What entering a block means for the text within: one small function for each kind of block."""

import re
from collections.abc import Callable
from dataclasses import replace

from converters.fidelity.embeds import embed_of, is_embeddable
from converters.fidelity.places import Figure, Listing, Place, Table
from converters.fidelity.reading import Reading
from converters.html import Element

_BLOCK_NAMES = """
address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section
summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a line of text. All others, unknown ones too, stand within one."""

_NO_LANGUAGE = frozenset(["plaintext", "plain", "text", "txt", "none", "nohighlight", "fallback"])
_LANGUAGE_CLASS = re.compile(r"(?:^|\s)(?:lang(?:uage)?[-:]|brush:\s*)([^\s;]+)")
_NOT_IN_LANGUAGE = re.compile(r"[^\w+#.-]")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
"""The limits of HTML for colspan and rowspan."""


def enter(element: Element, place: Place, found: Reading) -> Place:
    """The place of the text within a block that stands at a place; what the block itself says goes into `found`."""
    change = _CHANGES.get(element.name)
    return change(element, place, found) if change else place


def language_of(code: Element) -> str:
    """The language of a code block, where WordPress's plugins, Hugo, Jekyll and GitHub write it."""
    inside = [child for child in code.children if isinstance(child, Element) and child.name == "code"]
    around = [code.parent, code.parent.parent if code.parent else None]
    for element in (*inside[:1], code, *around):
        if element is None:
            continue
        language = element.get("data-enlighter-language") or element.get("data-language") or element.get("data-lang")
        if not language and (named := _LANGUAGE_CLASS.search(element.get("class"))):
            language = named[1]
        if not language and element.name in ("pre", "code"):
            language = element.get("lang")
        if language:
            language = _NOT_IN_LANGUAGE.sub("", language.lower())
            return "" if language in _NO_LANGUAGE else language
    return ""


def _heading(element: Element, place: Place, found: Reading) -> Place:
    parts: list[str] = []
    found.headings.append((int(element.name[1]), parts))
    return replace(place, heading=True, texts=place.texts_and(parts))


def _list(element: Element, place: Place, found: Reading) -> Place:
    kind = "ol" if element.name == "ol" else "ul"
    base = place.listing.last if place.listing else place.item.path if place.item else ()
    return replace(place, listing=Listing(kind, base, _number(element.get("start"), 1) if kind == "ol" else 1, base))


def _item(element: Element, place: Place, found: Reading) -> Place:
    counted = place.listing
    if counted is None:  # browsers give an item without a list its bullet, too
        outer = place.item.path if place.item else ()
        counted = found.strays.setdefault(id(element.parent), Listing("ul", outer, 1, outer))
    own = _number(element.get("value"), counted.number) if counted.kind == "ol" else counted.number
    item = counted.next_item(own)
    found.items.append(item)
    return replace(place, item=item, listing=None)


def _quote(element: Element, place: Place, found: Reading) -> Place:
    return replace(place, quotes=place.quotes + 1)


def _definition(element: Element, place: Place, found: Reading) -> Place:
    return replace(place, definition=element.name)


def _table(element: Element, place: Place, found: Reading) -> Place:
    found.tables += 1
    return replace(place, table=Table(found.tables))


def _row(element: Element, place: Place, found: Reading) -> Place:
    if place.table is not None:
        place.table.next_row()
    return place


def _cell(element: Element, place: Place, found: Reading) -> Place:
    if place.table is None:
        return place
    columns = min(max(_number(element.get("colspan"), 1), 1), _MOST_COLUMNS)
    rows = min(_number(element.get("rowspan"), 1), _MOST_ROWS)
    cell = place.table.next_cell(columns, rows if rows > 0 else _MOST_ROWS if rows == 0 else 1, place.cell)
    found.cells.append(cell)
    return Place(cell=cell, figure=place.figure)


def _figure(element: Element, place: Place, found: Reading) -> Place:
    outer, url = place.figure, element.get("data-url")
    figure = Figure(
        outer=outer,
        depth=outer.depth + 1 if outer else 0,
        embed=embed_of(url) if is_embeddable(url) else None,
    )
    if figure.embed is not None:
        found.embeds.append(figure.embed)
    return replace(place, figure=figure)


def _caption(element: Element, place: Place, found: Reading) -> Place:
    parts: list[str] = []
    figure = place.figure if element.name == "figcaption" else None
    found.captions.append((figure.images if figure else [], parts))
    return replace(place, texts=place.texts_and(parts))


def _details(element: Element, place: Place, found: Reading) -> Place:
    if element.name == "details":
        found.details.append([])
    elif found.details:
        return replace(place, texts=place.texts_and(found.details[-1]))
    return place


def _code(element: Element, place: Place, found: Reading) -> Place:
    return replace(place, code=language_of(element))


def _number(text: str, otherwise: int) -> int:
    """The whole number that a text is."""
    text = text.strip()
    return int(text) if re.fullmatch(r"[-+]?[0-9]{1,9}", text) else otherwise


_CHANGES: dict[str, Callable[[Element, Place, Reading], Place]] = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6"], _heading),
    **dict.fromkeys(["ul", "ol", "menu", "dir"], _list),
    **dict.fromkeys(["dt", "dd"], _definition),
    **dict.fromkeys(["td", "th"], _cell),
    **dict.fromkeys(["caption", "figcaption"], _caption),
    **dict.fromkeys(["details", "summary"], _details),
    "li": _item,
    "blockquote": _quote,
    "table": _table,
    "tr": _row,
    "figure": _figure,
    "pre": _code,
}
