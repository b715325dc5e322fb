"""The pages of a book that are no posts: cover, title page, contents, parts, index of terms, colophon."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from converters.post import Site
from writers.epub.chapter import Chapter
from writers.epub.container import Entry
from writers.epub.lines import clean_text
from writers.epub.links import clean_address
from writers.epub.words import Words

_MANY_TERMS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A line of the index."""

    anchor: str
    name: str
    chapters: tuple[Chapter, ...]


def title_page(title: str, subtitle: str, description: str, authors: Sequence[str], years: str) -> str:
    """The page with the title."""
    lines = [f'<h1 class="book-title">{escape(title)}</h1>']
    lines += [f'<p class="volume">{escape(subtitle)}</p>'] if subtitle else []
    lines += [f'<p class="description">{escape(description)}</p>'] if description else []
    lines += [f'<p class="authors">{escape(", ".join(authors))}</p>'] if authors else []
    lines += [f'<p class="years">{escape(years)}</p>'] if years else []
    return '<section class="titlepage" epub:type="titlepage">' + "".join(lines) + "</section>"


def part_page(title: str) -> str:
    """The page before the posts of a part."""
    return (
        '<section class="part" epub:type="part" role="doc-part" aria-labelledby="title">'
        f'<h1 id="title">{escape(title)}</h1></section>'
    )


def contents_page(entries: Iterable[Entry], landmarks: Iterable[tuple[str, str, str]], words: Words) -> str:
    """The contents, two levels deep, and the landmarks: (`epub:type`, file, title)."""
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{escape(title)}</a></li>' for kind, href, title in landmarks
    )
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title"><h1 id="toc-title">'
        f"{escape(words.contents)}</h1>{_lines(entries)}</nav>\n"
        f'<nav epub:type="landmarks" id="landmarks" hidden="hidden"><ol>{marks}</ol></nav>'
    )


def _lines(entries: Iterable[Entry]) -> str:
    return (
        "<ol>"
        + "".join(
            f'<li><a href="{entry.href}">{escape(entry.title)}</a>{_lines(entry.below) if entry.below else ""}</li>\n'
            for entry in entries
        )
        + "</ol>"
    )


def terms_of(chapters: Iterable[Chapter]) -> dict[tuple[str, str], Term]:
    """The lines of the index by taxonomy and slug, in alphabetical order."""
    found: dict[tuple[str, str], tuple[str, list[Chapter]]] = {}
    for chapter in chapters:
        for taxonomy, slug, name in chapter.terms:
            found.setdefault((taxonomy, slug), (name, []))[1].append(chapter)
    order = sorted(found, key=lambda key: (_sorted_as(found[key][0]), found[key][0], key))
    return {
        key: Term(anchor=f"term-{number}", name=found[key][0], chapters=tuple(found[key][1]))
        for number, key in enumerate(order, 1)
    }


def _sorted_as(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return plain.lstrip("\"'“”‘’«»#.-_( ")


def index_page(terms: Iterable[Term], files: Mapping[str, str], words: Words) -> str:
    """Every category and tag with the posts filed under it."""
    lines = list(terms)
    parted = len(lines) > _MANY_TERMS
    written: list[str] = []
    letter = ""
    for term in lines:
        first = _sorted_as(term.name)[:1].upper() or "#"
        first = first if first.isalpha() else "#"
        if parted and first != letter:
            written.append(("</ul>" if letter else "") + f"<h2>{escape(first)}</h2><ul>")
        elif not written:
            written.append("<ul>")
        letter = first
        posts = "; ".join(f'<a href="{files[chapter.key]}">{escape(chapter.title)}</a>' for chapter in term.chapters)
        written.append(f'<li id="{term.anchor}"><b class="term">{escape(term.name)}</b> {posts}</li>\n')
    return (
        '<section class="index" role="doc-index" epub:type="index" aria-labelledby="title">'
        f'<h1 id="title">{escape(words.index)}</h1>{"".join(written)}</ul></section>'
    )


def colophon_page(site: Site, posts: int, dates: str, program: str, words: Words) -> str:
    """Where the book comes from."""
    address = clean_address(site.url)
    name = clean_text(site.title)
    source = f'{escape(name)}, <a href="{address}">{escape(address)}</a>' if address else escape(name)
    facts = [(words.source, source), (words.posts, str(posts)), (words.dates, escape(dates))]
    made = ", ".join(part for part in (clean_text(site.generator), program) if part)
    facts.append((words.made_with, escape(made)))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{fact}</dd>" for name, fact in facts if fact.strip(", "))
    return (
        '<section class="colophon" epub:type="colophon" role="doc-colophon" aria-labelledby="title">'
        f'<h1 id="title">{escape(words.about)}</h1><dl>{listed}</dl></section>'
    )
