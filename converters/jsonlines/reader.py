"""JSON lines → the site, then its posts one at a time: the way back from `convert posts` and the scripts behind it."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from converters.archives import GzippedFile
from converters.canonical import to_canonical
from converters.jsonlines.schema import VERSION
from converters.markdown import to_html as markdown_to_html
from converters.options import option
from converters.post import Author, Entry, Post, Site, Term
from converters.problem import ConversionError, ItemLost, Problem, Report, Severity, Where
from converters.wordpress.body import comments_to_html, to_html
from converters.wordpress.rules.actions import Rules
from converters.wordpress.rules.reading import RULES_HELP, report_broken, rules_of

_FIRST_LINE = re.compile(r'\s*\{\s*"(?:version|site|key)"\s*:')
_POST_FIELDS = frozenset(each.name for each in fields(Post))
_ENTRY_FIELDS = tuple(each.name for each in fields(Entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSite(Problem):
    """The first line is a post already."""

    code = "no-site"
    severity = Severity.WARNING
    text = "the first line is not the site: its title, address, media and menus are unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFields(Problem):
    """A line has fields that a post has not."""

    code = "unknown-fields"
    severity = Severity.WARNING
    text = "a post has no fields {names}: they were not read; compare the names with posts.schema.json"
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameKey(Problem):
    """Two lines have one key. Both are kept."""

    code = "same-key"
    severity = Severity.WARNING
    text = "has the key {key} like a line before: it is kept, as {given}"
    key: str
    given: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file that is JSON, or the reason why it is not."""

    number: int
    value: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True)
class PostsReader:
    """Reads posts as JSON lines, as `convert posts` writes them, packed by gzip or not."""

    rules: str | Rules = option("", help=RULES_HELP, metavar="FILE")

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", rules_of(self.rules))  # read once, so that workers need no file

    def recognises(self, source: Path) -> str | None:
        """`posts as JSON lines`, or None when the file does not begin like that."""
        if source.is_dir():
            return None
        with _open(source) as file:
            try:
                start = file.read(200).decode("utf-8", "replace")
            except (EOFError, OSError):
                return None
        return "posts as JSON lines" if _FIRST_LINE.match(start.lstrip("\ufeff")) else None

    def read(self, source: Path, report: Report) -> tuple[Site, Iterator[Post]]:
        """The site, from the first line and a look at all others, and the posts, from a second reading.

        What posts say of themselves goes before what the site says of them, so that a script need only change the
        posts. Raises ConversionError when there is no line to read, or when a later version of portpress wrote it.
        """
        report_broken(self.rules, report)
        site, entries, terms, authors = Site(), [], {}, {}
        taken: set[str] = set()
        first = True
        for line in _lines(source):
            if first:
                first = False
                if "site" in line.value:
                    site = _site(line, source)
                    terms = {(term.taxonomy, term.slug): term for term in site.terms}
                    authors = {author.login: author for author in site.authors}
                    continue
                report(NoSite(where=Where(origin=f"{source.name}:{line.number}")))
            try:
                post = _post(line, source, _free_key(line, taken))
            except ValueError:
                continue  # said when the posts are read
            taken.add(post.key)
            entries.append(Entry(**{name: getattr(post, name) for name in _ENTRY_FIELDS}))
            for term in post.terms:
                terms.setdefault((term.taxonomy, term.slug), term)
            if post.author:
                authors.setdefault(post.author, Author(login=post.author, name=post.author))
        if first:
            raise ConversionError(f"{source} has no lines: write it with convert posts")
        site = replace(
            site,
            entries=tuple(entries),
            terms=_parents_first(terms.values()),
            authors=tuple(authors.values()),
        )
        return site, _posts(source, report)

    def clean(self, post: Post, site: Site, report: Report) -> Post:
        """The post with the HTML that it brought, made canonical once more; or with HTML made of its body."""
        base = post.url or site.url
        if post.html:
            made = to_canonical(post.html, base=base, report=report)
        elif post.dialect == "wordpress":
            made = to_html(post, site, report, rules_of(self.rules))
        else:
            body = markdown_to_html(post.raw, report) if post.dialect == "markdown" else post.raw
            made = to_canonical(body, base=base, report=report)
        made_of_raw = comments_to_html(post, site, report)
        comments = tuple(
            replace(comment, html=to_canonical(comment.html, base=base, report=report)) if comment.html else other
            for comment, other in zip(post.comments, made_of_raw, strict=True)
        )
        return replace(post, html=made, comments=comments)


def _open(source: Path) -> Any:
    try:
        with source.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        return io.BufferedReader(GzippedFile(source)) if packed else source.open("rb")
    except OSError as error:
        raise ConversionError(
            f"{source} cannot be read ({error.strerror}): check the disk, or copy it elsewhere"
        ) from error


def _lines(source: Path) -> Iterator[_Line]:
    with _open(source) as file:
        number = 0
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _parsed(number, line.decode("utf-8-sig" if number == 1 else "utf-8", "replace"))
        except (EOFError, OSError) as error:
            yield _Line(number + 1, {}, f"the file cannot be read any further: {error}")


def _parsed(number: int, line: str) -> _Line:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _Line(number, {}, f"the line is not JSON: {error}")
    return _Line(number, value) if isinstance(value, dict) else _Line(number, {}, "the line is not a JSON object")


def _site(line: _Line, source: Path) -> Site:
    if line.value.get("version") != VERSION:
        raise ConversionError(
            f"{source} is of version {line.value.get('version')}, this portpress reads version {VERSION}: "
            "write it once more with the same portpress"
        )
    try:
        return msgspec.convert(line.value["site"], Site, str_keys=True)
    except msgspec.ValidationError as error:
        raise ConversionError(f"{source}:{line.number} is not a site: {error}; see posts.schema.json") from error


def _free_key(line: _Line, taken: set[str]) -> str:
    """The key of a post, or another one where it has none or one that is taken."""
    wanted = line.value.get("key")
    wanted = wanted if isinstance(wanted, str) and wanted else f"line-{line.number}"
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


def _post(line: _Line, source: Path, key: str) -> Post:
    """The post of a line. Raises ValueError, with the reason, when it is none."""
    if line.reason:
        raise ValueError(line.reason)
    origin = f"{source.name}:{line.number}"
    post = msgspec.convert({**line.value, "key": key, "origin": origin}, Post, str_keys=True)
    dates: list[tuple[str, datetime | None]] = [("date", post.date), ("modified", post.modified)]
    dates += [(f"date of comment {comment.id}", comment.date) for comment in post.comments]
    for name, date in dates:
        if date is not None and date.tzinfo is None:
            raise ValueError(f"the {name} has no offset from UTC, such as +01:00")
    return replace(post, comments=tuple(post.comments))


def _posts(source: Path, report: Report) -> Iterator[Post]:
    """The second reading."""
    taken: set[str] = set()
    for index, line in enumerate(_lines(source)):
        if index == 0 and "site" in line.value:
            continue
        where = Where(origin=f"{source.name}:{line.number}")
        key = _free_key(line, taken)
        try:
            post = _post(line, source, key)
        except ValueError as error:
            report(ItemLost(reason=str(error), where=where))
            continue
        taken.add(key)
        if key != line.value.get("key"):
            report(SameKey(key=str(line.value.get("key")), given=key, where=where))
        if unknown := line.value.keys() - _POST_FIELDS:
            report(UnknownFields(names=", ".join(sorted(unknown)), where=where))
        yield post


def _parents_first(terms: Any) -> tuple[Term, ...]:
    """The terms in their order, but each after the one above it."""
    waiting = {(term.taxonomy, term.slug): term for term in terms}
    ordered: dict[tuple[str, str], Term] = {}
    for term in list(waiting.values()):
        chain = []
        while (name := (term.taxonomy, term.slug)) in waiting:
            chain.append(waiting.pop(name))
            term = waiting.get((term.taxonomy, term.parent), term)
        ordered.update({(each.taxonomy, each.slug): each for each in reversed(chain)})
    return tuple(ordered.values())
