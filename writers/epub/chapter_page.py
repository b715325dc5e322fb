"""The page of a post: its title, date and author, text, terms and comments, and the ways to its neighbours."""

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from writers.epub.chapter import Chapter
from writers.epub.document import language_attributes
from writers.epub.words import Words


class Neighbour(NamedTuple):
    """The page before or after one."""

    chapter: Chapter
    number: int
    """Of the page in its chapter, from 0."""
    file: str


def chapter_page(
    chapter: Chapter,
    number: int,
    body: str,
    featured: str,
    comments: str,
    *,
    words: Words,
    terms: Mapping[tuple[str, str], str],
    before: Neighbour | None,
    after: Neighbour | None,
) -> str:
    """A page of a post: title, date and author, text, terms, comments, and the ways to its neighbours.

    Date and author stand on the first page (`number` 0), the terms on the last. `terms` gives the address of each line
    of the index, `before` and `after` are the neighbours.
    """
    is_first, is_last = number == 0, number == len(chapter.pages) - 1
    line = [f'<span class="date">{escape(words.dated(chapter.date))}</span>'] if chapter.date else []
    line += [f'<span class="author">{escape(chapter.author)}</span>'] if chapter.author else []
    filed = "".join(
        f'<li><a href="{terms[taxonomy, slug]}">{escape(name)}</a></li>' for taxonomy, slug, name in chapter.terms
    )
    return (
        '<section class="chapter" epub:type="chapter" role="doc-chapter" aria-labelledby="title">\n'
        f'<h1 id="title">{escape(page_title(chapter, number))}</h1>\n'
        + (f'<p class="byline">{" · ".join(line)}</p>\n' if line and is_first else "")
        + (f'<figure class="featured">{featured}</figure>\n' if featured else "")
        + f'<div class="text" id="text">{body}</div>\n'
        + (f'<ul class="terms">{filed}</ul>\n' if filed and is_last else "")
        + comments
        + "</section>\n"
        + _neighbours(chapter, before, after, words)
    )


def page_title(chapter: Chapter, number: int) -> str:
    """What stands above a page of a post: `Title`, `Title (2)`."""
    return f"{chapter.title} ({number + 1})" if number else chapter.title


def _neighbours(chapter: Chapter, before: Neighbour | None, after: Neighbour | None, words: Words) -> str:
    links = [
        f'<span class="{kind}"><span class="way">{escape(label)}</span> '
        f'<a href="{there.file}"{_other_language(there.chapter, chapter)}>'
        f"{escape(page_title(there.chapter, there.number))}</a></span>"
        for kind, label, there in (("before", words.previous, before), ("after", words.following, after))
        if there is not None
    ]
    return f'<p class="neighbours">{" ".join(links)}</p>' if links else ""


def _other_language(there: Chapter, here: Chapter) -> str:
    return language_attributes(there.language) if there.language != here.language else ""
