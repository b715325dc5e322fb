"""The body of a post as a feed holds it: nothing that acts, every address absolute and ASCII, players or links to them.

Readers show it far from the site, on pages of their own: no script, form or handler, no style sheet's attributes, no
mark of the site's own pages; what points within the post points to it where it stands.
"""

import re

from converters.canonical.elements import BLOCKS, DROPPED, EVERYWHERE, FOREIGN, HEADINGS, INLINE, OWN
from converters.canonical.formulas import beside_tex
from converters.canonical.sources import ADDRESSES
from converters.html import Comment, Element, Node, Text, serialise
from writers.feed.urls import absolute_url, is_web_url

_KNOWN = BLOCKS | INLINE
_FRAMES = frozenset(["embed", "iframe", "object"])
_FILES = frozenset(["img", "source", "track"])
_ALWAYS = {
    "audio": {"controls": "controls"},
    "input": {"disabled": "disabled"},
    "video": {"controls": "controls"},
}
_ATTRIBUTES = EVERYWHERE - {"aria-hidden", "aria-label"}
_NOT_IN_A_FEED = frozenset(["autoplay", "data-url", "flashvars", "name", "sandbox", "target"])
_STYLES = frozenset(["direction", "list-style-type", "text-align"])
_ACTIVE_FOREIGN = ("animate", "animatecolor", "animatemotion", "animatetransform", "foreignobject", "handler", "script",
                   "set", "style")  # fmt: skip
_ASIDE = HEADINGS | {"figcaption", "iframe", "pre", "table"}
_HUSHED_CLASSES = frozenset(["footnote-ref", "footnotes"])
_ACTIVE_ATTRIBUTES = ("aria-", "data-", "on")
_SUMMARY_WORDS = 55
"""As many as WordPress takes (`excerpt_length`)."""
_INVISIBLE = re.compile("[\x7f-\x9f\ufdd0-\ufdef]+")  # readers take some of them for Windows' characters
_PAUSES = BLOCKS | {"br"}


def feed_html(root: Element, *, base: str, page: str = "", frames: tuple[str, ...] = ()) -> str:
    """Canonical HTML, given as a tree that is used up, as a feed holds it.

    `base` is what relative addresses start from, `page` the post's own address. Players of the hosts in `frames`
    (and of their subdomains; `*` stands for all) stay players, all others become links to what they show.
    """
    stack: list[tuple[Element, str]] = [(root, "")]
    figures: list[tuple[Element, str]] = []
    while stack:
        element, medium = stack.pop()
        waiting, kept = element.children[::-1], list[Node]()
        while waiting:
            child = waiting.pop()
            if isinstance(child, Text):
                kept.append(child)
            elif isinstance(child, Comment) or _is_dropped(child):
                continue
            elif child.name in FOREIGN:
                if child.name == "math" and (tex := child.get("data-latex")):
                    child.children = beside_tex(child.children, tex)
                _disarm(child, base)
                kept.append(child)
            elif child.name in _FRAMES:
                kept += _player(child, element, medium, base, frames)
            elif child.name not in _KNOWN:
                waiting += child.children[::-1]
            else:
                shown = child.get("data-url") or medium
                if child.name == "figure" and child.get("data-url"):
                    figures.append((child, shown))
                child.attributes = _attributes(child, base, page)
                if child.name in _FILES and not (child.get("src") or child.get("srcset")):
                    kept += [Text(child.get("alt"))] if child.get("alt") else []
                else:
                    kept.append(child)
                    stack.append((child, shown))
        element.children = kept
        for each in kept:
            each.parent = element
    for figure, medium in figures:
        _name_medium(figure, medium, base)
    return _INVISIBLE.sub("", serialise(root)).strip()


def plain_summary(root: Element) -> str:
    """The beginning of canonical HTML as plain text on one line: up to the mark `more`, or 55 words.

    Headings, code, tables and captions count only where there is nothing else; after that, what pictures show.
    """
    for hushed in (_ASIDE | FOREIGN, FOREIGN):
        if summary := _beginning_of(root, hushed):
            return summary
    return next((" ".join(image.get("alt").split()) for image in root.elements("img") if image.get("alt")), "")


def _beginning_of(root: Element, hushed: frozenset[str]) -> str:
    words: list[str] = []
    text: list[str] = []
    hidden: set[int] = set()
    goes_on = False
    for node in root.walk():
        if isinstance(node, Comment):
            if node.text.startswith("more"):
                goes_on = True
                break
        elif node.parent is not None and id(node.parent) in hidden:
            hidden.add(id(node))
        elif isinstance(node, Text):
            text.append(node.text)
            if len(text) % 64 == 0 and len(words := "".join(text).split()) > _SUMMARY_WORDS:
                break
        elif node.name in hushed or not _HUSHED_CLASSES.isdisjoint(node.classes):
            hidden.add(id(node))
        elif node.name in _PAUSES:
            text.append(" ")
    words = "".join(text).split()
    if not words:
        return ""
    return " ".join(words[:_SUMMARY_WORDS]) + (" […]" if goes_on or len(words) > _SUMMARY_WORDS else "")


def _is_dropped(element: Element) -> bool:
    is_box = element.name == "input" and element.get("type").lower() == "checkbox"
    return element.name in DROPPED and not is_box


def _attributes(element: Element, base: str, page: str) -> dict[str, str]:
    own = OWN.get(element.name, frozenset())
    kept: dict[str, str] = {}
    for name, value in element.attributes.items():
        if name == "style":
            value = "; ".join(
                part.strip() for part in value.split(";") if part.partition(":")[0].strip().lower() in _STYLES
            )
        elif (name not in own and name not in _ATTRIBUTES) or name in _NOT_IN_A_FEED:
            continue
        elif name in ADDRESSES:
            value = _address(value, base, page)
            if not value:
                continue
        elif name == "srcset":
            value = _set(value, base)
        if value or name in ("alt", "controls", "value"):
            kept[name] = value
        elif name in own and not element.attributes[name]:
            kept[name] = name  # a switch such as `open`, in XHTML's spelling
    return kept | _ALWAYS.get(element.name, {})


def _address(url: str, base: str, page: str) -> str:
    if url.strip().startswith("#"):  # a place within the post, which only an address of its own can name
        return absolute_url(page.partition("#")[0] + url.strip(), base) if page else ""
    return absolute_url(url, base)


def _set(candidates: str, base: str) -> str:
    """The addresses of a `srcset` in ASCII. Canonical HTML writes them with one space and one comma."""
    made = []
    for candidate in candidates.split(", "):
        url, _, size = candidate.strip().partition(" ")
        if address := absolute_url(url.rstrip(","), base):
            made.append(f"{address.replace(',', '%2C')} {size}".strip())
    return ", ".join(made)


def _player(element: Element, parent: Element, medium: str, base: str, frames: tuple[str, ...]) -> list[Node]:
    """A player of a host that may show one, or a link to what it shows."""
    source = element.get("data") if element.name == "object" else element.get("src")
    if not source:
        source = next((inner.get("src") or inner.get("value") for inner in element.elements("embed", "param")
                       if inner.name == "embed" or inner.get("name") in ("movie", "src")), "")  # fmt: skip
    source = absolute_url(source, base)
    if not is_web_url(source):
        return []
    if element.name == "iframe" and any(_is_of(source, host) for host in frames):
        element.children = []
        element.attributes = {
            name: value or name
            for name, value in element.attributes.items()
            if name in ("allowfullscreen", "height", "title", "width")
        } | {"src": source}
        return [element]
    shown = absolute_url(medium, base) or source
    link = Element("a", {"href": shown}, [Text(medium or source)])
    return [Element("p", {}, [link])] if parent.name in ("body", "div", "blockquote") else [link]


def _name_medium(figure: Element, medium: str, base: str) -> None:
    """Say where a medium is, in a figure that neither plays it nor names its address, such as a quoted message."""
    address = absolute_url(medium, base)
    named = any(link.text_content().strip() == medium for link in figure.elements("a"))
    if is_web_url(address) and not named and not figure.elements("iframe"):
        figure.append(Element("p", {}, [Element("a", {"href": address}, [Text(medium)])]))


def _is_of(url: str, host: str) -> bool:
    name = url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
    return host == "*" or name == host.lower() or name.endswith(f".{host.lower()}")


def _disarm(root: Element, base: str) -> None:
    """Take what could act out of a drawing or a formula."""
    for element in (root, *root.elements()):
        element.children = [
            child
            for child in element.children
            if isinstance(child, Text) or (isinstance(child, Element) and child.name.lower() not in _ACTIVE_FOREIGN)
        ]
        attributes = {
            name: value
            for name, value in element.attributes.items()
            if not name.lower().startswith(_ACTIVE_ATTRIBUTES) and not (name == "style" and "(" in value)
        }
        for name in ("href", "xlink:href", "src"):
            if name in attributes and not attributes[name].startswith("#"):
                attributes[name] = absolute_url(attributes[name], base)
        element.attributes = attributes
