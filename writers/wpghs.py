"""Posts become a folder that WordPress GitHub Sync and Writing on GitHub read back into WordPress.

Both read the front matter with Spyc, which is no YAML parser: a text is safe on one line in single quotes, or as a
block when it has several lines. Whatever key the plugins do not know becomes a custom field of the post.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import ClassVar

from converters.abilities import Shown, Sight
from converters.formats import Reader, Written
from converters.options import option
from converters.post import Dialect, Post, Site, Status
from converters.problem import Problem, Report, Severity
from writers.addresses import name_of, slug_of
from writers.destination import Destination
from writers.folder_writer import FolderWriter
from writers.page import Page, label_of, without_forbidden, write_pages
from writers.told import Cleaned, read_by, text_of
from writers.wxr.blocks import to_blocks
from writers.wxr.classic import to_classic
from writers.wxr.words import dates, encode_slug, stored_title

_FOLDERS = {"post": "_posts", "page": "_pages"}
_KEYS = frozenset(
    ["ID", "post_title", "post_name", "author", "post_date", "post_excerpt", "layout", "permalink", "link", "published",
     "tags", "categories"]
)  # fmt: skip
_PLAIN_KEY = re.compile(r"[A-Za-z][\w.-]{0,200}", re.ASCII)
_BLOCK_LINE = re.compile(r"(?!\s)(?!(['\"]).*\1$)[^\n]*(?<!\s)(?<!---)")
"""A line that Spyc keeps in a block: it takes off blanks and quotes at the ends, and `---` ends the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInFormat(Problem):
    """Parts of a post that the plugins' files have no place for."""

    code = "not-in-format"
    severity = Severity.WARNING
    text = "files of WordPress GitHub Sync have no place for its {parts}: only convert wxr carries them"
    parts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged(Problem):
    """A text that the plugins' parser would change."""

    code = "text-changed"
    severity = Severity.WARNING
    text = "{key} cannot be written as it is ({reason})"
    key: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WpghsWriter(FolderWriter):
    """Writes the files of WordPress GitHub Sync and Writing on GitHub."""

    takes_raw: ClassVar[tuple[Dialect, ...]] = ("wordpress",)

    body: str = option(
        "blocks",
        help="What bodies of other sources become: the markup of the block editor, or the HTML of the classic one.",
        choices=("blocks", "classic"),
    )

    def render(self, post: Post, site: Site, report: Report) -> Page:
        """The post as a file."""
        raw = post.dialect == "wordpress"
        body = post.raw if raw else to_blocks(post.html) if self.body == "blocks" else to_classic(post.html)
        _report_missing(post, report)
        lines = "".join(f"{line}\n" for line in _fields(post, site, report))
        return Page(
            key=post.key,
            label=label_of(post),
            path=_path_of(post),
            text=str(without_forbidden(f"---\n{lines}---\n{body.strip()}")),
        )

    def fairness(self) -> Mapping[str, bool]:
        """Nothing is changed."""
        return {}

    def remembered(self, post: Post, site: Site) -> tuple[str, ...]:
        """A file knows the id of its post; one without is found by its address."""
        return (str(post.id),) if post.id is not None else ()

    def expected(self, post: Post, site: Site) -> Shown:
        """What the plugins are to read of the post, and what they have no place for."""
        return Shown(fields=_said(post, site), html=post.html, dropped=_missing(post))

    @contextmanager
    def read_back(self, destination: Path, site: Site, report: Report, *, in_process: bool) -> Iterator[Sight]:
        """The files, read by our reader for them."""
        with read_by("frontmatter", destination) as sight:
            if isinstance(sight.show, Cleaned):
                yield replace(sight, show=_Shows(sight.show.reader, sight.show.site))

    def fill(self, folder: Destination, rendered: Iterable[Page], site: Site, report: Report) -> Iterator[Written]:
        """Put the files into a folder."""
        return write_pages(rendered, folder, report)


def _is_shown(post: Post) -> bool:
    return post.status in (Status.PUBLISHED, Status.SCHEDULED) and not post.protected


def _path_of(post: Post) -> PurePosixPath:
    """`_posts/2019-04-17-hello.md`, `_pages/about.md`, `_books/dune.md`; `_drafts/` for what is not published."""
    folder = _FOLDERS.get(post.kind) or f"_{name_of(post.kind.lower()) or 'other'}s"
    dated = f"{post.date:%Y-%m-%d}-" if post.date and post.kind == "post" else ""
    return PurePosixPath(folder if _is_shown(post) else "_drafts", f"{dated}{slug_of(post)}.md")


def _fields(post: Post, site: Site, report: Report) -> Iterator[str]:
    if post.id is not None:
        yield f"ID: {post.id}"
    yield from _field("post_title", stored_title(post), report)
    if post.slug:
        yield from _field("post_name", encode_slug(post.slug), report)
    author = site.authors_by_login.get(post.author)
    yield from _field("author", author.name if author else post.author, report)
    if post.date:
        yield f"post_date: {dates(post.date)[0]}"
    yield from _field("post_excerpt", post.excerpt, report)
    yield from _field("layout", post.kind, report)
    yield from _field("permalink", post.url, report)
    yield f"published: {'true' if _is_shown(post) else 'false'}"
    for key, taxonomy in (("tags", "post_tag"), ("categories", "category")):
        names = [term.name for term in post.terms if term.taxonomy == taxonomy]
        if names:
            yield f"{key}:"
            yield from (f"  - {_quoted(name)}" for name in names)
    values: dict[str, list[str]] = {}
    for name, value in post.meta:
        if _travels(name):
            values.setdefault(name, []).append(value)
    for name, each in values.items():
        if len(each) == 1:
            yield from _field(name, each[0], report)
        else:
            yield f"{name}:"
            yield from (f"  - {_in_one_line(name, _plain_lines(value), report)}" for value in each)


def _travels(name: str) -> bool:
    """Whether a custom field is one that the plugins would make of a key again; those with `_` are WordPress's own."""
    return _PLAIN_KEY.fullmatch(name) is not None and name not in _KEYS


def _field(key: str, value: str, report: Report) -> Iterator[str]:
    value = _plain_lines(value)
    lines = value.split("\n")
    if len(lines) > 1 and all(_BLOCK_LINE.fullmatch(line) for line in lines):
        _report_line_ends(key, value, report)
        yield f"{key}: |"
        yield from (f"  {line}" for line in lines)
    else:
        yield f"{key}: {_in_one_line(key, value, report)}"


def _plain_lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _in_one_line(key: str, value: str, report: Report) -> str:
    """A text on one line, where it cannot have several."""
    _report_line_ends(key, value, report)
    if "\n" in value:
        report(TextChanged(key=key, reason="its lines are joined, because the plugins would cut them"))
    return _quoted(value)


def _report_line_ends(key: str, value: str, report: Report) -> None:
    if "\\n" in value:
        report(TextChanged(key=key, reason="the plugins take \\n for the end of a line"))


def _quoted(value: str) -> str:
    """A text on one line, as Spyc and YAML parsers alike read it."""
    line = " ".join(part for part in value.split("\n") if part)
    return "'" + line.replace("'", "''") + "'"


def _report_missing(post: Post, report: Report) -> None:
    parts = [f"{what} ({count})" if count > 1 else what for what, count in _missing(post).items()]
    if parts:
        report(NotInFormat(parts=", ".join(parts)))


def _missing(post: Post) -> Mapping[str, int]:
    """The parts of a post that the files have no place for, and how many there are of each."""
    counts = Counter(
        {
            "comments": len(post.comments),
            "custom fields": sum(not _travels(name) and not name.startswith("_") for name, _ in post.meta),
            "terms of other taxonomies": sum(term.taxonomy not in ("category", "post_tag") for term in post.terms),
            "featured image": int(post.image is not None),
            "former addresses": len(post.old_paths),
            "parent": int(post.parent is not None),
            "place among its siblings": int(post.order != 0),
            "template": int(bool(post.template)),
            "place above all others (sticky)": int(post.sticky),
            "password": int(bool(post.password)),
        }
    )
    return +counts


def _said(post: Post, site: Site) -> Mapping[str, tuple[str, ...]]:
    """What a file says of a post beside its body."""
    author = site.authors_by_login.get(post.author)
    said = {
        "title": " ".join(post.title.split()),
        "published": _local(post),
        "url": post.url,
        "slug": post.slug,
        "authors": author.name if author else post.author,
        "excerpt": text_of(post.excerpt),
    }
    if not post.slug:  # the name of its file stands for one
        del said["slug"]
    return {**{name: (text,) if text else () for name, text in said.items()}, "terms": _terms_of(post)}


def _local(post: Post) -> str:
    """The date as the plugins read it: local time, without an offset."""
    return dates(post.date)[0] if post.date else ""


def _terms_of(post: Post) -> tuple[str, ...]:
    names = {"category": "categories", "post_tag": "tags"}
    return tuple(sorted({f"{names[t.taxonomy]}: {t.name}" for t in post.terms if t.taxonomy in names}))


@dataclass(frozen=True, slots=True)
class _Shows:
    """What a file says, for the plugins that read it."""

    reader: Reader
    site: Site

    def __call__(self, post: Post) -> Shown:
        clean = self.reader.clean(post, self.site, lambda problem: None)
        key = str(post.id) if post.id is not None else ""
        return Shown(key=key, place=post.origin, fields=_said(post, self.site), html=clean.html)
