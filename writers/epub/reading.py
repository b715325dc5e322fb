"""A book of ours read again: every post as the HTML it was made of, as far as a book can say it."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from converters.html import Element, Node, Text, parse, serialise
from converters.problem import ConversionError
from writers.epub.container import FOLDER
from writers.epub.formulas import formula_read_back
from writers.epub.splitting import join

_META = re.compile(r'<meta name="(post|address)" content="([^"]*)" />')
_CHAPTER = re.compile(rf"{FOLDER}/chapter-(\d+)(?:-(\d+))?\.xhtml")
_LED_TO = re.compile(r'href="(chapter-\d+(?:-\d+)?\.xhtml)')
_HEAD = 4000
_VOID = re.compile(r"<(?!(?:br|hr|img|meta|link|wbr)\b)(\w[\w:-]*+)([^<>]*)/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A chapter as it stands in a book."""

    place: str
    """The book and the file in it."""
    texts: tuple[str, ...]
    """Several where it is long."""
    addresses: Mapping[str, str]
    """The old addresses of the posts that it leads to, by the names of their files."""

    @property
    def told(self) -> dict[str, str]:
        """What its head says of its source: `post` and `address`."""
        return _told(self.texts[0][:_HEAD])

    @property
    def roots(self) -> list[Element]:
        """The body of each text as a tree."""
        return [parse(_VOID.sub(r"<\1\2></\1>", text.partition("<body")[2].partition(">")[2])) for text in self.texts]


def documents_in(book: Path) -> Iterator[Document]:
    """The chapters of a book, in order. Raises ConversionError when the file is no book of ours."""
    try:
        with zipfile.ZipFile(book) as archive:
            found = [match for name in archive.namelist() if (match := _CHAPTER.fullmatch(name))]
            chapters: dict[int, list[str]] = {}
            for match in sorted(found, key=lambda match: (int(match[1]), int(match[2] or 1))):
                chapters.setdefault(int(match[1]), []).append(match[0].removeprefix(f"{FOLDER}/"))
            addresses = {
                name: _told(_head(archive, names[0])).get("address", "")
                for names in chapters.values()
                for name in names
            }
            for names in chapters.values():
                texts = tuple(archive.read(f"{FOLDER}/{name}").decode() for name in names)
                led_to = {
                    each: addresses[each] for text in texts for each in _LED_TO.findall(text) if each in addresses
                }
                yield Document(place=f"{book.name}: {names[0]}", texts=texts, addresses=led_to)
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise ConversionError(
            f"{book} is no book that portpress wrote ({error}): give the file that convert epub wrote"
        ) from error


def read_back(book: Path) -> Iterator[tuple[str, str]]:
    """(`Entry.key`, HTML) of each post in a book, in order: its text, with the addresses that it had before.

    Raises ConversionError when the file is no book of ours.
    """
    for document in documents_in(book):
        yield document.told.get("post", ""), serialise(body_of(document))


def body_of(document: Document) -> Element:
    """The body of a post from its chapter, without what only the book wanted."""
    body = Element("div")
    for root in document.roots:
        join(body, next((each for each in root.elements("div") if each.get("id") == "text"), root))
    for element in body.elements():
        restore(element, document.addresses)
    return body


def _head(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(f"{FOLDER}/{name}") as file:
        return file.read(_HEAD).decode("utf-8", "ignore")


def _told(text: str) -> dict[str, str]:
    """What the head of a document says of its source."""
    return {name: parse(value).text_content() for name, value in _META.findall(text)}


def restore(element: Element, addresses: Mapping[str, str]) -> None:
    """Undo to one element what only the book wanted."""
    if element.parent is None:
        return
    if (formula := formula_read_back(element)) is not None:
        element.replace(formula)
    elif element.get("data-element"):
        element.replace(_player(element))
    elif element.name == "a":
        file, hash, fragment = element.get("href").partition("#")
        if element.get("data-address"):
            element.attributes["href"] = element.attributes.pop("data-address")
        elif addresses.get(file):
            element.attributes["href"] = addresses[file] + hash + fragment
    elif element.name == "img" and element.get("data-address"):
        element.attributes["src"] = element.attributes.pop("data-address")
    elif element.name == "aside" and element.get("epub:type") == "footnote":
        if element.parent.name == "li":
            element.parent.attributes["id"] = element.get("id")
            element.replace(*element.children)
    elif element.classes == ["missing"]:
        _restore_picture(element)
    elif element.classes == ["host"]:
        element.replace()
    elif element.classes == ["box"]:
        checked = {"checked": "checked"} if "☑" in element.text_content() else {}
        element.replace(Element("input", {"type": "checkbox", **checked}))


def _player(card: Element) -> Element:
    """What a card stands for: a frame, a plug-in, a recording."""
    name = card.get("data-element")
    first, *others = card.get("data-addresses", card.get("data-address")).split(" ") or [""]
    where = {"area": "href", "object": "data"}.get(name, "src")
    made = Element(name, {where: first})
    for attribute, value in (("poster", card.get("data-poster")), ("title", card.get("data-title"))):
        if value:
            made.attributes[attribute] = value
    for other in others:
        made.append(Element("source", {"src": other}))
    return made


def _restore_picture(caption: Element) -> None:
    """A picture that the book does not have, from the caption in its place."""
    alt = next((each.text_content() for each in caption.elements("span") if each.classes == ["alt"]), "")
    address = next((each for each in caption.elements() if each.classes == ["address"]), None)
    source = (address.get("href") or address.text_content()) if address is not None else caption.get("data-address")
    told = {"title": caption.get("title")} if caption.get("title") else {}
    made: Node = Element("img", {"src": source, "alt": alt, **told}) if source else Text(alt)
    caption.replace(made)
