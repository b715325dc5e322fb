"""The files of posts in a site of ours, read again: what each says of its post, whatever its dialect."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from converters.frontmatter.document import MAX_BYTES, NotRead, decode, read_document
from converters.frontmatter.fields import text_of, texts_of
from converters.frontmatter.files import read_bytes
from converters.frontmatter.yaml import Refused, Unreadable, Value
from converters.sites.data import mapping_of, parse_data


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSaid:
    """What the file of a post says."""

    body: str = ""
    """As it stands there."""
    key: str = ""
    title: str = ""
    date: str = ""
    """ISO 8601."""
    address: str = ""
    """From the root of the site; empty where it has none."""
    hidden: bool = False
    """Whether the generator shows it to nobody."""
    terms: tuple[tuple[str, str], ...] = ()
    """Field and slug of each."""
    image: str = ""
    summary: str = ""
    comments: str = ""
    """The name of the data file that holds its comments."""


def read_text(path: Path) -> str:
    """The text of a file; nothing of one that cannot be read, or is too large for a page."""
    try:
        data = read_bytes(path, MAX_BYTES + 1)
    except OSError:
        return ""
    return decode(data, lambda problem: None) if len(data) <= MAX_BYTES else ""


def front_matter_of(path: Path) -> tuple[Mapping[str, Value], str]:
    """The front matter of a file and its body; nothing of a file that has none."""
    try:
        found = read_document(read_bytes(path, MAX_BYTES + 1), lambda problem: None)
    except (OSError, NotRead):
        return {}, ""
    return (found.fields, found.body) if found else ({}, "")


def said_of(fields: Mapping[str, Value]) -> FileSaid:
    """What is said under the names that every dialect has for it."""
    about = mapping_of(fields.get("wordpress", ""))
    return FileSaid(
        key=text_of(about.get("key", "")),
        title=text_of(fields.get("title", "")),
        date=text_of(fields.get("date", "")),
        image=text_of(mapping_of(fields.get("image", "")).get("path", "")),
        summary=text_of(fields.get("summary", "")),
        comments=text_of(about.get("comments_data", "")),
    )


def terms_in(lists: Value) -> tuple[tuple[str, str], ...]:
    """The terms of a mapping of lists of slugs."""
    return tuple((field, slug) for field, slugs in mapping_of(lists).items() for slug in texts_of(slugs))


def terms_named(names: str) -> tuple[tuple[str, str], ...]:
    """The terms of a line: `categories/news tags/tea`."""
    return tuple((field, slug) for field, _, slug in (name.partition("/") for name in names.split()))


def with_data(said: Mapping[str, str]) -> Mapping[str, Value]:
    """Fields of which some are JSON (`image`, `wordpress`), as their values."""
    return {name: _data(value) if name in ("image", "wordpress") else value for name, value in said.items()}


def _data(text: str) -> Value:
    try:
        return parse_data(text, ".json")
    except (Refused, Unreadable):
        return ""
