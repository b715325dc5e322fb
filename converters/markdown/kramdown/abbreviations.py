"""Abbreviations, wherever their words stand in the text."""

import re
from collections import defaultdict

from converters.markdown.kramdown.document import Document
from converters.markdown.kramdown.tree import TEXT, Node

MAX_ALIKE = 100
"""Abbreviations that begin with one word; more of them are not explained."""

_BEGINNING = re.compile(r"\w+|[^\w\s]")


def expand_abbreviations(document: Document, root: Node) -> None:
    """Say what each abbreviation means. Code, HTML and alternative texts stay as they are."""
    if not document.abbreviations:
        return
    known: dict[str, list[str]] = defaultdict(list)
    for word in sorted(document.abbreviations, key=len, reverse=True):
        if (beginning := _BEGINNING.match(word)) and len(known[beginning[0]]) < MAX_ALIKE:
            known[beginning[0]].append(word)
    for node in list(root.each()):
        if node.kind != "code" and any(child.kind == TEXT for child in node.children):
            node.children = [
                part
                for child in node.children
                for part in (_expanded(child, known, document) if child.kind == TEXT else [child])
            ]


def _expanded(node: Node, known: dict[str, list[str]], document: Document) -> list[Node]:
    text, meanings = node.text, document.abbreviations
    parts: list[Node] = []
    at = 0
    for found in _BEGINNING.finditer(text):
        word = next((each for each in known.get(found[0], ()) if _stands_at(text, found.start(), each)), None)
        if word is None or found.start() < at:
            continue
        short = Node("abbr")
        short.children.append(Node(TEXT, word))
        if meanings[word] and document.may_repeat(len(meanings[word])):
            short.attributes["title"] = meanings[word]
        parts += [Node(TEXT, text[at : found.start()]), short]
        at = found.start() + len(word)
    return [*parts, Node(TEXT, text[at:])] if parts else [node]


def _stands_at(text: str, at: int, word: str) -> bool:
    """Whether a word stands at a place, and no longer one that it is a part of."""
    return (
        text.startswith(word, at)
        and not (at and _is_word(text[at - 1]) and _is_word(word[0]))
        and not _is_word(text[at + len(word) : at + len(word) + 1])
    )


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
