"""Jetpack's shortcodes, and those of other plugins that embed a medium: each says its address in its own way."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from converters.wordpress.context import Context
from converters.wordpress.embeds import embed
from converters.wordpress.markup import write_element, write_link, write_text
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, plain_value

_TAGS = re.compile(r"<[^<>]*+>")
_WORD = re.compile(r"[\w.-]++", re.ASCII)
_SOURCE = re.compile(r"""\bsrc\s*+=\s*+["']?((?:https?:)?//[^"'\s<>]++)""", re.IGNORECASE)


def _medium(*names: str, address: str = "") -> Handler:
    """A handler for a shortcode that says an address, or the id in one, in an attribute, a bare word, or its content.

    `[youtube=URL]` has the bare word `=URL`.

    `names` are the attributes that may hold it; `address` is what an id is put into.
    """

    def show(shortcode: Shortcode, context: Context) -> str | None:
        values = [shortcode.get(name) for name in names]
        values += [word.lstrip("=").strip("\"'") for word in shortcode.positions()]
        values.append(plain_value(_TAGS.sub("", shortcode.content or "")))
        value = next((value for value in values if value), "")
        source = _SOURCE.search(value)
        if source:
            value = source[1]
        if value.startswith(("http://", "https://", "//")):
            url = value.split()[0]
        elif address and value and "/" not in value.strip("/"):
            found = _WORD.search(value)
            url = address.format(found[0]) if found else ""
        elif re.match(r"[\w-]++(?:\.[\w-]++)++/", value, re.ASCII):
            url = "https://" + value.split()[0]
        elif address and value:
            url = address.format(quote(value.strip("/ "), safe="/?&=#%"))
        else:
            url = ""
        return embed(url, context, shortcode.get("title")) if url else None

    return show


def _questions(poll: str, survey: str) -> Handler:
    """A handler for a shortcode of a poll or of a survey, which have addresses of their own for an id."""
    show_poll, show_survey = _medium("url", "poll", address=poll), _medium("survey", address=survey)

    def show(shortcode: Shortcode, context: Context) -> str | None:
        domain, name = shortcode.get("domain"), shortcode.get("id")
        if shortcode.get("survey") == "true" and _WORD.fullmatch(domain) and name:
            return embed(f"https://{domain}.survey.fm/{quote(name)}", context, shortcode.get("title"))
        is_survey = bool(shortcode.get("survey")) and not shortcode.get("poll")
        return (show_survey if is_survey else show_poll)(shortcode, context)

    return show


def iframe(shortcode: Shortcode, context: Context) -> str | None:
    """`[iframe src width height]`: the frame itself."""
    source = shortcode.get("src") or next(iter(shortcode.positions()), "")
    attributes = {"src": source, **{name: shortcode.get(name) for name in ("width", "height", "title")}}
    return write_element("iframe", attributes) if source.startswith(("http://", "https://", "//", "/")) else None


def document(shortcode: Shortcode, context: Context) -> str | None:
    """`[pdf-embedder url]` and its like: a link to the document."""
    names = ("url", "src", "href", "file", "link")
    url = next((value for name in names if (value := shortcode.get(name))), "")
    url = url or next(iter(shortcode.positions()), "") or plain_value(_TAGS.sub("", shortcode.content or ""))
    words = shortcode.get("title") or shortcode.get("text") or url.rstrip("/").rpartition("/")[2]
    return f"<p>{write_link(url, write_text(words))}</p>" if url.startswith(("http", "//", "/")) else None


def quiz(shortcode: Shortcode, context: Context) -> str:
    """`[quiz]` with `[question]`, `[answer]`, `[wrong]`, `[explanation]`: all of their text."""
    return f"<div>{shortcode.html}</div>"


def answer(shortcode: Shortcode, context: Context) -> str:
    """`[answer]`, `[wrong]`: a line each."""
    return f"<p>{shortcode.html}</p>"


def recipe(shortcode: Shortcode, context: Context) -> str:
    """`[recipe title servings time]`: its title and facts, then its text."""
    facts = [
        (name, shortcode.get(name)) for name in ("servings", "time", "preptime", "cooktime", "difficulty", "rating")
    ]
    lines = "".join(f"<li>{write_text(name.capitalize())}: {write_text(value)}</li>" for name, value in facts if value)
    title, text = shortcode.get("title"), shortcode.get("description")
    return (
        (f"<h3>{write_text(title)}</h3>" if title else "")
        + (f"<ul>{lines}</ul>" if lines else "")
        + (f"<p>{write_text(text)}</p>" if text else "")
        + f"<div>{shortcode.html}</div>"
    )


def recipe_part(shortcode: Shortcode, context: Context) -> str:
    """`[recipe-ingredients]`, `[recipe-directions]`, `[recipe-notes]`: their title and text."""
    title = shortcode.get("title")
    return (f"<h4>{write_text(title)}</h4>" if title else "") + f"<div>{shortcode.html}</div>"


JETPACK_SHORTCODES: Mapping[str, Handler] = {
    "answer": answer,
    "archiveorg": _medium("id", address="https://archive.org/details/{}"),
    "bandcamp": _medium("url"),
    "codepen_embed": _medium("url"),
    "crowdsignal": _questions("https://poll.fm/{}", "https://survey.fm/{}"),
    "dailymotion": _medium("id", "video", address="https://www.dailymotion.com/video/{}"),
    "explanation": answer,
    "facebook": _medium("url", "href"),
    "flickr": _medium("video", "photo", "id"),
    "gdoc": document,
    "gist": _medium("id", "url", address="https://gist.github.com/{}"),
    "googleapps": _medium("src", "url"),
    "googlemaps": _medium("url", "src"),
    "googlevideo": _medium("url", "src"),
    "gview": document,
    "hulu": _medium("id", address="https://www.hulu.com/watch/{}"),
    "iframe": iframe,
    "instagram": _medium("url", address="https://www.instagram.com/p/{}/"),
    "mixcloud": _medium("url", address="https://www.mixcloud.com/{}/"),
    "pdf": document,
    "pdf-embedder": document,
    "pdfjs-viewer": document,
    "pdfviewer": document,
    "pinterest": _medium("url"),
    "polldaddy": _questions("https://polldaddy.com/p/{}", "https://polldaddy.com/s/{}"),
    "question": answer,
    "quiz": quiz,
    "recipe": recipe,
    "recipe-directions": recipe_part,
    "recipe-ingredients": recipe_part,
    "recipe-notes": recipe_part,
    "scribd": _medium("id", address="https://www.scribd.com/doc/{}"),
    "slideshare": _medium("url", "id", address="https://www.slideshare.net/slideshow/embed_code/{}"),
    "soundcloud": _medium("url"),
    "spotify": _medium("url", "uri"),
    "ted": _medium("id", address="https://www.ted.com/talks/{}"),
    "tweet": _medium("tweet", "url", address="https://twitter.com/i/status/{}"),
    "twitch": _medium("url"),
    "twitchtv": _medium("url"),
    "twitter": _medium("url"),
    "twitter-timeline": _medium("url", "username", "screen-name", address="https://twitter.com/{}"),
    "ustream": _medium("url", "id", address="https://www.ustream.tv/embed/{}"),
    "videopress": _medium("id", address="https://videopress.com/v/{}"),
    "vimeo": _medium("url", "id", "clip_id", "video_id", address="https://vimeo.com/{}"),
    "vine": _medium("url"),
    "vr": _medium("url", "src"),
    "wpvideo": _medium("id", address="https://videopress.com/v/{}"),
    "wrong": answer,
    "youtube": _medium("url", "id", "video", "v", "src", address="https://www.youtube.com/watch?v={}"),
    "youtube_sc": _medium("url", "v", address="https://www.youtube.com/watch?v={}"),
}
