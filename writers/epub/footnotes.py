"""Footnotes that readers show where they are referred to, and that lead back to the text."""

import re

from converters.html import Element, Text
from writers.epub.identifiers import Identifiers
from writers.epub.words import Words

_CONTAINERS = frozenset(["footnotes", "wp-block-footnotes"])
_NUMBER = re.compile(r"\s*\[?\w{1,6}\]?\s*")
_ARROW = re.compile(r"\s*[↩↑⏎^]\ufe0e?\s*")


def link_footnotes(body: Element, ids: Identifiers, words: Words) -> None:
    """Say of every note and every reference that it is one, and lead each note back to its first reference."""
    notes = {
        item.get("id"): item
        for container in body.elements("div", "ol")
        if not _CONTAINERS.isdisjoint(container.classes)
        for item in container.elements("li")
        if item.get("id")
    }
    if not notes:
        return
    referred: dict[str, str] = {}
    for link in body.elements("a"):
        href = link.get("href")
        target = ids.find(href[1:]) or href[1:] if href.startswith("#") else ""
        if target not in notes or not _NUMBER.fullmatch(link.text_content()):
            continue
        link.attributes |= {"href": f"#{target}", "epub:type": "noteref", "role": "doc-noteref"}
        id = link.get("id") or _id_above(link)
        if not id:
            id = link.attributes["id"] = ids.invent(f"ref-{target}")
        referred.setdefault(target, id)
    for target, item in notes.items():
        if target not in referred:
            continue
        back = [link for link in item.elements("a") if _leads_back(link)]
        if not back:
            back = [Element("a", {"href": f"#{referred[target]}"}, [Text("↩\ufe0e")])]
            last = next((node for node in reversed(item.children) if isinstance(node, Element)), item)
            home = last if last.name == "p" else item
            home.append(Text(" "))
            home.append(back[0])
        note = Element("aside", {"id": target, "epub:type": "footnote", "role": "doc-footnote"}, item.children)
        del item.attributes["id"]
        item.children = [note]
        note.parent = item
        for link in back:
            link.attributes |= {"epub:type": "backlink", "role": "doc-backlink", "aria-label": words.back}
    for container in body.elements("div"):
        if not _CONTAINERS.isdisjoint(container.classes):
            container.name = "section"
            container.attributes |= {"epub:type": "footnotes", "role": "doc-endnotes", "aria-label": words.notes}


def _id_above(link: Element) -> str:
    return link.parent.get("id") if link.parent is not None and link.parent.name == "sup" else ""


def _leads_back(link: Element) -> bool:
    return link.get("href").startswith("#") and _ARROW.fullmatch(link.text_content()) is not None
