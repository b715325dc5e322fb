"""Footnotes of plugins, written where they belong: `[mfn]…[/mfn]`, `[ref]…[/ref]`, `[1. …]`.

A note first becomes `<sup class="footnote-text">…</sup>` in its place; `gather_footnotes` then moves the notes to the
end of the body and leaves references.
"""

import re
from collections.abc import Mapping

from converters.html import Element, Text, replace_all
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Handler, Shortcode, hide_brackets_in_tags
from converters.wordpress.spans import Spans

_NUMBERED = re.compile(r"\[(\d{1,3})\.\s([^\[\]]++)\](?!\()", re.ASCII)


def footnote(shortcode: Shortcode, context: Context) -> str | None:
    """`[mfn]`, `[ref]`, `[efn_note]` …: the note in its place; without text it is no note."""
    return f'<sup class="footnote-text">{shortcode.html.strip()}</sup>' if shortcode.html.strip() else None


def mark_numbered_notes(text: str) -> str:
    """HTML with the notes `[1. text]` of FD Footnotes as other notes. They must be numbered from 1 on, as it asks."""
    if "[1. " not in text:
        return text
    visible, code = hide_brackets_in_tags(text), Spans(text)
    written: list[str] = []
    done = number = 0
    for note in _NUMBERED.finditer(visible):
        if int(note[1]) == number + 1 and note.start() not in code:
            number += 1
            inner = text[note.start(2) : note.end(2)]
            written += text[done : note.start()].rstrip(" "), f'<sup class="footnote-text">{inner}</sup>'
            done = note.end()
    return "".join(written) + text[done:]


def gather_footnotes(body: Element) -> None:
    """Move the notes of a parsed body to its end, numbered, and leave references in their places."""
    inline = [sup for sup in body.elements("sup") if "footnote-text" in sup.classes]
    if not inline:
        return
    sections = [section for section in body.elements("section") if "footnotes" in section.classes]
    lists = [each for section in sections for each in section.elements("ol")]
    if lists:
        notes = lists[-1]
    else:
        notes = Element("ol")
        body.append(Element("section", {"class": "footnotes"}, [notes]))
    number = sum(isinstance(child, Element) for child in notes.children)
    references: dict[Element, list[Element]] = {}
    for sup in inline:
        number += 1
        link = Element("a", {"href": f"#fn-{number}", "id": f"fnref-{number}"}, [Text(str(number))])
        references[sup] = [Element("sup", {"class": "footnote-ref"}, [link])]
        notes.append(Element("li", {"id": f"fn-{number}"}, sup.children))
    replace_all(references)


FOOTNOTE_SHORTCODES: Mapping[str, Handler] = dict.fromkeys(
    ["efn_note", "fn", "footnote", "mfn", "ref", "sidenote", "modern_footnote", "footnotes_note"], footnote
)
