"""A document of a feed as RSS 2.0 or as Atom: feedgen makes it, with our extension (`writers.feed.extension`)."""

import re
from html import escape

from feedgen.feed import FeedGenerator

from writers.feed.channel import FeedDocument
from writers.feed.entry import EPOCH
from writers.feed.extension import EXTENSION, EntryExtension, FeedExtension
from writers.feed.identity import iri_of

GENERATOR = "portpress"

_PLAIN_TEXT = re.compile(rb"<(title|description|category|dc:creator|copyright)(?: [^<>]*)?>[^<>]*</\1>")
_MARKUP = re.compile(rb"&(amp|lt);")
_CHARACTERS = {b"amp": b"&#x26;", b"lt": b"&#x3C;"}


def beginning_of(format: str) -> bytes:
    """How each of our documents begins: a file that begins otherwise is somebody else's."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {format} by {GENERATOR} -->\n'.encode()


def rss_of(document: FeedDocument) -> bytes:
    """The document as RSS 2.0: the specification of the RSS Advisory Board, and its profile.

    Texts that are no HTML have `&#x26;` and `&#x3C;` where they have `&` and `<`, as the profile recommends: no reader
    takes them for markup.
    """
    channel = document.channel
    generator = _generator_of(document, is_atom=False)
    generator.link(href=channel.page)
    generator.description(channel.description)
    for entry in document.entries:
        item = generator.add_entry(order="append")
        item.id(entry.id)
        if entry.has_title or not entry.summary:
            item.title(entry.title)
        if entry.url:
            item.link(href=entry.url)
        item.description(escape(entry.summary, quote=False))
        if entry.html:
            item.content(entry.html, type="CDATA")
        for person in entry.authors:
            if person.email:
                item.author(name=person.name, email=person.email)
        if entry.categories:
            item.category([{"term": each.name, "scheme": each.scheme} for each in entry.categories])
        extension = getattr(item, EXTENSION)
        extension.entry, extension.is_dated = entry, document.updated != EPOCH
    if channel.icon:
        generator.image(url=channel.icon, title=channel.title, link=channel.page)
    if channel.ttl:
        generator.ttl(channel.ttl)
    text: bytes = generator.rss_str(pretty=True, xml_declaration=False)
    text = _PLAIN_TEXT.sub(lambda found: _MARKUP.sub(lambda mark: _CHARACTERS[mark[1]], found[0]), text)
    return _head_of(document, "rss") + text


def atom_of(document: FeedDocument) -> bytes:
    """The document as Atom (RFC 4287)."""
    channel = document.channel
    generator = _generator_of(document, is_atom=True)
    generator.id(channel.id)
    generator.subtitle(channel.description)
    generator.author(name=channel.title)  # of entries without one; the others name their own
    generator.link(href=channel.page, rel="alternate", type="text/html")
    for each in document.links:
        generator.link({"href": each.href, "rel": each.rel} | ({"type": each.type} if each.type else {}))
    if channel.icon:
        generator.icon(channel.icon)
    for entry in document.entries:
        element = generator.add_entry(order="append")
        element.id(iri_of(entry.id))
        element.title(entry.title)
        element.updated(entry.changed)
        if entry.published:
            element.published(entry.published)
        element.link(href=entry.url or channel.page)
        if entry.summary:
            element.summary(entry.summary)
        element.content(entry.html or escape(entry.summary, quote=False), type="html")
        for person in entry.authors:
            element.author({"name": person.name} | ({"email": person.email} if person.email else {}))
        if entry.categories:
            element.category([{"term": c.slug, "scheme": c.scheme, "label": c.name} for c in entry.categories])
        extension = getattr(element, EXTENSION)
        extension.entry, extension.is_dated = entry, True
    text: bytes = generator.atom_str(pretty=True, xml_declaration=False)
    return _head_of(document, "atom") + text


def _generator_of(document: FeedDocument, *, is_atom: bool) -> FeedGenerator:
    """A generator that says of the feed what both formats say."""
    channel = document.channel
    generator = FeedGenerator()
    generator.register_extension(EXTENSION, FeedExtension, EntryExtension)
    extension = getattr(generator, EXTENSION)
    extension.document, extension.is_atom = document, is_atom
    generator.generator(GENERATOR)
    generator.title(channel.title)
    generator.updated(document.updated)
    if channel.language:
        generator.language(channel.language)
    if channel.rights:
        generator.rights(channel.rights)
    return generator


def _head_of(document: FeedDocument, format: str) -> bytes:
    style = f'<?xml-stylesheet type="text/css" href="{document.style}"?>\n' if document.style else ""
    return beginning_of(format) + style.encode()
