"""One table of aliases for the whole family, first hit wins; and what a value means under its key.

Keys are taken out as they are used: what is left in the end is custom fields, so that nothing is dropped in silence.
"""

import html
import json
import re
import textwrap
from collections.abc import Iterator, Mapping

from converters.frontmatter.yaml import Value

ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("post_title", "title"),
    "slug": ("post_name", "slug", "postSlug"),
    "id": ("ID", "id", "wordpress_id", "post_id"),
    "date": ("post_date", "date"),
    "date_gmt": ("post_date_gmt", "date_gmt"),
    "published_on": (
        "pubDate",
        "pubDatetime",
        "publishDate",
        "publish_date",
        "published_at",
        "publishedAt",
        "datePublished",
        "date_published",
        "created",
        "created_at",
        "createdAt",
    ),
    "modified": (
        "post_modified",
        "modified",
        "last_modified_at",
        "lastmod",
        "updated",
        "updatedDate",
        "modDatetime",
        "updated_at",
        "updatedAt",
        "lastUpdated",
        "dateModified",
        "date_modified",
    ),
    "modified_gmt": ("post_modified_gmt", "modified_gmt"),
    "author": ("author", "authors"),
    "excerpt": ("post_excerpt", "excerpt", "description", "summary"),
    "type": ("post_type", "type"),
    "layout": ("layout",),
    "link": ("permalink", "link", "url", "wordpress_url"),
    "guid": ("guid",),
    "status": ("post_status", "status"),
    "published": ("published",),
    "draft": ("draft",),
    "private": ("private",),
    "password": ("post_password", "password"),
    "tags": ("tags", "tags_input", "tag"),
    "categories": ("categories", "category"),
    "format": ("format", "post_format"),
    "image": (
        "image",
        "featured_image",
        "coverImage",
        "featuredImage",
        "feature_image",
        "heroImage",
        "hero_image",
        "cover_image",
        "cover",
        "thumbnail",
        "images",
        "ogImage",
    ),
    "parent": ("post_parent", "parent_id"),
    "order": ("menu_order",),
    "sticky": ("sticky",),
    "template": ("page_template", "_wp_page_template"),
    "comments": ("comments",),
    "comment_status": ("comment_status",),
    "ping_status": ("ping_status",),
    "meta": ("meta",),
}
"""What we call a field, and the keys that hold it."""

_BY_LOWER = {key.lower(): key for keys in ALIASES.values() for key in keys if key != "ID"} | {"publish": "published"}
_STRAY_BLOCK = re.compile(r"[|>]\n(?=[ ])")
_TRUE = frozenset(["true", "yes", "on", "1", "y"])
_FALSE = frozenset(["false", "no", "off", "0", "n"])
_WHITE = " \t\r\n"
_LINE_ENDS = re.compile(r"[\s\x00-\x1f\x85\u2028\u2029]+", re.ASCII)
_MARKUP = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|samp"
    r"|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:[ \t\n][^<>]*|/)?>|<!--.{0,200}?-->",
    re.IGNORECASE | re.DOTALL,
)


def with_usual_keys(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields with the keys that are known by their usual names: `Draft` hides a post as `draft` does.

    A key that stands there under its usual name, too, is left as it is.
    """
    found: dict[str, Value] = {}
    for key, value in fields.items():
        usual = _BY_LOWER.get(key.lower(), key)
        found[key if key == "ID" or usual in fields or usual in found else usual] = value
    return found


class Fields:
    """The keys and values of one front matter, taken out one after the other."""

    def __init__(self, fields: Mapping[str, Value]) -> None:
        self._left = dict(fields)

    def take(self, name: str) -> Value:
        """The first value that is not empty among a field's aliases; aliases with the same value go with it."""
        taken: Value = ""
        for key in ALIASES[name]:
            value = self._left.get(key)
            if value is None:
                continue
            if is_empty(taken):
                taken = value
                del self._left[key]
            elif value == taken or is_empty(value):
                del self._left[key]
        return taken

    def take_text(self, name: str) -> str:
        """The same as one text. Of a longer list it is the first; the list becomes custom fields as well."""
        value = self.take(name)
        if isinstance(value, dict) or (isinstance(value, list) and len(value) > 1):
            self._left[ALIASES[name][0]] = value
        return text_of(value)

    def take_key(self, key: str) -> str:
        """The text under one key, taken out."""
        return text_of(self._left.pop(key, ""))

    def take_number(self, name: str) -> int | None:
        """A field as a number; what is none stays for the custom fields."""
        for key in ALIASES[name]:
            value = text_of(self._left.get(key, ""))
            if value.isascii() and value.isdigit() and len(value) < 19:
                del self._left[key]
                return int(value)
            if key in self._left and not value:
                del self._left[key]
        return None

    def keep(self, key: str, value: Value) -> None:
        """Put a value back under a key, for the custom fields."""
        if not is_empty(value):
            self._left.setdefault(key, value)

    def rest(self) -> Iterator[tuple[str, str]]:
        """Every key that was not taken: a list repeats its key, anything deeper is JSON."""
        for key, value in self._left.items():
            yield from flatten(key, value)


def flatten(key: str, value: Value) -> Iterator[tuple[str, str]]:
    """A value as custom fields of one key."""
    if isinstance(value, dict):
        if not is_empty(value):
            yield key, json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list):
        for each in value:
            yield key, each.rstrip(_WHITE) if isinstance(each, str) else json.dumps(each, ensure_ascii=False)
    else:
        yield key, value.rstrip(_WHITE)


def is_empty(value: Value) -> bool:
    """Whether a value says nothing: null, blank, an empty list, a list of one blank, a mapping of such."""
    if isinstance(value, dict):
        return all(is_empty(each) for each in value.values())
    return not value or value == [""] or (isinstance(value, str) and not value.strip(_WHITE))


def text_of(value: Value) -> str:
    """A value as text: blanks at its end off, the first of a list, nothing of a mapping.

    A block mark that old Spyc wrote twice is taken off.
    """
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str) and not is_empty(each)), "")
    if not isinstance(value, str):
        return ""
    stray = _STRAY_BLOCK.match(value)
    return (textwrap.dedent(value[stray.end() :]) if stray else value).rstrip(_WHITE)


def texts_of(value: Value) -> list[str]:
    """A value as several texts; one text is cut at its commas, and of a list in a list each is one."""
    if isinstance(value, str):
        return [part.strip(_WHITE) for part in value.split(",") if part.strip(_WHITE)]
    parts = value if isinstance(value, list) else list(value)
    flat = (each for part in parts for each in (part if isinstance(part, list) else [part]))
    return [name for each in flat if (name := _name_of(each))]


def _name_of(part: Value) -> str:
    if isinstance(part, dict):
        return next((text_of(part[key]) for key in ("title", "name", "slug") if key in part), "")
    return text_of(part).strip(_WHITE)


def truth_of(value: Value) -> bool | None:
    """Whether a value says yes or no; None when it says neither."""
    word = text_of(value).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def plain_title(title: str, *, escaped: bool) -> str:
    """A title as plain text on one line; HTML text (`escaped`) without its tags and un-escaped exactly once."""
    if escaped:
        title = html.unescape(_MARKUP.sub("", title))
    return _LINE_ENDS.sub(" ", title).strip(_WHITE)
