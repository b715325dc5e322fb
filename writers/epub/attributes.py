"""What the elements of a chapter keep of their attributes: values that the schema allows, styles said by classes."""

import re

from converters.html import Element
from writers.epub.links import clean_address

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CLASSES = re.compile(
    r"align(?:left|right|center)|wp-caption|language-[\w+#.-]{1,40}|embed(?:-[\w-]{1,40})?|footnotes?|footnote-ref"
    r"|gallery|columns?",
    re.ASCII,
)
_TEXT_ALIGN = re.compile(r"text-align:\s*(center|right|justify|end)\b")
_LIST_STYLE = re.compile(
    r"list-style-type:\s*(none|disc|circle|square|decimal|(?:lower|upper)-(?:alpha|latin|roman)|lower-greek)\b"
)
_DIRECTION = re.compile(r"\bdirection:\s*(ltr|rtl)\b")
_NUMBER_TYPES = frozenset("1aAiI")
_BULLETS = frozenset(["disc", "circle", "square"])
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534


def clean_attributes(element: Element, name: str, parent: str) -> dict[str, str]:
    """The attributes of an element that becomes a `name` in a `parent`; its id is the chapter's business."""
    given = element.attributes
    kept: dict[str, str] = {}
    if not given:
        return {"dir": "ltr"} if name == "bdo" else kept
    classes = [word for word in element.classes if _CLASSES.fullmatch(word)]
    style = given.get("style", "")
    if align := _TEXT_ALIGN.search(style):
        classes.append(f"text-{align[1]}")
    if marks := _LIST_STYLE.search(style):
        classes.append(f"list-{marks[1]}")
    elif name == "ul" and given.get("type", "").lower() in _BULLETS:
        classes.append(f"list-{given['type'].lower()}")
    if classes:
        kept["class"] = " ".join(dict.fromkeys(classes))
    language = given.get("lang", "").replace("_", "-")
    if _LANGUAGE.fullmatch(language):
        kept |= {"lang": language, "xml:lang": language}
    direction = given.get("dir", "").lower()
    if direction not in ("ltr", "rtl", "auto") and (styled := _DIRECTION.search(style)):
        direction = styled[1]
    if direction in ("ltr", "rtl", "auto"):
        kept["dir"] = direction
    elif name == "bdo":
        kept["dir"] = "ltr"
    if given.get("title", "").strip():
        kept["title"] = given["title"]
    if own := _OWN.get(name):
        kept |= own(given, parent)
    return kept


def _cell(given: dict[str, str], parent: str) -> dict[str, str]:
    kept = {}
    columns, rows = _whole(given.get("colspan", "")), _whole(given.get("rowspan", ""))
    if columns is not None and columns > 1:
        kept["colspan"] = str(min(columns, _MOST_COLUMNS))
    if rows is not None and rows >= 0 and rows != 1:
        kept["rowspan"] = str(min(rows, _MOST_ROWS))
    return kept


def _heading_cell(given: dict[str, str], parent: str) -> dict[str, str]:
    scope = given.get("scope", "").lower()
    return _cell(given, parent) | ({"scope": scope} if scope in ("row", "col", "rowgroup", "colgroup") else {})


def _numbered(given: dict[str, str], parent: str) -> dict[str, str]:
    kept = {}
    if (start := _whole(given.get("start", ""))) is not None:
        kept["start"] = str(start)
    if "reversed" in given:
        kept["reversed"] = "reversed"
    if given.get("type", "") in _NUMBER_TYPES:
        kept["type"] = given["type"]
    return kept


def _item(given: dict[str, str], parent: str) -> dict[str, str]:
    value = _whole(given.get("value", ""))
    return {"value": str(value)} if value is not None and parent == "ol" else {}


def _cited(given: dict[str, str], parent: str) -> dict[str, str]:
    address = clean_address(given.get("cite", ""))
    return {"data-cite": address} if address else {}  # EPUBCheck takes `cite` for a resource of the book


def _figure(given: dict[str, str], parent: str) -> dict[str, str]:
    return {"data-url": given["data-url"]} if given.get("data-url") else {}


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\s*[-+]?[0-9]{1,9}\s*", text, re.ASCII) else None


_OWN = {
    "blockquote": _cited, "del": _cited, "figure": _figure, "ins": _cited, "li": _item, "ol": _numbered, "q": _cited,
    "td": _cell, "th": _heading_cell,
}  # fmt: skip
