"""Squarespace, 7.0 and 7.1: its blocks, whose pictures, films, sounds and maps stand in attributes for scripts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode

from converters.editors.pieces import (
    PLAYERS,
    Program,
    Rule,
    become,
    drop_form,
    figure,
    html,
    inline_of,
    link_around,
    of_class,
    picture_of,
    show,
    shown,
    shows_something,
    source_of,
    vanish,
    words_of,
)
from converters.html import Element, Node, Text
from converters.problem import Problem, Report, Severity

_LABEL = "v6-visually-hidden"
_CAPTIONS = ("image-caption", "image-caption-wrapper", "video-caption")
_CARDS = ("image-button", "image-card", "image-subtitle", "image-title")
_SLIDE_CAPTIONS = frozenset(["gallery-caption", "image-slide-title", "meta"])
_LIGHTBOX = frozenset(["js-gallery-lightbox-opener", "lightbox", "gallery-grid-lightbox-link"])


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOfSquarespace(Problem):
    """A film that was uploaded to Squarespace, which gives its visitors no file of it."""

    code = "film-of-squarespace"
    severity = Severity.WARNING
    text = "the film {name} is a stream that ends with the account at Squarespace: download it there"
    name: str


def _image(block: Element, report: Report) -> None:
    """An image block: the picture with its caption; the words of a card or poster stand behind it."""
    if any(each.name == "figure" for each in shown(block)):  # the same block, within another of its boxes
        become(block, "div", block.children)
        return
    pictures = shown(block, "img") or block.elements("img")
    if len(pictures) != 1 or not source_of(pictures[0]):
        become(block, "div", block.children)
        return
    picture = pictures[0]
    link = link_around(picture, block)
    opener = next(iter(of_class(block, *_LIGHTBOX)), None)
    href = link.get("href") if link is not None and link is not opener else ""
    made = picture_of(picture, href)
    captions = of_class(block, *_CAPTIONS)
    if captions or not of_class(block, *_CARDS):
        caption = inline_of(captions[:1])
        if not caption and opener is not None:
            caption = inline_of(html(_of_lightbox(opener)))
        show(block, "div", [figure(made, caption)])
    else:
        words = of_class(block, *_CARDS)
        for each in words:
            become(each, "div", each.children)
        show(block, "div", [figure(made), *words])


def _gallery(container: Element, report: Report) -> None:
    """A gallery, however it moves: its pictures and films, each with its caption."""
    if "summary-" in container.get("class") or not (shown(container, "img", *PLAYERS) or container.elements("img")):
        return
    show(container, "div", list(_slides(container)), **{"class": "gallery"})


def _slides(container: Element) -> Iterator[Node]:
    lazy = bool(shown(container, "img"))
    content: Node | None = None
    caption: list[Node] = []
    more = ""
    stack: list[Node] = container.children[::-1]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            caption += [node] if node.text.strip() else []
        elif not isinstance(node, Element) or (node.name == "noscript" and lazy) or _LABEL in node.classes:
            continue
        elif node.name == "img" or node.name in PLAYERS:
            if content is not None:
                yield figure(content, inline_of(caption) or inline_of(html(more)))
                caption = []
            link = link_around(node, container)
            opens = link is not None and not _LIGHTBOX.isdisjoint(link.classes)
            more = _of_lightbox(link) if link is not None and opens else ""
            href = link.get("href") if link is not None and not opens else ""
            content = picture_of(node, href) if node.name == "img" else node
        elif not _SLIDE_CAPTIONS.isdisjoint(node.classes) or node.name == "figcaption":
            caption.append(Element("div", None, node.children))
        else:
            stack += node.children[::-1]
    if content is not None:
        yield figure(content, inline_of(caption) or inline_of(html(more)))


def _of_lightbox(opener: Element) -> str:
    """The words that stand below a picture once it is opened."""
    return f"<p>{opener.get('data-title')}</p>{opener.get('data-description')}"


def _audio(box: Element, report: Report) -> None:
    url = box.get("data-url")
    if not url or shown(box, "audio"):
        return
    title = ", ".join(filter(None, (box.get("data-title").strip(), box.get("data-author").strip())))
    player = Element("audio", {"controls": "", "src": url})
    show(box, "figure", figure(player, [Text(title)] if title else []).children)


def _film(box: Element, report: Report) -> None:
    """A film that was uploaded: what its settings name is the stream that browsers play."""
    settings = _settings(box.get("data-config-video"))
    content = settings.get("structuredContent")
    url = settings.get("alexandriaUrl") or (content.get("alexandriaUrl") if isinstance(content, Mapping) else "")
    if not isinstance(url, str) or not url.startswith("https://") or shown(box, "video"):
        return
    name = settings.get("filename")
    video = {"controls": "", "src": url.replace("{variant}", "playlist.m3u8")}
    if show(box, "figure", [Element("video", {**video, "poster": url.replace("{variant}", "thumbnail")})]):
        report(FilmOfSquarespace(name=name if isinstance(name, str) and name else url))


def _block(block: Element, report: Report) -> None:
    """A block of which nothing is shown but what its settings say: a map, a film, something from elsewhere."""
    settings = _settings(block.get("data-block-json") or block.get("data-context"))
    if not settings or shows_something(block):
        return
    code, url, place = (settings.get(name) for name in ("html", "url", "location"))
    made: list[Node] = html(code) if isinstance(code, str) else []
    if not made and isinstance(url, str) and url.startswith("http"):
        made = [Element("p", None, [Element("a", {"href": url}, [Text(url)])])]
    if not made and isinstance(place, Mapping):
        made = _place(place)
    if made:
        become(block, "div", made)


def _place(place: Mapping[str, Any]) -> list[Node]:
    """What a map marked: its address, leading to a map."""
    names = ("addressTitle", "addressLine1", "addressLine2", "addressCountry")
    lines = [value.strip() for name in names if isinstance(value := place.get(name), str) and value.strip()]
    point = [place.get(name) for name in ("markerLat", "markerLng")]
    if all(isinstance(each, int | float) for each in point):
        where = ",".join(map(str, point))
    else:
        where = ", ".join(lines)
    if not where:
        return []
    url = "https://www.google.com/maps/search/?" + urlencode({"api": 1, "query": where})
    linked = Element("a", {"href": url}, [Text(lines[0] if lines else where)])
    return [Element("p", None, [linked, *(each for line in lines[1:] for each in (Element("br"), Text(line)))])]


def _settings(text: str) -> Mapping[str, Any]:
    for candidate in (text, unescape(text)):  # some exports escape them twice
        try:
            found = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, Mapping) else {}
    return {}


def _quote(quote: Element, report: Report) -> None:
    """A quote block: a quotation whose last line says who said it, as in WordPress."""
    box = quote.parent
    if quote.name != "blockquote" or box is None or box.name != "figure" or quote.get("data-animation-role") != "quote":
        return
    source = [line for each in of_class(box, "source") for line in inline_of(each.children)]
    words = list(quote.children)
    if words and all(not isinstance(each, Element) or each.name not in ("p", "ul", "ol", "h2", "h3") for each in words):
        words = [Element("p", None, words)]
    if source:
        words.append(Element("p", None, [Element("cite", None, source)]))
    show(box, "blockquote", words)


def _question(item: Element, report: Report) -> None:
    """What opens in an accordion."""
    titles, answers = of_class(item, "accordion-item__title"), of_class(item, "accordion-item__dropdown")
    if titles and answers:
        summary = Element("summary", None, inline_of(titles[0].children))
        details = Element("details", None, [summary, *answers[0].children])
        show(item, "li" if item.name == "li" else "div", [details])


def _questions(box: Element, report: Report) -> None:
    """An accordion, which is no list to its readers."""
    for item in box.children:
        if isinstance(item, Element) and item.name == "li":
            item.name = "div"
    become(box, "div", box.children)


def _icon(link: Element, report: Report) -> None:
    """A link that is the sign of a network, which its page alone could draw: its name."""
    if link.name == "a" and not words_of(link) and shown(link, "svg"):
        kind = next((word.removesuffix("-unauth") for word in link.classes if word.endswith("-unauth")), "")
        name = link.get("aria-label") or kind.capitalize() or link.get("href")
        become(link, "span", [Element("a", {"href": link.get("href")}, [Text(name)]), Text(" ")])


def _form(form: Element, report: Report) -> None:
    if "SaveFormSubmission" in form.get("action"):
        _drop_form(form, report)


_drop_form = drop_form("Squarespace")

_CLASSES: Mapping[str, Rule] = {
    _LABEL: vanish,
    "image-block-outer-wrapper": _image,
    "sqs-block-image-figure": _image,
    "sqs-gallery-container": _gallery,
    "sqs-audio-embed": _audio,
    "newsletter-form-wrapper": _drop_form,
    "accordion-item": _question,
    "accordion-items-container": _questions,
    "sqs-svg-icon--wrapper": _icon,
}
_ATTRIBUTES: Mapping[str, Rule] = {
    "data-animation-role": _quote,
    "data-block-json": _block,
    "data-context": _block,
    "data-config-video": _film,
    "data-form-id": _form,
}
_LAYOUT = frozenset([
    "accordion-item", "accordion-item__description", "accordion-items-container", "embed-block-wrapper", "fe-block",
    "fluid-engine", "image-block-outer-wrapper", "image-button", "image-button-inner", "image-button-wrapper",
    "image-card", "image-subtitle", "image-subtitle-wrapper", "image-title", "image-title-wrapper", "intrinsic",
    "intrinsic-inner", "native-video-player", "productDetails", "product-block", "product-price", "row", "sqs-block",
    "sqs-block-button-container", "sqs-block-button-container--center", "sqs-block-button-container--left",
    "sqs-block-button-container--right", "sqs-block-content", "sqs-html-content", "sqs-layout", "sqs-row",
    "sqs-svg-icon--list", "sqs-svg-icon--outer", "sqs-video-wrapper", "summary-block-header", "summary-block-wrapper",
    "summary-content", "summary-excerpt", "summary-heading", "summary-item", "summary-item-list",
    "summary-item-list-container", "summary-thumbnail", "summary-thumbnail-outer-container", "summary-title",
    "video-caption", "video-caption-wrapper",
    *(f"sqs-col-{number}" for number in range(1, 13)),
])  # fmt: skip

PROGRAM = Program(
    silent=(
        "data-block-json",
        "image-block-outer-wrapper",
        "sqs-audio-embed",
        "sqs-gallery-container",
        "sqs-native-video",
        "sqs-video-wrapper",
    ),
    signs=("sqs-", "image-block-outer-wrapper", "data-animation-role", "accordion-item__"),
    classes=_CLASSES,
    attributes=_ATTRIBUTES,
    layout=_LAYOUT,
)
