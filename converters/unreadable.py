"""What a source is that no reader knows, as far as a look at it tells, and what to do about it."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

_GLANCE = 64 * 1024
_MOST_FILES = 2000
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_PAGES = (".html", ".htm")
_MEDIA = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".pdf")
_ANY = (
    "is nothing that portpress can read: give a WordPress export (in WordPress Tools → Export), a folder of posts or "
    "of a Hugo or Jekyll site, or name the format with --from"
)
_EXPORT = "give an export (in WordPress Tools → Export)"
_THROUGH_WORDPRESS = "import it into a WordPress (Tools → Import) and give the export of that (Tools → Export)"

_OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,24}(?:/.*)?", re.IGNORECASE)
_SUFFIXES = frozenset(
    [".csv", ".gz", ".htm", ".html", ".json", ".jsonl", ".md", ".sql", ".txt", ".wxr", ".xml", ".zip"]
)

_BEGINNINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), said)
    for pattern, said in (
        (r"-- (?:MySQL|MariaDB|phpMyAdmin|PostgreSQL)|\A.{0,9000}?\b(?:CREATE TABLE|INSERT INTO) ",
         f"is a dump of a database, which portpress does not read: {_EXPORT}"),
        (r"\A.{0,2000}?<feed\b.{0,2000}?blogger", f"is an export of Blogger: {_THROUGH_WORDPRESS}"),
        (r"\A.{0,2000}?<(?:feed|rss|rdf:RDF)\b",
         f"is a feed, which holds the newest posts alone: {_EXPORT} or the address of the blog"),
        (r"\A.{0,2000}?<(?:urlset|sitemapindex)\b",
         f"is a sitemap, which holds addresses alone: {_EXPORT} or the address of the blog"),
        (r"\A\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b",
         f"is a page of the web, and no export: {_EXPORT} or the address of the blog"),
        (r"\A\s*\{\s*\"(?:db|meta|data)\".{0,9000}?\"posts\"", f"is an export of Ghost: {_THROUGH_WORDPRESS}"),
    )
)  # fmt: skip
"""What the text of a file begins with, and what is said of it then."""


def why_missing(source: Path) -> str:
    """What to do about a source that is not there: it may be an address, or stand where the destination should."""
    name = source.as_posix()
    if _OTHER_ADDRESS.match(name):
        return "an address begins with https:// or http://, and a file is given by its path alone"
    if _HOST.fullmatch(name) and source.suffix.lower() not in _SUFFIXES:
        return f"check the name, or write https://{name} if it is the address of a WordPress"
    return "check the name; the source comes first, the destination last"


def why_unreadable(source: Path) -> str:
    """What a source is, and the remedy, to be said after its name."""
    try:
        return _of_folder(source) if source.is_dir() else _of_file(source)
    except OSError:
        return _ANY


def _of_file(source: Path) -> str:
    with source.open("rb") as file:
        start = file.read(_GLANCE).decode("utf-8", "replace").lstrip("\ufeff")
    if source.suffix.lower() in _MARKDOWN and "\x00" not in start:
        return "has no front matter, so that nobody knows its title: begin it with a title between two lines ---"
    return next((said for pattern, said in _BEGINNINGS if pattern.match(start)), _ANY)


def _of_folder(source: Path) -> str:
    if any((source / name).exists() for name in ("wp-config.php", "wp-includes", "wp-admin")):
        return (
            "is the folder of a WordPress, whose posts are in its database: give an export (Tools → Export), and this "
            "folder to --uploads"
        )
    ours = sorted(path.parent.name for path in source.glob("*/.portpress.json"))
    if ours:
        return f"holds what portpress wrote ({', '.join(ours)}), and no other posts: give that folder"
    files = [path for path in islice(source.rglob("*"), _MOST_FILES) if not path.name.startswith(".")]
    suffixes = Counter(path.suffix.lower() for path in files if path.is_file())
    if not suffixes:
        return "is a folder without files: give the one that the posts are in"
    count = _counting(suffixes)
    if markdown := count(_MARKDOWN):
        has = "1 file of Markdown has" if markdown == 1 else f"{markdown} files of Markdown have"
        return f"holds no post: its {has} no front matter; begin each with a title between two lines ---"
    if count(_PAGES):
        return (
            f"holds pages of the web, and no export: {_EXPORT}; what another service "
            "exported goes into a WordPress first (Tools → Import)"
        )
    if count(_MEDIA) == suffixes.total():
        return f"holds pictures and files alone: {_EXPORT}, and this to --uploads"
    return _ANY


def _counting(suffixes: Counter[str]) -> Callable[[tuple[str, ...]], int]:
    return lambda names: sum(suffixes[name] for name in names)
