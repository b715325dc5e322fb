"""One post as a chapter, before the book is known that it stands in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from converters.html import parse
from converters.post import Comment, Post, Site
from converters.problem import Problem, Report, Severity
from writers.epub.body import Body
from writers.epub.identifiers import Identifiers
from writers.epub.language import language_of
from writers.epub.lines import clean_text, printed_name
from writers.epub.links import clean_address
from writers.epub.marks import Mark, Marks
from writers.epub.media import featured_picture
from writers.epub.words import Words, words_for
from writers.threads import in_threads

LONGEST_CHAPTER = 3_000_000
"""Characters of XHTML beyond which readers on paper-like screens take minutes or give up."""

_LONGEST_TITLE = 300
_WORDS_IN_A_TITLE = 8
_PINGS = ("pingback", "trackback")
_OURS = ("title", "text", "comments", "comments-title")
_NOT_FOR_READERS = re.compile(r"nav_menu|post_format|link_category|language|(?:post|term)_translations|author|wp_.*")


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
    """A chapter is longer than many readers can open."""

    code = "chapter-long"
    severity = Severity.WARNING
    text = "its chapter has {megabytes} MB: many readers take long to open it, or cannot"
    megabytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PingsLeftOut(Problem):
    """Links from other blogs stand among the comments of a post; they are no comments, and mostly dead."""

    code = "pings-left-out"
    severity = Severity.NOTE
    text = "{count} pingbacks and trackbacks to it are left out of the comments"
    count: int


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
    features: frozenset[str]
    body: str
    comments: str


def make_chapter(post: Post, site: Site, report: Report, *, language: str = "", with_comments: bool) -> Chapter:
    """A post with canonical HTML as a chapter. `language` is the blog's, where the site names another or none."""
    text = parse(post.html).text_content()
    language = language_of(post, language or site.language, f"{post.title} {text}")
    words = words_for(language)
    ids = Identifiers(_OURS)
    marks = Marks()
    body = Body(site=site, words=words, report=report, ids=ids, marks=marks)
    shown = body.set(post.html, level=2)
    commented = _comments(post, body, words) if with_comments else ""
    pings = sum(each.shown and each.kind in _PINGS for each in post.comments)
    if with_comments and pings:
        report(PingsLeftOut(count=pings))
    body.report_losses()
    title = _title_of(post, text, words)
    if not post.title.strip():
        report(NoTitle(called=title))
    if not shown.strip():
        report(NoText())
    if len(shown) + len(commented) > LONGEST_CHAPTER:
        report(ChapterLong(megabytes=(len(shown) + len(commented)) // 1_000_000))
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
        features=frozenset(body.features),
        body=shown,
        comments=commented,
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
        or (media is not None and site.media_by_url.get(getattr(mark, "url", "")) is media)
        for mark in marks.made
    )


def _comments(post: Post, body: Body, words: Words) -> str:
    """What readers wrote below a post, in threads; neither their e-mail nor their IP address."""
    shown = [
        each for each in post.comments if each.shown and each.kind in ("", "comment", "review") and each.html.strip()
    ]
    if not shown:
        return ""
    items = "".join(_comment(comment, depth, body, words) for depth, comment in in_threads(shown))
    return (
        '<section class="comments" aria-labelledby="comments-title" id="comments">'
        f'<h2 id="comments-title">{escape(words.comments)}</h2><ol>{items}</ol></section>'
    )


def _comment(comment: Comment, depth: int, body: Body, words: Words) -> str:
    name = escape(clean_text(comment.author).partition("@")[0] or words.untitled)
    date = f' <span class="date">{escape(words.dated(comment.date))}</span>' if comment.date else ""
    id = body.name_id(f"comment-{comment.id}")
    body.there.add(id)
    named = f' id="{id}"' if id else ""
    text = body.set(comment.html, level=3)
    return (
        f'<li class="comment depth-{depth}"{named}><p class="who"><b>{name}</b>{date}</p>'
        f'<div class="said">{text}</div></li>'
    )
