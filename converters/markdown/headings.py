"""The ids of headings: those in braces after the text, and those that renderers make, where something links there."""

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from converters.markdown.attributes import add_attributes, read_attributes

_ATTRIBUTES = re.compile(r"(?<!\\)\{:?((?:[^{}\"']|\"[^\"]*\"|'[^']*')*)\}[ \t]*$")
_FRAGMENT = re.compile(r"""<a\s[^<>]*?\bhref\s*=\s*["']?#([^"'\s<>]+)""", re.IGNORECASE)
_NOT_IN_AN_ID = re.compile(r"[^\w\s-]")


def heading_plugin(renderer: MarkdownIt) -> None:
    """`## Title {#id .class}`, and ids as GitHub makes them for headings that the body itself links to."""
    renderer.core.ruler.after("block", "heading_attributes", _take_attributes)
    renderer.core.ruler.push("heading_ids", _give_ids)


def _take_attributes(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type != "heading_open":
            continue
        found = _ATTRIBUTES.search(inline.content)
        attributes = read_attributes(found[1]) if found else {}
        if found and attributes:
            add_attributes(opening, attributes)
            inline.content = inline.content[: found.start()].rstrip(" \t")


def _give_ids(state: StateCore) -> None:
    """Only what is linked to needs one: an id that nothing names would be noise in every other format."""
    headings = [
        (opening, inline)
        for opening, inline in zip(state.tokens, state.tokens[1:], strict=False)
        if opening.type == "heading_open"
    ]
    wanted = set(_fragments(state.tokens)) if headings else set()
    if not wanted:
        return
    given: dict[str, int] = {}
    for opening, inline in headings:
        made = id_of("".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline")))
        times = given[made] = given.get(made, 0) + 1
        if times > 1:
            made = f"{made}-{times - 1}"
        if made in wanted and opening.attrGet("id") is None:
            opening.attrSet("id", made)


def id_of(title: str) -> str:
    """The id of a heading: lower case, blanks to hyphens, marks off (goldmark's `github`, kramdown's GFM)."""
    return re.sub(r"\s", "-", _NOT_IN_AN_ID.sub("", title.strip().lower()))


def _fragments(tokens: list[Token]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        for child in (token, *(token.children or [])):
            target = child.attrGet("href")
            if isinstance(target, str) and target.startswith("#"):
                found.append(unquote(target[1:]))
            elif child.type in ("html_block", "html_inline"):
                found += fragments_in(child.content)
    return found


def fragments_in(html: str) -> list[str]:
    """What the links of some HTML lead to on its own page."""
    return [unquote(each) for each in _FRAGMENT.findall(html)]
