"""What Hexo does its own way: a front matter without a line before it, and the addresses of posts."""

import re
from collections.abc import Mapping
from datetime import datetime

from converters.frontmatter.document import Document, NotRead, read_document
from converters.frontmatter.fields import text_of
from converters.frontmatter.yaml import Value
from converters.problem import Report
from converters.sites.data import list_of
from converters.sites.jekyll.configuration import Configuration
from converters.sites.jekyll.places import FilePlace, absolute
from converters.sites.permalinks import date_words

_WORD = re.compile(r":(\w+)", re.ASCII)
_UNOPENED = re.compile(r"[A-Za-z]\w{0,40}:(?:[ \t][^\n]*)?\n(?:[^\n]*\n){0,80}?-{3,}[ \t]*(?:\n|\Z)", re.ASCII)
_BETWEEN_WORDS = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'<>,.?/]+""")


def with_front_matter(document: Document, report: Report) -> Document:
    """A document with its front matter where only a line `---` after it tells of it, as in the posts of early Hexo."""
    if document.fields or not _UNOPENED.match(document.body):
        return document
    try:
        return read_document(f"---\n{document.body}".encode(), report) or document
    except NotRead:
        return document


def address_in_hexo(
    place: FilePlace, fields: Mapping[str, Value], date: datetime | None, configuration: Configuration
) -> str:
    """The address of a post: `:title` is the path of its file, as it is; a field stands for its own name.

    After hexo/lib/plugins/filter/post_permalink.ts; a word that means nothing stays.
    """
    path = f"{place.below}{place.name}"
    words = {
        **{name: text for name, value in fields.items() if (text := text_of(value))},
        **date_words(date),
        "title": path,
        "name": place.name,
        "post_title": _slugified(text_of(fields.get("title", ""))),
        "category": _category_of(fields) or "uncategorized",
    }
    return absolute(_WORD.sub(lambda found: words.get(found[1], found[0]), configuration.permalink), configuration)


def _category_of(fields: Mapping[str, Value]) -> str:
    """The last category, below those above it: a list goes from the outermost to the innermost."""
    value = fields.get("categories", "") or fields.get("category", "")
    groups = [each for each in list_of(value) if isinstance(each, list)]
    innermost: Value = groups[-1] if groups else value
    names = [text_of(each) for each in innermost] if isinstance(innermost, list) else [text_of(innermost)]
    return "/".join(slug for name in names if (slug := _slugified(name)))


def _slugified(name: str) -> str:
    return _BETWEEN_WORDS.sub("-", name).strip("-")
