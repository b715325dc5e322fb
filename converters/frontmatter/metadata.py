"""Metadata that no marks stand around: the text of Pelican's and Nikola's posts → `Document`.

Pelican's Markdown begins with lines `Title: …`, as the Meta-Data extension of Python-Markdown has them; its HTML has a
title and `meta` elements in its head. Nikola's posts begin with lines `.. title: …`, in a comment unless a file of its
own has them.
"""

import re
from collections.abc import Mapping

from converters.frontmatter.document import Document, without_edges
from converters.frontmatter.yaml import Value
from converters.html import parse
from converters.slugs import slug_of

_LINE = re.compile(r"([A-Za-z][\w-]{0,60}):[ \t]*(.*)", re.ASCII)
_LINE_OF_NIKOLA = re.compile(r"\.\.[ \t]+([A-Za-z][\w-]{0,60}):[ \t]*(.*)", re.ASCII)
_CONTINUED = re.compile(r"(?: {4}|\t)[ \t]*(\S.*)")
_COMMENT = re.compile(r"<!--[ \t]*\r?\n(?=\.\.[ \t]+[a-z])")
_PAGE = re.compile(r"(?:<!doctype[^<>]{0,200}>\s{0,9})?<html[\s>]", re.IGNORECASE)
_BODY = re.compile(r"<body(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_DATED_LINES = re.compile(r"^(?::(?:date|category|tags|slug|author|status):|\.\.[ \t]+title:)[ \t]+\S", re.MULTILINE)
_LISTS = frozenset(["authors", "tags"])
_BESIDE_A_TITLE = frozenset(
    ["author", "authors", "category", "date", "modified", "save_as", "slug", "status", "summary", "tags", "template"]
)
"""Names of which a post has at least one: any text may begin with a word and a colon."""
_MEANINGS = {"featured": "published"}
"""Words of Nikola's for a status, and what they mean to readers."""


def read_metadata(text: str) -> Document | None:
    """The metadata and the body of a post of Pelican's or Nikola's; None where a text does not begin as they do."""
    text = text.lstrip("\ufeff").lstrip("\r\n")
    if _PAGE.match(text):
        return _of_page(text)
    if comment := _COMMENT.match(text):
        end = text.find("-->", comment.end())
        return _document(
            _fields_in(text[comment.end() : max(end, 0)], _LINE_OF_NIKOLA), text[end + 3 :], of_pelican=False
        )
    head, _, body = _at_blank_line(text)
    of_pelican = not text.startswith("..")
    return _document(_fields_in(head, _LINE if of_pelican else _LINE_OF_NIKOLA), body, of_pelican=of_pelican)


def may_be_post(text: str) -> bool:
    """Whether a text in a language that is not read here has the metadata of a post."""
    return _DATED_LINES.search(text[:4000]) is not None


def _at_blank_line(text: str) -> tuple[str, str, str]:
    blank = re.search(r"^[ \t]*\r?$", text, re.MULTILINE)
    return (text[: blank.start()], blank[0], text[blank.end() :]) if blank else (text, "", "")


def _fields_in(head: str, line: re.Pattern[str]) -> dict[str, list[str]]:
    """The values by name, in lower case, each with the lines that go on with it; nothing if any line is neither."""
    found: dict[str, list[str]] = {}
    last = ""
    for written in head.splitlines():
        if field := line.fullmatch(written.rstrip()):
            last = field[1].lower()
            found.setdefault(last, []).append(field[2].strip())
        elif last and (more := _CONTINUED.fullmatch(written.rstrip())):
            found[last].append(more[1])
        elif written.strip():
            return {}
    return found


def _of_page(text: str) -> Document | None:
    body = _BODY.search(text)
    head = parse(text[: body.start()] if body else text)
    fields = {"title": [" ".join(title.text_content().split()) for title in head.elements("title")][:1]}
    for meta in head.elements("meta"):
        if name := meta.get("name").lower():
            fields.setdefault(name, []).append(meta.get("content"))
    end = text.lower().rfind("</body")
    return _document(fields, text[body.end() : end if end > body.end() else None] if body else "", of_pelican=True)


def _document(fields: Mapping[str, list[str]], body: str, *, of_pelican: bool) -> Document | None:
    if not fields.get("title") or _BESIDE_A_TITLE.isdisjoint(fields):
        return None
    values: dict[str, Value] = {}
    for name, lines in fields.items():
        value = " ".join(filter(None, lines))
        if name == "category":
            values["categories"] = [value]  # one, whatever stands in it
        elif name == "type":
            continue  # how Nikola shows a post, and no kind of post
        elif name in _LISTS:
            values[name] = [each.strip() for each in value.split(";" if ";" in value else ",") if each.strip()]
        else:
            values[name] = _MEANINGS.get(value, value) if name == "status" else value
    if of_pelican and (slug := slug_of(str(values["title"]))):
        values.setdefault("slug", slug)  # which is in the address, whatever the file is called
    return Document(values, without_edges(body))
