"""A body read and written: blocks first, then their spans, when all that is defined anywhere is known."""

from urllib.parse import unquote

from converters.markdown.headings import fragments_in, id_of
from converters.markdown.kramdown.abbreviations import expand_abbreviations
from converters.markdown.kramdown.blocks import Blocks
from converters.markdown.kramdown.document import Document
from converters.markdown.kramdown.spans import read_spans
from converters.markdown.kramdown.tree import HTML, MARKUP, ROOT, TEXT, WITH_SPANS, Node
from converters.markdown.kramdown.writing import write
from converters.markdown.problems import LinksGivenUp
from converters.problem import Report

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


def kramdown_to_html(markdown: str, report: Report, *, typographic: bool = True, hard_wraps: bool = False) -> str:
    """The HTML that Jekyll makes with kramdown's GFM parser: attribute lists, `markdown="1"`, formulas included.

    `typographic` where quotes and dashes are set; with `hard_wraps`, each line end in a paragraph is shown. Headings
    have an id where something links to it.
    """
    document = Document(typographic=typographic, hard_wraps=hard_wraps)
    root = Node(ROOT)
    Blocks(markdown.replace("\r\n", "\n").replace("\r", "\n"), document, 0).read_into(root)
    whole = Node(ROOT)
    whole.children = [root, *document.notes.values()]
    _read_all_spans(root, document)
    document.give_attributes()
    expand_abbreviations(document, whole)
    _give_ids(whole)
    if document.is_spent:
        report(LinksGivenUp())
    return write(document, root)


def _read_all_spans(root: Node, document: Document) -> None:
    waiting = [(note, True) for note in document.notes.values()] + [(root, False)]
    while waiting:
        node, is_in_html = waiting.pop()
        if node.kind in WITH_SPANS:
            read_spans(node, document, is_in_html=is_in_html)
        else:
            is_in_html = is_in_html or node.kind == HTML
            waiting += [(child, is_in_html) for child in reversed(node.children)]


def _give_ids(root: Node) -> None:
    """Only what is linked to needs one: an id that nothing names would be noise in every other format."""
    headings = [node for node in root.each() if node.kind in _HEADINGS]
    wanted = set(_fragments(root)) if headings else set()
    if not wanted:
        return
    given: dict[str, int] = {}
    for heading in headings:
        if "id" in heading.attributes:
            continue
        made = id_of("".join(node.text for node in heading.each() if node.kind == TEXT))
        times = given[made] = given.get(made, 0) + 1
        if times > 1:
            made = f"{made}-{times - 1}"
        if made in wanted:
            heading.attributes["id"] = made


def _fragments(root: Node) -> list[str]:
    found: list[str] = []
    for node in root.each():
        if node.kind == MARKUP:
            found += fragments_in(node.text)
        elif (target := node.attributes.get("href", "")).startswith("#"):
            found.append(unquote(target[1:]))
    return found
