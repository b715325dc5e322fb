"""The words of a block that saved nothing but settings: what a reader will have seen, as far as one can tell."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

_WORDS = frozenset([
    "answer", "author", "body", "buttontext", "caption", "content", "copy", "cta", "description", "excerpt",
    "firstname", "headline", "heading", "html", "intro", "label", "lead", "linktext", "message", "name",
    "paragraph", "question", "quote", "role", "source", "subheading", "subtitle", "summary", "text", "title",
    "value",
])  # fmt: skip
_NEVER = re.compile(
    r"^_|class|style|color|colour|font|size|align|margin|padding|width|height|^id$|uniqueid|anchor|icon$"
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S+|mailto:\S+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?$", re.IGNORECASE)
_BLOCK = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
"""The name of a block, which Advanced Custom Fields repeats among the settings."""
_LINKS = frozenset(["url", "link", "href", "buttonurl", "buttonlink", "permalink"])
_MOST_VALUES = 2000


def show_settings(settings: Mapping[str, Any]) -> str:
    """The texts in settings as paragraphs, pictures as pictures, an address as the link of the text beside it.

    Settings of appearance are passed over. Empty when nothing is there to read.
    """
    shown: list[str] = []
    stack: list[tuple[str, Any]] = [("", settings)]
    seen = 0
    while stack and seen < _MOST_VALUES:
        key, value = stack.pop()
        seen += 1
        if isinstance(value, Mapping):
            stack.extend(reversed([(str(k), v) for k, v in value.items() if not _NEVER.search(str(k).lower())]))
            link = next((v for k, v in value.items() if str(k).lower() in _LINKS and _is_address(v)), "")
            label = next((v for k, v in value.items() if _plain_key(k) in _WORDS and isinstance(v, str) and v), "")
            if link and not _PICTURE.search(link) and label:
                shown.append(f'<p><a href="{escape(link)}">{_without_shortcodes(label)}</a></p>')
                stack = [entry for entry in stack if entry[1] is not link and entry[1] is not label]
        elif isinstance(value, list):
            stack.extend(reversed([(key, each) for each in value]))
        elif isinstance(value, str) and value.strip():
            shown.append(_show(key, value.strip()))
    return "\n".join(part for part in shown if part)


def _show(key: str, value: str) -> str:
    if key == "name" and _BLOCK.fullmatch(value):
        return ""
    if _is_address(value):
        if _PICTURE.search(value):
            return f'<p><img src="{escape(value)}" alt="" /></p>'
        return f'<p><a href="{escape(value)}">{escape(value)}</a></p>' if "://" in value else ""
    if value.startswith("<") and value.endswith(">"):
        return _without_shortcodes(value)
    if _plain_key(key) in _WORDS or (len(value.split()) > 3 and not re.search(r"[{};]", value)):
        return f"<p>{_without_shortcodes(value)}</p>"
    return ""


def _plain_key(key: object) -> str:
    return str(key).lower().replace("_", "").replace("-", "")


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value.strip()) is not None


def _without_shortcodes(text: str) -> str:
    return text.replace("[", "&#91;")
