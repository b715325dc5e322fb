"""What a body is written in, decided by looking at the body: WordPress's mixture, finished HTML, or Markdown."""

import re

from converters.frontmatter.families import Family
from converters.post import Dialect

_CODE = re.compile(
    r"<(pre|code|script|style|textarea)\b|\[(code|php|sourcecode|csharp|java|python|css|html|xml)\b", re.I
)
_WORDPRESS = re.compile(r"<!--\s+wp:|\[(?:caption|wp_caption|gallery|audio|video|playlist|embed)[\s\]]", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
_MARKDOWN = re.compile(
    r"^\#{1,6}[ \t]+\S|!?\[[^\]\[\n]{1,300}\]\([^()\s]{1,500}|^> |\*\*\w|\*\*$|(?<![\w`])`[^`\n]{1,200}`(?!`)",
    re.MULTILINE,
)
_REFERENCE = re.compile(r"\[[^\]\[\n]{1,300}\][ ]?\[([^\]\[\n]{0,100})\]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\[\n]{1,100})\]:[ \t]+\S", re.MULTILINE)
_ELEMENT = re.compile(
    r"<(?:p|div|a|strong|b|em|i|img|h[1-6]|ul|ol|li|table|td|pre|blockquote|br|span|figure|font|iframe|center)[\s>/]",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"<img[\s>/]|<a\s[^<>]*>(?=\s*<img)|<a\s+(?:name|id)=|<(?:div|table|td|span|figure|iframe|font|center)[\s>/]", re.I
)
"""HTML that those who write Markdown write, too, because it says what Markdown has no marks for."""
_PARAGRAPH = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure)[\s>]", re.IGNORECASE)
_LINE_OF_TEXT = re.compile(r"^[^\s<\[][^<\n]{60,}$", re.MULTILINE)


def dialect_of(body: str, family: Family, *, is_html: bool = False) -> Dialect:
    """The dialect of a body; what a file holds whose name says that it `is_html` is no Markdown.

    In doubt it is what the family writes: WordPress's own from those that synchronise, HTML or Markdown from the
    others.
    """
    outside = _without_code(body)
    if re.search(r"<!--\s+wp:", body):
        return "wordpress"
    if is_html and not family.synchronises:
        made = bool(_PARAGRAPH.search(body)) and not (_LINE_OF_TEXT.search(outside) or _WORDPRESS.search(outside))
        return "html" if made or family in (Family.OTHER, Family.JEKYLL_IMPORT_EXPORT) else "wordpress"
    defined = {label.lower() for label in _DEFINITION.findall(outside)}
    references = sum(label.lower() in defined for label in _REFERENCE.findall(outside))  # a[1][2] is no reference
    signs = len(_MARKDOWN.findall(outside)) + len(defined) + references + 2 * len(_FENCE.findall(outside))
    elements = len(_ELEMENT.findall(body))
    if family.synchronises:
        spared = len(_SPARED.findall(body))
        return "markdown" if signs > 1 and signs > 3 * (elements - spared) + spared else "wordpress"
    if signs > 1 and signs * 2 >= elements:
        return "markdown"
    if _WORDPRESS.search(outside):
        return "wordpress"
    if not elements and family is not Family.JEKYLL_IMPORT_EXPORT:
        return "markdown"
    if _PARAGRAPH.search(body) and not _LINE_OF_TEXT.search(outside) and signs * 4 <= elements:
        return "html"
    return "html" if family is Family.JEKYLL_IMPORT_EXPORT else "markdown"


def _without_code(body: str) -> str:
    """The body without what stands in code, where `#` and `**` mean something else."""
    kept: list[str] = []
    at = copied = 0
    never_closed: set[str] = set()
    while found := _CODE.search(body, at):
        at = found.end()
        closing = f"</{found[1]}" if found[1] else f"[/{found[2]}]"
        if closing.lower() in never_closed:
            continue
        end = re.compile(re.escape(closing), re.IGNORECASE).search(body, at)
        if end is None:
            never_closed.add(closing.lower())
            continue
        kept.append(body[copied : found.start()])
        at = copied = end.end()
    kept.append(body[copied:])
    return "".join(kept)
