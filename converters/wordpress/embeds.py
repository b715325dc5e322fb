"""Embedded media: from an address to the medium, as HTML that still tells the address.

An embed is `<figure class="embed embed-youtube" data-url="…">`: the address as the author wrote it stands in
`data-url`, so that a writer may make of it what its format knows. Within is what a reader sees: a player, the words
that the provider sent (WordPress keeps them in custom fields), or else a link.
"""

import html
import re

from converters.html import Element, parse, serialise
from converters.index import Table
from converters.post import Site, Status
from converters.wordpress.context import Context
from converters.wordpress.markup import write_element, write_figure, write_link, write_text
from converters.wordpress.providers import is_embeddable, player_address, provider_of
from converters.wordpress.spans import Spans

_HIDDEN = re.compile(r"<!(?=--).*?(?:-->|\Z)|<[^>]*+>?", re.DOTALL)
_LONE_URL = re.compile(r"^([ \t\r]*+)(https?://[^\s<>\"]++)([ \t\r]*+)$", re.MULTILINE | re.IGNORECASE)
_LINE_OF_URL = re.compile(r"\n[ \t\r]*+https?://", re.IGNORECASE)
_URL_PARAGRAPH = re.compile(r"(<p(?: [^<>]*+)?>\s*+)(https?://[^\s<>\"]++)(\s*+</p>)", re.IGNORECASE)
_ACTIVE = ("script", "style", "link", "meta", "template", "noscript")
_SCHEME = re.compile(r"(?:https?:)?//(?:www\.|m\.|mobile\.)?", re.IGNORECASE)
_MOST_ANSWERS = 1000
"""No post embeds more, and a hostile one shall not cost hours."""


def embed(url: str, context: Context, title: str = "") -> str:
    """The figure of a medium. A title, where the author or the provider gave one, names the player."""
    return _figure(url, title, _Answers(context).find(url))


def embed_figure(url: str, title: str = "") -> str:
    """The figure of a medium that a source names by its address alone."""
    return _figure(url, title, None)


def _figure(url: str, title: str, stored: Element | None) -> str:
    provider = provider_of(url)
    player = player_address(url)
    if player:
        title = title or _title_of(stored)
        inner = write_element("iframe", {"src": player, "title": title, "allowfullscreen": "allowfullscreen"})
    elif stored is not None:
        inner = " ".join(filter(None, map(str.strip, serialise(stored).split("\n"))))
    else:
        inner = write_link(url, write_text(title or url))
    classes = f"embed embed-{provider}" if provider else "embed"
    return write_figure(inner, **{"class": classes, "data-url": url})


def autoembed(text: str, context: Context) -> str:
    """A body in which every line or paragraph that is nothing but an embeddable address shows the medium.

    WordPress (WP_Embed::autoembed) asks every other address what it is; here only those whose answer the source holds
    become embeds, and the others stay as they are. WordPress shows a post of the blog itself as a card, which leads to
    it: that address becomes a link. Lines of code and of tags are no lines.
    """
    if "://" not in text:
        return text
    answers = _Answers(context)
    home = context.site.url.rstrip("/")

    def show(found: re.Match[str]) -> str:
        url = html.unescape(text[found.start(2) : found.end(2)])
        stored = answers.find(url)
        if stored or is_embeddable(url):
            return _figure(url, "", stored)
        start, end = found.span()
        own = home and url.startswith(f"{home}/") and _plain(url) in _addresses_of(context.site)
        return found[1] + write_link(url, write_text(url)) + found[3] if own else text[start:end]

    text = _URL_PARAGRAPH.sub(show, text)
    if not _LINE_OF_URL.search("\n" + text):
        return text
    lines = _hide_line_ends(text)
    written: list[str] = []
    done = 0
    for found in _LONE_URL.finditer(lines):
        written += text[done : found.start()], show(found)
        done = found.end()
    return "".join(written) + text[done:]


def _plain(url: str) -> str:
    return url.rstrip("/")


_last: tuple[Site, Table[int]] | None = None


def _addresses_of(site: Site) -> Table[int]:
    """The addresses of what can be read in a site. Every post of it asks for the same ones: the last answer is kept."""
    global _last
    if _last is None or _last[0] is not site:
        found: Table[int] = Table()
        for entry in site.entries:
            if entry.status is Status.PUBLISHED and not entry.protected and entry.url:
                found.add(_plain(entry.url), 1)
        _last = (site, found)
    return _last[1]


def _hide_line_ends(text: str) -> str:
    """The text, character for character, without the line ends of tags, comments and code."""
    text = _HIDDEN.sub(lambda tag: tag[0].replace("\n", "\0"), text)
    spans = Spans(text)
    written: list[str] = []
    done = 0
    for start, end in zip(spans.starts, spans.ends, strict=True):
        written += text[done:start], text[start:end].replace("\n", "\0")
        done = end
    return "".join(written) + text[done:]


class _Answers:
    """What providers answered when the post was shown: WordPress keeps it in custom fields, without the addresses."""

    def __init__(self, context: Context) -> None:
        self._answers = [
            (html.unescape(value).lower(), value)
            for name, value in context.post.meta
            if name.startswith("_oembed_") and not name.startswith("_oembed_time_") and "<" in value
        ][:_MOST_ANSWERS]

    def find(self, url: str) -> Element | None:
        """The answer in which an address stands, as a tree without scripts."""
        wanted = _SCHEME.sub("", url, count=1).partition("&" if "watch?" in url else "?")[0].rstrip("/").lower()
        for known, value in self._answers:
            if len(wanted) > 8 and wanted in known:
                tree = parse(value)
                for element in tree.elements(*_ACTIVE):
                    element.replace()
                if any(isinstance(node, Element) or node.text.strip() for node in tree.children):
                    return tree
        return None


def _title_of(stored: Element | None) -> str:
    """The title that a provider gave its player."""
    return next((frame.get("title") for frame in stored.elements("iframe") if frame.get("title")), "") if stored else ""
