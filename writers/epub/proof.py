"""What a book is to show of a post, and what it shows: bodies in the one form that both can have.

A book ranks headings anew, names ids its own way, gives every picture a text, shows a picture instead of a link to it,
and leads to a post of the blog by its chapter: here the source gets the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from converters.abilities import Shown
from converters.html import Comment, Element, parse, serialise
from converters.post import Entry, Post, Site
from writers.addresses import addresses_of
from writers.comments import shown_comments
from writers.epub.body import NO_ADDRESSES, shows_its_picture
from writers.epub.chapter import Chapter
from writers.epub.comments import name_of, threads_of
from writers.epub.links import clean_address
from writers.epub.media import alternative
from writers.epub.reading import Document, body_of, documents_in, restore
from writers.epub.structures import rank_headings
from writers.epub.words import Words, words_for
from writers.told import commented


def expected_in_book(post: Post, site: Site, chapter: Chapter, *, comments: bool) -> Shown:
    """What a book is to show of a cleaned post; the chapter knows its language and what it is called."""
    words = words_for(chapter.language)
    featured = chapter.featured is not None and post.image is not None
    said = {
        "title": (chapter.title,),
        "published": (words.dated(post.date) if post.date else "",),
        "url": (chapter.url,),
        "authors": (chapter.author,),
        "terms": tuple(sorted({name for _, _, name in chapter.terms})),
        "comments": tuple(
            commented(depth, name_of(comment, words), comment.html) for depth, comment in threads_of(post) if comments
        ),
    }
    dropped = {
        "featured images": int(featured),
        "comments": shown_comments(post) - len(said["comments"]),
    }
    return Shown(
        key=post.key,
        fields={name: tuple(filter(None, each)) for name, each in said.items()},
        html=_as_in_a_book(post.html, site, words, chapter.ids),
        dropped={name: count for name, count in dropped.items() if count > 0},
    )


@dataclass(frozen=True, slots=True)
class BookReader:
    """What a chapter shows; `addresses` are those of the posts in the book, by the names of their files."""

    site: Site

    def __call__(self, document: Document) -> Shown:
        """The chapter as a reader of books sees it."""
        roots = document.roots
        body = body_of(document)
        for link in body.elements("a"):
            href = link.get("href")
            if len(roots) > 1 and href.startswith(f"{document.told.get('address')}#"):  # to another file of its own
                href = f"#{href.partition('#')[2]}"
            link.attributes["href"] = href if href.startswith("#") else _canonical(href, self.site)
        said: Mapping[str, Iterator[str]] = {
            "title": (
                each.text_content() for root in roots for each in root.elements("h1") if each.get("id") == "title"
            ),
            "published": (each.text_content() for each in _byline(roots, "date")),
            "url": iter([document.told.get("address", "")]),
            "authors": (each.text_content() for each in _byline(roots, "author")),
            "terms": iter(sorted(_terms_in(roots))),
            "comments": (told for root in roots for told in _comments_in(root, document.addresses)),
        }
        fields = {name: tuple(" ".join(each.split()) for each in values if each) for name, values in said.items()}
        return Shown(key=document.told.get("post", ""), place=document.place, fields=fields, html=serialise(body))


def documents_of(books: list[Path]) -> Iterator[Document]:
    """The chapters of a book, or of its volumes."""
    for book in books:
        yield from documents_in(book)


def _as_in_a_book(html: str, site: Site, words: Words, names: Mapping[str, str]) -> str:
    root = parse(html)
    ids = {element.get("id") for element in root.elements() if element.get("id")}
    for node in list(root.walk()):
        if isinstance(node, Comment):
            node.parent.children.remove(node) if node.parent is not None else None
    for link in reversed(root.elements("a")):
        href = link.get("href").strip()
        is_lost = href[1:] not in ids if href.startswith("#") else not clean_address(href)
        if is_lost or shows_its_picture(link, site):
            link.replace(*link.children)
        else:
            link.attributes["href"] = f"#{names.get(href[1:], href[1:])}" if href[:1] == "#" else _canonical(href, site)
    for element in root.elements():
        if element.get("id") in names:
            element.attributes["id"] = names[element.get("id")]
    for image in root.elements("img"):
        image.attributes["alt"] = alternative(image.get("alt"), site.media_by_url.get(image.get("src").strip()), words)
    rank_headings(root, 2)
    return serialise(root)


def _canonical(href: str, site: Site) -> str:
    """A link in the one form for all addresses of one thing."""
    meaning = addresses_of(site, NO_ADDRESSES).old.meaning_of(href)
    if meaning is not None and not meaning.feed and isinstance(meaning.thing, Entry):
        return clean_address(meaning.thing.url) or href
    return clean_address(href) or href


def _byline(roots: Iterable[Element], kind: str) -> Iterator[Element]:
    for line in (line for root in roots for line in root.elements("p")):
        if line.classes == ["byline"]:
            yield from (each for each in line.elements("span") if each.classes == [kind])


def _terms_in(roots: Iterable[Element]) -> set[str]:
    lists = [each for root in roots for each in root.elements("ul") if each.classes == ["terms"]]
    return {link.text_content() for each in lists for link in each.elements("a")}


def _comments_in(root: Element, addresses: Mapping[str, str]) -> Iterator[str]:
    for item in root.elements("li"):
        if item.classes[:1] != ["comment"]:
            continue
        depth = item.classes[1].removeprefix("depth-") if len(item.classes) > 1 else ""
        name = next((b.text_content() for p in item.elements("p") if p.classes == ["who"] for b in p.elements("b")), "")
        said = next((each for each in item.elements("div") if each.classes == ["said"]), Element("div"))
        for element in said.elements():
            restore(element, addresses)
        yield commented(int(depth) if depth.isdigit() else 0, name, serialise(said))
