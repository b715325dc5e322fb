"""An XHTML document of a book: its head, its language and direction, around a body."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from writers.epub.language import UNKNOWN, runs_right_to_left

STYLE = "style.css"


def document(
    title: str,
    language: str,
    body: str,
    *,
    kind: str = "",
    vertical: bool = False,
    classes: str = "",
    source: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A content document. `kind` is the `epub:type` of its body; the title is plain text.

    `source` says in its head what it was made of, for whoever reads the book back.
    """
    told = "".join(f'<meta name="{name}" content="{escape(value)}" />\n' for name, value in source.items() if value)
    kinds = f' epub:type="{kind}"' if kind else ""
    words = " ".join(word for word in (classes, "vertical" if vertical else "") if word)
    named = f' class="{words}"' if words else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f'{language_attributes(language)}>\n<head>\n<meta charset="utf-8" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        f'{told}<title>{escape(title)}</title>\n<link rel="stylesheet" type="text/css" href="{STYLE}" />\n</head>\n'
        f"<body{kinds}{named}>\n{body}\n</body>\n</html>\n"
    )


def language_attributes(language: str) -> str:
    """The attributes that say a language and the direction it runs in."""
    direction = ' dir="rtl"' if runs_right_to_left(language) else ""
    tag = language or UNKNOWN
    return f' lang="{tag}" xml:lang="{tag}"{direction}'
