"""Elementor keeps a page as JSON in a custom field; what is in its widgets becomes HTML here.

`post_content` holds a plain copy of the page, which may be stale, shortened or empty: readers saw the JSON.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from converters.html import parse
from converters.post import Media, Post, Site
from converters.wordpress.blocks.settings import show_settings
from converters.wordpress.markup import write_element, write_figure, write_link, write_player, write_text
from converters.wordpress.paragraphs import add_paragraphs

_LEVEL = re.compile(r"h[1-6]")
_WORD = re.compile(r"\w+")
_MOST_ELEMENTS = 20_000
Settings = Mapping[str, Any]


def builder_html(post: Post, site: Site) -> str | None:
    """The page that Elementor showed, where `post.raw` says less than its JSON; None where the body will do."""
    if "builder" not in post.meta_values("_elementor_edit_mode"):
        return None
    try:
        page = json.loads(next(iter(post.meta_values("_elementor_data")), ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(page, list):
        return None
    made = _page(page, site.media)
    ours, theirs = _words(post.raw), _words(made)
    return made if (theirs - ours).total() > (ours - theirs).total() else None


def _words(html: str) -> Counter[str]:
    return Counter(_WORD.findall(parse(re.sub(r"(?=<)", " ", html)).text_content().lower()))


def _page(elements: list[Any], media: Mapping[int, Media]) -> str:
    written: list[str] = []
    stack: list[Any] = [*reversed(elements)]
    seen = 0
    while stack and seen < _MOST_ELEMENTS:
        element = stack.pop()
        seen += 1
        if isinstance(element, str):
            written.append(element)
        if not isinstance(element, Mapping):
            continue
        settings = element.get("settings")
        if isinstance(settings, Mapping) and (kind := element.get("widgetType")):
            written.append(_WIDGETS.get(str(kind), _other)(_with_alts(settings, media)).strip())
        inner = element.get("elements")
        if isinstance(inner, list) and inner:
            stack += ["</div>", *reversed(inner), "<div>"]
    return "\n".join(part for part in written if part)


def _with_alts(settings: Settings, media: Mapping[int, Media]) -> Settings:
    """Settings whose pictures have their alternative text, which only the media library knows."""
    return {name: _with_alt(value, media) for name, value in settings.items()}


def _with_alt(value: Any, media: Mapping[int, Media]) -> Any:
    if isinstance(value, list):
        return [
            {k: _with_own_alt(v, media) for k, v in _with_own_alt(each, media).items()}
            if isinstance(each, dict)
            else each
            for each in value
        ]
    return _with_own_alt(value, media)


def _with_own_alt(value: Any, media: Mapping[int, Media]) -> Any:
    if not isinstance(value, dict) or not value.get("url") or value.get("alt"):
        return value
    number = value.get("id")
    known = (
        media.get(int(number)) if isinstance(number, int) or (isinstance(number, str) and number.isdecimal()) else None
    )
    return {**value, "alt": known.alt} if known else value


def _text(settings: Settings, *names: str) -> str:
    """The first of some settings that is text."""
    return next((value for name in names if isinstance(value := settings.get(name), str) and value.strip()), "")


def _address(settings: Settings, name: str) -> str:
    value = settings.get(name)
    url = value.get("url") if isinstance(value, Mapping) else value
    return url if isinstance(url, str) else ""


def _entries(settings: Settings, name: str) -> list[Settings]:
    value = settings.get(name)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _rich(text: str) -> str:
    """What an author typed into an editor: HTML, or lines that mean paragraphs."""
    return text if "<p" in text else add_paragraphs(text)


def _titled(title: str, text: str, name: str = "h3", url: str = "") -> str:
    return (write_element(name, {}, write_link(url, title)) if title else "") + _rich(text)


def _heading(settings: Settings) -> str:
    level = _text(settings, "header_size", "title_size")
    name = level if _LEVEL.fullmatch(level) else "p" if level else "h2"
    words = _text(settings, "title")
    return write_element(name, {}, write_link(_address(settings, "link"), words)) if words else ""


def _editor(settings: Settings) -> str:
    return _rich(_text(settings, "editor", "text", "content"))


def _picture(value: Any, caption: str = "", link: str = "") -> str:
    url = value.get("url") if isinstance(value, Mapping) else ""
    if not isinstance(url, str) or not url or url.endswith("/placeholder.png"):
        return ""
    alt = value.get("alt")
    image = write_element("img", {"src": url, "alt": alt if isinstance(alt, str) else ""})
    return write_figure(write_link(link, image), caption)


def _image(settings: Settings) -> str:
    picture = settings.get("image")
    to_file = _text(settings, "link_to") == "file" and isinstance(picture, Mapping)
    link = str(picture.get("url", "")) if to_file and isinstance(picture, Mapping) else _address(settings, "link")
    caption = _text(settings, "caption") if _text(settings, "caption_source") != "none" else ""
    return _picture(picture, caption, link)


def _pictures(settings: Settings) -> str:
    names = ("carousel", "wp_gallery", "gallery", "slides")
    entries = next((found for name in names if (found := _entries(settings, name))), [])
    return write_element("div", {"class": "gallery"}, "".join(_picture(each.get("image", each)) for each in entries))


def _button(settings: Settings) -> str:
    words = _text(settings, "text", "button_text")
    return write_element("p", {}, write_link(_address(settings, "link"), words)) if words else ""


def _video(settings: Settings) -> str:
    kind = _text(settings, "video_type") or "youtube"
    url = _text(settings, f"{kind}_url") or _address(settings, "external_url") or _address(settings, "hosted_url")
    if kind == "hosted" and url:
        return write_player("video", [url])
    return f"<p>{escape(url, quote=False)}</p>" if url else ""  # an address alone, which is embedded


def _box(settings: Settings) -> str:
    link = _address(settings, "link")
    name = _text(settings, "title_size") or "h3"
    title, text = _text(settings, "title_text"), _text(settings, "description_text")
    return _picture(settings.get("image"), "", link) + _titled(
        title, text, name if _LEVEL.fullmatch(name) else "h3", link
    )


def _lines(settings: Settings) -> str:
    items = (
        f"<li>{write_link(_address(each, 'link'), _text(each, 'text'))}</li>"
        for each in _entries(settings, "icon_list")
    )
    return f"<ul>{''.join(items)}</ul>"


def _tabs(settings: Settings) -> str:
    entries = [*_entries(settings, "tabs"), *_entries(settings, "faqs")]
    return "".join(
        _titled(_text(each, "tab_title", "item_title"), _text(each, "tab_content", "item_content")) for each in entries
    )


def _testimonial(settings: Settings) -> str:
    who = ", ".join(filter(None, (_text(settings, "testimonial_name"), _text(settings, "testimonial_job"))))
    said = _rich(_text(settings, "testimonial_content")) + (f"<p><cite>{who}</cite></p>" if who else "")
    return f"<blockquote>{said}</blockquote>{_picture(settings.get('testimonial_image'))}"


def _profiles(settings: Settings) -> str:
    urls = (_address(each, "link") for each in _entries(settings, "social_icon_list"))
    items = (f"<li>{write_link(url, write_text(url))}</li>" for url in urls if url)
    return f"<ul>{''.join(items)}</ul>"


def _counter(settings: Settings) -> str:
    number = settings.get("ending_number", "")
    words = f"{_text(settings, 'prefix')}{number}{_text(settings, 'suffix')} {_text(settings, 'title')}"
    return f"<p>{words.strip()}</p>"


def _map(settings: Settings) -> str:
    return f"<p>{write_text(_text(settings, 'address'))}</p>"


def _other(settings: Settings) -> str:
    """A widget that nobody here knows: its texts, pictures and links."""
    return show_settings(settings)


_WIDGETS: Mapping[str, Callable[[Settings], str]] = {
    **dict.fromkeys(["accordion", "tabs", "toggle", "nested-accordion", "nested-tabs"], _tabs),
    **dict.fromkeys(["image-carousel", "image-gallery", "gallery", "media-carousel"], _pictures),
    **dict.fromkeys(["image-box", "icon-box"], _box),
    "button": _button,
    "counter": _counter,
    "divider": lambda settings: "<hr />",
    "google_maps": _map,
    "heading": _heading,
    "html": lambda settings: _text(settings, "html"),
    "icon-list": _lines,
    "image": _image,
    "menu-anchor": lambda settings: "",
    "shortcode": lambda settings: add_paragraphs(_text(settings, "shortcode")),
    "social-icons": _profiles,
    "spacer": lambda settings: "",
    "testimonial": _testimonial,
    "text-editor": _editor,
    "theme-post-content": lambda settings: "",
    "video": _video,
}
"""What the widgets of Elementor become, by their type."""
