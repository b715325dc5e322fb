"""HTML elements written out, for the small functions that make some."""

import html
from collections.abc import Iterable, Mapping

from converters.html import VOID
from converters.post import Media


def write_element(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    """An element around HTML; attributes without a value are left out, but for `alt`, `controls` and their like."""
    written = "".join(
        f' {key}="{html.escape(value)}"' for key, value in attributes.items() if value or key in ("alt", "controls")
    )
    return f"<{name}{written} />" if name in VOID else f"<{name}{written}>{content}</{name}>"


def write_text(text: str) -> str:
    """Plain text as HTML."""
    return html.escape(text, quote=False)


def write_figure(content: str, caption: str = "", **attributes: str) -> str:
    """A figure around HTML, with its caption (HTML) where there is one."""
    if caption.strip():
        content += f"<figcaption>{caption.strip()}</figcaption>"
    return write_element("figure", attributes, content)


def write_link(url: str, content: str) -> str:
    """A link around HTML; the HTML alone when there is no address."""
    return write_element("a", {"href": url}, content) if url else content


def write_image(media: Media, alt: str = "") -> str:
    """A picture of the media library, in its full size."""
    size = {"width": str(media.width or ""), "height": str(media.height or "")}
    return write_element("img", {"src": media.url, "alt": alt or media.alt, **size})


def write_player(kind: str, sources: Iterable[str], content: str = "", **attributes: str) -> str:
    """An `audio` or `video` element; the first source is its address, others stand in `source` elements.

    `content` are the tracks.
    """
    first, *others = sources
    if others:
        content = "".join(write_element("source", {"src": source}) for source in (first, *others)) + content
        return write_element(kind, {"controls": "", **attributes}, content)
    return write_element(kind, {"controls": "", "src": first, **attributes}, content)
