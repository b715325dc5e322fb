"""Footnotes of the block editor, whose texts are in the custom field `footnotes`, and their canonical form.

A reference is `<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>`, the notes are
`<section class="footnotes"><ol><li id="fn-1">…</li></ol></section>` at the end. A second reference to note 1 has the id
`fnref-1-2`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from converters.html import Element, Node, Text, parse, replace_all
from converters.post import Post
from converters.problem import Problem, Report, Severity
from converters.wordpress.blocks.grammar import Block, Part
from converters.wordpress.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteMissing(Problem):
    """The text refers to a note whose own text is not in the source."""

    code = "footnote-missing"
    severity = Severity.LOSS
    text = "the text of footnote {number} is not in the source"
    number: str


def footnotes_of(post: Post) -> list[tuple[str, str]]:
    """The id and the HTML of each note, in order; none when the custom field cannot be read."""
    for value in reversed(post.meta_values("footnotes")):
        try:
            notes: Any = json.loads(value)
        except (ValueError, RecursionError):
            continue
        if isinstance(notes, list):
            return [
                (str(note["id"]), str(note.get("content", "")))
                for note in notes
                if isinstance(note, dict) and "id" in note
            ]
    return []


def show_footnotes(block: Block, context: Context) -> Sequence[Part]:
    """The block of all notes (render_block_core_footnotes); `number_footnotes` gives them their canonical form."""
    items = "".join(f'<li id="{escape(id)}">{content}</li>' for id, content in footnotes_of(context.post))
    return [f'<section class="footnotes"><ol>{items}</ol></section>'] if items else []


def number_footnotes(body: Element, post: Post, report: Report) -> None:
    """Give references and notes of the block editor their canonical form, in a parsed body."""
    references = [sup for sup in body.elements("sup") if sup.get("data-fn")]
    notes = footnotes_of(post)
    number = {id: at for at, (id, _) in enumerate(notes, 1)}
    used: dict[int, int] = {}
    made: dict[Element, list[Node]] = {}
    for sup in references:
        at, shown = number.get(sup.get("data-fn")), sup.text_content().strip()
        if at is None:
            report(FootnoteMissing(number=shown or sup.get("data-fn")))
            sup.attributes, sup.children = {}, []
            sup.append(Text(shown))
            continue
        used[at] = used.get(at, 0) + 1
        again = f"-{used[at]}" if used[at] > 1 else ""
        link = Element("a", {"href": f"#fn-{at}", "id": f"fnref-{at}{again}"}, [Text(str(at))])
        made[sup] = [Element("sup", {"class": "footnote-ref"}, [link])]
    replace_all(made)
    listed = {item.get("id"): item for item in body.elements("li") if item.get("id") in number}
    for id, item in listed.items():
        item.attributes = {"id": f"fn-{number[id]}"}
    if used and not listed:
        for child in parse(_section([content for _, content in notes])).children:
            body.append(child)


def _section(notes: Sequence[str]) -> str:
    items = "".join(f'<li id="fn-{at}">{content}</li>' for at, content in enumerate(notes, 1))
    return f'<section class="footnotes"><ol>{items}</ol></section>'
