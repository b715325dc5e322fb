"""Shortcodes of themes that lay text out: columns, boxes, tabs, buttons. Their text stays, that of attributes too."""

from collections.abc import Mapping

from converters.wordpress.context import Context
from converters.wordpress.markup import write_element, write_link, write_text
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, plain_value

_TITLES = ("title", "heading", "header", "tab_title", "name", "label")
_ADDRESSES = ("url", "link", "href", "button_url")
_WORDS = ("text", "title", "label", "content", "value")


def box(shortcode: Shortcode, context: Context) -> str:
    """A column or any other box: what is in it."""
    return f"<div>{shortcode.html}</div>" if shortcode.html.strip() else shortcode.html


def titled(shortcode: Shortcode, context: Context) -> str:
    """A tab, toggle, panel or box with a title: the title in bold, then what is in it."""
    title = next((value for name in _TITLES if (value := shortcode.get(name))), "")
    shown = f"<p><strong>{write_text(title)}</strong></p>" if title else ""
    return f"<div>{shown}{shortcode.html}</div>" if shown or shortcode.html.strip() else ""


def button(shortcode: Shortcode, context: Context) -> str | None:
    """A button: a link with its words."""
    url = next((value for name in _ADDRESSES if (value := shortcode.get(name))), "")
    url = url or next((word for word in shortcode.positions() if "/" in word or word.startswith("#")), "")
    words = shortcode.html.strip() or write_text(
        next((value for name in _WORDS if (value := shortcode.get(name))), "") or url
    )
    return write_link(url, words) if words else None


def plain(shortcode: Shortcode, context: Context) -> str:
    """A drop cap, a tooltip, or another ornament of words: the words."""
    return shortcode.html


def highlight(shortcode: Shortcode, context: Context) -> str:
    """Words with a marker over them."""
    return write_element("mark", {}, shortcode.html)


def quote(shortcode: Shortcode, context: Context) -> str:
    """A quotation and who said it; `[quote="Ann"]` is how bulletin boards say it (BBCode)."""
    author = next((value for name in ("cite", "author", "name", "source") if (value := shortcode.get(name))), "")
    if not author and shortcode.positional and shortcode.positional[0].startswith("="):
        author = plain_value(" ".join(shortcode.positional).removeprefix("=").strip("\"'"))
    cite = f"<p><cite>{write_link(shortcode.get('url'), write_text(author))}</cite></p>" if author else ""
    return f"<blockquote>{shortcode.html}{cite}</blockquote>"


def heading(shortcode: Shortcode, context: Context) -> str:
    """A heading: its words, in the level it names."""
    words = shortcode.html.strip() or write_text(
        next((value for name in ("title", "text", "heading") if (value := shortcode.get(name))), "")
    )
    level = next((value for name in ("tag", "size", "level") if (value := shortcode.get(name).lower())), "").lstrip("h")
    return write_element(f"h{level}" if level in tuple("123456") else "h3", {}, words) if words else ""


def divider(shortcode: Shortcode, context: Context) -> str:
    """A line across."""
    return "<hr />" + shortcode.html


def space(shortcode: Shortcode, context: Context) -> str:
    """Nothing but room: an ornament without words."""
    return shortcode.html


_FRACTIONS = """
    one_half one_third two_third two_thirds one_fourth three_fourth three_fourths one_fifth two_fifth three_fifth
    four_fifth one_sixth five_sixth
"""
_COLUMNS = [name + end for name in _FRACTIONS.split() for end in ("", "_last", "_first")]
_BOXES = """
    row column columns col column_half column_third container section span2 span3 span4 span5 span6 span7 span8 span9
    span10 span12 clear alert box info warning error success notice message note tip important infobox callout
    panel well frame lead intro center left right alignleft alignright list checklist tabs tabgroup tab_group tabcontent
    accordion accordions toggles spoilers expandable su_row su_column su_box_group su_note su_list su_tabs
    su_accordion su_service su_expand su_guests su_animate su_frame su_pullquote_box
"""
_TITLED = """
    tab toggle accordion_item accordion-item spoiler collapse expand item pane slide titled_box
    su_tab su_spoiler su_box su_panel su_service su_carousel_item
"""
_PLAIN = """
    dropcap drop_cap tooltip nobr su_dropcap su_tooltip su_label su_animate su_color label badge icon_text small big
"""
_PULLED = "quote blockquote pullquote pull_quote testimonial su_quote su_pullquote su_testimonial"
_BUTTONS = "button btn link_button su_button sc_button themeum_button cta action_button"
_LINES = "hr divider separator su_divider"
_SPACES = "clearfix spacer su_spacer"


def _if_meant(show: Handler) -> Handler:
    """A handler for a name that is also a common word: alone, without attributes and content, `[list]` is text."""

    def decide(shortcode: Shortcode, context: Context) -> str | None:
        if shortcode.content is None and not shortcode.attributes and "_" not in shortcode.name:
            return None
        return show(shortcode, context)

    return decide


LAYOUT_SHORTCODES: Mapping[str, Handler] = {
    **dict.fromkeys(_COLUMNS, box),
    **dict.fromkeys(_BOXES.split(), _if_meant(box)),
    **dict.fromkeys(_TITLED.split(), _if_meant(titled)),
    **dict.fromkeys(_PLAIN.split(), _if_meant(plain)),
    **dict.fromkeys(_PULLED.split(), _if_meant(quote)),
    **dict.fromkeys(_BUTTONS.split(), _if_meant(button)),
    **dict.fromkeys(_LINES.split(), divider),
    **dict.fromkeys(_SPACES.split(), space),
    "heading": _if_meant(heading),
    "highlight": _if_meant(highlight),
    "highlighter": _if_meant(highlight),
    "su_heading": heading,
    "su_highlight": highlight,
}
