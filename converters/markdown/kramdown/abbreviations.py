"""Abbreviations, wherever their words stand in the text."""

import re

from converters.markdown.kramdown.document import Document
from converters.markdown.kramdown.tree import TEXT, Node


def expand_abbreviations(document: Document, root: Node) -> None:
    """Say what each abbreviation means. Code, HTML and alternative texts stay as they are."""
    meanings = document.abbreviations
    if not meanings:
        return
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    for node in list(root.each()):
        if node.kind != "code" and any(child.kind == TEXT for child in node.children):
            node.children = [part for child in node.children for part in _expanded(child, pattern, meanings)]


def _expanded(node: Node, pattern: re.Pattern[str], meanings: dict[str, str]) -> list[Node]:
    if node.kind != TEXT:
        return [node]
    parts: list[Node] = []
    at = 0
    for found in pattern.finditer(node.text):
        word = Node("abbr")
        word.children.append(Node(TEXT, found[0]))
        if meanings[found[0]]:
            word.attributes["title"] = meanings[found[0]]
        parts += [Node(TEXT, node.text[at : found.start()]), word]
        at = found.end()
    return [*parts, Node(TEXT, node.text[at:])] if parts else [node]
