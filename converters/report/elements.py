"""Elements of the report. Whatever comes from a source goes in as a text or an attribute, and is escaped in the end."""

import re
from urllib.parse import quote

from converters.html import Element, Node, Text

Part = Node | str | int | None
"""What may stand in an element; nothing where it is None."""

_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that turn the text around them, or that no document may hold; line ends may stand in code."""
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_SAFE = "-._~!$'()*,;=@/"


def element(name: str, *parts: Part, **attributes: str | bool | None) -> Element:
    """An element; `class_` is `class`, `aria_label` is `aria-label`, and an attribute that is None is left out."""
    written = {
        key.rstrip("_").replace("_", "-"): "" if value is True else _STEERING.sub("\ufffd", str(value))
        for key, value in attributes.items()
        if value is not None and value is not False
    }
    return Element(name, written, [node_of(part) for part in parts if part is not None and part != ""])


def node_of(part: Part) -> Node:
    """A node as it is; anything else as its text, a number in groups of three."""
    if isinstance(part, int):
        return Text(f"{part:,}")
    return Text(_STEERING.sub("\ufffd", part)) if isinstance(part, str) else part or Text("")


def foreign(text: str, name: str = "bdi") -> Element:
    """A text from a source, whichever way it is written; it turns nothing around that stands beside it."""
    return element(name, text, dir="auto")


def outward(url: str) -> Element:
    """A link to an address of the web; to anything else only its text."""
    if not _WEB.match(url):
        return foreign(url)
    return element("a", foreign(url), href=url, rel="noreferrer noopener nofollow")


def beside(folder: str | None, path: str, *parts: Part) -> Element:
    """A link to a file in a folder that has a relative address; without such a folder only what it would show."""
    if folder is None or not path:
        return element("span", *parts)
    address = quote(f"{folder}{path}", safe=_SAFE, errors="replace")
    return element("a", *parts, href=address if address.startswith((".", "/")) else f"./{address}")


def count_of(number: int, one: str, many: str = "") -> str:
    """`1 post`, `1,200 posts`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def table(
    caption: str, headings: list[str], rows: list[list[Part]], *, numbers: tuple[int, ...] = (), titled: bool = True
) -> Element:
    """A table; `numbers` are the columns of numbers. It can be scrolled on a narrow screen, where each cell also knows
    its heading. A caption that says what stands above already (not `titled`) is there for screen readers alone.
    """
    looks = ["n" if number in numbers else None for number in range(len(headings))]
    head = [
        element("th", text, scope="col", class_=look) if text else element("td")
        for text, look in zip(headings, looks, strict=True)
    ]
    body = [
        element("tr", *map(_cell, row, headings, looks), class_="row")  # one line of what can be searched
        for row in rows
    ]
    whole = element(
        "table",
        element("caption", caption, class_=None if titled else "unseen"),
        element("thead", element("tr", *head)),
        element("tbody", *body),
    )
    return element("div", whole, class_="wide", role="group", tabindex="0", aria_label=caption)


def _cell(part: Part, heading: str, look: str | None) -> Element:
    return element("td", part, class_=look, data_of=heading or None)
