"""Page builders that store shortcodes: WPBakery (`vc_`), Divi (`et_pb_`) and Avada (`fusion_`).

Their layout goes, their text stays: what stands between the tags, and what their attributes say (titles, labels,
addresses, pictures by id). Code that a builder keeps as base64 is decoded.
"""

import base64
import binascii
import html
import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from converters.wordpress.context import Context
from converters.wordpress.embeds import embed
from converters.wordpress.markup import write_element, write_figure, write_image, write_link, write_player, write_text
from converters.wordpress.shortcodes.attachments import find_media, read_ids
from converters.wordpress.shortcodes.expansion import Handler, Shortcode
from converters.wordpress.shortcodes.layout import box, divider, quote, space

_TAG_NAME = re.compile(r"\btag:(h[1-6])\b")
_LINE_BREAK = re.compile(r"<!--\s?\[et_pb_line_break_holder\]\s?-->")
_DIVI = (("%22", '"'), ("%91", "["), ("%93", "]"), ("%5c", "\\"), ("%92", "\\"))
_TITLES = ("title", "heading", "h2", "h4", "name")
_TEXTS = (
    *("text", "subhead", "subtitle", "description", "position", "number", "author", "job_title", "company_name"),
    *("artist_name", "album_name", "pin_address", "percent", "label_value", "date_time"),
)
_ADDRESSES = ("link", "url", "button_url", "link_url", "button_link", "href", "read_more_link")
_LABELS = ("button_text", "link_text", "read_more_text")
_FURTHER_BUTTONS = (
    ("button_one_text", "button_one_url"),
    ("button_two_text", "button_two_url"),
    ("btn_title", "btn_link"),
)
"""Buttons that a module has beside or instead of the usual one: their labels and addresses."""
_PROFILES = ("facebook_url", "twitter_url", "linkedin_url", "google_url", "instagram_url")
_PICTURES = ("src", "image", "image_url", "portrait_url", "logo_image_url", "header_image_url", "background_image")
_SAFE = (("`{`", "["), ("`}`", "]"), ("``", '"'))
"""How WPBakery writes in an attribute what would end it."""
_ENCODED = "#E-8_"
"""Before an attribute of WPBakery that is HTML, percent-encoded and then as base64."""


def module(shortcode: Shortcode, context: Context) -> str:
    """Any module: its picture, titles and other words, what is in it, its sound, its buttons and profiles."""
    address, label = _link(shortcode)
    titles = list(dict.fromkeys(value for name in _TITLES if (value := _value(shortcode, name))))
    texts = [*titles[1:], *(value for name in _TEXTS if (value := _value(shortcode, name)))]
    if price := _value(shortcode, "sum"):
        per = _value(shortcode, "per")
        texts.append(_value(shortcode, "currency") + price + (f" / {per}" if per else ""))
    written = [_picture(_value(shortcode, name), shortcode, context) for name in _PICTURES]
    if titles:
        written.append(write_element("h3", {}, write_link("" if label else address, write_text(titles[0]))))
    written += (write_element("p", {}, _as_html(value)) for value in dict.fromkeys(texts))
    written.append(shortcode.html)
    if sound := _value(shortcode, "audio"):
        written.append(write_player("audio", [sound]))
    further = [(_value(shortcode, name), _address(_value(shortcode, to))) for name, to in _FURTHER_BUTTONS]
    buttons = [(words, to) for words, to in [(label, address), *further] if words]
    if not buttons and not titles and address:
        buttons.append((address, address))
    buttons += [(profile, profile) for name in _PROFILES if (profile := _value(shortcode, name))]
    written += (write_element("p", {}, write_link(to, write_text(words))) for words, to in buttons)
    inner = "".join(written)
    return f"<div>{inner}</div>" if inner.strip() else ""


def heading(shortcode: Shortcode, context: Context) -> str:
    """`[vc_custom_heading text font_container="tag:h2|…"]`, `[fusion_title size]`, `[et_pb_heading title]`."""
    tag = _TAG_NAME.search(_value(shortcode, "font_container"))
    level = _value(shortcode, "title_level") or "h" + (_value(shortcode, "size") or "2")
    name = tag[1] if tag else level if level in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
    words = _as_html(_value(shortcode, "text") or _value(shortcode, "title")) or shortcode.html
    return write_element(name, {}, write_link(_link(shortcode)[0], words)) if words.strip() else ""


def button(shortcode: Shortcode, context: Context) -> str:
    """`[vc_btn title link="url:…|title:…"]`, `[et_pb_button button_text button_url]`, `[fusion_button link]…`."""
    address, label = _link(shortcode)
    words = shortcode.html.strip() or write_text(_value(shortcode, "title") or label or address)
    return f"<p>{write_link(address, words)}</p>" if words else ""


def image(shortcode: Shortcode, context: Context) -> str:
    """`[vc_single_image image="ID"]`, `[et_pb_image src alt]`, `[fusion_imageframe]URL[/fusion_imageframe]`."""
    if shortcode.html.strip().startswith(("http://", "https://", "//")) and "<" not in shortcode.html:
        return _picture(html.unescape(shortcode.html.strip()), shortcode, context)
    source = next((value for name in _PICTURES if (value := _value(shortcode, name))), "")
    return _picture(source, shortcode, context) + shortcode.html


def images(shortcode: Shortcode, context: Context) -> str:
    """`[vc_gallery images="1,2"]`, `[et_pb_gallery gallery_ids]`: the pictures in full size."""
    names = ("images", "gallery_ids", "image_ids", "ids")
    ids = next((ids for name in names if (ids := read_ids(_value(shortcode, name)))), [])
    figures = (write_figure(write_image(each), each.caption) for each in find_media(ids, shortcode.name, context))
    return write_element("div", {"class": "gallery"}, "".join(figures)) + shortcode.html


def video(shortcode: Shortcode, context: Context) -> str:
    """`[vc_video link]`, `[et_pb_video src]`, `[fusion_youtube id]`, `[fusion_vimeo id]`."""
    value = _value(shortcode, "link") or _value(shortcode, "src") or _value(shortcode, "id")
    if value and "/" not in value:
        start = "https://vimeo.com/" if shortcode.name.endswith("vimeo") else "https://www.youtube.com/watch?v="
        value = start + value
    return (embed(value, context, _value(shortcode, "title")) if value else "") + shortcode.html


def bars(shortcode: Shortcode, context: Context) -> str:
    """`[vc_progress_bar values]`, `[vc_line_chart values]`: a line for each, `Design 80`.

    The values are JSON, percent-encoded; in old pages `80|Design,90|Code`.
    """
    written = _value(shortcode, "values")
    try:
        values = json.loads(unquote(written))
    except (ValueError, RecursionError):
        values = [dict(zip(("value", "label"), each.split("|"), strict=False)) for each in written.split(",")]
    lines = [
        " ".join(str(entry[name]) for name in ("label", "title", "value", "y_values") if entry.get(name))
        for entry in (values if isinstance(values, list) else [])
        if isinstance(entry, dict)
    ]
    title = _value(shortcode, "title")
    items = "".join(f"<li>{write_text(line)}</li>" for line in lines if line)
    return (write_element("h3", {}, write_text(title)) if title else "") + (f"<ul>{items}</ul>" if items else "")


def map_frame(shortcode: Shortcode, context: Context) -> str | None:
    """`[vc_gmaps link]`: the frame that its author pasted, or the address of the map."""
    link = _value(shortcode, "link")
    if link.startswith(_ENCODED):
        link = _decoded(link.removeprefix(_ENCODED)) or ""
    return f"<div>{link}</div>" if "<" in link else embed(link, context) if link else None


def pictures_of_flickr(shortcode: Shortcode, context: Context) -> str | None:
    """`[vc_flickr flickr_id]`: a link to where the pictures are."""
    name = _value(shortcode, "flickr_id")
    address = f"https://www.flickr.com/photos/{name}"
    return f"<p>{write_link(address, write_text(address))}</p>" if name else None


def encoded_html(shortcode: Shortcode, context: Context) -> str | None:
    """`[vc_raw_html]`: base64 of percent-encoded HTML. `[fusion_code]`: base64 of HTML."""
    plain = _decoded(shortcode.content or "", percent=shortcode.name.startswith("vc_"))
    return shortcode.html if plain is None else f"<div>{plain}</div>"


def _decoded(code: str, *, percent: bool = True) -> str | None:
    """What base64 stands for, of percent-encoded text or not; None where it is no base64."""
    try:
        plain = base64.b64decode("".join(code.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return unquote(plain) if percent else plain


def divi_code(shortcode: Shortcode, context: Context) -> str:
    """`[et_pb_code]`: HTML whose line ends are comments."""
    return f"<div>{_LINE_BREAK.sub(chr(10), shortcode.html)}</div>"


def _value(shortcode: Shortcode, name: str) -> str:
    """An attribute, with the signs that Divi writes in a way of its own."""
    value = shortcode.get(name)
    if shortcode.name.startswith("et_pb_"):
        for code, sign in _DIVI:
            value = value.replace(code, sign)
    elif shortcode.name.startswith("vc_"):
        for code, sign in _SAFE:
            value = value.replace(code, sign)
    return value


def _as_html(value: str) -> str:
    return value if "<" in value else write_text(value)


def _link(shortcode: Shortcode) -> tuple[str, str]:
    """The address and the label of a module's button; WPBakery writes both into one attribute."""
    address = next((value for name in _ADDRESSES if (value := _value(shortcode, name))), "")
    label = next((value for name in _LABELS if (value := _value(shortcode, name))), "")
    return _address(address), label or _part(address, "title")


def _address(link: str) -> str:
    """The address in a link, which WPBakery writes with its title in one: `url:%2Fmore|title:More|target:_blank`."""
    return _part(link, "url") if _is_in_parts(link) else link


def _part(link: str, name: str) -> str:
    parts = dict(part.partition(":")[::2] for part in link.split("|")) if _is_in_parts(link) else {}
    return unquote(parts.get(name, ""))


def _is_in_parts(link: str) -> bool:
    return link.startswith("url:") or "|" in link


def _picture(source: str, shortcode: Shortcode, context: Context) -> str:
    """A picture by its address or its id in the media library, with the link and caption that the module gives."""
    if not source:
        return ""
    alt, address = _value(shortcode, "alt"), _link(shortcode)[0]
    if source.isdecimal():
        found = find_media([int(source[:18])], shortcode.name, context)
        pictures = [(write_image(media, alt), media.caption) for media in found]
        target = {"link_image": found[0].url} if found else {}
        address = address or target.get(_value(shortcode, "onclick"), "")
    elif "/" in source:
        pictures = [(write_element("img", {"src": source, "alt": alt}), _as_html(_value(shortcode, "caption")))]
    else:
        return ""
    return "".join(write_figure(write_link(address, picture), caption) for picture, caption in pictures)


def _named(prefix: str, names: str, show: Callable[[Shortcode, Context], str | None]) -> dict[str, Handler]:
    return {prefix + name: show for name in names.split()}


BUILDER_SHORTCODES: Mapping[str, Handler] = {
    **_named("vc_", "row row_inner column column_inner column_text section tta_tabs tta_tour tta_accordion", box),
    **_named("vc_", "tta_pageable tabs tour accordion wp_text raw_js toggle_group grid_item gitem", box),
    **_named(
        "vc_", "tta_section tab accordion_tab toggle message cta cta_button cta_button2 icon pie hoverbox", module
    ),
    **_named("vc_", "pricing_table", module),
    **_named("vc_", "progress_bar round_chart line_chart", bars),
    **_named("vc_", "gmaps", map_frame),
    **_named("vc_", "flickr", pictures_of_flickr),
    **_named("vc_", "empty_space", space),
    **_named("vc_", "separator text_separator zigzag", divider),
    **_named("vc_", "custom_heading", heading),
    **_named("vc_", "btn button button2", button),
    **_named("vc_", "single_image", image),
    **_named("vc_", "gallery images_carousel media_grid masonry_media_grid", images),
    **_named("vc_", "video", video),
    **_named("vc_", "raw_html", encoded_html),
    **_named("et_pb_", "section row row_inner column column_inner text tabs accordion slider", box),
    **_named("et_pb_", "pricing_tables counters contact_form map social_media_follow video_slider", box),
    **_named("et_pb_", "blurb cta slide tab toggle accordion_item team_member pricing_table counter", module),
    **_named("et_pb_", "number_counter circle_counter promo fullwidth_header audio signup post_title map_pin", module),
    **_named("et_pb_", "testimonial login countdown_timer", module),
    **_named("et_pb_", "heading", heading),
    **_named("et_pb_", "button social_media_follow_network", button),
    **_named("et_pb_", "image fullwidth_image", image),
    **_named("et_pb_", "gallery", images),
    **_named("et_pb_", "video video_slider_item", video),
    **_named("et_pb_", "code fullwidth_code", divi_code),
    **_named("et_pb_", "divider", divider),
    **_named("fusion_", "builder_container builder_row builder_row_inner builder_column builder_column_inner", box),
    **_named("fusion_", "text tabs accordion content_boxes checklist li_item slider tagline_box fontawesome", box),
    **_named("fusion_", "highlight dropcap alert table flip_boxes testimonials pricing_table", box),
    **_named("fusion_", "tab toggle content_box slide person flip_box pricing_column counter_box", module),
    **_named("fusion_", "title", heading),
    **_named("fusion_", "button", button),
    **_named("fusion_", "imageframe", image),
    **_named("fusion_", "gallery images", images),
    **_named("fusion_", "youtube vimeo video", video),
    **_named("fusion_", "code", encoded_html),
    **_named("fusion_", "separator section_separator", divider),
    **_named("fusion_", "testimonial", quote),
}
