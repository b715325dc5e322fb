"""One post as a chapter, before the book is known that it stands in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from converters.html import parse, serialise
from converters.post import Post, Site
from converters.problem import Problem, Report, Severity
from writers.comments import report_comments_left_out
from writers.epub.body import Body
from writers.epub.comments import comment_sections
from writers.epub.identifiers import Identifiers
from writers.epub.language import language_of
from writers.epub.lines import clean_text, printed_name
from writers.epub.links import clean_address
from writers.epub.marks import Mark, Marks
from writers.epub.media import featured_picture
from writers.epub.pages import Page, lead_on, pages_of, places_of
from writers.epub.splitting import split
from writers.epub.words import Words, words_for
from writers.terms import NOT_FOR_READERS

_LONGEST = 1_000_000
"""Characters of a file, of what cannot be divided, beyond which readers on paper-like screens take minutes or give up.
"""
_LETTERS_FOR_LANGUAGE = 100_000
_LONGEST_TITLE = 300
_WORDS_IN_A_TITLE = 8
_OURS = ("title", "text", "comments", "comments-title")
_NOT_FOR_READERS = re.compile(rf"{NOT_FOR_READERS}|author|language")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTitle(Problem):
    """A post has no title."""

    code = "no-title"
    severity = Severity.NOTE
    text = "it has no title: in the book it is called “{called}”"
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoText(Problem):
    """A post has no body."""

    code = "no-text"
    severity = Severity.NOTE
    text = "it has no text: its chapter is a title alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterLong(Problem):
    """A chapter has a piece that cannot be divided and is longer than many readers can open."""

    code = "chapter-long"
    severity = Severity.WARNING
    text = "its chapter has a piece of {megabytes} MB in one: many readers take long to open it, or cannot"
    megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterDivided(Problem):
    """A chapter is longer than many readers can open, and stands in several files."""

    code = "chapter-divided"
    severity = Severity.NOTE
    text = "its chapter is long: it is divided among {files} files, one after the other"
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What a book needs of a post. The XHTML has marks for what only the book knows (`writers.epub.marks`)."""

    key: str
    """`Entry.key`."""
    kind: str
    title: str
    """Plain text, never empty."""
    language: str
    url: str
    date: datetime | None
    modified: datetime | None
    order: int
    author: str
    """The name to print; may be empty."""
    categories: tuple[tuple[str, str], ...]
    """(slug, name), in the post's order."""
    terms: tuple[tuple[str, str, str], ...]
    """(taxonomy, slug, name) of all that readers know."""
    marks: tuple[Mark, ...]
    featured: int | None
    """The number of the mark of the featured image, where the text does not show it."""
    ids: Mapping[str, str] = field(hash=False)
    """The chapter's name for each id of the source."""
    places: Mapping[str, int] = field(hash=False)
    """Which page the names stand on that do not stand on the first."""
    pages: tuple[Page, ...]
    """At least one."""


def make_chapter(post: Post, site: Site, report: Report, *, language: str = "", with_comments: bool) -> Chapter:
    """A post with canonical HTML as a chapter. `language` is the blog's, where the site names another or none."""
    text = parse(post.html[:_LETTERS_FOR_LANGUAGE]).text_content()
    language = language_of(post, language or site.language, f"{post.title} {text}")
    words = words_for(language)
    ids = Identifiers(_OURS)
    marks = Marks()
    body = Body(site=site, words=words, report=report, ids=ids, marks=marks)
    bodies = [serialise(part) for part in split(body.set(post.html, level=2))]
    if not with_comments:
        report_comments_left_out(post, "--comments takes them", report)
    pages = pages_of(bodies, comment_sections(post, body, words) if with_comments else [])
    places = places_of(pages)
    if len(pages) > 1:
        pages = [lead_on(page, number, key=post.key, places=places, marks=marks) for number, page in enumerate(pages)]
    body.report_losses()
    title = _title_of(post, text, words)
    if not post.title.strip():
        report(NoTitle(called=title))
    if not any(each.strip() for each in bodies):
        report(NoText())
    longest = max(len(page.body) + len(page.comments) for page in pages)
    if longest > _LONGEST:
        report(ChapterLong(megabytes=longest // 1_000_000))
    if len(pages) > 1:
        report(ChapterDivided(files=len(pages)))
    featured = None
    if post.image is not None and post.image.url and not _shows(marks, post.image.url, site):
        marks.put(featured_picture(post.image, words))
        featured = len(marks.made) - 1
    author = site.authors_by_login.get(post.author)
    terms = tuple(
        (term.taxonomy, term.slug, clean_text(term.name) or term.slug)
        for term in post.terms
        if not _NOT_FOR_READERS.fullmatch(term.taxonomy) and (term.name or term.slug).strip()
    )
    return Chapter(
        key=post.key,
        kind=post.kind,
        title=title,
        language=language,
        url=clean_address(post.url),
        date=post.date,
        modified=post.modified,
        order=post.order,
        author=printed_name(author, post.author),
        categories=tuple((slug, name) for taxonomy, slug, name in terms if taxonomy == "category"),
        terms=terms,
        marks=tuple(marks.made),
        featured=featured,
        ids={id: name for id, name in ids.given.items() if name in body.there},
        places=places,
        pages=tuple(pages),
    )


def _title_of(post: Post, text: str, words: Words) -> str:
    """The title; without one the first words of the text, else the date."""
    title = clean_text(post.title)
    if title:
        return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rstrip() + "…"
    first = clean_text(text[:2000]).split()
    if first:
        short = " ".join(first[:_WORDS_IN_A_TITLE])[:80].strip()
        return short + ("…" if len(first) > _WORDS_IN_A_TITLE or len(short) == 80 else "")
    return words.dated(post.date) if post.date else words.untitled


def _shows(marks: Marks, url: str, site: Site) -> bool:
    """Whether the text shows a picture, in any size."""
    media = site.media_by_url.get(url)
    return any(
        getattr(mark, "url", "") == url
        or (media is not None and site.media_by_url.get(getattr(mark, "url", "")) == media)
        for mark in marks.made
    )
