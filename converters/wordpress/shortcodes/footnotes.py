"""Footnotes of plugins, written where they belong: `[mfn]…[/mfn]`, `[ref]…[/ref]`.

A note first becomes `<sup class="footnote-text">…</sup>` in its place; `gather_footnotes` then moves the notes to the
end of the body and leaves references.
"""

from collections.abc import Mapping

from converters.html import Element, Text, replace_all
from converters.wordpress.context import Context
from converters.wordpress.shortcodes.expansion import Handler, Shortcode


def footnote(shortcode: Shortcode, context: Context) -> str | None:
    """`[mfn]`, `[ref]`, `[efn_note]` …: the note in its place; without text it is no note."""
    return f'<sup class="footnote-text">{shortcode.html.strip()}</sup>' if shortcode.html.strip() else None


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
